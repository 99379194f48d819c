"""The plain numbers a report is made from, before protection. Filled by `gather.py`; never printed directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..figures.rules import Period
from ..supplies import rules as supplies
from .rules import Cell, band

Units = tuple[int, int]  # (units, contacts they stand for)


@dataclass(frozen=True)
class Zone:
    """A zone, its shape as rings of [longitude, latitude], and its contacts."""

    id: int
    name: str
    rings: Sequence[Sequence[Sequence[float]]]
    active: bool


@dataclass(frozen=True)
class Phones:
    """Phones that were in use in the period, and those that have proven all they hold since its end."""

    in_use: int
    proven: int


@dataclass(frozen=True)
class Half:
    """All figures of one period."""

    contacts: int
    codes: int | None  # different participant codes; None when the pseudonyms have been erased
    uncoded: int
    returned: Units
    tallies: Mapping[str, Mapping[str, int]]  # dimension → value → contacts
    items: Mapping[str, Units]  # item code → units and contacts
    funnel: Mapping[str, tuple[int, int, int]]  # referral type → offered, accepted, attended
    zone_items: Mapping[int, Mapping[str, Units]]
    month_items: Mapping[str, Mapping[str, Units]]
    returns: Mapping[str, Units]  # way of counting → used needles and contacts

    def tally(self, dim: str) -> Mapping[str, int]:
        """Contacts by value of one dimension; empty when there is none."""
        return self.tallies.get(dim, {})


@dataclass(frozen=True)
class Past:
    """A few results of one of the last four periods."""

    period: Period
    contacts: int
    codes: int | None
    referrals: tuple[int, int, int]  # offered, accepted, attended
    returned: Units
    items: Mapping[str, Units]


@dataclass(frozen=True)
class Facts:
    """Everything one report reads. `names` maps dimension → value → words; `order` of values is the template's."""

    organisation: str
    threshold: int
    as_at: date
    running: bool
    period: Period
    before: Period
    now: Half
    then: Half
    months: Sequence[tuple[str, int]]  # the twelve months up to the period's end: key, contacts
    kit_months: Sequence[tuple[str, Units]]  # naloxone kits in the same months
    past: Sequence[Past]  # four periods of the same kind, the newest last
    nights: Sequence[tuple[date, int]]  # contacts of each day of the period
    zones: Sequence[Zone]
    items: Mapping[str, str]  # item code → name, in the order of the catalogue
    types: Mapping[str, str]  # referral type → name, in the order of the taxonomy
    names: Mapping[str, Mapping[str, str]]
    phones: Phones

    def band(self, count: int | None) -> Cell:
        """A count as a cell."""
        return band(count, self.threshold)

    def units(self, pair: Units) -> Cell:
        """A quantity as a cell."""
        return band(pair[0], self.threshold, pair[1])


def needles(items: Mapping[str, Units]) -> Units:
    """Needles and syringes as funders count them."""
    return supplies.needles(_units(items)), _contacts(items, ("NS01", "NS02", "NS03"))


def kits(items: Mapping[str, Units]) -> Units:
    """Naloxone kits."""
    codes = [
        code
        for code, entry in supplies.ITEMS.items()
        if entry["counts"] == "doses" and entry["unit"] == "kit"
    ]
    return supplies.kits(_units(items)), _contacts(items, codes)


def doses(items: Mapping[str, Units]) -> Units:
    """Naloxone doses, in kits and single."""
    return supplies.doses(_units(items)), _contacts(items, _counting("doses"))


def counting(items: Mapping[str, Units], what: str) -> Units:
    """Units of what items count towards: condoms, self-tests, trained …"""
    return supplies.total(_units(items), what), _contacts(items, _counting(what))


def _counting(what: str) -> list[str]:
    return [code for code, entry in supplies.ITEMS.items() if entry["counts"] == what]


def _units(items: Mapping[str, Units]) -> dict[str, int]:
    return {code: pair[0] for code, pair in items.items()}


def _contacts(items: Mapping[str, Units], codes: Sequence[str]) -> int:
    """At least this many contacts: one contact may have got several of these items, so they are not added up."""
    return max((items[code][1] for code in codes if code in items), default=0)
