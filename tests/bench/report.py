"""P6: what a report costs above drawing its finished page. P13: a year's report of 200,000 contacts, end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

import pikepdf

from outreach.clock import now
from outreach.reports.printing import pdf
from tests.endtoend import programme

from . import bigstore
from .process import ROOT, resident
from .run import Run
from .table import Row, spread

CPU, MEMORY, SECONDS, MEGABYTES = 1.3, 1.5, 20.0, 400.0
CONTACTS = 200_000
LOOK = 0.02  # seconds between looks at the memory


@dataclass(frozen=True)
class Cost:
    """One process with its children: seconds of wall and of CPU, largest memory of all together in MB."""

    wall: float
    cpu: float
    memory: float


def measure(run: Run) -> list[Row]:
    """The year's report, whole process, in turn with WeasyPrint alone on the same finished page."""
    store = bigstore.instance(run, 20_000 if run.quick else CONTACTS)
    period = f"{now().year - 1 if now().month < 3 else now().year}"
    ours, bare, proof, start = [], [], [], []
    with run.folder() as folder:
        note, page, styles = folder / "note.json", folder / "page.html", folder / "styles.json"
        words = [
            "--instance",
            str(store),
            "report",
            "--period",
            period,
            "--force",
            "--out",
            str(folder / "ours.pdf"),
        ]
        command = [sys.executable, "tests/bench/reporting.py", str(note), str(page), *words]
        _cost(command, Path(os.devnull))  # leaves the page, and Python's compiled files, for both
        styles.write_text(json.dumps(_styles(page.read_text())))
        anchor = [sys.executable, "tests/bench/weasy.py", str(page), str(styles)]
        _cost(anchor, folder / "bare.pdf")
        for _ in range(2 if run.quick else 5):
            ours.append(_cost(command, Path(os.devnull)))
            told = json.loads(note.read_text())
            proof.append(told["disclosure"])
            start.append(told["start"])
            bare.append(_cost(anchor, folder / "bare.pdf"))
        about = _about(page, folder / "ours.pdf")
    rest = [replace(cost, cpu=cost.cpu - spent) for cost, spent in zip(ours, proof, strict=True)]
    worker = [replace(cost, cpu=cost.cpu - begun) for cost, begun in zip(rest, start, strict=True)]
    memory = median(a.memory / b.memory for a, b in zip(rest, bare, strict=True))
    rows = [
        _p6("P6", "whole process", rest, bare, about, memory),
        _p6("P6 worker", "in the worker, which runs", worker, bare, about),
    ]
    return [*rows, _p13(ours, proof, bigstore.contacts(store))]


def _p6(
    key: str, where: str, ours: list[Cost], bare: list[Cost], about: str, memory: float | None = None
) -> Row:
    """`memory` is a multiple of the anchor's, where it was measured: the worker keeps what it has loaded."""
    ratio = median(a.cpu / b.cpu for a, b in zip(ours, bare, strict=True))
    return Row(
        key,
        f"report of a year ({about}), {where}, without disclosure control ÷ WeasyPrint alone",
        f"WeasyPrint pdf/a-3a {spread([b.cpu for b in bare], 2)} s CPU, {median(b.memory for b in bare):.0f} MB",
        "Typst 0.17 s CPU (references)",
        f"{ratio:.2f} × ({spread([a.cpu for a in ours], 2)} s CPU)"
        + (f", memory {memory:.2f} ×" if memory else ""),
        f"≤ {CPU} ×" + (f", memory ≤ {MEMORY} ×" if memory else ""),
        ratio <= CPU and (memory or 0) <= MEMORY,
        {"ratio": ratio, "memory": memory, "cpu": [a.cpu for a in ours], "bare": [b.cpu for b in bare]},
    )


def _p13(ours: list[Cost], proof: list[float], held: int) -> Row:
    wall, memory = median(a.wall for a in ours), max(a.memory for a in ours)
    return Row(
        "P13",
        f"year report end to end from the command line, {held:,} contacts",
        "–",
        "–",
        f"{spread([a.wall for a in ours], 1)} s ({spread(proof, 1)} s of CPU prove it), {memory:.0f} MB",
        f"≤ {SECONDS:.0f} s, ≤ {MEGABYTES:.0f} MB",
        wall <= SECONDS and memory <= MEGABYTES,
        {"wall": [a.wall for a in ours], "memory": memory, "proof": proof},
    )


def _styles(html: str) -> list[str]:
    """The style sheets with which ours draws a page."""
    sheets = (pdf.STATIC / "css" / name for name in pdf.sheets_of(html, "A4"))
    return [pdf.faces(html), *(sheet.read_text() for sheet in sheets)]


def _about(page: Path, made: Path) -> str:
    html = page.read_text()
    charts, tables, cells = html.count('class="chart"'), html.count("<table"), html.count("<td")
    with pikepdf.open(made) as file:
        return f"{len(file.pages)} pages, {charts} charts, {tables} tables of {cells} cells"


def _cost(command: list[str], out: Path) -> Cost:
    with out.open("wb") as taken:
        started, peak = perf_counter(), [0.0]
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdout=taken, stderr=subprocess.DEVNULL
        )
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, ended, peak))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        ended.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"{command[1]} ended with {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, peak[0])


def _environment() -> dict[str, str]:
    """As an installed program runs: Python may keep what it has compiled, whatever this machine says."""
    return {k: v for k, v in programme.clean_environment().items() if k != "PYTHONDONTWRITEBYTECODE"}


def _watch(pid: int, ended: threading.Event, peak: list[float]) -> None:
    while not ended.wait(LOOK):
        peak[0] = max(peak[0], resident(pid))
