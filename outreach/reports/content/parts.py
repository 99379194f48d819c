"""What a report is made of before it becomes HTML: figures, tables and sentences of protected cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ..printing.charts import Chart
from .rules import Cell


@dataclass(frozen=True)
class Table:
    """Rows are (name, cells); `foot` is the sum. `css` chooses a width (even, mid, tight, wide12, long)."""

    number: int
    caption: str
    head: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    foot: tuple[str, Sequence[Cell]] | None = None
    note: str = ""
    css: str = ""
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """A chart with its caption; `legend` is a list of (mark, words)."""

    number: int
    caption: str
    chart: Chart
    note: str = ""
    legend: Sequence[tuple[str, str]] = ()
    css: str = ""
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True)
class Words:
    """A heading and paragraphs."""

    title: str
    paragraphs: Sequence[str]
    anchor: str = ""
    kind: ClassVar[str] = "words"


@dataclass(frozen=True)
class Defined:
    """A list of terms and what they mean; `language` where it is another one than the report's."""

    title: str
    terms: Sequence[tuple[str, str]]
    language: str = ""
    kind: ClassVar[str] = "defined"


@dataclass(frozen=True)
class Pair:
    """Two columns of blocks that stay together on one page."""

    left: Sequence[object]
    right: Sequence[object]
    css: str = ""
    kind: ClassVar[str] = "pair"


@dataclass(frozen=True)
class KeyFigure:
    """One large number with its unit, what it means, and the period before."""

    big: str
    unit: str
    words: str
    chart: Chart
    before: str
    target: str = ""


@dataclass(frozen=True)
class Keys:
    """The key figures."""

    legend: Sequence[tuple[str, str]]
    figures: Sequence[KeyFigure]
    kind: ClassVar[str] = "keys"


@dataclass(frozen=True)
class Legend:
    """How to read the numbers, beside the first text: (mark's css, mark, what it means)."""

    threshold: int = 0
    title: str = ""
    entries: Sequence[tuple[str, str, str]] = ()
    kind: ClassVar[str] = "legend"


@dataclass(frozen=True)
class Given:
    """One line of the page to give back: a picture's address and what it shows, a large number, plain words, and
    smaller ones below them."""

    picture: str
    alt: str
    big: str
    words: str
    more: str = ""


ROOM = 1200  # letters of a page to give back that may be printed larger


@dataclass(frozen=True)
class GiveBack:
    """The page for everybody: what was given, what changed, what was asked for and not there."""

    key: str
    title: str
    lead: str
    lines: Sequence[Given]
    boxes: Sequence[tuple[str, Sequence[str]]]
    foot: str
    kind: ClassVar[str] = "give"

    @property
    def roomy(self) -> bool:
        """Whether it may be printed larger and still be one page."""
        boxes = [words for title, paragraphs in self.boxes for words in (title, *paragraphs)]
        words = [self.title, self.lead, *boxes, *(f"{one.words} {one.more}" for one in self.lines)]
        return sum(map(len, words)) < ROOM


@dataclass(frozen=True)
class Section:
    """One numbered section; `key` is its address inside the file."""

    key: str
    title: str
    lead: str
    blocks: Sequence[object]


@dataclass(frozen=True)
class Cover:
    """The first page: `sentences` hold the answer in two sentences, `facts` the edition's data."""

    kind: str
    title: str
    nights: Chart | None
    nights_words: str
    sentences: Sequence[str]
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Content:
    """A whole report."""

    organisation: str
    name: str
    running_foot: str
    draft: str
    created: str
    cover: Cover
    sections: Sequence[Section]
    language: str = "en"
    direction: str = "ltr"
    words: Mapping[str, str] = field(
        default_factory=dict
    )  # of the page itself: table, figure, of, contents …
    give: GiveBack | None = None
