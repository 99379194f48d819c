"""What an alert may say: short, a place and a time at most, and nothing that points to a person.

Only signs that give somebody away are found here, not meaning: the coordinator's own word is asked for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

KINDS = {
    "supply": "Contaminated supply",
    "bad_date": "Bad date",
    "police": "Police activity",
    "stock_out": "Run out",
    "other": "Something else",
}
PROMISED = ("bad_date",)  # kinds that need the promise that nobody is described
TITLE_MAX, TEXT_MAX, DAYS_MAX = 40, 200, 60

# Separators that people put into telephone numbers and number plates.
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s().\-/]{0,2}\d){6,14}(?!\w)")
_PLATE = re.compile(
    r"\b(?:[A-Z]{1,3}[- ]?\d{2,4}[- ]?[A-Z]{0,3}|\d{1,4}[- ]?[A-Z]{2,3}[- ]?\d{0,4}|[A-Z]{2}\d{2}[ ]?[A-Z]{3})\b"
)
_ACCOUNT = re.compile(r"@\w{2,}|\b[\w.+-]+@[\w-]+\.\w+|https?://|\bwww\.")
_NAMED = re.compile(
    r"\b(?:called|named|name is|calls (?:him|her|them)sel(?:f|ves)|goes by|known as|aka|alias|mr|mrs|ms|miss|dr)\b\.?",
    re.IGNORECASE,
)
# Two capitalised words in a row within a sentence: a first name and a surname, or a street; asked, never refused.
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,} [A-Z][a-z]{2,}\b")
_BODY = re.compile(
    r"\b(?:tall|short|bald|bearded?|tattoo(?:s|ed)?|scar(?:red)?|hair(?:ed)?|skin(?:ned)?|fat|thin|skinny|slim|"
    r"years? old|year-old|aged \d+|in (?:his|her|their) (?:\w+ )?(?:teens|twenties|thirties|forties|fifties|sixties)|"
    r"accent|african|arab|asian|black (?:man|guy|woman)|white (?:man|guy|woman)|latino|gypsy|roma|moustache|glasses|"
    r"wearing|limps?|pregnant)\b",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\b(?:our|a|one of our) (?:participant|client|regular|worker)s?\b|\bshe (?:was|is|works)\b|\bher name\b",
    re.IGNORECASE,
)
SIGNS = (
    (_PHONE, "This looks like a telephone number. Leave it out."),
    (_PLATE, "This looks like a number plate. Leave it out: plates are copied, and can be wrong."),
    (_ACCOUNT, "This looks like an account, an address or a link. Leave it out."),
    (_NAMED, "This seems to name somebody. Say what happened, not who."),
    (
        _NAME,
        "Two capitalised words together may be a name. If it is a street, leave the house out and go on.",
    ),
    (_BODY, "This describes a person. Say what is dangerous and where, not how somebody looks."),
    (_SERVED, "This may point to the one it happened to. Say only what others must know."),
)


def doubts(title: str, text: str, places: Iterable[str] = ()) -> list[str]:
    """What in an alert may point to a person, each in one sentence; empty when nothing was found.

    `places` are names of zones, which are no names of people.
    """
    both = f"{title}. {text}"
    for name in places:
        both = re.sub(rf"\b{re.escape(name)}\b", "there", both, flags=re.IGNORECASE)
    return [words for sign, words in SIGNS if sign.search(both)]


def until_problem(until: date | None, today: date) -> str | None:
    """Why a last day will not do; None when it will."""
    if until is None:
        return "Choose the last day. A warning without an end is soon read by nobody."
    if until < today:
        return "This day is over. Choose today or a later one."
    if until > today + timedelta(days=DAYS_MAX):
        return f"At most {DAYS_MAX} days ahead. Publish it again then, if it still holds."
    return None


def for_zone(zones: Iterable[int], zone: int) -> bool:
    """Whether an alert for these zones (none: all) is for this one."""
    chosen = tuple(zones)
    return not chosen or zone in chosen
