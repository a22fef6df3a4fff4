"""Programs that are started, watched and ended: what they print, what they use."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from .report import say

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Outcome:
    """What a program printed, as `name number` lines, and what it used."""

    figures: dict
    lines: list
    core_seconds: float
    peak_bytes: int

    def __getitem__(self, name):
        return self.figures[name]


def run(*command, **options):
    """Runs a program to its end; where it fails, so does the measurement."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, **options)
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("\n".join(lines + [f"bench: {command[0]} ended with {process.returncode}"]))
    return Outcome(_figures(lines), lines, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def time_of(*command):
    """Runs a program to its end, what it prints thrown away: the seconds by the clock, and its greatest memory in bytes."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: {command[0]} ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_maxrss * 1024


def _figures(lines):
    figures = {}
    for line in lines:
        words = line.split()
        try:
            figures[words[0]] = float(words[1])
        except (IndexError, ValueError):
            pass
    return figures


class Server:
    """A server that says in its first line where it listens; used as `with Server(…) as server`."""

    def __init__(self, *command):
        self.command = [str(word) for word in command]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "listening on " not in line:
            raise SystemExit(f"bench: {self.command[0]} does not listen: {line}")
        self.url = line.split()[-1]
        self.port = self.url.rsplit(":", 1)[1]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def core_seconds(self):
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS

    def memory(self, name):
        """`VmRSS` (now) or `VmHWM` (at the most), in bytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        return 0

    def metric(self, name):
        """A figure of `/metrics`."""
        with urllib.request.urlopen(f"{self.url}/metrics") as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(f"{name} "):
                    return float(line.split()[1])
        raise SystemExit(f"bench: /metrics has no {name}")

    def ask(self, method, path, session, body=None):
        """The size of an answer, in bytes."""
        request = urllib.request.Request(f"{self.url}{path}", method=method, data=body and body.encode())
        request.add_header("Authorization", f"Bearer {session}")
        if body:
            json.loads(body)
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            return len(answer.read())


@dataclass
class Load:
    """What wrk did, and what it and the server used for it."""

    requests: float
    seconds: float
    errors: float
    core_seconds: float
    stolen_core_seconds: float

    @property
    def per_second(self):
        return self.requests / self.seconds

    def __add__(self, other):
        return Load(
            self.requests + other.requests, self.seconds + other.seconds, self.errors + other.errors,
            self.core_seconds + other.core_seconds, self.stolen_core_seconds + other.stolen_core_seconds)


def stolen_core_seconds():
    """How long a host has let others run since this machine started, while something here was ready to."""
    return int(Path("/proc/stat").read_text().split(maxsplit=9)[8]) / TICKS


NOTHING = Load(0, 0, 0, 0, 0)


def wrk(server, script, arguments, connections, seconds, threads):
    """Asks as fast as the server answers (a closed loop)."""
    before, stolen_before, start = server.core_seconds(), stolen_core_seconds(), time.monotonic()
    outcome = run(
        "wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "-s", script, server.url, "--", *arguments)
    if outcome["errors"]:
        say(", ".join(line for line in outcome.lines if line.startswith("errors_")))
    used = server.core_seconds() - before + outcome.core_seconds - outcome["loading_core_seconds"]
    # Before it asks, wrk reads its files; what is stolen then is not taken from the load.
    stolen = (stolen_core_seconds() - stolen_before) * outcome["seconds"] / (time.monotonic() - start)
    return Load(outcome["requests"], outcome["seconds"], outcome["errors"], used, stolen)
