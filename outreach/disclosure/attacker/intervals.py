"""Between which numbers a hidden number must lie, given everything that is printed: first over the reals, then whole.

A hidden number is safe as soon as whole populations have been seen that fit every printed row and differ enough in it.
What no solution could be found for is asked of an integer program; what is not answered in time is not proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from .claims import ENDLESS
from .patience import Patience
from .solver import NEAR, Floats, Program, Rows
from .verdict import EXACT, QUANTITY, SMALL, Found, Verdict

ROUNDS = 12  # solutions in random directions before each number is asked alone
TRIES = 3  # corners at a wanted value before an integer program
LONGEST = 20.0  # seconds for one integer program


@dataclass
class Hidden:
    """A hidden number: its row, and what a reader may learn of it. `low` and `high` were seen in whole solutions."""

    key: str
    row: int
    k: int
    kind: str = "count"  # count · quantity · late (records that came in between two editions)
    known_few: bool = False  # of a quantity: the report says that fewer than k contacts stand behind it
    low: int = ENDLESS
    high: int = -1

    def see(self, value: int) -> None:
        self.low, self.high = min(self.low, value), max(self.high, value)

    def told(self, low: int, high: int) -> str:
        """What is proven if the number lies between low and high: "" or the kind of the finding."""
        small = low > 0 and high < self.k
        if self.kind == "late":
            return SMALL if small else ""
        if self.kind == "quantity":
            gives = high < self.k or (self.known_few and low > 0)
            return QUANTITY if gives or low == high else ""
        if low == high:
            return EXACT if low < self.k else ""
        return SMALL if small or high < self.k - 1 else ""

    def wishes(self) -> Iterator[tuple[int, int]]:
        """(lowest, highest) that a further solution should have for this number to be safe, the likeliest first."""
        if self.kind != "quantity":
            if self.high < self.k:
                yield max(self.high + 1, self.k), ENDLESS
            if self.high < self.k - 1:
                yield self.k - 1, ENDLESS
            if self.low > 0:
                yield 0, 0
        else:
            if self.high < self.k:
                yield self.k, ENDLESS
            if self.known_few and self.low > 0:
                yield 0, 0
        if self.low == self.high and (self.kind == "quantity" or self.low < self.k):
            yield self.high + 1, ENDLESS
            yield 0, self.low - 1


class Attack:
    """All hidden numbers of one system of rows."""

    def __init__(self, rows: Rows, hidden: Sequence[Hidden], patience: Patience, seed: int = 1) -> None:
        self.rows, self.hidden, self.patience = rows, hidden, patience
        self.program = Program(rows, whole=False)
        self.integer: Program | None = None
        self.random = np.random.default_rng(seed)
        self.fits = True
        self.verdict = Verdict(tried=len(hidden))

    def run(self) -> Verdict:
        """The verdict; `fits` is False afterwards when nothing at all fits what is printed."""
        self._look_around()
        for one in self.hidden if self.fits else ():
            if one.told(one.low, one.high):
                self._ask(one)
        return self.verdict

    def _look_around(self) -> None:
        """Solutions in random directions: each may show many numbers to be safe."""
        for turn in range(ROUNDS):
            open_ones = [one for one in self.hidden if one.told(one.low, one.high)]
            if not open_ones and turn:
                return
            goal = np.zeros(self.rows.columns)
            sign = (1, -1, 0)[min(turn, 2)]
            for one in open_ones:
                weight = (sign or self.random.choice((-1, 1))) * self.random.uniform(0.5, 1)
                np.add.at(goal, self.rows.at[one.row], weight * np.array(self.rows.weights[one.row]))
            answer = self._solve(self.program, goal)
            if answer == "none":
                self.fits = False
                return

    def _solve(self, program: Program, goal: Floats) -> str:
        left = self.patience.left()
        if left <= 0:
            return "late"
        program.aim(goal)
        answer = program.run(left)
        if answer == "found":
            self._witness(program)
        return answer

    def _witness(self, program: Program) -> None:
        sums = program.whole_sums(program.values())
        if sums is None:
            return
        for one in self.hidden:
            one.see(int(sums[one.row]))

    def _ask(self, one: Hidden) -> None:
        """Both ends over the reals, then what is missing in whole numbers."""
        low, high = self._end(one, 1), self._end(one, -1)
        if low is None or high is None:
            self._give_up()
            return
        if not one.told(low, high):
            if not self._settled(one, low, high):
                return
            low, high = one.low, one.high
        kind = one.told(low, high)
        if kind:
            self.verdict.add([Found(kind, one.key, low, high)])

    def _settled(self, one: Hidden, low: int, high: int) -> bool:
        """Asks for whole solutions until the number is safe or every wish was in vain; False when time ran out."""
        asked: set[tuple[int, int]] = set()
        while one.told(one.low, one.high):
            wish = next((wish for wish in one.wishes() if wish not in asked), None)
            if wish is None:
                return True
            asked.add(wish)
            if self._whole(one, max(wish[0], low), min(wish[1], high)) == "late":
                self._give_up()
                return False
        return True

    def _end(self, one: Hidden, sign: int) -> int | None:
        goal = np.zeros(self.rows.columns)
        np.add.at(goal, self.rows.at[one.row], sign * np.array(self.rows.weights[one.row], dtype=float))
        answer = self._solve(self.program, goal)
        if answer != "found":
            return None
        value = float(goal @ self.program.values()) * sign
        return ceil(value - NEAR) if sign > 0 else floor(value + NEAR)

    def _whole(self, one: Hidden, least: int, most: int) -> str:
        """Looks for a whole solution with the number between least and most."""
        if least > most:
            return "none"
        self.program.bound(one.row, least, most)
        try:
            for _ in range(TRIES):
                before = (one.low, one.high)
                answer = self._solve(self.program, self.random.uniform(-1, 1, self.rows.columns).round(3))
                if answer in ("none", "late"):
                    return answer
                if (one.low, one.high) != before:
                    return "found"
        finally:
            self.program.restore(one.row)
        return self._exactly(one, least, most)

    def _exactly(self, one: Hidden, least: int, most: int) -> str:
        if self.integer is None:
            self.integer = Program(self.rows, whole=True)
        self.integer.bound(one.row, least, most)
        self.integer.aim(np.zeros(self.rows.columns))
        answer = self.integer.run(min(self.patience.left(), LONGEST))
        if answer == "found":
            before = (one.low, one.high)
            self._witness(self.integer)
            answer = "found" if (one.low, one.high) != before else "late"
        self.integer.restore(one.row)
        return answer

    def _give_up(self) -> None:
        self.verdict.complete = False
        note = "not every hidden number could be tried in time"
        if note not in self.verdict.notes:
            self.verdict.notes.append(note)
