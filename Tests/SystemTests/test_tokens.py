"""Keys that lie in a token (PKCS #11): made, rotated and retired like others, with SoftHSM in the place of hardware."""

import os
import pathlib
import shutil
import subprocess

import pytest

from installation import eventually
from test_keys import check, listed, published, scene, token  # noqa: F401: scene is a fixture

MODULE = pathlib.Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "271828"

pytestmark = pytest.mark.skipif(
    not MODULE.exists() or not shutil.which("softhsm2-util"), reason="softhsm2 is not installed")


@pytest.fixture(autouse=True)
def soft_token(tmp_path, monkeypatch):
    """A token with the label `codes`, and the file of its PIN; before the server starts, which inherits where it is."""
    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", "codes", "--pin", PIN, "--so-pin", "31415926"],
                   check=True, capture_output=True)
    pin = tmp_path / "pin"
    pin.touch(mode=0o600)
    pin.write_text(PIN + "\n")
    return pin


@pytest.fixture
def in_token(soft_token, installation):
    """Makes a key in the token; further words change how."""
    def make(*words, module=MODULE, label="codes", pin=soft_token, check=True):
        return installation.run("key", "new", "--pkcs11", str(module), "--token", label, "--pin-file", str(pin), *words,
                                check=check)
    return make


def test_a_key_in_a_token_waits_signs_and_is_retired(installation, scene, in_token):  # noqa: F811
    old, [before] = token(scene), listed(installation)
    made = in_token().stdout.strip()
    assert listed(installation) == {before: "signing", made: "waiting"}
    eventually(lambda: made in published(installation))
    assert installation.run("key", "rotate").stdout.strip() == made
    eventually(lambda: token(scene) != old)
    of_token = token(scene)
    assert check(scene, old) == check(scene, of_token) == "green"
    refused(installation.run("key", "rotate", check=False), "lies in the token")
    installation.run("key", "new")
    installation.run("key", "rotate")
    installation.run("key", "retire", made)
    assert listed(installation)[made] == "retired"
    assert check(scene, of_token) == "green"
    again = installation.run("key", "new", "--pkcs11", str(MODULE), "--token", "codes", "--object", "healthcode",
                             "--pin-file", str(installation.directory.parent / "pin"), check=False)
    assert again.returncode == 3 and "no such key" in again.stderr


def test_a_server_starts_with_a_key_in_a_token(installation, scene, in_token):  # noqa: F811
    made = in_token().stdout.strip()
    installation.run("key", "rotate")
    installation.stop()
    installation.start()
    assert listed(installation)[made] == "signing" and made in published(installation)


def test_a_server_does_not_start_where_the_token_is_away(installation, in_token):
    in_token()
    installation.run("key", "rotate")
    installation.stop()
    os.environ["SOFTHSM2_CONF"] = "/nowhere"
    done = installation.run("key", "export", check=False)
    assert done.returncode == 3 and "codes" in done.stderr


def refused(done, word):
    assert done.returncode == 3 and word in done.stderr, done.stderr


def test_a_wrong_pin_is_refused(tmp_path, installation, in_token):
    wrong = tmp_path / "wrong"
    wrong.touch(mode=0o600)
    wrong.write_text("000000\n")
    refused(in_token(pin=wrong, check=False), "PIN")
    assert len(listed(installation)) == 1


def test_a_pin_that_others_can_read_is_refused(in_token, soft_token):
    soft_token.chmod(0o644)
    refused(in_token(check=False), "chmod 0600")


def test_a_token_that_is_not_there_is_refused(in_token):
    refused(in_token(label="another", check=False), "another")


def test_a_module_that_is_not_there_is_refused(in_token):
    refused(in_token(module="/nowhere.so", check=False), "/nowhere.so")


def test_a_key_of_another_curve_is_refused(tmp_path, in_token):
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out",
                    tmp_path / "other.pem"], check=True, capture_output=True)
    subprocess.run(["softhsm2-util", "--import", tmp_path / "other.pem", "--token", "codes", "--label", "other",
                    "--id", "c3", "--pin", PIN], check=True, capture_output=True)
    refused(in_token("--object", "other", check=False), "P-256")
