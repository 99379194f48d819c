"""The hash-chained log: each row's hash covers the row before, so that nothing can be changed or taken out unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from ..clock import now
from .models import Audit

_TABLE: Table = Audit.__table__
_START = bytes(32)
_LOCK = (
    0x6F757472  # any fixed number: writers of the chain queue on it (PostgreSQL; SQLite writers queue anyway)
)
_BATCH = 1000


@dataclass(frozen=True)
class Verdict:
    """Outcome of a check: number of rows, hash of the last one, and the first row that does not fit (or None)."""

    rows: int
    head: bytes
    broken_at: int | None


def record(conn: Connection, actor: str, action: str, subject: str) -> None:
    """Adds one row inside the caller's transaction: what is logged and what is done stand or fall together.

    `actor` is "member:3", "command" or "device"; `subject` holds words and digests, never payloads or codes.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    previous = head(conn)
    row = {"day": now().date(), "actor": actor[:40], "action": action[:40], "subject": subject[:120]}
    conn.execute(insert(_TABLE).values(**row, previous=previous, hash=_hash(previous, row)))


def head(conn: Connection) -> bytes:
    """Hash of the newest row (32 zero bytes when the log is empty); printed in each report."""
    found = conn.execute(select(_TABLE.c.hash).order_by(_TABLE.c.id.desc()).limit(1)).scalar()
    return bytes(found) if found else _START


def verify(conn: Connection) -> Verdict:
    """Follows the whole chain. `broken_at` is the number of the first row that was changed, added or lost before it."""
    previous, rows = _START, 0
    for row in _all(conn):
        rows += 1
        expected = _hash(previous, {key: getattr(row, key) for key in ("day", "actor", "action", "subject")})
        if bytes(row.previous) != previous or bytes(row.hash) != expected:
            return Verdict(rows, previous, row.id)
        previous = expected
    return Verdict(rows, previous, None)


def page(conn: Connection, before: int | None = None, limit: int = 50) -> list[Row[Any]]:
    """The newest rows (or those before number `before`), newest first."""
    query = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit)
    return list(conn.execute(query.where(_TABLE.c.id < before) if before else query))


def _all(conn: Connection) -> Iterator[Row[Any]]:
    last = 0
    while batch := conn.execute(
        select(_TABLE).where(_TABLE.c.id > last).order_by(_TABLE.c.id).limit(_BATCH)
    ).all():
        yield from batch
        last = batch[-1].id


def _hash(previous: bytes, row: dict[str, Any]) -> bytes:
    parts = [row["day"].isoformat(), row["actor"], row["action"], row["subject"]]
    framed = b"".join(len(part.encode()).to_bytes(2, "big") + part.encode() for part in parts)
    return hashlib.sha256(previous + framed).digest()
