"""Everybody decided anew by other rules: cut off by SIGKILL again and again, each change is made exactly once."""

import json
import pathlib
import sqlite3
import subprocess
import time

from installation import BINARY, instant, register

PACK = pathlib.Path(__file__).resolve().parents[2] / "Jurisdictions/hubei/2020-04-01/pack.yaml"
RESIDENTS, COPIES = 20, 2_000
KINDS = ["close_contact", "confirmed", "suspected", "fever_clinic"]
TABLES = {"people": "id", "facts": "person", "subjects": "person", "assignments": "person", "decisions": "person"}


def settle_residents(installation, number, tmp_path):
    """People with a fact each, registered as everybody is."""
    installation.add_source("Disease Control", "cdc")
    lines = []
    for index in range(RESIDENTS):
        document = number()
        register(installation.sign_in(f"138000001{index:02d}"), document)
        record = {"id": str(index), "document": {"type": "resident_id", "number": document}, "region": "420502"}
        lines.append(json.dumps(record | {"kind": KINDS[index % len(KINDS)], "from": instant(-3600)}) + "\n")
    file = tmp_path / "records.ndjson"
    file.write_text("".join(lines))
    installation.run("records", "import", "--source", "Disease Control", str(file))


def multiply(database):
    """Many more of the same people, so that deciding them takes a while; their numbers lie far apart."""
    step = 7 * database.execute("SELECT max(id) FROM people").fetchone()[0]
    for table, key in TABLES.items():
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        taken = {key: f"{key} + ? * {step}", "document": "NULL"}
        values = ", ".join(taken.get(column, column) for column in columns)
        copy = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {key} < {step}"
        database.executemany(copy, [(number,) for number in range(1, COPIES)])
    for colour in ["red", "yellow", "green", "grey"]:
        database.execute(
            "UPDATE tallies SET count = (SELECT count(*) FROM assignments WHERE colour = ?1) WHERE name = ?1", (colour,))
    database.commit()


def other_rules(tmp_path):
    pack = tmp_path / "pack.yaml"
    text = PACK.read_text().replace("since: 2020-04-01", "since: 2020-05-01").replace("for: 14d", "for: 7d")
    pack.write_text(text)
    return pack


def changed(database):
    """How many lines of the log the other rules have written."""
    return database.execute("SELECT count(*) FROM decisions WHERE number > 1").fetchone()[0]


def kill_at(process, database, count):
    """Kills a process in the middle of its work: as soon as so many changes are made."""
    end = time.monotonic() + 60
    while changed(database) < count:
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.001)
    process.kill()
    process.wait()
    made = changed(database)
    assert count <= made < RESIDENTS * COPIES, "it was not cut off in its middle"
    # Nobody goes on for half a minute, for what holds the work might still live.
    database.execute("UPDATE reassessments SET held = NULL")
    database.commit()
    return made


def test_a_reevaluation_that_was_killed_again_and_again_makes_every_change_exactly_once(installation, number, tmp_path):
    settle_residents(installation, number, tmp_path)
    installation.stop()
    database = sqlite3.connect(installation.directory / "healthcode.sqlite", timeout=30)
    multiply(database)
    assert changed(database) == 0
    words = ["policy", "publish", "--data", installation.directory, other_rules(tmp_path)]
    made = kill_at(subprocess.Popen([BINARY, *map(str, words)]), database, 1)
    for share in [3, 2]:
        installation.start()
        made = kill_at(installation.process, database, max(made + 1, RESIDENTS * COPIES // share))
    installation.start()
    end = time.monotonic() + 120
    while database.execute("SELECT count(*) FROM reassessments WHERE done IS NULL").fetchone()[0] > 0:
        assert time.monotonic() < end
        time.sleep(0.05)
    installation.stop()
    everybody = database.execute("SELECT count(*) FROM assignments").fetchone()[0]
    assert everybody == RESIDENTS * COPIES
    assert changed(database) == everybody
    query = """
        SELECT count(*) FROM assignments a JOIN decisions d USING (person)
        WHERE d.number = 2 AND a.packs = d.packs AND a.colour = d.colour AND a.rule = d.rule AND a.since = d.since
            AND a.policyVersion = d.policyVersion"""
    assert database.execute(query).fetchone()[0] == everybody
    counted = dict(database.execute("SELECT colour, count(*) FROM assignments GROUP BY colour"))
    told = dict(database.execute("SELECT name, count FROM tallies WHERE name IN ('red', 'yellow', 'green', 'grey')"))
    assert counted == {colour: count for colour, count in told.items() if count > 0}
