"""What the commands say to what cannot be meant so, or cannot be done, and with which exit status."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

from installation import BINARY, Installation, instant, register

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*arguments, env=None):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=120, env=env)


@pytest.fixture
def made(directory):
    """An installation with nothing running, and a source, a collector and a point."""
    installation = Installation(directory)
    installation.run("source", "add", "--name", "Centre", "--kind", "cdc", "--region", "420000")
    installation.run("staff", "add", "--role", "collector", "--phone", "13900000001", "--name", "A", "--region", "420106")
    installation.run("point", "add", "--name", "Ferry", "--region", "420106")
    return installation


@pytest.mark.parametrize("flags", [
    ["--port", "99999"], ["--sms", "ftp://x"], ["--identity", "foo"], ["--tls-cert", "alone"], ["--offset", "8"],
    ["--log-level", "loud"], ["--trusted-proxies", "not-an-ip"], ["--risk-feed-every", "soon"], ["--approval-limit", "-1"]])
def test_a_setting_that_cannot_be_meant_so_is_wrong_usage_and_makes_no_installation(directory, flags):
    done = run("serve", "--data", directory, *flags)
    assert (done.returncode, done.stdout) == (2, "") and flags[0] in done.stderr
    assert not directory.exists()


@pytest.mark.parametrize("words, option", [
    (["staff", "add", "--role", "collector", "--phone", "1390000", "--name", "B", "--region", "420106"], "--phone:"),
    (["source", "add", "--name", "", "--kind", "cdc", "--region", "420000"], "--name:"),
    (["source", "add", "--name", "B", "--kind", "cdc", "--region", "999999"], "--region:"),
    (["source", "add", "--name", "B", "--kind", "jurisdiction", "--region", "420000"], "peer add"),
    (["demo", "clock", "7d"], "with a sign"), (["demo", "clock", "+7x"], "with a sign")])
def test_an_option_that_cannot_be_meant_so_is_named_with_2(made, words, option):
    done = made.run(*words, check=False)
    assert (done.returncode, done.stdout) == (2, "") and option in done.stderr
    assert "send the request" not in done.stderr


def test_an_unknown_command_is_named_and_not_its_options():
    done = run("serv", "--data", "x")
    assert done.returncode == 2 and "no command `serv`" in done.stderr


@pytest.mark.parametrize("words", [
    ["source", "add", "--name", "Centre", "--kind", "cdc", "--region", "420000"],
    ["staff", "add", "--role", "collector", "--phone", "13900000001", "--name", "A", "--region", "420106"],
    ["point", "add", "--name", "Ferry", "--region", "420106"]])
def test_nothing_is_added_twice(made, words):
    done = made.run(*words, check=False)
    assert (done.returncode, done.stdout) == (3, "") and done.stderr


@pytest.mark.parametrize("words", [["source", "revoke", "Centre"], ["staff", "revoke", "1"], ["point", "revoke", "1"]])
def test_what_is_revoked_already_is_said_to_be(made, words):
    made.run(*words)
    done = made.run(*words, check=False)
    assert done.returncode == 3 and "revoked already" in done.stderr


@pytest.mark.parametrize("words, said", [
    (["person", "find", "--number", "42010619900101001X"], "nobody is registered"),
    (["person", "hand-over", "--number", "42010619900101001X", "--to-phone", "13900000009"], "nobody is registered"),
    (["policy", "explain", "999999"], "person find"), (["policy", "timeline", "999999"], "person find"),
    (["revocations", "add", "--code", "hello"], "no code"), (["backup", "/nowhere/copy"], "no folder /nowhere"),
    (["key", "new", "--pkcs11", "M", "--token", "T", "--pin-file", "/nowhere"], "PIN of the token")])
def test_what_cannot_be_done_is_said_in_words_of_the_commands(made, words, said):
    done = made.run(*words, check=False)
    assert done.returncode == 3 and said in done.stderr
    assert "your list of people" not in done.stderr and "code page" not in done.stderr


def test_a_person_is_found_by_a_document_and_masked(installation, number):
    document = number()
    person = register(installation.sign_in("13800000001"), document)
    done = installation.run("person", "find", "--number", document)
    assert done.stdout.splitlines()[1].split()[0] == person["id"] and document not in done.stdout


def test_before_registration_there_is_nothing_to_explain(installation, number):
    person = register(installation.sign_in("13800000001"), number())
    done = installation.run("policy", "explain", person["id"], "--at", "2020-01-01T00:00:00+08:00")
    assert done.stdout.startswith("Not registered yet at that time")


def test_an_installation_trusts_its_own_codes(installation, number):
    resident = installation.sign_in("13800000001")
    token = resident.get(f"/people/{register(resident, number())['id']}/code")["token"]
    done = installation.run("verify", token, "--json")
    assert json.loads(done.stdout)["verdict"] == "valid"


def test_a_picture_that_is_not_there_is_no_bad_code():
    done = run("verify", "nowhere.png")
    assert (done.returncode, done.stdout) == (3, "") and "nowhere.png" in done.stderr


def test_a_pack_that_is_not_there_is_no_bad_pack():
    done = run("policy", "check", "/nowhere")
    assert (done.returncode, done.stdout) == (3, "") and "/nowhere" in done.stderr


def test_a_file_that_is_no_pack_is_not_printed(tmp_path):
    (tmp_path / "pack.yaml").write_text("secret " * 100)
    done = run("policy", "check", tmp_path)
    assert done.returncode == 1 and len(done.stderr) < 400


def test_a_simulation_of_an_ended_pack_says_that_it_governs_nobody(made):
    done = made.run("policy", "simulate", str(ROOT / "Jurisdictions/jingzhou/2020-03-16"))
    assert "governs nobody" in done.stderr and "420000 2020-04-01" in done.stderr


def test_a_failed_restore_leaves_nothing_behind(directory):
    assert run("restore", "--data", directory, "/nowhere").returncode == 3
    assert not directory.exists()


def test_the_settings_say_where_what_comes_along_lies(made, tmp_path):
    assert "HEALTHCODE_SHARE" in made.run("config").stdout
    share = tmp_path / "share"
    shutil.copytree(ROOT / "Jurisdictions/national", share / "Jurisdictions/national")
    shutil.copytree(ROOT / "Divisions", share / "Divisions")
    done = run("source", "add", "--name", "Centre", "--kind", "cdc", "--region", "420000", "--data", tmp_path / "d",
               env=os.environ | {"HEALTHCODE_SHARE": str(share)})
    assert done.returncode == 0, done.stderr
    done = run("source", "add", "--name", "Centre", "--kind", "cdc", "--region", "420000", "--data", tmp_path / "e",
               env=os.environ | {"HEALTHCODE_SHARE": str(tmp_path)})
    assert done.returncode == 3 and "Jurisdictions" in done.stderr and not (tmp_path / "e").exists()


def test_a_second_start_of_the_demo_says_that_it_tells_how_it_began(directory):
    installation = Installation(directory)
    installation.run("demo", "--people", "0", "--no-serve")
    process = subprocess.Popen([BINARY, "demo", "--data", directory, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        lines = [process.stdout.readline() for _ in range(8)]
    finally:
        process.terminate()
        process.wait(30)
    assert any("filled before" in line for line in lines)
