"""`outreach report` as the command line runs it, with a note at the end: what disclosure control cost, and the page.

    python tests/bench/reporting.py NOTE PAGE --instance FOLDER report --period 2026 --out report.pdf

Seconds of CPU that disclosure control takes, loading its solver included (P12 has figures of its own), and before the
report began (the start of the application, which the worker has behind it) go to NOTE as JSON, the finished HTML goes
to PAGE.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Wraps two functions by ones that watch, then is the product."""
    note, page = Path(sys.argv[1]), Path(sys.argv[2])
    del sys.argv[1:3]
    product = import_module("outreach.cli").main
    build, drafting = (import_module(f"outreach.reports.{name}") for name in ("build", "content.drafting"))
    plain, drawn, make, spent, start = drafting.protected, build.to_pdf, build.make, [0.0], [0.0]

    def protect(*args: Any, **more: Any) -> Any:
        before = _cpu()
        try:
            return plain(*args, **more)
        finally:
            spent[0] += _cpu() - before

    def to_pdf(html: str, *args: Any, **more: Any) -> Any:
        page.write_text(html)
        return drawn(html, *args, **more)

    def begin(*args: Any, **more: Any) -> Any:
        start[0] = _cpu()
        return make(*args, **more)

    vars(drafting)["protected"], vars(build)["to_pdf"], vars(build)["make"] = protect, to_pdf, begin
    try:
        product()
    finally:
        note.write_text(json.dumps({"disclosure": spent[0], "start": start[0]}))


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
