"""An edition in one language: its protected cells with their words. Sections read this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ...disclosure.cells import FEW, HELD, SHUT, TIME, Key, key, months
from ..printing.drawing import Chart, Script
from .document import Document, Head, TableSpec
from .parts import Figure, Table
from .rules import MIN_BASE, NONE, Cell, largest_first, percent
from .speech import Speech

LAST = ("not_asked", "no_say", "other", "0", "none")  # what is not known stands last, whatever its size


SHORT = 10  # rows; a longer table names those that are hidden in all columns below it
NAMED = 16  # names in such a sentence


class Row(NamedTuple):
    """One line of a table that has both periods: its category, its words, this period and the one before."""

    code: str
    name: str
    now: Cell
    then: Cell


class Spoken:
    """Reads the cells of a document, and counts figures and tables through all sections."""

    def __init__(self, document: Document, language: str | None = None) -> None:
        self.document, self.about = document, document.about
        self.speech = Speech(language or str(document.about.get("language", "en")))
        self.say = self.speech.say
        self.k = document.threshold
        self.script = Script(right=self.speech.right, number=self.speech.number)
        self.scope = {dim: tuple(cats) for dim, cats in dict(self.about.get("scope", {})).items()}
        self.now, self.then = span_of(self.about["period"]), span_of(self.about["before"])
        self.specs: Mapping[str, TableSpec] = {spec.id: spec for spec in document.tables}
        self.figures = self.tables = 0

    @property
    def when(self) -> str:
        """ "July to September 2026"."""
        return self.speech.span(self.now)

    @property
    def periods(self) -> list[str]:
        """The period before and this one, short: heads of two columns."""
        return [self.speech.short(self.then), self.speech.short(self.now)]

    # cells

    def cell(self, at: Key) -> Cell:
        """A printed number, written in this language."""
        return self.worded(self.document.cell(at))

    def worded(self, cell: Cell) -> Cell:
        """The same cell in the words of this language."""
        if cell.value is not None:
            return replace(cell, label=self.speech.number(cell.value))
        return replace(cell, label=self.mark(cell.mark, cell.label))

    def mark(self, mark: str, other: str = "–") -> str:
        """What stands in the place of a hidden number."""
        words = {FEW: f"<{self.k}", HELD: self.say("marks.held"), SHUT: self.say("marks.shut")}
        return words.get(mark, other)

    def total(self, measure: str, times: Sequence[str] | None = None, **where: str | Sequence[str]) -> Cell:
        """One number of this period, or of other months."""
        return self.cell(key(measure, {**self.scope, TIME: tuple(times or self.now), **where}))

    def both(self, measure: str, **where: str | Sequence[str]) -> tuple[Cell, Cell]:
        """One number of this period, and of the one before."""
        return self.total(measure, **where), self.total(measure, self.then, **where)

    def rows(self, id: str, measure: str = "") -> list[Row]:
        """The lines of a table in the order of the template, each with both periods."""
        spec = self.specs.get(id)
        if spec is None:
            return []
        beside = replace(spec, across_dim=TIME)
        found = []
        for head in spec.down:
            now, then = (
                self.cell(beside.at(measure or spec.measures[0], head, Head(times, "")))
                for times in (self.now, self.then)
            )
            code = head.categories[0] if len(head.categories) == 1 else "other"
            found.append(Row(code, self.name(head), now, then))
        return found

    def sum(self, id: str) -> tuple[Cell, Cell]:
        """The foot of a table: this period and the one before."""
        spec = self.specs[id]
        ends = [Head(times, "") for times in (self.now, self.then)]
        now, then = (
            self.cell(replace(spec, across_dim=TIME).at(spec.measures[0], None, end)) for end in ends
        )
        return now, then

    # words

    def name(self, head: Head) -> str:
        """The words of a row or a column."""
        if head.kind == "zone":
            return self.speech.foreign(head.name)
        if head.kind == "time":
            return self.speech.short(head.categories)
        if head.kind == "unmet":
            return self._first_name(("types", "items"), head.name)
        return self.speech.name(head.kind, head.name)

    def _first_name(self, kinds: Sequence[str], english: str) -> str:
        found = (self.speech.name(kind, english) for kind in kinds)
        return next((name for name in found if name != english), english)

    def amount(self, cell: Cell, unit: str) -> str:
        """ "4,812 contacts", "contacts (<5)", "naloxone kits (withheld)"."""
        if cell.value is not None:
            return self.say(f"units.{unit}.n", cell.value)
        what = self.say(f"units.{unit}.name")
        return self.say("marks.hidden", what=what, mark=cell.label)

    def people(self, times: Sequence[str]) -> str:
        """ "1,240 to 1,852", or what can be said when an end is not printed."""
        codes, uncoded = self.total("codes", times), self.total("contacts", times, coded="no")
        if codes.value is None:
            return codes.label
        if uncoded.value is None:
            return self.say("marks.orMore", low=codes.value)
        return self.say("marks.range", low=codes.value, high=codes.value + uncoded.value)

    def share(self, part: Cell, whole: Cell) -> Cell:
        """A whole percentage of two printed numbers; "–" where the whole is below a hundred."""
        found = percent(part, whole)
        return found if found.value is None else replace(found, label=self.speech.percent(found.value))

    def change(self, now: Cell, then: Cell) -> Cell:
        """Signed difference of two printed numbers, otherwise "–"."""
        if now.value is None or then.value is None:
            return NONE
        by = now.value - then.value
        sign = "+" if by > 0 else "−" if by < 0 else "±"
        return Cell(by, f"{sign} {self.speech.number(abs(by))}")

    def compared(self, now: Cell, then: Cell) -> str:
        """ "7 % more than in Q2 2026"; "" when one of both is not printed."""
        if now.value is None or then.value is None:
            return ""
        before, more = self.speech.short(self.then), now.value > then.value
        if now.value == then.value:
            return self.say("compare.same", before=before)
        if then.value < MIN_BASE or now.value > 3 * then.value:
            return self.say("compare.moreOnly" if more else "compare.fewerOnly", before=before)
        by = round(100 * abs(now.value - then.value) / then.value)
        if not by:
            return self.say("compare.about", before=before)
        words = "compare.more" if more else "compare.fewer"
        return self.say(words, share=self.speech.percent(by), before=before)

    # parts

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[tuple[str, Sequence[Cell]]],
        foot: tuple[str, Sequence[Cell]] | None = None,
        note: str = "",
        css: str = "",
    ) -> Table:
        """A numbered table; where it has hidden cells, one sentence beside it says why."""
        self.tables += 1
        cells = [cell for _, line in [*rows, *([foot] if foot else [])] for cell in line]
        words = " ".join(part for part in (note, self.reasons(cells)) if part)
        return Table(self.tables, caption, head, rows, foot, words, css)

    def figure(
        self,
        caption: str,
        chart: Chart,
        note: str = "",
        legend: Sequence[tuple[str, str]] = (),
        css: str = "",
    ) -> Figure:
        """A numbered figure."""
        self.figures += 1
        return Figure(self.figures, caption, chart, note, legend, css)

    def and_hidden(self, note: str, names: Sequence[str]) -> str:
        """A note, and the names of rows that are hidden in all columns; of very many only that there are others."""
        if not names:
            return note
        few = len(names) <= NAMED
        names_ = self.say("legend.hiddenRows", names=self.speech.listed(names)) if few else ""
        return f"{note} {names_ or self.say('legend.hiddenOthers')}".strip()

    def reasons(self, cells: Sequence[Cell]) -> str:
        """Why numbers are hidden, for the marks that occur."""
        marks = {cell.mark for cell in cells}
        found = []
        if FEW in marks:
            found.append(self.say("legend.fewNote", few=self.mark(FEW), most=self.k - 1))
        if HELD in marks:
            found.append(self.say("legend.heldNote", held=self.mark(HELD)))
        if SHUT in marks:
            found.append(self.say("legend.shutNote", shut=self.mark(SHUT)))
        return " ".join(found)


def span_of(told: Any) -> tuple[str, ...]:
    """The months of a period as the document tells it."""
    return months(told["start"][:7], told["end"][:7])


def sorted_rows(rows: Sequence[Row]) -> list[Row]:
    """By size of this period; hidden rows keep the order of the template behind them; what is not known stands last."""
    own = [row for row in rows if row.code not in LAST]
    placed = largest_first([(place, row.now) for place, row in enumerate(own)])
    return [own[place] for place, _ in placed] + [row for row in rows if row.code in LAST]


def told(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows that a table prints and, where there are many, the names of those that are hidden in all columns."""
    printed = [row for row in rows if row.now.value is not None or row.then.value is not None]
    if len(rows) <= SHORT or not printed:
        return list(rows), []
    return printed, [row.name for row in rows if row.now.value is None and row.then.value is None]


def used(rows: Sequence[Row]) -> list[Row]:
    """Rows of which anything is printed or hidden: not those that this edition does not hold."""
    return [row for row in rows if {row.now.mark, row.then.mark} != {"none"}]
