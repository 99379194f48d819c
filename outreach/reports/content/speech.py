"""How a report speaks: its words, numbers, dates and names in one language.

Arabic keeps Latin digits, as the phone does: they are the digits of the keypad, of slip codes and of the tables that
funders copy from. Names in another script are isolated, so that they do not turn the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from ... import wording
from ...wording import Text
from .rules import GAP

LOCALES = {"en": "en_GB", "es": "es", "fr": "fr", "pt": "pt", "ar": "ar"}
RIGHT_TO_LEFT = ("ar",)
_NAME, _LATIN = re.compile(r"\{(\w+)\}"), re.compile(r"[A-Za-zÀ-ɏ\u0370-\u052f]")
_TURNED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")  # Hebrew, Arabic: from right to left
_ISOLATE, _LEFT, _END = "\u2068", "\u2066", "\u2069"
_BAND = re.compile(r"<\d+")  # "<5" has no letter that would tell its direction


class Speech:
    """One language. What is not translated is said in English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LOCALES else "en"
        self.locale = Locale.parse(LOCALES[self.lang])
        self.right = self.lang in RIGHT_TO_LEFT
        self._said = _messages(self.lang)
        self._names = wording.translations(self.lang, wording.NAMES)

    def say(self, key: str, count: int | None = None, /, **filled: Any) -> str:
        """One message; `count` chooses the form of a plural and is its {n} unless another one is given."""
        text = self._said[key]
        if isinstance(text, dict):
            amount = abs(count or 0)
            text = text.get(self.locale.plural_form(amount), text["other"])
            filled.setdefault("n", self.number(amount))
        return _NAME.sub(lambda found: self._filled(filled[found[1]]), text)

    def has(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in self._said

    def name(self, kind: str, english: str) -> str:
        """The name of an item, a group, a service …; as the programme wrote it where it has its own."""
        found = self._names.get(f"{kind}.{english}") if kind else None
        found = found or self._said.get(f"heads.{english}")
        return str(found) if found else english

    def number(self, value: float) -> str:
        """1234 → "1,234"."""
        written = format_decimal(abs(value), locale=self.locale, numbering_system="latn")
        return f"−{written}" if value < 0 else str(written)

    def percent(self, value: int) -> str:
        """39 → "39 %"."""
        return f"{self.number(value)}%" if self.right else f"{self.number(value)}{GAP}%"

    def day(self, value: str | date) -> str:
        """ "2026-10-14" → "14 October 2026"."""
        return str(format_date(_date(value), "long", locale=self.locale))

    def month(self, key: str) -> str:
        """ "2026-10" → "Oct", short enough for twelve columns."""
        return str(format_date(_date(f"{key}-01"), "LLL", locale=self.locale)).rstrip(".")

    def full_month(self, key: str) -> str:
        """ "2026-10" → "October 2026"."""
        return str(format_skeleton("yMMMM", _date(f"{key}-01"), locale=self.locale))

    def short_month(self, key: str) -> str:
        """ "2026-10" → "Oct 2026"."""
        return str(format_skeleton("yMMM", _date(f"{key}-01"), locale=self.locale))

    def span(self, months: Sequence[str]) -> str:
        """ "July to September 2026", "October 2025 to September 2026", "2026"."""
        first, last = months[0], months[-1]
        if first == last:
            return self.full_month(first)
        if first[:4] != last[:4]:
            return self.say("time.span", first=self.full_month(first), last=self.full_month(last))
        if len(months) == 12:
            return first[:4]
        names = [str(format_date(_date(f"{key}-01"), "LLLL", locale=self.locale)) for key in (first, last)]
        return self.say("time.sameYear", first=names[0], last=names[1], year=first[:4])

    def short(self, months: Sequence[str]) -> str:
        """ "Q3 2026", "H1 2026", "2026", "Oct 2026"; other spans with both ends."""
        first, last = months[0], months[-1]
        place = int(first[5:]) - 1
        if len(months) == 1:
            return self.short_month(first)
        if len(months) == 12 and place == 0:
            return first[:4]
        for kind, length in (("quarter", 3), ("half", 6)):
            if len(months) == length and place % length == 0:
                return self.say(f"time.{kind}", n=str(place // length + 1), year=first[:4])
        return self.say("time.span", first=self.short_month(first), last=self.short_month(last))

    def listed(self, words: Sequence[str]) -> str:
        """ "a, b and c"."""
        return str(format_list([self._filled(word) for word in words], locale=self.locale)) if words else ""

    def foreign(self, text: str) -> str:
        """Words that stay in the language they were written in: they keep their own direction."""
        return self._filled(text)

    def _filled(self, value: Any) -> str:
        text = self.number(value) if isinstance(value, int) else str(value)
        if _ISOLATE in text or _LEFT in text:
            return text
        if self.right:
            text = _BAND.sub(f"{_LEFT}\\g<0>{_END}", text)
        return f"{_ISOLATE}{text}{_END}" if (_LATIN if self.right else _TURNED).search(text) else text


def sentence(words: str) -> str:
    """The same beginning with a capital."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=len(LOCALES))
def _messages(lang: str) -> dict[str, Text]:
    return {
        **dict(wording.flat(wording.source(wording.REPORT))),
        **wording.translations(lang, wording.REPORT),
    }


def _date(value: str | date) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
