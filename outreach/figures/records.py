"""Figures of records that are no contact: clean-ups, unmet needs, reversals, incidents, check-ins, shifts.

Whole months come from the month tallies, which outlive the rows; the days at the edges of a period from the rows.
Reversals and incidents have no day: of a part of a month, the whole month is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from ..contacts.record_models import Cleanup
from ..contacts.record_rules import Cleanup as CleanupRow
from ..entries import EntryRows
from ..safety import record_models as safety
from ..safety import record_rules as safety_rules
from ..supplies import record_models as supplies
from ..supplies import record_rules as supply_rules
from . import models
from .dimensions import Tally
from .record_tallies import ADDS, Added
from .rollups import table
from .rules import Period, span
from .tallies import month_of

ROWS = {
    "cleanup": EntryRows(Cleanup, CleanupRow),
    "unmet": EntryRows(supplies.Unmet, supply_rules.Unmet),
    "reversal": EntryRows(safety.Reversal, safety_rules.Reversal),
    "incident": EntryRows(safety.Incident, safety_rules.Incident),
    "checkin": EntryRows(safety.Checkin, safety_rules.Checkin),
    "shift": EntryRows(supplies.Shift, supply_rules.Shift, supplies.ShiftLine, supply_rules.BagLine),
}
_TALLY = table(models.MonthTally)
Days = tuple[tuple[date, date], ...]


def told(conn: Connection, kind: str | None = None, days: Days | None = None) -> Iterator[Added]:
    """What every record of these kinds adds to the figures, of all days or of some."""
    for name, rows in ROWS.items():
        if kind not in (None, name):
            continue
        statement = select(rows.table.c.entry_id)
        if days is not None:
            statement = statement.where(or_(*(rows.table.c.day.between(*pair) for pair in days)))
        ids = list(conn.execute(statement).scalars())
        for start in range(0, len(ids), 5_000):
            for row in rows.of(conn, ids[start : start + 5_000]).values():
                yield ADDS[name](row)


def tally(
    conn: Connection, period: Period, dim: str, by: str = "value", zone: int | None = None
) -> dict[str, Tally]:
    """Records, people and amount of one dimension of record_tallies.DIMENSIONS by its value, month or zone id."""
    return {key: sums for (key,), sums in sums(conn, period, dim, (by,), zone).items()}


def sums(
    conn: Connection, period: Period, dim: str, by: tuple[str, ...], zone: int | None = None
) -> dict[tuple[str, ...], Tally]:
    """The same by several of "value", "month" and "zone" at once."""
    kind = dim.split("_")[0]
    found: dict[tuple[str, ...], Tally] = {}
    months, days = _parts(period, kind)
    for month, at, value, *measures in _stored(conn, dim, months, zone):
        _add(found, _key(by, month, at, value), measures)
    if days:
        for added in told(conn, kind, days):
            if zone in (None, added.zone):
                for name, value, *measures in added.told:
                    if name == dim:
                        _add(found, _key(by, added.month, added.zone, value), measures)
    return found


def _parts(period: Period, kind: str) -> tuple[list[str], Days]:
    """Whole months, and the days at the edges."""
    over = span(period.start, period.end)
    if kind in ("reversal", "incident"):
        return sorted({*over.months, *(month_of(first) for first, _ in over.days)}), ()
    return list(over.months), tuple(over.days)


def _stored(conn: Connection, dim: str, months: list[str], zone: int | None) -> Iterator[Any]:
    if not months:
        return
    columns = (_TALLY.c.month, _TALLY.c.zone_id, _TALLY.c.value)
    measures = (func.sum(_TALLY.c[name]) for name in ("contacts", "people", "amount"))
    inside: list[ColumnElement[bool]] = [_TALLY.c.month.in_(months), _TALLY.c.dim == dim]
    if zone is not None:
        inside.append(_TALLY.c.zone_id == zone)
    yield from conn.execute(select(*columns, *measures).where(and_(*inside)).group_by(*columns))


def _key(by: tuple[str, ...], month: str, zone: int, value: str) -> tuple[str, ...]:
    parts = {"value": value, "month": month, "zone": str(zone)}
    return tuple(parts[name] for name in by)


def _add(found: dict[tuple[str, ...], Tally], key: tuple[str, ...], measures: list[Any]) -> None:
    held = found.get(key, Tally(0, 0, 0))
    found[key] = Tally(*(old + int(new) for old, new in zip(held, measures, strict=True)))
