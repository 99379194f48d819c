"""The distinct sums of one universe: what is printed or hidden of each, now and before."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log

from .cells import COUNTS, FEW, HELD, SHUT, TIME, Asked, Key, Protected, Release, Truth
from .cuts import Part
from .editions import Old, States, Terms
from .lists import left_out
from .stand_for import behind
from .tables import Tables

Same = tuple[tuple[int, str, Part], ...]
NOW = -1  # place of the report that is being made


@dataclass
class Line:
    """One distinct sum. `value` is the true number as far as it is known; a small one must be able to be `reach`."""

    terms: Terms
    places: set[int] = field(default_factory=set)  # the reports that tell it
    kept: set[int] = field(default_factory=set)  # reports of others that told it: it stays as it was
    asked: list[Asked] = field(default_factory=list)
    given: int | None = None  # printed before, or not open
    value: int | None = None
    low: float = 0
    high: float = inf
    spare: tuple[float, float] = (0, inf)  # what is known of it without a mark of this report
    least: float = 0  # as others were told
    most: float = inf
    reach: float = inf
    hidden_before: bool = False
    few_before: bool = False
    hidden: bool = False

    @property
    def count(self) -> bool:
        return len(self.terms) == 1 and self.terms[0][1].measure in COUNTS

    @property
    def free(self) -> bool:
        """Whether it may be printed."""
        return self.given is None and bool(self.asked) and not self.hidden

    @property
    def shown(self) -> bool:
        """Whether it is printed before the search begins."""
        return self.given is not None or (self.free and not self.hidden_before)

    @property
    def marked(self) -> bool:
        """Whether a mark of this report tells something new of it, should it be hidden."""
        told = (self.low, self.high) != self.spare
        return self.count and bool(self.asked) and self.given is None and told

    def weight(self) -> float:
        """How much is lost when it is hidden: totals most, then large numbers."""
        fineness = min((cell.fineness for cell in self.asked), default=0)
        return log(1 + (self.value or 0)) + 0.1 + 3 * max(2 - fineness, 0)

    def know(self, old: Old, k: int) -> None:
        """What an earlier report tells of it."""
        self.places.add(old.place)
        if old.cell.value is not None or old.cell.mark == SHUT:
            self.given = old.cell.value or 0
            return
        self.hidden_before = True
        if self.count:
            few = old.cell.mark == FEW
            self.few_before = self.few_before or few
            self.low = max(self.low, 0 if few else old.threshold)
            self.high = min(self.high, old.threshold - 1 if few else inf)
            self.reach = min(self.reach, k - 1, old.threshold - 1)

    def keep(self, old: Old) -> None:
        """What others were told: this report says the same of it or nothing, and its readers do not know it."""
        self.kept.add(old.place)
        if old.cell.value is not None or old.cell.mark == SHUT:
            self.least = self.most = old.cell.value or 0
        elif self.count:
            few = old.cell.mark == FEW
            self.least = max(self.least, 0 if few else old.threshold)
            self.most = min(self.most, old.threshold - 1 if few else inf)

    def leave_out(self) -> None:
        """A list that does not name it tells that it is nothing."""
        if self.given is None and self.low == 0:
            self.given = self.value = 0

    def ask(self, cell: Asked, k: int, band: int, counts: Mapping[Key, Protected], stays: bool) -> None:
        """What this report would like. `band` is its own threshold, `k` that of its readers. `stays`: it was hidden
        before, and stays hidden whatever it is now."""
        self.places.add(NOW)
        self.asked.append(cell)
        if cell.shut and cell.value == 0:
            self.given = 0
        if self.given is not None:
            self.value = self.given
            return
        self.spare = self.spare if self.asked[1:] else (self.low, self.high)
        self.value = int(min(max(cell.value, self.low, self.least), self.high, self.most))
        if self.count:
            few = self.value < band
            self.low, self.high = max(self.low, 0 if few else band), min(self.high, band - 1 if few else inf)
            self.reach, self.hidden = min(self.reach, k - 1), few
        else:
            self.reach = k
            self.hidden = cell.contacts < band or all_hidden(self.terms, counts)
        self.hidden = self.hidden or stays

    def mark(self, k: int) -> str:
        """How it is printed when it is hidden."""
        if not self.count:
            return HELD
        return FEW if (self.value or 0) < k else HELD


class Lines:
    """All lines of the measures that are linked, with the tables of their unknowns."""

    def __init__(
        self,
        asked: Sequence[Asked],
        old: Sequence[Old],
        states: States,
        truth: Truth,
        silent: frozenset[int] = frozenset(),
    ) -> None:
        self.states, self._old, self._silent = states, old, silent
        self._state = {cell.key: states.of.get(cell.place, states.last) for cell in old}
        self._found: dict[Same, Line] = {}
        wanted = [states.counted(terms_of(cell), states.last) for cell in asked]
        for cell in old:
            state = states.of.get(cell.place, states.last)
            wanted += [states.counted(cell.terms, state), *states.between(cell.terms, state)]
        self._nothing = _nothing(asked, [cell for cell in old if cell.place not in silent], states, truth)
        wanted += [states.counted(terms, state) for terms, state in self._nothing]
        self.tables = _tables(wanted, truth)

    def fill(
        self, asked: Sequence[Asked], k: int, band: int, counts: Mapping[Key, Protected], refused: set[Key]
    ) -> None:
        """Enters every cell. A number printed before stays as it was, unless this report corrects it: then what may
        not be told anew (`refused`) is hidden."""
        for cell in self._old:
            line = self.line(cell.terms, self.states.of.get(cell.place, self.states.last))
            if cell.place in self._silent:
                line.keep(cell)
            else:
                line.know(cell, k)
        for terms, place in self._nothing:
            self.line(terms, place).leave_out()
        for one in asked:
            state = self.states.last if self.corrects else self._state.get(one.key, self.states.last)
            self.line(terms_of(one), state).ask(one, k, band, counts, one.key in refused)

    corrects: bool = False

    def line(self, terms: Terms, state: int) -> Line:
        """The line of a sum, of the records in a state."""
        counted = self.states.counted(terms, state)
        return self._found.setdefault(self._same(counted), Line(counted))

    def all(self) -> list[Line]:
        return list(self._found.values())

    def _same(self, terms: Terms) -> Same:
        return tuple(sorted((n, of.measure, self.tables[of.measure].cuts.part(of.where)) for n, of in terms))


def _nothing(
    asked: Sequence[Asked], old: Sequence[Old], states: States, truth: Truth
) -> list[tuple[Terms, int]]:
    """What the lists of each report leave out, and the state of the records that it counts."""
    told: dict[int, dict[Key, str]] = {NOW: {cell.key: cell.table for cell in asked}}
    for cell in old:
        told.setdefault(cell.place, {})[cell.key] = ""
    found = left_out(told.values(), truth)
    return [
        (((1, at),), states.of.get(place, states.last))
        for place, keys in zip(told, found, strict=True)
        for at in keys
    ]


def terms_of(cell: Asked) -> Terms:
    return cell.terms or ((1, cell.key),)


def told_before(
    measures: set[str], months: set[str], earlier: Sequence[Release], among: Container[Key] | None = None
) -> list[Old]:
    """The earlier cells of some measures whose months have to do with `months`, directly or through others.

    `among`: of what only others hold, these keys and no further ones.
    """
    old = [
        Old(key, cell, release.terms.get(key) or ((1, key),), release.threshold, place)
        for place, release in enumerate(earlier)
        for key, cell in release.cells.items()
        if {of.measure for _, of in release.terms.get(key) or ((1, key),)} <= measures
        and (among is None or not release.others or key in among)
    ]
    spans = [{month for _, of in cell.terms for month in of.of(TIME)} for cell in old]
    while True:
        wider = months.union(*(span for span in spans if not span or span & months))
        if wider == months:
            return [cell for cell, span in zip(old, spans, strict=True) if not span or span & months]
        months = wider


def all_hidden(terms: Terms, counts: Mapping[Key, Protected]) -> bool:
    """Whether the counts that a quantity stands for are all printed as hidden."""
    cells = [counts.get(behind(of)) for _, of in terms]
    return all(cell is not None and cell.mark in (FEW, HELD) for cell in cells)


def _tables(wanted: Iterable[Terms], truth: Truth) -> dict[str, Tables]:
    wheres: dict[str, set[tuple[tuple[str, tuple[str, ...]], ...]]] = {}
    for terms in wanted:
        for _, key in terms:
            wheres.setdefault(key.measure, set()).add(key.where)
    found: dict[str, Tables] = {}
    start = 0
    for measure, own in sorted(wheres.items()):
        found[measure] = Tables(measure, sorted(own), truth, start)
        start = found[measure].end
    return found
