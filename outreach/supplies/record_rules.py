"""Rules of the records about supplies that are no contact: a restock request, a shelf count, an unmet need, a shift.

Hand-written twins of supplies/rules.js and contacts/other-rules.js; tests/cases/{restock,count,unmet,shift}.json are
their contract.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from ..errors import InvalidRecordError
from ..places.whereabouts import (
    Known,
    one_of,
    read_day,
    read_setting,
    read_site,
    read_where,
    whole,
)
from .rules import MOST_LINES, MOST_UNITS

RESTOCK = ("kind", "version", "day", "site", "lines", "when")
COUNT = ("kind", "version", "day", "site", "lines")
UNMET = ("kind", "version", "day", "part", "zone", "what", "code", "why", "people")
SHIFT = ("kind", "version", "day", "part", "zone", "site", "setting", "workers", "lines")

WHEN = ("when you can", "this week", "tonight")  # 0, 1, 2
WHATS = frozenset({"item", "referral", "other"})
REASONS_UNMET = (
    "none_left", "not_carried", "closed", "full", "refused", "no_papers", "cost", "far", "waiting", "other",
)  # fmt: skip
REASONS_SHIFT = ("miscounted", "forgot", "damaged", "stolen", "unknown")
Line = TypeVar("Line", bound=tuple[Any, ...])
MOST_ASKING, MOST_WORKERS, MOST_COUNTED = 99, 9, 1_000_000


class Restock(NamedTuple):
    """A worker asks for supplies. `urgency`: 0 when you can, 1 this week, 2 tonight."""

    day: date
    site_id: int | None
    urgency: int
    lines: tuple[tuple[int, int], ...]  # item id, units


class Count(NamedTuple):
    """What somebody counted on a shelf. Nothing changes until a coordinator books it."""

    day: date
    site_id: int
    lines: tuple[tuple[int, int], ...]  # item id, counted


class Unmet(NamedTuple):
    """Somebody asked for what was not there."""

    day: date
    part: int
    zone_id: int
    what: str
    code: str | None
    why: str
    people: int


class BagLine(NamedTuple):
    """One item of a bag over a shift, in units; `difference` is what is missing (below zero: too many)."""

    item_id: int
    loaded: int
    received: int
    handed_out: int
    lost: int
    handed_on: int
    counted: int
    why: str | None

    @property
    def difference(self) -> int:
        """loaded + received − handed out − lost − handed on − counted."""
        return self.loaded + self.received - self.handed_out - self.lost - self.handed_on - self.counted


class Shift(NamedTuple):
    """A shift that has ended, with its bag."""

    day: date
    part: int
    zone_id: int
    site_id: int | None
    setting: str
    workers: int
    lines: tuple[BagLine, ...]


def read_restock(record: list[Any], known: Known) -> Restock:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, site, lines, item, item_twice, quantity, when."""
    _, _, day_text, site, lines, when = _of(record, RESTOCK)
    day, store = read_day(day_text, known), read_site(site, known)
    found = tuple(_pair(line, known.items, 1, MOST_UNITS) for line in _lines(lines, least=1))
    whole(when, 0, 2, "when")
    return Restock(day, store, when, _once(found))


def read_count(record: list[Any], known: Known) -> Count:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, site, lines, item, item_twice, quantity."""
    _, _, day_text, site, lines = _of(record, COUNT)
    day, store = read_day(day_text, known), read_site(site, known)
    if store is None:
        raise InvalidRecordError(code="site")
    found = tuple(_pair(line, known.items, 0, MOST_COUNTED) for line in _lines(lines, least=1))
    return Count(day, store, _once(found))


def read_unmet(record: list[Any], known: Known) -> Unmet:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, what, code, why, people."""
    _, _, day, part, zone, what, code, why, people = _of(record, UNMET)
    where = read_where(day, part, zone, known)
    allowed: Container[str] = {"item": known.items, "referral": known.types}.get(
        one_of(what, WHATS, "what"), ()
    )
    if what == "other":
        if code is not None:
            raise InvalidRecordError(code="code")
    else:
        one_of(code, allowed, "code")
    one_of(why, REASONS_UNMET, "why")
    whole(people, 1, MOST_ASKING, "people")
    return Unmet(*where, what, code, why, people)


def read_shift(record: list[Any], known: Known) -> Shift:
    """Raises InvalidRecordError: shape, day, day_sealed, day_future, part, zone, site, setting, workers, lines, item,
    item_twice, quantity, why (a difference needs a reason, and only a difference has one)."""
    _, _, day, part, zone, site, setting, workers, lines = _of(record, SHIFT)
    where = read_where(day, part, zone, known)
    store, kind = read_site(site, known), read_setting(setting, known)
    whole(workers, 1, MOST_WORKERS, "workers")
    found = tuple(_bag(line, known.items) for line in _lines(lines, least=0))
    return Shift(*where, store, kind, workers, _once(found))


def _of(record: list[Any], fields: tuple[str, ...]) -> list[Any]:
    if len(record) != len(fields):
        raise InvalidRecordError(code="shape")
    return record


def _lines(lines: Any, least: int) -> list[Any]:
    if type(lines) is not list or not least <= len(lines) <= MOST_LINES:
        raise InvalidRecordError(code="lines")
    return lines


def _pair(line: Any, items: Mapping[str, int], low: int, high: int) -> tuple[int, int]:
    if type(line) is not list or len(line) != 2:
        raise InvalidRecordError(code="lines")
    return items[one_of(line[0], items, "item")], whole(line[1], low, high, "quantity")


def _bag(line: Any, items: Mapping[str, int]) -> BagLine:
    if type(line) is not list or len(line) != 8:
        raise InvalidRecordError(code="lines")
    item, *units, why = line
    ident = items[one_of(item, items, "item")]
    for amount in units:
        whole(amount, 0, MOST_UNITS, "quantity")
    loaded, received, handed_out, lost, handed_on, counted = units
    found = BagLine(ident, loaded, received, handed_out, lost, handed_on, counted, why)
    if why is not None:
        one_of(why, REASONS_SHIFT, "why")
    if (found.difference == 0) != (why is None):
        raise InvalidRecordError(code="why")
    return found


def _once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if len({line[0] for line in lines}) < len(lines):
        raise InvalidRecordError(code="item_twice")
    return tuple(sorted(lines, key=lambda line: line[0]))
