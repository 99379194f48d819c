"""The same question asked of linear algebra alone: is a hidden number a combination of printed ones?

It knows nothing of bounds, so it finds less than the programs do; but whatever it finds they must have found too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .intervals import Hidden
from .solver import Rows

MOST = 500  # unknowns; above, the decomposition costs more than it tells
NEAR = 1e-7


def determined(rows: Rows, hidden: Sequence[Hidden]) -> list[str]:
    """Keys of hidden numbers that follow from the printed ones without any bound."""
    if rows.columns > MOST or not hidden:
        return []
    fixed = [place for place, (low, high) in enumerate(zip(rows.low, rows.high, strict=True)) if low == high]
    known = _dense(rows, fixed)
    asked = _dense(rows, [one.row for one in hidden])
    _, sizes, basis = np.linalg.svd(known, full_matrices=False)
    basis = basis[sizes > NEAR * max(float(sizes.max(initial=0.0)), 1.0)]
    rest = asked - (asked @ basis.T) @ basis
    return [one.key for one, left in zip(hidden, np.abs(rest).max(axis=1), strict=True) if left < 1e-6]


def _dense(rows: Rows, places: Sequence[int]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    found = np.zeros((len(places), rows.columns))
    for at, place in enumerate(places):
        found[at, rows.at[place]] = rows.weights[place]
    return found
