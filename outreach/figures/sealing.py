"""Retention: single contacts are erased when they are too old; the totals of their months stay, sealed by a digest.

A sealed month can no longer be changed: a record that comes for one of its days waits in quarantine (day_sealed).
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from flask import current_app
from sqlalchemy import Connection, delete, func, insert, select, text

from ..clock import programme_day
from ..contacts import store as contacts
from ..database import transaction
from ..referrals import store as referrals
from . import erasing, group_people, models, rules
from .rollups import table

_SEALED = table(models.Sealed)
_TOTALS = (table(models.MonthItem), table(models.MonthReferral), table(models.MonthTally))
_BY_DAY = (table(models.DayContact), table(models.DayItem), table(models.DayReferral))
_PERSON = table(models.PersonPeriod)


def erase_old_rows_now() -> list[str]:
    """`erase_old_rows` for this server's settings and day, in its own transaction."""
    today = programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])
    with transaction() as conn:
        erasing.erase_narratives(conn, today, int(current_app.config["NARRATIVE_MONTHS"]))
        return erase_old_rows(conn, today, int(current_app.config["RETENTION_MONTHS"]))


def erase_old_rows(conn: Connection, today: date, months: int) -> list[str]:
    """Erases contacts, their supply lines, referrals, all other records, day rollups and pseudonyms of months that
    ended more than `months` months ago, and seals the totals of those months. Returns the keys of the months, oldest
    first.

    Pseudonyms of a quarter or a year go with its last month; the counts of different people stay.
    """
    limit = _back(today.replace(day=1), months)
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE contact, entry, referral IN SHARE ROW EXCLUSIVE MODE"))
    sealed = []
    for start in sorted({*contacts.months_with_rows(conn, limit), *erasing.months_with_rows(conn, limit)}):
        end = rules.next_month(start)
        month = f"{start:%Y-%m}"
        group_people.keep(conn, start, today)
        referrals.remove_days(conn, start, end)
        contacts.remove_days(conn, start, end)
        erasing.remove_month(conn, start, end)
        for rollup in _BY_DAY:
            conn.execute(delete(rollup).where(rollup.c.day >= start, rollup.c.day < end))
        conn.execute(insert(_SEALED).values(month=month, sealed_on=today, digest=digest(conn, month)))
        sealed.append(month)
    if sealed:
        _forget_people(conn, limit)
    return sealed


def _back(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _forget_people(conn: Connection, limit: date) -> None:
    for period in conn.execute(select(_PERSON.c.period).distinct()).scalars().all():
        if rules.parse_period(period).end < limit:
            conn.execute(delete(_PERSON).where(_PERSON.c.period == period))


def digest(conn: Connection, month: str) -> bytes:
    """SHA-256 over the month's totals: item, referral and tally rows in the order of their keys, as JSON."""
    total = sha256()
    for rollup in _TOTALS:
        for row in conn.execute(select(rollup).where(rollup.c.month == month).order_by(*rollup.primary_key)):
            total.update(json.dumps([rollup.name, *row], ensure_ascii=False).encode() + b"\n")
    return total.digest()


def broken(conn: Connection) -> list[str]:
    """Sealed months whose totals are no longer those that were sealed."""
    seals = conn.execute(select(_SEALED.c.month, _SEALED.c.digest).order_by(_SEALED.c.month)).all()
    return [month for month, seal in seals if digest(conn, month) != bytes(seal)]


def first_open_day(conn: Connection) -> date:
    """The first day whose contacts can still be counted: the day after the last sealed month."""
    last = conn.execute(select(func.max(_SEALED.c.month))).scalar()
    return rules.next_month(date.fromisoformat(f"{last}-01")) if last else date.min
