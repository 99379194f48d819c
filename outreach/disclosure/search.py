"""Complementary suppression: audit by linear programs, cuts from their duals, a greedy cover; then un-hiding.

Stops in a few rounds, because each round hides at least one number. A cut that nothing can cover means that no pattern
exists: a table has to go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .program import CLOSE, Clock, Floats, Goal, Model, Problem, TimeUpError, fits, unmet

Either = tuple[Goal, ...]


class NoPatternError(Exception):
    """No further number could be hidden that helps. `row` could not be protected; `with_rows` are involved."""

    def __init__(self, row: int, with_rows: Sequence[int] = ()) -> None:
        super().__init__()
        self.row, self.with_rows = row, tuple(with_rows)


@dataclass
class Search:
    """The pattern of one problem. `pool` holds vectors of row values that agree with what is printed."""

    problem: Problem
    clock: Clock
    pool: Floats = field(init=False)
    hidden_more: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)  # even "<k" or "withheld" would tell too much

    def __post_init__(self) -> None:
        problem = self.problem
        self.model = Model(problem, self.clock)
        self.pool = np.zeros((0, len(problem.rows.columns)))
        if problem.true is not None:
            self._keep(problem.rows.times(problem.true))

    def run(self) -> None:
        """Hides until every goal can be met. Raises NoPatternError, TimeUpError."""
        while True:
            before = len(self.left_out)
            cuts = self._audit()
            if cuts:
                self._cover(np.array(cuts))
            elif len(self.left_out) == before:
                return

    def hide(self, line: int) -> None:
        """Hides a printed number."""
        problem = self.problem
        problem.shown[line] = False
        self.model.bound(line, problem.low[line], problem.high[line])
        self.hidden_more.append(line)

    def trim(self, clock: Clock) -> None:
        """Shows again what need not be hidden, the most useful numbers first; ends when the time for it is over."""
        problem, self.model.clock = self.problem, clock
        for line in sorted(set(self.hidden_more), key=lambda line: -problem.weight[line]):
            try:
                if self._show(line):
                    self.hidden_more.remove(line)
            except TimeUpError:
                self._hide_again(line)
                break
        self.clock.programs += clock.programs
        self.model.clock = self.clock

    def _show(self, line: int) -> bool:
        problem, value = self.problem, self.problem.value[line]
        kept = self.pool
        problem.shown[line] = True
        self.model.bound(line, value, value)
        lost = np.abs(kept[:, line] - value) > CLOSE
        self.pool = kept[~lost]
        for either in unmet(problem.goals, self.pool):
            if not any(goal.met(self.pool).any() for goal in either) and not self._reach(either):
                self._hide_again(line)
                self.pool = np.concatenate([self.pool, kept[lost]])
                return False
        return True

    def _hide_again(self, line: int) -> None:
        problem = self.problem
        problem.shown[line] = False
        self.model.bound(line, problem.low[line], problem.high[line])

    def _reach(self, either: Either) -> bool:
        for goal in either:
            found = self.model.best(goal)
            if found is not None:
                self._keep(found[0])
                if goal.met(found[0]):
                    return True
        return False

    def _keep(self, vector: Floats) -> None:
        if fits(self.problem, vector):
            self.pool = np.concatenate([self.pool, vector[None, :]])

    def _audit(self) -> list[Floats]:
        """For each goal that cannot be met: how much hiding each line would help."""
        cuts = []
        for either in unmet(self.problem.goals, self.pool):
            if any(goal.met(self.pool).any() for goal in either):
                continue
            cut = self._miss(either)
            if cut is not None:
                cuts.append(cut)
        return cuts

    def _miss(self, either: Either) -> Floats | None:
        problem, found = self.problem, list[Floats]()
        rows: set[int] = set()
        for goal in either:
            best = self.model.best(goal)
            if best is None:
                raise NoPatternError(goal.row)
            vector, duals = best
            self._keep(vector)
            if goal.met(vector):
                return None
            cut = self._cut(goal, vector, duals)
            rows.update(np.flatnonzero(np.abs(duals) > CLOSE).tolist())
            if cut.max(initial=0.0) > CLOSE:
                found.append(cut)
        if not found:
            if either in problem.soft and not any(self._new(row) for row in rows):
                problem.goals.remove(either)
                return None
            if self._leave_out(rows | {either[0].row}):
                return None
            raise NoPatternError(either[0].row, sorted(rows))
        return max(found, key=lambda cut: float(np.minimum(cut, 1).sum()))

    def _leave_out(self, rows: set[int]) -> bool:
        """Prints nothing, not even a mark, where the marks of this report are what tells too much."""
        problem = self.problem
        free = problem.marked & ~(problem.shown & problem.forced)
        lines = [row for row in rows if row < problem.lines and free[row]]
        most = [line for line in lines if problem.low[line] > 0] or lines
        for line in most:
            problem.low[line], problem.high[line] = low, high = problem.spare[line]
            problem.marked[line] = problem.shown[line] = False
            self.model.bound(line, low, high)
            gone = [either for either in problem.goals if any(goal.row == line for goal in either)]
            gone = gone if (low, high) == (0, problem.top) else []  # told before: it stays to be protected
            problem.goals = [either for either in problem.goals if either not in gone]
        self.left_out += most
        return bool(most)

    def _new(self, row: int) -> bool:
        """Whether a line is a total that this report prints first."""
        return row in self.problem.totals and bool(self.problem.forced[row])

    def exact(self, line: int) -> bool:
        """Whether a hidden number can be worked out."""
        if len(self.pool) and np.ptp(self.pool[:, line]) > CLOSE:
            return False
        ends = [end[0][line] for sign in (1, -1) if (end := self.model.best(Goal(line, sign, 0)))]
        return len(ends) == 2 and abs(ends[0] - ends[1]) < 1

    def _cut(self, goal: Goal, vector: Floats, duals: Floats) -> Floats:
        problem = self.problem
        duals = duals[: problem.lines]
        need = abs(goal.target - vector[goal.row])
        room = np.where(duals < 0, problem.high - problem.value, problem.value - problem.low)
        helps = np.abs(duals) * np.maximum(room, 0) / need
        return np.where(problem.shown & ~problem.forced, np.minimum(helps, 1), 0.0)

    def _cover(self, cuts: Floats) -> None:
        left = np.ones(len(cuts))
        while (left > CLOSE).any():
            gain = np.minimum(cuts, left[:, None]).sum(axis=0) / self.problem.weight
            line = int(gain.argmax())
            if gain[line] <= CLOSE:
                break
            left = np.maximum(left - cuts[:, line], 0)
            cuts[:, line] = 0
            self.hide(line)
