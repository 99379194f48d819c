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

from ..contacts import rules as contacts
from ..places.whereabouts import Known
from ..errors import InvalidRecordError
from ..figures import sealing
from ..places import store as places
from ..referrals import rules as referrals
from ..referrals import store as referral_store
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


class Parsed(NamedTuple):
    """A record that keeps the rules of its kind. `contact` is None for a void; `ref` is None for a first record."""

    kind: str
    contact: Contact | None
    ref: Ref | None


@dataclass(frozen=True)
class Kind:
    """One kind and version: its fields in order, how it is read, how it is folded, and how long it is kept."""

    name: str
    version: int
    fields: tuple[str, ...]
    read: Callable[[list[Any], Known], Parsed]
    fold: str  # "replace": the version of highest rank is the contact; "empty": it leaves a tombstone
    kept: str  # "months": rows go after RETENTION_MONTHS, totals stay


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
    )


def _contact(record: list[Any], known: Known) -> Parsed:
    return Parsed("contact", _whole(record, known), None)


def _amend(record: list[Any], known: Known) -> Parsed:
    ref = _ref(record, 6)
    inner = record[5]
    if (
        type(inner) is not list
        or len(inner) < 2
        or inner[0] != "contact"
        or inner[1] != 1
        or type(inner[1]) is not int
    ):
        raise InvalidRecordError(code="shape")
    return Parsed("amend", _whole(inner, known), ref)


def _void(record: list[Any], known: Known) -> Parsed:
    return Parsed("void", None, _ref(record, 5))


def _whole(record: list[Any], known: Known) -> Contact:
    return Contact(
        contacts.read(record, known),
        supplies.read_lines(record[13], known.items),
        referrals.read_offers(record[17], known.types, known.services),
    )


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


REF = ("kind", "version", "ref_device", "ref_id", "ref_n")
KINDS = {
    kind.name: kind
    for kind in (
        Kind("contact", 1, contacts.FIELDS, _contact, fold="replace", kept="months"),
        Kind("amend", 1, (*REF, "contact"), _amend, fold="replace", kept="months"),
        Kind("void", 1, REF, _void, fold="empty", kept="months"),
    )
}
