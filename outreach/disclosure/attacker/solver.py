"""Linear and integer programs of an attack. The only file of the attacker that knows HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

INF = highspy.kHighsInf
NEAR = 1e-6
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass
class Rows:
    """Sparse rows low <= A z <= high over whole z from 0 to `most`."""

    columns: int
    most: int
    at: list[Sequence[int]]
    weights: list[Sequence[int]]
    low: list[float]
    high: list[float]

    def add(self, at: Sequence[int], weights: Sequence[int], low: float, high: float) -> int:
        """A further row; its place."""
        self.at.append(at)
        self.weights.append(weights)
        self.low.append(low)
        self.high.append(high)
        return len(self.at) - 1

    def arrays(self) -> tuple[Ints, Ints, Ints]:
        """Starts, column of each entry, weight of each entry."""
        starts = np.cumsum([0, *(len(at) for at in self.at)]).astype(np.int64)
        index = np.array([i for at in self.at for i in at], dtype=np.int64)
        weights = np.array([w for row in self.weights for w in row], dtype=np.int64)
        return starts, index, weights


class Program:
    """One model that is asked many questions. Small steps: only the goal or one row changes between two of them."""

    def __init__(self, rows: Rows, whole: bool) -> None:
        self.rows = rows
        self.starts, self.index, self.weights = rows.arrays()
        self.low, self.high = np.array(rows.low), np.array(rows.high)
        self.whole = whole
        self.goal = np.zeros(rows.columns)
        self.model = highspy.Highs()  # type: ignore[no-untyped-call]
        options: list[tuple[str, bool | int | str]] = [
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("presolve", "on" if whole else "off"),
        ]
        options.append(("simplex_strategy", 1 if whole else 4))
        for name, value in options:
            self.model.setOptionValue(name, value)
        self.model.passModel(self._lp())

    def _lp(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.rows.columns, len(self.rows.at)
        lp.col_cost_ = np.zeros(self.rows.columns)
        lp.col_lower_ = np.zeros(self.rows.columns)
        lp.col_upper_ = np.full(self.rows.columns, float(self.rows.most))
        lp.row_lower_, lp.row_upper_ = self.low, np.where(self.high >= 10**9, INF, self.high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = self.starts.astype(np.int32)
        lp.a_matrix_.index_ = self.index.astype(np.int32)
        lp.a_matrix_.value_ = self.weights.astype(float)
        if self.whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * self.rows.columns
        return lp

    def aim(self, goal: Floats) -> None:
        """Minimise `goal` from now on."""
        changed = np.flatnonzero(goal != self.goal).astype(np.int32)
        if len(changed):
            self.model.changeColsCost(len(changed), changed, goal[changed])
        self.goal = goal

    def bound(self, row: int, low: float, high: float) -> None:
        """Another range for one row."""
        self.model.changeRowBounds(row, low, INF if high >= 10**9 else high)

    def restore(self, row: int) -> None:
        """The range that the row had at first."""
        self.bound(row, self.low[row], self.high[row])

    def run(self, seconds: float) -> str:
        """ "found", "none" (nothing fits) or "late"."""
        self.model.setOptionValue("time_limit", float(self.model.getRunTime() + max(seconds, 0.01)))
        self.model.run()
        status = self.model.getModelStatus()
        kinds = highspy.HighsModelStatus
        if status == kinds.kOptimal:
            return "found"
        if status == kinds.kInfeasible:
            return "none"
        return "late"

    def values(self) -> Floats:
        """The last solution."""
        return np.array(self.model.getSolution().col_value)

    def sums(self, z: Floats) -> Floats:
        """A z, row by row."""
        each = z[self.index] * self.weights
        row = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        return np.bincount(row, weights=each, minlength=len(self.starts) - 1).astype(np.float64)

    def whole_sums(self, z: Floats) -> Ints | None:
        """A z when z is whole and keeps every row, checked in whole numbers; else None."""
        near = np.rint(z)
        if len(z) and np.abs(z - near).max() > NEAR:
            return None
        sums: Ints = np.rint(self.sums(near)).astype(np.int64)
        if (near < 0).any() or (sums < self.low).any() or (sums > self.high).any():
            return None
        return sums
