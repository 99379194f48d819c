"""When and where a record says that something happened: the fields that every kind of record shares, and what they
may refer to. Neither Flask nor the database."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import InvalidRecordError


@dataclass(frozen=True, slots=True)
class Known:
    """What a record may refer to (retired entries too: an old phone's record stays good), and which days.

    `types` gives (id, follow-up days); `pseudonym` turns a participant code into the yearly keyed pseudonym.
    """

    zones: Container[int]
    sites: Container[int]
    items: Mapping[str, int]
    types: Mapping[str, tuple[int, int]]
    services: Container[int]
    first_day: date
    last_day: date
    pseudonym: Callable[[str, date], bytes | None]
    settings: Container[str] = frozenset()


class Where(NamedTuple):
    """Day, part of day and zone."""

    day: date
    part: int
    zone_id: int


def read_where(day: Any, part: Any, zone: Any, known: Known) -> Where:
    """Raises InvalidRecordError: day, day_sealed, day_future, part, zone."""
    found = read_day(day, known)
    if type(part) is not int or not 0 <= part <= 3:
        raise InvalidRecordError(code="part")
    return Where(found, part, read_zone(zone, known))


def read_day(text: Any, known: Known) -> date:
    """A day that can still be counted. Raises InvalidRecordError: day, day_sealed, day_future."""
    day = parse_day(text) if type(text) is str else None
    if day is None:
        raise InvalidRecordError(code="day")
    if day < known.first_day:
        raise InvalidRecordError(code="day_sealed")
    if day > known.last_day:
        raise InvalidRecordError(code="day_future")
    return day


@lru_cache(maxsize=2048)
def parse_day(text: str) -> date | None:
    """A date written exactly YYYY-MM-DD, or None."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_zone(zone: Any, known: Known) -> int:
    """Raises InvalidRecordError with code "zone"."""
    if type(zone) is not int or zone not in known.zones:
        raise InvalidRecordError(code="zone")
    return zone


def read_site(site: Any, known: Known) -> int | None:
    """Raises InvalidRecordError with code "site"."""
    if site is not None and (type(site) is not int or site not in known.sites):
        raise InvalidRecordError(code="site")
    return site


def read_setting(setting: Any, known: Known) -> str:
    """Raises InvalidRecordError with code "setting"."""
    if type(setting) is not str or setting not in known.settings:
        raise InvalidRecordError(code="setting")
    return setting


def one_of(value: Any, allowed: Container[str], code: str) -> str:
    """One of the codes of a field. Raises InvalidRecordError with `code`."""
    if type(value) is not str or value not in allowed:
        raise InvalidRecordError(code=code)
    return value


def whole(value: Any, low: int, high: int, code: str) -> int:
    """A whole number from `low` to `high`. Raises InvalidRecordError with `code`."""
    if type(value) is not int or not low <= value <= high:
        raise InvalidRecordError(code=code)
    return value
