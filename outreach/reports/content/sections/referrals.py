"""Referrals: offered, accepted, attended, by type. A referral is not a person."""

from __future__ import annotations

from collections.abc import Sequence

from ...printing.charts import funnel
from ..parts import Section, Words
from ..rules import Cell, largest_first
from ..spoken import SHORT, Spoken

MOST = 8  # types in the chart
LONG = 16  # rows; a longer table may break over pages
Steps = tuple[Cell, Cell, Cell]


def referrals(s: Spoken) -> Section:
    """The funnel and its table."""
    rows, totals = _rows(s), _totals(s)
    closes = Words(s.say("referrals.closesTitle"), [s.say("referrals.closes")])
    if not rows:
        return Section("referrals", s.say("referrals.title"), _lead(s, totals), [closes])
    caption = s.say("referrals.figure")
    legend = [("outl", "offered"), ("bar2", "accepted"), ("bar", "attended")]
    marks = [(mark, s.say(f"columns.{name}").lower()) for mark, name in legend]
    if any(cell.hidden for _, cells in rows[:MOST] for cell in cells):
        marks.append(("hat", s.say("legend.hidden")))
    chart = funnel(
        [(name, *cells) for name, cells in rows[:MOST]],
        f"{caption} ({s.say('referrals.steps')})",
        script=s.script,
    )
    figure = s.figure(caption, chart, "", marks)
    head = [s.say(f"columns.{name}") for name in ("type", "offered", "accepted", "attended", "attendedShare")]
    own, note = _printed(s, rows)
    table = s.table(
        s.say("referrals.table", span=s.when),
        head,
        [(name, [*cells, s.share(cells[2], cells[0])]) for name, cells in own],
        (s.say("referrals.all"), [*totals, s.share(totals[2], totals[0])]),
        note,
        "even long" if len(own) > LONG else "even",
    )
    return Section("referrals", s.say("referrals.title"), _lead(s, totals), [figure, table, closes])


def _printed(s: Spoken, rows: Sequence[tuple[str, Steps]]) -> tuple[list[tuple[str, Steps]], str]:
    """The rows of the table, and the note beside it: where there are many types, those of which nothing is printed
    are named there."""
    note = s.say("referrals.note")
    own = [(name, cells) for name, cells in rows if any(cell.value is not None for cell in cells)]
    if len(rows) <= SHORT or not own:
        return list(rows), note
    rest = [name for name, cells in rows if all(cell.value is None for cell in cells)]
    return own, s.and_hidden(note, rest)


def _lead(s: Spoken, totals: Steps) -> str:
    words = dict(zip(("offered", "accepted", "attended"), (cell.label for cell in totals), strict=True))
    share = s.share(totals[2], totals[0])
    if share.value is None:
        return s.say("referrals.lead", **words)
    return s.say("referrals.leadShare", share=share.label, **words)


def _totals(s: Spoken) -> Steps:
    spec = s.specs.get("referrals")
    if spec is None:
        none = s.total("referrals")
        return none, none, none
    accepted, attended = (s.cell(spec.at("referrals", None, side)) for side in spec.across)
    return s.cell(spec.at("referrals")), accepted, attended


def _rows(s: Spoken) -> list[tuple[str, Steps]]:
    """Types by what was offered; a type with a hidden offer keeps its place in the template, behind."""
    spec = s.specs.get("referrals")
    if spec is None:
        return []
    found = []
    for head in spec.down:
        accepted, attended = (s.cell(spec.at("referrals", head, side)) for side in spec.across)
        found.append((s.name(head), (s.cell(spec.at("referrals", head)), accepted, attended)))
    placed = largest_first([(place, steps[0]) for place, (_, steps) in enumerate(found)])
    return [found[place] for place, _ in placed]
