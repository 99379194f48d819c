"""Rules of the records about safety: an overdose reversal, an incident, a check-in.

Hand-written twins of safety/rules.js; tests/cases/{reversal,incident,checkin}.json are their contract. Reversals and
incidents are coarse from the first: month and zone, never the day.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ..errors import BadInputError, InvalidRecordError
from ..places.whereabouts import Known, one_of, read_day, read_where, read_zone, whole
from ..privacy.encoding import unb64

REVERSAL = ("kind", "version", "day", "zone", "doses", "product", "by", "ambulance", "outcome")
INCIDENT = ("kind", "version", "day", "part", "zone", "about", "types", "consents", "narrative")
CHECKIN = ("kind", "version", "day", "part", "zone", "state")

PRODUCTS = ("nasal", "injectable", "both")
GIVERS = ("participant", "worker", "other")
OUTCOMES = ("ok", "hospital", "died")
ABOUT = ("participant", "worker", "team")
TYPES = (
    "violence",
    "sexual_violence",
    "threat",
    "robbery",
    "police_stop",
    "arrest",
    "discrimination",
    "needlestick",
    "client_refused_pay",
    "stalking",
    "other",
)  # fmt: skip - its position is its bit
CONSENTS = ("team", "alert", "support", "police")  # its position is its bit
STATES = ("missed", "safe", "help")
MOST_DOSES = 20
LEAST_NARRATIVE, MOST_NARRATIVE = 1_024, 6_144  # bytes, sealed: the text is padded to 1,024 before


class Reversal(NamedTuple):
    """An overdose that was turned round, told by anybody. `ambulance`: 0 not asked, 1 yes, 2 no."""

    month: str
    zone_id: int
    doses: int
    product: str | None
    giver: str | None
    ambulance: int
    outcome: str | None


class Incident(NamedTuple):
    """Harm that somebody met. `types` and `consents` are bit sets; `narrative` is sealed to the team's key."""

    month: str
    zone_id: int
    about: str
    types: int
    consents: int
    team_key: str | None
    narrative: bytes | None


class Checkin(NamedTuple):
    """A worker on their own said that all is well, called for help, or did not answer in time."""

    day: date
    part: int
    zone_id: int
    state: str


def read_reversal(record: list[Any], known: Known) -> Reversal:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, zone, doses, product, by, ambulance, outcome."""
    _, _, day_text, zone, doses, product, by, ambulance, outcome = _of(record, REVERSAL)
    day, place = read_day(day_text, known), read_zone(zone, known)
    return Reversal(
        f"{day:%Y-%m}",
        place,
        whole(doses, 0, MOST_DOSES, "doses"),
        _maybe(product, PRODUCTS, "product"),
        _maybe(by, GIVERS, "by"),
        whole(ambulance, 0, 2, "ambulance"),
        _maybe(outcome, OUTCOMES, "outcome"),
    )


def read_incident(record: list[Any], known: Known) -> Incident:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, about, types, consents, narrative
    (also a text that nobody agreed to have read)."""
    _, _, day, part, zone, about, types, consents, narrative = _of(record, INCIDENT)
    where = read_where(day, part, zone, known)
    one_of(about, ABOUT, "about")
    kinds, agreed = _types(types), _consents(consents)
    key, sealed = (None, None) if narrative is None else _narrative(narrative)
    if sealed is not None and not agreed & 1:
        raise InvalidRecordError(code="narrative")
    return Incident(f"{where.day:%Y-%m}", where.zone_id, about, kinds, agreed, key, sealed)


def read_checkin(record: list[Any], known: Known) -> Checkin:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, state."""
    _, _, day, part, zone, state = _of(record, CHECKIN)
    where = read_where(day, part, zone, known)
    return Checkin(*where, one_of(state, STATES, "state"))


def type_codes(bits: int) -> tuple[str, ...]:
    """The types in a stored bit set."""
    return tuple(code for place, code in enumerate(TYPES) if bits >> place & 1)


def consent_codes(bits: int) -> tuple[str, ...]:
    """What was agreed to, from a stored bit set."""
    return tuple(code for place, code in enumerate(CONSENTS) if bits >> place & 1)


def _of(record: list[Any], fields: tuple[str, ...]) -> list[Any]:
    if len(record) != len(fields):
        raise InvalidRecordError(code="shape")
    return record


def _maybe(value: Any, allowed: tuple[str, ...], code: str) -> str | None:
    return None if value is None else one_of(value, allowed, code)


def _types(types: Any) -> int:
    if type(types) is not list or not types:
        raise InvalidRecordError(code="types")
    bits = 0
    for code in types:
        bit = 1 << TYPES.index(one_of(code, TYPES, "types"))
        if bits & bit:
            raise InvalidRecordError(code="types")
        bits |= bit
    return bits


def _consents(consents: Any) -> int:
    if type(consents) is not list or len(consents) != len(CONSENTS):
        raise InvalidRecordError(code="consents")
    if not all(type(agreed) is bool for agreed in consents):
        raise InvalidRecordError(code="consents")
    return sum(1 << place for place, agreed in enumerate(consents) if agreed)


def _narrative(narrative: Any) -> tuple[str, bytes]:
    if type(narrative) is not list or len(narrative) != 2 or not all(type(part) is str for part in narrative):
        raise InvalidRecordError(code="narrative")
    key, text = narrative
    try:
        sealed = unb64(text)
    except BadInputError:
        raise InvalidRecordError(code="narrative") from None
    if not _is_uuid(key) or not LEAST_NARRATIVE <= len(sealed) <= MOST_NARRATIVE:
        raise InvalidRecordError(code="narrative")
    return key, sealed


def _is_uuid(text: str) -> bool:
    groups = text.split("-")
    signs = set("0123456789abcdef")
    return [len(group) for group in groups] == [8, 4, 4, 4, 12] and set("".join(groups)) <= signs
