"""The proof over whole numbers: for each goal a real population that fits everything printed and meets it.

A witness is looked for near the true numbers; any population that fits the report is one, so using the truth is sound.
Witnesses hold nearly true numbers: memory only.
"""

from __future__ import annotations

import highspy
import numpy as np

from .program import CLOSE, Clock, Floats, Goal, Problem, fits, solved, unmet
from .tables import Ints


class Witnesses:
    """Looks for populations. `open` are the goals that none was found for."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self._problem, self._clock = problem, clock
        self.found, self.mixed = 0, 0
        self._vectors = np.zeros((0, len(problem.rows.columns)))
        self._start = problem.true if problem.true is not None else np.zeros(problem.size, np.int64)
        self._base = problem.rows.times(self._start)
        self._highs = self._model()
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
        """Finds a population that meets the goal: the nearest one, rounded; else by whole-number programs."""
        self._clock.tick()
        low, high = self._bounds()
        reach = goal.target - self._base[goal.row]
        up = goal.sign > 0
        narrow = (
            max(reach, low[goal.row]) if up else low[goal.row],
            high[goal.row] if up else min(reach, high[goal.row]),
        )
        if narrow[0] > narrow[1] + CLOSE:
            return False
        self._highs.changeRowBounds(goal.row, *narrow)
        try:
            return self._solve() and self._met((goal,))
        finally:
            self._highs.changeRowBounds(goal.row, low[goal.row], high[goal.row])

    def _solve(self) -> bool:
        highs = self._highs
        highs.clearSolver()
        if not solved(highs, self._clock):
            return False
        moved = self._moved()
        if self._take(self._start + np.rint(moved).astype(np.int64)):
            return True
        return self._whole(moved)

    def _whole(self, moved: Floats) -> bool:
        """A whole-number program over the cells near the fractional ones, then over all."""
        highs, size = self._highs, self._problem.size
        self.mixed += 1
        kinds = [highspy.HighsVarType.kInteger] * (2 * size)
        everything = np.arange(2 * size, dtype=np.int32)
        highs.changeColsIntegrality(2 * size, everything, np.array([int(kind) for kind in kinds], np.uint8))
        try:
            return solved(highs, self._clock) and self._take(
                self._start + np.rint(self._moved()).astype(np.int64)
            )
        finally:
            highs.changeColsIntegrality(2 * size, everything, np.zeros(2 * size, np.uint8))

    def _moved(self) -> Floats:
        values = np.array(self._highs.getSolution().col_value)
        size = self._problem.size
        return np.asarray(values[:size] - values[size:])

    def _take(self, table: Ints) -> bool:
        """Keeps a population if it fits exactly."""
        if (table < 0).any():
            return False
        vector = self._problem.rows.times(table)
        if not fits(self._problem, vector):
            return False
        self._vectors = np.concatenate([self._vectors, vector[None, :]])
        self.found += 1
        return True

    def _bounds(self) -> tuple[Floats, Floats]:
        low, high = self._problem.bounds()
        return low - self._base, high - self._base

    def _model(self) -> highspy.Highs:
        problem, size, rows = self._problem, self._problem.size, self._problem.rows
        highs = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("threads", 1),
            ("simplex_strategy", 1),
        ):
            highs.setOptionValue(option, value)
        top = np.concatenate([np.full(size, problem.top), self._start.astype(float)])
        none = np.zeros(0, np.int32)
        highs.addCols(2 * size, np.ones(2 * size), np.zeros(2 * size), top, 0, none, none, np.zeros(0))
        both = [np.concatenate([columns, columns + size]) for columns in rows.columns]
        weights = [np.concatenate([factor, -factor]) for factor in rows.weights]
        starts = (2 * rows.starts[:-1]).astype(np.int32)
        index = np.concatenate(both).astype(np.int32)
        low, high = self._bounds()
        highs.addRows(len(both), low, high, len(index), starts, index, np.concatenate(weights))
        return highs
