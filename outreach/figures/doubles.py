"""Contacts that two phones may have entered for one person. They are shown to a coordinator, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, insert, select

from ..contacts.models import Contact
from ..contacts.record_models import Apart
from ..supplies import store as supplies
from ..team.models import Device
from .rollups import table

_CONTACT, _APART, _DEVICE = table(Contact), table(Apart), table(Device)
_SAME = [
    _CONTACT.c[name]
    for name in (
        "day", "part", "zone_id", "team_id", "setting", "people", "seen", "age", "gender", "populations", "returned",
    )
]  # fmt: skip
_TOLD_LEAST = 2  # of age, gender and groups: with less, too many contacts look the same


@dataclass(frozen=True)
class Side:
    """One of two contacts."""

    id: int
    receipt: int
    phone: str


@dataclass(frozen=True)
class Pair:
    """Two contacts that look like one. `code`: they have the same participant code, which is a strong sign."""

    first: Side
    second: Side
    team: int
    day: date
    part: int
    zone: int
    people: int
    code: bool


def likely(conn: Connection, start: date, end: date, team: int | None = None) -> list[Pair]:
    """Pairs of these days that nobody has decided about, the latest first.

    With a participant code: the same day, zone and code on two phones. Without: the same day, part, zone and answers
    (two of age, gender and groups at least) and the same supplies on two phones of one team.
    """
    # Each day by itself: then the index of day and person finds those without a code, too.
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    inside: list[ColumnElement[bool]] = [_CONTACT.c.day.in_(days)]
    inside += [] if team is None else [_CONTACT.c.team_id == team]
    pairs = [*_coded(conn, inside), *_uncoded(conn, inside)]
    apart = _apart(conn, [pair.first.id for pair in pairs])
    open_pairs = [pair for pair in pairs if (pair.first.id, pair.second.id) not in apart]
    return sorted(open_pairs, key=lambda pair: (pair.day, pair.second.receipt), reverse=True)


def keep_apart(conn: Connection, first: int, second: int, member: int, day: date) -> None:
    """Notes that two contacts are not the same. Saying it again changes nothing."""
    held = select(_APART.c.first_id).where(_APART.c.first_id == first, _APART.c.second_id == second)
    if conn.execute(held).first() is None:
        row = {"first_id": first, "second_id": second, "member_id": member, "day": day}
        conn.execute(insert(_APART).values(row))


def _coded(conn: Connection, inside: Sequence[ColumnElement[bool]]) -> Iterator[Pair]:
    # The index of day and person alone tells the few codes that came twice in a day.
    twice = (
        select(_CONTACT.c.day, _CONTACT.c.person)
        .where(inside[0], _CONTACT.c.person.is_not(None))
        .group_by(_CONTACT.c.day, _CONTACT.c.person)
        .having(func.count() > 1)
        .subquery()
    )
    both = (twice.c.day == _CONTACT.c.day) & (twice.c.person == _CONTACT.c.person)
    rows = conn.execute(_rows(_CONTACT.c.person).join(twice, both).where(*inside).order_by(_CONTACT.c.id))
    groups: dict[Any, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[row.day, row.zone_id, bytes(row.person)].append(row)
    for group in groups.values():
        yield from _pairs(group, code=True)


def _uncoded(conn: Connection, inside: Sequence[ColumnElement[bool]]) -> Iterator[Pair]:
    told: ColumnElement[int] = sum(
        (case((what, 1), else_=0) for what in (_CONTACT.c.age.is_not(None), _CONTACT.c.gender.is_not(None))),
        case((_CONTACT.c.populations > 0, 1), else_=0),
    )
    phones = [
        each(_CONTACT.c.device_id).over(partition_by=_SAME).label(name)
        for each, name in ((func.min, "low"), (func.max, "high"))
    ]
    alike = (
        select(_CONTACT.c.id, *phones)
        .where(*inside, _CONTACT.c.person.is_(None), _CONTACT.c.tally == 0, told >= _TOLD_LEAST)
        .subquery()
    )
    query = _rows().join(alike, alike.c.id == _CONTACT.c.id).where(alike.c.low != alike.c.high)
    rows = conn.execute(query.order_by(_CONTACT.c.id)).all()
    lines = supplies.lines_of(conn, [row.id for row in rows])
    groups: dict[Any, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        if row.id in lines:
            groups[(*row[4:15], lines[row.id])].append(row)
    for group in groups.values():
        yield from _pairs(group, code=False)


def _rows(*more: Any) -> Any:
    head = (_CONTACT.c.id, _CONTACT.c.seq, _CONTACT.c.device_id, _DEVICE.c.name)
    return select(*head, *_SAME, *more).join(_DEVICE, _DEVICE.c.id == _CONTACT.c.device_id)


def _pairs(rows: Iterable[Row[Any]], code: bool) -> Iterator[Pair]:
    """The first, second … contact of one phone with the first, second … of the next."""
    by_phone = [
        list(mine)
        for _, mine in groupby(sorted(rows, key=lambda r: (r.device_id, r.id)), lambda r: r.device_id)
    ]
    for one, other in pairwise(by_phone):
        for a, b in zip(one, other, strict=False):
            first, last = sorted((a, b), key=lambda row: row.id)
            told = (last.team_id, last.day, last.part, last.zone_id, last.people)
            yield Pair(_side(first), _side(last), *told, code)


def _side(row: Row[Any]) -> Side:
    return Side(row.id, row.seq, row.name)


def _apart(conn: Connection, firsts: Sequence[int]) -> set[tuple[int, int]]:
    if not firsts:
        return set()
    held = select(_APART.c.first_id, _APART.c.second_id).where(_APART.c.first_id.in_(firsts))
    return {(first, second) for first, second in conn.execute(held)}
