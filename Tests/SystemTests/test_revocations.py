"""Revocation lists: the installation's own, as scanners fetch it, and those that `healthcode revocations` makes."""

import json
import subprocess

import pytest

from installation import BINARY, Refused, eventually, register

PHONE = "13800000001"


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "revocations", *map(str, arguments)], capture_output=True, text=True, input=stdin,
                          timeout=120)


def said(done):
    return done.stdout + done.stderr


def fetch(installation, since=None, headers=None):
    path = "/api/v1/revocations" + (f"?since={since}" if since else "")
    status, body, answer = installation.anyone().raw("GET", path, headers=headers)
    return status, body, (answer["ETag"] or "").strip('"')


class Keys:
    """A signing key in a file, and whom to trust for it."""

    def __init__(self, folder):
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        import base64

        key = ec.generate_private_key(ec.SECP256R1())
        self.pem, self.trust = folder / "key.pem", folder / "trust.json"
        self.pem.write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        numbers = key.public_key().public_numbers()
        word = lambda number: base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()  # noqa: E731
        jwk = {"kty": "EC", "crv": "P-256", "alg": "ES256", "x": word(numbers.x), "y": word(numbers.y)}
        self.trust.write_text(json.dumps({"keys": [jwk]}))


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path)


@pytest.fixture
def lists(keys, tmp_path):
    """Two lists of one issuer, the second with one more and one fewer."""
    old, new = tmp_path / "old.bin", tmp_path / "new.bin"
    ids = [f"id {number:016x}" for number in range(100)]
    for file, lines, sequence in [(old, ids, 5), (new, ids[1:] + ["certificate URN:UVCI:01:XX:1"], 6)]:
        done = run("make", "-", "--key", keys.pem, "--out", file, "--sequence", sequence, stdin="\n".join(lines))
        assert (done.returncode, done.stdout.split(",")[0]) == (0, "100 revoked"), said(done)
    return old, new


def test_a_list_of_a_file_is_made_shown_and_verified(keys, tmp_path):
    ids = tmp_path / "ids"
    ids.write_text("# lost papers\ncode 000102030405060708090a0b AQIDBAUGBwg\n\nkey AQIDBAUGBwg\n"
                   "certificate URN:UVCI:01:XX:1\nid 0123456789abcdef\nid 0123456789abcdef\n")
    made = run("make", ids, "--key", keys.pem, "--out", tmp_path / "list.bin", "--sequence", 7)
    assert made.returncode == 0 and made.stdout.startswith("4 revoked, list 7,"), said(made)
    shown = run("show", tmp_path / "list.bin")
    assert "7, 4 revoked" in shown.stdout and "good for" in shown.stdout
    good = run("verify", tmp_path / "list.bin", "--trust", keys.trust)
    assert (good.returncode, good.stdout) == (0, "good: list 7, 4 revoked\n"), said(good)


def test_a_change_is_small_and_leads_from_one_list_to_the_next(keys, lists, tmp_path):
    old, new = lists
    change = tmp_path / "change.bin"
    made = run("delta", old, new, "--trust", keys.trust, "--out", change)
    assert made.returncode == 0 and made.stdout.startswith("5 to 6,"), said(made)
    assert change.stat().st_size < 300
    assert "1 added, 1 removed" in run("show", change).stdout
    good = run("verify", change, "--from", old, "--trust", keys.trust)
    assert (good.returncode, good.stdout) == (0, "good: list 6, 100 revoked\n")
    wrong = run("verify", change, "--from", new, "--trust", keys.trust)
    assert wrong.returncode == 1 and "follow" in wrong.stdout


@pytest.mark.parametrize("damage", [
    pytest.param(lambda bytes: bytes[:-1], id="cut"), pytest.param(lambda bytes: bytes[:-1] + b"\xff", id="edited"),
    pytest.param(lambda bytes: bytes + b"\0", id="longer"), pytest.param(lambda bytes: b"", id="empty")])
def test_a_list_that_was_edited_is_refused(keys, lists, damage):
    old, _ = lists
    old.write_bytes(damage(old.read_bytes()))
    done = run("verify", old, "--trust", keys.trust)
    assert done.returncode == 1 and done.stdout.startswith("refused:"), said(done)


def test_a_list_of_another_signer_is_refused(lists, tmp_path):
    (tmp_path / "other").mkdir()
    done = run("verify", lists[0], "--trust", Keys(tmp_path / "other").trust)
    assert done.returncode == 1 and "no trusted issuer" in done.stdout


def test_a_list_past_its_time_is_told_as_too_old(keys, lists):
    done = run("verify", lists[0], "--trust", keys.trust, "--at", "2100-01-01T00:00:00Z")
    assert done.returncode == 1 and done.stdout.startswith("too old: list 5")


@pytest.mark.parametrize("line", ["code 00", "code xyz AQIDBAUGBwg", "key ???", "id 12", "id 0123456789abcdeg",
                                  "paper 1", "certificate"])
def test_a_line_that_is_no_id_is_named(keys, tmp_path, line):
    done = run("make", "-", "--key", keys.pem, "--out", tmp_path / "list.bin", stdin=f"id 0123456789abcdef\n{line}\n")
    assert done.returncode == 3 and "line 2" in done.stderr and not (tmp_path / "list.bin").exists()


def test_a_number_that_does_not_rise_is_refused(keys, lists):
    done = run("make", "-", "--key", keys.pem, "--out", lists[1], "--sequence", 6, stdin="")
    assert done.returncode == 3 and "higher" in done.stderr


def test_lists_in_the_wrong_order_are_refused(keys, lists, tmp_path):
    done = run("delta", lists[1], lists[0], "--trust", keys.trust, "--out", tmp_path / "change.bin")
    assert done.returncode == 3 and "older one first" in done.stderr


@pytest.mark.parametrize("arguments", [["make"], ["add"], ["delta", "one"], ["verify"], ["whatever"]])
def test_wrong_usage_says_so(arguments):
    assert run(*arguments).returncode == 2


@pytest.mark.parametrize("command", [[], ["make"], ["add"], ["show"], ["verify"], ["delta"]])
def test_each_command_explains_itself(command):
    done = run(*command, "--help")
    assert done.returncode == 0 and "OVERVIEW" in done.stdout


def test_adding_names_what_to_give(installation):
    done = installation.run("revocations", "add", check=False)
    assert done.returncode == 2 and "--code" in done.stderr


def test_an_installation_serves_its_list_whole_and_in_changes_across_restarts(installation, tmp_path):
    trust = tmp_path / "keys.json"
    trust.write_text(json.dumps(installation.anyone().get("/keys")))
    ids = "\n".join(f"id {number:016x}" for number in range(1_000))
    assert installation.run("revocations", "add", "--ids", "-", stdin=ids).stdout == "1000 revoked\n"
    assert installation.run("revocations", "add", "--ids", "-", stdin=ids).stdout == "0 revoked, 1000 were already\n"
    whole = tmp_path / "whole.bin"

    def listed(count):
        status, body, tag = fetch(installation)
        whole.write_bytes(body)
        done = run("verify", whole, "--trust", trust)
        return tag if status == 200 and f", {count} revoked" in done.stdout else None

    tag = eventually(lambda: listed(1_000))
    assert fetch(installation, headers={"If-None-Match": f'"{tag}"'})[0] == 304
    assert fetch(installation, since=tag)[0] == 204
    installation.stop()
    installation.start()
    assert fetch(installation)[2] == tag, "a restart signs nothing anew"
    (tmp_path / "old.bin").write_bytes(whole.read_bytes())
    installation.run("revocations", "add", "--ids", "-", stdin="id ffffffffffffffff")
    newer = eventually(lambda: listed(1_001))
    status, change, change_tag = fetch(installation, since=tag)
    assert status == 200 and change_tag == f"{tag}-{newer}" and len(change) < 300
    (tmp_path / "change.bin").write_bytes(change)
    done = run("verify", tmp_path / "change.bin", "--from", tmp_path / "old.bin", "--trust", trust)
    assert done.returncode == 0 and "1001 revoked" in done.stdout


def test_a_code_is_revoked_by_the_command_and_verify_says_so(installation, number, tmp_path):
    resident, collector, point = installation.sign_in(PHONE), installation.add_collector("13900000001"), installation.add_point()
    person = register(resident, number())["id"]
    paper = resident.post(f"/people/{person}/printed", {})["token"]
    live = resident.get(f"/people/{person}/code")["token"]
    assert collector.post("/checks", {"token": paper, "point": point})["printed"]
    assert installation.run("revocations", "add", "--code", paper, "--code", live).stdout == "2 revoked\n"
    again = installation.run("revocations", "add", "--code", paper, check=False)
    assert again.returncode == 3 and "revoked" in again.stderr

    def refused(token):
        try:
            collector.post("/checks", {"token": token, "point": point})
        except Refused as refusal:
            return refusal.kind == "revoked-code"

    eventually(lambda: refused(paper))
    eventually(lambda: refused(live))
    (tmp_path / "keys.json").write_text(json.dumps(installation.anyone().get("/keys")))
    (tmp_path / "list.bin").write_bytes(fetch(installation)[1])
    for token in [paper, live]:
        done = subprocess.run(
            [BINARY, "verify", token, "--trust", tmp_path / "keys.json", "--revocations", tmp_path / "list.bin",
             "--json"], capture_output=True, text=True, timeout=60)
        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (1, "revoked"), said(done)


@pytest.mark.parametrize("text", ["https://example.com", "JKM1:ABC"])
def test_what_is_no_code_of_the_installation_is_not_revoked(installation, text):
    done = installation.run("revocations", "add", "--code", text, check=False)
    assert done.returncode == 3 and done.stderr.startswith("healthcode: ")


def test_a_key_that_is_revoked_is_in_the_list(installation, tmp_path):
    [old] = [key["kid"] for key in installation.anyone().get("/keys")["keys"]]
    _, _, before = fetch(installation)
    installation.run("key", "rotate")
    installation.run("key", "revoke", old)
    eventually(lambda: fetch(installation)[2] != before)
    (tmp_path / "keys.json").write_text(json.dumps(installation.anyone().get("/keys")))
    (tmp_path / "list.bin").write_bytes(fetch(installation)[1])
    done = run("verify", tmp_path / "list.bin", "--trust", tmp_path / "keys.json")
    assert done.returncode == 0 and ", 1 revoked" in done.stdout, said(done)
