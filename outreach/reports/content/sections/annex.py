"""Indicators in the funder's own codes, with their targets and definitions. Missing a target is told as plainly as
reaching it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....disclosure.cells import read
from ..parts import Defined, Section, Words
from ..rules import NONE, Cell
from ..spoken import Spoken

Row = Mapping[str, Any]
REACHED, MISSED, NO_TARGET = "st s-reached", "st s-not", "st s-no"


def indicators(s: Spoken) -> Section:
    """One row an indicator: numerator, denominator, result, target, and whether it is reached."""
    rows = list(s.document.indicators)
    names = ("indicator", "numerator", "denominator", "result", "target", "status")
    head = [s.say(f"columns.{name}") for name in names]
    lines = [(_name(s, row), _cells(s, row)) for row in rows]
    table = s.table(s.say("annex.table"), head, lines, None, s.say("annex.note"), "even ind long")
    missing = [
        s.say("annex.withoutCode", code=row["code"], share=s.speech.percent(row["share_without_code"]))
        for row in rows
        if row.get("share_without_code") is not None
    ]
    blocks = [table, *([Words("", [" ".join(missing)])] if missing else []), *_split(s, rows)]
    definitions = [(_name(s, row), _definition(s, row)) for row in rows]
    defined = Defined(s.say("annex.definitions"), definitions)
    return Section("indicators", s.say("annex.title"), _lead(s, rows), [*blocks, defined])


def _name(s: Spoken, row: Row) -> str:
    return s.speech.foreign(f"{row['code']} {row['title']}")


def _lead(s: Spoken, rows: list[Row]) -> str:
    aimed = [row for row in rows if row.get("reached") is not None]
    if not aimed:
        return s.say("annex.leadNone")
    missed = [str(row["title"]) for row in aimed if not row["reached"]]
    words = s.say("annex.lead", len(aimed), reached=len(aimed) - len(missed))
    return f"{words} {s.say('annex.leadMissed', what=s.speech.listed(missed))}" if missed else words


def _cells(s: Spoken, row: Row) -> list[Cell]:
    under = s.speech.number(row["estimate"]["people"]) if row.get("estimate") else ""
    denominator = Cell(None, under, "") if under else _number(s, row["denominator"])
    return [_number(s, row["numerator"]), denominator, result(s, row), _target(s, row), _status(s, row)]


def _number(s: Spoken, written: str) -> Cell:
    return s.cell(read(written)) if written else NONE


def result(s: Spoken, row: Row) -> Cell:
    """What an indicator comes to: a number, a share, a range, or why there is none."""
    if row["value"] is not None:
        return Cell(None, _shown(s, row, row["value"]))
    if row.get("low") is not None and row.get("high") is not None:
        return Cell(None, s.say("marks.range", low=row["low"], high=row["high"]))
    if row.get("low") is not None:
        return Cell(None, s.say("marks.orMore", low=row["low"]))
    reason = row.get("reason")
    return Cell(
        None, s.say(f"annex.because.{reason}") if reason else s.mark(row["mark"]), row["mark"] or "none"
    )


def _shown(s: Spoken, row: Row, value: float) -> str:
    return s.speech.percent(int(value)) if row.get("shown") == "percent" else s.speech.number(value)


def aim(row: Row) -> float | None:
    """The number that was agreed on, if any."""
    target = row.get("target")
    return target["value"] if isinstance(target, Mapping) else target


def _target(s: Spoken, row: Row) -> Cell:
    value = aim(row)
    return NONE if value is None else Cell(None, _shown(s, row, value))


def _status(s: Spoken, row: Row) -> Cell:
    reached = row.get("reached")
    if aim(row) is None or reached is None:
        return Cell(None, s.say("annex.noTarget") if aim(row) is None else "–", NO_TARGET)
    words = "annex.reached" if reached else "annex.missed"
    return Cell(None, s.say(words), REACHED if reached else MISSED)


def _split(s: Spoken, rows: list[Row]) -> list[object]:
    """Parts of a numerator that no other table of this report prints."""
    held = {at for spec in s.document.tables for at in spec.places()}
    lines = []
    for row in rows:
        for part in row.get("disaggregations", ()):
            at = read(part["key"])
            if at not in held:
                name = (
                    part["name"]
                    if part.get("kind") == "zone"
                    else s.speech.name(part.get("kind", ""), part["name"])
                )
                lines.append((f"{row['code']}: {name}", [s.cell(at)]))
    if not lines:
        return []
    head = [s.say("columns.indicator"), s.say("columns.result")]
    return [s.table(s.say("annex.split"), head, lines, css="mid long")]


def _definition(s: Spoken, row: Row) -> str:
    """In the words of its source, which stay as they are."""
    parts = [str(row.get("asks", "")), str(row.get("of", "")), str(row.get("dedup", ""))]
    if row.get("estimate"):
        estimate = row["estimate"]
        people = s.speech.number(estimate["people"])
        parts.append(
            s.say("annex.estimate", people=people, source=estimate["source"], year=str(estimate["year"]))
        )
    parts += [str(row.get("why", "")), str(row["source"])]
    parts.append(s.say("annex.version", pack=row.get("pack_title", ""), version=str(row["version"])))
    return " ".join(s.speech.foreign(part if part.endswith(".") else f"{part}.") for part in parts if part)
