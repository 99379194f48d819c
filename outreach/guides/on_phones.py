"""What phones get: approved cards in their approved languages, and nothing of any other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from .. import wording
from . import rules, store, translations
from .rules import Card


def guides(conn: Connection) -> list[dict[str, Any]]:
    """The cards as reference data. A text that changed since its approval is left out until it is approved again."""
    words, fills = store.approvals(conn), store.fills(conn)
    number = store.number_or_usual(conn)
    found = []
    for card in rules.cards().values():
        spoken = {}
        for lang in wording.LANGUAGES:
            approval = words.get((card.code, lang))
            texts = rules.with_fills(translations.texts(card, lang), fills.get((card.code, lang), {}))
            if approval and approval.digest == rules.digest(card, texts):
                spoken[lang] = _spoken(lang, approval, rules.with_number(texts, number))
        if spoken:
            found.append(_card(card, spoken))
    return found


def _card(card: Card, spoken: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": card.code,
        "kind": card.kind,
        "group": card.group,
        "topic": card.topic,
        "picture": card.picture,
        "review": card.review.isoformat(),
        "sources": [f"{by}: {title}" for by, title in card.sources],
        "lines": [_line(line) for line in card.lines],
        "texts": spoken,
    }


def _line(line: rules.Line) -> dict[str, Any]:
    """Only what is set: the cards go to each phone over a slow network."""
    values = {"picture": line.picture, "head": line.head, "mark": line.mark, "words": list(line.words)}
    return {"key": line.key} | {name: value for name, value in values.items() if value}


def _spoken(lang: str, approval: Row[Any], texts: dict[str, str]) -> dict[str, Any]:
    """`machine`: a translation that nobody who speaks the language has confirmed. `by`: whose role checked it."""
    machine = lang != rules.SOURCE and not approval.checked
    return {
        "words": texts,
        "on": approval.approved_on.isoformat(),
        "by": approval.checked_by,
        "machine": machine,
    }
