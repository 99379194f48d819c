"""The team's own words. Their numbers were placeholders and read the protected cells of this edition."""

from __future__ import annotations

from ...editions import narrative
from ..parts import Section, Words
from ..spoken import Spoken


def told(s: Spoken) -> Section:
    """What the team wrote, section by section."""
    blocks = [
        Words(_title(s, key), paragraphs(s, text))
        for key, text in s.document.narrative.items()
        if text.strip()
    ]
    lead = s.say("told.lead" if blocks else "told.none")
    return Section("narrative", s.say("told.title"), lead, blocks)


def paragraphs(s: Spoken, text: str) -> list[str]:
    """Plain paragraphs with the numbers filled in, strong words marked; a line of a list begins with a dot."""
    found = []
    for block in narrative.blocks(text, s.document, lambda cell: s.worded(cell).label):
        words = "".join(f"**{part.text}**" if part.strong else part.text for part in block.parts)
        words = s.speech.foreign(words)
        found.append(f"• {words}" if block.kind == "li" else words)
    return found


def _title(s: Spoken, key: str) -> str:
    return s.say(f"told.{key}") if s.speech.has(f"told.{key}") else s.say("told.other")
