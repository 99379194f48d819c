"""Writes a batch in one transaction: in bulk, and item by item only when a bulk statement fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from ..errors import BulkError
from ..privacy.redact import place
from ..team import devices
from . import epoch, phone, rules, store
from .epoch import Facts
from .fold import Incoming, fold
from .opening import Arrival, Reader
from .phone import Phone
from .shapes import Batch
from .store import Entry

MOST_STRANGERS = 200
FOREIGN = "foreign_device"


@dataclass(slots=True)
class Fresh:
    """An item that is new: its entry, its owner, and what it adds to the figures (None: it waits)."""

    arrival: Arrival
    entry: Entry
    owner: Phone
    incoming: Incoming | None = None
    adopted: bool = False  # another phone had brought it before its owner did


@dataclass
class Batchwork:
    """A batch on its way into the store, and what became of it."""

    batch: Batch
    sender_id: int
    arrivals: list[Arrival]
    today: date
    alone: bool = False  # item by item, each behind a savepoint
    outcomes: list[tuple[Arrival, Entry, str]] = field(default_factory=list)
    phones: dict[str, Phone] = field(default_factory=dict)
    former: dict[int, dict[int, int]] = field(default_factory=dict)
    facts: Facts = field(default_factory=lambda: Facts("", "", 0, 0))

    def again(self, alone: bool) -> Batchwork:
        """The same batch with no outcome, for another try."""
        return Batchwork(self.batch, self.sender_id, self.arrivals, self.today, alone)

    @property
    def sender(self) -> Phone:
        return self.phones[self.batch.device]

    def former_of(self, conn: Connection, device: int) -> dict[int, int]:
        """The phones that `device` may speak for, itself included, with the enrolments between."""
        if device not in self.former:
            self.former[device] = devices.former(conn, device)
        return self.former[device]


def write(conn: Connection, work: Batchwork) -> None:
    """Stores what is new, folds what counts, moves the phones' counters. Call inside `transaction()`."""
    work.phones = _phones(conn, work)
    active = work.sender.status == "active"
    work.facts = epoch.guarded(conn, work.batch.epoch if active else None, work.batch.acked_seq)
    fresh = _sorted_out(conn, work)
    inserted = [one for one in fresh if not one.adopted]
    for one, seq in zip(inserted, store.take_seqs(conn, len(inserted)), strict=True):
        one.entry.seq = seq
    if active:
        _open_late(conn, work, fresh)
    room = current_app.config["DEVICE_DAY_LIMIT"] - work.sender.items_today(work.today)
    for place_today, one in enumerate(fresh):
        _judge(conn, work, one, over=place_today >= room)
    _store(conn, work, fresh)
    _settle(conn, work, fresh)


def _phones(conn: Connection, work: Batchwork) -> dict[str, Phone]:
    """The sender and every phone that an item was sealed for, locked."""
    uids = {arrival.binding.device for arrival in work.arrivals} - {work.batch.device}
    ids = {work.sender_id}
    if uids:
        known = devices.by_uids(conn, uids)
        strangers = uids - known.keys()
        if strangers and devices.strangers(conn) < MOST_STRANGERS:
            team = devices.by_id(conn, work.sender_id).team_id  # type: ignore[union-attr]
            devices.add_strangers(conn, strangers, team, work.today)
            known = devices.by_uids(conn, uids)
        ids |= {row.id for row in known.values()}
    return {one.uid: one for one in phone.locked(conn, ids).values()}


def _sorted_out(conn: Connection, work: Batchwork) -> list[Fresh]:
    """Tells new items from those held already, in the order of the batch."""
    known = [(a, owner) for a in work.arrivals if (owner := work.phones.get(a.binding.device))]
    held = store.held(conn, {(owner.id, a.binding.n) for a, owner in known})
    fresh = []
    for arrival, owner in known:
        same = held.setdefault((owner.id, arrival.binding.n), [])
        mine = owner is work.sender or owner.id in work.former_of(conn, work.sender_id)
        one = _compare(arrival, owner, same, mine, work)
        if one is not None:
            fresh.append(one)
    return fresh


def _compare(arrival: Arrival, owner: Phone, same: list[Entry], mine: bool, work: Batchwork) -> Fresh | None:
    twin = next((e for e in same if e.uid == arrival.uid and e.digest == arrival.digest), None)
    if twin is not None and not (mine and _brought_by_another(twin)):
        work.outcomes.append((arrival, twin, "duplicate"))
        return None
    if twin is not None:
        twin.status, twin.reason = "stored", None
        return Fresh(arrival, twin, owner, adopted=True)
    entry = Entry(owner.id, arrival.binding.n, arrival.uid, arrival.digest, "stored", None)
    # What another phone brought in this phone's name proves nothing against this phone.
    rivals = [e for e in same if not _brought_by_another(e)]
    if not mine:
        entry.status, entry.reason = "quarantined", FOREIGN
    elif any(e.uid == arrival.uid for e in rivals):
        entry.status = entry.reason = "conflict"
    elif rivals:
        entry.status, entry.reason, owner.clone = "quarantined", "clone", True
    same.append(entry)
    return Fresh(arrival, entry, owner)


def _brought_by_another(entry: Entry) -> bool:
    return entry.status == "quarantined" and entry.reason == FOREIGN


def _open_late(conn: Connection, work: Batchwork, fresh: list[Fresh]) -> None:
    """Opens what the first look left out (the phone was confirmed, or the store restored, between the two)."""
    unread = [one.arrival for one in fresh if one.arrival.parsed is None and one.arrival.reason is None]
    if unread:
        Reader(conn, work.today).read_all(unread)


def _judge(conn: Connection, work: Batchwork, one: Fresh, over: bool) -> None:
    """Sets status and reason, and what is folded of a record that counts."""
    entry = one.entry
    if entry.status == "stored":
        entry.reason = _reason(one, work.sender, over)
    if entry.reason is None:
        one.incoming = incoming(conn, one.arrival, entry.seq, one.owner, work)
        entry.reason = None if one.incoming else "ref_foreign"
    if entry.reason and entry.status == "stored":
        entry.status = "quarantined"
    work.outcomes.append((one.arrival, entry, entry.status))


def _reason(one: Fresh, sender: Phone, over: bool) -> str | None:
    if sender.status != "active":
        return sender.status
    if one.owner.lost:
        return "lost"
    return "over_limit" if over else one.arrival.reason


def incoming(conn: Connection, arrival: Arrival, seq: int, owner: Phone, work: Batchwork) -> Incoming | None:
    """How a record is folded; None when it speaks about a phone that is not its own."""
    parsed = arrival.parsed
    if parsed is None:
        return None
    ref = parsed.ref
    if ref is None:
        return Incoming(
            seq, owner.id, owner.team, arrival.binding.n, arrival.uid, parsed, (0, arrival.binding.n)
        )
    about, generations = owner.id, 0
    if ref.device != owner.uid:
        row = devices.by_uid(conn, ref.device)
        found = work.former_of(conn, owner.id).get(row.id) if row else None
        if row is None or found is None:
            return None
        about, generations = row.id, found
    rank = (0, rules.amendment_rank(arrival.binding.n, generations))
    return Incoming(seq, about, owner.team, ref.n, ref.uid, parsed, rank)


def _store(conn: Connection, work: Batchwork, fresh: list[Fresh]) -> None:
    if work.alone:
        for one in fresh:
            _put_alone(conn, work, one)
        return
    try:
        _put(conn, work, fresh)
    except OperationalError:
        raise  # locked, full or gone: nothing is stored, and the phone tries again
    except Exception as error:  # noqa: BLE001 - whatever one record does to it, the others are kept
        current_app.logger.warning("a batch is written item by item: %s", place(error))
        raise BulkError() from None


def _put_alone(conn: Connection, work: Batchwork, one: Fresh) -> None:
    try:
        with conn.begin_nested():
            _put(conn, work, [one])
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - kept in quarantine, where a person sees it
        current_app.logger.warning("a record could not be folded: %s", place(error))
        one.incoming, one.entry.status, one.entry.reason = None, "quarantined", "unfolded"
        work.outcomes[:] = [(a, e, e.status if e is one.entry else s) for a, e, s in work.outcomes]
        _put(conn, work, [one])


def _put(conn: Connection, work: Batchwork, fresh: list[Fresh]) -> None:
    if not fresh:
        return
    store.add(conn, [_row(work, one) for one in fresh if not one.adopted])
    for one in fresh:
        if one.adopted:
            kind = one.arrival.parsed.kind if one.arrival.parsed else None
            values = {"status": one.entry.status, "reason": one.entry.reason, "kind": kind}
            store.change(conn, [one.entry.seq], **values, sender_id=work.sender_id)
    fold(conn, [one.incoming for one in fresh if one.incoming])


def _row(work: Batchwork, one: Fresh) -> tuple[Any, ...]:
    """The values of store.COLUMNS."""
    entry, arrival = one.entry, one.arrival
    return (
        entry.seq, entry.device_id, entry.n, entry.uid, arrival.binding.key_id, arrival.binding.v, entry.digest,
        arrival.env, entry.status, entry.reason, None, arrival.parsed.kind if arrival.parsed else None,
        work.today, work.sender_id,
    )  # fmt: skip


def _settle(conn: Connection, work: Batchwork, fresh: list[Fresh]) -> None:
    batch, sender = work.batch, work.sender
    for one in fresh:
        if one.entry.reason != FOREIGN:
            one.owner.arrived(one.entry.n, one.arrival.part)
    believed = (
        batch.acked_seq if batch.epoch == work.facts.epoch and batch.acked_seq <= work.facts.newest else 0
    )
    for each in work.phones.values():
        each.settle(
            conn, **(sender.reported(batch, work.today, len(fresh), believed) if each is sender else {})
        )
    newest = max((one.entry.seq for one in fresh), default=0)
    work.facts = work.facts._replace(newest=max(work.facts.newest, newest))
