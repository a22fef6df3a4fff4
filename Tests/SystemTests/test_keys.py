"""The keys that sign codes: made, rotated with overlap, retired and revoked while the server runs."""

import json
import stat

import pytest

from installation import Installation, Refused, eventually, instant, register

PHONE = "13800000001"


@pytest.fixture
def scene(installation, number):
    """A resident with a code, and a collector with a point."""
    resident = installation.sign_in(PHONE)
    person = register(resident, number())["id"]
    return resident, person, installation.add_collector("13900000001"), installation.add_point()


def listed(installation):
    rows = installation.run("key", "list").stdout.splitlines()[1:]
    return {row.split()[0]: row.split()[1] for row in rows}


def published(installation):
    return {key["kid"] for key in installation.anyone().get("/keys")["keys"]}


def check(scene, token):
    _, _, collector, point = scene
    return collector.post("/checks", {"token": token, "point": point})["colour"]


def token(scene):
    resident, person, *_ = scene
    return resident.get(f"/people/{person}/code")["token"]


def test_a_new_installation_has_one_key_that_signs(installation):
    [(kid, state)] = listed(installation).items()
    assert state == "signing" and published(installation) == {kid}


def test_a_new_key_is_published_before_it_signs(installation):
    made = installation.run("key", "new").stdout.strip()
    assert listed(installation)[made] == "waiting"
    eventually(lambda: made in published(installation))
    exported = json.loads(installation.run("key", "export").stdout)
    assert {key["kid"] for key in exported["keys"]} == published(installation)
    assert all("d" not in key for key in exported["keys"])


def test_a_rotated_key_signs_and_old_codes_stay_good(installation, scene):
    old, [before] = token(scene), listed(installation)
    new = installation.run("key", "rotate").stdout.strip()
    assert listed(installation) == {before: "replaced", new: "signing"}
    eventually(lambda: published(installation) == {before, new})
    eventually(lambda: token(scene) != old)
    assert check(scene, old) == check(scene, token(scene)) == "green"


def test_a_rotation_in_the_future_waits(installation):
    [before] = listed(installation)
    new = installation.run("key", "rotate", "--at", instant(3600)).stdout.strip()
    assert listed(installation) == {before: "signing", new: "waiting"}


def test_a_rotation_in_the_past_is_refused(installation):
    done = installation.run("key", "rotate", "--at", instant(-3600), check=False)
    assert done.returncode == 3 and "past" in done.stderr and len(listed(installation)) == 1


def test_a_retired_key_leaves_its_codes_good_and_no_private_key(installation, scene):
    old, [before] = token(scene), listed(installation)
    installation.run("key", "rotate")
    installation.run("key", "retire", before)
    assert listed(installation)[before] == "retired"
    assert not (installation.directory / "keys" / "signing.pem").exists()
    eventually(lambda: token(scene) != old)
    assert check(scene, old) == "green"


def test_a_revoked_key_takes_back_every_code_it_signed(installation, scene):
    old, [before] = token(scene), listed(installation)
    new = installation.run("key", "rotate").stdout.strip()
    installation.run("key", "revoke", before)
    eventually(lambda: published(installation) == {new})
    with pytest.raises(Refused) as refused:
        check(scene, old)
    assert (refused.value.status, refused.value.kind) == (422, "revoked-code")
    assert check(scene, token(scene)) == "green"


@pytest.mark.parametrize("act", ["retire", "revoke"])
def test_the_key_that_signs_cannot_be_ended(installation, act):
    [kid] = listed(installation)
    done = installation.run("key", act, kid, check=False)
    assert done.returncode == 3 and "key rotate" in done.stderr
    assert listed(installation) == {kid: "signing"}


def test_an_unknown_key_cannot_be_retired(installation):
    done = installation.run("key", "retire", "bm90aGluZw", check=False)
    assert done.returncode == 3 and "key list" in done.stderr


def test_a_key_cannot_be_retired_twice(installation):
    [before] = listed(installation)
    installation.run("key", "rotate")
    installation.run("key", "retire", before)
    done = installation.run("key", "retire", before, check=False)
    assert done.returncode == 3 and "retired already" in done.stderr


def test_every_key_file_is_its_owners_alone(installation):
    installation.run("key", "rotate")
    for file in (installation.directory / "keys").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_an_installation_from_before_there_was_a_ring_goes_on(installation):
    [kid] = listed(installation)
    (installation.directory / "keys" / "ring.json").unlink()
    assert listed(installation) == {kid: "signing"}
    installation.stop()
    installation.start()
    assert published(installation) == {kid}


def test_a_damaged_ring_is_refused_at_start(installation):
    installation.stop()
    (installation.directory / "keys" / "ring.json").write_text("{")
    done = installation.run("key", "list", check=False)
    assert done.returncode == 3 and "ring.json" in done.stderr
