"""The cards in other languages, from the gettext files of the domain `cards` (see outreach/wording.py).

Stricter than the app's own words: a translation counts only for the very English text that it was made for, so that a
card never says two different things in two languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .. import wording
from .rules import SOURCE, Card, cards


def texts(card: Card, lang: str) -> dict[str, str]:
    """The texts of a card in one language; what nobody translated is missing."""
    if lang == SOURCE:
        return dict(card.english)
    found = _catalogue(lang)
    return {key: found[f"{card.code}.{key}"] for key in card.english if f"{card.code}.{key}" in found}


def asked(card: Card, line: str, lang: str) -> str:
    """What a gap of a template asks for, in the language of the card."""
    ask = next(one.ask for one in card.lines if one.key == line)
    return ask if lang == SOURCE else _catalogue(lang).get(f"{card.code}.{line}.ask", ask)


@lru_cache(maxsize=8)
def _catalogue(lang: str) -> Mapping[str, str]:
    if not wording.po_path(lang, wording.CARDS).exists():
        return {}
    english = {f"{card.code}.{key}": text for card in cards().values() for key, text in card.english.items()}
    english |= {
        f"{c.code}.{line.key}.ask": line.ask for c in cards().values() for line in c.lines if line.ask
    }
    said = {m.context: wording.translated(m, lang) for m in wording.read_catalogue(lang, wording.CARDS)
            if m.id and english.get(m.context or "") == m.id}  # fmt: skip
    return {key: text for key, text in said.items() if key and isinstance(text, str)}
