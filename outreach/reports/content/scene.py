"""Reads what a report speaks of: its periods, the names of what was in use, and the true inner cells behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ... import contacts
from ...disclosure.cells import TIME, Key, Release, key
from ...errors import BadInputError, NothingToReportError
from ...figures import group_people, inner, inner_sites
from ...figures import store as figures
from ...figures.inner import Inner
from ...figures.rules import Period, month_keys, parse_period, previous
from ...referrals import store as referrals
from ...referrals.rules import TYPES
from ...supplies import store as supplies
from ...supplies.rules import ITEMS
from .. import store
from .document import Head
from .menu import REST, Scene
from .truth import Truth

CODES: dict[str, Any] = json.loads((Path(contacts.__file__).parent / "codes.json").read_text("utf-8"))
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
OUTCOMES = {
    "ok": "The person was well again",
    "hospital": "The person went to hospital",
    "died": "The person died",
    "not_asked": "Not known",
}


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


def read(
    conn: Connection,
    period: Period,
    today: date,
    earlier: Sequence[Release] = (),
    scope: Mapping[str, tuple[str, ...]] | None = None,
    groups: Sequence[str] = (),
) -> tuple[Scene, Truth]:
    """The scene of a report and the truth behind it, back to the first month that one of the earlier releases tells.

    `groups`: populations whose different people are counted in the period.
    """
    past = _past(period)
    months = _twelve(period, today)
    known = {m for release in earlier for at in release.cells for m in at.of(TIME)}
    own = {*months, *period.months, *(m for p in past for m in p.months)}
    wanted, scope = sorted(own | known), scope or {}
    found = inner.read(conn, wanted)
    if "site" in scope:
        found = _by_site(conn, found, sorted(own | known - inner_sites.erased(conn, wanted)))
    elif any(at.of("site") for release in earlier for at in release.cells):
        found = found if inner_sites.erased(conn, wanted) else _by_site(conn, found, wanted)
    truth = Truth(found, _people(conn, past, scope, groups))
    begun, names = inner.first_month(conn), _names(conn)
    shut = frozenset(month for month in wanted if month < begun)
    heads = _zones(conn, _told(past[-2:], earlier), scope)
    return Scene(period, past[-2], months, past, heads, shut, names, scope, _offered(conn)), truth


def _by_site(conn: Connection, found: Inner, months: Sequence[str]) -> Inner:
    """The same cells by site where records have one. Raises BadInputError when rows of these months were erased."""
    sites = inner_sites.read(conn, months)
    sites.tables = {**found.tables, **sites.tables}
    return sites


def _past(period: Period) -> list[Period]:
    """Four periods of the same kind, this one last."""
    found = [period]
    while len(found) < 4:
        found.insert(0, previous(found[0]))
    return found


def _twelve(period: Period, today: date) -> list[str]:
    """Twelve months up to the end of the period, or up to this month while it runs."""
    last = min(period.end, today)
    return month_keys(date(last.year - 1, last.month, 1), last)[1:]


def _people(
    conn: Connection,
    periods: Sequence[Period],
    scope: Mapping[str, tuple[str, ...]],
    groups: Sequence[str],
) -> dict[Key, int]:
    """Distinct codes of each period that can still count them; never across calendar years, whose keys differ."""
    zones, sites = ([int(number) for number in scope.get(dim, ())] for dim in ("zone", "site"))
    found = {
        key("codes", {**scope, TIME: period.months}): group_people.codes(conn, period, "", zones, sites)
        if scope
        else figures.people_range(conn, period).codes
        for period in periods
    }
    for group in groups:
        at = key("codes", {**scope, TIME: periods[-1].months, f"pop.{group}": "yes"})
        found[at] = group_people.codes(conn, periods[-1], group, zones, sites)
    return {at: codes for at, codes in found.items() if codes is not None}


def _zones(conn: Connection, told: frozenset[str], scope: Mapping[str, tuple[str, ...]]) -> tuple[Head, ...]:
    """Zones in use and those of which these readers were told a number lately, one by one; all others together."""
    heads, closed = [], []
    for number, name, _rings, active in store.zones(conn):
        zone = str(number)
        if zone in scope.get("zone", (zone,)):
            if active or zone in told:
                heads.append(Head((zone,), name))
            else:
                closed.append(zone)
    return (*heads, Head(tuple(sorted(closed)), REST, "table")) if closed else tuple(heads)


def _told(periods: Sequence[Period], earlier: Sequence[Release]) -> frozenset[str]:
    """Zones of which these readers were told a number of one of these periods."""
    months = {month for period in periods for month in period.months}
    return frozenset(
        zone
        for release in earlier
        for at, cell in release.cells.items()
        if cell.value is not None and not release.others and months.intersection(at.of(TIME))
        for zone in at.of("zone")
        if len(at.of("zone")) == 1
    )


def _names(conn: Connection) -> dict[str, dict[str, str]]:
    names = {
        dim: {str(entry["code"]): entry["name"] for entry in CODES[dim]}
        for dim in ("setting", "age", "gender", "population")
    }
    names["population"]["not_asked"] = "Not asked"
    names["items"] = _item_names(conn)
    names["types"] = _type_names(conn)
    names["reason"], names["outcome"] = REASONS, OUTCOMES
    names["unmet"] = {**names["items"], **names["types"], "other": REST}
    return names


def _offered(conn: Connection) -> dict[str, frozenset[str]]:
    """What the programme says itself that it offers or asks, of lists that are longer than that."""
    items, types = supplies.offered(conn), referrals.types_offered(conn)
    ages = frozenset(str(entry["code"]) for entry in CODES["age"] if entry["usual"])
    return {"items": items, "types": types, "unmet": items | types, "age": ages}


def _type_names(conn: Connection) -> dict[str, str]:
    names = {entry["code"]: entry["name"] for entry in referrals.types(conn)}
    codes = referrals.type_codes(conn).values()
    return {
        **names,
        **{code: str(TYPES.get(code, {}).get("name", code)) for code in codes if code not in names},
    }


def _item_names(conn: Connection) -> dict[str, str]:
    names = {entry["code"]: entry["name"] for entry in supplies.items(conn)}
    return {**names, **{code: entry["name"] for code, entry in ITEMS.items() if code not in names}}
