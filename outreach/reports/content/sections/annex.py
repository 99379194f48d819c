"""Indicators in the funder's own codes, with their targets and definitions. Missing a target is told as plainly as
reaching it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ....disclosure.cells import TIME, key, read
from ...printing.charts import progress
from ..parts import Defined, Figure, Section, Words
from ..rules import NONE, Cell
from ..speech import Speech
from ..spoken import Spoken

Row = Mapping[str, Any]
COLUMNS = ("numerator", "denominator", "result", "target", "status")
ENGLISH = Speech("en")  # the language of the definitions' sources
REACHED, MISSED, NO_TARGET = "st s-reached", "st s-not", "st s-no"


def indicators(s: Spoken) -> Section:
    """How far targets are, then one row an indicator: numerator, denominator, result, target, and whether it is
    reached. Columns in which nothing stands are left out."""
    rows = list(s.document.indicators)
    lines = [(_name(s, row), _cells(s, row)) for row in rows]
    kept = [place for place in range(len(COLUMNS)) if any(_says(cells[place]) for _, cells in lines)]
    head = [s.say(f"columns.{name}") for name in ("indicator", *(COLUMNS[place] for place in kept))]
    lines = [(name, [cells[place] for place in kept]) for name, cells in lines]
    css = "ind long aimed" if len(COLUMNS) - 1 in kept else "ind long"
    table = s.table(s.say("annex.table"), head, lines, None, s.say("annex.note"), css)
    missing = [
        s.say("annex.withoutCode", code=row["code"], share=s.speech.percent(row["share_without_code"]))
        for row in rows
        if row.get("share_without_code") is not None
    ]
    blocks = [*_progress(s, rows), table, *([Words("", [" ".join(missing)])] if missing else [])]
    return Section(
        "indicators", s.say("annex.title"), _lead(s, rows), [*blocks, *_split(s, rows), *_defined(s, rows)]
    )


def _says(cell: Cell) -> bool:
    return cell.mark not in ("none", NO_TARGET)


def _progress(s: Spoken, rows: Sequence[Row]) -> list[Figure]:
    """Each target that can be compared, as a share of itself."""
    lines = [
        (s.speech.foreign(str(row["title"])), int(row["progress"]), _far(s, row))
        for row in rows
        if row.get("progress") is not None and row.get("reached") is not None and row.get("better") == "more"
    ]
    caption = s.say("annex.progress")
    chart = progress(lines, caption, s.speech.percent, s.script)
    return [s.figure(caption, chart, s.say("annex.progressNote"))] if lines else []


def _far(s: Spoken, row: Row) -> str:
    of = s.say("annex.far", value=_shown(s, row, row["value"]), target=_shown(s, row, aim(row) or 0))
    return f"{of}: {s.say('annex.reached' if row['reached'] else 'annex.missed').lower()}"


def _name(s: Spoken, row: Row) -> str:
    return s.speech.foreign(f"{row['code']} {row['title']}")


def _lead(s: Spoken, rows: Sequence[Row]) -> str:
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
        return Cell(None, s.say("marks.range", low=_end(s, row, "low"), high=_end(s, row, "high")))
    if row.get("low") is not None:
        return Cell(None, s.say("marks.orMore", low=_end(s, row, "low")))
    reason = row.get("reason")
    return Cell(
        None, s.say(f"annex.because.{reason}") if reason else s.mark(row["mark"]), row["mark"] or "none"
    )


def _shown(s: Spoken, row: Row, value: float) -> str:
    return s.speech.percent(int(value)) if row.get("shown") == "percent" else s.speech.number(value)


def _end(s: Spoken, row: Row, end: str) -> float | str:
    """One end of a range; the words write a plain number themselves."""
    return _shown(s, row, row[end]) if row.get("shown") == "percent" else row[end]


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


def _split(s: Spoken, rows: Sequence[Row]) -> list[object]:
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


def _defined(s: Spoken, rows: Sequence[Row]) -> list[Defined]:
    """The definitions of each pack, in the words of their sources, which stay as they are."""
    packs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        pack = str(row.get("pack_title", "")), str(row["version"])
        packs.setdefault(pack, []).append((f"{row['code']} {row['title']}", _definition(row)))
    return [
        Defined(s.say("annex.definitions", pack=pack, version=version), terms, "en")
        for (pack, version), terms in packs.items()
    ]


def _definition(row: Row) -> str:
    parts = [str(row.get("asks", "")), str(row.get("of", "")), str(row.get("dedup", ""))]
    if row.get("estimate"):
        parts.append(
            ENGLISH.say("annex.estimate", **{**row["estimate"], "year": str(row["estimate"]["year"])})
        )
    parts += [str(row.get("why", "")), str(row["source"])]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def goal(s: Spoken, measure: str, **where: tuple[str, ...]) -> Row | None:
    """The indicator that is this number of the period and has a target, if any."""
    numerator = str(key(measure, {**s.scope, TIME: s.now, **where}))
    for row in s.document.indicators:
        if row["numerator"] == numerator and not row["denominator"] and aim(row) is not None:
            return row
    return None
