"""Every number shown anywhere is read here (or re-exported from here), from the rollups, and nowhere else.

Counts of contacts, people and referrals are three different things and are never added to one another.
Whole months are read by month. A part of a month is read by day; tallies of such a part come from the contacts
themselves (figures/part.py: the same rules, only slower).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select, union

from ..referrals import store as referrals
from . import models, part, rules, spans
from .dimensions import Tally, tallies, tally
from .rollups import table
from .rules import Period, span
from .stock import DaysLeft, Entry, Units, course, days_left, handed_out, ledger, shelf_units, stock
from .tallies import NOT_ASKED

__all__ = [
    "DaysLeft", "Entry", "Funnel", "People", "Seconds", "Summary", "Tally", "Units", "contacts_by_day",
    "course", "days_left", "funnel", "handed_out", "ledger", "not_asked", "overdue", "people_range", "returned",
    "seconds", "seconds_by_team", "shelf_units", "stock", "summary", "tallies", "tally",
]  # fmt: skip

_DAY, _TALLY = table(models.DayContact), table(models.MonthTally)
_PERSON, _PEOPLE = table(models.PersonPeriod), table(models.PeriodPeople)
_REFERRALS = (table(models.MonthReferral), table(models.DayReferral))
_MEASURES = ("contacts", "people", "first_time", "been_before", "returned", "others", "uncoded")

overdue = referrals.overdue


@dataclass(frozen=True)
class Summary:
    """The main numbers of a period. `people` are those present, not different people. `first_time`, `been_before` and
    `not_asked` are contacts and add up to `contacts`; `returned` are used needles; `handed_out` units.

    `distinct_codes` is None where it is not told: in one zone, for a period in days (people_range counts those), or
    when pseudonyms were erased.
    """

    contacts: int
    people: int
    first_time: int
    been_before: int
    not_asked: int
    returned: int
    others: int
    without_code: int
    distinct_codes: int | None
    handed_out: int
    referrals_offered: int
    referrals_attended: int


def summary(conn: Connection, period: Period, zone: int | None = None) -> Summary:
    """The main numbers of a period, of all zones or of one."""
    contacts, people, first, before, back, others, uncoded = _contacts(conn, period, zone)
    asked_for = funnel(conn, period, zone).values()
    return Summary(
        contacts=contacts,
        people=people,
        first_time=first,
        been_before=before,
        not_asked=contacts - first - before,
        returned=back,
        others=others,
        without_code=uncoded,
        distinct_codes=_codes(conn, period) if zone is None and period.kind != "days" else None,
        handed_out=shelf_units(conn, period, zone),
        referrals_offered=sum(step.offered for step in asked_for),
        referrals_attended=sum(step.attended for step in asked_for),
    )


def _contacts(conn: Connection, period: Period, zone: int | None) -> list[int]:
    over = span(period.start, period.end)
    if not over.months or over.days:
        statement = select(*(func.coalesce(func.sum(_DAY.c[name]), 0) for name in _MEASURES)).where(
            _DAY.c.day.between(period.start, period.end)
        )
        if zone is not None:
            statement = statement.where(_DAY.c.zone_id == zone)
        return [int(value) for value in conn.execute(statement).one()]
    found = tallies(conn, period, ("total", "seen", "returned", "others"), zone)
    seen, none = found["seen"], Tally(0, 0, 0)
    total = found["total"].get("all", none)
    back = sum(tally.amount for tally in found["returned"].values())
    others = found["others"].get("all", none).amount
    first, before = (seen.get(value, none).contacts for value in ("1", "2"))
    return [total.contacts, total.people, first, before, back, others, total.amount]


class Day(NamedTuple):
    """One day's contacts and the people present in them."""

    day: date
    contacts: int
    people: int


def contacts_by_day(conn: Connection, period: Period, zone: int | None = None) -> list[Day]:
    """Every day of the period, also those without a contact."""
    statement = select(_DAY.c.day, func.sum(_DAY.c.contacts), func.sum(_DAY.c.people)).where(
        _DAY.c.day.between(period.start, period.end)
    )
    if zone is not None:
        statement = statement.where(_DAY.c.zone_id == zone)
    found = {day: (int(n), int(people)) for day, n, people in conn.execute(statement.group_by(_DAY.c.day))}
    return [Day(day, *found.get(day, (0, 0))) for day in period.days()]


class Returned(NamedTuple):
    """Used needles that came back, and the contacts that brought them."""

    needles: int
    contacts: int


def returned(
    conn: Connection, period: Period, by: str = "method", zone: int | None = None
) -> dict[str, Returned]:
    """Used needles by the way they were counted ("counted", "litres", "kilos"), by month key or by zone id."""
    if by == "method":
        found = tally(conn, period, "returned", zone)
        return {method: Returned(sums.amount, sums.contacts) for method, sums in found.items()}
    over = span(period.start, period.end)
    if over.days:
        return _returned_by_day(conn, period, by, zone)
    column = _TALLY.c.month if by == "month" else _TALLY.c.zone_id
    statement = select(column, func.sum(_TALLY.c.amount), func.sum(_TALLY.c.contacts)).where(
        _TALLY.c.month.in_(over.months), _TALLY.c.dim == "returned"
    )
    if zone is not None:
        statement = statement.where(_TALLY.c.zone_id == zone)
    return {
        str(key): Returned(int(n), int(contacts))
        for key, n, contacts in conn.execute(statement.group_by(column))
    }


def _returned_by_day(conn: Connection, period: Period, by: str, zone: int | None) -> dict[str, Returned]:
    found: dict[str, Returned] = {}
    for key, needles, contacts in part.returned(conn, period.start, period.end, by, zone):
        held = found.get(key, Returned(0, 0))
        found[key] = Returned(held.needles + needles, held.contacts + contacts)
    return found


class Funnel(NamedTuple):
    """Referrals of one type by how far they came: accepted counts those with an appointment or attended too."""

    offered: int
    accepted: int
    attended: int
    declined: int
    unknown: int


def funnel(conn: Connection, period: Period, zone: int | None = None) -> dict[str, Funnel]:
    """Referrals offered in the period by type code, in the order of the taxonomy; types without any are left out."""
    over = span(period.start, period.end)
    found = spans.sums(conn, _REFERRALS, over, ["type_id", "status"], ["referrals"], zone_id=zone)
    counts: dict[int, dict[str, int]] = {}
    for (kind, status), (referrals_here,) in found.items():
        counts.setdefault(kind, {})[status] = referrals_here
    codes = referrals.type_codes(conn)
    return {code: _funnel(counts[kind]) for kind, code in codes.items() if kind in counts}


def _funnel(count: Mapping[str, int]) -> Funnel:
    get = count.get
    attended = get("attended", 0)
    accepted = get("accepted", 0) + get("appointment", 0) + attended
    return Funnel(sum(count.values()), accepted, attended, get("declined", 0), get("unknown", 0))


class People(NamedTuple):
    """Different people lie between `codes` and `codes` + `without_code`. `codes` is None where it cannot be told."""

    codes: int | None
    without_code: int


def people_range(conn: Connection, period: Period) -> People:
    """Distinct participant codes of a period, and contacts without a code. Never added up over periods or zones."""
    return People(_codes(conn, period), _contacts(conn, period, None)[-1])


def _codes(conn: Connection, period: Period) -> int | None:
    if period.kind == "days":
        return part.codes(conn, period.start, period.end)
    if period.kind == "half":
        return _codes_of_half(conn, period)
    if period.kind == "fiscal":
        return None  # pseudonyms begin anew with the calendar year: the same person would count twice
    return int(conn.execute(select(_PEOPLE.c.codes).where(_PEOPLE.c.period == period.key)).scalar() or 0)


def _codes_of_half(conn: Connection, period: Period) -> int | None:
    quarters = [rules.period_of(day, "quarter").key for day in (period.start, period.end)]
    counted = conn.execute(select(_PEOPLE.c.codes).where(_PEOPLE.c.period.in_(quarters))).scalars().all()
    people = union(*(select(_PERSON.c.person).where(_PERSON.c.period == key) for key in quarters)).subquery()
    both = int(conn.execute(select(func.count()).select_from(people)).scalar_one())
    return both if both >= max(counted, default=0) else None  # less: a quarter's pseudonyms were erased


class Seconds(NamedTuple):
    """Seconds a contact took to enter, in bands of 5; None when none was measured."""

    median: int | None
    slow: int | None  # nine of ten took at most this long
    measured: int


def seconds(conn: Connection, period: Period, zone: int | None = None, team: int | None = None) -> Seconds:
    """How long entering a contact took, where the phone measured it. Never told per worker or participant.

    With `team`, months that were sealed before seconds were kept by team are left out.
    """
    counts: Counter[int] = Counter()
    for value, sums in tally(conn, period, "secs", zone).items():
        of, _, secs = value.rpartition("|")
        if team is None or of == str(team):
            counts[int(secs)] += sums.contacts
    return Seconds(rules.median(counts), rules.median(counts, 0.9), sum(counts.values()))


def seconds_by_team(conn: Connection, period: Period) -> dict[int, Seconds]:
    """The same for each team that measured any; one read for all."""
    counts: dict[int, Counter[int]] = {}
    for value, sums in tally(conn, period, "secs").items():
        team, found, secs = value.partition("|")
        if found:
            counts.setdefault(int(team), Counter())[int(secs)] += sums.contacts
    return {
        team: Seconds(rules.median(some), rules.median(some, 0.9), sum(some.values()))
        for team, some in counts.items()
    }


def not_asked(conn: Connection, period: Period, zone: int | None = None) -> dict[str, tuple[int, int]]:
    """For seen, age, gender and population: contacts in which nothing was chosen, and all contacts.

    Anonymous counts of a busy place are left out: there nobody could be asked.
    """
    found = tallies(conn, period, ("total", "seen", "age", "gender", "population", "tally"), zone)
    none = Tally(0, 0, 0)
    counted = found["tally"].get("all", none).contacts
    total = found["total"].get("all", none).contacts - counted
    silent = {"seen": "0", "age": NOT_ASKED, "gender": NOT_ASKED, "population": NOT_ASKED}
    return {dim: (found[dim].get(value, none).contacts - counted, total) for dim, value in silent.items()}
