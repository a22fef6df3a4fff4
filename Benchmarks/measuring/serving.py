"""What the real server does over HTTP, with everybody registered, beside a bare one in the same minutes."""

import os
import sqlite3
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .processes import NOTHING, Server, run, wrk
from .report import Row, count, milliseconds, say

SCRIPTS = Path(__file__).resolve().parent.parent / "wrk"
CODE_LIFETIME = 60
CODE_CONNECTIONS = 64
PASS_CLIENTS = 256
CORES = os.cpu_count()
MEBIBYTE = 2**20


@dataclass
class People:
    """The data directory with everybody in it, and who may ask for what."""

    data: Path
    sessions: Path
    collectors: Path

    @classmethod
    def of(cls, settings):
        """Registers them where they are not there yet; they are kept for the next run."""
        folder = settings.folder
        people = cls(folder / "data", folder / "sessions.txt", folder / "collectors.txt")
        program = settings.programs / "BenchmarkPopulation"
        # Sessions last thirty days, the duty of a collector twelve hours.
        if age(people.sessions) > 15 * 86_400:
            say(f"registering {settings.people:,} people in {people.data}, once")
            run("rm", "-rf", folder)
            folder.mkdir(parents=True)
            police = ["--name", "benchmark", "--kind", "police", "--region", "420000"]
            run(settings.healthcode, "source", "add", "--data", people.data, *police)
            run(program, "fill", people.data, settings.people, people.sessions)
        if age(people.collectors) > 6 * 3_600:
            run(program, "collectors", people.data, people.collectors)
        return people


def age(file):
    """In seconds; endless where there is no such file."""
    return time.time() - file.stat().st_mtime if file.exists() else float("inf")


class Serving:
    """The real server and the bare one, measured in turns with the same load."""

    def __init__(self, settings):
        self.settings = settings
        self.people = People.of(settings)
        self.requests = settings.folder / "passes.txt"

    def rows(self):
        with Server(self.settings.healthcode, "serve", "--data", self.people.data, "--port", 0) as real:
            self.real = real
            code, answer = self.sizes()
            with Server(self.settings.programs / "BareServer", code, answer) as bare:
                self.bare = bare
                rows = [self.code_shows()] + self.passes()
            now, most = real.memory("VmRSS"), real.memory("VmHWM")
            figure, ceiling = f"{now / MEBIBYTE:.0f} MiB", f"{most / MEBIBYTE:.0f} MiB at the most"
            reached = now < 512 * MEBIBYTE
            rows.append(Row("server's memory after all that", figure, ceiling, None, "512 MiB", reached, most))
        return rows

    def sizes(self):
        """How long the real answers to a code show and a pass are, in bytes."""
        session, person = self.people.sessions.read_text().split(maxsplit=2)[:2]
        code = self.real.ask("GET", f"/api/v1/people/{person}/code", session)
        self.issue(1)
        collector, body = self.requests.read_text().splitlines()[0].split(" ", 1)
        return code, self.real.ask("POST", "/api/v1/passes", collector, body)

    def issue(self, number):
        """Shows so many codes, and writes down the passes to ask for; their codes live for a minute."""
        people = self.people
        program = self.settings.programs / "BenchmarkPopulation"
        run(program, "passes", people.data, number, people.sessions, people.collectors, self.requests)

    def show(self, server, seconds):
        arguments = [self.people.sessions]
        return wrk(server, SCRIPTS / "code.lua", arguments, CODE_CONNECTIONS, seconds, self.settings.threads)

    def code_shows(self):
        say("code shows")
        settings = self.settings
        self.show(self.real, CODE_LIFETIME if settings.in_earnest else settings.seconds)
        real, bare, signed = NOTHING, NOTHING, 0
        for _ in range(settings.rounds):
            # While the bare one has its turn nobody asks for codes, and those grow old that would be shown again.
            self.show(self.real, CODE_LIFETIME // 2 if settings.in_earnest else settings.seconds)
            before = self.real.metric("healthcode_codes_signed_total")
            real += self.show(self.real, settings.seconds)
            signed += self.real.metric("healthcode_codes_signed_total") - before
            bare += self.show(self.bare, settings.seconds)
        self.refuse_errors(real, bare)
        ratio = real.per_second / bare.per_second
        return Row(
            f"codes shown, {signed / real.requests:.0%} freshly signed", count(real.per_second),
            f"{count(bare.per_second)} by bare Hummingbird", ratio, "ratio 0.60", ratio >= 0.6,
            self.real.memory("VmHWM"))

    def passes(self):
        say("passes")
        settings = self.settings
        real, bare, cryptography, commits, recorded = NOTHING, NOTHING, 0, 0, 0
        for _ in range(settings.rounds):
            # Enough for a server that does nothing but check signatures.
            self.issue(min(settings.people, 8_000 * CORES * (settings.seconds + 1)))
            commits_before, passes_before = self.commits(), self.real.metric("healthcode_passes")
            real += self.post(self.real)
            commits += self.commits() - commits_before
            recorded += self.real.metric("healthcode_passes") - passes_before
            bare += self.post(self.bare)
            cryptography += self.cryptography() / settings.rounds
        self.refuse_errors(real, bare)
        # What was on its way when the clients stopped may be recorded too.
        if not real.requests <= recorded <= real.requests + PASS_CLIENTS * settings.rounds:
            raise SystemExit(f"bench: {real.requests} passes were acknowledged and {recorded} recorded")
        together = max(1, round(recorded / max(1, commits)))
        disk = self.commit(together, commits)
        cores = CORES - real.stolen_core_seconds / real.seconds
        ceiling, parts = self.ceiling(cores, bare, cryptography, disk)
        ratio = real.per_second / ceiling
        row = Row(
            f"passes, 256 clients, {together} a commit", count(real.per_second), f"{count(ceiling)} by {parts}", ratio,
            "ratio 0.60", ratio >= 0.6, self.real.memory("VmHWM"))
        return [row, self.steady(0.6 * real.per_second, disk), self.steady_beside(0.2 * real.per_second, disk)]

    def post(self, server):
        threads = self.settings.threads
        arguments = [self.requests, threads]
        return wrk(server, SCRIPTS / "passes.lua", arguments, PASS_CLIENTS, self.settings.seconds, threads)

    def commits(self):
        """How many transactions the log of the database has seen: `iChange` of the index of SQLite's write-ahead log."""
        with open(self.people.data / "healthcode.sqlite-shm", "rb") as index:
            return struct.unpack("=I", index.read(12)[8:])[0]

    def commit(self, together, commits):
        """What SQLite and the disk do without us, with as many rows a commit, in as long a table."""
        file = self.settings.folder / "commits.sqlite"
        for name in [file, f"{file}-wal", f"{file}-shm"]:
            Path(name).unlink(missing_ok=True)
        before = int(self.real.metric("healthcode_passes"))
        return run(self.settings.programs / "CommitBenchmark", file, before, together, max(100, int(commits)))

    def cryptography(self):
        """On all cores at once, as the POST was: a core is slower while its neighbours work."""
        with ThreadPoolExecutor() as pool:
            each = pool.map(lambda _: run(self.settings.programs / "PassBenchmark")["core_seconds"], range(CORES))
            return sum(each) / CORES

    @staticmethod
    def ceiling(cores, bare, cryptography, disk):
        """The cores that a host left us, divided by what the parts of a pass cost on one."""
        post = bare.core_seconds / bare.requests
        row = disk["core_seconds"]
        costs = f"a bare POST ({post * 1e6:.0f} µs), cryptography ({cryptography * 1e6:.0f}), a row ({row * 1e6:.1f})"
        parts = f"{costs} on {cores:.2f} cores"
        return cores / (post + cryptography + row), parts

    def steady(self, rate, disk):
        """The latency at a steady rate, whatever the server does."""
        load = self.offer(round(rate))()
        return self.latency(f"p99 of passes at a steady {count(round(rate))}", load, disk)

    def steady_beside(self, rate, disk):
        """The same, while the server decides everybody by other rules and then again by others, as soon as it is done."""
        say("passes while everybody is decided anew")
        offered = self.offer(round(rate))
        looks, busy, before = 0, 0, self.decisions()
        with ThreadPoolExecutor() as pool:
            load = pool.submit(offered)
            while not load.done():
                looks += 1
                if self.real.metric("healthcode_reassessments_open"):
                    busy += 1
                else:
                    run(self.settings.programs / "BenchmarkPopulation", "announce", self.people.data)
                time.sleep(0.2)
        decided = self.decisions() - before
        while self.real.metric("healthcode_reassessments_open"):
            time.sleep(0.2)
        what = f"… at {count(round(rate))}, {busy / looks:.0%} of the time {decided:,} decided anew"
        return self.latency(what, load.result(), disk)

    def decisions(self):
        with sqlite3.connect(self.people.data / "healthcode.sqlite") as database:
            return database.execute("SELECT count(*) FROM decisions").fetchone()[0]

    def offer(self, rate):
        """Makes passes to be offered at so many a second, and gives what offers them."""
        seconds = self.settings.seconds
        # A second more than the schedule needs.
        self.issue(rate * (seconds + 1))
        program = self.settings.programs / "SteadyLoad"
        return lambda: run(program, self.real.port, self.requests, rate, seconds, PASS_CLIENTS)

    def latency(self, what, load, disk):
        if load["refused"]:
            raise SystemExit(f"bench: {load['refused']:.0f} passes were refused")
        limit, sync = max(0.020, 5 * disk["sync_seconds"]), milliseconds(disk["sync_seconds"])
        p99 = load["p99_seconds"]
        return Row(
            what, milliseconds(p99),
            f"median {milliseconds(load['p50_seconds'])}, longest {milliseconds(load['longest_seconds'])}; "
            f"a sync of this disk {sync}", None, f"{limit * 1e3:.0f} ms", p99 <= limit, self.real.memory("VmHWM"))

    @staticmethod
    def refuse_errors(*loads):
        for load in loads:
            if load.errors:
                raise SystemExit(f"bench: {load.errors:.0f} of {load.requests:.0f} requests failed")
