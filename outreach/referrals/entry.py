"""One entry of the directory as a coordinator or a row of a file gives it: read, checked, written back as text.

Everything is text or a list of codes here, so that the form and the CSV file have one set of rules and of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from functools import partial
from typing import Any

from ..errors import BadInputError
from . import written
from .opening import DAYS
from .written import DAY_NAMES

FLAGS = {"free": "Free", "affirming": "Affirming", "no_papers": "No papers asked", "step_free": "Step-free"}
LONGEST = {"name": 80, "address": 120, "phone": 30, "affirming_says": 80, "cost": 80, "notes": 300}
MOST_LANGUAGES = 30
TEXTS = ("name", "address", "phone", "cost", "affirming_says", "notes")
_PHONE = re.compile(r"[0-9+()/.\- ]*")
LANGUAGES = {
    "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "ar": "Arabic", "am": "Amharic",
    "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "fa": "Persian",
    "fi": "Finnish", "ha": "Hausa", "hi": "Hindi", "ht": "Haitian Creole", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "km": "Khmer", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian",
    "lv": "Latvian", "my": "Burmese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "yo": "Yoruba", "zh": "Chinese",
}  # fmt: skip
_BY_NAME = {name.lower(): code for code, name in LANGUAGES.items()}


class WrongEntryError(BadInputError):
    """Fields of an entry that cannot stand; `wrong` says what to write instead, by field."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(next(iter(wrong.values())))
        self.wrong = dict(wrong)


def read_entry(fields: Mapping[str, Any], types: Container[str], today: date) -> dict[str, Any]:
    """The columns of a service from the fields of a form or a row. `types` are the referral types in use.

    Fields: TEXTS, `types`, `flags` (lists of codes), `languages`, `place`, `by_phone` (bool), one text for each of
    DAYS, `meetings`, `closed_on`, `checked_on` (a date). Raises WrongEntryError with all that is wrong.
    """
    wrong: dict[str, str] = {}

    def taken(name: str, read: Callable[[Any], Any], otherwise: Any = None) -> Any:
        try:
            return read(fields.get(name) or "")
        except BadInputError as error:
            wrong[name] = error.message
            return otherwise

    by_phone = bool(fields.get("by_phone"))
    hours = {day: taken(day, written.read_hours) for day in DAYS}
    place = (0.0, 0.0) if by_phone else taken("place", written.read_place, (0.0, 0.0))
    values: dict[str, Any] = {
        **{name: taken(name, partial(_text, name), "") for name in TEXTS},
        "types": taken("types", partial(_types, types)),
        "flags": taken("flags", _flags, []),
        "languages": taken("languages", _languages),
        "hours": {day: found for day, found in hours.items() if found},
        "meetings": taken("meetings", written.read_meetings),
        "closed_on": taken("closed_on", written.read_closed),
        "checked_on": taken("checked_on", partial(_checked, today)),
        "by_phone": by_phone, "latitude": place[0], "longitude": place[1],
    }  # fmt: skip
    if "affirming" in values["flags"] and not values["affirming_says"]:
        wrong.setdefault("affirming_says", "Say who calls it affirming, for example “asked by our peers”.")
    if by_phone and not values["phone"]:
        wrong.setdefault("phone", "A service without an address needs a number to call.")
    if wrong:
        raise WrongEntryError(wrong)
    return values


def write_entry(service: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that read_entry takes, from a service as directory.service gives it."""
    place = "" if service["by_phone"] else f"{service['latitude']:.5f}, {service['longitude']:.5f}"
    return {
        **{name: service[name] for name in TEXTS},
        **{day: written.write_hours(service["hours"].get(day, ())) for day in DAYS},
        "types": list(service["types"]), "flags": list(service["flags"]),
        "languages": ", ".join(LANGUAGES.get(code, code) for code in service["languages"]),
        "by_phone": service["by_phone"], "place": place, "checked_on": service["checked_on"],
        "meetings": written.write_meetings(service["meetings"]),
        "closed_on": written.write_closed(service["closed_on"]),
    }  # fmt: skip


NAMES = {
    "name": "Name", "types": "What for", "address": "Address", "place": "Position", "by_phone": "By phone only",
    "phone": "Phone", **DAY_NAMES, "meetings": "Meetings", "closed_on": "Closed on", "flags": "Flags",
    "cost": "Cost", "affirming_says": "Who says affirming", "languages": "Languages", "notes": "Notes",
    "checked_on": "Checked on",
}  # fmt: skip


def _text(name: str, text: Any) -> str:
    plain = " ".join(str(text or "").split())
    if len(plain) > LONGEST[name]:
        raise BadInputError(f"{NAMES[name]}: at most {LONGEST[name]} signs.")
    if name == "name" and not plain:
        raise BadInputError("Enter the name of the service.")
    if name == "phone" and not _PHONE.fullmatch(plain):
        raise BadInputError("A phone number has digits, spaces and + only. Put words into the notes.")
    return plain


def _types(known: Container[str], chosen: Any) -> list[str]:
    codes = list(dict.fromkeys(chosen or ()))
    unknown = [str(code) for code in codes if code not in known]
    if unknown:
        raise BadInputError(f"There is no kind of referral called {unknown[0][:20]}.")
    if not codes:
        raise BadInputError("Choose at least one thing that the service is for.")
    return codes


def _flags(chosen: Any) -> list[str]:
    unknown = [str(code) for code in chosen or () if code not in FLAGS]
    if unknown:
        raise BadInputError(f"“{unknown[0][:20]}” is no flag. There are: {', '.join(FLAGS.values())}.")
    return [code for code in FLAGS if code in (chosen or ())]


def _languages(text: str) -> list[str]:
    """Codes, from names or two-letter codes with commas between them."""
    words = [word.strip().lower() for word in re.split(r"[,;\n]", text) if word.strip()]
    codes = [_BY_NAME.get(word, word) for word in words]
    unknown = [code for code in codes if not re.fullmatch(r"[a-z]{2,3}", code)]
    if unknown:
        raise BadInputError(
            f"“{unknown[0][:20]}” is not a language we know. Use its two-letter code, like “ro”."
        )
    if len(codes) > MOST_LANGUAGES:
        raise BadInputError(f"At most {MOST_LANGUAGES} languages.")
    return list(dict.fromkeys(codes))


def _checked(today: date, day: Any) -> date:
    if isinstance(day, str) and day.strip():
        found = written.read_closed(day)
        day = date.fromisoformat(found[0][0]) if len(found) == 1 and found[0][0] == found[0][1] else None
    if day is None or day == "":
        return today
    if not isinstance(day, date):
        raise BadInputError("Checked on: write one day, like 2026-11-20.")
    if day > today:
        raise BadInputError("Checked on: this day is still to come.")
    return day
