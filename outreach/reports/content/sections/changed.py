"""What changed: how to read the numbers, then this period beside those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....disclosure.cells import FEW, HELD, SHUT, TIME
from ...printing.charts import multiples
from ..document import Head
from ..parts import Legend, Section
from ..rules import Cell
from ..speech import sentence
from ..spoken import Spoken

MOST_PANELS = 6


def changed(s: Spoken) -> Section:
    """The legend, the last periods of this kind as a table and as small lines."""
    results, names = _results(s), _names(s)
    if len(names) < 2:
        return Section("changed", s.say("changed.title"), s.say("changed.none", before="–"), [legend(s)])
    rows = [(name, [*cells, s.change(cells[-1], cells[-2])]) for name, cells in results]
    head = [s.say("columns.figure"), *names, s.say("columns.change")]
    table = s.table(s.say("changed.table", before=names[-2]), head, rows, css="even")
    panels = results[:MOST_PANELS]
    spans = [s.say("changed.fromTo", first=cells[0].label, last=cells[-1].label) for _, cells in panels]
    chart = multiples(panels, names, s.say("changed.chart"), spans=spans, script=s.script)
    figure = s.figure(s.say("changed.figure"), chart)
    moved = [(name, cells[-1].value) for name, cells in rows if cells[-1].value is not None]
    ups, downs = [n for n, by in moved if by > 0], [n for n, by in moved if by < 0]
    return Section("changed", s.say("changed.title"), _lead(s, ups, downs), [legend(s), figure, table])


def _names(s: Spoken) -> list[str]:
    spec = s.specs.get("past")
    return [s.name(head) for head in spec.down] if spec else []


def _results(s: Spoken) -> list[tuple[str, Sequence[Cell]]]:
    """Each result over the last periods, the newest last."""
    spec = s.specs.get("past")
    if spec is None:
        return []
    found = []
    for measure in spec.measures:
        cells = [s.cell(spec.at(measure, head)) for head in spec.down]
        if any(cell.mark != "none" for cell in cells) and any(cell.value != 0 for cell in cells):
            found.append((sentence(s.say(f"units.{measure}.name")), cells))
    return [*found, *_attended(s, spec.down)]


def _attended(s: Spoken, periods: Sequence[Head]) -> list[tuple[str, Sequence[Cell]]]:
    spec = s.specs.get("past_referrals")
    if spec is None or not spec.across:
        return []
    last = spec.across[-1]
    cells = [s.cell(replace(spec, down_dim=TIME).at("referrals", head, last)) for head in periods]
    return [(sentence(s.say("units.attended.name")), cells)]


def _lead(s: Spoken, ups: Sequence[str], downs: Sequence[str]) -> str:
    """Names what moved the less usual way; both lists would be the table again."""
    before = s.speech.short(s.then)
    if not ups and not downs:
        return s.say("changed.none", before=before)
    if not downs or not ups:
        return s.say("changed.allHigher" if ups else "changed.allLower", before=before)
    few, words = (downs, "changed.fewLower") if len(downs) <= len(ups) else (ups, "changed.fewHigher")
    return s.say(words, before=before, what=s.speech.listed(few))


def legend(s: Spoken) -> Legend:
    """How to read the numbers."""
    entries = [
        ("", s.say("legend.contact"), s.say("legend.contactMeans")),
        ("", s.say("legend.range"), s.say("legend.rangeMeans")),
        ("few box", s.mark(FEW), s.say("legend.fewMeans", most=s.k - 1)),
        ("held box", s.mark(HELD), s.say("legend.heldMeans", k=s.k)),
        ("shut box", s.mark(SHUT), s.say("legend.shutMeans")),
        ("", "–", s.say("legend.noneMeans")),
        ("sw hat", "", s.say("legend.hatchMeans")),
    ]
    return Legend(s.k, s.say("legend.title"), entries)
