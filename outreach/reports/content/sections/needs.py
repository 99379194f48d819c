"""What was asked for and was not available."""

from __future__ import annotations

from ..parts import Section, Words
from ..speech import sentence
from ..spoken import LAST, Spoken, sorted_rows, used
from .reach import bars_and_table

NAMED = 3


def needs(s: Spoken) -> Section:
    """Asked for, but not available: by what it was."""
    caption, note = s.say("needs.table"), s.say("needs.note")
    pair = bars_and_table(s, "unmet", caption, s.say("columns.need"), note)
    words = [] if pair else [Words("", [note])]
    return Section("unmet", s.say("needs.title"), _lead(s), [pair] if pair else words)


def top(s: Spoken, most: int = NAMED) -> list[tuple[str, int]]:
    """What was asked for most often, of what is printed."""
    rows = [row for row in sorted_rows(used(s.rows("unmet"))) if row.code not in LAST and row.now.value]
    return [(row.name, row.now.value or 0) for row in rows[:most]]


def _lead(s: Spoken) -> str:
    words = sentence(s.amount(s.total("unmet"), "unmet"))
    most = s.speech.listed([name for name, _ in top(s)])
    return s.say("needs.lead", unmet=words, most=most) if most else s.say("needs.leadOnly", unmet=words)
