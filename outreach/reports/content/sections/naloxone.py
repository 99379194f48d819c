"""Naloxone: kits each month, doses, reversals that were reported, why it was handed out."""

from __future__ import annotations

from ..parts import Pair, Section, Words
from ..spoken import Spoken, used
from .reach import bars_and_table, by_month


def naloxone(s: Spoken) -> Section:
    """Kits, doses, reversals reported, and why a kit was given."""
    kits, doses = s.amount(s.total("kits"), "kits"), s.amount(s.total("doses"), "doses")
    blocks = by_month(s, "kit_months", "kits", "naloxone.months", s.say("naloxone.kits"), 150)
    blocks += [*_meaning(s), *_reversals(s)]
    why = bars_and_table(s, "resupplies", s.say("naloxone.why"), s.say("columns.reason"))
    blocks += [why] if why else []
    return Section(
        "naloxone", s.say("naloxone.title"), s.say("naloxone.lead", kits=kits, doses=doses), blocks
    )


def _meaning(s: Spoken) -> list[object]:
    told = s.total("reversals")
    if told.mark == "none":
        return []
    words = s.say("naloxone.told", reversals=s.amount(told, "reversals"))
    return [Words(s.say("naloxone.meanTitle"), [f"{words} {s.say('naloxone.reported')}"])]


def _reversals(s: Spoken) -> list[object]:
    """What was told, by how it went and by whether an ambulance was called."""
    tables = []
    for id, caption, first in (
        ("reversals", "naloxone.outcomes", "columns.outcome"),
        ("reversal_call", "naloxone.calls", "columns.ambulance"),
    ):
        rows = [(row.name, [row.then, row.now]) for row in used(s.rows(id))]
        if any(cell.value is not None for _, cells in rows for cell in cells):
            now, then = s.sum(id)
            foot = (s.say("heads.All"), [then, now])
            tables.append(s.table(s.say(caption), [s.say(first), *s.periods], rows, foot, css="tight"))
    return [Pair(tables[:1], tables[1:])] if len(tables) == 2 else list(tables)
