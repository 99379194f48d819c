"""Finds words that a screen would show and that stand in a script instead of in the messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

SAID = "title|label|aria-label|placeholder|alt|sub|text|hint|word|name"
_ATTRIBUTE = re.compile(rf"""\b({SAID})=(?:"([^"$]*)"|'([^'$]*)')""")
_TAG = re.compile(r"<[^>]*>", re.S)
_WORD = re.compile(r"[A-Za-z]{2,}")
_UNITS = {"PIN", "QR", "ml", "MB"}
GAP = "\x00"


def templates(source: str) -> Iterator[str]:
    """The text of every html`` template, what is filled in replaced by a gap; templates inside come on their own."""
    for found in re.finditer(r"html`", source):
        yield _literal(source, found.end())


def _literal(source: str, start: int) -> str:
    """The template that begins at `start`, up to its closing tick, with a gap for each ${…}."""
    text, place = [], start
    while source[place] != "`":
        if source.startswith("${", place):
            place = _after(source, place + 2)
            text.append(GAP)
        else:
            text.append(source[place])
            place += 1
    return "".join(text)


def _after(source: str, place: int) -> int:
    """The place after the bracket that closes what was opened before `place`; strings and templates are jumped."""
    depth = 1
    while depth:
        sign = source[place]
        if sign in "\"'":
            place = re.compile(rf"(?:\\.|[^\\{sign}])*{sign}").match(source, place + 1).end()  # type: ignore[union-attr]
            continue
        if sign == "`":
            place = _closed(source, place + 1)
            continue
        depth += {"{": 1, "}": -1}.get(sign, 0)
        place += 1
    return place


def _closed(source: str, place: int) -> int:
    while source[place] != "`":
        place = _after(source, place + 2) if source.startswith("${", place) else place + 1
    return place + 1


def shown(template: str) -> Iterator[str]:
    """What of a template people would read: text between tags, and attributes that are shown or read out."""
    plain = template.replace("=>", "= ")
    for found in _ATTRIBUTE.finditer(plain):
        if found[1] != "name":
            yield found[2] or found[3] or ""
    yield from _TAG.sub("\n", plain).replace(GAP, "\n").split("\n")


def english(source: str) -> list[str]:
    """Words in the templates of a script that no translation can reach."""
    texts = (text.strip() for template in templates(source) for text in shown(template))
    return [text for text in texts if any(word not in _UNITS for word in _WORD.findall(text))]
