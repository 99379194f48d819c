"""One row per figure: what others reach, what is possible, what is reached here, what it must be."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

WIDTHS = {"key": 7, "figure": 34, "anchor": 32, "limit": 26, "ours": 40, "must": 26, "reached": 7}
HEADS = {"key": "", "figure": "figure", "anchor": "anchor", "limit": "limit", "ours": "ours", "must": "must be",
         "reached": "reached"}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """`reached` is None where the figure is told beside the goals, or could not be measured."""

    key: str
    figure: str
    anchor: str
    limit: str
    ours: str
    must: str
    reached: bool | None
    values: dict[str, Any] = field(default_factory=dict)


def show(rows: Sequence[Row]) -> str:
    """The table as text, each cell wrapped in its column."""
    head = [_line(HEADS), _line({name: "-" * width for name, width in WIDTHS.items()})]
    return "\n".join([*head, *(_line(_cells(row)) for row in rows)])


def _cells(row: Row) -> dict[str, str]:
    words = {True: "yes", False: "NO", None: "–"}
    return {name: words[row.reached] if name == "reached" else str(getattr(row, name)) for name in WIDTHS}


def _line(cells: dict[str, str]) -> str:
    wrapped = [textwrap.wrap(cells[name], width) or [""] for name, width in WIDTHS.items()]
    height = max(len(cell) for cell in wrapped)
    padded = [[*cell, *[""] * (height - len(cell))] for cell in wrapped]
    widths = list(WIDTHS.values())
    return "\n".join("  ".join(cell[i].ljust(w) for cell, w in zip(padded, widths, strict=True)).rstrip()
                     for i in range(height))  # fmt: skip


def write(rows: Sequence[Row], about: dict[str, Any], path: Path) -> None:
    """All figures with the measured values, for machines."""
    path.write_text(json.dumps({"about": about, "rows": [asdict(row) for row in rows]}, indent=1) + "\n")


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Median (min–max), with thousands set off."""
    low, middle, high = (f"{each:,.{digits}f}" for each in (min(values), median(values), max(values)))
    return f"{middle} ({low}–{high})"


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not pass (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-95 * len(ranked) // 100) - 1)]
