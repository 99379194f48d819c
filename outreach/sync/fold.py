"""Folding: each first record ends as one contact, the version of highest rank, and every figure stays in step.

The order of arrival does not matter: an amendment or a void may come before what it is about. A void leaves a
tombstone, so that a later arrival of the contact it is about adds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from ..contacts import store as contacts
from ..contacts.store import Key, Rank, Stored
from ..figures import rollups
from ..figures.tallies import Deltas
from ..referrals import store as referrals
from ..referrals.store import Held
from ..supplies import store as supplies
from .kinds import Contact, Parsed


class Incoming(NamedTuple):
    """One record on its way into the figures.

    `device`, `n` and `uid` name the FIRST record: for a contact its own, for an amendment or a void those of its
    `ref`. `rank` is that of the record itself: (0, its n) from the phone, (1, its receipt number) from a coordinator;
    for a declared successor phone, whose numbers begin again, (0, n + 2**24 for each phone before it).
    `team` is the team of the first record's phone; `seq` the receipt number of the record itself.
    """

    seq: int
    device: int
    team: int
    n: int
    uid: bytes
    parsed: Parsed
    rank: tuple[int, int]


class _Change(NamedTuple):
    """A first record whose counting version changes, from what is stored (None: nothing yet) to what has come."""

    before: Stored | None
    after: Stored
    contact: Contact | None


def fold(conn: Connection, incoming: Iterable[Incoming]) -> None:
    """Folds a batch into rows and figures. Call inside `transaction()`; raises nothing of its own.

    The same record folded again changes nothing. Concurrent transactions about the same phone wait for each other.
    """
    winners = _winners(incoming)
    if winners:
        _apply(conn, _changes(conn, winners))


def refold(conn: Connection, first: Collection[Key], incoming: Iterable[Incoming]) -> None:
    """Takes these first records out of the figures, then folds what still counts of them (`incoming`).

    For records that a coordinator rejects after they counted, and for a phone with a "lost since" day.
    """
    stored = contacts.find(conn, set(first))
    void = {
        key: _Change(old, Stored(old.id, key, old.rank, old.team_id, None), None)
        for key, old in stored.items()
    }
    _apply(conn, list(void.values()))
    contacts.remove(conn, [old.id for old in stored.values()])
    fold(conn, incoming)


def _winners(incoming: Iterable[Incoming]) -> dict[Key, Incoming]:
    best: dict[Key, Incoming] = {}
    for record in incoming:
        key = (record.device, record.n, record.uid)
        held = best.get(key)
        if held is None or _rank(record) > _rank(held):
            best[key] = record
    return best


def _rank(record: Incoming) -> Rank:
    # Two versions of the same rank exist only for a cloned phone; the receipt number decides, whatever the order.
    return (*record.rank, record.seq)


def _changes(conn: Connection, winners: dict[Key, Incoming]) -> list[_Change]:
    contacts.lock_phones(conn, {device for device, _, _ in winners})
    stored = contacts.find(conn, winners.keys())
    ids = iter(contacts.reserve(conn, len(winners) - len(stored)))
    changes = []
    for key in sorted(winners):
        record, before = winners[key], stored.get(key)
        if before is not None and _rank(record) <= before.rank:
            continue
        contact = record.parsed.contact
        ident = before.id if before else next(ids)
        team = before.team_id if before else record.team
        after = Stored(ident, key, _rank(record), team, contact.row if contact else None)
        changes.append(_Change(before, after, contact))
    return changes


def _apply(conn: Connection, changes: list[_Change]) -> None:
    deltas = Deltas()
    touched = [change.before.id for change in changes if change.before is not None]
    lines = supplies.lines_of(conn, touched)
    offers = referrals.of_contacts(conn, touched)
    contacts.add(conn, [change.after for change in changes if change.before is None])
    contacts.change(conn, [change.after for change in changes if change.before is not None])
    _take_away(changes, deltas, lines, offers)
    supplies.remove_lines(conn, lines.keys())
    supplies.add_lines(conn, {c.after.id: c.contact.lines for c in changes if c.contact and c.contact.lines})
    _count(changes, deltas)
    _fold_referrals(conn, changes, deltas, offers)
    rollups.write(conn, deltas)


def _take_away(
    changes: list[_Change], deltas: Deltas, lines: dict[int, supplies.Lines], offers: dict[int, list[Held]]
) -> None:
    for before in (change.before for change in changes):
        if before is None or before.row is None:
            continue
        counted = [held for held in offers.get(before.id, ()) if not held.gone]
        deltas.contact(before.row, lines.get(before.id, ()), len(counted), sign=-1)
        for held in counted:
            deltas.referral(held.offered_on, held.zone_id, held.type_id, held.status, sign=-1)


def _count(changes: list[_Change], deltas: Deltas) -> None:
    for change in changes:
        if change.contact:
            deltas.contact(change.contact.row, change.contact.lines, len(change.contact.offers))


def _fold_referrals(
    conn: Connection, changes: list[_Change], deltas: Deltas, offers: dict[int, list[Held]]
) -> None:
    """Referrals are matched by slip, so that an outcome already known survives a correction of the contact."""
    fresh, kept, dropped = [], [], []
    for change in changes:
        held = {entry.slip: entry for entry in offers.get(change.after.id, ())}
        if change.contact:
            row = change.contact.row
            for offer in change.contact.offers:
                old = held.pop(offer.slip, None)
                values = referrals.values(offer, change.after.id, change.after.team_id, row.zone_id, row.day)
                deltas.referral(row.day, row.zone_id, offer.type_id, old.status if old else "offered")
                if old:
                    kept.append((old.id, values))
                else:
                    fresh.append(values)
        dropped += [entry for entry in held.values() if not entry.gone]
    referrals.drop(conn, dropped)
    referrals.change(conn, kept)
    referrals.add(conn, fresh)
