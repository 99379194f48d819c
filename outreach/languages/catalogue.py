"""The gettext files of the phone's words: brought up to date with the English, filled in, and looked through.

How to translate. `outreach words update` brings every file of outreach/languages/<lang>/LC_MESSAGES up to date: new
messages come in empty, those whose English changed keep their old words and are marked fuzzy (not shown until somebody
looked), those that are gone go. Then edit the files with any gettext editor, or fill them with
`outreach words fill es safety words.json`, where words.json is {"key": "text"} or {"key": {"one": "…", "other": "…"}}.
`outreach words check` says what is missing or wrong; a test says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from .. import wording
from ..wording import FORMS, TRANSLATED, Text

PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
SHORT = 6  # words on a control
# Forms that stand for one number only: there the number itself may be said in a word or left out.
SINGLE = {"en": ("one",), "es": ("one",), "fr": (), "pt": (), "ar": ("zero", "one", "two")}
_HEADER = """# {domain}: words of the phone app.
msgid ""
msgstr ""
"Project-Id-Version: Outreach\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def update(lang: str, domain: str, filled: Mapping[str, Text] | None = None) -> bool:
    """Writes one file from the English and what is translated already (and `filled`); True if it changed."""
    path = wording.po_path(lang, domain)
    before = path.read_bytes() if path.exists() else b""
    old = {m.context: m for m in wording.read_catalogue(lang, domain) if m.id} if before else {}
    catalogue = Catalog(locale=lang, domain=domain, fuzzy=False)
    for key, english in wording.flat(wording.source(domain)):
        _add(catalogue, key, english, old.get(key), (filled or {}).get(key))
    out = BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_previous=True)
    after = _HEADER.format(domain=domain, lang=lang, plurals=PLURALS[lang]).encode() + out.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(after)
    return after != before


def _add(catalogue: Catalog, key: str, english: Text, old: Message | None, filled: Text | None) -> None:
    """One message: newly filled, or as it was, or fuzzy because its English is another now."""
    known, forms = _known(english), FORMS[str(catalogue.locale)]
    text: Any = "" if isinstance(known, str) else ("",) * len(forms)
    flags: list[str] = []
    previous: Any = ()
    if filled:
        text = filled if isinstance(filled, str) else tuple(filled.get(form, "") for form in forms)
    elif old is not None and any(old.string or ()) and isinstance(old.id, str) == isinstance(known, str):
        text = old.string
        if old.id != known or old.fuzzy:
            flags, previous = ["fuzzy"], old.previous_id or old.id
    note = [f"{{{'}, {'.join(wording.names(english))}}}"] if wording.names(english) else []
    previous = (previous,) if isinstance(previous, str) else previous
    catalogue.add(known, text, flags=flags, auto_comments=note, previous_id=previous, context=key)


def _known(english: Text) -> str | tuple[str, str]:
    """The English as gettext keeps it: a text, or its singular and plural."""
    return english if isinstance(english, str) else (english.get("one", english["other"]), english["other"])


def missing(lang: str, domain: str) -> Iterator[str]:
    """What is not translated, in words that say where."""
    done = wording.translations(lang, domain)
    for key, english in wording.flat(wording.source(domain)):
        if key not in done:
            yield f"{lang} {domain}.{key}: “{english}” is not translated, or only in part"


def stale(lang: str, domain: str) -> Iterator[str]:
    """Where the file differs from the English: `outreach words update` mends it."""
    path = wording.po_path(lang, domain)
    if not path.exists():
        yield f"{path.name} of {lang} is not there"
        return
    english = dict(wording.flat(wording.source(domain)))
    found = {str(m.context): m.id for m in wording.read_catalogue(lang, domain) if m.id}
    for key in sorted(english.keys() | found.keys()):
        text = english.get(key)
        if text is None or found.get(key) != _known(text):
            yield f"{lang} {domain}.{key}: the English is {text!r} now"


def wrong(lang: str, domain: str) -> Iterator[str]:
    """Translations whose {names} are not those of the English, or whose plural does not fit."""
    done = wording.translations(lang, domain)
    for key, english in wording.flat(wording.source(domain)):
        if key in done:
            yield from (f"{lang} {domain}.{key}: {problem}" for problem in faults(lang, english, done[key]))


def faults(lang: str, english: Text, said: Text) -> Iterator[str]:
    """What would go wrong on the phone with `said` in the place of `english`."""
    wanted = set(wording.names(english))
    if isinstance(english, str) != isinstance(said, str):
        yield "a plural on one side only"
        return
    for form, text in {"": said}.items() if isinstance(said, str) else said.items():
        named = set(wording.names(text))
        count = wording.names(english)[:1] if form in SINGLE[lang] else []
        if named - wanted or wanted - named - set(count):
            yield f"“{text}” must name {sorted(wanted)}"


def long(lang: str, domain: str) -> Iterator[str]:
    """Words for a control that have become longer than six: look at them on a small screen. Not wrong by itself."""
    done = wording.translations(lang, domain)
    for key, english in wording.flat(wording.source(domain)):
        if most_words(english) <= SHORT < most_words(done.get(key, "")):
            yield f"{lang} {domain}.{key}: “{done[key]}” is long for “{english}”"


def most_words(text: Text) -> int:
    """How many words the longest form has."""
    return max(len(form.split()) for form in ([text] if isinstance(text, str) else text.values()))


def languages_and_domains() -> Iterator[tuple[str, str]]:
    yield from ((lang, domain) for lang in TRANSLATED for domain in wording.domains())
