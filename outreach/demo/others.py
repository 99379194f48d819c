"""What a year brings beside contacts: busy vans, clean-ups, reversals, unmet needs, shifts, requests, slips."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from . import town
from .records import DAYS, Made

SLIPS, CODED = 300, 60  # of the latest contacts: what others refer to
ITEMS_OF_A_BAG = ("SX01", "SX03", "NS01", "IP06", "NX10")
NEEDS: Sequence[tuple[str, str | None, str]] = (
    ("item", "DC01", "none_left"), ("item", "DC01", "none_left"), ("item", "NX10", "none_left"),
    ("item", "CL01", "not_carried"), ("referral", "S.SHEL", "full"), ("referral", "S.SHEL", "full"),
    ("referral", "H.DENT", "waiting"), ("referral", "L.LEGAL", "closed"), ("other", None, "other"),
    ("item", "SM02", "not_carried"), ("referral", "D.OAT", "no_papers"), ("referral", "D.OAT", "far"),
)  # fmt: skip


class Noted:
    """Lets records through and remembers what other records refer to: slips, and contacts with a code."""

    def __init__(self) -> None:
        self.slips: deque[tuple[date, str]] = deque(maxlen=SLIPS)
        self.coded: deque[Made] = deque(maxlen=CODED)

    def of(self, records: Iterable[Made]) -> Iterator[Made]:
        """The same records."""
        for made in records:
            if made.record[0] == "contact":
                self.slips.extend((made.day, offer[1]) for offer in made.record[17])
                if made.record[12] and town.PHONES[made.phone].team == 0:
                    self.coded.append(made)
            yield made


def generate(seed: int, until: date, tops: Sequence[int], noted: Noted, scale: float = 1.0) -> Iterator[Made]:
    """Other records of the year that ended on `until`; their numbers go on from `tops`, those of each phone."""
    maker = _Maker(seed, until, tops)
    for ago in range(DAYS - 1, -1, -1):
        yield from maker.day(until - timedelta(days=ago), ago, scale)
    yield from maker.slips(noted.slips)
    yield from maker.doubles(noted.coded)


class _Maker:
    def __init__(self, seed: int, until: date, tops: Sequence[int]) -> None:
        self.rng = Random(f"others {seed}")
        self.until = until
        self.tops = list(tops)

    def day(self, day: date, ago: int, scale: float) -> Iterator[Made]:
        """One day: how often each kind comes a day, at the usual size of the demo."""
        kinds: Sequence[tuple[float, Callable[[date, int, int], list[Any]]]] = (
            (0.30, self._cleanup), (0.16, self._reversal), (0.09 if ago > 60 else 0.2, self._tally),
            (0.5 if ago > 90 else 1.5, self._unmet), (1.1 if ago < 60 else 0.25, self._shift),
            (0.05 if ago > 5 else 1.0, self._restock),
        )  # fmt: skip
        for often, make in kinds:
            for _ in range(self._times(often * scale)):
                place = self._phone(ago, make == self._tally)
                zone = self.rng.choice(town.PHONES[place].zones) + 1
                yield self._made(place, day, make(day, place, zone))

    def _times(self, often: float) -> int:
        return int(often) + (self.rng.random() < often - int(often))

    def _phone(self, ago: int, van: bool) -> int:
        out = [
            place
            for place, phone in enumerate(town.PHONES)
            if ago >= max(phone.silent_days, phone.revoked_days) and (not van or phone.site == 1)
        ]
        return self.rng.choice(out)

    def _made(self, place: int, day: date, record: list[Any]) -> Made:
        self.tops[place] += 1
        uid = uuid.UUID(int=self.rng.getrandbits(128), version=4).bytes
        n = self.tops[place]
        return Made(place, n, uid, record, day, (n, uid))

    def _part(self, place: int) -> int:
        return self.rng.choice((2, 2, 3) if town.PHONES[place].team == 0 else (0, 1, 1))

    def _tally(self, day: date, place: int, zone: int) -> list[Any]:
        people = self.rng.randrange(12, 45)
        lines = [["SX01", people * 3], ["NS01", people * 2]]
        return [
            "tally",
            1,
            day.isoformat(),
            self._part(place),
            zone,
            2,
            "van",
            people,
            lines,
            None,
            ["safer_use"],
        ]

    def _cleanup(self, day: date, place: int, zone: int) -> list[Any]:
        count = self.rng.randrange(2, 60)
        return ["cleanup", 1, day.isoformat(), self._part(place), zone, None, ["counted", count, count]]

    def _reversal(self, day: date, place: int, zone: int) -> list[Any]:
        rng = self.rng
        product = rng.choice(("nasal", "nasal", "injectable", None))
        giver = rng.choice(("participant", "participant", "worker", "other", None))
        ended = rng.choices(("ok", "hospital", None, "died"), (70, 18, 10, 2))[0]
        return [
            "reversal", 1, day.isoformat(), zone, rng.randrange(1, 4), product, giver, rng.choice((0, 1, 2)), ended,
        ]  # fmt: skip

    def _unmet(self, day: date, place: int, zone: int) -> list[Any]:
        what, code, why = self.rng.choice(NEEDS)
        people = self.rng.choice((1, 1, 1, 1, 2, 3))
        return ["unmet", 1, day.isoformat(), self._part(place), zone, what, code, why, people]

    def _restock(self, day: date, place: int, zone: int) -> list[Any]:
        rng, site = self.rng, town.PHONES[place].site + 1
        lines = [
            [code, rng.choice((20, 50, 100, 200))] for code in rng.sample(ITEMS_OF_A_BAG, rng.randrange(1, 4))
        ]
        return ["restock", 1, day.isoformat(), site, lines, rng.choices((0, 1, 2), (3, 5, 2))[0]]

    def _shift(self, day: date, place: int, zone: int) -> list[Any]:
        phone = town.PHONES[place]
        setting = "street" if phone.site != 2 else "dropin"
        setting = "van" if phone.team == 0 and self.rng.random() < 0.5 else setting
        lines = [
            self._line(code) for code in ITEMS_OF_A_BAG[: self.rng.randrange(3, len(ITEMS_OF_A_BAG) + 1)]
        ]
        workers = self.rng.choice((1, 2, 2, 3))
        return [
            "shift", 1, day.isoformat(), self._part(place), zone, phone.site + 1, setting, workers, lines,
        ]  # fmt: skip

    def _line(self, code: str) -> list[Any]:
        rng = self.rng
        loaded = rng.choice((20, 40, 60, 100))
        out = rng.randrange(loaded // 3, loaded)
        lost = rng.randrange(1, 3) if rng.random() < 0.05 else 0
        lost = min(lost, loaded - out)
        missing = rng.choice((1, 1, 2, 3, -1)) if rng.random() < 0.14 else 0
        counted = max(0, loaded - out - lost - missing)
        missing = loaded - out - lost - counted
        why = rng.choice(("miscounted", "miscounted", "forgot", "damaged", "unknown", "stolen"))
        return [code, loaded, 0, out, lost, 0, counted, why if missing else None]

    def slips(self, offered: Iterable[tuple[date, str]]) -> Iterator[Made]:
        """Some slips came back to a worker; one of them belongs to a referral that has not come yet."""
        for day, slip in offered:
            if self.rng.random() < 0.12:
                back = min(self.until, day + timedelta(days=self.rng.randrange(1, 8)))
                status = self.rng.choices(("attended", "accepted", "declined"), (6, 3, 1))[0]
                yield self._made(self._phone(0, False), back, ["outcome", 1, back.isoformat(), slip, status])

    def doubles(self, coded: Iterable[Made]) -> Iterator[Made]:
        """Two contacts of the last nights that a colleague at the van logged too."""
        for made in [one for one in coded if (self.until - one.day).days < 5][-2:]:
            other = next(
                place
                for place, phone in enumerate(town.PHONES)
                if phone.team == 0
                and place != made.phone
                and not phone.silent_days
                and not phone.revoked_days
            )
            record = [*made.record]
            record[17], record[18] = [], 10
            yield self._made(other, made.day, record)
