"""The commands as scripts use them: what they print, where, and with which exit status."""

import json
import pathlib
import sqlite3
import subprocess

import pytest

from installation import BINARY, Installation, instant, register

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUBEI = ROOT / "Jurisdictions/hubei/2020-04-01"


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, input=stdin, timeout=120)


@pytest.fixture
def stopped(directory):
    """An installation with nothing running."""
    return Installation(directory)


def test_every_command_answers_help():
    for words in ["", "serve", "demo", "demo clock", "source add", "source list", "source revoke", "staff add", "staff list",
                  "staff revoke", "staff acts", "point add", "point list", "point revoke", "person find", "person hand-over",
                  "records import",
                  "identity import", "regions import", "regions risk import", "regions risk list",
                  "regions risk retract", "policy check", "policy decide", "verify", "certlogic",
                  "backup", "restore", "migrate", "config"]:
        done = run(*words.split(), "--help")
        assert (done.returncode, done.stderr) == (0, ""), words
        assert "USAGE" in done.stdout, words


def test_wrong_usage_ends_with_2_and_says_so_on_standard_error():
    done = run("serve", "--data", "/nonexistent", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--nonsense" in done.stderr


def test_what_could_not_be_done_ends_with_3():
    done = run("backup", "--data", "/nonexistent/healthcode", "/tmp/copy")
    assert done.returncode == 3
    assert "no installation" in done.stderr


def test_the_shipped_packs_pass_their_scenarios():
    done = run("policy", "check", ROOT / "Jurisdictions")
    assert done.returncode == 0, done.stdout


def test_a_misspelt_word_in_a_pack_is_named_with_file_line_and_column(tmp_path):
    pack = tmp_path / "pack.yaml"
    pack.write_text((HUBEI / "pack.yaml").read_text().replace("record:", "recrod:", 1))
    done = run("policy", "check", pack)
    assert done.returncode == 1
    assert done.stdout == "" and f"{pack}:" in done.stderr and "record" in done.stderr


def test_people_are_decided_from_a_file():
    person = {"person": "a", "region": "420502", "facts": [
        {"kind": "fever_clinic", "from": "2020-04-05T10:00:00+08:00", "region": "420502"}]}
    done = run("policy", "decide", "--pack", HUBEI, "--facts", "-", stdin=json.dumps(person) + "\n")
    assert done.returncode == 0
    stretches = json.loads(done.stdout)["timeline"]
    assert [(s["from"], s["colour"]) for s in stretches] == [
        ("2020-04-01T00:00:00+08:00", "green"), ("2020-04-05T10:00:00+08:00", "grey"),
        ("2020-04-12T10:00:00+08:00", "green")]


def test_settings_come_from_flag_environment_and_file(stopped):
    stopped.directory.mkdir()
    (stopped.directory / "healthcode.yaml").write_text("port: 9090\n")
    assert "port = 9090    [file]" in stopped.run("config").stdout


def test_an_unknown_setting_is_refused(stopped):
    stopped.directory.mkdir()
    (stopped.directory / "healthcode.yaml").write_text("prot: 9090\n")
    done = stopped.run("config", check=False)
    assert done.returncode == 3
    assert "prot" in done.stderr


def test_a_source_is_added_listed_and_revoked(installation):
    laboratory = installation.add_source("Third Laboratory", "laboratory")
    assert "Third Laboratory" in installation.run("source", "list").stdout
    installation.run("source", "revoke", "Third Laboratory")
    status, _, _ = laboratory.raw("POST", "/api/v1/records", "{}")
    assert status in (401, 403)


def test_records_are_imported_and_the_refused_lines_are_kept_with_reasons(installation, number, tmp_path):
    installation.add_source("Disease Control", "cdc")
    good = {"id": "1", "document": {"type": "resident_id", "number": number()}, "kind": "close_contact", "from": instant(-60)}
    file = tmp_path / "records.ndjson"
    file.write_text(json.dumps(good) + "\n" + json.dumps(good | {"id": "2", "kind": "plague"}) + "\n")
    done = installation.run("records", "import", "--source", "Disease Control", str(file), check=False)
    assert done.returncode == 1
    assert "1 waiting" in done.stdout and "1 refused" in done.stdout
    refused = json.loads((tmp_path / "records.ndjson.refused.ndjson").read_text())
    assert refused["line"] == 2 and refused["detail"]
    again = installation.run("records", "import", "--source", "Disease Control", str(file), check=False)
    assert "1 repeated" in again.stdout


def test_migrating_adds_the_regions_that_a_version_brings_and_renames_none(stopped):
    stopped.run("source", "add", "--name", "Centre", "--kind", "cdc", "--region", "420000")
    with sqlite3.connect(stopped.directory / "healthcode.sqlite") as database:
        database.execute("DELETE FROM regions WHERE code = 990000000000")
        database.execute("UPDATE regions SET name = 'Ours' WHERE code = 420106000000")
    assert "regions added: 1" in stopped.run("migrate").stdout
    with sqlite3.connect(stopped.directory / "healthcode.sqlite") as database:
        names = dict(database.execute("SELECT code, name FROM regions WHERE code IN (990000000000, 420106000000)"))
    assert names == {990000000000: "境外", 420106000000: "Ours"}
    assert "regions added: 0" in stopped.run("migrate").stdout


def test_an_import_goes_on_where_it_was_cut_off(installation, number, tmp_path):
    installation.add_source("Disease Control", "cdc")
    lines = [json.dumps({"id": str(i), "document": {"type": "resident_id", "number": number()}, "kind": "close_contact",
                         "from": instant(-60)}) + "\n" for i in range(4)]
    file = tmp_path / "records.ndjson"
    file.write_text("".join(lines))
    (tmp_path / "records.ndjson.progress").write_text(f"{len(lines[0]) + len(lines[1])} 2\n")
    done = installation.run("records", "import", "--source", "Disease Control", str(file))
    assert "2 waiting" in done.stdout
    assert not (tmp_path / "records.ndjson.progress").exists()


def test_a_code_is_verified_by_the_published_keys(installation, number, tmp_path):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    keys = tmp_path / "keys.json"
    keys.write_bytes(installation.anyone().raw("GET", "/api/v1/keys")[1])
    token = resident.get(f"/people/{person['id']}/code")["token"]
    valid = run("verify", token, "--trust", keys, "--json")
    assert valid.returncode == 0 and json.loads(valid.stdout)["verdict"] == "valid"
    edited = run("verify", token[:-1] + ("0" if token[-1] != "0" else "1"), "--trust", keys, "--json")
    assert edited.returncode == 1 and json.loads(edited.stdout)["verdict"] == "invalid"
    untrusted = run("verify", token, "--json")
    assert untrusted.returncode == 1 and json.loads(untrusted.stdout)["verdict"] == "untrusted"
    later = run("verify", token, "--trust", keys, "--json", "--at", instant(3600))
    assert later.returncode == 1 and json.loads(later.stdout)["verdict"] == "expired"
    png = tmp_path / "code.png"
    png.write_bytes(resident.raw("GET", f"/api/v1/people/{person['id']}/code.png")[1])
    assert run("verify", png, "--trust", keys).returncode == 0
    many = run("verify", "-", "--trust", keys, stdin=f"{token}\nnonsense\n")
    assert many.returncode == 1 and len(many.stdout.splitlines()) == 2


def test_only_a_demo_has_a_clock_that_can_be_moved(installation):
    done = installation.run("demo", "clock", "+7d", check=False)
    assert done.returncode == 3
    assert "no demo" in done.stderr


def test_a_demo_leaves_a_real_installation_alone(installation):
    done = installation.run("demo", "--no-serve", check=False)
    assert done.returncode == 3
    assert "real installation" in done.stderr


def test_a_demo_is_filled_once_and_kept(stopped):
    stopped.run("demo", "--people", "20", "--no-serve")
    before = (stopped.directory / "demo-guide.json").read_bytes()
    stopped.run("demo", "--people", "20", "--no-serve")
    assert (stopped.directory / "demo-guide.json").read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(installation):
    installation.stop()
    with sqlite3.connect(installation.directory / "healthcode.sqlite") as database:
        database.execute("PRAGMA user_version = 9999")
    done = installation.run("serve", "--port", "0", check=False)
    assert done.returncode == 3
    assert "newer" in done.stderr


def test_an_expression_is_computed_over_data(tmp_path):
    (tmp_path / "logic.json").write_text('{"+":[{"var":"a.0"},1.0]}')
    (tmp_path / "data.json").write_text('{"a":[41]}')
    done = run("certlogic", "--logic", tmp_path / "logic.json", "--data", tmp_path / "data.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "42\n", "")


def test_an_expression_of_a_wrong_form_ends_with_3_and_says_where(tmp_path):
    (tmp_path / "logic.json").write_text('{"and":[true,{"xor":[]}]}')
    (tmp_path / "data.json").write_text("{}")
    done = run("certlogic", "--logic", tmp_path / "logic.json", "--data", tmp_path / "data.json")
    assert (done.returncode, done.stdout) == (3, "")
    assert 'unrecognised operator: "xor"' in done.stderr and "/and/1" in done.stderr


def test_expressions_are_computed_line_by_line_and_a_bad_line_keeps_its_place():
    lines = ['{"logic":{"plusTime":["2020-02-29",1,"year"]},"data":{}}', '{"logic":{"!":[{"var":"x"}]},"data":{"x":0.5}}',
             "nonsense", '{"logic":{"var":"x"},"data":{"x":{"b":1,"a":null}}}']
    done = run("certlogic", "--logic", "-", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert (answers[0], answers[3]) == ("2021-03-01T00:00:00.000Z", {"b": 1, "a": None})
    assert "neither truthy nor falsy" in answers[1]["error"] and "not JSON" in answers[2]["error"]
    assert "line 2:" in done.stderr and "line 3:" in done.stderr


def test_an_expression_without_data_is_wrong_usage():
    done = run("certlogic", "--logic", "logic.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--data" in done.stderr


CORPUS = ROOT / "Fuzzing/Corpus"
SIGNED_AT = "2020-09-13T20:26:40+08:00"


def judge(*options):
    done = run("verify", (CORPUS / "verify/certificate").read_text(), "--trust", CORPUS / "keys/two", "--at", SIGNED_AT,
               "--json", *options)
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def test_a_certificate_is_judged_by_published_rules(tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text((CORPUS / "certlogic-rules/one").read_text().replace("2021-06-01T", "2020-01-01T"))
    status, report, _ = judge("--rules", rules)
    assert (status, report["verdict"]) == (0, "valid")
    rules.write_text(rules.read_text().replace(",14,", ",999,"))
    status, report, _ = judge("--rules", rules)
    assert (status, report["verdict"], report["layer"]) == (1, "insufficient", "rule")
    assert "VR-XX-0001" in report["reasons"][0]["reason"]


def test_a_revocation_list_is_asked_and_one_that_nobody_trusted_signed_is_not_taken():
    status, report, _ = judge("--revocations", CORPUS / "revocations/whole-1")
    assert (status, report["verdict"]) == (0, "valid")
    done = run("verify", "HC1:", "--trust", CORPUS / "trust/keys", "--revocations", CORPUS / "verify/certificate")
    assert (done.returncode, done.stdout) == (3, "")
    assert "not a revocation list" in done.stderr
