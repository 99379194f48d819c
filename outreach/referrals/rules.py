"""Slip codes, follow-up dates, and the steps of a referral. Neither Flask nor the database."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InvalidRecordError

TAXONOMY: dict[str, Any] = json.loads((Path(__file__).parent / "taxonomy.json").read_text("utf-8"))
TYPES = {entry["code"]: entry for entry in TAXONOMY["types"]}
MODES = frozenset(entry["code"] for entry in TAXONOMY["modes"])
STATUSES = tuple(entry["code"] for entry in TAXONOMY["statuses"])

# What the person or the service can tell us next. MISSED closes the follow-up and leaves the furthest step as it
# was: accepted, but not attended. A final word may be corrected by a later one.
MISSED = "missed"
STEPS: dict[str, tuple[str, ...]] = {
    "offered": ("accepted", "appointment", "attended", "declined", "unknown", MISSED),
    "accepted": ("appointment", "attended", "declined", "unknown", MISSED),
    "appointment": ("attended", "declined", "unknown", MISSED),
    "attended": (),
    "declined": ("accepted", "appointment", "attended"),
    "unknown": ("accepted", "appointment", "attended", "declined"),
}
FINAL = ("attended", "declined", "unknown", MISSED)
OPEN = ("offered", "accepted", "appointment")  # waiting for an outcome, unless it was missed

MOST_REFERRALS = 20
SCANNED = "S:"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def check_sign(six: str) -> str:
    """The seventh sign of a slip code, from its six random ones (already upper case, Crockford).

    Horner's rule in the field of 32 elements (generator 2, polynomial x^5 + x^2 + 1): start with 0; for each
    sign XOR its value, then double (shift left; if that leaves 5 bits, XOR 37). Each wrong sign and each swap of
    two neighbours is found, which a sum modulo 31 cannot promise for 32 signs.
    """
    total = 0
    for sign in six:
        total = (total ^ _VALUE[sign]) << 1
        if total > 31:
            total ^= 37
    return SIGNS[total]


def make_slip(six: str) -> str:
    """A slip code (7 signs, as it is stored) from six random signs."""
    return six + check_sign(six)


def read_slip(typed: str) -> str | None:
    """What somebody typed or scanned as 7 stored signs, or None when it cannot be a slip code.

    A scanned slip begins with SCANNED, so that a reader for QR codes takes it for words and not for an address.
    """
    slip = typed.strip().upper().removeprefix(SCANNED).translate(_READ_AS)
    return slip if is_slip(slip) else None


def is_slip(slip: object) -> bool:
    """True for the 7 signs of a slip code exactly as they are stored."""
    if type(slip) is not str or len(slip) != 7 or not all(sign in _VALUE for sign in slip):
        return False
    return check_sign(slip[:6]) == slip[6]


def show_slip(slip: str) -> str:
    """ABC-DEFG, as it is read aloud."""
    return f"{slip[:3]}-{slip[3:]}"


class Offer(NamedTuple):
    """One referral as a contact record tells it."""

    type_id: int
    slip: str
    mode: str
    service_id: int | None
    follow_up_days: int


def read_offers(
    referrals: Any, types: Mapping[str, tuple[int, int]], services: Container[int]
) -> tuple[Offer, ...]:
    """The referrals of a contact record; `types` gives (id, follow-up days) of each known code.

    Raises InvalidRecordError: referrals (form), type, slip (also when it is there twice), mode, service.
    """
    if type(referrals) is not list or len(referrals) > MOST_REFERRALS:
        raise InvalidRecordError(code="referrals")
    found = tuple(_offer(entry, types, services) for entry in referrals)
    if len(found) > 1 and len({offer.slip for offer in found}) < len(found):
        raise InvalidRecordError(code="slip")
    return found


def _offer(entry: Any, types: Mapping[str, tuple[int, int]], services: Container[int]) -> Offer:
    if type(entry) is not list or len(entry) != 4:
        raise InvalidRecordError(code="referrals")
    code, slip, mode, service = entry
    kind = types.get(code) if type(code) is str else None
    if kind is None:
        raise InvalidRecordError(code="type")
    if not is_slip(slip):
        raise InvalidRecordError(code="slip")
    if type(mode) is not str or mode not in MODES:
        raise InvalidRecordError(code="mode")
    if service is not None and (type(service) is not int or service not in services):
        raise InvalidRecordError(code="service")
    return Offer(kind[0], slip, mode, service, kind[1])


def due_date(offered: date, follow_up_days: int) -> date:
    """The day by which somebody should ask how it went."""
    return offered + timedelta(days=follow_up_days)


def may_settle(before: str, after: str) -> bool:
    """Whether a referral may go from one status to the other."""
    return after in STEPS.get(before, ())
