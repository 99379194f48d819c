"""Folding of records that are no contact: the version of highest rank is kept, in the tables of its feature.

A void always leaves its tombstone among the contacts (sync/fold.py), because it does not say what it is about and may
come first. An entry that comes later finds it there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from .. import entries
from ..contacts import store as contacts
from ..entries import WITHDRAWN, EntryRows, Head, Key, Rank
from ..figures.record_tallies import ADDS
from ..figures.tallies import Deltas
from .incoming import Incoming, best, rank_of
from .kinds import KINDS, Entry

_NEVER = 2  # the rank of what is never changed stands above all others


class _Change(NamedTuple):
    """A head that changes; `told` is what it tells from now on (None: nothing)."""

    before: Head | None
    after: Head
    told: Entry | None


def fold(conn: Connection, incoming: Iterable[Incoming], deltas: Deltas) -> set[str]:
    """Folds entries and voids, after the voids have left their tombstones. The slips whose outcome may have changed."""
    records = list(incoming)
    told = best(record for record in records if record.parsed.entry is not None)
    voids = best(record for record in records if record.parsed.entry is None)
    stored = entries.find(conn, told.keys() | voids.keys())
    tombs = contacts.find(conn, told.keys()) if told else {}
    graves = {key: held.rank for key, held in tombs.items() if held.row is None}
    changes = []
    fresh = iter(entries.reserve(conn, len(told.keys() - stored.keys())))
    for key in sorted(told):
        change = _told(told[key], stored.get(key), graves.get(key), fresh)
        if change is not None:
            changes.append(change)
    for key in sorted((stored.keys() & voids.keys()) - told.keys()):
        old, rank = stored[key], rank_of(voids[key])
        if rank > old.rank:
            changes.append(_Change(old, Head(old.id, key, rank, True, old.team_id, old.kind), None))
    return _apply(conn, changes, deltas)


def _told(record: Incoming, old: Head | None, grave: Rank | None, fresh: Any) -> _Change | None:
    entry = record.parsed.entry
    assert entry is not None  # noqa: S101 - for the type checker
    rank = rank_of(record)
    if KINDS[entry.kind].fold == "once":
        rank = (_NEVER, *rank[1:])
    void = grave is not None and grave > rank
    if void and grave is not None:
        rank = grave
    if old is not None and rank <= old.rank:
        return None
    key = (record.device, record.n, record.uid)
    team = old.team_id if old else record.team
    after = Head(old.id if old else next(fresh), key, rank, void, team, entry.kind)
    return _Change(old, after, None if void else entry)


def withdraw(conn: Connection, first: Collection[Key], deltas: Deltas) -> set[str]:
    """Takes these first records out of the figures, as if nothing had come; their heads wait for a version."""
    return _apply(
        conn,
        [
            _Change(old, Head(old.id, key, WITHDRAWN, True, old.team_id, old.kind), None)
            for key, old in entries.find(conn, set(first)).items()
        ],
        deltas,
    )


def _apply(conn: Connection, changes: list[_Change], deltas: Deltas) -> set[str]:
    slips = _take_away(conn, changes, deltas)
    entries.add(conn, [change.after for change in changes if change.before is None])
    entries.change(conn, [change.after for change in changes if change.before is not None])
    rows: dict[str, list[tuple[int, int, Any]]] = {}
    for change in changes:
        if change.told is not None:
            rows.setdefault(change.told.kind, []).append(
                (change.after.id, change.after.team_id, change.told.row)
            )
            slips |= _count(change.told, deltas, 1)
    for kind, told in sorted(rows.items()):
        _rows(kind).add(conn, told)
    return slips


def _take_away(conn: Connection, changes: list[_Change], deltas: Deltas) -> set[str]:
    """Removes what the heads told so far."""
    live: dict[str, list[int]] = {}
    for change in changes:
        if change.before is not None and not change.before.void:
            live.setdefault(change.before.kind, []).append(change.before.id)
    slips: set[str] = set()
    for kind, ids in sorted(live.items()):
        for row in _rows(kind).of(conn, ids).values():
            slips |= _count(Entry(kind, row), deltas, -1)
        _rows(kind).remove(conn, ids)
    return slips


def _count(entry: Entry, deltas: Deltas, sign: int) -> set[str]:
    if entry.kind in ADDS:
        added = ADDS[entry.kind](entry.row)
        deltas.other(added.month, added.zone, added.told, sign)
    return {entry.row.slip} if entry.kind == "outcome" else set()


def _rows(kind: str) -> EntryRows:
    rows = KINDS[kind].rows
    assert rows is not None  # noqa: S101 - only contacts have none
    return rows
