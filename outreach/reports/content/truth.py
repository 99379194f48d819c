"""True counts by key, from the inner cells. In memory only: what is printed goes through disclosure control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product
from math import prod

from ...disclosure.cells import DISTINCT, TIME, Key
from ...figures.inner import Cells, Dims, Inner

Joint = Mapping[tuple[str, ...], int]


class Truth:
    """Implements disclosure.cells.Truth for a programme; `people` holds the distinct codes that could be counted."""

    def __init__(self, inner: Inner, people: Mapping[Key, int] | None = None) -> None:
        self._inner, self._people = inner, people or {}
        self._joints: dict[tuple[str, Dims], Cells] = {}
        self._spans: dict[tuple[str, Dims, tuple[str, ...]], Cells] = {}

    def joint(self, measure: str, dims: Dims) -> Joint:
        """Counts of a measure by the categories of `dims`. Raises ValueError when they are not known jointly."""
        if (measure, dims) not in self._joints:
            self._joints[measure, dims] = self._joined(measure, dims)
        return self._joints[measure, dims]

    def count(self, at: Key) -> int:
        """The true number of a key. Raises ValueError as `joint` does, also for people that cannot be counted."""
        if at.measure in DISTINCT:
            if at not in self._people:
                raise ValueError("not counted")
            return self._people[at]
        time = at.of(TIME)
        rest = [(dim, cats) for dim, cats in at.where if dim != TIME]
        table = self._span(at.measure, tuple(dim for dim, _ in rest), time)
        sides = [cats for _, cats in rest]
        if prod(map(len, sides)) > len(table):
            return sum(
                n for cats, n in table.items() if all(c in s for c, s in zip(cats, sides, strict=True))
            )
        return sum(table.get(cats, 0) for cats in product(*sides))

    def _span(self, measure: str, dims: Dims, time: tuple[str, ...]) -> Cells:
        """The joint counts of some months (() = all) summed up."""
        if (measure, dims, time) not in self._spans:
            found: Cells = Counter()
            for cats, n in self.joint(measure, (TIME, *dims)).items():
                if not time or cats[0] in time:
                    found[cats[1:]] += n
            self._spans[measure, dims, time] = found
        return self._spans[measure, dims, time]

    def _joined(self, measure: str, dims: Dims) -> Cells:
        asked = [dim for dim in dims if dim in self._inner.yes or _is_question(dim)]
        if measure != "contacts" or not asked:
            return self._plain(measure, dims)
        if len(asked) == 1:
            return self._question(dims, asked[0])
        group = next((dim for dim in asked if dim.startswith("pop.")), "")
        if sorted(asked) != ["coded", group]:
            raise ValueError("two questions are not known jointly")
        return self._coded_of_group(dims, group)

    def _plain(self, measure: str, dims: Dims) -> Cells:
        tables = self._inner.tables.get(measure)
        if not tables:
            return Counter()
        known = [held for held in tables if set(dims) <= set(held)]
        if not known:
            raise ValueError(f"{measure} are not known by {', '.join(dims)}")
        held = min(known, key=lambda held: len(tables[held]))
        return _projected(tables[held], held, dims)

    def _question(self, dims: Dims, asked: str) -> Cells:
        place = dims.index(asked)
        plain = dims[:place] + dims[place + 1 :]
        held, cells = self._inner.yes.get(asked, (("time", "zone"), Counter()))
        if not set(plain) <= set(held) and cells:
            raise ValueError(f"{asked} is not known by {', '.join(plain)}")
        yes = _projected(cells, held, plain) if cells else Counter()
        found: Cells = Counter()
        for cats, n in self._plain("contacts", plain).items():
            said = yes.get(cats, 0)
            found[(*cats[:place], "yes", *cats[place:])] = said
            found[(*cats[:place], "no", *cats[place:])] = n - said
        return found

    def _coded_of_group(self, dims: Dims, group: str) -> Cells:
        """A group by whether a contact had a code: the one pair of questions that is counted together."""
        plain = tuple(dim for dim in dims if dim not in ("coded", group))
        if not set(plain) <= set(self._inner.base):
            raise ValueError(f"coded {group} is not known by {', '.join(plain)}")
        bare = _projected(self._inner.uncoded.get(group, Counter()), self._inner.base, plain)
        coded, of_group = self._question((*plain, "coded"), "coded"), self._question((*plain, group), group)
        found: Cells = Counter()
        for cats in self._plain("contacts", plain):
            without, mine = bare.get(cats, 0), of_group[(*cats, "yes")]
            for answers, n in (
                (("no", "yes"), without),
                (("yes", "yes"), mine - without),
                (("no", "no"), coded[(*cats, "no")] - without),
                (("yes", "no"), coded[(*cats, "yes")] - mine + without),
            ):
                side = {**dict(zip(plain, cats, strict=True)), "coded": answers[0], group: answers[1]}
                found[tuple(side[dim] for dim in dims)] = n
        return found


def _is_question(dim: str) -> bool:
    return dim.startswith(("pop.", "item.", "back.")) or dim in ("coded", "others")


def _projected(cells: Cells, held: Dims, dims: Dims) -> Cells:
    if held == dims:
        return cells
    places = [held.index(dim) for dim in dims]
    found: Cells = Counter()
    for cats, n in cells.items():
        found[tuple([cats[place] for place in places])] += n
    return found
