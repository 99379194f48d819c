"""What a reader may not be able to rule out: the goals of a search and of its proof.

A hard goal must hold. A soft one is given up when earlier reports alone tell too much already: nothing that this report
hides could help.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .cells import Truth
from .editions import Old, States
from .lines import Line
from .program import Goal, Problem
from .scopes import contained
from .stand_for import contacts_behind
from .tables import Ints, Tables

Either = tuple[Goal, ...]


@dataclass
class Goals:
    """Sets the goals of one universe of counts or quantities."""

    truth: Truth
    k: int
    lines: Sequence[Line]
    tables: dict[str, Tables]
    problem: Problem

    def add(self, of: States, old: Sequence[Old]) -> None:
        """All goals; for what lies between two reports a population must be known."""
        for row, line in enumerate(self.lines):
            if line.given is None:
                doubtful = not line.count and self._contacts(line) is None
                self._add(self._count(row, line) if line.count else self._quantity(row, line), soft=doubtful)
                self._add([] if line.count else self._many(row, line), soft=True)
        if self.problem.true is not None:
            before = len(self.problem.rows.columns)
            self._scopes()
            self._editions(of, old)
            self._more_rows(len(self.problem.rows.columns) - before)

    def _add(self, goals: Iterator[Either] | Sequence[Either], *, soft: bool = False) -> None:
        for either in goals:
            self.problem.goals.append(either)
            if soft:
                self.problem.soft.add(either)

    def _count(self, row: int, line: Line) -> Iterator[Either]:
        few_now = bool(line.asked) and (line.value or 0) < self.k
        if few_now or (line.few_before and (line.value is None or line.value < self.k)):
            yield (Goal(row, 1, min(line.reach, line.high)),)
            yield (Goal(row, -1, line.low),)

    def _quantity(self, row: int, line: Line) -> Iterator[Either]:
        if self._stands_for_few(line):
            yield (Goal(row, 1, self.k),)
            if len(line.terms) == 1:
                yield (Goal(row, -1, 0),)

    def _many(self, row: int, line: Line) -> Iterator[Either]:
        """A hidden quantity may not be exact; one whose count is withheld not nearly so."""
        if line.value is None or not (line.hidden or line.hidden_before):
            return
        width = self.k if line.hidden and not self._stands_for_few(line) else 1
        yield Goal(row, 1, line.value + width), Goal(row, -1, max(line.value - width, 0))

    def _stands_for_few(self, line: Line) -> bool:
        """Whether a hidden quantity is one of fewer than k contacts; if in doubt, it is."""
        contacts = self._contacts(line)
        return (line.hidden or line.hidden_before) and (contacts is None or contacts < self.k)

    def _contacts(self, line: Line) -> int | None:
        return line.asked[0].contacts if line.asked else contacts_behind(line.terms, self.truth)

    def _scopes(self) -> None:
        """What a report tells of a scope beyond another report of a part of it."""
        counts = [(row, line) for row, line in enumerate(self.lines) if line.count]
        rows = self.problem.rows
        for whole, part in contained([(line.terms[0][1], frozenset(line.places)) for _, line in counts]):
            columns = rows.columns[counts[whole][0]], rows.columns[counts[part][0]]
            self._between(np.concatenate(columns), np.repeat([1.0, -1.0], [len(own) for own in columns]))

    def _editions(self, of: States, old: Sequence[Old]) -> None:
        """What came in (or was withdrawn) between two states of the records."""
        for cell in old if of.last else ():
            for terms in of.between(cell.terms, of.of.get(cell.place, of.last)):
                (_, at) = terms[0]
                if len(terms) == 1:
                    columns = self.tables[at.measure].columns(at.where)
                    self._between(columns, np.ones(len(columns)))

    def _between(self, columns: Ints, weights: np.ndarray) -> None:
        """1 to k−1 people between two reports must be able to be nobody, or k or more."""
        true = self.problem.true
        if true is not None and 0 < float((true[columns] * weights).sum()) < self.k:
            row = self.problem.rows.add(columns, weights)
            self._add([(Goal(row, -1, 0), Goal(row, 1, self.k))], soft=True)

    def _more_rows(self, more: int) -> None:
        problem = self.problem
        problem.rows.ready()
        problem.extra_low = np.concatenate([problem.extra_low, np.full(more, -problem.top)])
        problem.extra_high = np.concatenate([problem.extra_high, np.full(more, problem.top)])
