"""The guides as phones get them, with the demo's own lines in the rights template: for screen tests without a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from outreach import wording
from outreach.guides import rules, translations

RIGHTS = json.loads((Path(rules.__file__).parents[1] / "demo" / "rights.json").read_text("utf-8"))


def guides(*langs: str) -> list[dict[str, Any]]:
    """All cards, approved in these languages (in all that there are, if none is named)."""
    return [
        found for card in rules.cards().values() if (found := _card(card, langs or tuple(wording.LANGUAGES)))
    ]


def _card(card: rules.Card, langs: tuple[str, ...]) -> dict[str, Any]:
    spoken = {lang: _spoken(card, lang) for lang in langs if translations.texts(card, lang)}
    fields = {name: getattr(card, name) for name in ("code", "kind", "group", "topic", "picture")}
    lines = [{"key": line.key, "picture": line.picture, "head": line.head, "mark": line.mark, "words": line.words}
             for line in card.lines]  # fmt: skip
    sources = [f"{by}: {title}" for by, title in card.sources]
    return fields | {"review": "2027-05-31", "sources": sources, "lines": lines, "texts": spoken}


def _spoken(card: rules.Card, lang: str) -> dict[str, Any]:
    own = RIGHTS[lang] if card.code == "rights" else {}
    filled = {key: (said[0], said[1] if len(said) > 1 else "") for key, said in own.items()}
    texts = rules.with_number(rules.with_fills(translations.texts(card, lang), filled), "112")
    by = "the medical lead" if card.medical else ""
    return {"words": texts, "on": "2026-11-20", "by": by, "machine": lang != rules.SOURCE}
