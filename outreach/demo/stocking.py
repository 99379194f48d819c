"""Deliveries, transfers, losses and counts that fit what was handed out: no shelf is ever below zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from random import Random

from sqlalchemy import Connection

from ..figures.rules import Period
from ..figures.store import handed_out
from ..supplies import movements, store
from ..supplies.movements import Entry

STORE, OTHERS = 1, (2, 3)  # places in town.SITES, from 1: deliveries come to the first
SCARCE = "DC01"  # the item that runs out in about a week
SOON = "ST01"  # has a lot that expires before it will be used
Use = dict[tuple[int, str], dict[date, int]]  # (site, item code) → day → units


def stock_up(conn: Connection, seed: int, first: date, today: date) -> int:
    """Writes a year of movements for what has been handed out from `first` to `today`; how many entries."""
    period = Period("year so far", first, today, "")
    use: Use = {}
    for site in (STORE, *OTHERS):
        for (day, code), given in handed_out(conn, period, ("day", "item"), site=site).items():
            use.setdefault((site, code), {})[day] = given.units
    entries: list[Entry] = []
    for item in store.items(conn):
        if item["stocked"]:
            entries += _Shelf(conn, seed, item, use, first, today).year()
    entries.sort(key=lambda entry: (entry.day, entry.item))
    movements.write_many(conn, entries)
    return len(entries)


class _Shelf:
    """One item at all sites, day by day."""

    def __init__(
        self, conn: Connection, seed: int, item: dict[str, object], use: Use, first: date, today: date
    ) -> None:
        self.conn = conn
        self.code, self.item = str(item["code"]), int(str(item["id"]))
        self.rng = Random(f"stock {seed} {self.code}")
        self.first, self.today = first, today
        self.use = {site: use.get((site, self.code), {}) for site in (STORE, *OTHERS)}
        self.on_hand = dict.fromkeys((STORE, *OTHERS), 0)
        self.box = max(10, max(item["pack"].values(), default=20))  # type: ignore[attr-defined]
        self.cover = 31 if self.code == SCARCE else self.rng.randrange(48, 80)
        days = (today - first).days + 1
        self.daily = sum(sum(days.values()) for days in self.use.values()) / days
        self.margin = (
            0 if self.code == SCARCE else max(10, ceil(20 * self.daily))
        )  # use differs from week to week

    def year(self) -> Iterator[Entry]:
        """Entries of every day, oldest first."""
        day = self.first
        while day <= self.today:
            if day == self.first or day.day == 2:
                yield from self._delivery(day)
            if day == self.first or (day.weekday() == 0 and day.isocalendar().week % 2):
                yield from self._transfers(day)
            for site, given in self.use.items():
                self.on_hand[site] -= given.get(day, 0)
            if day.day == 24 and day < self.today:
                yield from self._count(day)
            day += timedelta(days=1)

    def _needed(self, sites: tuple[int, ...], start: date, days: int) -> int:
        """What will be used, or, after today, what is used on average."""
        end = start + timedelta(days=days)
        known = sum(units for site in sites for day, units in self.use[site].items() if start <= day < end)
        beyond = max(0, (end - self.today).days - 1)
        share = (
            self.daily
            if len(sites) > 1
            else sum(self.use[sites[0]].values()) / ((self.today - self.first).days + 1)
        )
        return known + ceil(beyond * share)

    def _delivery(self, day: date) -> Iterator[Entry]:
        """Enough until the next delivery and a margin, in whole boxes; the scarce item is ordered too late."""
        last = day + timedelta(days=31) > self.today
        cover = (self.today - day).days + 8 if last and self.code == SCARCE else self.cover
        missing = self._needed((STORE, *OTHERS), day, cover) + self.margin - sum(self.on_hand.values())
        if missing <= 0 and not (day == self.first and not self.daily):
            return
        boxes = self.box * ceil(max(missing, self.box) / self.box)
        units = max(missing, 1) if self.code == SCARCE else boxes
        self.on_hand[STORE] += units
        yield Entry(day, STORE, self.item, "received", units, self._lot(day, last))

    def _lot(self, day: date, last: bool) -> int:
        months = 10 + self.rng.randrange(26)
        expires = (day.replace(day=1) + timedelta(days=30 * months)).replace(day=28)
        if last and self.code == SOON:
            expires = self.today + timedelta(days=24)
        return movements.lot_id(self.conn, self.item, f"{self.code}-{day:%y%m}", expires)

    def _transfers(self, day: date) -> Iterator[Entry]:
        """Fills the van and the drop-in for two weeks; what the store gives away itself stays there."""
        for site in OTHERS:
            wanted = ceil(self._needed((site,), day, 15) * 1.12) - self.on_hand[site]
            spare = self.on_hand[STORE] - self._needed((STORE,), day, 15)
            units = min(wanted, spare)
            if units > 0:
                self.on_hand[STORE] -= units
                self.on_hand[site] += units
                yield Entry(day, STORE, self.item, "transfer", -units, None, site)

    def _count(self, day: date) -> Iterator[Entry]:
        """Once a month somebody counts the store: broken packs, a few units more or fewer than the ledger says."""
        shelf = self.on_hand[STORE] - self._needed((STORE,), day, 40)
        if shelf < 20:
            return
        if self.rng.random() < 0.25:
            lost = self.rng.randrange(1, max(2, min(shelf // 20, self.box)))
            self.on_hand[STORE] -= lost
            yield Entry(day, STORE, self.item, "lost", -lost)
        if self.rng.random() < 0.2:
            found = self.rng.choice((-4, -3, -2, -1, -1, 1, 2))
            self.on_hand[STORE] += found
            yield Entry(day, STORE, self.item, "adjusted", found)
        if self.rng.random() < 0.02:
            old = self.rng.randrange(1, max(2, shelf // 30))
            self.on_hand[STORE] -= old
            yield Entry(day, STORE, self.item, "expired", -old)
