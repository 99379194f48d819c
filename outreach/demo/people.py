"""Participants of the demo: who is met where, how often they come back, and what they take."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ..referrals.rules import SIGNS

KINDS = ("sw", "pwid", "pwud", "any")
# Shares and baskets: what is taken at once, in the quantities that a worker taps.
_TABLES: dict[str, dict[str, list[Any]]] = json.loads(
    (Path(__file__).parent / "people.json").read_text("utf-8")
)
TALKS = _TABLES["talks"]


class Choice:
    """Draws from weighted values with one random number: `choices` builds its sums anew each time."""

    def __init__(self, weighted: Sequence[tuple[Any, float]]) -> None:
        self.values = [value for value, _ in weighted]
        self._sums = list(accumulate(weight for _, weight in weighted))

    def draw(self, rng: Random) -> Any:
        """One value."""
        return self.values[bisect(self._sums, rng.random() * self._sums[-1])]


class Person(NamedTuple):
    """Somebody who may come again; `code` is None for those who never want one. Exists in the generator only."""

    kind: str
    age: str
    gender: str
    populations: tuple[str, ...]
    code: str | None


def _choices(table: str) -> dict[str, Choice]:
    return {kind: Choice(_TABLES[table][kind]) for kind in KINDS}


_AGE, _GENDER, _POPULATION = _choices("ages"), _choices("genders"), _choices("populations")
BASKET, REFERRAL = _choices("baskets"), _choices("referrals")


def new_person(rng: Random, kind: str) -> Person:
    """Somebody met for the first time."""
    code = None
    if rng.random() < 0.72:
        bits = rng.getrandbits(40)
        code = "".join(SIGNS[bits >> shift & 31] for shift in range(0, 40, 5))
    return Person(kind, _AGE[kind].draw(rng), _GENDER[kind].draw(rng), _POPULATION[kind].draw(rng), code)
