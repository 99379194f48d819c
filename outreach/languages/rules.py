"""Which words an organisation may change on its phones, how they are found, and what a change must keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .. import wording
from ..wording import FORMS, Text
from .catalogue import SHORT, faults, most_words

MOST_FOUND, MOST_SIGNS = 40, 300
# Signs that cannot be seen, or that turn the words around them. Spaces that hold and isolates are useful.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\ufeff]")
PLACES = {
    "phone": "On every page and in the contact form",
    "shift": "Shift, bag and check-in",
    "safe": "What is safe",
    "safety": "Report harm, and warnings",
    "referrals": "Services and slips",
    "guides": "Guides",
    "others": "Other records",
    "names": "Names of items and choices",
}
# What each form of a plural is for, with numbers that everybody can try.
EXAMPLES = {
    "en": {"one": "1", "other": "0, 2, 3 …"},
    "es": {"one": "1", "other": "0, 2, 3 …"},
    "fr": {"one": "0, 1", "other": "2, 3 …"},
    "pt": {"one": "0, 1", "other": "2, 3 …"},
    "ar": {"zero": "0", "one": "1", "two": "2", "few": "3 to 10", "many": "11 to 99", "other": "100, 101 …"},
}


@dataclass(frozen=True)
class Word:
    """One message: what it says in English, what the build says in this language, and the organisation's own words."""

    key: str
    english: Text
    built: Text
    own: Text | None = None

    @property
    def place(self) -> str:
        """Where phones say it, in words."""
        return PLACES.get(self.key.split(".")[0], "On a page of its own")

    @property
    def now(self) -> Text:
        """What phones say."""
        return self.own or self.built

    @property
    def keep(self) -> str:
        """The names that are filled in on the phone, "{n}, {name}"."""
        return ", ".join(f"{{{name}}}" for name in wording.names(self.english))


@lru_cache(maxsize=len(wording.LANGUAGES))
def known(lang: str) -> Mapping[str, Word]:
    """Every message of the phone that may be reworded. English names change with the items; cards have their page."""
    words = {}
    for domain in wording.on_phones():
        if domain not in (wording.CARDS, wording.NAMES if lang == "en" else wording.CARDS):
            done = wording.translations(lang, domain)
            for key, english in wording.flat(wording.source(domain)):
                words[f"{domain}.{key}"] = Word(f"{domain}.{key}", english, done.get(key, english))
    return words


def found(lang: str, asked: str, own: Mapping[str, Text]) -> list[Word]:
    """Messages that hold `asked` in English or in this language; without a question those already reworded."""
    with_own = (Word(word.key, word.english, word.built, own.get(key)) for key, word in known(lang).items())
    asked = asked.strip().casefold()
    hits = (word for word in with_own if (asked in _text(word) if asked else word.own))
    return sorted(hits, key=lambda word: (word.own is None, len(_text(word))))[:MOST_FOUND]


def problems(lang: str, key: str, said: Text) -> list[str]:
    """Why phones could not say it like that, in plain words."""
    word = known(lang).get(key)
    if word is None:
        return ["There is no such message any more. Search for it again."]
    texts = _texts(said)
    if not all(texts):
        return ["Enter the new words, or take yours back."]
    if any(len(text) > MOST_SIGNS for text in texts):
        return [f"At most {MOST_SIGNS} signs."]
    if any(_HIDDEN.search(text) for text in texts):
        return ["Only one line, without signs that cannot be seen."]
    if list(faults(lang, word.english, said)):
        return [f"Keep {word.keep} as it is: the phone fills it in."]
    return []


def long_for_a_button(key: str, said: Text, lang: str) -> bool:
    """Whether a short label has become longer than six words: it may be cut or wrap on a small screen."""
    return most_words(known(lang)[key].english) <= SHORT < most_words(said)


def forms(lang: str, text: Text) -> list[tuple[str, str]]:
    """The fields of a message: (form, for which numbers); one without a name for a plain text."""
    return [("", "")] if isinstance(text, str) else [(form, EXAMPLES[lang][form]) for form in FORMS[lang]]


def for_phones(own: Mapping[str, Mapping[str, Text]]) -> dict[str, dict[str, Text]]:
    """Own words as phones lay them over the build's, with numbered places; what the build no longer has is left out."""
    return {lang: _numbered(lang, words) for lang, words in own.items() if lang in wording.LANGUAGES}


def _numbered(lang: str, words: Mapping[str, Text]) -> dict[str, Text]:
    here = known(lang)
    return {key: wording.numbered(here[key].english, said) for key, said in words.items() if key in here}


def _texts(text: Text) -> Iterable[str]:
    return [text] if isinstance(text, str) else list(text.values())


def _text(word: Word) -> str:
    return " ".join((*_texts(word.english), *_texts(word.now))).casefold()
