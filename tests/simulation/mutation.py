"""Removes one named defence at a time from a copy of the tree and lets the simulation look for the damage.

Each file in mutants/ is a patch whose first line says which defence it removes. A mutant that no run notices means
that the simulation would not notice either if we lost that defence.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from .phones import ROOT

MUTANTS = Path(__file__).parent / "mutants"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "v", "gen", "fonts", ".*", "*.patch")


class Verdict(NamedTuple):
    """`seed` of the first broken promise, and which promise; seed 0: not caught."""

    name: str
    defence: str
    seed: int
    broken: str
    seconds: float


def names() -> list[str]:
    """The mutants by name."""
    return sorted(path.stem for path in MUTANTS.glob("*.patch"))


def try_mutant(name: str, runs: int, seed: int = 0) -> Verdict:
    """Applies the patch to a copy and plays until something breaks, at most `runs` runs.

    `seed` 0: the one in seeds.json that is known to show this mutant; if it no longer does, from seed 1 on.
    """
    known = json.loads((MUTANTS / "seeds.json").read_text())
    tries = [(seed, runs)] if seed else [(known[name], 1), (1, runs)] if name in known else [(1, runs)]
    patch = MUTANTS / f"{name}.patch"
    defence = patch.read_text().splitlines()[0]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder)
        for part in ("outreach", "tests/js", "tests/simulation"):
            shutil.copytree(ROOT / part, copy / part, ignore=LEFT_OUT)
        shutil.copy(ROOT / "tests/__init__.py", copy / "tests")
        apply(patch.read_text(), copy)
        for start, count in tries:
            first = re.search(r"^seed (\d+): ([\w ]+):", _play(copy, count, start), re.MULTILINE)
            if first:
                break
    seconds = time.monotonic() - begun
    return Verdict(name, defence, int(first[1]) if first else 0, first[2] if first else "", seconds)


def apply(patch: str, tree: Path) -> None:
    """Applies a unified diff by its text, wherever the lines stand by now. Raises ValueError when they changed."""
    for part in re.split(r"^--- a/", patch, flags=re.MULTILINE)[1:]:
        head, *hunks = re.split(r"^@@.*@@.*\n", part, flags=re.MULTILINE)
        path = tree / head.splitlines()[0].strip()
        source = path.read_text()
        for hunk in hunks:
            lines = hunk.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            after = "".join(line[1:] for line in lines if line[0] in " +")
            if source.count(before) != 1:
                raise ValueError(f"{path.name} has changed: the patch must be made again")
            source = source.replace(before, after)
        path.write_text(source)


def _play(copy: Path, runs: int, seed: int) -> str:
    command = [sys.executable, "-m", "tests.simulation.simulate"]
    done = subprocess.run(
        [*command, "--runs", str(runs), "--seed", str(seed), "--stop"],
        cwd=copy, capture_output=True, text=True, check=False, timeout=1800,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    if done.returncode not in (0, 1) or (done.returncode == 1 and "broken" not in done.stdout):
        raise RuntimeError(done.stdout + done.stderr)
    return done.stderr


def table(verdicts: Iterable[Verdict]) -> str:
    """One line for each mutant."""
    head = f"{'defence removed (mutant)':<26} {'promise broken':<15} {'seed':>5}"
    rows = [f"{v.name:<26} {v.broken or 'NOT CAUGHT':<15} {v.seed or '–':>5}  {v.defence}" for v in verdicts]
    return "\n".join([head, *rows])


def main() -> int:
    """0 when every mutant was caught."""
    asked = argparse.ArgumentParser()
    asked.add_argument("names", nargs="*", help="all when none is named")
    asked.add_argument("--runs", type=int, default=400)
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    with ThreadPoolExecutor(2) as pool:
        chosen = options.names or names()
        verdicts = list(pool.map(lambda name: try_mutant(name, options.runs, options.seed), chosen))
    print(table(verdicts))  # noqa: T201 - this is a command
    return 0 if all(v.seed for v in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
