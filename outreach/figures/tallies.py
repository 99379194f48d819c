"""What a contact adds to which figure: the dimensions of the month tallies, and the signed deltas of a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from ..contacts.rules import Row, population_codes, topic_codes
from ..supplies.rules import Line

NOT_ASKED = "not_asked"  # nothing chosen: its own row in every table, so that rows add up to the total

DIMENSIONS: dict[str, str] = {
    "total": "all contacts; amount = contacts without a participant code",
    "part": "part of day 0–3",
    "seen": "0 not asked, 1 first time, 2 been before",
    "setting": "setting code",
    "age": "age code or not_asked; from age_gender",
    "gender": "gender code or not_asked; from age_gender",
    "population": "population code (several a contact) or not_asked; from gender_population",
    "topic": "topic code (several a contact)",
    "age_gender": "age|gender",
    "gender_population": "gender|population (several a contact); amount = contacts without a participant code",
    "returned": "method of counting; amount = used needles returned",
    "others": "contacts that collected for others; amount = number of others",
    "referred": "contacts with 1, 2 or 3+ referrals; amount = referrals",
    "reason": "item id|reason of handing out again; amount = units",
    "secs": "team id|seconds a contact took, in bands of 5; only where measured",
    "tally": "anonymous counts of a busy place, of whom nothing was asked",
    "asked": "contacts by number of the four questions about the person that were answered (0–4)",
}

# Dimensions that are not stored: they are one side of a stored pair.
WITHIN = {"age": ("age_gender", 0), "gender": ("age_gender", 1), "population": ("gender_population", 1)}

BY_GROUP = "gender_population"
Measure = list[int]
Told = tuple[str, str, int, int, int]  # dimension, value, entries, people, amount
Key = TypeVar("Key")


@lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    """ "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


@lru_cache(maxsize=4096)
def people_periods(day: date) -> tuple[str, str, str]:
    """The month, quarter and year whose distinct participant codes are counted."""
    return month_of(day), f"{day.year:04}Q{(day.month + 2) // 3}", f"{day.year:04}"


# Part, setting, seen, age, gender, populations, topics: the part of a contact that decides its plain tallies.
Profile = tuple[int, str, int, str | None, str | None, int, int]


def profile(row: Row) -> Profile:
    """The profile of a contact; many contacts share one."""
    return row[1], row[4], *row[6:11]


@lru_cache(maxsize=32768)
def plain_tallies(of: Profile) -> tuple[tuple[str, str], ...]:
    """(dimension, value) of every tally without an amount."""
    part, setting, seen, age, gender, groups, topics = of
    age_name, gender_name = age or NOT_ASKED, gender or NOT_ASKED
    populations = population_codes(groups) or (NOT_ASKED,)
    asked = (seen > 0) + (age is not None) + (gender is not None) + (groups > 0)
    return (
        ("part", str(part)),
        ("seen", str(seen)),
        ("setting", setting),
        ("age_gender", f"{age_name}|{gender_name}"),
        ("asked", str(asked)),
        *((BY_GROUP, f"{gender_name}|{code}") for code in populations),
        *(("topic", code) for code in topic_codes(topics)),
    )


class _Tally:
    """The tallies of one zone in one month. Most contacts are added and have one person: those are only listed here
    and counted in one go; `extra` holds what differs from "one contact, one person, no amount"."""

    __slots__ = ("extra", "plain")

    def __init__(self) -> None:
        self.plain: list[tuple[str, str]] = []
        self.extra: dict[tuple[str, str], Measure] = {}

    def settle(self) -> None:
        """Counts what is listed, so that a long run does not fill the memory."""
        self.extra, self.plain = self.measures(), []

    def measures(self) -> dict[tuple[str, str], Measure]:
        """Contacts, people and amount by (dimension, value)."""
        found = {key: [count, count, 0] for key, count in Counter(self.plain).items()}
        for key, measure in self.extra.items():
            _add(found, key, measure)
        return found


class Deltas:
    """Signed changes of all rollups, gathered over a batch so that each row is written once."""

    def __init__(self) -> None:
        self.day_contact: dict[tuple[date, int, int], Measure] = {}
        self.day_item: dict[tuple[date, int, int, int], Measure] = {}
        self.day_referral: dict[tuple[date, int, int, str], Measure] = {}
        self.person_period: dict[tuple[str, bytes], Measure] = {}
        self.subtracts = False  # only then can a row fall to zero
        self._tallies: dict[tuple[str, int], _Tally] = {}

    def contact(self, row: Row, lines: tuple[Line, ...], referrals: int, team: int, sign: int = 1) -> None:
        """Adds (or with sign −1 takes away) one contact of a team with its supply lines and its number of referrals."""
        self.subtracts |= sign < 0
        day, zone, site, month = row.day, row.zone_id, row.site_id or 0, month_of(row.day)
        tally = self._tallies.get((month, zone))
        if tally is None:
            tally = self._tallies[month, zone] = _Tally()
        self._day(row, site, sign)
        _count(tally, row, referrals, team, sign)
        items = self.day_item
        for item, units, reason in lines:
            measure = items.get((day, zone, site, item))
            if measure is None:
                items[day, zone, site, item] = [sign * units, sign]
            else:
                measure[0] += sign * units
                measure[1] += sign
            if reason is not None:
                _add(tally.extra, ("reason", f"{item}|{reason}"), (sign, sign * row.people, sign * units))
        if row.person is not None:
            for period in people_periods(day):
                _add(self.person_period, (period, row.person), (sign,))

    def settle(self) -> None:
        """Call now and then when gathering more than a batch."""
        for tally in self._tallies.values():
            tally.settle()

    def referral(self, day: date, zone: int, type_id: int, status: str, sign: int = 1) -> None:
        """Adds or takes away one referral at its furthest status."""
        self.subtracts |= sign < 0
        _add(self.day_referral, (day, zone, type_id, status), (sign,))

    def other(self, month: str, zone: int, told: Sequence[Told], sign: int = 1) -> None:
        """Adds or takes away what a record that is no contact tells (figures/record_tallies.py)."""
        self.subtracts |= sign < 0
        tally = self._tallies.setdefault((month, zone), _Tally())
        for dim, value, *measures in told:
            _add(tally.extra, (dim, value), [sign * measure for measure in measures])

    def _day(self, row: Row, site: int, sign: int) -> None:
        key = (row.day, row.zone_id, site)
        measure = self.day_contact.get(key)
        if measure is None:
            measure = self.day_contact[key] = [0] * 7
        measure[0] += sign
        measure[1] += sign * row.people
        if row.seen:
            measure[1 + row.seen] += sign
        measure[4] += sign * row.returned
        measure[5] += sign * row.others
        if row.person is None:
            measure[6] += sign

    def month_tally(self) -> dict[tuple[str, str, int, str], Measure]:
        """Changes of the month tallies, by their key."""
        return {
            (month, dim, zone, value): measure
            for (month, zone), tally in self._tallies.items()
            for (dim, value), measure in tally.measures().items()
        }

    def month_item(self) -> dict[tuple[str, int, int, int], Measure]:
        """Changes by month, from those by day."""
        found: dict[tuple[str, int, int, int], Measure] = {}
        for (day, zone, site, item), measure in self.day_item.items():
            _add(found, (month_of(day), zone, site, item), measure)
        return found

    def stock(self) -> dict[tuple[int, int], Measure]:
        """Changes of what is on hand: less by what was handed out."""
        found: dict[tuple[int, int], Measure] = {}
        for (_, _, site, item), measure in self.day_item.items():
            _add(found, (site, item), (-measure[0],))
        return found

    def month_referral(self) -> dict[tuple[str, int, int, str], Measure]:
        """Changes by month, from those by day."""
        found: dict[tuple[str, int, int, str], Measure] = {}
        for (day, zone, kind, status), measure in self.day_referral.items():
            _add(found, (month_of(day), zone, kind, status), measure)
        return found


def _count(tally: _Tally, row: Row, referrals: int, team: int, sign: int) -> None:
    people, extra, keys = row.people, tally.extra, plain_tallies(profile(row))
    if sign > 0:
        tally.plain.extend(keys)
        tally.plain.append(_TOTAL)
    if sign < 0 or people > 1:
        change = (sign, -people, 0) if sign < 0 else (0, people - 1, 0)
        for key in (*keys, _TOTAL):
            _add(extra, key, change)
    if row.person is None:
        for key in (_TOTAL, *(key for key in keys if key[0] == BY_GROUP)):
            _add(extra, key, (0, 0, sign))
    if row.returned:
        _add(extra, ("returned", row.return_method or ""), (sign, sign * people, sign * row.returned))
    if row.others:
        _add(extra, ("others", "all"), (sign, sign * people, sign * row.others))
    if referrals:
        value = str(referrals) if referrals < 3 else "3+"
        _add(extra, ("referred", value), (sign, sign * people, sign * referrals))
    if row.secs:
        _add(extra, ("secs", f"{team}|{row.secs}"), (sign, sign * people, 0))
    if row.tally:
        _add(extra, ("tally", "all"), (sign, sign * people, 0))


_TOTAL = ("total", "all")


def _add(table: dict[Key, Measure], key: Key, changes: Sequence[int]) -> None:
    measure = table.get(key)
    if measure is None:
        table[key] = list(changes)
    else:
        for place, change in enumerate(changes):
            measure[place] += change
