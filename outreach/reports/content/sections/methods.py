"""How we count, and what the words mean."""

from __future__ import annotations

from ..parts import Defined, Section, Words
from ..spoken import Spoken

TERMS = ("contact", "people", "first", "needles", "kits", "returned", "reversal", "referral", "need")


def methods(s: Spoken) -> Section:
    """Counting and definitions. They are the same in every report."""
    counting = [s.say(f"methods.counting{place}") for place in (1, 2, 3)]
    terms = [(s.say(f"methods.{term}"), s.say(f"methods.{term}Means")) for term in TERMS]
    blocks = [Words(s.say("methods.counting"), counting), Defined(s.say("methods.definitions"), terms)]
    return Section("methods", s.say("methods.title"), s.say("methods.lead"), blocks)
