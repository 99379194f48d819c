"""Indicators as data: what a pack file may say, reading all packs, and what is wrong with a file in plain words.

A pack is one JSON file; adding a pack is adding a file, here or in the folder `packs` of the instance. Nothing else
in the program knows any funder's code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator

from ...errors import InvalidPackError, UnknownIndicatorError
from .counts import POPULATIONS, count_problem, made_problem

FORMAT = "outreach-pack/1"
FOLDER = Path(__file__).parent / "packs"
LARGEST = 1_000_000  # bytes of a file

Text = Annotated[str, Field(min_length=1, max_length=600)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,30}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]
Categories = str | list[str]

# How long a period must be, and whether figures of periods may be added up.
PERIODS: Mapping[str, tuple[frozenset[int], str]] = {
    "sum": (frozenset(range(1, 13)), "Added up over any period."),
    "quarterly-sum": (frozenset((3, 6, 9, 12)), "Quarterly; quarters are added up to the year."),
    "quarterly-no-annual": (frozenset((3,)), "Quarterly; there is no annual total."),
    "distinct": (frozenset(range(1, 13)), "People counted once in the period; never added up."),
    "semi-annual-distinct": (frozenset((6, 12)), "Half-yearly; people counted once in the year."),
    "annual": (frozenset((12,)), "Once a year, over twelve months."),
    "annual-distinct": (frozenset((12,)), "Once a year, over twelve months; people counted once."),
}
ADDS = frozenset({"sum", "quarterly-sum"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Counted(_Strict):
    """A number of our own facts: a measure, and in each dimension named the categories that count."""

    count: str
    where: dict[str, Categories] = {}

    @model_validator(mode="after")
    def _known(self) -> Counted:
        if problem := count_problem(self.count, self.where):
            raise ValueError(problem)
        return self


class Made(_Strict):
    """A number made of units of several items: needles, kits, doses …"""

    made: str

    @model_validator(mode="after")
    def _known(self) -> Made:
        if problem := made_problem(self.made):
            raise ValueError(problem)
        return self


class People(_Strict):
    """Different people, all or those of a group: from the distinct codes to these and the contacts without a code."""

    people: str

    @model_validator(mode="after")
    def _known(self) -> People:
        if self.people not in ("all", *POPULATIONS):
            raise ValueError(f"“{self.people}” is no group; there are all, {', '.join(POPULATIONS)}")
        return self

    @property
    def group(self) -> str:
        """The population; "" for everybody."""
        return "" if self.people == "all" else self.people


class Estimated(_Strict):
    """A denominator from outside: how many people of a population there are thought to be."""

    estimate: str

    @model_validator(mode="after")
    def _known(self) -> Estimated:
        if self.estimate not in POPULATIONS:
            raise ValueError(f"“{self.estimate}” is no population; there are {', '.join(POPULATIONS)}")
        return self


def _form(told: Any) -> str | None:
    """Which form of a number this is: the word that only this form has."""
    return (
        next((word for word in FORMS if word in told), None)
        if isinstance(told, dict)
        else FORM.get(type(told))
    )


FORM: Mapping[type, str] = {Counted: "count", Made: "made", People: "people", Estimated: "estimate"}
FORMS = tuple(FORM.values())
Number = Annotated[
    Annotated[Counted, Tag("count")] | Annotated[Made, Tag("made")] | Annotated[People, Tag("people")],
    Discriminator(_form),
]
Under = Annotated[
    Annotated[Counted, Tag("count")] | Annotated[Made, Tag("made")] | Annotated[Estimated, Tag("estimate")],
    Discriminator(_form),
]


class Hint(_Strict):
    """A target that the source of the definition names."""

    value: Annotated[float, Field(gt=0)]
    words: Text


class Definition(_Strict):
    """One indicator as its source defines it, and how our facts answer it."""

    code: Code
    title: Text
    asks: Text  # the numerator in the words of its source
    of: str = ""  # the denominator in the words of its source
    unit: Text
    numerator: Number | None = None
    denominator: Under | None = None
    shown: Literal["number", "range", "percent", "per hundred", "per person"] = "number"
    period: Literal[
        "sum",
        "quarterly-sum",
        "quarterly-no-annual",
        "distinct",
        "semi-annual-distinct",
        "annual",
        "annual-distinct",
    ] = "sum"
    dedup: Text
    disaggregations: list[str] = []
    asked_too: str = ""  # what the source wants split that our facts do not hold
    better: Literal["more", "less", "neither"] = "more"
    hint: Hint | None = None
    source: Text
    edition: Text
    verifiable: bool
    why: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Definition:
        if problem := next(_problems(self), None):
            raise ValueError(problem)
        return self


def _problems(found: Definition) -> Iterator[str]:
    if found.verifiable and found.numerator is None:
        yield "it is marked verifiable but has no numerator; add one, or say verifiable: false and why"
    if not found.verifiable and not found.why.strip():
        yield "it is not verifiable and does not say why"
    if not found.verifiable and found.numerator is not None:
        yield "it is not verifiable, so it must not have a numerator: a guess would be printed"
    if (found.denominator is None) != (found.shown in ("number", "range")) and found.numerator:
        yield f"shown as “{found.shown}” and a denominator do not fit together"
    people, share = isinstance(found.numerator, People), isinstance(found.denominator, Estimated)
    if found.numerator and (people and not share) != (found.shown == "range"):
        yield "people are shown as a “range”, and nothing else is"
    if people and found.denominator and not (share and found.shown == "percent"):
        yield "people are shown as a “range”, or as a “percent” of an estimate"
    if people and "distinct" not in found.period:
        yield "people are never added up: the period is “distinct”, “semi-annual-distinct” or “annual-distinct”"


class Pack(_Strict):
    """The indicators of one funder or one body."""

    format: Literal["outreach-pack/1"]
    pack: Name
    version: Annotated[int, Field(ge=1)]
    title: Text
    about: Text
    checked: Annotated[str, Field(pattern=r"^20\d\d-\d\d-\d\d$")]
    indicators: Annotated[list[Definition], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _once(self) -> Pack:
        codes = [one.code for one in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"each code stands once; {', '.join(twice)} does not")
        return self


@dataclass(frozen=True)
class Packs:
    """All packs that can be used, by name, and the files that cannot, with the reason."""

    packs: Mapping[str, Pack]
    broken: Mapping[str, tuple[str, ...]]

    def find(self, name: str) -> tuple[Pack, Definition]:
        """The indicator called "pack:code". Raises UnknownIndicatorError."""
        pack, _, code = name.partition(":")
        for found in self.packs[pack].indicators if pack in self.packs else ():
            if found.code == code:
                return self.packs[pack], found
        raise UnknownIndicatorError()

    def chosen(self, packs: Sequence[str], names: Sequence[str] = ()) -> list[tuple[Pack, Definition]]:
        """Indicators in the order of `names`, or all of `packs`. Raises UnknownIndicatorError."""
        if names:
            return [self.find(name) for name in names]
        for pack in packs:
            if pack not in self.packs:
                raise UnknownIndicatorError(
                    "A pack of indicators is not there any more. Choose the packs of this template again, "
                    "or bring back the file."
                )
        return [(self.packs[pack], one) for pack in packs for one in self.packs[pack].indicators]


def load(*folders: Path) -> Packs:
    """The packs of the program and of more folders. A broken file takes nothing else with it."""
    packs: dict[str, Pack] = {}
    broken: dict[str, tuple[str, ...]] = {}
    for path in (path for folder in (FOLDER, *folders) for path in sorted(folder.glob("*.json"))):
        try:
            found = read(path)
            if found.pack in packs:
                raise InvalidPackError(f"There is another pack called {found.pack}.")
            packs[found.pack] = found
        except InvalidPackError as error:
            broken[path.name] = tuple(error.message.splitlines())
    return Packs(packs, broken)


def read(path: Path) -> Pack:
    """One file. Raises InvalidPackError with a line for each thing that is wrong."""
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidPackError("The file is too large for a pack.")
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidPackError(f"The file cannot be read: {error.strerror}.") from None
    except ValueError as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidPackError(f"The file is no JSON{place}.") from None
    try:
        return Pack.model_validate(told)
    except ValidationError as error:
        raise InvalidPackError("\n".join(_lines(error, told))) from None


def _lines(error: ValidationError, told: Any) -> list[str]:
    """What pydantic found, with the indicator's code instead of its place; each thing once."""
    lines = [f"{_place(one['loc'], told)}{_words(dict(one))}" for one in error.errors(include_url=False)]
    return list(dict.fromkeys(lines))


def _place(loc: tuple[int | str, ...], told: Any) -> str:
    parts = [str(part) for part in loc]
    if len(loc) > 1 and loc[0] == "indicators" and isinstance(loc[1], int):
        entry = told["indicators"][loc[1]]
        code = entry.get("code") if isinstance(entry, dict) else None
        forms = slice(3, 4) if loc[2:3] in (("numerator",), ("denominator",)) else slice(0, 0)
        parts[forms] = []  # the form of the number is pydantic's own word
        parts = [str(code or f"indicator {loc[1] + 1}"), *parts[2:]]
    return f"{', '.join(parts)}: " if parts else ""


_WORDS = {
    "missing": "is missing",
    "union_tag_not_found": f"says what is counted with one of {', '.join(FORMS)}",
    "union_tag_invalid": "cannot be counted so here",
    "extra_forbidden": "is no field of a pack",
    "string_too_short": "is empty",
    "bool_type": "is true or false",
    "string_type": "is a text",
    "int_type": "is a number",
}


def _words(one: Mapping[str, Any]) -> str:
    kind = str(one["type"])
    if kind == "value_error":
        return f"{one['ctx']['error']}."
    if kind == "literal_error":
        return f"must be {one['ctx']['expected']}."
    return f"{_WORDS.get(kind, str(one['msg']))}."
