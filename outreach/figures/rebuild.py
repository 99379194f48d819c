"""Computes all rollups again from the rows and proves that both agree, or puts them right.

Months that are sealed have no rows any more: their totals are left alone (figures/sealing.py proves those).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, not_, select, text, true

from .. import bulk
from ..contacts.models import Contact
from ..contacts.rules import Row
from ..referrals import slips
from ..referrals.models import Referral
from ..supplies.models import Line, Movement, Stock
from ..supplies.rules import Line as Given
from . import models, records
from .rollups import table
from .tallies import Deltas

_CONTACT, _LINE, _REFERRAL = table(Contact), table(Line), table(Referral)
_MOVEMENT, _STOCK = table(Movement), table(Stock)
_SEALED = table(models.Sealed)
_CHUNK = 20_000  # contact ids read at once

Rows = dict[tuple[Any, ...], tuple[int, ...]]


class Compared(NamedTuple):
    """One table: its rows, and how many of them were not what the contacts say."""

    table: str
    rows: int
    wrong: int


def check(conn: Connection) -> list[Compared]:
    """Compares every rollup with the rows it was made from. Writers wait meanwhile."""
    _hold(conn)
    return [_slips(conn), *(_compared(conn, target, rows) for target, rows in _computed(conn))]


def rebuild(conn: Connection) -> list[Compared]:
    """Writes every rollup anew from the rows; what was wrong before."""
    _hold(conn)
    found = [_slips(conn)]
    slips.settle(conn, slips.adrift(conn), ())  # before the funnel is counted
    for target, rows in _computed(conn):
        compared = _compared(conn, target, rows)
        if compared.wrong:
            conn.execute(delete(target).where(_open(conn, target)))
            fresh = [(*key, *measures) for key, measures in sorted(rows.items())]
            for start in range(0, len(fresh), 10_000):
                bulk.insert(conn, target, tuple(c.name for c in target.c), fresh[start : start + 10_000])
        found.append(compared)
    return found


def _slips(conn: Connection) -> Compared:
    """Referrals have the status that the slips that came back lead to."""
    count = conn.execute(select(func.count()).select_from(slips.OUTCOME)).scalar_one()
    return Compared(slips.OUTCOME.name, int(count), len(slips.adrift(conn)))


def _hold(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":  # SQLite: BEGIN IMMEDIATE has done it
        conn.execute(text("LOCK TABLE contact, entry, referral, movement IN SHARE ROW EXCLUSIVE MODE"))


def _computed(conn: Connection) -> Iterator[tuple[Table, Rows]]:
    deltas = _gathered(conn)
    people: dict[tuple[str], list[int]] = {}
    closed = sealed_periods(conn)
    persons = {key: count for key, count in deltas.person_period.items() if key[0] not in closed}
    for period, _ in persons:
        people.setdefault((period,), [0])[0] += 1
    items = deltas.month_item()
    for model, measures in (
        (models.DayContact, deltas.day_contact),
        (models.DayItem, deltas.day_item),
        (models.DayReferral, deltas.day_referral),
        (models.MonthItem, items),
        (models.MonthReferral, deltas.month_referral()),
        (models.MonthTally, deltas.month_tally()),
        (models.PersonPeriod, persons),
        (models.PeriodPeople, people),
        (Stock, _stock(conn, items)),
    ):
        yield table(model), {key: tuple(measure) for key, measure in measures.items()}


def _gathered(conn: Connection) -> Deltas:
    deltas = Deltas()
    last = conn.execute(select(func.max(_CONTACT.c.id))).scalar() or 0
    for first in range(0, last + 1, _CHUNK):
        _gather(conn, deltas, first, first + _CHUNK - 1)
        deltas.settle()
    referrals = select(_REFERRAL.c.offered_on, _REFERRAL.c.zone_id, _REFERRAL.c.type_id, _REFERRAL.c.status)
    for day, zone, kind, status in conn.execute(referrals.where(_REFERRAL.c.gone.is_(False))):
        deltas.referral(day, zone, kind, status)
    for added in records.told(conn):
        deltas.other(added.month, added.zone, added.told)
    return deltas


def _gather(conn: Connection, deltas: Deltas, first: int, last: int) -> None:
    lines: dict[int, list[Given]] = {}
    given = select(_LINE.c.contact_id, _LINE.c.item_id, _LINE.c.quantity, _LINE.c.reason)
    for contact, *line in conn.execute(given.where(_LINE.c.contact_id.between(first, last))):
        lines.setdefault(contact, []).append((line[0], line[1], line[2]))
    counted = (
        select(_REFERRAL.c.contact_id, func.count())
        .where(_REFERRAL.c.contact_id.between(first, last), _REFERRAL.c.gone.is_(False))
        .group_by(_REFERRAL.c.contact_id)
    )
    referrals: dict[int | None, int] = dict(conn.execute(counted).all())
    rows = select(_CONTACT.c.id, _CONTACT.c.team_id, *(_CONTACT.c[name] for name in Row._fields))
    for ident, team, *row in conn.execute(
        rows.where(_CONTACT.c.id.between(first, last), _CONTACT.c.void.is_(False))
    ):
        deltas.contact(Row._make(row), tuple(lines.get(ident, ())), referrals.get(ident, 0), team)


def _stock(conn: Connection, items: dict[Any, Any]) -> dict[Any, Any]:
    """All movements minus all handed out, also of sealed months."""
    found: dict[tuple[int, int], list[int]] = {}
    moved = select(_MOVEMENT.c.site_id, _MOVEMENT.c.item_id, func.sum(_MOVEMENT.c.quantity))
    for site, item, units in conn.execute(moved.group_by(_MOVEMENT.c.site_id, _MOVEMENT.c.item_id)):
        found[site, item] = [int(units)]
    for (_, _, site, item), (units, _) in [*items.items(), *_sealed_items(conn)]:
        found.setdefault((site, item), [0])[0] -= units
    return found


def _sealed_items(conn: Connection) -> list[tuple[Any, Any]]:
    target = table(models.MonthItem)
    rows = conn.execute(select(target).where(not_(_open(conn, target))))
    return [(tuple(row[:4]), tuple(row[4:])) for row in rows]


def _compared(conn: Connection, target: Table, computed: Rows) -> Compared:
    keys = len(target.primary_key)
    held: Rows = {}
    for row in conn.execute(select(target).where(_open(conn, target))):
        key = tuple(bytes(v) if isinstance(v, memoryview) else v for v in row[:keys])
        held[key] = tuple(row[keys:])
    if target is _STOCK:  # a zero on a shelf says the same as no row
        held, computed = ({k: v for k, v in rows.items() if any(v)} for rows in (held, computed))
    wrong = sum(1 for key in held.keys() | computed.keys() if held.get(key) != computed.get(key))
    return Compared(target.name, len(computed), wrong)


def sealed_months(conn: Connection) -> frozenset[str]:
    """Keys of the months whose rows were erased."""
    return frozenset(conn.execute(select(_SEALED.c.month)).scalars())


def sealed_periods(conn: Connection) -> frozenset[str]:
    """Months, quarters and years that hold a sealed month: their people cannot be counted again."""
    found: set[str] = set()
    for month in sealed_months(conn):
        year, number = month.split("-")
        found |= {month, f"{year}Q{(int(number) + 2) // 3}", year}
    return frozenset(found)


def _open(conn: Connection, target: Table) -> Any:
    """The condition for rows of a rollup that can be computed again."""
    months, periods = sealed_months(conn), sealed_periods(conn)
    if not months:
        return true()
    if "period" in target.c:
        return target.c.period.not_in(periods)
    if "month" in target.c:
        return target.c.month.not_in(months)
    return true()  # by day: the days of sealed months are gone; stock: reckoned with sealed totals
