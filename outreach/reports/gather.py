"""Reads everything one report needs: every number from figures/store.py, names from where they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from .. import contacts
from ..errors import BadInputError, NothingToReportError
from ..figures import store as figures
from ..figures.rules import Period, month_keys, parse_period, previous
from ..referrals import store as referrals
from ..supplies import store as supplies
from ..supplies.rules import ITEMS
from ..team.meta import meta
from . import store
from .facts import Facts, Half, Past, Phones, Units, Zone, kits

CODES: dict[str, Any] = json.loads((Path(contacts.__file__).parent / "codes.json").read_text("utf-8"))
DIMENSIONS = ("seen", "setting", "age", "gender", "population", "age_gender", "reason", "asked")
REASONS = {
    "first": "First kit",
    "used": "Used to reverse an overdose",
    "passed_on": "Passed on to somebody else",
    "lost": "Lost",
    "stolen": "Stolen",
    "confiscated": "Confiscated",
    "expired": "Expired",
    "no_say": "Rather not say",
}


def gather(conn: Connection, key: str, threshold: int, today: date) -> Facts:
    """The facts of one period as at `today`. Raises BadInputError or NothingToReportError."""
    period = calendar_period(key, today)
    before = previous(period)
    lately = _twelve_months(period, today)
    by_month = figures.tally(conn, lately, "month")
    kit_items = _pairs(figures.handed_out(conn, lately, ("month", "item")))
    return Facts(
        organisation=meta(conn, "org_name") or "Outreach programme",
        threshold=threshold,
        as_at=today,
        running=period.running(today),
        period=period,
        before=before,
        now=_half(conn, period),
        then=_half(conn, before),
        months=[(month, by_month[month].contacts if month in by_month else 0) for month in lately.months],
        kit_months=[(month, kits(kit_items.get(month, {}))) for month in lately.months],
        past=_past(conn, period),
        nights=[(day.day, day.contacts) for day in figures.contacts_by_day(conn, _until(period, today))],
        zones=[Zone(*row) for row in store.zones(conn)],
        items=_item_names(conn),
        types={entry["code"]: entry["name"] for entry in referrals.types(conn)},
        names=_names(),
        phones=Phones(*store.phones(conn, period.start, min(period.end, today - timedelta(days=1)))),
    )


def calendar_period(key: str, today: date) -> Period:
    """The month, quarter, half or year of `key`. Raises BadInputError, or NothingToReportError before it has begun."""
    period = parse_period(key, today)
    if period.kind == "days":
        raise BadInputError(
            "A report is about a month, a quarter, a half-year or a year: 2026-10, 2026Q3, 2026H1, 2026."
        )
    if period.start > today:
        raise NothingToReportError(f"{period.label} has not begun.")
    return period


def _past(conn: Connection, period: Period) -> list[Past]:
    """This period and the three before, oldest first."""
    found: list[Past] = []
    while len(found) < 4:
        codes, _uncoded = figures.people_range(conn, period)
        contacts = sum(tally.contacts for tally in figures.tally(conn, period, "zone").values())
        steps = list(figures.funnel(conn, period).values())
        referrals = (
            sum(s.offered for s in steps),
            sum(s.accepted for s in steps),
            sum(s.attended for s in steps),
        )
        back = figures.returned(conn, period).values()
        units = (sum(pair.needles for pair in back), sum(pair.contacts for pair in back))
        found.insert(0, Past(period, contacts, codes, referrals, units, _items(conn, period)))
        period = previous(period)
    return found


def _items(conn: Connection, period: Period) -> dict[str, Units]:
    return {
        code: (pair.units, pair.contacts) for code, pair in figures.handed_out(conn, period, "item").items()
    }


def _until(period: Period, today: date) -> Period:
    return Period(period.key, period.start, min(period.end, today), period.label)


def _twelve_months(period: Period, today: date) -> Period:
    """Twelve whole months up to the end of the period, or up to this month while it runs."""
    last = min(period.end, today)
    first = month_keys(date(last.year - 1, last.month, 1), last)[1]
    end = period.end if f"{period.end:%Y-%m}" == f"{last:%Y-%m}" else _end_of_month(last)
    return Period(f"{end.year}", date(int(first[:4]), int(first[5:]), 1), end, "twelve months")


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _half(conn: Connection, period: Period) -> Half:
    summary = figures.summary(conn, period)
    back = {way: (pair.needles, pair.contacts) for way, pair in figures.returned(conn, period).items()}
    found = figures.tallies(conn, period, DIMENSIONS)
    tallies = {
        dim: {value: tally.contacts for value, tally in values.items()} for dim, values in found.items()
    }
    tallies["reason"] = _naloxone_reasons(conn, tallies["reason"])
    tallies["zone"] = {zone: tally.contacts for zone, tally in figures.tally(conn, period, "zone").items()}
    by_zone = _pairs(figures.handed_out(conn, period, ("zone", "item")))
    return Half(
        contacts=summary.contacts,
        codes=summary.distinct_codes,
        uncoded=summary.without_code,
        returned=(summary.returned, sum(pair[1] for pair in back.values())),
        tallies=tallies,
        items={
            code: (pair.units, pair.contacts)
            for code, pair in figures.handed_out(conn, period, "item").items()
        },
        funnel={
            code: (steps.offered, steps.accepted, steps.attended)
            for code, steps in figures.funnel(conn, period).items()
        },
        zone_items={int(zone): items for zone, items in by_zone.items()},
        month_items=_pairs(figures.handed_out(conn, period, ("month", "item"))),
        returns=back,
    )


def _pairs(found: Mapping[Any, Any]) -> dict[Any, dict[str, Units]]:
    """{(place, item): units} as {place: {item: (units, contacts)}}."""
    nested: dict[Any, dict[str, Units]] = {}
    for (place, item), pair in found.items():
        nested.setdefault(place, {})[item] = (pair.units, pair.contacts)
    return nested


def _naloxone_reasons(conn: Connection, tally: Mapping[str, int]) -> dict[str, int]:
    """Contacts by reason, of naloxone only; the tally's values are "item id|reason"."""
    naloxone = {str(number) for code, number in supplies.item_ids(conn).items() if code.startswith("NX")}
    found: dict[str, int] = {}
    for value, count in tally.items():
        item, _, reason = value.partition("|")
        if item in naloxone:
            found[reason] = found.get(reason, 0) + count
    return found


def _item_names(conn: Connection) -> dict[str, str]:
    names = {entry["code"]: entry["name"] for entry in supplies.items(conn)}
    return {**names, **{code: entry["name"] for code, entry in ITEMS.items() if code not in names}}


def _names() -> dict[str, dict[str, str]]:
    names = {
        dim: {str(entry["code"]): entry["name"] for entry in CODES[dim]}
        for dim in ("setting", "age", "population")
    }
    names["population"]["not_asked"] = "Not asked"
    names["reason"] = REASONS
    return names
