"""The guide cards, and what makes one fit for a phone. A card is data: cards/<code>.json, one idea a line.

A text of a card is named by its line, as in the gettext files: `title`, `says`, `call.text`, `call.more`,
`matters.words.children`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cards"
SOURCE = "en"  # every card is written in English first; everything else is a translation of it
DEFAULT_NUMBER = "112"  # mobile phones know it as an emergency call in most of the world
KINDS = ("act", "read", "breathe", "fill", "plan")
GROUPS = ("urgent", "safer", "safe", "calm", "plans", "team")
MOST_WORDS, MOST_SIGNS = 12, 90
FILLED_AT_LEAST = 3  # gaps of a template, the needed ones among them
_NUMBER = re.compile(r"[0-9+*# ]{2,16}")

Texts = Mapping[str, str]
Filled = Mapping[str, tuple[str, str]]  # line → what the programme wrote: the line and what stands under it


@dataclass(frozen=True)
class Line:
    """One idea. `head` begins a part; `mark` is the step of the whole card; `ask` is a gap the programme fills."""

    key: str
    picture: str = ""
    head: bool = False
    mark: bool = False
    fill: bool = False
    needed: bool = False
    ask: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """One card. `english` holds its texts; `review` is the day by which somebody should read it again."""

    code: str
    version: int
    kind: str
    group: str
    topic: str
    picture: str
    medical: bool
    review: date
    place: int
    sources: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    english: Texts


def _line(entry: dict[str, Any]) -> Line:
    known = {
        name: entry[name] for name in ("picture", "head", "mark", "fill", "needed", "ask") if name in entry
    }
    return Line(key=entry["key"], words=tuple(entry.get("words", ())), **known)


def _texts(entry: dict[str, Any]) -> dict[str, str]:
    found = {"title": entry["title"], "says": entry["says"]}
    for line in entry["lines"]:
        key = line["key"]
        found |= {f"{key}.text": line["text"], f"{key}.more": line.get("more", "")}
        found |= {f"{key}.words.{word}": text for word, text in line.get("words", {}).items()}
    return {key: text for key, text in found.items() if text}


def _read(path: Path) -> Card:
    entry = json.loads(path.read_text("utf-8"))
    return Card(
        **{
            name: entry[name]
            for name in ("code", "version", "kind", "group", "topic", "picture", "medical", "place")
        },
        review=date.fromisoformat(entry["review"]),
        sources=tuple((by, title) for by, title in entry["sources"]),
        lines=tuple(_line(line) for line in entry["lines"]),
        english=_texts(entry),
    )


@lru_cache(maxsize=1)
def cards() -> Mapping[str, Card]:
    """All cards by code, in the order in which phones list them."""
    return {
        card.code: card for card in sorted(map(_read, FOLDER.glob("*.json")), key=lambda card: card.place)
    }


def with_fills(texts: Texts, filled: Filled) -> dict[str, str]:
    """The texts of a template with the programme's own lines in the gaps."""
    own = {f"{key}.text": text for key, (text, _) in filled.items() if text}
    return {**texts, **own, **{f"{key}.more": more for key, (text, more) in filled.items() if text and more}}


def shown(card: Card, texts: Texts) -> tuple[Line, ...]:
    """The lines that have words: gaps that nobody filled are left out."""
    return tuple(line for line in card.lines if texts.get(f"{line.key}.text"))


def digest(card: Card, texts: Texts) -> str:
    """Changes when a word, a picture or the order of the lines changes: then the card needs approval again."""
    lines = [(line.key, line.picture, line.head, line.mark, line.words) for line in shown(card, texts)]
    whole = [card.code, card.kind, card.topic, card.picture, lines, sorted(texts.items())]
    return sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def missing(card: Card, texts: Texts) -> str:
    """Why this card cannot be approved in this language, in plain words; "" when it can."""
    absent = [key for key in card.english if not texts.get(key)]
    if absent:
        return "It is not translated yet."
    gaps = [line for line in card.lines if line.fill]
    filled = [line for line in gaps if texts.get(f"{line.key}.text")]
    if len(filled) < min(len(gaps), FILLED_AT_LEAST) or any(
        line.needed and line not in filled for line in gaps
    ):
        return f"Fill in at least {FILLED_AT_LEAST} lines for your place, legal help among them."
    return ""


def line_problem(text: str) -> str:
    """Why a coordinator's own line does not fit on a card; "" when it does."""
    if len(text.split()) > MOST_WORDS or len(text) > MOST_SIGNS:
        return f"One idea a line: at most {MOST_WORDS} words and {MOST_SIGNS} signs."
    if "{" in text or "}" in text:
        return "Leave out { and }."
    return ""


def number_problem(number: str) -> str:
    """Why this cannot be an emergency number; "" when it can."""
    return "" if _NUMBER.fullmatch(number) and any(sign.isdigit() for sign in number) else (
        "Enter the number as one dials it, for example 112."
    )  # fmt: skip


def with_number(texts: Texts, number: str) -> dict[str, str]:
    """The texts with the programme's emergency number in them."""
    return {key: text.replace("{number}", number) for key, text in texts.items()}
