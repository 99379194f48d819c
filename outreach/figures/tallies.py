"""What a contact adds to which figure: the dimensions of the month tallies, and the signed deltas of a batch."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ..contacts.rules import Row, population_codes, topic_codes

NOT_ASKED = "not_asked"  # nothing chosen: its own row in every table, so that rows add up to the total

DIMENSIONS: dict[str, str] = {
    "total": "all contacts; amount = contacts without a participant code",
    "part": "part of day 0–3",
    "seen": "0 not asked, 1 first time, 2 been before",
    "setting": "setting code",
    "age": "age code or not_asked",
    "gender": "gender code or not_asked",
    "population": "population code (several a contact) or not_asked",
    "topic": "topic code (several a contact)",
    "age_gender": "age|gender",
    "gender_population": "gender|population (several a contact)",
    "returned": "method of counting; amount = used needles returned",
    "others": "contacts that collected for others; amount = number of others",
    "referred": "contacts with 1, 2 or 3+ referrals; amount = referrals",
    "reason": "item id|reason of handing out again; amount = units",
    "secs": "seconds a contact took, in bands of 5; only where measured",
    "asked": "contacts by number of the four questions about the person that were answered (0–4)",
}

Measure = list[int]
Key = TypeVar("Key")


@lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    """ "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


@lru_cache(maxsize=4096)
def people_periods(day: date) -> tuple[str, str, str]:
    """The month, quarter and year whose distinct participant codes are counted."""
    return month_of(day), f"{day.year:04}Q{(day.month + 2) // 3}", f"{day.year:04}"


class Profile(NamedTuple):
    """The part of a contact that decides its plain tallies: many contacts share one."""

    part: int
    seen: int
    setting: str
    age: str | None
    gender: str | None
    populations: int
    topics: int


@lru_cache(maxsize=16384)
def plain_tallies(profile: Profile) -> tuple[tuple[str, str], ...]:
    """(dimension, value) of every tally without an amount."""
    age, gender = profile.age or NOT_ASKED, profile.gender or NOT_ASKED
    populations = population_codes(profile.populations) or (NOT_ASKED,)
    asked = (profile.seen > 0) + (profile.age is not None) + (profile.gender is not None) + (profile.populations > 0)
    return (
        ("part", str(profile.part)),
        ("seen", str(profile.seen)),
        ("setting", profile.setting),
        ("age", age),
        ("gender", gender),
        ("age_gender", f"{age}|{gender}"),
        ("asked", str(asked)),
        *(("population", code) for code in populations),
        *(("gender_population", f"{gender}|{code}") for code in populations),
        *(("topic", code) for code in topic_codes(profile.topics)),
    )


class Deltas:
    """Signed changes of all rollups, gathered over a batch so that each row is written once."""

    def __init__(self) -> None:
        self.day_contact: dict[tuple[date, int, int], Measure] = {}
        self.day_item: dict[tuple[date, int, int, int], Measure] = {}
        self.month_item: dict[tuple[str, int, int, int], Measure] = {}
        self.month_tally: dict[tuple[str, str, int, str], Measure] = {}
        self.day_referral: dict[tuple[date, int, int, str], Measure] = {}
        self.month_referral: dict[tuple[str, int, int, str], Measure] = {}
        self.person_period: dict[tuple[str, bytes], Measure] = {}
        self.stock: dict[tuple[int, int], Measure] = {}
        self.subtracts = False  # only then can a row fall to zero

    def contact(self, row: Row, lines: tuple[tuple[int, int, str | None], ...], referrals: int, sign: int = 1) -> None:
        """Adds (or with sign −1 takes away) one contact with its supply lines and its number of referrals."""
        self.subtracts |= sign < 0
        site = row.site_id or 0
        self._day(row, site, sign)
        self._tallies(row, referrals, sign)
        self._lines(row, site, lines, sign)
        if row.person is not None:
            for period in people_periods(row.day):
                key = (period, row.person)
                self.person_period[key] = [self.person_period.get(key, (0,))[0] + sign]

    def referral(self, day: date, zone: int, type_id: int, status: str, sign: int = 1) -> None:
        """Adds or takes away one referral at its furthest status."""
        self.subtracts |= sign < 0
        _add(self.day_referral, (day, zone, type_id, status), (sign,))
        _add(self.month_referral, (month_of(day), zone, type_id, status), (sign,))

    def _day(self, row: Row, site: int, sign: int) -> None:
        changes = (
            sign,
            sign * row.people,
            sign if row.seen == 1 else 0,
            sign if row.seen == 2 else 0,
            sign * row.returned,
            sign * row.others,
            sign if row.person is None else 0,
        )
        _add(self.day_contact, (row.day, row.zone_id, site), changes)

    def _tallies(self, row: Row, referrals: int, sign: int) -> None:
        month, zone, people = month_of(row.day), row.zone_id, sign * row.people
        tally = self.month_tally
        profile = Profile(row.part, row.seen, row.setting, row.age, row.gender, row.populations, row.topics)
        for dim, value in plain_tallies(profile):
            measure = tally.get((month, dim, zone, value))
            if measure is None:
                tally[month, dim, zone, value] = [sign, people, 0]
            else:
                measure[0] += sign
                measure[1] += people
        _add(tally, (month, "total", zone, "all"), (sign, people, sign if row.person is None else 0))
        if row.returned:
            _add(tally, (month, "returned", zone, row.return_method or ""), (sign, people, sign * row.returned))
        if row.others:
            _add(tally, (month, "others", zone, "all"), (sign, people, sign * row.others))
        if referrals:
            value = str(referrals) if referrals < 3 else "3+"
            _add(tally, (month, "referred", zone, value), (sign, people, sign * referrals))
        if row.secs:
            _add(tally, (month, "secs", zone, str(row.secs)), (sign, people, 0))

    def _lines(self, row: Row, site: int, lines: tuple[tuple[int, int, str | None], ...], sign: int) -> None:
        day, zone, month = row.day, row.zone_id, month_of(row.day)
        for item, units, reason in lines:
            changes = (sign * units, sign)
            _add(self.day_item, (day, zone, site, item), changes)
            _add(self.month_item, (month, zone, site, item), changes)
            _add(self.stock, (site, item), (-sign * units,))
            if reason is not None:
                tally = (month, "reason", zone, f"{item}|{reason}")
                _add(self.month_tally, tally, (sign, sign * row.people, sign * units))


def _add(table: dict[Key, Measure], key: Key, changes: tuple[int, ...]) -> None:
    measure = table.get(key)
    if measure is None:
        table[key] = list(changes)
    else:
        for place, change in enumerate(changes):
            measure[place] += change
