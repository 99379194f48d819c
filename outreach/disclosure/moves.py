"""The shortest way from one population to another that meets a goal: how many people each cell gains or loses."""

from __future__ import annotations

import highspy
import numpy as np

from .program import CLOSE, Clock, Floats, Goal, Problem, solved
from .tables import Ints

INTEGER = int(highspy.HighsVarType.kInteger)


class Moves:
    """A program over some columns (`free`); all others stay as they are in `start`."""

    def __init__(self, problem: Problem, start: Ints, free: Ints, *, whole: bool) -> None:
        self._problem, self._free = problem, free
        self._highs = highs = highspy.Highs()  # type: ignore[no-untyped-call]
        options = {"output_flag": False, "threads": 1, "simplex_strategy": 1} | (
            {"mip_rel_gap": 1e6} if whole else {"presolve": "off"}
        )
        for option, value in options.items():
            highs.setOptionValue(option, value)
        count, none = 2 * len(free), np.zeros(0, np.int32)
        self._all = np.arange(count, dtype=np.int32)
        highs.addCols(count, np.ones(count), np.zeros(count), np.ones(count), 0, none, none, np.zeros(0))
        if whole:
            highs.changeColsIntegrality(count, self._all, np.full(count, INTEGER, np.uint8))
        self._add_rows()
        self.begin(start)

    def begin(self, start: Ints) -> None:
        """Moves go out from this population from now on."""
        problem, free = self._problem, self._free
        self._base = problem.rows.times(start)
        low, high = problem.bounds()
        self._low, self._high = low - self._base, high - self._base
        top = np.concatenate([np.full(len(free), problem.top), start[free].astype(float)])
        self._highs.changeColsBounds(len(top), self._all, np.zeros(len(top)), top)
        for place, row in enumerate(self._used):
            self._highs.changeRowBounds(place, self._low[row], self._high[row])

    def reach(self, goal: Goal | None, costs: Floats, clock: Clock) -> Floats | None:
        """The cheapest move to a goal (None: to any population that fits); None when there is none.

        Raises TimeUpError."""
        highs = self._highs
        highs.changeColsCost(len(self._all), self._all, costs)
        highs.clearSolver()
        if goal is None:
            return self._moved() if solved(highs, clock) else None
        row, place = goal.row, int(self._place[goal.row])
        least, most = self._low[row], self._high[row]
        aim = goal.target - self._base[row]
        narrow = (max(aim, least), most) if goal.sign > 0 else (least, min(aim, most))
        if place < 0 or narrow[0] > narrow[1] + CLOSE:
            return None
        highs.changeRowBounds(place, *narrow)
        try:
            return self._moved() if solved(highs, clock) else None
        finally:
            highs.changeRowBounds(place, least, most)

    def _moved(self) -> Floats:
        values = np.array(self._highs.getSolution().col_value)
        moved = np.zeros(self._problem.size)
        moved[self._free] = values[: len(self._free)] - values[len(self._free) :]
        return moved

    def _add_rows(self) -> None:
        """The rows that a free column is in; a column stands twice, for gains and for losses."""
        rows, count = self._problem.rows, len(self._free)
        inside = np.full(self._problem.size, -1)
        inside[self._free] = np.arange(count)
        place = inside[rows.index]
        kept = place >= 0
        self._used, owners = np.unique(rows.owner[kept], return_inverse=True)
        self._place = np.full(len(rows.columns), -1)
        self._place[self._used] = np.arange(len(self._used))
        sizes = np.bincount(owners, minlength=len(self._used))
        starts = (2 * np.concatenate([[0], np.cumsum(sizes)[:-1]])).astype(np.int32)
        index = np.stack([place[kept], place[kept] + count], axis=1).ravel().astype(np.int32)
        factor = np.stack([rows.factor[kept], -rows.factor[kept]], axis=1).ravel()
        none = np.zeros(len(self._used))
        self._highs.addRows(len(self._used), none, none, len(index), starts, index, factor)
