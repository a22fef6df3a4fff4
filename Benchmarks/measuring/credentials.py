"""Certificates, pictures of them, and revocation lists. docs/performance.md says more of each."""

import subprocess
import sys
from pathlib import Path

from .pictures import draw
from .processes import run
from .report import Row, count, milliseconds, say

HERE = Path(__file__).resolve().parent


def _python(folder):
    """A Python with python-cwt in it, made by the first run."""
    python = folder / "python/bin/python"
    if not python.exists():
        say("installing python-cwt")
        run(sys.executable, "-m", "venv", folder / "python")
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "cwt==3.3.0")
    return python


def _signatures(ours, theirs):
    rows = []
    for name, what in [("issue", "certificates issued on one core"), ("verify", "certificates verified on one core")]:
        ratio = ours[name] / ours[f"{name}_alone"]
        ceiling = f"{count(ours[f'{name}_alone'])} by swift-crypto alone"
        rows.append(Row(what, count(ours[name]), ceiling, ratio, "ratio 0.85", ratio >= 0.85))
        ratio = ours[name] / theirs[f"cwt_{name}"]
        rows.append(
            Row("… beside python-cwt", count(ours[name]), f"{count(theirs[f'cwt_{name}'])} by python-cwt", ratio))
    ratio = ours["text"] / ours["text_alone"]
    ceiling = f"{count(ours['text_alone'])} by swift-crypto alone"
    return rows + [Row("HC1 text to verdict on one core", count(ours["text"]), ceiling, ratio)]


def _revocations(ours):
    missed, wrong = ours["false_negatives"], ours["false_positives"]
    return [
        Row("a million revoked codes, signed", f"{ours['list_bytes'] / 1e6:.2f} MB", "", None, "7.2 MB",
            ours["list_bytes"] <= 7.2e6 and missed == 0),
        Row("… taken for revoked by mistake", f"{ours['false_positive_rate']:.1e}",
            f"{wrong:.0f} of 10 million tried", None, "1e-12", ours["false_positive_rate"] < 1e-12 and wrong == 0),
        Row("… asked on one core", count(ours["lookups"])),
        Row("… read and checked whole", milliseconds(ours["list_reading"])),
        Row("… changed by 11,000", milliseconds(ours["change_applying"]), f"{ours['change_bytes'] / 1e3:.0f} kB"),
    ]


def credentials(settings):
    """Issuing, verifying and revoking, each beside what could be had without us."""
    say("certificates, pictures and revocation lists")
    program, folder = settings.programs / "CredentialBenchmark", settings.folder.parent
    lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split("\n")
    made = dict(line.split(" ", 1) for line in lines if line)
    pictures = draw(made["text"], folder / "pictures")
    ours = run(program, 20 * settings.seconds, *pictures)
    theirs = run(_python(folder), HERE / "python_cwt.py", made["message"], made["key"], settings.seconds / 2)
    rows = _signatures(ours, theirs)
    rows.append(
        Row("picture of 640 by 480 to verdict, median", milliseconds(ours["picture_median"]),
            f"slowest {milliseconds(ours['picture_slowest'])}", None, "100 ms", ours["picture_median"] < 0.1))
    return rows + _revocations(ours)
