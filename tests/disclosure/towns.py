"""Made-up towns: people and places from a seed, the true numbers behind a report, and the report's wishes.

A town is a few contacts in three zones or tens of thousands in twelve; its zones, months, ages, genders, populations
and items are drawn unevenly (gamma over Poisson: negative binomial), so that small numbers stand everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from outreach.disclosure.cells import FEW, HELD, SHUT, Asked, Key, Protected, key, months

AGES = ("18-24", "25-29", "30-39", "40-49", "50+", "other")
GENDERS = ("woman", "man", "diverse", "not_asked")
SETTINGS = ("street", "van", "drop_in", "night", "tent", "prison")
SEEN = ("first", "before", "not_asked")
POPS = ("pwid", "sex_work", "homeless", "migrant", "lgbt")
ITEMS = ("NS01", "NS02", "NX01", "CD01", "CK01", "FT01", "WA01", "LU01", "CO01", "ST01")
TYPES = ("hiv", "hcv", "housing", "treatment", "clinic", "legal", "other")
REACHED = ("offered", "accepted", "attended")
WANTS = ("NX01", "FT01", "food", "tent", "other")
OUTCOMES = ("survived", "unknown", "died")
NEEDLES = (("NS01", 1), ("NS02", 1))

Column = tuple[tuple[str, ...], np.ndarray]  # categories, place of each record's category


@dataclass
class Book:
    """Records of one measure as columns; `amount` of each (1 of a contact, units of a supply)."""

    columns: dict[str, Column]
    amount: np.ndarray
    known: dict[tuple[str, ...], dict[tuple[str, ...], int]] = field(default_factory=dict)

    def joint(self, dims: Sequence[str]) -> dict[tuple[str, ...], int]:
        """Sums by the categories of `dims`; cells of zero are missing."""
        if tuple(dims) not in self.known:
            self.known[tuple(dims)] = self._joint(dims)
        return self.known[tuple(dims)]

    def _joint(self, dims: Sequence[str]) -> dict[tuple[str, ...], int]:
        shape = [len(self.columns[dim][0]) for dim in dims]
        flat = np.zeros(len(self.amount), dtype=np.int64)
        for dim, size in zip(dims, shape, strict=True):
            flat = flat * size + self.columns[dim][1]
        sums = np.bincount(flat, weights=self.amount, minlength=1)
        return {
            tuple(
                self.columns[dim][0][i]
                for dim, i in zip(dims, np.unravel_index(at, shape or (1,)), strict=False)
            ): int(sums[at])
            for at in np.flatnonzero(sums)
        }


@dataclass
class Town:
    """The truth of one programme over some quarters. `shut` are (zone, month) where it did not work."""

    seed: int
    zones: tuple[str, ...]
    time: tuple[str, ...]
    books: dict[str, Book]
    shut: set[tuple[str, str]] = field(default_factory=set)
    codes: Mapping[str, Any] = field(default_factory=dict)

    def joint(self, measure: str, dims: tuple[str, ...]) -> Mapping[tuple[str, ...], int]:
        """The Truth protocol. Raises ValueError for dimensions that are not known together."""
        book = self.books.get(measure)
        if book is None or not set(dims) <= book.columns.keys():
            raise ValueError("not known jointly")
        return book.joint(dims)

    def count(self, at: Key) -> int:
        """The true number of a key (distinct people: those with one of these codes)."""
        if at.measure == "codes":
            return self._people(at)
        return sum(
            n
            for cats, n in self.books[at.measure].joint([dim for dim, _ in at.where]).items()
            if all(cat in wanted for cat, (_, wanted) in zip(cats, at.where, strict=True))
        )

    def _people(self, at: Key) -> int:
        book, codes = self.books["contacts"], self.codes["code"]
        inside = codes >= 0
        for dim, cats in at.where:
            names, places = book.columns[dim]
            inside = inside & np.isin(places, [i for i, name in enumerate(names) if name in cats])
        return len(np.unique(codes[inside]))


def town(seed: int, *, quarters: int = 1, contacts: int | None = None, zones: int | None = None) -> Town:
    """A town of this seed."""
    random = np.random.default_rng(seed)
    size = contacts or int(np.exp(random.uniform(np.log(25), np.log(25_000)))) * quarters
    names = tuple(str(n) for n in range(1, (zones or int(random.integers(3, 13))) + 1))
    time = months("2026-01", f"2026-{3 * quarters:02}")
    shut = {(zone, month) for zone in names for month in time if random.random() < 0.03}
    columns = _contacts(random, size, names, time, shut)
    size = len(columns["zone"][1])
    made = Town(seed, names, time, {"contacts": Book(columns, np.ones(size, dtype=np.int64))}, shut)
    made.codes = {"code": _codes(random, columns["coded"][1], size)}
    made.books["units"] = _units(random, columns)
    for measure, share, own in (
        ("referrals", 0.15, {"type": TYPES, "reached": REACHED}),
        ("unmet", 0.06, {"code": WANTS}),
        ("reversals", 0.02, {"outcome": OUTCOMES}),
        ("returned", 0.2, {}),
    ):
        made.books[measure] = _others(random, columns, share, own, measure == "returned")
    return made


def _draw(random: np.random.Generator, size: int, cats: int, shape: float = 0.7) -> np.ndarray:
    weights = random.gamma(shape, size=cats) + 1e-3
    return random.choice(cats, size=size, p=weights / weights.sum())


def _contacts(
    random: np.random.Generator,
    size: int,
    zones: tuple[str, ...],
    time: tuple[str, ...],
    shut: set[tuple[str, str]],
) -> dict[str, Column]:
    weights = random.gamma(0.6, size=(len(zones), len(time))) + 0.02
    for zone, month in shut:
        weights[zones.index(zone), time.index(month)] = 0
    if not weights.any():
        shut.clear()
        weights[:] = 1
    flat = random.choice(weights.size, size=size, p=weights.ravel() / weights.sum())
    columns: dict[str, Column] = {"zone": (zones, flat // len(time)), "time": (time, flat % len(time))}
    for dim, cats in (("age", AGES), ("gender", GENDERS), ("setting", SETTINGS), ("seen", SEEN)):
        columns[dim] = (cats, _draw(random, size, len(cats), 1.2))
    by_zone = random.beta(0.5, 1.5, size=(len(zones), len(ITEMS) + len(POPS) + 1))
    for place, name in enumerate([*(f"item.{i}" for i in ITEMS), *(f"pop.{p}" for p in POPS), "coded"]):
        chance = by_zone[columns["zone"][1], place]
        columns[name] = (("no", "yes"), (random.random(size) < chance).astype(np.int64))
    return columns


def _codes(random: np.random.Generator, coded: np.ndarray, size: int) -> np.ndarray:
    people = random.integers(0, max(size // 3, 2), size=size)
    return np.where(coded == 1, people, -1)


def _units(random: np.random.Generator, contacts: Mapping[str, Column]) -> Book:
    rows, items = np.nonzero(np.stack([contacts[f"item.{item}"][1] for item in ITEMS], axis=1))
    columns = {dim: (contacts[dim][0], contacts[dim][1][rows]) for dim in ("zone", "time")}
    columns["item"] = (ITEMS, items)
    return Book(columns, random.choice((1, 2, 5, 10, 20), size=len(rows)).astype(np.int64))


def _others(
    random: np.random.Generator,
    contacts: Mapping[str, Column],
    share: float,
    own: Mapping[str, tuple[str, ...]],
    units: bool,
) -> Book:
    rows = np.flatnonzero(random.random(len(contacts["zone"][1])) < share)
    columns = {dim: (contacts[dim][0], contacts[dim][1][rows]) for dim in ("zone", "time")}
    for dim, cats in own.items():
        columns[dim] = (cats, _draw(random, len(rows), len(cats)))
    amount = random.integers(1, 60, size=len(rows)) if units else np.ones(len(rows), dtype=np.int64)
    return Book(columns, amount)


# What a report of one period would like to print.

TABLES: tuple[tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    ("setting", "contacts", (("setting", SETTINGS),)),
    ("seen", "contacts", (("seen", SEEN),)),
    ("coded", "contacts", (("coded", ("yes", "no")),)),
    ("age-gender", "contacts", (("age", AGES), ("gender", GENDERS))),
    ("referrals", "referrals", (("type", TYPES), ("reached", REACHED))),
    ("unmet", "unmet", (("code", WANTS),)),
    ("reversals", "reversals", (("outcome", OUTCOMES),)),
)


def asked(made: Town, span: Sequence[str], *, zones: Sequence[str] = (), fine: bool = True) -> list[Asked]:
    """The default menu over the months of `span`, for some zones or all, with every sum."""
    return list(_Menu(made, tuple(span), tuple(zones), fine).cells())


@dataclass
class _Menu:
    town: Town
    span: tuple[str, ...]
    only: tuple[str, ...]
    fine: bool
    behind: dict[str, Town] = field(default_factory=dict)

    def cells(self) -> Iterator[Asked]:
        seen: set[Key] = set()
        for one in self._all():
            if one.key not in seen:
                seen.add(one.key)
                yield one

    def _all(self) -> Iterator[Asked]:
        for table, measure, sides in self._tables():
            for chosen in product(*[(None, *cats) for _, cats in sides]):
                where = {dim: cat for (dim, _), cat in zip(sides, chosen, strict=True) if cat is not None}
                yield self._count(table, measure, where)
        yield from self._pops()
        yield from self._items()
        for zone in (None, *self._zones()):
            yield self._quantity("returned", "returned", {"zone": zone} if zone else {})
            yield self._codes({"zone": zone} if zone else {})

    def _zones(self) -> tuple[str, ...]:
        return self.only or self.town.zones

    def _tables(self) -> Iterator[tuple[str, str, Any]]:
        zone, month = ("zone", self._zones()), ("time", self.span)
        yield "month", "contacts", (month,)
        yield "zone", "contacts", (zone,)
        yield from TABLES
        if self.fine:
            yield "zone-month", "contacts", (zone, month)
            yield "zone-setting", "contacts", (zone, ("setting", SETTINGS))
            yield "zone-age", "contacts", (zone, ("age", AGES))

    def _where(self, where: Mapping[str, str]) -> dict[str, Any]:
        base: dict[str, Any] = {"time": self.span}
        if self.only:
            base["zone"] = self.only
        return {**base, **where}

    def _count(self, table: str, measure: str, where: Mapping[str, str]) -> Asked:
        at = key(measure, self._where(where))
        n = self.town.count(at)
        shut = (where.get("zone", ""), where.get("time", "")) in self.town.shut
        return Asked(at, n, n, table, max(len(where), 1), shut=shut and not n)

    def _pops(self) -> Iterator[Asked]:
        for pop in POPS:
            yield self._count("pop", "contacts", {f"pop.{pop}": "yes"})
            for gender in GENDERS:
                yield self._count("gender-pop", "contacts", {f"pop.{pop}": "yes", "gender": gender})

    def _items(self) -> Iterator[Asked]:
        for zone in (None, *self._zones()):
            at = {"zone": zone} if zone else {}
            for item in ITEMS:
                yield self._count("zone-item", "contacts", {**at, f"item.{item}": "yes"})
                yield self._quantity("zone-units", "units", {**at, "item": item})
            yield self._needles(at)

    def _quantity(self, table: str, measure: str, where: Mapping[str, str]) -> Asked:
        at = key(measure, self._where(where))
        return Asked(at, self.town.count(at), self._behind(at), table, max(len(where), 1))

    def _behind(self, at: Key) -> int:
        """How many records stand behind a quantity."""
        book = self.town.books[at.measure]
        if at.measure not in self.behind:
            self.behind[at.measure] = Town(
                0, (), (), {at.measure: Book(book.columns, np.ones_like(book.amount))}
            )
        return self.behind[at.measure].count(at)

    def _needles(self, where: Mapping[str, str]) -> Asked:
        parts = tuple((n, key("units", self._where({**where, "item": item}))) for item, n in NEEDLES)
        value = sum(n * self.town.count(at) for n, at in parts)
        behind = min((self._behind(at) for _, at in parts if self._behind(at)), default=0)
        return Asked(key("needles", self._where(where)), value, behind, "needles", max(len(where), 1), parts)

    def _codes(self, where: Mapping[str, str]) -> Asked:
        at = key("codes", self._where(where))
        n = self.town.count(at)
        return Asked(at, n, n, "codes", max(len(where), 1))


def primary(wishes: Sequence[Asked], k: int) -> dict[Key, Protected]:
    """Small numbers hidden and nothing else: what an attacker must break."""
    found = {}
    for one in wishes:
        if one.shut:
            found[one.key] = Protected(None, SHUT)
        elif one.contacts >= k:
            found[one.key] = Protected(one.value)
        else:
            counted = one.key.measure not in {"units", "returned", "needles"}
            found[one.key] = Protected(None, FEW if counted else HELD)
    return found


def published(cells: Mapping[Key, Protected], wishes: Sequence[Asked], k: int, **more: Any) -> dict[str, Any]:
    """The shape of the attached figures."""
    told = {str(at): {"mark": c.mark} if c.value is None else {"value": c.value} for at, c in cells.items()}
    terms = {str(one.key): [[n, str(at)] for n, at in one.terms] for one in wishes if one.terms}
    made: dict[str, Any] = json.loads(
        json.dumps(
            {"about": {"threshold": k}, "cells": told, "terms": terms, "tables": _heads(wishes), **more}
        )
    )
    return made


def _heads(wishes: Sequence[Asked]) -> list[dict[str, Any]]:
    """The rows that the tables name, also where nothing is printed."""
    named = {
        (one.key.measure, dim, cat)
        for one in wishes
        for dim, cats in one.key.where
        for cat in cats
        if "." not in dim
    }
    return [
        {"id": "", "measures": [measure], "where": {}, "down_dim": dim, "down": [{"categories": [cat]}]}
        for measure, dim, cat in sorted(named)
        if measure != "needles"
    ]
