"""Different people of a group (those who inject drugs, sex workers …): from the contacts while these exist.

Before the first month of a period is erased its numbers are kept for good, if the period is over by then. Nobody can
count the people of a period that lost a month before its end; nor across calendar years, whose pseudonyms differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, insert, select

from ..contacts.models import Contact
from ..contacts.rules import POPULATIONS
from . import models
from .rollups import table
from .rules import Period, period_of

KINDS = ("month", "quarter", "half", "year")
_CONTACT, _KEPT, _SEALED = table(Contact), table(models.GroupPeople), table(models.Sealed)


def codes(
    conn: Connection,
    period: Period,
    group: str = "",
    zones: Sequence[int] = (),
    sites: Sequence[int] = (),
) -> int | None:
    """Distinct pseudonyms of a period, of one group, of some zones and sites; None where they cannot be counted."""
    if period.start.year != period.end.year:
        return None
    if group and not zones and not sites:
        here = (_KEPT.c.period == period.key) & (_KEPT.c.population == group)
        kept = conn.execute(select(_KEPT.c.codes).where(here)).scalar()
        if kept is not None:
            return int(kept)
    return None if _erased(conn, period) else _counted(conn, period, group, zones, sites)


def keep(conn: Connection, month: date, today: date) -> None:
    """Keeps the numbers of every period that is over and about to lose its first month."""
    for kind in KINDS:
        period = period_of(month, kind)
        if period.start.year == period.end.year and period.end < today and not _erased(conn, period):
            rows = [
                {"period": period.key, "population": group, "codes": _counted(conn, period, group)}
                for group in POPULATIONS
            ]
            conn.execute(insert(_KEPT), rows)


def _erased(conn: Connection, period: Period) -> bool:
    gone = select(_SEALED.c.month).where(_SEALED.c.month.in_(period.months))
    return conn.execute(gone).first() is not None


def _counted(
    conn: Connection, period: Period, group: str, zones: Sequence[int] = (), sites: Sequence[int] = ()
) -> int:
    inside: list[ColumnElement[bool]] = [
        _CONTACT.c.day.between(period.start, period.end), _CONTACT.c.void.is_(False)
    ]  # fmt: skip
    if group:
        inside.append(_CONTACT.c.populations.op("&")(1 << POPULATIONS.index(group)) != 0)
    if zones:
        inside.append(_CONTACT.c.zone_id.in_(zones))
    if sites:
        inside.append(_CONTACT.c.site_id.in_(sites))
    return int(conn.execute(select(func.count(_CONTACT.c.person.distinct())).where(*inside)).scalar_one())
