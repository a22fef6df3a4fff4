"""What one core does by itself: timelines and tokens, each beside its ceiling. docs/performance.md says more of both."""

import os
from dataclasses import dataclass
from pathlib import Path

from .processes import run
from .report import Row, count


@dataclass
class Settings:
    people: int
    seconds: int
    rounds: int
    #: Whether the lifetime of a code is waited for; figures without it are for development alone.
    in_earnest: bool
    programs: Path
    healthcode: Path
    folder: Path

    @property
    def threads(self):
        return max(1, os.cpu_count() // 2)


def timelines(settings):
    """The rules as data beside the same rules written by hand, on one core."""
    say("timelines")
    outcome = run(settings.programs / "TimelineBenchmark")
    rows = []
    for line in outcome.lines[2:]:
        figures = [float(word) * 1e6 for word in line[15:].split()]
        name, (rules, hand, explained) = line[:15].strip(), (figures[0], figures[1], figures[4])
        is_mix = name.startswith("mix")
        rows.append(
            Row(
                f"timelines on one core, {name}", count(rules), f"{count(hand)} by hand in Swift", rules / hand,
                "3 million/s" if is_mix else "", rules >= 3e6 if is_mix else None, outcome.peak_bytes))
        if name.startswith("4 to 12"):
            rows.append(
                Row(
                    "explanations on one core, 4 to 12 facts", count(explained), f"{count(rules)} timelines alone",
                    explained / rules, "10,000/s", explained >= 10_000, outcome.peak_bytes))
    return rows


def tokens(settings):
    """Signing and verifying beside swift-crypto alone, in turns."""
    say("tokens")
    outcome = run(settings.programs / "TokenBenchmark", 50 * settings.seconds)
    rows = []
    for name, what in [("sign", "tokens signed on one core"), ("verify", "tokens verified on one core")]:
        ratio = outcome[name] / outcome[f"{name}_alone"]
        ceiling = f"{count(outcome[f'{name}_alone'])} by swift-crypto alone"
        rows.append(
            Row(what, count(outcome[name]), ceiling, ratio, "ratio 0.85", ratio >= 0.85, outcome.peak_bytes))
    return rows
