"""Supplies in figures: handed out, on hand, the ledger that adds up, and how many days the rest will last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select

from ..supplies.models import Item, Movement, Stock
from . import models, rules, spans
from .rollups import table
from .rules import WINDOW_DAYS, WINDOWS, Period, span

_ITEM, _MOVEMENT, _STOCK = table(Item), table(Movement), table(Stock)
_TABLES = (table(models.MonthItem), table(models.DayItem))
_FAR = date(9999, 12, 31)
_COLUMN = {"item": "item_id", "zone": "zone_id", "site": "site_id", "month": "month", "day": "day"}


class Units(NamedTuple):
    """Units handed out, and supply lines: for one item the contacts that got it."""

    units: int
    contacts: int


def handed_out(
    conn: Connection, period: Period, by: str | tuple[str, ...] = "item", zone: int | None = None,
    site: int | None = None,
) -> dict[Any, Units]:  # fmt: skip
    """Units handed out by item, zone, site, month or day, or by two of them: ("zone", "item"), ("month", "item").

    Keys are the item's code, the zone's or site's id (site 0: no store named), the month's key or the day; tuples
    for two. Only what sits on a shelf counts in a sum over items; people trained and samples sent do not.
    """
    words = (by,) if isinstance(by, str) else by
    names = [_COLUMN[word] for word in words if word != "item"]
    codes, shelf = _codes(conn)
    only = {"zone_id": zone, "site_id": site}
    found: dict[Any, list[int]] = {}
    read = _over(period.start, period.end, "day" in words)
    sums = spans.sums(conn, _TABLES, read, [*names, "item_id"], ["quantity", "contacts"], **only)
    for key, (units, contacts) in sums.items():
        if "item" not in words and key[-1] not in shelf:
            continue
        values = dict(zip([*names, "item_id"], key, strict=True))
        parts = tuple(codes[values["item_id"]] if word == "item" else values[_COLUMN[word]] for word in words)
        held = found.setdefault(parts if len(parts) > 1 else parts[0], [0, 0])
        held[0] += units
        held[1] += contacts
    return {key: Units(*pair) for key, pair in found.items()}


def shelf_units(conn: Connection, period: Period, zone: int | None = None) -> int:
    """All units handed out of what sits on a shelf."""
    _, shelf = _codes(conn)
    sums = spans.sums(conn, _TABLES, span(period.start, period.end), ["item_id"], ["quantity"], zone_id=zone)
    return sum(units for (item,), (units,) in sums.items() if item in shelf)


def _over(start: date, end: date, by_day: bool = False) -> rules.Span:
    return rules.Span([], [(start, end)]) if by_day else span(start, end)


def _codes(conn: Connection) -> tuple[dict[int, str], frozenset[int]]:
    """The code of every item, and the items that sit on a shelf."""
    rows = conn.execute(_ITEMS).all()
    return {row.id: row.code for row in rows}, frozenset(row.id for row in rows if row.stocked)


_ITEMS = select(_ITEM.c.id, _ITEM.c.code, _ITEM.c.stocked).order_by(_ITEM.c.position, _ITEM.c.id)


def stock(conn: Connection) -> dict[tuple[int, str], int]:
    """Units on hand by (site id, item code), for what sits on a shelf. Site 0: handed out without naming a store,
    so it is zero or below. A number below zero is a shortfall: more was given than the ledger knows of."""
    statement = select(_STOCK.c.site_id, _ITEM.c.code, _STOCK.c.on_hand).join(
        _ITEM, _ITEM.c.id == _STOCK.c.item_id
    )
    return {(site, code): units for site, code, units in conn.execute(statement.where(_ITEM.c.stocked))}


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: opening + received + transferred − handed_out − lost − expired + adjusted = closing.

    All in units. `transferred` is what came from other sites minus what went to them: 0 for all sites together.
    """

    code: str
    opening: int
    received: int
    transferred: int
    handed_out: int
    lost: int
    expired: int
    adjusted: int
    closing: int


def ledger(conn: Connection, period: Period, site: int | None = None) -> list[Entry]:
    """The ledger of a period, one entry per item that moved or is there, in the order of the catalogue.

    `closing` is what was on hand at the end of the period's last day (for a running period: now), reckoned back
    from what is on hand now; so opening, closing and today's stock can never disagree.
    """
    now = _on_hand(conn, site)
    moved = _movements(conn, period.start, period.end, site)
    later = _movements(conn, period.end + timedelta(days=1), _FAR, site)
    out = _out(conn, period.start, period.end, site)
    out_later = _out(conn, period.end + timedelta(days=1), _FAR, site)
    entries = []
    codes, shelf = _codes(conn)
    for ident, code in codes.items():
        closing = now.get(ident, 0) - sum(later.get(ident, {}).values()) + out_later.get(ident, 0)
        entry = _entry(code, closing, moved.get(ident, {}), out.get(ident, 0))
        if ident in shelf and entry != Entry(code, 0, 0, 0, 0, 0, 0, 0, 0):
            entries.append(entry)
    return entries


def _entry(code: str, closing: int, moved: Mapping[str, int], out: int) -> Entry:
    get = moved.get
    return Entry(
        code,
        opening=closing - sum(moved.values()) + out,
        received=get("received", 0),
        transferred=get("transfer", 0),
        handed_out=out,
        lost=-get("lost", 0),
        expired=-get("expired", 0),
        adjusted=get("adjusted", 0),
        closing=closing,
    )


def _on_hand(conn: Connection, site: int | None) -> dict[int, int]:
    statement = select(_STOCK.c.item_id, func.sum(_STOCK.c.on_hand)).group_by(_STOCK.c.item_id)
    if site is not None:
        statement = statement.where(_STOCK.c.site_id == site)
    return {item: int(units) for item, units in conn.execute(statement)}


def _movements(conn: Connection, start: date, end: date, site: int | None) -> dict[int, dict[str, int]]:
    """Signed units by item and kind from `start` to `end`."""
    statement = select(_MOVEMENT.c.item_id, _MOVEMENT.c.kind, func.sum(_MOVEMENT.c.quantity)).where(
        _MOVEMENT.c.day.between(start, end)
    )
    if site is not None:
        statement = statement.where(_MOVEMENT.c.site_id == site)
    found: dict[int, dict[str, int]] = {}
    for item, kind, units in conn.execute(statement.group_by(_MOVEMENT.c.item_id, _MOVEMENT.c.kind)):
        found.setdefault(item, {})[kind] = int(units)
    return found


def _out(conn: Connection, start: date, end: date, site: int | None) -> dict[int, int]:
    if end == _FAR:  # up to the last day there is: whole months from the next one on
        first = start if start.day == 1 else rules.next_month(start)
        edge = [(start, first - timedelta(days=1))] if start < first else []
        over = rules.Span([f"{first:%Y-%m}", "9999-12"], edge)
    else:
        over = span(start, end)
    sums = spans.sums(conn, _TABLES, over, ["item_id"], ["quantity"], site_id=site)
    return {key[0]: units for key, (units,) in sums.items()}


class DaysLeft(NamedTuple):
    """How long an item will last at a site: units on hand, and days from `low` to `high` (None: no end in sight).

    `daily` is the least and the most units used a day (mean of a window of seven days)."""

    site_id: int
    code: str
    on_hand: int
    low: int | None
    high: int | None
    daily: tuple[float, float]


def days_left(conn: Connection, today: date, together: bool = False) -> list[DaysLeft]:
    """Days left per site and item, the shortest first (figures/rules.days_left has the rule).

    The use is that of the 28 days before `today`, in four windows of seven days. `together`: all sites as one,
    with site id 0. Items that never moved are left out.
    """
    on_hand: dict[tuple[int, str], int] = {}
    for (site, code), units in stock(conn).items():
        place = (0 if together else site, code)
        on_hand[place] = on_hand.get(place, 0) + units
    use = _use(conn, today, together)
    none = [0] * WINDOWS
    found = [
        _days_left(*key, units, use.get(key, none)) for key, units in on_hand.items() if key[0] or together
    ]
    return sorted(found, key=lambda d: (_order(d.low), _order(d.high), d.code, d.site_id))


def _order(days: int | None) -> int:
    return 10**9 if days is None else days


def _days_left(site: int, code: str, on_hand: int, use: list[int]) -> DaysLeft:
    low, high = rules.days_left(on_hand, use)
    return DaysLeft(site, code, on_hand, low, high, (min(use) / WINDOW_DAYS, max(use) / WINDOW_DAYS))


def _use(conn: Connection, today: date, together: bool) -> dict[tuple[int, str], list[int]]:
    days = _TABLES[1]
    starts = [today - timedelta(days=WINDOW_DAYS * (n + 1)) for n in range(WINDOWS)]
    windows = [
        func.sum(
            case(
                (days.c.day.between(first, first + timedelta(days=WINDOW_DAYS - 1)), days.c.quantity), else_=0
            )
        )
        for first in starts
    ]
    statement = (
        select(days.c.site_id, days.c.item_id, *windows)
        .where(days.c.day >= starts[-1], days.c.day < today)
        .group_by(days.c.site_id, days.c.item_id)
    )
    codes, _ = _codes(conn)
    found: dict[tuple[int, str], list[int]] = {}
    for site, item, *units in conn.execute(statement):
        held = found.setdefault((0 if together else site, codes[item]), [0] * WINDOWS)
        for place, count in enumerate(units):
            held[place] += int(count)
    return found


def course(conn: Connection, code: str, start: date, today: date) -> list[tuple[date, int]]:
    """Units of one item on hand at the end of each day, all sites together, reckoned back from what is on hand now."""
    item = next(ident for ident, known in _codes(conn)[0].items() if known == code)
    days = rules.Span([], [(start, today)])
    sums = spans.sums(conn, _TABLES, days, ["day"], ["quantity"], item_id=item)
    given = {key[0]: units for key, (units,) in sums.items()}
    moved = select(_MOVEMENT.c.day, func.sum(_MOVEMENT.c.quantity)).where(
        _MOVEMENT.c.item_id == item, _MOVEMENT.c.day.between(start, today)
    )
    came = {day: int(units) for day, units in conn.execute(moved.group_by(_MOVEMENT.c.day))}
    left, found = _on_hand(conn, None).get(item, 0), []
    for day in (today - timedelta(days=n) for n in range((today - start).days + 1)):
        found.append((day, left))
        left += given.get(day, 0) - came.get(day, 0)
    return found[::-1]
