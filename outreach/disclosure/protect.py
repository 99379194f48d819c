"""Protects a report: which numbers are printed, which are "<k" or "withheld", and the proof of it.

Fails closed: what is not proven within the time loses its finest table; when nothing is left it raises NotProvenError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

import numpy as np

from ..errors import NotProvenError
from .cells import COUNTS, DISTINCT, FEW, HELD, SHUT, Asked, Key, Protected, Release, Truth
from .distinct import build_people
from .lines import Line, terms_of
from .program import Clock, Goal, TimeUpError
from .search import NoPatternError, Search
from .tables import TooManyUnknownsError
from .universe import Builder, Universe
from .witness import Witnesses

ROUNDS = 12  # further numbers hidden one by one for the proof over whole numbers


@dataclass
class Pattern:
    """A protected report. `left_out` are cells of printed tables that have not even a mark: it would tell too much.

    `proof` holds counts and seconds only."""

    cells: dict[Key, Protected] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    left_out: list[Key] = field(default_factory=list)
    proof: dict[str, int | float] = field(default_factory=dict)

    def count(self, **more: int | float) -> None:
        for name, n in more.items():
            self.proof[name] = self.proof.get(name, 0) + n

    def join(self, other: Pattern) -> None:
        """What another pattern had to leave out, and what its proof took; not its cells."""
        self.dropped += other.dropped
        self.left_out += other.left_out
        self.count(**other.proof)


def protect(
    asked: Sequence[Asked],
    truth: Truth,
    earlier: Sequence[Release],
    k: int,
    seconds: float = 60,
    beat: Callable[[], None] = lambda: None,
    *,
    corrects: str = "",
    suppress_more: bool = True,
) -> Pattern:
    """A pattern that is proven against this report and everything in `earlier` (the oldest first).

    A number that was told before stays as it was, unless this report corrects the release named `corrects`; then what
    would differ by fewer than k people is hidden. What only others hold decides nothing of what these readers are
    told, but what is printed may not help the others either: they read this report beside all that they hold.
    `suppress_more=False` leaves out complementary suppression and the proof: only for tests of an attacker.
    Raises NotProvenError.
    """
    started, clock, made = monotonic(), Clock(seconds, beat), Pattern()
    corrected = next(
        (place for place, release in enumerate(earlier) if corrects and release.name == corrects), None
    )
    groups = _groups(asked)
    for place, group in enumerate(groups):
        share = clock.part(0.7 if not place else 1 / (len(groups) - place))
        builder = Builder(truth, k, earlier, made.cells, share, corrected)
        if suppress_more and any(release.others for release in earlier):
            _protect_twice(builder, made, group)
        else:
            _Protector(builder, made, suppress_more).run(group)
    if asked and not made.cells:
        raise NotProvenError
    hidden = [cell for cell in made.cells.values() if cell.mark in (FEW, HELD)]
    made.count(cells=len(made.cells), hidden=len(hidden), seconds=round(monotonic() - started, 2))
    return made


@dataclass
class _Protector:
    """Protects one universe after the other into one pattern."""

    builder: Builder
    made: Pattern
    suppress_more: bool
    universe: Universe | None = None

    def run(self, asked: Sequence[Asked]) -> None:
        """Drops the finest table until the rest is proven."""
        clock, free_totals = self.builder.clock, False
        while asked:
            self.universe = None
            try:
                self._attempt(asked, clock.part(0.6), free_totals)
                return
            except NoPatternError as error:
                rows: tuple[int, ...] = (error.row, *error.with_rows)
            except (TimeUpError, TooManyUnknownsError):
                rows = ()
            involved = [cell for line in rows for cell in self._cells(line)]
            if not free_totals and (self._forced(rows) or max(cell.fineness for cell in asked) <= 1):
                free_totals = True
            else:
                asked = self._without(asked, involved or asked)

    def _forced(self, rows: Sequence[int]) -> bool:
        """Whether a total stands in the way: it may rather be hidden than a table be dropped."""
        if self.universe is None:
            return False
        lines, forced = self.universe.lines, self.universe.problem.forced
        return any(row < len(lines) and forced[row] and lines[row].given is None for row in rows)

    def _attempt(self, asked: Sequence[Asked], clock: Clock, free_totals: bool) -> None:
        people = asked[0].key.measure in DISTINCT
        build = build_people if people else Builder.build
        self.universe = universe = build(self.builder, asked, free_totals=free_totals)
        if not self.suppress_more:
            self._finish(universe)
            return
        search = Search(universe.problem, clock)
        search.hidden_more += universe.loose
        search.run()
        search.trim(clock.part(0.4))
        witnesses = self._prove(universe, search, clock)
        self._tell_exact(universe, search)
        self.made.count(
            secondary=len(set(search.hidden_more)),
            programs=clock.programs,
            witnesses=witnesses.found,
            mixed=witnesses.mixed,
        )
        self._finish(universe, search.left_out)

    def _tell_exact(self, universe: Universe, search: Search) -> None:
        """Withheld quantities that can be worked out anyway: those of many are shown, so that nothing hidden is exact;
        those of few (a part of a sum that others tell) are left out."""
        for row, line in enumerate(universe.lines):
            hidden = bool(line.asked) and not line.count and not universe.problem.shown[row]
            if not hidden or not search.exact(row):
                continue
            if line.asked[0].contacts >= self.builder.band and not self._stays(line):
                universe.problem.shown[row] = True
            else:
                search.left_out.append(row)

    def _prove(self, universe: Universe, search: Search, clock: Clock) -> Witnesses:
        """The proof over whole numbers; what stays open has a further number hidden."""
        still_open: list[tuple[Goal, ...]] = []
        for _ in range(ROUNDS):
            witnesses = Witnesses(universe.problem, universe.around, clock)
            still_open = witnesses.prove()
            if not still_open:
                return witnesses
            for either in still_open:
                search.hide(self._cheapest(universe, either[0].row))
        raise NoPatternError(still_open[0][0].row)

    def _cheapest(self, universe: Universe, row: int) -> int:
        """The printed number that shares most with a row for its weight."""
        problem = universe.problem
        mine = set(problem.rows.columns[row].tolist())
        free = np.flatnonzero(problem.shown & ~problem.forced)
        near = [line for line in free if mine.intersection(problem.rows.columns[line].tolist())]
        if not near:
            raise NoPatternError(row)
        return int(min(near, key=lambda line: problem.weight[line]))

    def _finish(self, universe: Universe, left_out: Sequence[int] = ()) -> None:
        gone = {id(universe.lines[row]) for row in left_out}
        self.made.left_out += [cell.key for row in left_out for cell in universe.lines[row].asked]
        for line, shown in zip(universe.lines, universe.problem.shown, strict=True):
            for cell in line.asked if id(line) not in gone else ():
                self.made.cells[cell.key] = self._cell(cell, line, bool(shown))

    def _cell(self, cell: Asked, line: Line, shown: bool) -> Protected:
        k, value = self.builder.band, line.value or 0
        if self.builder.first is not None and self.builder.stays(cell.key):
            return self.builder.first[cell.key]
        if cell.shut and value == 0:
            return Protected(None, SHUT)
        if shown and (value >= k or not line.count):
            return Protected(value)
        return Protected(None, line.mark(k))

    def _stays(self, line: Line) -> bool:
        return any(self.builder.stays(cell.key) for cell in line.asked)

    def _cells(self, line: int) -> list[Asked]:
        lines = self.universe.lines if self.universe else []
        return lines[line].asked if line < len(lines) else []

    def _without(self, asked: Sequence[Asked], involved: Iterable[Asked]) -> list[Asked]:
        """The cells without the finest table among those involved, the largest first."""
        worst = max(
            involved, key=lambda cell: (cell.fineness, sum(c.table == cell.table for c in asked), cell.table)
        )
        self.made.dropped.append(worst.table)
        return [cell for cell in asked if cell.table != worst.table]


def _protect_twice(builder: Builder, made: Pattern, group: Sequence[Asked]) -> None:
    """First for the report's own readers, as if the others held nothing; then more is hidden, and nothing is shown
    again, until the others learn nothing either. Hiding more never undoes the first proof."""
    own = Pattern()
    mine = replace(builder, clock=builder.clock.part(0.5), silent=True)
    _Protector(mine, own, suppress_more=True).run(group)
    made.join(own)
    least = min(release.threshold for release in builder.earlier)
    theirs = replace(builder, k=min(builder.k, least), band=builder.k, first=own.cells)
    left = [(cell, own.cells[cell.key].value) for cell in group if cell.key in own.cells]
    told = [cell if value is None else replace(cell, value=value) for cell, value in left]
    _Protector(theirs, made, suppress_more=True).run(told)


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
    others = [cells for measures, cells in groups if not measures <= COUNTS.keys()]
    return [*counts, *others]
