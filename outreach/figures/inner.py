"""The inner cells of a programme: counts by month, zone and one more question, from which any printed number adds up.

True numbers, also the smallest: they stay in memory, are never stored, logged or shown. Disclosure control reads them
to prove that a report gives nobody away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from ..referrals import store as referrals
from ..supplies import store as supplies
from . import models
from .rollups import table

_TALLY, _ITEM = table(models.MonthTally), table(models.MonthItem)
_REFERRAL = table(models.MonthReferral)

Dims = tuple[str, ...]
Cells = Counter[tuple[str, ...]]

# Which dimensions the value of a month tally holds, and of what: (measure, dimensions of its value).
_VALUES: dict[str, tuple[str, Dims]] = {
    "total": ("contacts", ()),
    "seen": ("contacts", ("seen",)),
    "setting": ("contacts", ("setting",)),
    "age_gender": ("contacts", ("age", "gender")),
    "unmet": ("unmet", ("code", "why")),
    "reversal": ("reversals", ("outcome",)),
    "reversal_by": ("reversals", ("by",)),
    "reversal_with": ("reversals", ("with",)),
    "reversal_call": ("reversals", ("call",)),
    "cleanup": ("cleanups", ("method",)),
}
_AMOUNTS: dict[str, tuple[str, Dims]] = {
    "returned": ("returned", ("method",)),
    "cleanup": ("collected", ("method",)),
    "reversal": ("reversal_doses", ("outcome",)),
}
_OTHERS = ("gender_population", "returned", "others", "reason")


@dataclass
class Inner:
    """Counts by measure and dimensions, always with those of `base` first: time (month key) and zone (id). `yes` holds,
    for each yes/no question of a contact ("item.NS01"), the contacts that answer it with yes."""

    base: Dims = ("time", "zone")
    tables: dict[str, dict[Dims, Cells]] = field(default_factory=dict)
    yes: dict[str, tuple[Dims, Cells]] = field(default_factory=dict)
    uncoded: dict[str, Cells] = field(
        default_factory=dict
    )  # by "pop.…": those of them without a code, by `base`

    def add(self, measure: str, dims: Dims, cats: Sequence[str], n: int) -> None:
        """Adds to one cell of a measure."""
        self.tables.setdefault(measure, {}).setdefault((*self.base, *dims), Counter())[tuple(cats)] += n

    def say_yes(self, question: str, dims: Dims, cats: Sequence[str], n: int) -> None:
        """Adds to the contacts that answer a question with yes."""
        self.yes.setdefault(question, ((*self.base, *dims), Counter()))[1][tuple(cats)] += n


def read(conn: Connection, months: Sequence[str], zones: Sequence[int] | None = None) -> Inner:
    """All inner cells of these months, of all zones or of some."""
    inner = Inner()
    _tallies(conn, inner, months, zones)
    _items(conn, inner, months, zones)
    _referrals(conn, inner, months, zones)
    return inner


def first_month(conn: Connection) -> str:
    """The month in which the programme's first contact was; "" before there is one."""
    return conn.execute(select(func.min(_TALLY.c.month)).where(_TALLY.c.dim == "total")).scalar() or ""


def _tallies(conn: Connection, inner: Inner, months: Sequence[str], zones: Sequence[int] | None) -> None:
    naloxone = naloxone_ids(conn)
    wanted = (*_VALUES, *_AMOUNTS, *_OTHERS)
    statement = select(
        _TALLY.c.month, _TALLY.c.zone_id, _TALLY.c.dim, _TALLY.c.value, _TALLY.c.contacts, _TALLY.c.amount
    ).where(_TALLY.c.month.in_(months), _TALLY.c.dim.in_(wanted))
    if zones is not None:
        statement = statement.where(_TALLY.c.zone_id.in_(zones))
    for month, zone, dim, value, contacts, amount in conn.execute(statement):
        add_tally(inner, (month, str(zone)), dim, value, (int(contacts), int(amount)), naloxone)


def naloxone_ids(conn: Connection) -> set[str]:
    """Ids of the items of naloxone, as the value of a tally writes them."""
    return {str(n) for code, n in supplies.item_ids(conn).items() if code.startswith("NX")}


def add_tally(
    inner: Inner, at: tuple[str, ...], dim: str, value: str, sums: tuple[int, int], naloxone: set[str]
) -> None:
    """Adds what one month tally tells (figures/tallies.DIMENSIONS)."""
    contacts, amount = sums
    sides = value.split("|")
    for told, n in ((_VALUES.get(dim), contacts), (_AMOUNTS.get(dim), amount)):
        if told is not None:
            inner.add(told[0], told[1], (*at, *(sides if told[1] else ())), n)
    if dim == "total":
        inner.say_yes("coded", (), at, contacts - amount)
    elif dim == "gender_population":
        inner.say_yes(f"pop.{sides[1]}", ("gender",), (*at, sides[0]), contacts)
        inner.uncoded.setdefault(f"pop.{sides[1]}", Counter())[at] += amount
    elif dim == "returned":
        inner.say_yes(f"back.{value}", (), at, contacts)
        inner.say_yes("back.any", (), at, contacts)
    elif dim == "others":
        inner.say_yes("others", (), at, contacts)
    elif dim == "reason" and sides[0] in naloxone:
        inner.add("resupplies", ("why",), (*at, sides[1]), contacts)


def _items(conn: Connection, inner: Inner, months: Sequence[str], zones: Sequence[int] | None) -> None:
    codes = {number: code for code, number in supplies.item_ids(conn).items()}
    columns = (_ITEM.c.month, _ITEM.c.zone_id, _ITEM.c.item_id)
    statement = (
        select(*columns, func.sum(_ITEM.c.quantity), func.sum(_ITEM.c.contacts))
        .where(_ITEM.c.month.in_(months))
        .group_by(*columns)
    )
    if zones is not None:
        statement = statement.where(_ITEM.c.zone_id.in_(zones))
    for month, zone, item, units, contacts in conn.execute(statement):
        code = codes[item]
        inner.add("units", ("item",), (month, str(zone), code), int(units))
        inner.say_yes(f"item.{code}", (), (month, str(zone)), int(contacts))


def _referrals(conn: Connection, inner: Inner, months: Sequence[str], zones: Sequence[int] | None) -> None:
    names = referrals.type_codes(conn)
    statement = select(_REFERRAL).where(_REFERRAL.c.month.in_(months))
    if zones is not None:
        statement = statement.where(_REFERRAL.c.zone_id.in_(zones))
    for row in conn.execute(statement).mappings():
        cats = (row["month"], str(row["zone_id"]), names[row["type_id"]], row["status"])
        inner.add("referrals", ("type", "reached"), cats, int(row["referrals"]))
