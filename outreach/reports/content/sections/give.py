"""The page to give back: what was given, what changed, what was asked for and was not there. For everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from ...printing.pictures import picture
from ..document import Document
from ..parts import GiveBack, Given
from ..rules import Cell
from ..speech import sentence
from ..spoken import Spoken
from .needs import top
from .told import paragraphs

# Measure, its picture, and where its number is narrowed.
LINES: tuple[tuple[str, str, str, dict[str, tuple[str, ...]]], ...] = (
    ("contacts", "talk", "contacts", {}),
    ("kits", "s-naloxone", "kits", {}),
    ("needles", "s-needle", "needles", {}),
    ("condoms", "s-condom", "condoms", {}),
    ("attended", "r-clinic", "referrals", {"reached": ("attended",)}),
    ("unmet", "unmet", "unmet", {}),
)
MORE = {"kits": ("reversals", "reversals"), "needles": ("returned", "returned")}
PLAN = 240  # letters of the plan; more of it stands in the report


def give(s: Spoken) -> GiveBack:
    """Large numbers, plain words, big pictures. What is hidden is left out."""
    found = []
    for name, icon, measure, where in LINES:
        cell = s.total(measure, **where)
        if cell.value:
            more = [*_more(s, name), *_before(s, measure, where)]
            words = s.say(f"give.{name}", cell.value)
            found.append(Given(picture(icon), s.say(f"units.{name}.name"), cell.label, words, " ".join(more)))
    boxes = [
        *([] if s.total("unmet").value else [(s.say("give.asked"), [s.say("give.askedNone")])]),
        (s.say("give.changed"), _changed(s)),
        *_next(s),
        (s.say("give.keep"), [s.say("give.keepWords")]),
        (s.say("give.tell"), [s.say("give.tellWords")]),
    ]
    lead = s.say("give.lead", span=sentence(s.when))
    foot = s.speech.foreign(str(s.about["organisation"]))
    if for_everybody(s.document):
        foot += f" · {s.say('give.foot')}"
    if s.speech.lang != "en" and not s.about.get("checked"):
        foot += f" · {s.say('give.machine')}"
    return GiveBack("give_back", s.say("give.title"), lead, found, boxes, foot)


def for_everybody(document: Document) -> bool:
    """Whether the numbers may hang on a wall: those of a public edition, and no funder's."""
    return str(document.about.get("audience", "public")) == "public"


def _next(s: Spoken) -> list[tuple[str, list[str]]]:
    """The first words of the team's own plan, if it wrote one in this language."""
    if s.speech.lang != s.about.get("language", "en"):
        return []
    plan = paragraphs(s, s.document.narrative.get("plan", ""))
    kept = list(_fitting(words.replace("**", "") for words in plan))
    return [(s.say("give.next"), kept)] if kept else []


def _fitting(plan: Iterable[str]) -> Iterator[str]:
    """The beginning of a plan: whole paragraphs; of a first one that is too long its first words."""
    room = PLAN
    for words in plan:
        if len(words) > room and room < PLAN:
            return
        yield shorten(words, room, placeholder=" …")
        room -= len(words)


def _more(s: Spoken, name: str) -> list[str]:
    if name == "unmet":
        lines = [s.say("give.askedOne", times, what=what) for what, times in top(s)]
        return [*lines, s.say("give.askedTold")] if lines else []
    if name not in MORE:
        return []
    measure, words = MORE[name]
    cell = s.total(measure)
    return [s.say(f"give.{words}", cell.value)] if cell.value else []


def _before(s: Spoken, measure: str, where: dict[str, tuple[str, ...]]) -> list[str]:
    if measure == "unmet":  # what it was says more than how many there were before
        return []
    then = s.total(measure, s.then, **where)
    return [s.say("give.before", before=s.speech.span(s.then), n=then.label)] if then.value else []


def _changed(s: Spoken) -> list[str]:
    moved: dict[bool, list[str]] = {True: [], False: []}
    for name, _, measure, where in LINES[:5]:
        now, then = s.both(measure, **where)
        if _differ(now, then):
            moved[(now.value or 0) > (then.value or 0)].append(s.say(f"units.{name}.name"))
    before = s.speech.span(s.then)
    words = {True: "give.moreOf", False: "give.fewerOf"}
    said = [
        s.say(words[up], before=before, what=s.speech.listed(names)) for up, names in moved.items() if names
    ]
    return said or [s.say("changed.none", before=before)]


def _differ(now: Cell, then: Cell) -> bool:
    return now.value is not None and then.value is not None and now.value != then.value
