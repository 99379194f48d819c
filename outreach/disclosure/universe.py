"""One universe as a problem: every distinct sum that this report or an earlier one prints, and what must stay possible.

Counts: "<k" is a number of 0..k−1 and must be able to be each of them; "withheld" is k or more. Quantities: "withheld"
is any number; one that stands for fewer than k contacts must be able to be nothing, and k or more. What lies between
two reports (a scope inside another, two editions) must be able to be nobody, or k people or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .anchor import anchor
from .cells import TIME, Asked, Key, Protected, Release, Truth
from .editions import Old, States, difference_refused, states
from .goals import Goals
from .lines import NOW, Line, Lines, terms_of, told_before
from .program import Clock, Problem, Sparse
from .tables import Ints, Tables, true_sum

# How editions may have come to disagree: all at once or one by one, with late records only or also withdrawn ones.
WAYS = ((False, False), (True, False), (False, True), (True, True))


@dataclass
class Universe:
    """The lines of measures that are linked, with their unknowns. `loose`: hidden before, may be shown if proven."""

    lines: list[Line]
    tables: dict[str, Tables]
    problem: Problem
    loose: list[int] = field(default_factory=list)

    def around(self, columns: Ints, random: np.random.Generator, more: int) -> Ints:
        """The columns of the cross of all categories that some columns touch, and `more` others of each dimension."""
        if not self.tables:
            return np.arange(self.problem.size)
        found = []
        for tables in self.tables.values():
            touched = tables.touched(columns)
            for dim, atoms in touched.items():
                others = sorted(set(range(tables.cuts.dims[dim].size)) - atoms)
                atoms.update(random.permutation(others)[:more].tolist())
            found.append(tables.around(touched))
        return np.concatenate(found)


@dataclass
class Builder:
    """Puts universes together. `corrects` is the place of the earlier release that this report corrects.

    `silent`: the readers do not know what only others hold; a number told there stays as it was. `first` is a pattern
    proven for them already; now the others' knowledge and threshold (`k`, that of the report being `band`) count.
    """

    truth: Truth
    k: int
    earlier: Sequence[Release]
    counts: Mapping[Key, Protected]
    clock: Clock
    corrects: int | None = None
    silent: bool = False
    first: Mapping[Key, Protected] | None = None
    band: int = 0

    def __post_init__(self) -> None:
        self.band = self.band or self.k
        others = [place for place, release in enumerate(self.earlier) if release.others]
        self.unknown = frozenset(others if self.silent else ())

    def told(self, asked: Sequence[Asked], measures: set[str]) -> list[Old]:
        """What was told before that has to do with some cells."""
        months = {month for cell in asked for _, of in terms_of(cell) for month in of.of(TIME)}
        among = {cell.key for cell in asked} if self.silent and self.corrects is None else set[Key]()
        return told_before(measures, months, self.earlier, among if self.silent else None)

    def stays(self, at: Key) -> bool:
        """Whether a cell is hidden already in the pattern that is proven for the readers of the report itself."""
        return self.first is not None and self.first[at].value is None

    def build(self, asked: Sequence[Asked], *, free_totals: bool = False) -> Universe:
        """The problem of some cells and everything printed before that has to do with them."""
        measures = {of.measure for cell in asked for _, of in terms_of(cell)}
        old = self.told(asked, measures)
        lines = self._lines(asked, old, States({}))
        if wrong := self._disagree(lines, old):
            for apart, gone in WAYS:
                lines = self._lines(asked, old, states(old, wrong, apart=apart, gone=gone))
                made = self._universe(lines, free_totals)
                if made.problem.true is not None:
                    break
        else:
            made = self._universe(lines, free_totals)
        self._add_goals(made, lines.states, old)
        return made

    def _lines(self, asked: Sequence[Asked], old: Sequence[Old], of: States) -> Lines:
        lines = Lines(asked, old, of, self.truth, self.unknown)
        refused = {cell.key for cell in asked if self.stays(cell.key)}
        if self.corrects is not None and of.last:
            lines.corrects = True
            before = self.earlier[self.corrects]
            new = {cell.key: Protected(cell.value) for cell in asked}
            refused |= {at for release in self.earlier for at in difference_refused(release, new, self.band)}
            refused |= {at for at, cell in before.cells.items() if cell.mark}
        lines.fill(asked, self.k, self.band, self.counts, refused)
        return lines

    def _disagree(self, lines: Lines, old: Sequence[Old]) -> set[int]:
        """The releases that cannot be about the records as they are now."""
        wrong = set()
        for line in lines.all():
            before = (line.places | line.kept) - {NOW}
            if before and (now := self._sum(line)) is not None:
                known = (line.low, line.high) if line.given is None else (line.given, line.given)
                if not max(known[0], line.least) <= now <= min(known[1], line.most):
                    wrong |= before
        return wrong

    def _sum(self, line: Line) -> int | None:
        found = [(n, true_sum(of, self.truth)) for n, of in line.terms]
        return None if any(n is None for _, n in found) else sum(w * n for w, n in found if n is not None)

    def _universe(self, lines: Lines, free_totals: bool) -> Universe:
        found, rows = lines.all(), Sparse()
        for line in found:
            parts = [lines.tables[of.measure].columns(of.where) for _, of in line.terms]
            weights = [np.full(len(part), float(n)) for part, (n, _) in zip(parts, line.terms, strict=True)]
            rows.add(np.concatenate(parts), np.concatenate(weights))
        ties = [tie for tables in lines.tables.values() for tie in tables.ties()]
        for left, right in ties:
            weights = [np.ones(len(left)), -np.ones(len(right))]
            rows.add(np.concatenate([left, right]), np.concatenate(weights))
        rows.ready()
        problem = _problem(found, rows, max(t.end for t in lines.tables.values()), len(ties), self.k)
        totals = list(_totals(found))
        problem.weight[totals] *= 4
        if not free_totals:
            problem.totals = frozenset(row for row in totals if not problem.forced[row])
            problem.forced[totals] = True
        start = np.concatenate([lines.tables[measure].true() for measure in sorted(lines.tables)])
        exact = np.array([bool(line.asked) and not line.hidden_before for line in found])
        problem.true = anchor(problem, start, exact, self.clock.part(0.2))
        loose = [i for i, line in enumerate(found) if line.hidden_before and line.free]
        return Universe(found, lines.tables, problem, loose)

    def _add_goals(self, made: Universe, of: States, old: Sequence[Old]) -> None:
        problem = made.problem
        if problem.true is not None:
            sums = np.rint(problem.rows.times(problem.true)).astype(int)
            for line, n in zip(made.lines, sums, strict=False):
                line.value = int(n) if line.value is None else line.value
        Goals(self.truth, self.k, made.lines, made.tables, problem).add(of, old)


def _problem(lines: Sequence[Line], rows: Sparse, size: int, ties: int, k: int) -> Problem:
    values = np.array([line.given if line.given is not None else line.value or 0 for line in lines], float)
    top = float(4 * values.max(initial=0) + 1000 * k)
    return Problem(
        rows=rows,
        size=size,
        top=top,
        value=values,
        low=np.array([line.low for line in lines], float),
        high=np.array([min(line.high, top) for line in lines], float),
        shown=np.array([line.shown for line in lines], bool),
        forced=np.array([line.given is not None for line in lines], bool),
        weight=np.array([line.weight() for line in lines], float),
        marked=np.array([line.marked for line in lines], bool),
        spare=np.array([line.spare for line in lines], float).reshape(-1, 2).clip(0, top),
        extra_low=np.zeros(ties),
        extra_high=np.zeros(ties),
        goals=[],
    )


def _totals(lines: Sequence[Line]) -> Iterator[int]:
    """The sums that hold everything else that is asked of a measure: hidden only when nothing else helps."""
    asked: dict[str, list[dict[str, set[str]]]] = {}
    for line in lines:
        for cell in line.asked:
            asked.setdefault(cell.key.measure, []).append(_places(cell.key))
    for row, line in enumerate(lines):
        if any(_holds(_places(cell.key), asked[cell.key.measure]) for cell in line.asked):
            yield row


def _places(key: Key) -> dict[str, set[str]]:
    return {dim: set(cats) for dim, cats in key.where if dim != TIME}


def _holds(whole: dict[str, set[str]], others: Sequence[dict[str, set[str]]]) -> bool:
    return all(dim in other and other[dim] <= cats for other in others for dim, cats in whole.items())
