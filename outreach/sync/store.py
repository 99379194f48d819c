"""Queries about envelopes, gaps and receipt numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, select, text, update

from .. import bulk
from ..team.models import Device
from .models import Envelope, Gap
from .rules import Span

ENVELOPE = cast(Table, Envelope.__table__)
GAP = cast(Table, Gap.__table__)
DEVICE = cast(Table, Device.__table__)

Place = tuple[int, int]  # device id, n


@dataclass(slots=True)
class Entry:
    """One item, held already or on its way in. `digest` is that of binding and envelope."""

    device_id: int
    n: int
    uid: bytes
    digest: bytes
    status: str
    reason: str | None
    seq: int = 0


def held(conn: Connection, places: Collection[Place]) -> dict[Place, list[Entry]]:
    """All items that the store has under these numbers of these phones."""
    wanted: dict[int, list[int]] = {}
    for device, n in places:
        wanted.setdefault(device, []).append(n)
    found: dict[Place, list[Entry]] = {}
    for device, numbers in wanted.items():
        low, high = min(numbers), max(numbers)
        # A phone sends runs of numbers: one range of the index instead of a hundred look-ups.
        dense = high - low < 2 * len(numbers)
        query, values = (_RUN, {"low": low, "high": high}) if dense else (_LIST, {"ns": numbers})
        for row in conn.execute(query, {"device": device, **values}):
            found.setdefault((row[0], row[1]), []).append(Entry(*row))
    return found


_HEAD = select(
    ENVELOPE.c.device_id, ENVELOPE.c.n, ENVELOPE.c.uid, ENVELOPE.c.digest,
    ENVELOPE.c.status, ENVELOPE.c.reason, ENVELOPE.c.seq,
).where(ENVELOPE.c.device_id == bindparam("device"))  # fmt: skip
_RUN = _HEAD.where(ENVELOPE.c.n.between(bindparam("low"), bindparam("high")))
_LIST = _HEAD.where(ENVELOPE.c.n.in_(bindparam("ns", expanding=True)))


def newest_seq(conn: Connection) -> int:
    """The latest receipt number in the store (0: empty)."""
    return int(conn.execute(_NEWEST).scalar() or 0)


_NEWEST = select(func.max(ENVELOPE.c.seq))


def take_seqs(conn: Connection, count: int) -> list[int]:
    """Receipt numbers for `count` new envelopes, never given before. Call inside `transaction()`."""
    if not count:
        return []
    if conn.dialect.name == "postgresql":
        return sorted(seq for (seq,) in conn.execute(_DRAW, {"count": count}))
    last = conn.execute(_LAST).scalar() or 0
    return list(range(last + 1, last + 1 + count))


_DRAW = text("SELECT nextval(pg_get_serial_sequence('envelope', 'seq')) FROM generate_series(1, :count)")
_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = 'envelope'")


def add(conn: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts envelopes in bulk; each row has the values of COLUMNS in order."""
    bulk.insert(conn, ENVELOPE, COLUMNS, list(rows))


COLUMNS = (
    "seq", "device_id", "n", "uid", "key_id", "v", "digest", "body", "status", "reason", "decided", "kind",
    "arrived_on", "sender_id",
)  # fmt: skip


def gaps(conn: Connection, device: int) -> list[Span]:
    """Ranges of numbers of a phone that never arrived although a later one did, lowest first."""
    return [Span(*row) for row in conn.execute(_GAPS, {"device": device})]


_GAPS = select(GAP.c.first, GAP.c.last).where(GAP.c.device_id == bindparam("device")).order_by(GAP.c.first)


def all_gaps(conn: Connection) -> dict[int, list[Span]]:
    """The gaps of all phones."""
    found: dict[int, list[Span]] = {}
    for device, first, last in conn.execute(select(GAP).order_by(GAP.c.device_id, GAP.c.first)):
        found.setdefault(device, []).append(Span(first, last))
    return found


def set_gaps(conn: Connection, device: int, before: Iterable[Span], after: Iterable[Span]) -> None:
    """Stores what changed between two lists of ranges."""
    old, new = set(before), set(after)
    if old - new:
        gone = [{"b_device": device, "b_first": span.first} for span in sorted(old - new)]
        conn.execute(_DROP_GAP, gone)
    if new - old:
        rows = [{"device_id": device, "first": span.first, "last": span.last} for span in sorted(new - old)]
        conn.execute(insert(GAP), rows)


_DROP_GAP = delete(GAP).where(GAP.c.device_id == bindparam("b_device"), GAP.c.first == bindparam("b_first"))


def envelope(conn: Connection, seq: int) -> Row[Any] | None:
    """One envelope with the UUID and the team of the phone it was sealed for; None when there is none."""
    return conn.execute(_WITH_PHONE.where(ENVELOPE.c.seq == seq)).first()


_WITH_PHONE = select(ENVELOPE, DEVICE.c.uid.label("device_uid"), DEVICE.c.team_id).join(
    DEVICE, DEVICE.c.id == ENVELOPE.c.device_id
)


def waiting(conn: Connection, team: int | None = None, limit: int = 200) -> Sequence[Row[Any]]:
    """What a coordinator has to decide (of one team), oldest first: quarantined and conflicting items."""
    query = _WITH_PHONE.add_columns(DEVICE.c.name.label("device_name")).where(
        ENVELOPE.c.status.in_(("quarantined", "conflict")), ENVELOPE.c.decided.is_(None)
    )
    query = query if team is None else query.where(DEVICE.c.team_id == team)
    return conn.execute(query.order_by(ENVELOPE.c.seq).limit(limit)).all()


def waiting_counts(conn: Connection) -> dict[tuple[int, str], int]:
    """(device id, reason) → number of items that wait for a coordinator."""
    query = select(ENVELOPE.c.device_id, ENVELOPE.c.reason, func.count()).where(
        ENVELOPE.c.status.in_(("quarantined", "conflict")), ENVELOPE.c.decided.is_(None)
    )
    rows = conn.execute(query.group_by(ENVELOPE.c.device_id, ENVELOPE.c.reason))
    return {(row[0], row[1] or ""): row[2] for row in rows}


def waiting_of(conn: Connection, device: int, reasons: Collection[str]) -> Sequence[Row[Any]]:
    """Undecided items of a phone, brought or sealed by it, that wait for one of these reasons."""
    query = _WITH_PHONE.where(
        (ENVELOPE.c.device_id == device) | (ENVELOPE.c.sender_id == device),
        ENVELOPE.c.status == "quarantined", ENVELOPE.c.decided.is_(None), ENVELOPE.c.reason.in_(reasons),
    )  # fmt: skip
    return conn.execute(query.order_by(ENVELOPE.c.seq)).all()


def counted_since(conn: Connection, device: int, day: date) -> Sequence[Row[Any]]:
    """Envelopes that a phone sealed or brought on or after `day` and that are in the figures."""
    mine = (ENVELOPE.c.device_id == device) | (ENVELOPE.c.sender_id == device)
    query = _WITH_PHONE.where(mine, ENVELOPE.c.n > 0, ENVELOPE.c.arrived_on >= day, _COUNTS)
    return conn.execute(query.order_by(ENVELOPE.c.seq)).all()


def counted_of(conn: Connection, devices: Collection[int]) -> Sequence[Row[Any]]:
    """Envelopes of these phones that are in the figures and can still be opened, coordinators' ones too."""
    query = _WITH_PHONE.where(ENVELOPE.c.device_id.in_(devices), ENVELOPE.c.body.is_not(None), _COUNTS)
    return conn.execute(query.order_by(ENVELOPE.c.seq)).all()


_COUNTS = (ENVELOPE.c.status == "stored") | (ENVELOPE.c.decided == "approved")


def erased(conn: Connection, device: int, n: int, uid: bytes) -> bool:
    """Whether the body of a first record that counts was erased."""
    query = select(ENVELOPE.c.seq).where(
        ENVELOPE.c.device_id == device,
        ENVELOPE.c.n == n,
        ENVELOPE.c.uid == uid,
        ENVELOPE.c.body.is_(None),
        _COUNTS,
    )
    return conn.execute(query).first() is not None


def change(conn: Connection, seqs: Collection[int], **values: Any) -> None:
    """Changes columns of these envelopes."""
    if seqs:
        rows = [{"b_seq": seq} for seq in seqs]
        conn.execute(update(ENVELOPE).where(ENVELOPE.c.seq == bindparam("b_seq")).values(values), rows)


def erase_bodies(conn: Connection, first: int, last: int, before: date) -> int:
    """Erases bodies among these receipt numbers that arrived before `before` and need no decision; their number.

    What waits in quarantine keeps its body: without it nobody could decide.
    """
    settled = (ENVELOPE.c.status == "stored") | ENVELOPE.c.decided.is_not(None)
    query = update(ENVELOPE).where(
        ENVELOPE.c.seq.between(first, last),
        ENVELOPE.c.body.is_not(None),
        settled,
        ENVELOPE.c.arrived_on < before,
    )
    return conn.execute(query.values(body=None)).rowcount
