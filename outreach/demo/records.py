"""The pure generator: records as phones would seal them, in the order of arrival. Touches no database.

Tests and the benchmark use it too: `generate(seed, contacts, until)`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, NamedTuple

from ..referrals.rules import SIGNS, make_slip
from . import calendar, town
from .people import BASKET, KINDS, REFERRAL, TALKS, Choice, Person, new_person

DAYS = 365


class Made(NamedTuple):
    """One record: `phone` is a place in town.PHONES, `n` its number there, `uid` the record's random id.

    `first` names the first record it is about: (n, uid), its own for a contact."""

    phone: int
    n: int
    uid: bytes
    record: list[Any]
    day: date
    first: tuple[int, bytes]


@dataclass
class _Phone:
    """The state of one phone while its records are made."""

    uid: str
    n: int = 0


def generate(seed: int, contacts: int, until: date, days: int = DAYS) -> Iterator[Made]:
    """A year (`days`) of records ending on `until`: exactly `contacts` contacts, plus about 2 % corrections and voids.

    The same seed, number and day give the same records. Zones, sites and services are numbered from 1 in the order
    of town.py.
    """
    maker = _Maker(seed, until)
    for day, count in calendar.plan(maker.rng, contacts, until, days):
        yield from maker.day(day, count)


def phone_uid(seed: int, place: int) -> str:
    """The device id of a phone of the demo."""
    return str(uuid.UUID(int=Random(f"phone {seed} {place}").getrandbits(128), version=4))


class _Maker:
    def __init__(self, seed: int, until: date) -> None:
        self.rng = Random(seed)
        self.until = until
        self.phones = [_Phone(phone_uid(seed, place)) for place in range(len(town.PHONES))]
        self.known: list[list[Person]] = [[] for _ in town.ZONES]
        self.meet = [Choice(list(zip(KINDS, zone.met, strict=True))) for zone in town.ZONES]
        self.zones = [
            Choice([(zone, town.ZONES[zone].busy / (rank + 1.5)) for rank, zone in enumerate(phone.zones)])
            for phone in town.PHONES
        ]
        self.services: dict[str, list[int]] = {}
        for place, service in enumerate(town.SERVICES, 1):
            for code in service.types:
                self.services.setdefault(code, []).append(place)

    def day(self, day: date, count: int) -> Iterator[Made]:
        """All records of one day, shift by shift; a mistake is corrected before the shift ends."""
        out = self._out(day)
        while count > 0:
            place = out.draw(self.rng)
            size = min(count, self.rng.randrange(5, 22))
            count -= size
            yield from self._shift(day, place, size)

    def _out(self, day: date) -> Choice:
        """Which phones are out that day: a revoked or silent one no longer is, nobody works seven days a week."""
        ago = (self.until - day).days
        phones = [
            (place, phone.out)
            for place, phone in enumerate(town.PHONES)
            if ago >= max(phone.silent_days, phone.revoked_days) and self.rng.random() < 0.72
        ]
        return Choice(phones or [(0, 1.0)])

    def _shift(self, day: date, place: int, size: int) -> Iterator[Made]:
        rng, phone = self.rng, town.PHONES[place]
        zone = self.zones[place].draw(rng)
        night = phone.team == 0
        part = (3 if rng.random() < 0.42 else 2) if night else (1 if rng.random() < 0.68 else 0)
        setting = (
            ("van" if rng.random() < 0.55 else "street")
            if night
            else ("dropin" if phone.site == 2 else "street")
        )
        for _ in range(size):
            if rng.random() < 0.06:
                zone = self.zones[place].draw(rng)
            where = setting if rng.random() > 0.04 else ("venue" if night else "home")
            record = self._contact(day, part, zone, phone, where)
            made = self._made(place, day, record)
            yield made
            slip = rng.random()
            if slip < 0.014:
                yield self._amend(made)
            elif slip < 0.020:
                yield self._void(made)

    def _made(self, place: int, day: date, record: list[Any], about: Made | None = None) -> Made:
        phone = self.phones[place]
        phone.n += 1
        uid = uuid.UUID(int=self.rng.getrandbits(128), version=4).bytes
        return Made(place, phone.n, uid, record, day, about.first if about else (phone.n, uid))

    def _amend(self, made: Made) -> Made:
        """A wrong number of condoms or needles, or something forgotten."""
        record = [*made.record]
        lines = [list(line) for line in record[13]]
        if lines:
            lines[0][1] = max(1, lines[0][1] // 2)
        else:
            lines = [["SX01", 10]]
        record[13] = lines
        ref = [self.phones[made.phone].uid, str(uuid.UUID(bytes=made.uid)), made.n]
        return self._made(made.phone, made.day, ["amend", 1, *ref, record], made)

    def _void(self, made: Made) -> Made:
        ref = [self.phones[made.phone].uid, str(uuid.UUID(bytes=made.uid)), made.n]
        return self._made(made.phone, made.day, ["void", 1, *ref], made)

    def _contact(self, day: date, part: int, zone: int, phone: town.PhoneHere, setting: str) -> list[Any]:
        rng = self.rng
        group = rng.random() < 0.055
        person, seen = self._meet(zone)
        asks = phone.asks
        told = not group and rng.random() < asks
        people = rng.randrange(2, 8) if group else 1
        lines = self._lines(person, people)
        return [
            "contact", 1, day.isoformat(), part, zone + 1, phone.site + 1, setting, people,
            seen if not group and rng.random() < asks + 0.08 else 0,
            person.age if told and rng.random() < 0.95 else None,
            person.gender if told and rng.random() < 0.97 else None,
            list(person.populations) if told and rng.random() < 0.8 else [],
            person.code if not group and rng.random() < 0.93 else None,
            lines,
            rng.randrange(1, 5) if rng.random() < 0.08 else 0,
            self._returns(person) if person.kind == "pwid" or rng.random() < 0.02 else None,
            self._talks(person),
            self._referrals(person) if rng.random() < 0.26 else [],
            self._seconds(phone.seconds, len(lines)),
        ]  # fmt: skip

    def _meet(self, zone: int) -> tuple[Person, int]:
        """Somebody known (seldom-met people are drawn less often), or somebody new."""
        rng, known = self.rng, self.known[zone]
        if known and rng.random() < 0.86 * len(known) / (len(known) + 12):
            return known[int(len(known) * rng.random() ** 1.35)], 2
        person = new_person(rng, self.meet[zone].draw(rng))
        known.append(person)
        return person, 1 if rng.random() < 0.8 else 2

    def _lines(self, person: Person, people: int) -> list[list[Any]]:
        rng = self.rng
        lines: list[list[Any]] = BASKET[person.kind].draw(rng)
        if people > 1 and rng.random() < 0.7:
            lines = [[item, units * people] for item, units in lines]
        found: list[list[Any]] = []
        for line in lines:
            if line[0].startswith("NX") and rng.random() < 0.75:
                again = rng.random()
                reason = (
                    "first"
                    if again < 0.5
                    else "used"
                    if again < 0.74
                    else "lost"
                    if again < 0.88
                    else "passed_on"
                )
                found.append([*line, reason])
            else:
                found.append(list(line))
        return found

    def _returns(self, person: Person) -> list[Any] | None:
        rng = self.rng
        way = rng.random()
        if way > 0.5:
            return None
        if way < 0.32:
            count = 5 * rng.randrange(1, 6)
            return ["counted", count, count]
        if way < 0.45:
            litres = rng.choice((0.1, 0.2, 0.3, 0.5))
            return ["litres", litres, int(litres * 100 + 0.5)]
        kilos = rng.choice((0.02, 0.05, 0.1))
        return ["kilos", kilos, int(kilos * 620 + 0.5)]

    def _talks(self, person: Person) -> list[str]:
        rng, talks = self.rng, TALKS[person.kind]
        if rng.random() < 0.55:
            return []
        first = int(rng.random() * len(talks))
        return [talks[first], talks[first - 1]] if rng.random() < 0.3 else [talks[first]]

    def _referrals(self, person: Person) -> list[list[Any]]:
        rng = self.rng
        found: list[list[Any]] = []
        for _ in range(2 if rng.random() < 0.13 else 1):
            code = REFERRAL[person.kind].draw(rng)
            bits = rng.getrandbits(30)
            slip = make_slip("".join(SIGNS[bits >> shift & 31] for shift in range(0, 30, 5)))
            services = self.services.get(code)
            service = (
                services[int(rng.random() * len(services))] if services and rng.random() < 0.85 else None
            )
            way = rng.random()
            mode = (
                "information"
                if way < 0.62
                else "warm"
                if way < 0.86
                else "accompanied"
                if way < 0.96
                else "on_site"
            )
            found.append([code, slip, mode, service])
        return found

    def _seconds(self, usual: float, lines: int) -> int:
        if self.rng.random() < 0.04:
            return 0
        return min(
            600, max(5, 5 * round(usual * (0.7 + 0.12 * lines) * self.rng.lognormvariate(0, 0.45) / 5))
        )
