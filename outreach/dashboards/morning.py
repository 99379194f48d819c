"""What Today answers: what runs out first, what is overdue, which phones are silent, what came in, what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from ..figures import store as figures
from ..figures.rules import Period, parse_period, previous
from ..figures.store import DaysLeft
from ..referrals.store import Case, overdue_count
from ..referrals.store import overdue as overdue_cases
from ..supplies.store import items
from ..team import store
from . import rules

USUAL_WEEKS = 8
TEAM_MONTHS = 3
ASKED = {"seen": "first time or been before", "age": "age", "gender": "gender", "population": "groups"}


class Supply(NamedTuple):
    """An item with its name and how long it will last."""

    name: str
    left: DaysLeft


@dataclass(frozen=True)
class Phones:
    """Phones at work: how many are in step, and the silent ones with their days of silence."""

    in_step: int
    silent: list[tuple[str, int]]
    unsent: int

    @property
    def total(self) -> int:
        """All phones at work."""
        return self.in_step + len(self.silent)


@dataclass(frozen=True)
class CameIn:
    """The last 14 days up to yesterday, and the usual range of the eight weeks before."""

    days: list[tuple[date, int]]
    usual: tuple[int, int] | None
    total: int
    units: int
    offered: int


@dataclass(frozen=True)
class Quality:
    """How a usual contact is entered this month."""

    month: str
    asked: list[tuple[str, int, int]]
    seconds: int | None
    slow: int | None
    teams: list[
        list[str]
    ]  # name of the team, then for each of the last months "8, 15": the middle one, nine of ten
    months: list[str]


def _supplies(conn: Connection, today: date, names: dict[str, str], most: int = 3) -> list[Supply]:
    """The items that run out first, all sites together."""
    found = [one for one in figures.days_left(conn, today, together=True) if one.low is not None]
    return [Supply(names.get(one.code, one.code), one) for one in found[:most]]


def _follow_ups(
    conn: Connection, today: date, team: int | None
) -> tuple[int, list[tuple[str, int]], Case | None]:
    """Number of overdue referrals, their bands by days, and the oldest."""
    cases = overdue_cases(conn, today, team, limit=500)
    count = len(cases) if len(cases) < 500 else overdue_count(conn, today, team)
    return count, rules.overdue_bands(one.days_over for one in cases), cases[0] if cases else None


def _phones(rows: Sequence[Row[Any]], today: date) -> Phones:
    """The phones at work by how long they have been silent."""
    active = [row for row in rows if row.status == "active"]
    silent = [(row.name, rules.silent_for(row.proof_on, row.enrolled_on, today)) for row in active]
    dark = sorted(((name, days) for name, days in silent if days), key=lambda one: -one[1])
    return Phones(len(active) - len(dark), dark, sum(row.left for row in active))


def _came_in(conn: Connection, today: date) -> CameIn:
    """Contacts of the 14 days before today, with what is usual."""
    start = today - timedelta(days=14 + 7 * USUAL_WEEKS)
    whole = Period("70d", start, today - timedelta(days=1), "")
    counts = [(one.day, one.contacts) for one in figures.contacts_by_day(conn, whole)]
    fortnight = Period("14d", today - timedelta(days=14), today - timedelta(days=1), "the last 14 days")
    earlier, days = [count for _day, count in counts[:-14]], counts[-14:]
    units = figures.shelf_units(conn, fortnight)
    offered = sum(step.offered for step in figures.funnel(conn, fortnight).values())
    usual = rules.usual_range(earlier) if any(earlier) else None
    return CameIn(days, usual, sum(count for _day, count in days), units, offered)


def _quality(conn: Connection, today: date, team: int | None) -> Quality:
    """The share of "not asked" and the seconds of a contact, this month (in its first week: the month before)."""
    within = today if today.day > 7 else today.replace(day=1) - timedelta(days=1)
    month = parse_period(f"{within:%Y-%m}", today)
    took = figures.seconds(conn, month)
    found = figures.not_asked(conn, month)
    asked = [(words, *found[dim]) for dim, words in ASKED.items()]
    teams, months = _seconds(conn, within, team)
    return Quality(month.label, asked, took.median, took.slow, teams, months)


def _seconds(conn: Connection, within: date, team: int | None) -> tuple[list[list[str]], list[str]]:
    """Seconds of a contact by team in the last months. A team is the finest that is told."""
    periods = [parse_period(f"{within:%Y-%m}", within)]
    for _ in range(TEAM_MONTHS - 1):
        periods.insert(0, previous(periods[0]))
    took = [figures.seconds_by_team(conn, period) for period in periods]
    rows = [
        [one.name, *(_pair(month.get(one.id)) for month in took)]
        for one in store.teams(conn)
        if team in (None, one.id) and any(one.id in month for month in took)
    ]
    return rows, [period.label for period in periods]


def _pair(took: figures.Seconds | None) -> str:
    return f"{took.median}, {took.slow}" if took and took.measured else "–"


@dataclass(frozen=True)
class Sheet:
    """The whole morning sheet. `overdue` is a number of referrals, `oldest` the one that waits longest."""

    supplies: list[Supply]
    overdue: int
    bands: list[tuple[str, int]]
    oldest: Case | None
    phones: Phones
    came: CameIn
    quality: Quality


def sheet(conn: Connection, devices: Sequence[Row[Any]], today: date, team: int | None) -> Sheet:
    """Everything Today shows, read in one state of the store. `devices` are the phones of this member's team."""
    names = {one["code"]: one["short"] for one in items(conn)}
    overdue, bands, oldest = _follow_ups(conn, today, team)
    return Sheet(
        supplies=_supplies(conn, today, names), overdue=overdue, bands=bands, oldest=oldest,
        phones=_phones(devices, today), came=_came_in(conn, today), quality=_quality(conn, today, team),
    )  # fmt: skip
