"""The machine, and the table of figures beside their ceilings."""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


def say(text):
    """Says on stderr what is being done."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


@dataclass
class Row:
    what: str
    figure: str
    ceiling: str = ""
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None
    peak_bytes: int | None = None

    def cells(self):
        verdict = "" if self.reached is None else "reached" if self.reached else "MISSED"
        return [
            self.what, self.figure, self.ceiling, "" if self.ratio is None else f"{self.ratio:.2f}", self.target,
            verdict, "" if self.peak_bytes is None else f"{self.peak_bytes / 2**20:.0f} MiB",
        ]


TITLES = ["what", "figure", "ceiling", "ratio", "target", "", "peak memory"]
TO_THE_RIGHT = {1, 3, 6}


def table(rows):
    cells = [TITLES] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(TITLES))]
    lines = []
    for line in cells:
        aligned = [
            text.rjust(width) if column in TO_THE_RIGHT else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths))]
        lines.append("  ".join(aligned).rstrip())
    lines.insert(1, "-" * max(len(line) for line in lines))
    return "\n".join(lines)


def machine():
    """What it was measured on, in one line."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.split("Swift version ")
    version = swift[1].split()[0] if len(swift) > 1 else "unknown"
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()} {platform.release()}; "
        f"Swift {version}; load {load:.1f} before the run")


def count(number):
    """A rate as people read it."""
    if number >= 1e6:
        return f"{number / 1e6:.2f} million/s"
    return f"{number:,.0f}/s"


def milliseconds(seconds):
    return f"{seconds * 1e3:.2f} ms"
