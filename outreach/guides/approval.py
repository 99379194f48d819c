"""How far each card is, in each language: what the desk's pages show and decide by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from .. import wording
from ..errors import BadInputError, NotFoundError
from . import rules, store, translations
from .rules import Card, Line

APPROVED, CHANGED, READY, UNREADY = "approved", "changed", "ready", "unready"


@dataclass(frozen=True)
class Sheet:
    """One card in one language. `why` says what keeps it from being approved."""

    card: Card
    lang: str
    texts: Mapping[str, str]
    filled: rules.Filled
    digest: str
    state: str
    why: str
    approval: Row[Any] | None

    @property
    def language(self) -> str:
        """The language's own name."""
        return wording.LANGUAGES[self.lang]

    @property
    def machine(self) -> bool:
        """A translation made by a machine that nobody who speaks the language has confirmed."""
        return self.lang != rules.SOURCE and not (
            self.state == APPROVED and self.approval and self.approval.checked
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that have words."""
        return rules.shown(self.card, self.texts)

    def text(self, key: str) -> str:
        """One text, for the preview; "" where there is none."""
        return self.texts.get(key, "")

    def asked(self, line: str) -> str:
        """What a gap asks for."""
        return translations.asked(self.card, line, self.lang)


@dataclass(frozen=True)
class Word:
    """What a coordinator decided: about which text, whether a reader of the language confirmed it, who checked it."""

    digest: str
    checked: bool
    by: str


def sheets(conn: Connection) -> dict[str, dict[str, Sheet]]:
    """All cards in all languages: code → language → sheet."""
    approvals, fills = store.approvals(conn), store.fills(conn)
    number = store.emergency_number(conn)
    return {
        card.code: {
            lang: _sheet(
                card, lang, fills.get((card.code, lang), {}), approvals.get((card.code, lang)), number
            )
            for lang in wording.LANGUAGES
        }
        for card in rules.cards().values()
    }


def waiting(conn: Connection) -> tuple[bool, list[str]]:
    """Whether no phone has an overdose card, and the titles of approved cards whose text is another one now."""
    fills, changed = store.fills(conn), []
    words = store.approvals(conn)
    for (code, lang), word in words.items():
        card = rules.cards().get(code)
        if card and word.digest != rules.digest(card, _whole(card, lang, fills.get((code, lang), {}))):
            changed.append(card.english["title"])
    return not any(code == "overdose" for code, _ in words), sorted(set(changed))


def sheet(conn: Connection, code: str, lang: str) -> Sheet:
    """One of them. Raises NotFoundError."""
    found = sheets(conn).get(code, {}).get(lang)
    if found is None:
        raise NotFoundError("There is no such card.")
    return found


def approve(conn: Connection, found: Sheet, word: Word, day: date) -> None:
    """Gives the card to the phones. Raises BadInputError when something is missing."""
    if found.why:
        raise BadInputError(found.why)
    if word.digest != found.digest:
        raise BadInputError("The text changed while you read it. Read it again, then approve it.")
    if found.card.medical and not word.by:
        raise BadInputError("Say who checked the medicine: a role, not a name.")
    checked = word.checked or found.lang == rules.SOURCE
    store.approve(conn, found.card.code, found.lang, found.digest, day, checked, word.by)


def _whole(card: Card, lang: str, filled: rules.Filled) -> dict[str, str]:
    return rules.with_fills(translations.texts(card, lang), filled)


def _sheet(
    card: Card, lang: str, filled: rules.Filled, approval: Row[Any] | None, number: str | None
) -> Sheet:
    texts = _whole(card, lang, filled)
    why = rules.missing(card, texts)
    if not why and not number and any("{number}" in text for text in texts.values()):
        why = "It names the emergency number. Set that first."
    digest = rules.digest(card, texts)
    state = UNREADY if why else READY
    if approval is not None:
        state = APPROVED if approval.digest == digest else CHANGED
    shown = rules.with_number(texts, number or rules.DEFAULT_NUMBER)
    return Sheet(card, lang, shown, filled, digest, state, why, approval)
