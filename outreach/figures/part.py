"""Tallies of a part of a month, from the contacts themselves: the month rollups cannot tell them.

The same rules decide what a contact adds to (`plain_tallies`), so that both ways give the same figures.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from ..contacts.models import Contact
from ..referrals.models import Referral
from ..supplies.models import Line
from .rollups import table
from .tallies import BY_GROUP, Profile, plain_tallies

_CONTACT, _LINE, _REFERRAL = table(Contact), table(Line), table(Referral)
Tallies = dict[str, list[int]]  # value → contacts, people, amount


def tallies(conn: Connection, start: date, end: date, dim: str, zone: int | None) -> Tallies:
    """Contacts, people and amount by value of one dimension, for the days from `start` to `end`."""
    inside: list[ColumnElement[bool]] = [_CONTACT.c.day.between(start, end)]
    if zone is not None:
        inside.append(_CONTACT.c.zone_id == zone)
    return _SPECIAL[dim](conn, inside) if dim in _SPECIAL else _plain(conn, inside, dim)


def codes(conn: Connection, start: date, end: date) -> int:
    """Distinct pseudonyms of these days; of use only inside one calendar year, whose key they share."""
    statement = select(func.count(_CONTACT.c.person.distinct())).where(_CONTACT.c.day.between(start, end))
    return int(conn.execute(statement).scalar_one())


def _plain(conn: Connection, inside: list[ColumnElement[bool]], dim: str) -> Tallies:
    columns = [
        _CONTACT.c[name] for name in ("part", "setting", "seen", "age", "gender", "populations", "topics")
    ]
    sums = func.count(), func.sum(_CONTACT.c.people), func.count() - func.count(_CONTACT.c.person)
    found: Tallies = {}
    for row in conn.execute(select(*columns, *sums).where(*inside).group_by(*columns)):
        of: Profile = tuple(row[:7])
        for name, value in plain_tallies(of):
            if name == dim:
                _add(found, value, row[7], int(row[8]), row[9] if dim == BY_GROUP else 0)
    return found


def _total(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    coded = func.count(_CONTACT.c.person)
    return _grouped(conn, inside, None, func.count() - coded)


def _returned(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    return _grouped(
        conn, [*inside, _CONTACT.c.returned > 0], _CONTACT.c.return_method, func.sum(_CONTACT.c.returned)
    )


def _others(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    return _grouped(conn, [*inside, _CONTACT.c.others > 0], None, func.sum(_CONTACT.c.others))


def _secs(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    columns = (_CONTACT.c.team_id, _CONTACT.c.secs)
    statement = select(*columns, func.count(), func.sum(_CONTACT.c.people)).where(
        *inside, _CONTACT.c.secs > 0
    )
    rows = conn.execute(statement.group_by(*columns))
    return {f"{team}|{secs}": [n, int(people), 0] for team, secs, n, people in rows}


def _tally(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    return _grouped(conn, [*inside, _CONTACT.c.tally == 1], None, func.min(0))


def _grouped(conn: Connection, inside: list[ColumnElement[bool]], column: Any, amount: Any) -> Tallies:
    columns = [] if column is None else [column]
    statement = (
        select(func.count(), func.sum(_CONTACT.c.people), amount, *columns).where(*inside).group_by(*columns)
    )
    rows = [row for row in conn.execute(statement) if row[0]]
    return {str(key[0] if key else "all"): [n, int(people), int(units)] for n, people, units, *key in rows}


def _referred(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    each = (
        select(_CONTACT.c.id, _CONTACT.c.people, func.count().label("referrals"))
        .join(_REFERRAL, _REFERRAL.c.contact_id == _CONTACT.c.id)
        .where(*inside, _REFERRAL.c.gone.is_(False))
        .group_by(_CONTACT.c.id, _CONTACT.c.people)
        .subquery()
    )
    statement = select(each.c.referrals, func.count(), func.sum(each.c.people)).group_by(each.c.referrals)
    found: Tallies = {}
    for referrals, contacts, people in conn.execute(statement):
        _add(found, str(referrals) if referrals < 3 else "3+", contacts, int(people), contacts * referrals)
    return found


def _reason(conn: Connection, inside: list[ColumnElement[bool]]) -> Tallies:
    statement = (
        select(
            _LINE.c.item_id,
            _LINE.c.reason,
            func.count(),
            func.sum(_CONTACT.c.people),
            func.sum(_LINE.c.quantity),
        )
        .join(_CONTACT, _CONTACT.c.id == _LINE.c.contact_id)
        .where(*inside, _LINE.c.reason.is_not(None))
        .group_by(_LINE.c.item_id, _LINE.c.reason)
    )
    return {
        f"{item}|{why}": [n, int(people), int(units)]
        for item, why, n, people, units in conn.execute(statement)
    }


_SPECIAL = {
    "total": _total,
    "returned": _returned,
    "others": _others,
    "secs": _secs,
    "tally": _tally,
    "referred": _referred,
    "reason": _reason,
}


def _add(found: Tallies, value: str, contacts: int, people: int, amount: int) -> None:
    held = found.setdefault(value, [0, 0, 0])
    held[0] += contacts
    held[1] += people
    held[2] += amount


def returned(
    conn: Connection, start: date, end: date, by: str, zone: int | None
) -> list[tuple[str, int, int]]:
    """Used needles and the contacts that brought them by zone id or month key; a month may come in several parts."""
    column = _CONTACT.c.day if by == "month" else _CONTACT.c.zone_id
    inside = [_CONTACT.c.day.between(start, end), _CONTACT.c.returned > 0]
    if zone is not None:
        inside.append(_CONTACT.c.zone_id == zone)
    statement = select(column, func.sum(_CONTACT.c.returned), func.count()).where(*inside).group_by(column)
    rows = conn.execute(statement)
    return [
        (key.isoformat()[:7] if isinstance(key, date) else str(key), int(n), count) for key, n, count in rows
    ]
