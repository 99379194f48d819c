"""A population that fits everything that is known: the true one, or the nearest to it when something is not known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .moves import Moves
from .program import CLOSE, Clock, Problem, TimeUpError, fits
from .tables import Ints

TRIES = 4


def anchor(problem: Problem, start: Ints, known: NDArray[np.bool_], clock: Clock) -> Ints | None:
    """Whole numbers near `start` in which all lines of `known` have their value; None when none was found."""
    exact = replace(problem, shown=problem.shown | known)
    if fits(exact, exact.rows.times(start)):
        return start
    random = np.random.default_rng(3)
    everything = np.arange(problem.size)
    moves = Moves(exact, start, everything, whole=False)
    near: Ints = np.zeros(0, np.int64)
    for _ in range(TRIES):
        moved = moves.reach(None, 1 + random.random(2 * problem.size), clock)
        if moved is None:
            return None
        table: Ints = start + np.rint(moved).astype(np.int64)
        if (table >= 0).all() and fits(exact, exact.rows.times(table)):
            return table
        near = np.union1d(near, np.flatnonzero(np.abs(moved) > CLOSE))
    return _whole(exact, start, (near, everything), clock)


def _whole(exact: Problem, start: Ints, choices: tuple[Ints, ...], clock: Clock) -> Ints | None:
    for free in choices:
        try:
            moved = Moves(exact, start, free, whole=True).reach(None, np.ones(2 * len(free)), clock.part(0.3))
        except TimeUpError:
            continue
        if moved is not None:
            table: Ints = start + np.rint(moved).astype(np.int64)
            if (table >= 0).all() and fits(exact, exact.rows.times(table)):
                return table
    return None
