"""A record on its way into the figures, and which of several versions counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..contacts.store import Key, Rank
from .kinds import Parsed


class Incoming(NamedTuple):
    """One record on its way into the figures.

    `device`, `n` and `uid` name the FIRST record: for a first record its own, for an amendment or a void those of its
    `ref`. `rank` is that of the record itself: (0, its n) from the phone, (1, its receipt number) from a coordinator;
    for a declared successor phone, whose numbers begin again, (0, n + 2**24 for each phone before it).
    `team` is the team of the first record's phone; `seq` the receipt number of the record itself.
    """

    seq: int
    device: int
    team: int
    n: int
    uid: bytes
    parsed: Parsed
    rank: tuple[int, int]


def best(incoming: Iterable[Incoming]) -> dict[Key, Incoming]:
    """The version of highest rank of each first record."""
    found: dict[Key, Incoming] = {}
    for record in incoming:
        key = (record.device, record.n, record.uid)
        held = found.get(key)
        if held is None or rank_of(record) > rank_of(held):
            found[key] = record
    return found


def rank_of(record: Incoming) -> Rank:
    """Two versions of the same rank exist only for a cloned phone; the receipt number decides, whatever the order."""
    return (*record.rank, record.seq)
