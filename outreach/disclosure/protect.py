"""Protects a report: which numbers are printed, which are "<k" or "withheld", and the proof of it.

Fails closed: what is not proven within the time loses its finest table; when nothing is left it raises NotProvenError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from ..errors import NotProvenError
from .cells import COUNTS, DISTINCT, FEW, HELD, SHUT, Asked, Key, Protected, Release, Truth
from .distinct import protect_people
from .program import Clock, TimeUpError
from .search import NoPatternError, Search
from .tables import TooManyUnknownsError
from .universe import Builder, Universe, terms_of
from .witness import Witnesses

ROUNDS = 12  # further numbers hidden one by one for the proof over whole numbers


@dataclass
class Pattern:
    """A protected report. `proof` holds counts and seconds only."""

    cells: dict[Key, Protected] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    proof: dict[str, int | float] = field(default_factory=dict)

    def count(self, **more: int | float) -> None:
        for name, n in more.items():
            self.proof[name] = self.proof.get(name, 0) + n


def protect(
    asked: Sequence[Asked],
    truth: Truth,
    earlier: Sequence[Release],
    k: int,
    seconds: float = 60,
    beat: Callable[[], None] = lambda: None,
    *,
    suppress_more: bool = True,
) -> Pattern:
    """A pattern that is proven against this report and everything in `earlier`. Raises NotProvenError.

    `suppress_more=False` leaves out complementary suppression and the proof: only for tests of an attacker.
    """
    started, clock, made = monotonic(), Clock(seconds, beat), Pattern()
    groups = _groups(asked)
    for place, group in enumerate(groups):
        share = clock.part(1 / (len(groups) - place)) if place else clock.part(0.7)
        _Protector(truth, earlier, k, made, suppress_more).run(group, share)
    people = [cell for cell in asked if cell.key.measure in DISTINCT]
    made.cells.update(protect_people(people, earlier, k))
    if asked and not made.cells:
        raise NotProvenError
    hidden = [cell for cell in made.cells.values() if cell.mark in (FEW, HELD)]
    made.count(cells=len(made.cells), hidden=len(hidden), seconds=round(monotonic() - started, 2))
    return made


@dataclass
class _Protector:
    """Protects one universe after the other into one pattern."""

    truth: Truth
    earlier: Sequence[Release]
    k: int
    made: Pattern
    suppress_more: bool

    def run(self, asked: Sequence[Asked], clock: Clock) -> None:
        """Drops the finest table until the rest is proven."""
        free_totals = False
        while asked:
            share = clock.part(0.6)
            try:
                self._finish(self._attempt(asked, share, free_totals))
                return
            except NoPatternError as error:
                involved = [cell for line in (error.row, *error.with_rows) for cell in self._cells(line)]
            except (TimeUpError, TooManyUnknownsError):
                involved = []
            if not free_totals and max(cell.fineness for cell in asked) <= 1:
                free_totals = True
                continue
            asked = self._without(asked, involved or asked)

    def _attempt(self, asked: Sequence[Asked], clock: Clock, free_totals: bool) -> Universe:
        self._universe: Universe | None = None
        builder = Builder(self.truth, self.k, self.made.cells)
        self._universe = universe = builder.build(asked, self.earlier, free_totals=free_totals)
        if not self.suppress_more:
            return universe
        search = Search(universe.problem, clock)
        search.hidden_more += universe.loose
        search.run()
        search.trim(clock.part(0.4))
        for _ in range(ROUNDS):
            witnesses = Witnesses(universe.problem, clock)
            still_open = witnesses.prove()
            if not still_open:
                break
            for either in still_open:
                search.hide(self._cheapest(universe, either[0].row))
        else:
            raise NoPatternError(still_open[0][0].row)
        self.made.count(
            secondary=len(set(search.hidden_more)),
            programs=clock.programs,
            witnesses=witnesses.found,
            mixed=witnesses.mixed,
        )
        return universe

    def _cheapest(self, universe: Universe, row: int) -> int:
        """The printed number that shares most with a row for its weight."""
        problem = universe.problem
        mine = set(problem.rows.columns[row].tolist())
        free = np.flatnonzero(problem.shown & ~problem.forced)
        near = [line for line in free if mine.intersection(problem.rows.columns[line].tolist())]
        if not near:
            raise NoPatternError(row)
        return int(min(near, key=lambda line: problem.weight[line]))

    def _finish(self, universe: Universe) -> None:
        for line, shown, value in zip(
            universe.lines, universe.problem.shown, universe.problem.value, strict=True
        ):
            for cell in line.asked:
                self.made.cells[cell.key] = self._cell(cell, bool(shown), int(value), line.count)

    def _cell(self, cell: Asked, shown: bool, value: int, count: bool) -> Protected:
        if cell.shut and shown and value == 0:
            return Protected(None, SHUT)
        if shown and (value >= self.k or not count):
            return Protected(value)
        return Protected(None, FEW if count and cell.value < self.k else HELD)

    def _cells(self, line: int) -> list[Asked]:
        universe = self._universe
        return universe.lines[line].asked if universe and line < len(universe.lines) else []

    def _without(self, asked: Sequence[Asked], involved: Iterable[Asked]) -> list[Asked]:
        """The cells without the finest table among those involved, the largest first."""
        worst = max(
            involved, key=lambda cell: (cell.fineness, sum(c.table == cell.table for c in asked), cell.table)
        )
        self.made.dropped.append(worst.table)
        return [cell for cell in asked if cell.table != worst.table]


def _groups(asked: Sequence[Asked]) -> list[list[Asked]]:
    """Cells whose measures are linked by composites; counts first, for quantities look at what they stand for."""
    groups: list[tuple[set[str], list[Asked]]] = []
    for cell in asked:
        measures = {of.measure for _, of in terms_of(cell)}
        near = [group for group in groups if group[0] & measures]
        groups = [group for group in groups if group not in near]
        groups.append(
            (measures.union(*(m for m, _ in near)), [*(c for _, cells in near for c in cells), cell])
        )
    counts = [cells for measures, cells in groups if measures <= COUNTS.keys()]
    others = [cells for measures, cells in groups if not measures <= COUNTS.keys() | DISTINCT.keys()]
    return [*counts, *others]
