"""What may be printed. Every number of a report goes through `band`; everything else here works on its cells.

This is a first cut and no proof: a report made with it is marked as a draft on every page. The disclosure gate
(attack by a solver over all tables and all earlier reports) replaces `protect` and `protect_grid`.
"""

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


def band(value: int | None, k: int, contacts: int | None = None) -> Cell:
    """The one way for a number into a report. Counts below `k` (zero with them) become "<k".

    `contacts` is given for a quantity: how many contacts it stands for. Units come in packs, so a quantity of
    fewer than `k` contacts tells their number; it is withheld with it. None means: does not apply.
    """
    if value is None:
        return NONE
    if contacts is not None:
        return HELD if contacts < k else Cell(value, number(value))
    return Cell(None, f"<{k}", "few") if value < k else Cell(value, number(value))


def protect(counts: Sequence[int], k: int) -> list[Cell]:
    """Cells of a one-way table whose total is printed.

    The next smallest counts are withheld until the total no longer narrows what "<k" may stand for.
    """
    cells = [band(count, k) for count in counts]
    while _narrowed(cells, counts, k) and (smallest := _smallest(cells, counts)) is not None:
        cells[smallest] = HELD
    return cells


def protect_amounts(pairs: Sequence[tuple[int, int]], k: int) -> list[Cell]:
    """The same for quantities, each (units, contacts): what is hidden together must stand for `k` contacts."""
    cells = [band(units, k, contacts) for units, contacts in pairs]
    contacts = [pair[1] for pair in pairs]
    while _together(cells, contacts, k) and (smallest := _smallest(cells, contacts)) is not None:
        cells[smallest] = HELD
    return cells


def protect_grid(counts: Sequence[Sequence[int]], k: int) -> tuple[list[list[Cell]], list[Cell], list[Cell]]:
    """Cells, row sums and column sums of a two-way table whose grand total is printed."""
    columns = list(zip(*counts, strict=True))
    rows_sum = protect([sum(row) for row in counts], k)
    columns_sum = protect([sum(column) for column in columns], k)
    cells = [[band(count, k) for count in row] for row in counts]
    while _mend_lines(cells, counts, rows_sum, columns_sum, k):
        pass
    return cells, rows_sum, columns_sum


def _mend_lines(
    cells: list[list[Cell]], counts: Sequence[Sequence[int]], rows: list[Cell], columns: list[Cell], k: int
) -> bool:
    """Withholds one more cell in each line that gives something away; False when no line does."""
    changed = False
    height, width = len(counts), len(columns)
    lines = [([(r, c) for c in range(width)], rows[r]) for r in range(height)]
    lines += [([(r, c) for r in range(height)], columns[c]) for c in range(width)]
    for places, total in lines:
        line = [cells[r][c] for r, c in places]
        values = [counts[r][c] for r, c in places]
        if not _line_exposed(line, values, total, k):
            continue
        smallest = _smallest(line, values)
        if smallest is not None:
            row, column = places[smallest]
            cells[row][column] = HELD
            changed = True
    return changed


def _line_exposed(line: list[Cell], values: list[int], total: Cell, k: int) -> bool:
    if total.hidden:
        return not any(cell.hidden for cell in line)  # a sum of printed cells would give the total away
    return _narrowed(line, values, k)


def _narrowed(cells: Sequence[Cell], counts: Sequence[int], k: int) -> bool:
    """True if the sum of what is hidden tells more about a "<k" than that it is below k."""
    few = sum(cell.mark == "few" for cell in cells)
    held = sum(cell.mark == "held" for cell in cells)
    if not few:
        return held == 1  # a withheld cell alone in its line is the difference to the total
    rest = sum(count for cell, count in zip(cells, counts, strict=True) if cell.hidden)
    most = min(k - 1, rest - k * held)
    least = 0 if held else max(0, rest - (few - 1) * (k - 1))
    return least > 0 or most < k - 1


def _together(cells: Sequence[Cell], contacts: Sequence[int], k: int) -> bool:
    hidden = [count for cell, count in zip(cells, contacts, strict=True) if cell.hidden]
    return len(hidden) == 1 or (bool(hidden) and sum(hidden) < k)


def _smallest(cells: Sequence[Cell], counts: Sequence[int]) -> int | None:
    shown = [
        (count, place) for place, (cell, count) in enumerate(zip(cells, counts, strict=True)) if not cell.mark
    ]
    return min(shown)[1] if shown else None


def percent(part: Cell, whole: Cell) -> Cell:
    """Whole percentage of two printed values, only where the whole is at least 100; otherwise "–"."""
    if part.value is None or whole.value is None or whole.value < MIN_BASE:
        return NONE
    share = (200 * part.value + whole.value) // (2 * whole.value)
    return Cell(share, f"{share}{GAP}%")


def per_hundred(part: Cell, whole: Cell) -> Cell:
    """How many of `part` there are for every 100 of `whole`, from printed values only."""
    share = percent(part, whole)
    return share if share.value is None else Cell(share.value, number(share.value))


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
