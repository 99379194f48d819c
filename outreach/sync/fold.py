"""Folding: each first record ends as one contact, the version of highest rank, and every figure stays in step.

The order of arrival does not matter: an amendment or a void may come before what it is about. A void leaves a
tombstone, so that a later arrival of the contact it is about adds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from ..contacts import store as contacts
from ..contacts.store import Key, Stored
from ..figures import rollups
from ..figures.tallies import Deltas
from ..referrals import slips
from ..referrals import store as referrals
from ..referrals.store import Held
from ..supplies import store as supplies
from . import entry_folding
from .incoming import Incoming, best, rank_of
from .kinds import Contact

__all__ = ["Incoming", "fold", "refold"]


class _Change(NamedTuple):
    """A first record whose counting version changes, from what is stored (None: nothing yet) to what has come."""

    before: Stored | None
    after: Stored
    contact: Contact | None


def fold(conn: Connection, incoming: Iterable[Incoming]) -> None:
    """Folds a batch into rows and figures. Call inside `transaction()`; raises nothing of its own.

    The same record folded again changes nothing. Concurrent transactions about the same phone wait for each other.
    """
    records = list(incoming)
    others = [record for record in records if record.parsed.contact is None]  # entries and voids
    contacts.lock_phones(conn, {record.device for record in records})
    deltas = Deltas()
    winners = best(record for record in records if record.parsed.entry is None) if others else best(records)
    new = _apply(conn, _changes(conn, winners), deltas) if winners else set()
    told = entry_folding.fold(conn, others, deltas) if others else set()
    _settle(conn, told, new, deltas)


def refold(conn: Connection, first: Collection[Key], incoming: Iterable[Incoming]) -> None:
    """Takes these first records out of the figures, then folds what still counts of them (`incoming`).

    For records that a coordinator rejects after they counted, and for a phone with a "lost since" day.
    """
    stored = contacts.find(conn, set(first))
    void = [
        _Change(old, Stored(old.id, key, old.rank, old.team_id, None), None) for key, old in stored.items()
    ]
    deltas = Deltas()
    _apply(conn, void, deltas)
    told = entry_folding.withdraw(conn, first, deltas)
    contacts.remove(conn, [old.id for old in stored.values()])
    _settle(conn, told, (), deltas)
    fold(conn, incoming)


def _settle(conn: Connection, told: set[str], new: Collection[str], deltas: Deltas) -> None:
    """Slips that came back meet their referrals, whichever was first; then the figures are written."""
    for one in slips.settle(conn, told, new):
        deltas.referral(one.offered_on, one.zone_id, one.type_id, one.before, sign=-1)
        deltas.referral(one.offered_on, one.zone_id, one.type_id, one.after)
    rollups.write(conn, deltas)


def _changes(conn: Connection, winners: dict[Key, Incoming]) -> list[_Change]:
    stored = contacts.find(conn, winners.keys())
    ids = iter(contacts.reserve(conn, len(winners) - len(stored)))
    changes = []
    for key in sorted(winners):
        record, before = winners[key], stored.get(key)
        if before is not None and rank_of(record) <= before.rank:
            continue
        contact = record.parsed.contact
        ident = before.id if before else next(ids)
        team = before.team_id if before else record.team
        after = Stored(ident, key, rank_of(record), team, contact.row if contact else None)
        changes.append(_Change(before, after, contact))
    return changes


def _apply(conn: Connection, changes: list[_Change], deltas: Deltas) -> set[str]:
    """Writes changes of contacts; the slips of referrals that are new (or back again)."""
    touched = [change.before.id for change in changes if change.before is not None]
    lines = supplies.lines_of(conn, touched)
    offers = referrals.of_contacts(conn, touched)
    contacts.add(conn, [change.after for change in changes if change.before is None])
    contacts.change(conn, [change.after for change in changes if change.before is not None])
    _take_away(changes, deltas, lines, offers)
    supplies.remove_lines(conn, lines.keys())
    supplies.add_lines(conn, {c.after.id: c.contact.lines for c in changes if c.contact and c.contact.lines})
    _count(changes, deltas)
    return _fold_referrals(conn, changes, deltas, offers)


def _take_away(
    changes: list[_Change], deltas: Deltas, lines: dict[int, supplies.Lines], offers: dict[int, list[Held]]
) -> None:
    for before in (change.before for change in changes):
        if before is None or before.row is None:
            continue
        counted = [held for held in offers.get(before.id, ()) if not held.gone]
        deltas.contact(before.row, lines.get(before.id, ()), len(counted), before.team_id, sign=-1)
        for held in counted:
            deltas.referral(held.offered_on, held.zone_id, held.type_id, held.status, sign=-1)


def _count(changes: list[_Change], deltas: Deltas) -> None:
    for change in changes:
        if change.contact:
            contact = change.contact
            deltas.contact(contact.row, contact.lines, len(contact.offers), change.after.team_id)


def _fold_referrals(
    conn: Connection, changes: list[_Change], deltas: Deltas, offers: dict[int, list[Held]]
) -> set[str]:
    """Referrals are matched by slip, so that an outcome already known survives a correction of the contact."""
    fresh, kept, dropped = [], [], []
    told: set[str] = set()
    for change in changes:
        held = {entry.slip: entry for entry in offers.get(change.after.id, ())}
        if change.contact:
            row = change.contact.row
            for offer in change.contact.offers:
                old = held.pop(offer.slip, None)
                values = referrals.values(offer, change.after.id, change.after.team_id, row.zone_id, row.day)
                deltas.referral(row.day, row.zone_id, offer.type_id, old.status if old else "offered")
                if old is None or old.gone:
                    told.add(offer.slip)
                if old:
                    kept.append((old.id, values))
                else:
                    fresh.append(values)
        dropped += [entry for entry in held.values() if not entry.gone]
    referrals.drop(conn, dropped)
    referrals.change(conn, kept)
    referrals.add(conn, fresh)
    return told
