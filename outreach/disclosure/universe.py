"""One universe as a problem: every distinct sum that this report or an earlier one prints, and what must stay possible.

Counts: "<k" is a number of 0..k−1 and must be able to be each of them; "withheld" is k or more. Quantities: "withheld"
is any number; one that stands for fewer than k contacts must be able to be nothing and k or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log

import numpy as np

from .cells import COUNTS, FEW, HELD, SHUT, TIME, Asked, Key, Protected, Release, Truth
from .cuts import Part
from .program import Goal, Problem, Sparse
from .stand_for import behind, contacts_behind
from .tables import Tables, true_sum

Terms = tuple[tuple[int, Key], ...]
Same = tuple[tuple[int, str, Part], ...]


@dataclass
class Line:
    """One distinct sum: what is known of it, and what this report would like."""

    terms: Terms
    asked: list[Asked] = field(default_factory=list)
    given: int | None = None  # printed before, or not open
    low: float = 0
    high: float = inf
    reach: float = inf  # a small number must be able to reach this …
    small: bool = False
    hidden_before: bool = False
    hidden: bool = False

    @property
    def count(self) -> bool:
        return is_count(self.terms)


@dataclass
class Universe:
    """The lines of the measures that are linked, with their unknowns. `frozen` are lines that must be printed."""

    lines: list[Line]
    tables: dict[str, Tables]
    problem: Problem
    loose: list[int]  # hidden before, may be shown now if the proof holds


def is_count(terms: Terms) -> bool:
    return len(terms) == 1 and terms[0][1].measure in COUNTS


def terms_of(cell: Asked) -> Terms:
    return cell.terms or ((1, cell.key),)


class Builder:
    """Puts a universe together."""

    def __init__(self, truth: Truth, k: int, counts: Mapping[Key, Protected]) -> None:
        self._truth, self._k, self._counts = truth, k, counts
        self._lines: dict[Same, Line] = {}
        self._tables: dict[str, Tables] = {}

    def build(
        self, asked: Sequence[Asked], earlier: Sequence[Release], *, free_totals: bool = False
    ) -> Universe:
        """The problem of some cells and everything printed before that has to do with them."""
        measures = {key.measure for cell in asked for _, key in terms_of(cell)}
        old = [
            (key, cell, release.terms.get(key) or ((1, key),), release.threshold)
            for release in earlier
            for key, cell in release.cells.items()
            if {of.measure for _, of in release.terms.get(key) or ((1, key),)} <= measures
        ]
        old = _linked(asked, old)
        self._lay_out(asked, old)
        for cell in asked:
            self._ask(cell)
        for _, cell, terms, threshold in old:
            self._know(terms, cell, threshold)
        return self._universe(free_totals)

    def _lay_out(self, asked: Sequence[Asked], old: Sequence[Old]) -> None:
        wheres: dict[str, set[tuple[tuple[str, tuple[str, ...]], ...]]] = {}
        for terms in (*map(terms_of, asked), *(terms for _, _, terms, _ in old)):
            for _, key in terms:
                wheres.setdefault(key.measure, set()).add(key.where)
        start = 0
        for measure, found in sorted(wheres.items()):
            self._tables[measure] = Tables(measure, sorted(found), self._truth, start)
            start = self._tables[measure].end

    def _line(self, terms: Terms) -> Line:
        same = tuple(sorted((n, of.measure, self._tables[of.measure].cuts.part(of.where)) for n, of in terms))
        return self._lines.setdefault(same, Line(terms))

    def _ask(self, cell: Asked) -> None:
        line, k = self._line(terms_of(cell)), self._k
        line.asked.append(cell)
        if cell.shut and cell.value == 0:
            line.given = 0
        elif line.count:
            few = cell.value < k
            line.low, line.high = (0, k - 1) if few else (k, inf)
            line.small = line.hidden = few
            line.reach = k - 1
        else:
            line.small = cell.contacts < k
            line.hidden = line.small or all_hidden(line.terms, self._counts)
            line.reach = k

    def _know(self, terms: Terms, cell: Protected, threshold: int) -> None:
        line = self._line(terms)
        if cell.value is not None or cell.mark == SHUT:
            line.given = cell.value or 0
            return
        line.hidden_before = True
        if line.count:
            few = cell.mark == FEW
            line.low = max(line.low, 0 if few else threshold)
            line.high = min(line.high, threshold - 1 if few else inf)
            line.small = line.small or (few and self._is_small(line))
            line.reach = min(line.reach, self._k - 1, threshold - 1)
        elif self._is_small(line):
            line.small, line.reach = True, self._k

    def _is_small(self, line: Line) -> bool:
        """Whether a number hidden before is one to protect for this audience; if in doubt, it is."""
        if line.asked:
            return line.asked[0].contacts < self._k
        one = line.terms[0][1]
        true = true_sum(one, self._truth) if line.count else contacts_behind(line.terms, self._truth)
        return true is None or true < self._k

    def _universe(self, free_totals: bool) -> Universe:
        lines = list(self._lines.values())
        rows = Sparse()
        for line in lines:
            parts = [self._tables[of.measure].columns(of.where) for _, of in line.terms]
            weights = [np.full(len(part), float(n)) for part, (n, _) in zip(parts, line.terms, strict=True)]
            rows.add(np.concatenate(parts), np.concatenate(weights))
        ties = sum(self._tie(rows, tables) for tables in self._tables.values())
        rows.ready()
        size = max(tables.end for tables in self._tables.values())
        values = np.array([_value(line) for line in lines], float)
        top = float(4 * values.max(initial=0) + 1000 * self._k)
        totals = set() if free_totals else _totals(lines)
        problem = Problem(
            rows=rows,
            size=size,
            top=top,
            value=values,
            low=np.array([line.low for line in lines], float),
            high=np.array([min(line.high, top) for line in lines], float),
            shown=np.array([_shown(line) for line in lines], bool),
            forced=np.array([line.given is not None or i in totals for i, line in enumerate(lines)], bool),
            weight=np.array([_weight(line) for line in lines], float),
            extra_low=np.zeros(ties),
            extra_high=np.zeros(ties),
            goals=[goal for i, line in enumerate(lines) for goal in _goals(i, line)],
        )
        problem.true = self._true(problem)
        loose = [i for i, line in enumerate(lines) if line.hidden_before and _free(line)]
        return Universe(lines, self._tables, problem, loose)

    def _tie(self, rows: Sparse, tables: Tables) -> int:
        pairs = list(tables.ties())
        for left, right in pairs:
            weights = np.concatenate([np.ones(len(left)), -np.ones(len(right))])
            rows.add(np.concatenate([left, right]), weights)
        return len(pairs)

    def _true(self, problem: Problem) -> np.ndarray | None:
        found = [self._tables[measure].true() for measure in sorted(self._tables)]
        if any(part is None for part in found):
            return None
        true = np.concatenate([part for part in found if part is not None])
        low, high = problem.bounds()
        sums = problem.rows.times(true)
        return true if ((sums >= low - 0.5) & (sums <= high + 0.5)).all() else None


Old = tuple[Key, Protected, Terms, int]


def all_hidden(terms: Terms, counts: Mapping[Key, Protected]) -> bool:
    """Whether the counts that a quantity stands for are all printed as hidden."""
    marks = [counts.get(behind(of)) for _, of in terms]
    return all(cell is not None and cell.mark in (FEW, HELD) for cell in marks)


def _value(line: Line) -> int:
    return line.given if line.given is not None else line.asked[0].value if line.asked else 0


def _free(line: Line) -> bool:
    return line.given is None and bool(line.asked) and not line.hidden


def _shown(line: Line) -> bool:
    return line.given is not None or (_free(line) and not line.hidden_before)


def _goals(row: int, line: Line) -> Iterable[tuple[Goal, ...]]:
    if line.given is not None:
        return
    if line.small:
        yield (Goal(row, 1, min(line.reach, line.high)),)
        yield (Goal(row, -1, line.low),)
    elif line.hidden and line.asked:  # a quantity whose count is withheld
        value, k = line.asked[0].value, line.reach
        yield (Goal(row, 1, value + k),)
        yield (Goal(row, -1, max(0, value - k)),)


def _weight(line: Line) -> float:
    fineness = min((cell.fineness for cell in line.asked), default=0)
    return log(1 + _value(line)) + 0.1 + 3 * max(2 - fineness, 0)


def _totals(lines: Sequence[Line]) -> set[int]:
    """The sums of everything that is asked of a measure: hidden only when nothing else helps."""
    least: dict[str, int] = {}
    for line in lines:
        for cell in line.asked:
            least[cell.key.measure] = min(least.get(cell.key.measure, 9), cell.fineness)
    return {
        i
        for i, line in enumerate(lines)
        if any(cell.fineness == least[cell.key.measure] == len(_narrow(cell.key)) for cell in line.asked)
    }


def _narrow(key: Key) -> list[str]:
    return [dim for dim, _ in key.where if dim != TIME]


def _linked(asked: Sequence[Asked], old: Sequence[Old]) -> list[Old]:
    """The earlier cells whose months have to do with those asked now, directly or through others."""
    months = {month for cell in asked for _, of in terms_of(cell) for month in of.of(TIME)}
    spans = [(cell, {month for _, of in cell[2] for month in of.of(TIME)}) for cell in old]
    while True:
        wider = months.union(*(span for _, span in spans if not span or span & months))
        if wider == months:
            return [cell for cell, span in spans if not span or span & months]
        months = wider
