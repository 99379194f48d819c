"""A single contact as it counts now, found by a receipt number: to correct it, never to browse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from .. import entries
from ..contacts import store as contacts
from ..contacts.store import Stored
from ..entries import Head
from ..errors import ConflictError, NotFoundError
from ..privacy.current import opener
from ..privacy.sealing import Binding
from ..sync import store as envelopes
from ..sync.kinds import CHANGES
from ..sync.opening import decoded
from ..team.meta import meta


@dataclass(frozen=True)
class Found:
    """A record's receipt, team, kind, and the whole record as it counts now (None: void, no contact, or its sealed text
    is erased)."""

    receipt: int
    team: int
    void: bool
    record: list[Any] | None
    kind: str = "contact"


def find(conn: Connection, receipt: int) -> Found:
    """The contact behind a receipt, also when it was amended since.

    Raises NotFoundError without such a receipt, ConflictError while it waits in quarantine.
    """
    row = envelopes.envelope(conn, receipt)
    if row is None:
        raise NotFoundError("There is no record with this receipt number.")
    stored = _stored(conn, row)
    head = _head(conn, row) if stored is None or stored.row is None else None
    if head is not None:
        return Found(receipt, row.team_id, head.void, None, head.kind)
    if stored is None:
        raise ConflictError("This record does not count: it waits in quarantine, or is about another record.")
    if stored.row is None:
        return Found(receipt, row.team_id, True, None)
    record = _record(conn, stored.rank[2])
    return Found(receipt, row.team_id, False, record, record[0] if record else "contact")


def _stored(conn: Connection, row: Row[Any]) -> Stored | None:
    if row.kind not in CHANGES:
        key = (row.device_id, row.n, bytes(row.uid))
        return contacts.find(conn, [key]).get(key)
    return contacts.by_receipt(conn, row.seq)


def _head(conn: Connection, row: Row[Any]) -> Head | None:
    """The head of a record that is no contact. What it tells is shown on its own page, not here."""
    if row.kind not in CHANGES:
        key = (row.device_id, row.n, bytes(row.uid))
        return entries.find(conn, [key]).get(key)
    return entries.by_receipt(conn, row.seq)


def _record(conn: Connection, receipt: int) -> list[Any] | None:
    """Opens the version that counts. Its text is erased some weeks after it was folded."""
    row = envelopes.envelope(conn, receipt)
    if row is None or row.body is None:
        return None
    uid = str(UUID(bytes=bytes(row.uid)))
    binding = Binding(row.v, str(meta(conn, "org")), row.key_id, row.device_uid, uid, row.n)
    record = decoded(opener().open(binding, bytes(row.body)))
    return list(record[5]) if record[0] == "amend" else list(record)
