"""P6 and P13, beside the figures of this step: what a report costs above drawing its finished page."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from outreach.clock import now
from outreach.database import reading
from outreach.reports import build, drafting
from outreach.reports.rules import Wish
from tests.endtoend import programme

from . import bigstore
from .process import ROOT
from .run import Run
from .table import Row, spread


@dataclass(frozen=True)
class Cost:
    """One process with its children: seconds of wall and of CPU, peak memory of the largest in MB."""

    wall: float
    cpu: float
    memory: float


def measure(run: Run) -> list[Row]:
    """The year's report over the big store, whole process, in turn with WeasyPrint on the same finished page."""
    store = bigstore.instance(run)
    period = f"{now().year - 1 if now().month < 3 else now().year}"
    with run.folder() as folder:
        page = folder / "page.html"
        page.write_text(_html(store, period))
        ours, bare = [], []
        for turn in range(2 if run.quick else 3):
            bare.append(_bare(page, folder / "bare.pdf"))
            words = ["report", "--period", period, "--out", str(folder / f"{turn}.pdf")]
            ours.append(_cost([sys.executable, "-m", "outreach", "--instance", str(store), *words], page))
    ratio = median(a.cpu / b.cpu for a, b in zip(ours, bare, strict=True))
    memory = max(each.memory for each in ours)
    held = bigstore.contacts(store)
    return [
        Row(
            "P6",
            "report of a year, whole process: CPU ÷ WeasyPrint alone on the finished page (no disclosure control yet)",
            f"WeasyPrint {spread([each.cpu for each in bare], 2)} s CPU, {max(b.memory for b in bare):.0f} MB",
            "Typst 0.17 s CPU (references)",
            f"{ratio:.2f} × ({spread([each.cpu for each in ours], 2)} s CPU), memory {memory:.0f} MB",
            "≤ 1.3 × (a later step)",
            None,
            {"ratio": ratio},
        ),
        Row(
            "P13",
            f"year report from the command line, {held:,} contacts",
            "–",
            "–",
            f"{spread([each.wall for each in ours], 1)} s, {memory:.0f} MB",
            "200,000 contacts: ≤ 20 s, ≤ 400 MB (a later step)",
            None,
            {"wall": [each.wall for each in ours], "memory": memory},
        ),
    ]


def _html(store: Path, period: str) -> str:
    with programme.opened(store) as app, app.test_request_context(), reading() as conn:
        document = drafting.draft(conn, Wish(period, int(app.config["THRESHOLD"])), build.today())
        return build.to_html(build.compose(document))


def _bare(page: Path, out: Path) -> Cost:
    return _cost([sys.executable, "tests/bench/weasy.py", str(page)], page, out)


def _cost(command: list[str], source: Path, out: Path | None = None) -> Cost:
    with source.open("rb") as given, (out or Path(os.devnull)).open("wb") as taken:
        started = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=programme.clean_environment(),
            stdin=given,
            stdout=taken,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"{command[2]} ended with {process.returncode}")
    return Cost(perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
