"""Erases the rows of records that are no contact when their month is too old, and the texts of incidents before that.

What a month told stays in the month tallies, which are sealed with the month.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, select, update

from .. import entries
from ..contacts.record_models import Cleanup
from ..referrals.record_models import Outcome
from ..safety.record_models import Checkin, Incident, Reversal
from ..supplies.record_models import Restock, Shift, StockCount, Unmet
from .rollups import table
from .tallies import month_of

_BY_DAY = [table(model) for model in (Checkin, Cleanup, Outcome, Restock, Shift, StockCount, Unmet)]
_BY_MONTH = [table(model) for model in (Incident, Reversal)]
_INCIDENT = table(Incident)


def months_with_rows(conn: Connection, before: date) -> set[date]:
    """First days of the months before `before` (the first day of one) that still have such records."""
    found: set[date] = set()
    for each in _BY_DAY:
        days = conn.execute(select(each.c.day).where(each.c.day < before).distinct()).scalars()
        found |= {day.replace(day=1) for day in days}
    for each in _BY_MONTH:
        months = conn.execute(
            select(each.c.month).where(each.c.month < month_of(before)).distinct()
        ).scalars()
        found |= {date.fromisoformat(f"{month}-01") for month in months}
    return found


def remove_month(conn: Connection, start: date, end: date) -> None:
    """Deletes the records of one month, with what coordinators did about them."""
    inside = [select(t.c.entry_id).where(t.c.day >= start, t.c.day < end) for t in _BY_DAY]
    inside += [select(t.c.entry_id).where(t.c.month == month_of(start)) for t in _BY_MONTH]
    for ids in inside:
        conn.execute(delete(entries.TABLE).where(entries.TABLE.c.id.in_(ids)))


def erase_narratives(conn: Connection, today: date, months: int) -> int:
    """Erases the sealed texts of incidents of months that ended more than `months` months ago; their number."""
    count = today.year * 12 + today.month - 1 - months
    limit = month_of(date(count // 12, count % 12 + 1, 1))
    old = update(_INCIDENT).where(_INCIDENT.c.month < limit, _INCIDENT.c.narrative.is_not(None))
    return conn.execute(old.values(narrative=None)).rowcount
