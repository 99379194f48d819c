"""What a printed number counts: one key for the same number on every page, in every file, in every report.

`contacts|age=25-29|time=2026-07..2026-09` is the number of contacts of people of 25 to 29 in three months. Categories
of one dimension are joined by ","; months in a row are written as first..last. A key says nothing about the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

TIME = "time"

# What is counted, and the dimensions each may have. Counts of one measure add up over their dimensions; "item.X",
# "pop.X", "coded" and "others" are yes/no questions of a contact (one contact may have several items): "yes", "no".
COUNTS: dict[str, str] = {
    "contacts": "time zone site setting seen age gender coded others back.* pop.* item.*",
    "referrals": "time zone site type reached",
    "resupplies": "time zone why",  # lines of naloxone by the reason of handing out again
    "unmet": "time zone code why",
    "reversals": "time zone outcome by with call",
    "cleanups": "time zone method",
}
# Quantities: sums over the contacts (or records) they stand for; they add up over their dimensions too.
QUANTITIES: dict[str, str] = {
    "units": "time zone site item",  # of the catalogue, handed out
    "returned": "time zone site method",  # used needles brought back
    "collected": "time zone method",  # used needles picked up in the street
    "reversal_doses": "time zone",
}
# Distinct people: never added up over anything.
DISTINCT: dict[str, str] = {"codes": "time zone site pop.*"}

FEW, HELD, SHUT = "few", "held", "shut"  # "<k" · withheld · not open (a structural zero)
Where = tuple[tuple[str, tuple[str, ...]], ...]


class Key(NamedTuple):
    """What one number counts: a measure, and for each dimension that is narrowed the categories that are counted."""

    measure: str
    where: Where = ()

    def __str__(self) -> str:
        return "|".join([self.measure, *(f"{dim}={_written(dim, cats)}" for dim, cats in self.where)])

    def narrowed(self, **more: str | Iterable[str]) -> Key:
        """The same with more dimensions (names with a dot are given by `key(self, {...})`)."""
        return key(self, more)

    def of(self, dim: str) -> tuple[str, ...]:
        """The categories counted in a dimension; () when it is not narrowed."""
        return dict(self.where).get(dim, ())


def key(start: str | Key, where: Mapping[str, str | Iterable[str]] | None = None) -> Key:
    """A key from a measure (or another key) and dimensions, in its one spelling."""
    base = start if isinstance(start, Key) else Key(start)
    found = dict(base.where)
    for dim, cats in (where or {}).items():
        found[dim] = (cats,) if isinstance(cats, str) else tuple(sorted(set(cats)))
    return Key(base.measure, tuple(sorted(found.items())))


def read(text: str) -> Key:
    """The key that was written as `text`. Raises ValueError."""
    measure, *parts = text.split("|")
    where = {}
    for part in parts:
        dim, sep, cats = part.partition("=")
        if not sep or not cats:
            raise ValueError("not a key")
        where[dim] = _read(cats) if dim == TIME else cats.split(",")
    return key(measure, where)


def months(first: str, last: str) -> tuple[str, ...]:
    """All months from first to last: "2026-11", "2027-01" → three."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1))


def _written(dim: str, cats: tuple[str, ...]) -> str:
    if dim == TIME and len(cats) > 1 and cats == months(cats[0], cats[-1]):
        return f"{cats[0]}..{cats[-1]}"
    return ",".join(cats)


def _read(text: str) -> list[str]:
    found: list[str] = []
    for part in text.split(","):
        first, sep, last = part.partition("..")
        found += months(first, last) if sep else [part]
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that a report would like to print. True values: memory only, never stored or logged.

    `contacts` is what decides whether it is small: the count itself, or for a quantity the contacts it stands for.
    A composite (needles = syringes + loose needles) has `terms`: weight × key of an additive quantity. `table` and
    `fineness` (number of crossed dimensions) say what goes first when no pattern can be proven.
    """

    key: Key
    value: int
    contacts: int
    table: str
    fineness: int = 1
    terms: tuple[tuple[int, Key], ...] = ()
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Protected:
    """A number after protection: `value` when it is printed, else `mark`."""

    value: int | None
    mark: str = ""


class Truth(Protocol):
    """True inner cells, for the proof that uses a real population as its witness."""

    def joint(self, measure: str, dims: tuple[str, ...]) -> Mapping[tuple[str, ...], int]:
        """Counts (or units) of a measure by the categories of `dims`, "time" by month; cells of zero may be missing.

        Yes/no dimensions have "yes" and "no". Raises ValueError when the programme does not know them jointly.
        """
        ...


@dataclass(frozen=True, slots=True)
class Release:
    """What an audience holds already: the cells of one published edition, and their threshold.

    `others`: only readers hold it who were told more (funders, beside a public report); they read the new report too.
    """

    name: str
    threshold: int
    cells: Mapping[Key, Protected]
    terms: Mapping[Key, tuple[tuple[int, Key], ...]]
    others: bool = False
