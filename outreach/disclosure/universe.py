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
from .lines import NOW, Line, Lines, terms_of, told_before
from .program import Clock, Goal, Problem, Sparse
from .scopes import contained
from .stand_for import contacts_behind
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
    """Puts universes together. `corrects` is the place of the earlier release that this report corrects."""

    truth: Truth
    k: int
    earlier: Sequence[Release]
    counts: Mapping[Key, Protected]
    clock: Clock
    corrects: int | None = None

    def build(self, asked: Sequence[Asked], *, free_totals: bool = False) -> Universe:
        """The problem of some cells and everything printed before that has to do with them."""
        measures = {of.measure for cell in asked for _, of in terms_of(cell)}
        months = {month for cell in asked for _, of in terms_of(cell) for month in of.of(TIME)}
        old = told_before(measures, months, self.earlier)
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
        lines = Lines(asked, old, of, self.truth)
        refused: set[Key] = set()
        if self.corrects is not None and of.last:
            lines.corrects = True
            before = self.earlier[self.corrects]
            new = {cell.key: Protected(cell.value) for cell in asked}
            refused = set(difference_refused(before, new, self.k))
            refused |= {at for at, cell in before.cells.items() if cell.mark}
        lines.fill(asked, self.k, self.counts, refused)
        return lines

    def _disagree(self, lines: Lines, old: Sequence[Old]) -> set[int]:
        """The releases that cannot be about the records as they are now."""
        wrong = set()
        for line in lines.all():
            if line.places - {NOW} and (now := self._sum(line)) is not None:
                known = (line.given, line.given) if line.given is not None else (line.low, line.high)
                if known[0] is not None and known[1] is not None and not known[0] <= now <= known[1]:
                    wrong |= line.places - {NOW}
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
        for row, line in enumerate(made.lines):
            problem.goals += self._goals(row, line)
        if problem.true is not None:
            self._add_between(made, of, old)

    def _goals(self, row: int, line: Line) -> Iterator[tuple[Goal, ...]]:
        if line.given is not None:
            return
        value, k = line.value, self.k
        if line.count:
            if (line.few_before and (value is None or value < k)) or (line.asked and (value or 0) < k):
                yield (Goal(row, 1, min(line.reach, line.high)),)
                yield (Goal(row, -1, line.low),)
        elif self._stands_for_few(line):
            yield (Goal(row, 1, k),)
            yield (Goal(row, -1, 0),)
        elif (line.hidden or line.hidden_before) and value is not None:
            width = k if line.hidden else 1
            yield (Goal(row, 1, value + width), Goal(row, -1, max(0, value - width)))

    def _stands_for_few(self, line: Line) -> bool:
        """Whether a hidden quantity is one of fewer than k contacts; if in doubt, it is."""
        if line.asked:
            return line.asked[0].contacts < self.k
        contacts = contacts_behind(line.terms, self.truth) if line.hidden_before else None
        return contacts is None or contacts < self.k

    def _add_between(self, made: Universe, of: States, old: Sequence[Old]) -> None:
        """Goals for what lies between two reports, where it is 1 to k−1 people."""
        problem, rows = made.problem, made.problem.rows
        before = len(rows.columns)
        counts = [(i, line) for i, line in enumerate(made.lines) if line.count]
        keys = [(line.terms[0][1], frozenset(line.places)) for _, line in counts]
        for whole, part in contained(keys):
            whole, part = counts[whole][0], counts[part][0]
            columns = [rows.columns[whole], rows.columns[part]]
            self._between(problem, np.concatenate(columns), np.repeat([1.0, -1.0], [len(c) for c in columns]))
        for cell in old if of.last else ():
            for terms in of.between(cell.terms, of.of.get(cell.place, of.last)):
                if len(terms) == 1 and terms[0][1].measure in made.tables and made.lines:
                    self._between(problem, made.tables[terms[0][1].measure].columns(terms[0][1].where), None)
        more = len(rows.columns) - before
        rows.ready()
        problem.extra_low = np.concatenate([problem.extra_low, np.full(more, -problem.top)])
        problem.extra_high = np.concatenate([problem.extra_high, np.full(more, problem.top)])

    def _between(self, problem: Problem, columns: Ints, weights: np.ndarray | None) -> None:
        factors = np.ones(len(columns)) if weights is None else weights
        people = 0.0 if problem.true is None else float((problem.true[columns] * factors).sum())
        if 0 < people < self.k:
            row = problem.rows.add(columns, factors)
            problem.goals.append((Goal(row, -1, 0), Goal(row, 1, self.k)))


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
