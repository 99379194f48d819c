"""Printed numbers: cells, and what may be worked out from them. What is hidden is decided by disclosure/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name")
GAP = "\u202f"  # narrow no-break space
WITHHELD = "withheld"
NOT_OPEN = "not open"
PAPERS = ("A4", "Letter")
MIN_BASE = 100  # a whole percentage of less than this can be turned back into the count


@dataclass(frozen=True)
class Wish:
    """What was asked for: period key, threshold, paper, language, and for whom ("public" or "funder:<id>").

    `sections` and `indicators` ("pack:code") choose; () means all sections and no indicators. `zones` and `sites`
    narrow the report to a part of the programme. `template` is the number of the report template behind it (0: none).
    """

    period: str
    threshold: int
    paper: str = "A4"
    language: str = "en"
    audience: str = "public"
    template: int = 0
    sections: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    zones: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()

    @property
    def scope(self) -> dict[str, tuple[str, ...]]:
        """The part of the programme as dimensions of a key; {} for all of it."""
        sides = {"zone": self.zones, "site": self.sites}
        return {dim: tuple(sorted(map(str, ids))) for dim, ids in sides.items() if ids}


@dataclass(frozen=True)
class Cell:
    """One printed number. `value` is None when it is not printed; then only `label` and `mark` are known."""

    value: int | None
    label: str
    mark: str = ""  # "" printed · few "<k" · held withheld · shut not open · none does not apply

    @property
    def hidden(self) -> bool:
        return self.mark in {"few", "held"}


NONE = Cell(None, "–", "none")
SHUT = Cell(None, NOT_OPEN, "shut")
HELD = Cell(None, WITHHELD, "held")


def number(value: int) -> str:
    """1234 → "1,234"."""
    return f"{value:,}".replace("-", "−")


def percent(part: Cell, whole: Cell) -> Cell:
    """Whole percentage of two printed values, only where the whole is at least 100; otherwise "–"."""
    if part.value is None or whole.value is None or whole.value < MIN_BASE:
        return NONE
    share = (200 * part.value + whole.value) // (2 * whole.value)
    return Cell(share, f"{share}{GAP}%")


def largest_first(rows: Sequence[tuple[Name, Cell]]) -> list[tuple[Name, Cell]]:
    """Printed rows by size; hidden rows keep the order of the template behind them, so that the place of a row
    says nothing about its number."""
    shown = sorted((row for row in rows if row[1].value is not None), key=lambda row: -(row[1].value or 0))
    return shown + [row for row in rows if row[1].value is None]


def classes(cells: Iterable[Cell], k: int) -> list[int]:
    """Lower bounds of at most four classes for a map, round numbers, from printed values only."""
    values = sorted(cell.value for cell in cells if cell.value is not None)
    if not values:
        return []
    cuts = [_round_down(values[len(values) * quarter // 4]) for quarter in (1, 2, 3)]
    return sorted({k, *(cut for cut in cuts if k < cut <= values[-1])})


def _round_down(value: int) -> int:
    digits = max(len(str(value)) - 1, 0)
    unit = 10**digits if value >= 2 * 10**digits or digits == 0 else 10**digits // 2
    return int(value // unit * unit)


def axis_step(largest: int, lines: int = 4) -> int:
    """Distance of the lines of a scale from zero: 1, 2, 2.5 or 5 times a power of ten."""
    rough = max(largest, lines) / lines
    power: int = 10 ** (len(str(int(rough))) - 1)
    steps = [power, 2 * power, 5 * power // 2 if power > 1 else 3, 5 * power, 10 * power]
    return next(step for step in steps if step >= rough)
