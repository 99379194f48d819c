"""The linear program of one universe: unknowns, sums that are known or banded, and what must stay possible.

One warm HiGHS model serves a whole search: hiding a number only widens a row, so the last solution stays feasible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic, thread_time
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from .tables import Ints

Floats = NDArray[np.float64]
CLOSE = 1e-6
PATIENCE = 10.0


class TimeUpError(Exception):
    """The time limit is over: what is not proven by now is not proven."""


@dataclass
class Clock:
    """How long the work may take, and the sign of life of whoever waits for it.

    It counts the CPU time of this thread: a busy machine must not hide what a quiet one tells. By the clock on the wall
    it ends after PATIENCE times as much.
    """

    seconds: float
    beat: Callable[[], None] = lambda: None
    programs: int = 0
    begun: tuple[float, float] = field(
        default_factory=lambda: _now()
    )  # of the whole work, of which this is a part

    def __post_init__(self) -> None:
        self._from = _now()

    def left(self) -> float:
        spent, passed = _since(self._from)
        return min(self.seconds - spent, PATIENCE * self.seconds - passed)

    def part(self, share: float) -> Clock:
        """A share of the time that is left."""
        return self.at_most(self.left() * share)

    def at_most(self, seconds: float) -> Clock:
        """So many seconds, or what is left."""
        return Clock(max(min(seconds, self.left()), 0.0), self.beat, begun=self.begun)

    def on_the_wall(self) -> float:
        """What is left as the solver counts it: it knows only the clock on the wall, which runs faster than this
        thread while others are at work."""
        spent, passed = _since(self.begun)
        return max(self.left(), 0.01) * min(max(passed / max(spent, 0.01), 1.0), PATIENCE)

    def tick(self) -> None:
        """Called before each program."""
        self.programs += 1
        self.beat()
        if self.left() <= 0:
            raise TimeUpError


def _now() -> tuple[float, float]:
    return thread_time(), monotonic()


def _since(begun: tuple[float, float]) -> tuple[float, float]:
    """Seconds of this thread's CPU and of the wall since then."""
    return thread_time() - begun[0], monotonic() - begun[1]


class Goal(NamedTuple):
    """A row that must be able to reach `target` from below (sign 1) or from above (sign −1)."""

    row: int
    sign: int
    target: float

    def met(self, values: Floats) -> NDArray[np.bool_]:
        """Which vectors of row values reach it."""
        found: NDArray[np.bool_] = self.sign * values[..., self.row] >= self.sign * self.target - CLOSE
        return found


@dataclass
class Sparse:
    """Rows of sums: which columns, how often."""

    columns: list[Ints] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)

    def add(self, columns: Ints, weights: Floats | float = 1.0) -> int:
        """Adds a row; its number. A column may come several times."""
        merged, places = np.unique(columns, return_inverse=True)
        sums = np.bincount(places, np.broadcast_to(np.asarray(weights, float), columns.shape))
        self.columns.append(merged[sums != 0])
        self.weights.append(sums[sums != 0])
        return len(self.columns) - 1

    def ready(self) -> None:
        """Call once when all rows are there."""
        sizes = [len(columns) for columns in self.columns]
        self.starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        self.index = np.concatenate([*self.columns, np.zeros(0, np.int64)]).astype(np.int32)
        self.factor = np.concatenate([*self.weights, np.zeros(0)])
        self.owner = np.repeat(np.arange(len(sizes)), sizes)

    def times(self, values: Floats | Ints) -> Floats:
        """The sums for given columns."""
        sums = np.bincount(self.owner, self.factor * values[self.index], minlength=len(self.columns))
        return sums.astype(np.float64, copy=False)


class Model:
    """Sums over columns ≥ 0, each row between two bounds."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.rows, self.clock = problem.rows, clock
        rows, size, (low, high) = problem.rows, problem.size, problem.bounds()
        self._highs = highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("threads", 1),
            ("solver", "simplex"),
        ):
            highs.setOptionValue(option, value)
        highs.setOptionValue("simplex_strategy", 4)
        none = np.zeros(0)
        highs.addCols(size, np.zeros(size), np.zeros(size), np.full(size, problem.top), 0, *_empty(), none)
        count = len(rows.columns)
        highs.addRows(count, low, high, len(rows.index), rows.starts[:-1], rows.index, rows.factor)
        self._costs: Ints = np.zeros(0, np.int64)

    def bound(self, row: int, low: float, high: float) -> None:
        """Sets what a row may be."""
        self._highs.changeRowBounds(row, low, high)

    def best(self, goal: Goal) -> tuple[Floats, Floats] | None:
        """Row values with the goal's row as far as it goes, and what each row's bound is worth; None: impossible."""
        self.clock.tick()
        highs, columns = self._highs, self.rows.columns[goal.row]
        highs.changeColsCost(len(self._costs), self._costs.astype(np.int32), np.zeros(len(self._costs)))
        costs = -goal.sign * self.rows.weights[goal.row]
        highs.changeColsCost(len(columns), columns.astype(np.int32), np.ascontiguousarray(costs))
        self._costs = columns
        if not solved(highs, self.clock):
            return None
        solution = highs.getSolution()
        return np.array(solution.row_value), np.array(solution.row_dual)


def solved(highs: highspy.Highs, clock: Clock) -> bool:
    """Runs a model within the time that is left. False: there is no solution. Raises TimeUpError."""
    highs.setOptionValue("time_limit", highs.getRunTime() + clock.on_the_wall())
    highs.run()
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return False
    if status != highspy.HighsModelStatus.kOptimal:
        raise TimeUpError
    return True


def _empty() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return np.zeros(0, np.int32), np.zeros(0, np.int32)


@dataclass
class Problem:
    """A universe ready for the search. Arrays have one place for each line (a distinct sum that is printed or hidden).

    Rows of `rows` are: the lines, then sums that are only goals (differences), then ties. `low` and `high` are what a
    reader knows of a line when it is hidden; `forced` may not change any more.
    """

    rows: Sparse
    size: int
    top: float  # no number is larger
    value: Floats
    low: Floats
    high: Floats
    shown: NDArray[np.bool_]
    forced: NDArray[np.bool_]
    weight: Floats
    marked: NDArray[np.bool_]  # a mark of this report tells something new of it
    spare: Floats  # lowest and highest that a reader thinks possible without that mark
    extra_low: Floats  # of rows after the lines
    extra_high: Floats
    goals: list[tuple[Goal, ...]]  # each: one of these must be met
    soft: set[tuple[Goal, ...]] = field(
        default_factory=set
    )  # given up when earlier reports tell too much already
    totals: frozenset[int] = frozenset()  # forced, because they hold everything else that is asked
    true: Ints | None = None  # a population to start from

    @property
    def lines(self) -> int:
        return len(self.value)

    def bounds(self) -> tuple[Floats, Floats]:
        """What a reader knows of each row."""
        low = np.where(self.shown, self.value, self.low)
        high = np.where(self.shown, self.value, self.high)
        return np.concatenate([low, self.extra_low]), np.concatenate([high, self.extra_high])


def fits(problem: Problem, vectors: Floats) -> NDArray[np.bool_]:
    """Which vectors of row values agree with everything that is printed."""
    low, high = problem.bounds()
    found: NDArray[np.bool_] = np.all((vectors >= low - CLOSE) & (vectors <= high + CLOSE), axis=-1)
    return found


def unmet(goals: Iterable[tuple[Goal, ...]], vectors: Floats) -> list[tuple[Goal, ...]]:
    """The goals that no vector meets."""
    if not len(vectors):
        return list(goals)
    return [either for either in goals if not any(goal.met(vectors).any() for goal in either)]
