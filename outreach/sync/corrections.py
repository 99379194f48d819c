"""Coordinators' corrections by receipt number. They outrank the phone's, and the latest of them counts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row

from .. import entries
from ..contacts import store as contacts
from ..contacts.store import Key
from ..errors import ConflictError, InvalidRecordError, NotFoundError
from ..privacy import ring, sealing
from ..privacy.current import keys
from ..privacy.sealing import Binding
from ..team import audit, devices
from ..team.meta import meta
from . import epoch, store
from .fold import Incoming, fold
from .kinds import CHANGES, KINDS
from .opening import Reader
from .quarantine import COORDINATOR, opened


def correct(conn: Connection, seq: int, record: list[Any] | None, member: int, today: date) -> int:
    """Replaces the record with this receipt number by `record` (a whole one of its kind), or voids it with None.

    Gives the receipt number of the correction. It is sealed to the organisation's own key and stored like any
    other record. Raises NotFoundError without such a receipt, InvalidRecordError when `record` breaks a rule or is of
    another kind, ConflictError for a record that is never changed.
    """
    row = store.envelope(conn, seq)
    if row is None:
        raise NotFoundError("There is no record with this receipt number.")
    devices.lock(conn, [row.device_id])
    epoch.guarded(conn)
    device, n, uid = _first(conn, row, today)
    owner = devices.by_id(conn, device)
    if owner is None:
        raise NotFoundError()
    _same_kind(conn, (device, n, uid), record)
    ref = [owner.uid, str(UUID(bytes=uid)), n]
    change = ["void", 1, *ref] if record is None else ["amend", 1, *ref, record]
    parsed = Reader(conn, today).check(change)
    (number,) = store.take_seqs(conn, 1)
    store.add(conn, [_envelope(conn, owner, change, number, today)])
    fold(conn, [Incoming(number, device, owner.team_id, n, uid, parsed, (1, number))])
    audit.record(
        conn, f"member:{member}", "voided" if record is None else "corrected", f"receipt {seq} by {number}"
    )
    return number


def _same_kind(conn: Connection, first: Key, record: list[Any] | None) -> None:
    head = entries.find(conn, {first}).get(first)
    kinds = {head.kind} if head else {"contact", "tally"}
    if head is not None and KINDS[head.kind].fold == "once":
        raise ConflictError("A record of this kind is never changed.")
    if record is not None and (not record or record[0] not in kinds):
        raise InvalidRecordError(code="kind")


def _first(conn: Connection, row: Row[Any], today: date) -> Key:
    """The first record behind a receipt, which may itself be that of an amendment."""
    if row.kind not in CHANGES:
        return row.device_id, row.n, bytes(row.uid)
    held = contacts.by_receipt(conn, row.seq) or entries.by_receipt(conn, row.seq)
    if held is not None:
        return held.key
    ref = opened(conn, Reader(conn, today), row).ref
    other = devices.by_uid(conn, ref.device) if ref else None
    if ref is None or other is None:
        raise NotFoundError("There is no record with this receipt number.")
    return other.id, ref.n, ref.uid


def _envelope(conn: Connection, owner: Row[Any], change: list[Any], seq: int, today: date) -> tuple[Any, ...]:
    """The values of store.COLUMNS."""
    key_id = ring.month(today)
    binding = Binding(sealing.VERSION, str(meta(conn, "org")), key_id, owner.uid, str(uuid4()), 0)
    public = keys().private(key_id).public_key()
    content = sealing.content_key(public, sealing.info(binding.org, key_id, owner.uid))
    env = sealing.seal(json.dumps(change, separators=(",", ":")).encode(), binding, content)
    return (
        seq, owner.id, 0, UUID(binding.id).bytes, key_id, binding.v, sealing.digest(binding, env), env, "stored",
        COORDINATOR, None, change[0], today, owner.id,
    )  # fmt: skip
