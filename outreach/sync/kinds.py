"""Every kind of record that may arrive, in one table: its fields, how it is read, folded and kept.

To add a kind: its feature's rules, one row here, its place in the phone app, its tests.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ..contacts import record_models as contact_models
from ..contacts import record_rules as contact_records
from ..contacts import rules as contacts
from ..entries import EntryRows
from ..errors import InvalidRecordError
from ..figures import sealing
from ..places import store as places
from ..places.whereabouts import Known
from ..referrals import record_models as referral_models
from ..referrals import record_rules as referral_records
from ..referrals import rules as referrals
from ..referrals import store as referral_store
from ..safety import record_models as safety_models
from ..safety import record_rules as safety
from ..supplies import record_models as supply_models
from ..supplies import record_rules as supply_records
from ..supplies import rules as supplies
from ..supplies import store as supply_store


class Ref(NamedTuple):
    """The first record that an amendment or a void is about."""

    device: str
    uid: bytes
    n: int


class Contact(NamedTuple):
    """A whole contact, checked: its row, its supply lines (sorted by item) and its referrals."""

    row: contacts.Row
    lines: tuple[supplies.Line, ...]
    offers: tuple[referrals.Offer, ...]


class Entry(NamedTuple):
    """A record that is no contact, checked. `row` is what its feature keeps of it."""

    kind: str
    row: Any


class Parsed(NamedTuple):
    """A record that keeps the rules of its kind: a contact, an entry, or (both None) a void. `ref` is None for a first
    record."""

    kind: str
    contact: Contact | None
    ref: Ref | None
    entry: Entry | None = None


@dataclass(frozen=True)
class Kind:
    """One kind and version: its fields in order, how it is read, how it is folded, and how long it is kept."""

    name: str
    version: int
    fields: tuple[str, ...]
    read: Callable[[list[Any], Known], Parsed]
    fold: str  # "replace": the version of highest rank counts; "empty": it leaves a tombstone; "once": never changed
    kept: str  # "months": rows go after RETENTION_MONTHS, totals stay
    rows: EntryRows | None = None  # where a record that is no contact is kept


def parse(record: Any, known: Known) -> Parsed:
    """The checked record. Raises InvalidRecordError with the code of the rule that it breaks (shape, kind, version,
    ref, or a code of the feature whose field it is)."""
    if type(record) is not list or len(record) < 2:
        raise InvalidRecordError(code="shape")
    name, version = record[0], record[1]
    kind = KINDS.get(name) if type(name) is str else None
    if kind is None:
        raise InvalidRecordError(code="kind")
    if type(version) is not int or version != kind.version:
        raise InvalidRecordError(code="version")
    return kind.read(record, known)


def known(conn: Connection, today: date, pseudonym: Callable[[str, date], bytes | None]) -> Known:
    """What records may refer to now: no day of a sealed month, and at most tomorrow (a phone may be ahead)."""
    return Known(
        zones=places.zone_ids(conn),
        sites=places.site_ids(conn),
        items=supply_store.item_ids(conn),
        types=referral_store.type_ids(conn),
        services=referral_store.service_ids(conn),
        first_day=sealing.first_open_day(conn),
        last_day=today + timedelta(days=1),
        pseudonym=pseudonym,
        settings=contacts.SETTINGS,
    )


def _contact(record: list[Any], known: Known) -> Parsed:
    told = Contact(
        contacts.read(record, known),
        supplies.read_lines(record[13], known.items),
        referrals.read_offers(record[17], known.types, known.services),
    )
    return Parsed("contact", told, None)


def _tally(record: list[Any], known: Known) -> Parsed:
    row = contact_records.read_tally(record, known)
    return Parsed("tally", Contact(row, supplies.read_lines(record[8], known.items), ()), None)


def _amend(record: list[Any], known: Known) -> Parsed:
    ref = _ref(record, 6)
    inner = record[5]
    if type(inner) is not list or len(inner) < 2 or type(inner[0]) is not str or type(inner[1]) is not int:
        raise InvalidRecordError(code="shape")
    kind = KINDS.get(inner[0])
    if kind is None or kind.name not in AMENDABLE or inner[1] != kind.version:
        raise InvalidRecordError(code="shape")
    told = kind.read(inner, known)
    return Parsed("amend", told.contact, ref, told.entry)


def _void(record: list[Any], known: Known) -> Parsed:
    return Parsed("void", None, _ref(record, 5))


def _ref(record: list[Any], length: int) -> Ref:
    if len(record) != length:
        raise InvalidRecordError(code="shape")
    device, uid, n = record[2:5]
    if not _is_uuid(device) or not _is_uuid(uid) or type(n) is not int or not 1 <= n < 2**31:
        raise InvalidRecordError(code="ref")
    return Ref(device, uuid.UUID(uid).bytes, n)


def _is_uuid(text: Any) -> bool:
    if type(text) is not str or len(text) != 36:
        return False
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _entry(
    fields: tuple[str, ...], read: Callable[[list[Any], Known], Any], model: Any, row: Any, *lines: Any,
    fold: str = "replace",
) -> Kind:  # fmt: skip
    """A kind that is no contact, named like the first field of its records."""
    name = str(read.__name__).removeprefix("read_")

    def parsed(record: list[Any], known: Known) -> Parsed:
        return Parsed(name, None, None, Entry(name, read(record, known)))

    return Kind(name, 1, fields, parsed, fold, kept="months", rows=EntryRows(model, row, *lines))


REF = ("kind", "version", "ref_device", "ref_id", "ref_n")
KINDS = {
    kind.name: kind
    for kind in (
        Kind("contact", 1, contacts.FIELDS, _contact, fold="replace", kept="months"),
        Kind("tally", 1, contact_records.TALLY, _tally, fold="replace", kept="months"),
        Kind("amend", 1, (*REF, "record"), _amend, fold="replace", kept="months"),
        Kind("void", 1, REF, _void, fold="empty", kept="months"),
        _entry(
            contact_records.CLEANUP,
            contact_records.read_cleanup,
            contact_models.Cleanup,
            contact_records.Cleanup,
        ),
        _entry(safety.REVERSAL, safety.read_reversal, safety_models.Reversal, safety.Reversal),
        _entry(safety.INCIDENT, safety.read_incident, safety_models.Incident, safety.Incident),
        _entry(safety.CHECKIN, safety.read_checkin, safety_models.Checkin, safety.Checkin, fold="once"),
        _entry(
            supply_records.RESTOCK, supply_records.read_restock, supply_models.Restock, supply_records.Restock,
            supply_models.RestockLine,
        ),
        _entry(
            supply_records.COUNT, supply_records.read_count, supply_models.StockCount, supply_records.Count,
            supply_models.StockCountLine,
        ),
        _entry(supply_records.UNMET, supply_records.read_unmet, supply_models.Unmet, supply_records.Unmet),
        _entry(
            supply_records.SHIFT, supply_records.read_shift, supply_models.Shift, supply_records.Shift,
            supply_models.ShiftLine, supply_records.BagLine,
        ),
        _entry(
            referral_records.OUTCOME,
            referral_records.read_outcome,
            referral_models.Outcome,
            referral_records.Outcome,
        ),
    )
}  # fmt: skip
CHANGES = frozenset({"amend", "void"})
AMENDABLE = frozenset(name for name, kind in KINDS.items() if name not in CHANGES and kind.fold != "once")
