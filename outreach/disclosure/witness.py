"""The proof over whole numbers: for each goal a real population that fits everything printed and meets it.

A witness is looked for near the true numbers; any population that fits the report is one, so using the truth is sound.
Witnesses hold nearly true numbers: memory only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .moves import Moves
from .program import CLOSE, Clock, Floats, Goal, Problem, TimeUpError, fits, unmet
from .tables import Ints

PROGRAMS = ((0, 0.5), (1, 1.0))  # whole-number programs: further categories, seconds
LAST = (3, 8.0)
Around = Callable[[Ints, np.random.Generator, int], Ints]


class Witnesses:
    """Looks for populations. `around` gives the columns of the cross of the categories that some columns touch."""

    def __init__(self, problem: Problem, around: Around, clock: Clock) -> None:
        self._problem, self._around, self._clock = problem, around, clock
        self.found, self.mixed = 0, 0
        self._random = np.random.default_rng(7)
        self._vectors = np.zeros((0, len(problem.rows.columns)))
        self._tables: list[Ints] = []
        self._start = problem.true if problem.true is not None else np.zeros(problem.size, np.int64)
        self._moves = Moves(problem, self._start, np.arange(problem.size), whole=False)
        self._from, self._moved = self._start, list[Floats]()
        self._take(self._start)

    def prove(self) -> list[tuple[Goal, ...]]:
        """The goals that stay open. Raises TimeUpError."""
        return [
            either
            for either in unmet(self._problem.goals, self._vectors)
            if not self._met(either) and not any(self._witness(goal) for goal in either)
        ]

    def _met(self, either: tuple[Goal, ...]) -> bool:
        return any(goal.met(self._vectors).any() for goal in either)

    def _witness(self, goal: Goal) -> bool:
        """The nearest solution, rounded; else step by step from the best population so far; else by whole numbers."""
        self._moved = []
        if self._step(self._start, goal) is not None:
            return True
        first = self._touched()
        at, near = self._walk(goal)
        return (
            self._met((goal,))
            or any(self._whole(at, goal, near, *more) for more in PROGRAMS)
            or self._whole(self._start, goal, np.union1d(first, near), *LAST)
        )

    def _walk(self, goal: Goal) -> tuple[Ints, Ints]:
        """Small steps towards a goal, as far as whole numbers go; and the columns that the next step would touch."""
        at = self._best(goal)
        while not self._met((goal,)):
            self._moved = []
            value = float(self._problem.rows.times(at)[goal.row])
            steps = (goal._replace(target=value + goal.sign * n) for n in (1, 1, 2))
            further = next((found for step in steps if (found := self._step(at, step)) is not None), None)
            if further is None:
                break
            at = further
        return at, self._touched()

    def _touched(self) -> Ints:
        """The columns of the moves that did not round."""
        none = np.zeros((1, self._problem.size))
        return np.flatnonzero(np.abs(np.array([*self._moved, *none])).sum(axis=0) > CLOSE)

    def _best(self, goal: Goal) -> Ints:
        if not self._tables:
            return self._start
        return self._tables[int((goal.sign * self._vectors[:, goal.row]).argmax())]

    def _step(self, start: Ints, goal: Goal) -> Ints | None:
        """The population nearest to `start` that meets a goal, if rounding gives one."""
        self._clock.tick()
        costs = 1 + self._random.random(2 * self._problem.size)
        if start is not self._from:
            self._moves.begin(start)
            self._from = start
        moved = self._moves.reach(goal, costs, self._clock)
        if moved is None:
            return None
        self._moved.append(moved)
        table: Ints = start + np.rint(moved).astype(np.int64)
        return table if self._take(table) else None

    def _whole(self, start: Ints, goal: Goal, near: Ints, more: int, seconds: float) -> bool:
        """A whole-number program over the categories that fractional solutions touch, and later a few more."""
        self.mixed += 1
        free = self._around(near, self._random, more)
        moves = Moves(self._problem, start, free, whole=True)
        clock = self._clock.at_most(seconds)
        try:
            moved = moves.reach(goal, 1 + self._random.random(2 * len(free)), clock)
        except TimeUpError:
            self._clock.tick()
            return False
        return moved is not None and self._take(start + np.rint(moved).astype(np.int64))

    def _take(self, table: Ints) -> bool:
        """Keeps a population if it fits exactly."""
        if (table < 0).any():
            return False
        vector = self._problem.rows.times(table)
        if not fits(self._problem, vector):
            return False
        self._vectors = np.concatenate([self._vectors, vector[None, :]])
        self._tables.append(table)
        self.found += 1
        return True
