"""Records that are no contact: one head for each first record, and the rows that belong to it.

A head says who made the record, which version of it counts, and whether it was taken back. What the record tells stands
in the tables of its feature by the head's id, and is replaced as a whole when a version of higher rank comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from . import bulk
from .database import db

Key = tuple[int, int, bytes]  # device id, n, uid of the first record
Rank = tuple[int, int, int]  # source (0 phone, 1 coordinator, 2 never changed), n or decision, receipt number
WITHDRAWN: Rank = (-1, 0, 0)  # below every version: as if none had come


class Entry(db.Model):
    """The head of a record that is no contact. Its id stays when the record leaves the figures and comes back, so that
    what a coordinator did about it (a booking) is never done twice."""

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    n: Mapped[int]
    uid: Mapped[bytes] = mapped_column(LargeBinary(16))
    seq: Mapped[int]  # envelope of the version that counts: the receipt number
    rank_source: Mapped[int]
    rank_n: Mapped[int]
    void: Mapped[bool]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(8))
    __table_args__ = (
        Index("uq_entry_first", "device_id", "n", "uid", unique=True),
        CheckConstraint("rank_source between -1 and 2", name="rank_source"),
    )


class OfEntry:
    """What every record that is no contact has: its head, with which it goes, and the team that sees it."""

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))


TABLE = cast(Table, Entry.__table__)
_COLUMNS = ("id", "device_id", "n", "uid", "seq", "rank_source", "rank_n", "void", "team_id", "kind")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a record that is no contact."""

    id: int
    key: Key
    rank: Rank
    void: bool
    team_id: int
    kind: str


def find(conn: Connection, keys: Collection[Key]) -> dict[Key, Head]:
    """What is held of these first records. On PostgreSQL the rows stay locked until the transaction ends."""
    wanted: dict[int, list[int]] = {}
    for device, n, _uid in keys:
        wanted.setdefault(device, []).append(n)
    found = {}
    for device in sorted(wanted):
        for row in conn.execute(_FIND, {"device": device, "ns": sorted(wanted[device])}):
            head = _head(row)
            if head.key in keys:
                found[head.key] = head
    return found


_FIND = (
    select(TABLE)
    .where(TABLE.c.device_id == bindparam("device"), TABLE.c.n.in_(bindparam("ns", expanding=True)))
    .order_by(TABLE.c.n, TABLE.c.uid)
    .with_for_update()
)


def by_receipt(conn: Connection, seq: int) -> Head | None:
    """The head whose counting version has this receipt number."""
    row = conn.execute(select(TABLE).where(TABLE.c.seq == seq).limit(1)).first()
    return _head(row) if row else None


def _head(row: Sequence[Any]) -> Head:
    ident, device, n, uid, seq, source, rank_n, void, team, kind = row
    return Head(ident, (device, n, bytes(uid)), (source, rank_n, seq), bool(void), team, kind)


def reserve(conn: Connection, count: int) -> list[int]:
    """Ids for `count` new heads."""
    return bulk.reserve(conn, TABLE, count)


def add(conn: Connection, heads: Iterable[Head]) -> None:
    """Inserts new heads."""
    bulk.insert(conn, TABLE, _COLUMNS, [_line(head) for head in heads])


def change(conn: Connection, heads: Iterable[Head]) -> None:
    """Replaces heads by those of a version of higher rank."""
    rows = [dict(zip((f"b_{name}" for name in _COLUMNS), _line(head), strict=True)) for head in heads]
    if rows:
        conn.execute(_CHANGE, rows)


_CHANGE = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("b_id"))
    .values({c.name: bindparam(f"b_{c.name}", type_=c.type) for c in TABLE.c if c.name != "id"})
)


def _line(head: Head) -> tuple[Any, ...]:
    source, rank_n, seq = head.rank
    return (head.id, *head.key, seq, source, rank_n, head.void, head.team_id, head.kind)


class EntryRows:
    """The rows of one kind: its table by the head's id, and the table of its lines where it has some.

    The columns after `entry_id` and `team_id` have the names and the order of the fields of `row`; those of the lines
    those of its items. Rows are deleted with their head, too.
    """

    def __init__(self, model: Any, row: Any, lines: Any = None, line: Any = tuple) -> None:
        self.table = cast(Table, model.__table__)
        self.lines = cast(Table, lines.__table__) if lines is not None else None
        self._row, self._line = row, line
        self._fields = tuple(name for name in row._fields if name != "lines")
        self._line_fields = tuple(c.name for c in self.lines.c)[1:] if self.lines is not None else ()

    def of(self, conn: Connection, ids: Collection[int]) -> dict[int, Any]:
        """The rows of these heads."""
        if not ids:
            return {}
        columns = [self.table.c[name] for name in ("entry_id", *self._fields)]
        statement = select(*columns).where(self.table.c.entry_id.in_(sorted(ids)))
        lines = self._lines_of(conn, ids)
        found = {}
        for ident, *values in conn.execute(statement):
            named = dict(zip(self._fields, map(_plain, values), strict=True))
            if self.lines is not None:
                named["lines"] = tuple(lines.get(ident, ()))
            found[ident] = self._row(**named)
        return found

    def _lines_of(self, conn: Connection, ids: Collection[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        if self.lines is None:
            return found
        statement = select(self.lines).where(self.lines.c.entry_id.in_(sorted(ids)))
        for ident, *values in conn.execute(statement.order_by(*self.lines.primary_key)):
            line = tuple(values) if self._line is tuple else self._line(*values)
            found.setdefault(ident, []).append(line)
        return found

    def add(self, conn: Connection, rows: Sequence[tuple[int, int, Any]]) -> None:
        """Inserts rows: (id of the head, team, what the record tells)."""
        columns = ("entry_id", "team_id", *self._fields)
        values = [(i, team, *(getattr(row, name) for name in self._fields)) for i, team, row in rows]
        bulk.insert(conn, self.table, columns, values)
        if self.lines is not None:
            lines = [(ident, *line) for ident, _, row in rows for line in row.lines]
            bulk.insert(conn, self.lines, ("entry_id", *self._line_fields), lines)

    def remove(self, conn: Connection, ids: Collection[int]) -> None:
        """Deletes the rows of these heads."""
        for table in (self.lines, self.table):
            if table is not None and ids:
                conn.execute(delete(table).where(table.c.entry_id.in_(sorted(ids))))


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
