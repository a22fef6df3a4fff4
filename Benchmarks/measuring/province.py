"""A province of millions: other rules tried on it and published in it, beside DuckDB and bare SQLite."""

import sqlite3
import sys
import time
from pathlib import Path

from .lines import write_lines
from .processes import run, time_of
from .report import Row, count, say

DUCK = Path(__file__).with_name("duck.py")
PACK = Path(__file__).parents[2] / "Jurisdictions/hubei/2020-04-01"
COLOURS = ["red", "yellow", "green", "grey"]


class Province:
    """One province, filled once and kept for the next run."""

    def __init__(self, settings, people):
        self.settings = settings
        self.people = people
        self.folder = settings.folder.parent / f"province-{people}"
        self.data = self.folder / "data"
        self.program = settings.programs / "BenchmarkPopulation"
        self.filler = settings.programs / "ProvinceFiller"
        if not (self.folder / "filled").exists():
            self.fill()

    def fill(self):
        say(f"filling a province of {self.people:,} people in {self.folder}, once")
        run("rm", "-rf", self.folder)
        self.folder.mkdir(parents=True)
        police = ["--name", "benchmark", "--kind", "police", "--region", "420000"]
        run(self.settings.healthcode, "source", "add", "--data", self.data, *police)
        database = self.data / "healthcode.sqlite"
        filled = run(self.filler, "fill", database, self.people, int(time.time()), self.folder)
        run(self.program, "decide", self.data)
        run(sys.executable, DUCK, "load", self.folder)
        (self.folder / "filled").write_text(f"{filled['facts']:.0f}\n")

    def rows(self):
        facts = int((self.folder / "filled").read_text())
        say(f"a province of {self.people:,} people with {facts:,} facts")
        return [*self.simulation(), *self.evaluation(), self.county(), self.explanations(), *self.file()]

    def simulation(self):
        """In turns with DuckDB; both have to count the same."""
        rounds = self.settings.rounds
        pairs = []
        for _ in range(rounds):
            ours = run(self.program, "simulate", self.data, 2)
            at = int(ours["at"])
            duck = run(sys.executable, DUCK, "colours", self.folder, at, self.days(), 2, *self.sealed(at))
            for colour in COLOURS:
                if ours[colour] != duck[colour]:
                    raise SystemExit(f"bench: {colour}: {ours[colour]:.0f} people, and {duck[colour]:.0f} by DuckDB")
            pairs.append((duck["seconds"] / ours["seconds"], ours, duck))
        ratio, ours, duck = sorted(pairs, key=lambda pair: pair[0])[len(pairs) // 2]
        yield Row(
            f"a draft tried on {self.people:,} people", f"{ours['seconds']:.2f} s",
            f"{duck['seconds']:.2f} s in DuckDB, present colour alone", ratio, "ratio 0.5", ratio >= 0.5,
            ours.peak_bytes)

    def days(self):
        """For how long the rules to come watch contacts."""
        return 14 if self.published() % 2 == 0 else 7

    def published(self):
        with sqlite3.connect(self.data / "healthcode.sqlite") as database:
            return database.execute("SELECT count(*) FROM packs WHERE region = 420000000000").fetchone()[0]

    def sealed(self, at):
        """The counties that are sealed at an instant: earlier runs may have left some so."""
        with sqlite3.connect(self.data / "healthcode.sqlite") as database:
            rows = database.execute(
                "SELECT DISTINCT region FROM region_notices WHERE what = 'closed' AND starts <= ?1 AND ends > ?1"
                " AND number NOT IN (SELECT notice FROM notice_retractions)", (at,))
            return [region for region, in rows]

    def logged(self):
        with sqlite3.connect(self.data / "healthcode.sqlite") as database:
            return database.execute("SELECT count(*) FROM decisions").fetchone()[0]

    def share_with_next(self):
        """Of how many in a hundred, of those who have facts, the next change is known, which is indexed."""
        with sqlite3.connect(self.data / "healthcode.sqlite") as database:
            return database.execute("SELECT count(nextAt) * 100 / count(*) FROM assignments").fetchone()[0]

    def evaluation(self):
        """Everybody by new rules: every one who has facts changes, for the rules' name does."""
        before = self.logged()
        ours = run(self.program, "publish", self.data)
        changed = self.logged() - before
        file = self.folder / "writes.sqlite"
        run("rm", "-f", file, f"{file}-wal", f"{file}-shm")
        bare = run(self.filler, "writes", file, changed, self.share_with_next())["writes_per_second"]
        run("rm", "-f", file, f"{file}-wal", f"{file}-shm")
        rate = 2 * changed / ours["seconds"]
        yield Row(
            f"other rules published: {changed:,} decided anew and logged", f"{ours['seconds']:.2f} s")
        yield Row(
            "rows written so, deciding included", count(rate), f"{count(bare)} by SQLite alone", rate / bare,
            "ratio 0.5", rate / bare >= 0.5, ours.peak_bytes)
        yield Row(
            "memory of it", f"{ours.peak_bytes / 2**20:.0f} MiB", "", None, "2,048 MiB", ours.peak_bytes <= 2**31)

    def county(self):
        before = self.logged()
        ours = run(self.program, "seal", self.data)
        return Row(
            f"one county sealed: {self.logged() - before:,} decided anew", f"{ours['seconds']:.2f} s",
            peak_bytes=ours.peak_bytes)

    def explanations(self):
        ours = run(self.program, "explain", self.data, 20_000 * self.settings.rounds)
        rate = ours["explained_per_second"]
        return Row(
            "explanations of people who have facts, all cores", count(rate), "", None, "10,000/s", rate >= 10_000,
            ours.peak_bytes)

    def file(self):
        """`policy decide` over a file of people, in turns with only reading it."""
        file = self.folder / "people.ndjson"
        people = min(self.people, 1_000_000)
        if not file.exists():
            say(f"writing {people:,} people to a file, once")
            write_lines(self.folder, people)
        pairs = []
        for _ in range(self.settings.rounds):
            parse = run(self.program, "parse", file, 3)["seconds"]
            command = [self.settings.healthcode, "policy", "decide", "--pack", PACK, "--facts", file]
            seconds, peak = min(time_of(*command) for _ in range(3))
            pairs.append((parse / seconds, seconds, parse, peak))
        ratio, seconds, parse, peak = sorted(pairs)[len(pairs) // 2]
        megabytes = file.stat().st_size / 1e6
        yield Row(
            f"a file of {people:,} people decided, {megabytes:.0f} MB", f"{seconds:.2f} s, {megabytes / seconds:.0f} MB/s",
            f"{parse:.2f} s only read", ratio, "ratio 0.5", ratio >= 0.5, peak)
        outside = run(sys.executable, DUCK, "read", file, 3)["seconds"]
        yield Row("… beside DuckDB, which only reads it", f"{seconds:.2f} s", f"{outside:.2f} s", outside / seconds)
