"""Items that were handed out in a funding source's zones though its money may not buy them. Read from true units, for
the team only: a report tells nothing of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from ...figures import store as figures
from ...figures.rules import Period, parse_period
from . import rules
from . import store as templates
from .rules import FUNDER, FundingSource


def of_source(conn: Connection, source: FundingSource, period: Period) -> list[str]:
    """Names of the items that other money has to have paid for in a period."""
    if not source.not_eligible:
        return []
    units: dict[str, int | None] = {}
    for (zone, item), pair in figures.handed_out(conn, period, ("zone", "item")).items():
        if not source.zones or int(zone) in source.zones:
            units[item] = (units.get(item) or 0) + pair.units
    return rules.not_paid(source, units)


def of_edition(conn: Connection, row: Row[Any]) -> dict[str, list[str]]:
    """Name of each funding source an edition is for or about → such items in its period."""
    period = parse_period(row.period)
    found = {
        one.name: of_source(conn, one, period)
        for one in templates.sources(conn)
        if one.id in _named(conn, row)
    }
    return {name: items for name, items in found.items() if items}


def _named(conn: Connection, row: Row[Any]) -> set[int | None]:
    audience = str(row.audience)
    its = int(audience.removeprefix(FUNDER)) if audience.startswith(FUNDER) else None
    return {its, templates.template(conn, row.template).scope.funding}
