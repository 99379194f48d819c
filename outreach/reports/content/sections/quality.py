"""Data quality and the disclosure statement: completeness, phones, late entries, corrections, how to check the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ....disclosure.cells import FEW, TIME, Key, key
from ....figures.rules import parse_period
from ..document import Head, TableSpec
from ..parts import Pair, Section, Table, Words
from ..rules import Cell
from ..speech import sentence
from ..spoken import Spoken, span_of
from .cover import state


def quality(s: Spoken) -> Section:
    """How complete the figures are, what came late, what was corrected, and how small numbers are treated."""
    blocks: list[object] = [
        Pair([_complete(s)], [_phones(s), _as_at(s)], "w64"),
        Pair([_disclosure(s)], [_late(s), *_corrections(s)]),
        *_what_changed(s),
        *_file(s),
    ]
    return Section("quality", s.say("quality.title"), _lead(s), blocks)


def _lead(s: Spoken) -> str:
    if state(s) == "running":
        return s.say("quality.leadRunning")
    phones = s.about.get("phones")
    return s.say("quality.leadPhones", done=phones["proven"], all=phones["in_use"]) if phones else ""


def _complete(s: Spoken) -> Table:
    rows = [(s.say("quality.uncoded"), _share(s, key("contacts", {"coded": "no"})))]
    for name, id, category in (
        ("quality.seen", "seen", "0"), ("quality.age", "age_gender", ""), ("quality.gender", "population", "not_asked"),
    ):  # fmt: skip
        at = _silent(s.specs.get(id), category)
        if at is not None:
            rows.append((s.say(name), _share(s, at)))
    head, note = [s.say("columns.checked"), *s.periods], s.say("quality.note")
    return s.table(s.say("quality.complete"), head, rows, None, note, "tight")


def _silent(spec: TableSpec | None, category: str) -> Key | None:
    """The row of a table that holds what was not asked; without a category the one of several."""
    for head in spec.down if spec else ():
        if spec and _is(head, category):
            return key(
                Key("contacts"), {dim: cats for dim, cats in spec.at("contacts", head).where if dim != TIME}
            )
    return None


def _is(head: Head, category: str) -> bool:
    return head.categories == (category,) if category else len(head.categories) > 1


def _share(s: Spoken, at: Key) -> list[Cell]:
    found = []
    for times in (s.then, s.now):
        part = s.cell(key(at, {TIME: times}))
        found.append(part if part.value is None else s.share(part, s.total("contacts", times)))
    return found


def _phones(s: Spoken) -> Words:
    phones = s.about.get("phones") or {"in_use": 0, "proven": 0}
    missing = int(phones["in_use"]) - int(phones["proven"])
    if missing <= 0:
        return Words(s.say("quality.phones"), [s.say("quality.phonesAll")])
    later = s.say("quality.phonesLate" if state(s) == "published" else "quality.phonesAgain")
    each = [_phone(s, row) for row in s.about.get("completeness") or ()]
    return Words(s.say("quality.phones"), [s.say("quality.phonesMissing", missing), *each, later])


def _phone(s: Spoken, row: Mapping[str, Any]) -> str:
    if not row["proof"]:
        return s.say("quality.phoneNever")
    return s.say(
        "quality.phoneSince", day=s.speech.day(row["proof"]), left=s.say(f"quality.left.{row['holds']}")
    )


def _as_at(s: Spoken) -> Words:
    days = {"day": s.speech.day(s.about["as_at"]), "end": s.speech.day(s.about["period"]["end"])}
    stays = "quality.asAtClosed" if state(s) == "published" else "quality.asAtDraft"
    return Words(s.say("quality.asAt"), [f"{s.say('quality.asAtWords', **days)} {s.say(stays)}"])


def _disclosure(s: Spoken) -> Words:
    few, earlier = s.mark(FEW), int(s.about.get("earlier") or 0)
    told = s.say("quality.earlier", earlier) if earlier else s.say("quality.earlierNone")
    attacked = s.say("quality.attacked" if state(s) == "published" else "quality.notAttacked")
    paragraphs = [f"{s.say('quality.disclosure1', k=s.k, few=few)} {told}", attacked]
    if s.about.get("left_out"):
        paragraphs.append(s.say("quality.leftOut", len(s.about["left_out"])))
    if s.about.get("cells_left_out"):
        paragraphs.append(s.say("quality.cellsLeftOut", s.about["cells_left_out"]))
    if s.speech.lang != "en" and not s.about.get("checked"):
        paragraphs.append(s.say("give.machine"))
    return Words(s.say("quality.disclosure"), paragraphs, anchor="disc")


def _late(s: Spoken) -> Words:
    lines = [words for words in (_late_line(s, one) for one in s.document.late) if words]
    return Words(s.say("quality.late"), lines or [s.say("quality.lateNone")])


def _late_line(s: Spoken, one: Mapping[str, Any]) -> str:
    value = one.get("value")
    if not isinstance(value, int) or abs(value) < s.k:
        return ""
    unit = str(one.get("measure", "contacts"))
    period = one["period"]
    when = s.speech.span(span_of(period)) if isinstance(period, Mapping) else _named(s, str(period))
    return sentence(s.say("quality.lateOne", what=s.amount(Cell(value, ""), unit), period=when))


def _named(s: Spoken, written: str) -> str:
    return s.speech.span(parse_period(written).months)


def _corrections(s: Spoken) -> Iterable[Words]:
    changes = s.document.changes
    if not changes:
        return [Words(s.say("quality.corrections"), [s.say("quality.correctionsNone")])]
    reasons = list(dict.fromkeys(str(one["reason"]) for one in changes if one.get("reason")))
    said = [s.say("quality.correctionsWhy", why=why) for why in reasons]
    return [Words(s.say("quality.corrections"), [s.say("quality.correctionsSome"), *said])]


def _what_changed(s: Spoken) -> list[object]:
    rows: list[tuple[str, Sequence[Cell]]] = [
        (str(one["name"]), [Cell(None, str(one["was"])), Cell(None, str(one["now"]))])
        for one in s.document.changes
        if one.get("name")
    ]
    if not rows:
        return []
    head = [s.say("columns.key"), s.say("columns.was"), s.say("columns.is")]
    return [s.table(s.say("quality.correctionsTable"), head, rows, css="long")]


def _file(s: Spoken) -> list[object]:
    words = [s.say("quality.fileData")]
    if s.about.get("verify") and s.about.get("number"):
        words.append(
            s.say("quality.fileVerify", address=str(s.about["verify"]), number=str(s.about["number"]))
        )
    if s.about.get("head"):
        words.append(s.say("quality.fileHead", head=str(s.about["head"])))
    return [Words(s.say("quality.file"), [" ".join(words)])]
