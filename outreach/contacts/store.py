"""Contacts in the store: find by first record, insert in bulk, replace, empty, and erase when they are too old."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from .. import bulk
from ..team.models import Device
from .models import Contact
from .rules import Row

TABLE = cast(Table, Contact.__table__)
Key = tuple[int, int, bytes]  # device id, n, uid of the first record
Rank = tuple[int, int, int]  # source (0 phone, 1 coordinator), n or decision, receipt number

_FIELDS = [TABLE.c[name] for name in Row._fields]
_HEAD = (
    TABLE.c.id,
    TABLE.c.device_id,
    TABLE.c.n,
    TABLE.c.uid,
    TABLE.c.rank_source,
    TABLE.c.rank_n,
    TABLE.c.seq,
)
_EMPTY = Row(None, None, None, None, None, 0, 0, None, None, 0, 0, None, 0, 0, None, None, 0, 0)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Stored:
    """A contact in the store; `row` is None when it is void."""

    id: int
    key: Key
    rank: Rank
    team_id: int
    row: Row | None


def find(conn: Connection, keys: Collection[Key]) -> dict[Key, Stored]:
    """What is held of these first records. On PostgreSQL the rows stay locked until the transaction ends."""
    wanted: dict[int, set[int]] = {}
    for device, n, _uid in keys:
        wanted.setdefault(device, set()).add(n)
    found = {}
    for device in sorted(wanted):
        for line in _lines_of(conn, device, sorted(wanted[device])):
            stored = _stored(line)
            if stored.key in keys:
                found[stored.key] = stored
    return found


def _lines_of(conn: Connection, device: int, ns: list[int]) -> Iterable[Sequence[Any]]:
    """A phone's batch is mostly one run of numbers: a range needs no list of parameters."""
    if ns[-1] - ns[0] < 3 * len(ns) + 10:
        return conn.execute(_FIND_RUN, {"device": device, "first": ns[0], "last": ns[-1]})
    return conn.execute(_FIND, {"device": device, "ns": ns})


def _stored(line: Sequence[Any]) -> Stored:
    ident, device, n, uid, source, rank_n, seq, void, team = line[:9]
    row = None if void else Row._make(line[9:])
    return Stored(ident, (device, n, uid), (source, rank_n, seq), team, row)


_OF_PHONE = (
    select(*_HEAD, TABLE.c.void, TABLE.c.team_id, *_FIELDS)
    .where(TABLE.c.device_id == bindparam("device"))
    .order_by(TABLE.c.n, TABLE.c.uid)
    .with_for_update()
)
_FIND = _OF_PHONE.where(TABLE.c.n.in_(bindparam("ns", expanding=True)))
_FIND_RUN = _OF_PHONE.where(TABLE.c.n.between(bindparam("first"), bindparam("last")))


def lock_phones(conn: Connection, devices: Collection[int]) -> None:
    """Makes other transactions about the same phones wait, so that a contact and its amendment, arriving at the same
    moment by two ways, cannot both be the first. SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        phones = select(Device.id).where(Device.id.in_(sorted(devices))).order_by(Device.id)
        conn.execute(phones.with_for_update(key_share=True))


def reserve(conn: Connection, count: int) -> list[int]:
    """Ids for `count` new contacts, known before they are inserted, so that their lines go in bulk too."""
    return bulk.reserve(conn, TABLE, count)


def add(conn: Connection, contacts: Collection[Stored]) -> None:
    """Inserts new contacts (also tombstones of voids that came before their contact)."""
    bulk.insert(conn, TABLE, _COLUMNS, [_line(contact) for contact in contacts])


def change(conn: Connection, contacts: Iterable[Stored]) -> None:
    """Replaces contacts by a version of higher rank."""
    names = [f"b_{name}" for name in _COLUMNS]
    rows = [dict(zip(names, _line(contact), strict=True)) for contact in contacts]
    if rows:
        conn.execute(_CHANGE, rows)


_FIXED = ("id", "device_id", "n", "uid")
_CHANGE = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("b_id"))
    .values({c.name: bindparam(f"b_{c.name}", type_=c.type) for c in TABLE.c if c.name not in _FIXED})
)


_COLUMNS = ("id", "device_id", "n", "uid", "seq", "rank_source", "rank_n", "void", "team_id", *Row._fields)


def _line(contact: Stored) -> tuple[Any, ...]:
    source, rank_n, seq = contact.rank
    row = contact.row or _EMPTY
    return (contact.id, *contact.key, seq, source, rank_n, contact.row is None, contact.team_id, *row)


def remove(conn: Connection, ids: Collection[int]) -> None:
    """Deletes contacts and their supply lines; only for records that leave the figures or are too old."""
    if ids:
        conn.execute(
            delete(TABLE).where(TABLE.c.id == bindparam("b_id")), [{"b_id": ident} for ident in sorted(ids)]
        )


def months_with_rows(conn: Connection, before: date) -> list[date]:
    """First days of the months before `before` that still have contacts."""
    days = conn.execute(select(TABLE.c.day).where(TABLE.c.day < before).distinct()).scalars()
    return sorted({day.replace(day=1) for day in days if day})


def remove_days(conn: Connection, start: date, end: date) -> int:
    """Deletes the contacts of the days from `start` up to but not including `end`; their number."""
    return conn.execute(delete(TABLE).where(TABLE.c.day >= start, TABLE.c.day < end)).rowcount


def by_receipt(conn: Connection, seq: int) -> Stored | None:
    """The contact whose counting version has this receipt number."""
    statement = select(*_HEAD, TABLE.c.void, TABLE.c.team_id, *_FIELDS).where(TABLE.c.seq == seq)
    line = conn.execute(statement).first()
    return _stored(line) if line else None
