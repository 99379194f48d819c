"""`outreach report` as the command line runs it, with a note at the end: what disclosure control cost, and the page.

    python tests/bench/reporting.py NOTE PAGE --instance FOLDER report --period 2026 --out report.pdf

Seconds of CPU that disclosure control takes, loading its solver included (P12 has figures of its own), and before the
report began (the start of the command and of the process that makes the page, which the worker has behind it) go to
NOTE as JSON, the finished HTML goes to PAGE.
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
    """Wraps what is to be watched, then is the product: the command, or the process that makes its page."""
    note, page = map(Path, sys.argv[1:3])
    here = sys.argv[:3]
    del sys.argv[1:3]
    product = import_module("outreach.cli").main
    if "page" in sys.argv:
        _watch_page(note)
    else:
        _watch_command(here, note, page)
    product()


def _watch_command(here: list[str], note: Path, page: Path) -> None:
    apart, render = (import_module(f"outreach.reports.{name}") for name in ("apart", "printing.render"))
    made, drawn = apart.page, render.drawn

    def make(*args: Any) -> Any:
        start = _cpu()
        order = made(*args)
        _tell(note, start=start + _told(note)["start"])
        return order

    def draw(order: bytes, *args: Any) -> Any:
        page.write_text(json.loads(order)["html"])
        return drawn(order, *args)

    vars(apart).update(page=make, PROGRAM=here)
    vars(render).update(drawn=draw)


def _watch_page(note: Path) -> None:
    drafting, page = (
        import_module(f"outreach.reports.{name}") for name in ("content.drafting", "page_commands")
    )
    plain, made = drafting.protected, page.made

    def protect(*args: Any, **more: Any) -> Any:
        before = _cpu()
        try:
            return plain(*args, **more)
        finally:
            _tell(note, disclosure=_cpu() - before)

    def begin(*args: Any) -> Any:
        _tell(note, start=_cpu())
        return made(*args)

    vars(drafting)["protected"], vars(page)["made"] = protect, begin


def _told(note: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(note.read_text()) if note.exists() else {}
    return found


def _tell(note: Path, **values: float) -> None:
    note.write_text(json.dumps(_told(note) | values))


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
