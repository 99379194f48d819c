"""A phone's row inside a transaction: what arrives of it, counted once and written once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from ..team import devices
from . import rules, store
from .rules import Span
from .shapes import Batch


class Phone:
    """A locked row of `device` and what a batch adds to it."""

    def __init__(self, row: Row[Any]) -> None:
        self.id: int = row.id
        self.uid: str = row.uid
        self.team: int = row.team_id
        self.status: str = row.status
        self.lost = row.lost_since is not None
        self.clone: bool = row.clone
        self.held_count: int = row.held_count
        self.held_digest: bytes = bytes(row.held_digest)
        self.top_n: int = row.top_n
        self.gaps: list[Span] = []
        self._row = row
        self._parts: list[int] = []
        self._numbers: list[int] = []

    def items_today(self, today: date) -> int:
        """New items that this phone has already brought today."""
        return self._row.day_items if self._row.day_on == today else 0

    def arrived(self, n: int, part: int) -> None:
        """Counts one item that was sealed for this phone."""
        self._numbers.append(n)
        self._parts.append(part)

    def settle(self, conn: Connection, **values: Any) -> None:
        """Works out gaps and the running XOR and writes what has changed, with `values` of the caller."""
        before = store.gaps(conn, self.id)
        self.gaps, self.top_n = rules.close_gaps(before, self.top_n, self._numbers)
        store.set_gaps(conn, self.id, before, self.gaps)
        self.held_count += len(self._parts)
        self.held_digest = rules.combine(self.held_digest, self._parts)
        values |= {
            "held_count": self.held_count, "held_digest": self.held_digest,
            "top_n": self.top_n, "clone": self.clone,
        }  # fmt: skip
        stored = self._row._mapping
        # A batch that was all known already changes nothing, and then nothing is written.
        if any(stored[name] != value for name, value in values.items()):
            devices.count(conn, self.id, {name: values.get(name, stored[name]) for name in devices.COUNTERS})

    def reported(self, batch: Batch, today: date, brought: int, acked: int) -> dict[str, Any]:
        """What a sync changes in the sender's own row. Days only: no time is kept."""
        row = self._row
        came = {"day_on": today, "day_items": self.items_today(today) + brought}
        if not batch.by_phone:
            return came
        return {
            "proof_on": today,
            "next_n": max(row.next_n, batch.next_n),
            "left": batch.left,
            "acked_seq": max(row.acked_seq, acked),
            "app_version": batch.app or row.app_version,
            **came,
        }


def locked(conn: Connection, ids: Collection[int]) -> dict[int, Phone]:
    """These phones, held until the end of the transaction."""
    return {number: Phone(row) for number, row in devices.lock(conn, ids).items()}
