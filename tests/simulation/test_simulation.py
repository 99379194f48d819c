"""The promises of sync, played many times with real phone and real server while everything around them fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from .mutation import names, table, try_mutant
from .phones import ROOT

# Beside other tests (xdist) one: their browsers would wait too long for their turn.
PROCESSES = 1 if "PYTEST_XDIST_WORKER" in os.environ else 2


def play(runs: int, first: int) -> tuple[Counter[str], str]:
    """Runs in processes of their own; the sum of their reports, and what they had to say."""
    share = runs // PROCESSES
    with ThreadPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(lambda i: _process(share, first + i * share), range(PROCESSES)))
    return sum((part for part, _ in parts), Counter()), "".join(said for _, said in parts)


def _process(runs: int, seed: int) -> tuple[Counter[str], str]:
    command = [sys.executable, "-m", "tests.simulation.simulate", "--runs", str(runs), "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    words = done.stdout.split()
    report = Counter({name: int(value) for name, value in zip(words[::2], words[1::2], strict=True)})
    assert report["runs"] == runs, done.stdout + done.stderr
    return report, done.stderr


def shown(report: Counter[str]) -> str:
    """The figures as one line of the proof table."""
    figures = [f"{report[name]:,} {name}" for name in ("runs", "records", "sends", "faults")]
    kinds = ("lost", "duplicated", "altered", "stuck", "dishonest", "miscounted")
    promises = [f"{name} {report[name]}" for name in kinds]
    return "simulation: " + ", ".join(figures) + " | " + ", ".join(promises)


@pytest.mark.parametrize("runs", [2_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_nothing_is_lost_doubled_altered_or_stuck(runs: int, capsys: pytest.CaptureFixture[str]) -> None:
    report, said = play(runs, first=1 if runs == 2_000 else 100_001)
    with capsys.disabled():
        print("\n" + shown(report))  # noqa: T201 - the figures are meant to be read
    assert report["broken"] == 0, said


def test_every_removed_defence_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(PROCESSES) as pool:
        verdicts = list(pool.map(lambda name: try_mutant(name, 400), names()))
    with capsys.disabled():
        print("\n" + table(verdicts))  # noqa: T201 - the table is meant to be read
    assert len(verdicts) >= 12
    assert all(verdict.seed for verdict in verdicts)
