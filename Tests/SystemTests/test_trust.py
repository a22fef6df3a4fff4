"""Signed lists of whom to trust: made by an authority, followed by an installation, and used without a network."""

import http.server
import json
import subprocess
import threading

import pytest

from installation import BINARY, instant
from test_verify import needs_vectors, vectors


def healthcode(*words, check=True):
    done = subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True, timeout=120)
    assert not check or done.returncode == 0, done.stderr
    return done


@pytest.fixture
def authority(tmp_path):
    """An authority with its key, and a way to sign a list of files."""
    class Authority:
        key, keys = tmp_path / "authority.pem", tmp_path / "authority.jwks"

        def sign(self, *files, to="partners.jws", lifetime="30d", at=None, options=()):
            when = ["--at", at] if at else []
            made = healthcode("trust", "sign", "--key", self.key, "--issuer", "Partners", "--lifetime", lifetime, *when,
                              *options, *files)
            (tmp_path / to).write_text(made.stdout)
            return tmp_path / to

    made = healthcode("trust", "authority", Authority.key)
    Authority.keys.write_text(made.stdout)
    return Authority()


@pytest.fixture
def signer(tmp_path):
    """The public keys of some issuer."""
    file = tmp_path / "issuer.jwks"
    file.write_text(healthcode("trust", "authority", tmp_path / "issuer.pem").stdout)
    return file


@pytest.fixture
def follow(installation, authority):
    def add(source, *words, check=True):
        return installation.run("trust", "add", "--name", "partners", "--keys", str(authority.keys), "--from", str(source),
                                *words, check=check)
    return add


def listed(installation):
    return installation.run("trust", "list").stdout.splitlines()[1:]


def refused(done, word, status=3):
    assert done.returncode == status and word in done.stderr + done.stdout, done.stderr + done.stdout


def test_a_list_is_followed_and_shows_its_age(installation, authority, signer, follow):
    follow(authority.sign(signer, at=instant(-3600)), "--formats", "eu-dcc")
    [row] = listed(installation)
    assert row.split()[:3] == ["partners", "Partners", "1"]
    assert "fresh" in row and "eu-dcc" in row and instant(-3600)[:13] in row


def test_a_newer_list_is_fetched_from_a_url(installation, authority, signer, follow, tmp_path):
    folder = tmp_path / "served"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *words):
            super().__init__(*words, directory=folder)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (folder / "list").write_text(authority.sign(signer, at=instant(-7200)).read_text())
        follow(f"http://127.0.0.1:{server.server_port}/list")
        (folder / "list").write_text(authority.sign(signer, signer, at=instant(-60)).read_text())
        installation.run("trust", "fetch", "partners")
        assert listed(installation)[0].split()[2] == "2"
        (folder / "list").write_text(authority.sign(signer, at=instant(-3600)).read_text())
        refused(installation.run("trust", "fetch", check=False), "older", status=1)
        assert listed(installation)[0].split()[2] == "2"
        server.shutdown()
    refused(installation.run("trust", "fetch", check=False), "cannot be fetched", status=1)
    assert "fresh" in listed(installation)[0]


def test_a_list_that_has_ended_is_refused(authority, signer, follow):
    refused(follow(authority.sign(signer, at=instant(-7200), lifetime="1h"), check=False), "ended")


def test_a_list_that_nobody_signed_is_refused(signer, follow):
    refused(follow(signer, check=False), "no signed list")


def test_a_list_of_another_authority_is_refused(authority, signer, follow, tmp_path):
    made = authority.sign(signer)
    authority.keys.write_text(healthcode("trust", "authority", tmp_path / "stranger.pem").stdout)
    refused(follow(made, check=False), "not the authority's")


def test_a_list_that_was_edited_is_refused(authority, signer, follow):
    made = authority.sign(signer)
    head, payload, signature = made.read_text().strip().split(".")
    made.write_text(f"{head}.{payload[:-8]}AAAAAAAA.{signature}")
    refused(follow(made, check=False), "does not fit")


def test_a_name_is_taken_once_and_can_be_removed(installation, authority, signer, follow):
    made = authority.sign(signer)
    follow(made)
    refused(follow(made, check=False), "already")
    installation.run("trust", "remove", "partners")
    assert listed(installation) == []
    refused(installation.run("trust", "remove", "partners", check=False), "trust list")


def test_an_authority_s_key_that_others_can_read_signs_nothing(authority, signer):
    authority.key.chmod(0o644)
    done = healthcode("trust", "sign", "--key", authority.key, "--issuer", "P", "--lifetime", "1d", signer, check=False)
    refused(done, "chmod 0600")


@needs_vectors
def test_a_certificate_verifies_by_the_lists_of_an_installation(installation, authority, follow, tmp_path):
    text, certificate, clock = next(vectors())
    (tmp_path / "signer.b64").write_text(certificate)
    follow(authority.sign(tmp_path / "signer.b64", at=instant(-60), lifetime="30d"))
    done = healthcode("verify", text, "--data", installation.directory, "--at", clock, "--json", check=False)
    assert json.loads(done.stdout)["verdict"] == "valid", done.stdout + done.stderr
    later = healthcode("verify", text, "--data", installation.directory, "--at", "2100-01-01T00:00:00Z", "--json", check=False)
    assert json.loads(later.stdout)["verdict"] == "untrusted" and "has ended" in later.stderr


@needs_vectors
def test_a_list_for_another_format_makes_a_certificate_invalid(installation, authority, follow, tmp_path):
    text, certificate, clock = next(vectors())
    (tmp_path / "signer.b64").write_text(certificate)
    follow(authority.sign(tmp_path / "signer.b64"), "--formats", "smart-health-card")
    done = healthcode("verify", text, "--data", installation.directory, "--at", clock, "--json", check=False)
    assert (json.loads(done.stdout)["verdict"], json.loads(done.stdout)["layer"]) == ("invalid", "usage")
