"""Several editions of one population: which state of the records each one counts, and what two of them may tell.

Records that come in late, or are withdrawn, make editions disagree. Then "entered" is a dimension of its own: every
record belongs to the states in which it was counted, and what came between two editions must not be few people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .cells import COUNTS, Key, Protected, Release, key
from .lists import ENTERED
from .stand_for import behind

Terms = tuple[tuple[int, Key], ...]


class Old(NamedTuple):
    """A cell that the audience holds already. `place` is that of its release."""

    key: Key
    cell: Protected
    terms: Terms
    threshold: int
    place: int


@dataclass(frozen=True)
class States:
    """The state of the records that each earlier release counts; all others count the last one."""

    of: Mapping[int, int]
    last: int = 0
    gone: bool = False  # whether records were withdrawn, too

    def counted(self, terms: Terms, state: int) -> Terms:
        """The same sum, of the records as they were in a state."""
        if not self.last:
            return terms
        cats = [self._name(i, j) for i, j in self.spans() if i <= state <= j]
        return tuple((n, key(of, {ENTERED: cats})) for n, of in terms)

    def between(self, terms: Terms, state: int) -> list[Terms]:
        """What came in after a state, and what was withdrawn."""
        later = [self._name(i, j) for i, j in self.spans() if i > state and j == self.last]
        gone = [self._name(i, j) for i, j in self.spans() if i <= state and j < self.last]
        return [tuple((n, key(of, {ENTERED: cats})) for n, of in terms) for cats in (later, gone) if cats]

    def _name(self, first: int, last: int) -> str:
        return f"{first}-" if last == self.last else f"{first}-{last}"

    def spans(self) -> list[tuple[int, int]]:
        """From which state to which a record was counted."""
        states = range(self.last + 1)
        return [(i, j) for i in states for j in states if i <= j and (self.gone or j == self.last)]


def states(old: Sequence[Old], wrong: set[int], *, apart: bool, gone: bool) -> States:
    """States of the releases that disagree with the records as they are now (`wrong`), the oldest first.

    They count the same state unless they contradict each other; `apart`: each has its own.
    """
    found: dict[int, int] = {}
    said: dict[Key, Protected] = {}
    state = 0
    for place in sorted(wrong):
        own = {cell.key: cell.cell for cell in old if cell.place == place}
        if found and (apart or any(said.get(at, cell) != cell for at, cell in own.items())):
            state, said = state + 1, {}
        said.update(own)
        found[place] = state
    return States(found, state + 1, gone) if found else States({})


def difference_refused(old: Release, new: Mapping[Key, Protected], k: int) -> list[Key]:
    """The cells that may not be printed anew beside an old release: the difference stands for 1 to k−1 people."""
    return [at for at, cell in new.items() if not _allowed(at, cell, old, new, k)]


def _allowed(at: Key, cell: Protected, old: Release, new: Mapping[Key, Protected], k: int) -> bool:
    before = old.cells.get(at)
    if before is None or None in (before.value, cell.value) or before.value == cell.value:
        return True
    terms = old.terms.get(at) or ((1, at),)
    if len(terms) == 1 and at.measure in COUNTS:
        return abs((cell.value or 0) - (before.value or 0)) >= k
    return all(_stands_for_many(behind(of), old, new, k) for _, of in terms)


def _stands_for_many(at: Key, old: Release, new: Mapping[Key, Protected], k: int) -> bool:
    """Whether the difference of a quantity is known to stand for nobody or for k people or more."""
    before, now = old.cells.get(at), new.get(at)
    if before is None or now is None or before.value is None or now.value is None:
        return False
    return before.value == now.value or abs(before.value - now.value) >= k
