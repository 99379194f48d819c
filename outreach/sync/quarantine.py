"""What waits for a coordinator: approving, rejecting, releasing, and taking back out of the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from .. import entries
from ..contacts import store as contacts
from ..contacts.store import Key
from ..errors import ConflictError, InvalidRecordError, NotFoundError, SealError
from ..privacy.sealing import Binding
from ..team import audit, devices
from ..team.meta import meta
from . import phone, rules, store
from .fold import Incoming, fold, refold
from .kinds import CHANGES, Parsed
from .opening import Reader
from .rules import held_part

# Reasons that may pass by themselves: the phone is confirmed, declared the same, or a key or zone was added.
PASSING = ("pending", "foreign_device", "ref_foreign")
MENDABLE = ("unknown_key", "unfolded", "failed", "unknown_version", "kind", "version")
COORDINATOR = "coordinator"


def decide(conn: Connection, seq: int, approve: bool, member: int, today: date) -> None:
    """A coordinator's word on an item that waits. Approved, it counts as if it had come like that.

    Raises NotFoundError, ConflictError (already decided, or its body is erased), SealError and InvalidRecordError
    when it cannot count because nobody can read it or it breaks a rule.
    """
    row = _waiting(conn, seq)
    devices.lock(conn, [row.device_id, row.sender_id])
    if approve:
        parsed = opened(conn, Reader(conn, today), row)
        found = _incoming(conn, row, parsed) or _vouched(conn, row, parsed)
        fold(conn, [found])
        store.change(conn, [seq], decided="approved", kind=parsed.kind)
    else:
        store.change(conn, [seq], decided="rejected")
    word = "approved from quarantine" if approve else "rejected from quarantine"
    audit.record(conn, f"member:{member}", word, f"receipt {seq}")


def reopen(conn: Connection, seq: int, member: int, today: date) -> None:
    """Takes a decision back: the item waits again, and what it added leaves the figures.

    Raises NotFoundError, and ConflictError when nothing was decided or its body is erased.
    """
    row = store.envelope(conn, seq)
    if row is None:
        raise NotFoundError()
    if row.decided is None or row.body is None:
        raise ConflictError()
    devices.lock(conn, [row.device_id, row.sender_id])
    store.change(conn, [seq], decided=None)
    if row.decided == "approved":
        withdraw(conn, [row], today)
    audit.record(conn, f"member:{member}", "took a decision back", f"receipt {seq}")


def release(conn: Connection, device: int, reasons: Collection[str], today: date) -> int:
    """Lets items of a phone count whose reason to wait is gone; the number of those that do.

    What cannot count after all keeps waiting, under its new reason.
    """
    phones = phone.locked(conn, {device} | {row.device_id for row in store.waiting_of(conn, device, reasons)})
    reader, counted = Reader(conn, today), 0
    for row in store.waiting_of(conn, device, reasons):
        reason = _still_waits(conn, reader, row)
        if row.reason == "foreign_device" and reason != "foreign_device":
            phones[row.device_id].arrived(row.n, held_part(bytes(row.uid), bytes(row.digest)))
        counted += reason is None
        if reason != row.reason and reason is not None:
            store.change(conn, [row.seq], reason=reason)
    for each in phones.values():
        each.settle(conn)
    return counted


def _still_waits(conn: Connection, reader: Reader, row: Row[Any]) -> str | None:
    if row.reason == "foreign_device" and row.device_id not in devices.former(conn, row.sender_id):
        return "foreign_device"
    try:
        parsed = opened(conn, reader, row)
    except (SealError, InvalidRecordError) as error:
        return error.code[:20]
    found = _incoming(conn, row, parsed)
    if found is None:
        return "ref_foreign"
    fold(conn, [found])
    store.change(conn, [row.seq], status="stored", reason=None, kind=parsed.kind)
    return None


def lose(conn: Connection, device: int, since: date, today: date) -> int:
    """What a lost phone sent on or after `since` leaves the figures and waits; the number of items."""
    rows = store.counted_since(conn, device, since)
    store.change(conn, [row.seq for row in rows], status="quarantined", reason="lost", decided=None)
    withdraw(conn, rows, today)
    return len(rows)


def withdraw(conn: Connection, rows: Sequence[Row[Any]], today: date) -> None:
    """Folds again, without these envelopes, every first record that they are about.

    A contact whose own body is already erased stays as it is: taking it out would lose it for good.
    """
    reader = Reader(conn, today)
    keys = {key for row in rows if (key := _about(conn, reader, row)) is not None}
    chain = {key[0] for key in keys}
    for device in tuple(chain):
        chain |= _successors(conn, device)
    counted = store.counted_of(conn, chain) if chain else []
    kept = {(row.device_id, row.n, bytes(row.uid)) for row in rows}
    keys = {key for key in keys if key in kept or not store.erased(conn, *key)}
    wanted = (row for row in counted if row.kind in CHANGES or (row.device_id, row.n, bytes(row.uid)) in keys)
    refold(conn, keys, _again(conn, reader, wanted, keys))


def _again(conn: Connection, reader: Reader, rows: Iterable[Row[Any]], keys: set[Key]) -> list[Incoming]:
    found = []
    for row in rows:
        try:
            one = _incoming(conn, row, opened(conn, reader, row))
        except (SealError, InvalidRecordError):
            continue
        if one is not None and (one.device, one.n, one.uid) in keys:
            found.append(one)
    return found


def _about(conn: Connection, reader: Reader, row: Row[Any]) -> Key | None:
    """The first record that an envelope is about."""
    if row.kind not in CHANGES:
        return row.device_id, row.n, bytes(row.uid)
    if row.body is None:
        held = contacts.by_receipt(conn, row.seq) or entries.by_receipt(conn, row.seq)
        return held.key if held else None
    try:
        one = _incoming(conn, row, opened(conn, reader, row))
    except (SealError, InvalidRecordError):
        return None
    return (one.device, one.n, one.uid) if one else None


def _successors(conn: Connection, device: int) -> set[int]:
    found: set[int] = set()
    row = devices.by_id(conn, device)
    while row is not None and row.successor_id is not None and row.successor_id not in found:
        found.add(row.successor_id)
        row = devices.by_id(conn, row.successor_id)
    return found


def opened(conn: Connection, reader: Reader, row: Row[Any]) -> Parsed:
    """The record in a stored envelope. Raises SealError, InvalidRecordError, ConflictError when it is erased."""
    if row.body is None:
        raise ConflictError("The sealed text of this item was erased after its time. Its receipt remains.")
    binding = Binding(
        row.v, str(meta(conn, "org")), row.key_id, row.device_uid, str(UUID(bytes=bytes(row.uid))), row.n
    )
    return reader.read(binding, bytes(row.body))


def _incoming(conn: Connection, row: Row[Any], parsed: Parsed) -> Incoming | None:
    """How a stored envelope is folded; None when it speaks about a phone that is not its own."""
    ref, uid = parsed.ref, bytes(row.uid)
    if ref is None:
        return Incoming(row.seq, row.device_id, row.team_id, row.n, uid, parsed, (0, row.n))
    about, generations = row.device_id, 0
    if ref.device != row.device_uid:
        other = devices.by_uid(conn, ref.device)
        found = devices.former(conn, row.device_id).get(other.id) if other else None
        if other is None or found is None:
            return None
        about, generations = other.id, found
    by_hand = row.n == 0  # a coordinator's correction: no phone ever uses the number 0
    rank = (1, row.seq) if by_hand else (0, rules.amendment_rank(row.n, generations))
    return Incoming(row.seq, about, row.team_id, ref.n, ref.uid, parsed, rank)


def _vouched(conn: Connection, row: Row[Any], parsed: Parsed) -> Incoming:
    """An amendment about another phone's record, for which a coordinator has given their word."""
    ref = parsed.ref
    other = devices.by_uid(conn, ref.device) if ref else None
    if ref is None or other is None or other.team_id != row.team_id:
        raise ConflictError(
            "This amendment is about a record of another team or of a phone that is not known."
        )
    return Incoming(row.seq, other.id, other.team_id, ref.n, ref.uid, parsed, (1, row.seq))


def _waiting(conn: Connection, seq: int) -> Row[Any]:
    row = store.envelope(conn, seq)
    if row is None:
        raise NotFoundError()
    if row.status == "stored" or row.decided is not None:
        raise ConflictError("This was decided already.")
    return row
