"""What the supplies page shows: what is left, what was handed out, the ledger, each with its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from ..figures import store as figures
from ..figures.rules import Period, month_keys, parse_period, previous
from ..figures.store import Entry
from ..supplies import movements
from ..supplies import store as supplies
from . import rules
from .charts import Value
from .filters import Filter

MONTHS = 12
NEAR_DAYS = 120  # further ahead the use of four weeks says nothing


@dataclass(frozen=True)
class Left:
    """One item on the shelf. `low` and `high` are days (None: no end in sight); `daily` the least and most a day."""

    code: str
    name: str
    on_hand: int
    by_site: Mapping[int, int]
    low: int | None
    high: int | None
    daily: tuple[float, float]
    order_by: date | None


@dataclass(frozen=True)
class Given:
    """Handed out and returned in the period. Pairs are (name, units, units in the period before)."""

    items: list[Value]
    zones: list[Value]
    months: list[tuple[str, int]]
    units: int
    returned: int
    returned_before: int
    methods: list[tuple[str, int]]
    returned_months: list[tuple[str, int]]


def names(conn: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """Names of items by code, and their short names for charts."""
    items = supplies.items(conn)
    return {one["code"]: one["name"] for one in items}, {one["code"]: one["short"] for one in items}


def left(
    conn: Connection, today: date, known: Mapping[str, str], site: int | None, delivery: int
) -> list[Left]:
    """What is left, of all places together or of one, the shortest first."""
    shares: dict[str, dict[int, int]] = {}
    for (place, code), units in figures.stock(conn).items():
        shares.setdefault(code, {})[place] = units
    found = figures.days_left(conn, today, together=site is None)
    return [
        Left(one.code, known.get(one.code, one.code), one.on_hand, shares.get(one.code, {}), one.low, one.high,
             one.daily, rules.order_by(today, one.low, delivery))
        for one in found
        if site is None or one.site_id == site
    ]  # fmt: skip


def given(conn: Connection, shown: Filter, known: Mapping[str, str], today: date) -> Given:
    """What was handed out and came back in the period, with the period before beside it."""
    period, zone, site = shown.period, shown.zone, shown.site
    before = previous(period)
    items, earlier = (_units(figures.handed_out(conn, one, "item", zone, site)) for one in (period, before))
    zones = _units(figures.handed_out(conn, period, "zone", zone, site))
    zones_before = _units(figures.handed_out(conn, before, "zone", zone, site))
    year = _year(period, today)
    back, back_before = (
        figures.returned(conn, period, "method", zone),
        figures.returned(conn, before, "method", zone),
    )
    return Given(
        items=_sorted(items, earlier, known),
        zones=_sorted(zones, zones_before, shown.zones),
        months=_by_month(_units(figures.handed_out(conn, year, "month", zone, site)), year),
        units=sum(zones.values()),
        returned=sum(one.needles for one in back.values()),
        returned_before=sum(one.needles for one in back_before.values()),
        methods=[(method, one.needles) for method, one in sorted(back.items())],
        returned_months=_by_month(
            {key: one.needles for key, one in figures.returned(conn, year, "month", zone).items()}, year
        ),
    )


@dataclass(frozen=True)
class Lot:
    """A lot that is not used up: units left, and how many of them may expire at the slowest use."""

    name: str
    number: str
    expires_on: date
    left: int
    may_expire: int


def lots(
    conn: Connection, today: date, known: Mapping[str, str], left: Sequence[Left], most: int = 10
) -> list[Lot]:
    """The lots that expire first, those that may expire unused before all others."""
    slowest = {one.code: one.daily[0] for one in left}
    found, before = [], dict.fromkeys(known, 0)
    dated = [one for one in movements.lots_left(conn) if one.expires_on is not None]
    for one in sorted(dated, key=lambda lot: (lot.expires_on or date.max, lot.number)):
        expires = one.expires_on or date.max
        wasted = rules.may_expire(
            before.get(one.code, 0), one.left, slowest.get(one.code, 0), (expires - today).days
        )
        before[one.code] = before.get(one.code, 0) + one.left
        near = (expires - today).days <= NEAR_DAYS
        found.append(Lot(known.get(one.code, one.code), one.number, expires, one.left, wasted if near else 0))
    return sorted(found, key=lambda lot: (not lot.may_expire, lot.expires_on))[:most]


def ledger(conn: Connection, shown: Filter) -> list[Entry]:
    """The ledger of the period, of all places or one."""
    return figures.ledger(conn, shown.period, shown.site)


def _units(found: Mapping[Any, figures.Units]) -> dict[Any, int]:
    return {key: one.units for key, one in found.items()}


def _sorted(now: Mapping[Any, int], before: Mapping[Any, int], known: Mapping[Any, str]) -> list[Value]:
    keys = sorted(now, key=lambda key: (-now[key], str(key)))
    return [Value(known.get(key, str(key)), now[key], before.get(key, 0)) for key in keys]


def _year(period: Period, today: date) -> Period:
    """Twelve whole months that end with the period's last one, or with this month if that is still to come."""
    end = min(period.end, today)
    last = parse_period(f"{end:%Y-%m}", end)
    start = last.start
    for _ in range(MONTHS - 1):
        start = (start - timedelta(days=1)).replace(day=1)
    return Period(f"{MONTHS}m", start, last.end, "")


def _by_month(found: Mapping[str, int], year: Period) -> list[tuple[str, int]]:
    return [(key, found.get(key, 0)) for key in month_keys(year.start, year.end)]
