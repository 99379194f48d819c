"""Contacts by the values of a dimension: age, gender, setting, zone … for any period."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from . import models, part
from .rollups import table
from .rules import Period, span
from .tallies import WITHIN

_DAY, _TALLY = table(models.DayContact), table(models.MonthTally)


class Tally(NamedTuple):
    """Contacts, the people present in them, and a sum whose meaning the dimension says (figures/tallies.DIMENSIONS)."""

    contacts: int
    people: int
    amount: int


def tally(conn: Connection, period: Period, dim: str, zone: int | None = None) -> dict[str, Tally]:
    """Contacts, people and amount by value of a dimension of figures/tallies.DIMENSIONS, or by zone id or month key.

    Nothing chosen stands under "not_asked". Populations and topics are several a contact: they do not add up.
    """
    if dim in ("zone", "month"):
        return _by_place(conn, period, dim, zone)
    return tallies(conn, period, (dim,), zone)[dim]


def tallies(
    conn: Connection, period: Period, dims: tuple[str, ...], zone: int | None = None
) -> dict[str, dict[str, Tally]]:
    """Several dimensions in one read: {dimension: {value: Tally}}."""
    stored = _stored(conn, period, tuple({WITHIN.get(dim, (dim, 0))[0] for dim in dims}), zone)
    return {dim: _side(stored, dim) for dim in dims}


def _side(stored: dict[str, dict[str, Tally]], dim: str) -> dict[str, Tally]:
    if dim not in WITHIN:
        return stored[dim]
    pair, place = WITHIN[dim]
    found: dict[str, Tally] = {}
    for value, sums in stored[pair].items():
        side = value.split("|")[place]
        held = found.get(side, Tally(0, 0, 0))
        found[side] = Tally(held.contacts + sums.contacts, held.people + sums.people, 0)
    return found


def _stored(
    conn: Connection, period: Period, dims: tuple[str, ...], zone: int | None
) -> dict[str, dict[str, Tally]]:
    over = span(period.start, period.end)
    if over.days:
        each = {dim: part.tallies(conn, period.start, period.end, dim, zone) for dim in dims}
        return {dim: {value: Tally(*sums) for value, sums in found.items()} for dim, found in each.items()}
    measures = [func.sum(_TALLY.c[name]) for name in ("contacts", "people", "amount")]
    statement = select(_TALLY.c.dim, _TALLY.c.value, *measures).where(
        _TALLY.c.month.in_(over.months), _TALLY.c.dim.in_(dims)
    )
    if zone is not None:
        statement = statement.where(_TALLY.c.zone_id == zone)
    read: dict[str, dict[str, Tally]] = {dim: {} for dim in dims}
    for dim, value, contacts, people, amount in conn.execute(
        statement.group_by(_TALLY.c.dim, _TALLY.c.value)
    ):
        read[dim][value] = Tally(int(contacts), int(people), int(amount))
    return read


def _by_place(conn: Connection, period: Period, dim: str, zone: int | None) -> dict[str, Tally]:
    over = span(period.start, period.end)
    if over.months and not over.days:
        column = _TALLY.c.month if dim == "month" else _TALLY.c.zone_id
        source, measures = _TALLY, ("contacts", "people", "amount")
        inside = [_TALLY.c.month.in_(over.months), _TALLY.c.dim == "total"]
    else:
        column = _DAY.c.day if dim == "month" else _DAY.c.zone_id
        source, measures = _DAY, ("contacts", "people", "uncoded")
        inside = [_DAY.c.day.between(period.start, period.end)]
    if zone is not None:
        inside.append(source.c.zone_id == zone)
    statement = (
        select(column, *(func.sum(source.c[name]) for name in measures)).where(*inside).group_by(column)
    )
    found: dict[str, Tally] = {}
    for key, *values in conn.execute(statement):
        name = key.isoformat()[:7] if isinstance(key, date) else str(key)
        held = found.get(name, Tally(0, 0, 0))
        found[name] = Tally(*(old + int(new) for old, new in zip(held, values, strict=True)))
    return found
