"""`python -m tests.bench [--only P1,P4] [--quick]`: one table, and instance/bench.json."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module

from .process import ROOT
from .run import Run
from .table import Row, show, write

# Which file measures what. Figures of one file come out of the same run, so that they can be compared.
MEASURES = {
    "ingest": ("P1", "P2", "P4"),
    "growth": ("P3",),
    "pages": ("P5",),
    "report": ("P6", "P13"),
    "disclosure": ("P12",),
    "phone": ("P7",),
    "lighthouse": ("P7",),
    "saves": ("P8",),
    "taps": ("P9",),
}


def main(arguments: list[str]) -> int:
    """Measures what was asked for; a figure that cannot be measured is told as such, and the rest goes on."""
    options = _options(arguments)
    wanted = (
        set(options.only.upper().split(","))
        if options.only
        else {k for keys in MEASURES.values() for k in keys}
    )
    run = Run(ROOT / "instance" / "bench", quick=options.quick, wanted=frozenset(wanted))
    run.cache.mkdir(parents=True, exist_ok=True)
    started, rows = time.monotonic(), []
    for name, keys in MEASURES.items():
        if wanted & set(keys):
            sys.stderr.write(f"measuring {', '.join(k for k in keys if k in wanted)} …\n")
            rows += [row for row in _measured(name, keys, run) if row.key.split(" ")[0] in wanted]
    about = {**_machine(), "quick": options.quick, "seconds": round(time.monotonic() - started)}
    sys.stdout.write(f"{show(rows)}\n\n{_words(about)}\n")
    write(rows, about, ROOT / "instance" / "bench.json")
    return 0


def _measured(name: str, keys: tuple[str, ...], run: Run) -> list[Row]:
    try:
        measure: Callable[[Run], list[Row]] = import_module(f".{name}", __package__).measure
        return measure(run)
    except Exception as error:  # noqa: BLE001 - the other figures are worth having
        traceback.print_exc()
        return [Row(key, "could not be measured", "", "", type(error).__name__, "", None) for key in keys]


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--only", default="", help="figures to measure, e.g. P1,P4")
    parser.add_argument("--quick", action="store_true", help="fewer contacts and rounds; the table says so")
    return parser.parse_args(arguments)


def _machine() -> dict[str, object]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _words(about: dict[str, object]) -> str:
    quick = "QUICK run: fewer contacts and rounds, not comparable. " if about["quick"] else ""
    return (
        f"{quick}Commit {about['commit']}, {about['cores']} cores, load {about['load']} at the end, Python"
        f" {about['python']}, {about['seconds']} s. Values are medians (min–max) of interleaved rounds of one run."
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
