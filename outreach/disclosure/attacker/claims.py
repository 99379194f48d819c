"""What publications claim: for each number a linear form over people (or units) and the range that is printed for it.

Reads the attached figures with a reader of its own; what a mark means is taken from the words of the report:
"<k" is 0 to k−1, "withheld" is a number of k or more (of a quantity: any), "not open" is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

SUMS = {
    "units",
    "returned",
    "collected",
    "reversal_doses",
}  # quantities: withheld says nothing about their size
PEOPLE = "codes"
ENTERED = "entered"  # when a record came in: in the first edition or later
ENDLESS = 10**9
WHOLE: frozenset[str] = frozenset()  # the categories of a key that does not name a dimension

Where = tuple[tuple[str, frozenset[str]], ...]
Form = tuple[tuple[int, str, Where], ...]  # weight × measure where


@dataclass(frozen=True)
class Claim:
    """One printed number or mark. `given` is the number when it is printed."""

    key: str
    form: Form
    low: int
    high: int
    given: int | None
    mark: str
    threshold: int
    source: int  # place of the publication in the list

    @property
    def universe(self) -> str:
        """What the number counts: claims of different universes have no sum in common."""
        return self.form[0][1]

    @property
    def summed(self) -> bool:
        return self.universe in SUMS or len(self.form) > 1


def claims(publication: Mapping[str, Any], source: int) -> Iterator[Claim]:
    """All claims of one publication. Raises ValueError or KeyError when it cannot be read."""
    k = int(publication["about"]["threshold"])
    terms = publication.get("terms") or {}
    for key, cell in publication["cells"].items():
        form = form_of(key, terms.get(key))
        given, mark = cell.get("value"), str(cell.get("mark") or "")
        if given is None and mark not in {"few", "held", "shut"}:
            raise ValueError("a number without value and mark")
        claim = Claim(key, form, 0, ENDLESS, given, mark, k, source)
        low, high = _range(claim)
        yield replace(claim, low=low, high=high)


def named(publication: Mapping[str, Any], source: int) -> Iterator[Claim]:
    """Every row and column that a table names, also where no number stands: its categories exist."""
    for table in publication.get("tables") or []:
        for side in ("down", "across"):
            dim = str(table.get(f"{side}_dim") or "")
            for head in table.get(side) or () if dim and not dim.endswith(".*") else ():
                for measure in table["measures"]:
                    form = ((1, str(measure), ((dim, frozenset(head["categories"])),)),)
                    key = f"{measure} by {dim} names {head['categories']}"
                    if measure != PEOPLE:
                        yield Claim(key, form, 0, ENDLESS, None, "", 1, source)


def elsewhere(said: Sequence[Sequence[Claim]]) -> Iterator[Claim]:
    """Zones and sites that nothing names, of what is told by them only for a part of the programme.

    A publication that tells a number both with its zones and without them lists all of them, also for other numbers;
    one that always names the same part is about that part, and says nothing of what lies outside.
    """
    part, listed = set[tuple[str, str]](), set[tuple[str, str]]()
    every: dict[str, frozenset[str]] = defaultdict(frozenset)  # of all lists
    for claims_ in said:
        told: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
        for _, measure, where in (term for claim in claims_ for term in claim.form):
            for dim in ("zone", "site"):
                told[measure, dim].add(dict(where).get(dim, WHOLE))
        for at, found in told.items():
            if found > {WHOLE}:
                listed.add(at)
                every[at[1]] = every[at[1]].union(*found)
            elif WHOLE not in found:
                part.add(at)
    for measure, dim in sorted(part - listed):
        form = ((1, measure, ((dim, every[dim] or frozenset({"~"})),)),)
        yield Claim(f"{measure} elsewhere by {dim}", form, 0, ENDLESS, None, "", 1, len(said) - 1)


def unlisted(
    publication: Mapping[str, Any], source: int, names: Mapping[tuple[str, str], Iterable[str]]
) -> Iterator[Claim]:
    """A list with its sum names all that there was; other names of it (`names`, from all publications) are 0."""
    for table in publication.get("tables") or []:
        dim, measure = str(table["down_dim"]), str(table["measures"][0])
        if (
            "d" not in str(table.get("sums") or "")
            or dim == "time"
            or dim.endswith(".*")
            or dim in table["where"]
        ):
            continue
        others = set(names.get((measure, dim), ())) - {
            c for head in table["down"] for c in head["categories"]
        }
        if measure == PEOPLE or measure in SUMS or len(table["measures"]) > 1 or not table["down"]:
            continue
        across = str(table.get("across_dim") or "")
        for head in table.get("across") if across == "time" else [None]:
            where = {name: frozenset(cats) for name, cats in table["where"].items()}
            where |= {across: frozenset(head["categories"])} if head else {}
            for name in sorted(others):
                form = ((1, measure, tuple(sorted({**where, dim: frozenset([name])}.items()))),)
                key = f"{table['id']} leaves out {name} in {sorted(where.get('time', ()))} {source}"
                yield Claim(key, form, 0, 0, 0, "", 1, source)


def form_of(key: str, terms: Sequence[Sequence[Any]] | None = None) -> Form:
    """The linear form of a key; of a composite that of its terms."""
    if terms:
        return tuple((int(weight), *_parsed(part)) for weight, part in terms)
    return ((1, *_parsed(key)),)


def _parsed(key: str) -> tuple[str, Where]:
    measure, *parts = key.split("|")
    found = {}
    for part in parts:
        dim, _, cats = part.partition("=")
        spans = [_months(cat) if dim == "time" else [cat] for cat in cats.split(",")]
        found[dim] = frozenset(cat for span in spans for cat in span)
    return measure, tuple(sorted(found.items()))


def _months(text: str) -> list[str]:
    first, _, last = text.partition("..")
    year, month = int(first[:4]), int(first[5:7])
    found = [first]
    while last and found[-1] < last:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        found.append(f"{year:04}-{month:02}")
    return found


def _range(claim: Claim) -> tuple[int, int]:
    if claim.given is not None:
        return claim.given, claim.given
    if claim.mark == "shut":
        return 0, 0
    if claim.mark == "few":
        return 0, claim.threshold - 1
    return (0 if claim.summed or claim.universe == PEOPLE else claim.threshold), ENDLESS


def merged(found: Iterable[Claim]) -> dict[str, Claim]:
    """One claim for each key: what all publications together say of it. Contradicting claims must be apart by now."""
    known: dict[str, Claim] = {}
    for claim in found:
        before = known.get(claim.key)
        if before is None:
            known[claim.key] = claim
            continue
        given = before.given if before.given is not None else claim.given
        mark = "" if given is not None else claim.mark if before.mark == claim.mark else "few"
        if before.mark == "held" == claim.mark:
            mark = "held"
        known[claim.key] = replace(
            before,
            low=max(before.low, claim.low),
            high=min(before.high, claim.high),
            given=given,
            mark=mark,
            threshold=min(before.threshold, claim.threshold),
        )
    return known
