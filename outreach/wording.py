"""Messages of the phone app and of reports: English as JSON, translations as gettext files; the phone gets both built
into one file a language.

A message is a text, a text with {names}, or a plural ({"one": …, "other": …}); messages stand in groups and lists.
Its key is its path, `problems.full.0`; that key is the `msgctxt` of the gettext file, so that one English word may
be said in two ways. What is not translated is said in English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português", "ar": "العربية"}
TRANSLATED = tuple(lang for lang in LANGUAGES if lang != "en")
FLAT = "phone"  # the domain whose messages stand at the top: W.newContact, but W.safety.title
NAMES = "names"  # of items, ages, services …: found by their English words in what the server sends
CARDS = "cards"  # of the guides: the server sends them translated
REPORT = "report"  # of reports, in the language of an edition: no phone holds them
READ = ("text", "more", "ask", "words")  # of a line of a card
NOT_SHOWN = {"events", "attributes", "packs", "part", "return_method"}  # no phone shows these by name
CODES = ("supplies/catalogue.json", "referrals/taxonomy.json", "contacts/codes.json")
# The forms of a plural, in the order of gettext's msgstr[0], msgstr[1] … (CLDR's names).
FORMS = dict.fromkeys(LANGUAGES, ("one", "other")) | {"ar": ("zero", "one", "two", "few", "many", "other")}
_NAME = re.compile(r"\{(\w+)\}")

Text: TypeAlias = str | dict[str, str]  # one message: a text, or the forms of a plural


def domains() -> list[str]:
    """Everything that is translated: the phone's own words, the names of codes, and the guides' cards."""
    written = (p.stem for p in (FOLDER / "words").glob("*.json"))
    return sorted((*written, NAMES, CARDS), key=lambda name: (name != FLAT, name))


def on_phones() -> list[str]:
    """The domains whose words every phone holds."""
    return [name for name in domains() if name != REPORT]


def source(domain: str) -> Any:
    """The English messages of a domain, as they are written."""
    if domain == NAMES:
        return _names_of_codes()
    if domain == CARDS:
        return {
            path.stem: _card(json.loads(path.read_text("utf-8"))) for path in _files("guides/cards/*.json")
        }
    return json.loads((FOLDER / "words" / f"{domain}.json").read_text("utf-8"))


def flat(tree: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every message under `tree` with its key."""
    if isinstance(tree, str) or _is_plural(tree):
        yield path, tree
    else:
        inner = enumerate(tree) if isinstance(tree, list) else tree.items()
        for key, value in inner:
            yield from flat(value, f"{path}.{key}" if path else str(key))


def names(text: Text) -> list[str]:
    """The names in a message in the order of its arguments: as they first appear, in `other` before other forms."""
    whole = text if isinstance(text, str) else " ".join([text["other"], *text.values()])
    return list(dict.fromkeys(_NAME.findall(whole)))


def built(lang: str) -> dict[str, Any]:
    """A phone's messages in a language with numbered places ({0}), English where something is not translated."""
    whole: dict[str, Any] = {}
    for domain in on_phones():
        if domain == CARDS or (domain == NAMES and lang == "en"):
            continue
        found = translations(lang, domain)
        tree = _laid_over(source(domain), found)
        whole |= tree if domain == FLAT else {domain: tree}
    return whole


def numbered(english: Text, text: Text) -> Text:
    """`text` with {0}, {1} … for the names in the order of the English message."""
    order = names(english)

    def place(found: re.Match[str]) -> str:
        return f"{{{order.index(found[1])}}}" if found[1] in order else found[0]

    if isinstance(text, str):
        return _NAME.sub(place, text)
    return {form: _NAME.sub(place, said) for form, said in text.items()}


def translations(lang: str, domain: str) -> dict[str, Text]:
    """Key → translated message, only those that are complete and were not made for other English words."""
    if lang == "en" or not po_path(lang, domain).exists():
        return {}
    path = po_path(lang, domain)
    return _translations(lang, domain, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _translations(lang: str, domain: str, path: Path, changed: int) -> dict[str, Text]:
    """The same, read once for each change of the file."""
    pairs = ((m.context or "", translated(m, lang)) for m in read_catalogue(lang, domain) if m.id)
    return {key: text for key, text in pairs if text}


def translated(message: Message, lang: str) -> Text | None:
    """What a message of a gettext file says, or None while it is empty, half done or fuzzy."""
    said = message.string
    if message.fuzzy or not said:
        return None
    if isinstance(said, str):
        return said
    forms = dict(zip(FORMS[lang], said, strict=False))
    return forms if len(forms) == len(FORMS[lang]) and all(forms.values()) else None


def po_path(lang: str, domain: str) -> Path:
    return FOLDER / lang / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(lang: str, domain: str) -> Catalog:
    with po_path(lang, domain).open("rb") as file:
        return read_po(file, locale=lang, domain=domain, abort_invalid=True)


def _names_of_codes() -> dict[str, dict[str, str]]:
    """Kind → English name → the same. A name that an organisation changed is not found, and stays as it is."""
    kinds: dict[str, dict[str, str]] = {}
    for path in (FOLDER.parent / name for name in CODES):
        for kind, entries in json.loads(path.read_text("utf-8")).items():
            for entry in entries if isinstance(entries, list) and kind not in NOT_SHOWN else ():
                said = (entry.get("name"), entry.get("short"), *entry.get("pack", ()))
                kinds.setdefault(kind, {}).update({text: text for text in said if text})
    return kinds


def _card(card: dict[str, Any]) -> dict[str, Any]:
    """Of a guide's card what people read: `title`, `says`, and each line under its own key."""
    lines = {line["key"]: {key: line[key] for key in READ if line.get(key)} for line in card["lines"]}
    return {"title": card["title"], "says": card["says"], **lines}


def _files(pattern: str) -> list[Path]:
    return sorted(FOLDER.parent.glob(pattern))


def _laid_over(tree: Any, found: dict[str, Text], path: str = "") -> Any:
    if isinstance(tree, str) or _is_plural(tree):
        return numbered(tree, found.get(path, tree))
    if isinstance(tree, list):
        return [_laid_over(value, found, f"{path}.{n}" if path else str(n)) for n, value in enumerate(tree)]
    return {key: _laid_over(value, found, f"{path}.{key}" if path else key) for key, value in tree.items()}


def _is_plural(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("other"), str) and set(tree) <= set(FORMS["ar"])
