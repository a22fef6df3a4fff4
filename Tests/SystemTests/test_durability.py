"""What was acknowledged survives: SIGKILL in the middle of a stream of scans, SIGTERM, backup and restore."""

import concurrent.futures
import http.client
import sqlite3
import threading
import time
import uuid

import pytest

from installation import Client, Installation, register

RESIDENTS = 24


def stream_of_passes(installation, residents, collector, point, acknowledged, stop):
    """Fetches codes and records passes until told to stop or cut off; notes every id that was acknowledged."""
    resident, person = residents
    mine = Client(installation.address, resident.token)
    theirs = Client(installation.address, collector.token)
    while not stop.is_set():
        crossing = str(uuid.uuid4())
        try:
            token = mine.get(f"/people/{person['id']}/code")["token"]
            theirs.post("/passes", {"id": crossing, "token": token, "point": point, "temperature": 36.4})
        except (OSError, http.client.HTTPException):
            return
        acknowledged.append(crossing)


def test_every_acknowledged_pass_survives_sigkill_exactly_once(installation, number):
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    residents = []
    for index in range(RESIDENTS):
        client = installation.sign_in(f"138000001{index:02d}")
        residents.append((client, register(client, number())))
    acknowledged = []
    for round in range(5):
        stop = threading.Event()
        before = len(acknowledged)
        with concurrent.futures.ThreadPoolExecutor(RESIDENTS) as pool:
            streams = [
                pool.submit(stream_of_passes, installation, resident, collector, point, acknowledged, stop)
                for resident in residents]
            time.sleep(0.4 + 0.13 * round)
            installation.kill()
            stop.set()
            for stream in streams:
                stream.result(timeout=60)
        assert len(acknowledged) > before, "no pass was acknowledged before the kill"
        installation.start()
    installation.stop()
    database = sqlite3.connect(installation.directory / "healthcode.sqlite")
    stored = [str(uuid.UUID(bytes=row[0])) for row in database.execute("SELECT id FROM passes")]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)


def test_sigterm_answers_what_is_in_flight_and_refuses_what_is_new(installation, number):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    assert resident.get(f"/people/{person['id']}/code")["colour"] == "green"
    address = installation.address
    installation.stop()
    assert installation.process.returncode == 0
    with pytest.raises(OSError):
        Client(address).get("/health")


def test_a_backup_taken_while_serving_restores_to_the_same_people(installation, number, tmp_path):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    copy = tmp_path / "copy.backup"
    installation.run("backup", str(copy))
    assert copy.stat().st_mode & 0o077 == 0
    installation.stop()
    other = Installation(tmp_path / "restored")
    other.run("restore", str(copy))
    (other.directory / "keys").mkdir(mode=0o700, exist_ok=True)
    for key in (installation.directory / "keys").iterdir():
        target = other.directory / "keys" / key.name
        target.write_bytes(key.read_bytes())
        target.chmod(0o600)
    other.start()
    try:
        again = Client(other.address, resident.token)
        assert again.get(f"/people/{person['id']}/code")["colour"] == "green"
    finally:
        other.stop()


def test_a_backup_holds_no_keys(installation, tmp_path):
    copy = tmp_path / "copy.backup"
    installation.run("backup", str(copy))
    held = copy.read_bytes()
    for key in (installation.directory / "keys").iterdir():
        assert key.read_bytes().strip() not in held


def test_a_wrong_master_key_is_refused_at_start(installation):
    installation.stop()
    key = next((installation.directory / "keys").glob("master*"))
    key.write_text("A" * 43 + "=\n")
    refused = installation.run("serve", "--port", "0", check=False)
    assert refused.returncode == 3
    assert "master key" in refused.stderr


def test_a_missing_master_key_is_refused_at_start(installation):
    installation.stop()
    next((installation.directory / "keys").glob("master*")).unlink()
    refused = installation.run("serve", "--port", "0", check=False)
    assert refused.returncode == 3
    assert "key" in refused.stderr


def test_a_key_that_others_can_read_is_refused_at_start(installation):
    installation.stop()
    next((installation.directory / "keys").glob("master*")).chmod(0o644)
    refused = installation.run("serve", "--port", "0", check=False)
    assert refused.returncode == 3
    assert "0600" in refused.stderr
