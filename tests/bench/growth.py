"""P3: does a batch cost more when the store holds a million contacts? Both stores are pushed to in turn."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median
from time import perf_counter

from . import bigstore, ours
from .process import gunicorn
from .run import Run
from .table import Row, p95
from .wire import Wire

BATCH = 100


def measure(run: Run) -> list[Row]:
    """The same batches into an empty and into a full store, one here and one there, over two servers."""
    count = (10 if run.quick else 60) * BATCH
    with run.folder() as folder:
        small = ours.prepare(folder / "small", count, BATCH, BATCH)
        full = folder / "full"
        shutil.copytree(bigstore.instance(run), full)
        large = ours.prepare(full, count, BATCH, BATCH)
        empty, big = _interleaved(small, large, folder)
    ratio = median(b / a for a, b in zip(empty, big, strict=True))
    held = bigstore.contacts(bigstore.instance(run))
    return [
        Row(
            "P3",
            f"batch time with {held:,} contacts in the store ÷ empty store ({len(big)} batches of {BATCH} each)",
            "2.5 random ids on a naive SQLite table; PouchDB 0.93 (references)",
            "1.0",
            f"{ratio:.2f} (empty {median(empty):.1f} ms, p95 {p95(empty):.1f}; full {median(big):.1f} ms,"
            f" p95 {p95(big):.1f})",
            "≤ 1.3",
            ratio <= 1.3 and not run.quick,
            {"ratio": ratio, "empty_ms": empty, "full_ms": big, "held": held},
        )
    ]


def _interleaved(small: ours.Prepared, large: ours.Prepared, folder: Path) -> tuple[list[float], list[float]]:
    first = ours.copied(small, folder / "empty")
    with (
        gunicorn(ours.TARGET, ours.environment(first), ours.READY) as a,
        gunicorn(ours.TARGET, ours.environment(large.instance), ours.READY) as b,
    ):
        wires = Wire(a.port), Wire(b.port)
        for wire, prepared in zip(wires, (small, large), strict=True):
            ours.push(wire, prepared.warm_bodies)
        times: tuple[list[float], list[float]] = ([], [])
        for pair in zip(small.bodies, large.bodies, strict=True):
            for wire, body, into in zip(wires, pair, times, strict=True):
                started = perf_counter()
                ours.push(wire, [body])
                into.append((perf_counter() - started) * 1000)
        for wire in wires:
            wire.close()
    return times
