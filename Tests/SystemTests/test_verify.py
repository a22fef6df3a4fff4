"""`healthcode verify` over codes of other places, as scripts use it."""

import base64
import json
import os
import pathlib
import re
import subprocess

import pytest

from installation import BINARY

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = pathlib.Path(os.environ.get("HEALTHCODE_VECTORS", ROOT.parent / "shared/data"))
needs_vectors = pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "verify", *map(str, arguments)], capture_output=True, text=True,
                          input=stdin, timeout=300)


def vectors():
    """The text, the certificate and the clock of each vector that must succeed whole."""
    for entry in json.loads((VECTORS / "eu-dcc/manifest.json").read_text()):
        if entry["disputed"] or not all(entry["expected"].values()) or not entry["expected"].get("EXPIRATIONCHECK"):
            continue
        vector = json.loads((VECTORS / "eu-dcc/vectors" / entry["file"]).read_text())
        clock = entry["clock"] if re.search(r"(Z|[+-]\d\d:\d\d)$", entry["clock"]) else entry["clock"] + "Z"
        yield vector["PREFIX"], vector["TESTCTX"]["CERTIFICATE"], clock


@needs_vectors
def test_a_certificate_is_verified_in_every_form_of_trust(tmp_path):
    text, certificate, clock = next(vectors())
    der = base64.b64decode(certificate)
    (tmp_path / "signer.der").write_bytes(der)
    (tmp_path / "signer.b64").write_text(certificate + "\n")
    pem = base64.encodebytes(der).decode()
    (tmp_path / "signer.pem").write_text(f"-----BEGIN CERTIFICATE-----\n{pem}-----END CERTIFICATE-----\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.der").write_bytes(der)
    (folder / "note.txt").write_text("Whom we trust.\n")
    for trust in [*tmp_path.glob("signer.*"), folder]:
        done = run(text, "--trust", trust, "--at", clock, "--json")
        answer = json.loads(done.stdout)
        assert (done.returncode, answer["verdict"], answer["format"]) == (0, "valid", "eu-dcc"), trust
    assert "note.txt" in done.stderr
    words = run(text, "--trust", folder, "--at", clock)
    assert words.stdout.startswith("VALID (EU Digital COVID Certificate)\n")


@needs_vectors
def test_many_lines_are_answered_one_each_in_order(tmp_path):
    lines, trust = [], tmp_path / "trust"
    trust.mkdir()
    for number, (text, certificate, _) in enumerate(vectors()):
        lines.append(text)
        (trust / f"{number}.der").write_bytes(base64.b64decode(certificate))
    alone = [json.loads(run(line, "--trust", trust, "--at", "2021-06-20T00:00:00Z", "--json").stdout) for line in lines[:5]]
    done = run("-", "--trust", trust, "--at", "2021-06-20T00:00:00Z", "--json", stdin="\n".join(lines * 20) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert len(answers) == len(lines) * 20
    assert answers[:5] == alone
    assert answers[: len(lines)] == answers[-len(lines):]
    assert {answer["verdict"] for answer in answers} >= {"valid", "not_yet_valid"}


def test_a_space_at_either_end_of_a_line_belongs_to_the_code():
    done = run("-", "--json", stdin="HC1: 00\nHC1:00 \nHC1:000\r\n\n HC1:000")
    layers = [json.loads(line)["layer"] for line in done.stdout.splitlines()]
    # The first begins with a space, and is base45 all the same; the second would be, too, without its last one.
    assert layers == ["inflate", "base45", "base45", "prefix", "prefix"]


@needs_vectors
def test_a_health_card_in_parts_is_answered_with_its_last_part(tmp_path):
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [{
        "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s",
        "x": "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw", "y": "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8"}]}))
    parts = [file.read_text().strip() for file in sorted((VECTORS / "shc/spec-examples").glob("example-02-f*"))]
    done = run("-", "--trust", keys, "--json", stdin="\n".join(parts) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["verdict"] for answer in answers] == ["unsupported", "unsupported", "valid"]
    assert "part" in answers[0]["reasons"][0]["reason"]


@needs_vectors
def test_a_message_is_verified_from_its_digits(tmp_path):
    example = json.loads((VECTORS / "cose/sign1-tests/sign-pass-01.json").read_text())
    key = example["input"]["sign0"]["key"]
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [{"kty": "EC", "kid": key["kid"], "crv": "P-256", "x": key["x"], "y": key["y"]}]}))
    message = example["output"]["cbor"]
    assert run(message, "--from", "cose-hex", "--trust", keys).returncode == 0
    for broken in [message[:-2], message[:-1], message[:-2] + "00", "zz"]:
        done = run(broken, "--from", "cose-hex", "--trust", keys, "--json")
        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (1, "invalid")


@needs_vectors
def test_what_a_file_or_an_argument_holds_is_seen_by_its_beginning(tmp_path):
    text, certificate, clock = next(vectors())
    (trust := tmp_path / "trust").write_text(certificate)
    (tmp_path / "code.txt").write_text(text + "\n")
    assert run(tmp_path / "code.txt", "--trust", trust, "--at", clock).returncode == 0
    entry = next(entry for entry in json.loads((VECTORS / "eu-dcc/manifest.json").read_text())
                 if json.loads((VECTORS / "eu-dcc/vectors" / entry["file"]).read_text())["PREFIX"] == text)
    message = json.loads((VECTORS / "eu-dcc/vectors" / entry["file"]).read_text())["COSE"]
    (tmp_path / "message").write_bytes(bytes.fromhex(message))
    for argument in [message, tmp_path / "message"]:
        assert run(argument, "--trust", trust, "--at", clock).returncode == 0


def test_a_path_with_nothing_behind_it_ends_with_3(tmp_path):
    (tmp_path / "empty.png").touch()
    assert run(tmp_path / "empty.png").returncode == 1
    for path in [tmp_path / "missing.png", tmp_path]:
        done = run(path)
        assert (done.returncode, done.stdout) == (3, "") and "cannot read" in done.stderr


def test_a_picture_without_a_code_is_not_understood(tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"no picture")
    done = run(picture, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["verdict"], answer["layer"]) == (1, "unsupported", "image")


def test_trust_that_cannot_be_read_ends_with_3(tmp_path):
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("nothing\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    for trust in [nothing, empty, tmp_path / "missing"]:
        done = run("HC1:", "--trust", trust)
        assert (done.returncode, done.stdout) == (3, ""), trust
        assert trust.name in done.stderr
