"""Distinct people are never added up, so they have a rule of their own: hide few people and small differences."""

from __future__ import annotations

from collections.abc import Sequence

from .cells import HELD, Asked, Key, Protected, Release


def protect_people(asked: Sequence[Asked], earlier: Sequence[Release], k: int) -> dict[Key, Protected]:
    """Hides fewer than k people, and the smaller of two numbers when one holds the other and few are between them."""
    before = {at: cell for release in earlier for at, cell in release.cells.items()}
    shown = {at: cell.value for at, cell in before.items() if cell.value is not None}
    found: dict[Key, Protected] = {}
    for cell in sorted(asked, key=lambda cell: -cell.value):
        hidden = cell.value < k or any(
            0 < abs(value - cell.value) < k
            for at, value in shown.items()
            if at != cell.key
            and at.measure == cell.key.measure
            and (_inside(at, cell.key) or _inside(cell.key, at))
        )
        if cell.key in before:
            found[cell.key] = before[cell.key]
        elif hidden:
            found[cell.key] = Protected(None, HELD)
        else:
            found[cell.key] = Protected(cell.value)
            shown[cell.key] = cell.value
    return found


def _inside(one: Key, other: Key) -> bool:
    """Whether everybody that `one` counts is counted by `other` too."""
    return all(one.of(dim) and set(one.of(dim)) <= set(cats) for dim, cats in other.where)
