"""The coordinator's own words in a report: very small markup, and figures only as placeholders.

`{contacts}`, `{kits.before}`, `{needles.change}`, `{contacts.2026-09}` read the protected numbers of the edition, so
that a sentence can never disagree with a table. A paragraph ends with an empty line, a line of a list begins with "- ",
and **two stars** make words strong. Everything else is plain text and is printed as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ...disclosure.cells import TIME, Key, key, months, read
from ...figures.rules import MONTHS
from ..content.document import Document
from ..content.rules import NONE, Cell, number

SECTIONS: Mapping[str, str] = {
    "context": "What was different, and why",
    "gaps": "What got in the way",
    "community": "What people told us",
    "plan": "What comes next",
}
LONGEST, LONGEST_REASON = 4000, 1000
NAMES: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "contacts": ("contacts", {}),
    "first-time": ("contacts", {"seen": ("1",)}),
    "codes": ("codes", {}),
    "needles": ("needles", {}),
    "returned": ("returned", {}),
    "kits": ("kits", {}),
    "doses": ("doses", {}),
    "condoms": ("condoms", {}),
    "self-tests": ("self-tests", {}),
    "trained": ("trained", {}),
    "referrals": ("referrals", {}),
    "accepted": ("referrals", {"reached": ("accepted", "appointment", "attended")}),
    "attended": ("referrals", {"reached": ("attended",)}),
    "unmet": ("unmet", {}),
    "reversals": ("reversals", {}),
    "collected": ("collected", {}),
}
MEANS: Mapping[str, str] = {
    "contacts": "contacts", "first-time": "contacts with somebody new", "codes": "different codes",
    "needles": "needles and syringes handed out", "returned": "used needles brought back",
    "kits": "naloxone kits", "doses": "naloxone doses", "condoms": "condoms", "self-tests": "self-tests",
    "trained": "people trained", "referrals": "referrals offered", "accepted": "referrals accepted",
    "attended": "referrals attended", "unmet": "asked for, but not available", "reversals": "reversals reported",
    "collected": "used needles picked up in the street",
}  # fmt: skip
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_TOKEN = re.compile(r"[^\s()\[\]“”\"«»،؛;!?]+")
_YEAR = re.compile(r"(19|20)\d\d([–/-](19|20)?\d\d)?")
_DATE, _TIME_OF_DAY = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{1,2}[:.]\d\d")
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th|er|º|ª)?")
_NAMED = re.compile(r"\w+(-\w+)*")
_OTHER_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro "
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
)
_MONTH_WORDS = frozenset(
    word.lower() for word in (*MONTHS, *(name[:3] for name in MONTHS), *_OTHER_MONTHS.split())
)
_COUNTED = re.compile(
    r"\b(no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|hundreds?|half)\b"
    r"(\s+\w+)?\s+(people|persons?|participants?|contacts|women|woman|men|man|overdoses|deaths|died|referrals|reversals)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A run of text: plain, strong, or a number that a placeholder stands for."""

    text: str
    strong: bool = False
    place: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph ("p") or one line of a list ("li")."""

    kind: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Its words without markup."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text, in words. `refused`: it cannot be sent for approval like this."""

    refused: bool
    words: str


def clean(text: str) -> str:
    """The text as it is kept: one spelling of each sign, no invisible signs that turn the order of others round."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in plain if sign == "\n" or not _hidden(sign))
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


def _hidden(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn")
        or "\u202a" <= sign <= "\u202e"
        or "\u2066" <= sign <= "\u2069"
    )


def blocks(
    text: str, document: Document, say: Callable[[Cell], str] = lambda cell: cell.label
) -> list[Block]:
    """The text as paragraphs and lists with its numbers filled in; `say` writes a number in the edition's language."""
    return [Block(kind, tuple(_parts(words, document, say))) for kind, words in _lines(text)]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for paragraph in re.split(r"\n\s*\n", clean(text)):
        plain: list[str] = []
        for line in paragraph.split("\n"):
            if not line.startswith(("- ", "• ")):
                plain.append(line.strip())
                continue
            if plain:
                yield "p", " ".join(plain)
                plain = []
            yield "li", line[2:].strip()
        if any(plain):
            yield "p", " ".join(plain)


def _parts(words: str, document: Document, say: Callable[[Cell], str]) -> Iterator[Part]:
    for place, run in enumerate(_STRONG.split(words)):
        strong, start = place % 2 == 1, 0
        for found in _PLACE.finditer(run):
            if found.start() > start:
                yield Part(run[start : found.start()], strong)
            yield Part(say(value(found[1], document) or NONE), strong, found[1])
            start = found.end()
        if start < len(run):
            yield Part(run[start:], strong)


def value(name: str, document: Document) -> Cell | None:
    """What a placeholder reads; None when there is no such number in this edition."""
    name = name.strip()
    if name.endswith(".change"):
        now, before = value(name[:-7], document), value(f"{name[:-7]}.before", document)
        return None if now is None or before is None else _change(now, before)
    at = _key(name, document)
    return document.cell(at) if at is not None and at in document.cells else None


def read_in(texts: Iterable[str], document: Document) -> dict[str, str]:
    """What the placeholders of these texts read: frozen with the edition, a change is no cell of its own."""
    names = dict.fromkeys(name for text in texts for name in _PLACE.findall(text))
    return {name: (value(name, document) or NONE).label for name in names}


def _change(now: Cell, before: Cell) -> Cell:
    if now.value is None or before.value is None:
        return NONE
    change = now.value - before.value
    sign = "+" if change > 0 else ""
    return Cell(change, f"{sign}{number(change)}")


def _key(name: str, document: Document) -> Key | None:
    if "|" in name:
        return _written(name, document)
    base, _, when = name.partition(".")
    time = _time(when, document)
    if base not in NAMES or time is None:
        return None
    measure, where = NAMES[base]
    return key(measure, {**scope(document), **where, TIME: time})


def _written(name: str, document: Document) -> Key | None:
    try:
        at = read(name)
    except ValueError:
        return None
    return at if at.of(TIME) else at.narrowed(time=_time("", document) or ())


def _time(when: str, document: Document) -> tuple[str, ...] | None:
    about = document.about
    if when in ("", "before"):
        span = about["before" if when else "period"]
        return months(str(span["start"])[:7], str(span["end"])[:7])
    named = [m for m in about.get("months", ()) if when in (m, MONTHS[int(m[5:]) - 1].lower())]
    return (named[-1],) if named else None


def scope(document: Document) -> dict[str, tuple[str, ...]]:
    """The part of the programme an edition is about; {} for all of it."""
    sides = document.about.get("scope", {})
    return {dim: tuple(cats) for dim, cats in sides.items()}


def offered(document: Document) -> list[tuple[str, str, Cell]]:
    """Placeholders of this edition: name, what it means, what it reads."""
    found = []
    ends = ("", ".before", ".change", *(f".{m}" for m in document.about.get("months", ())[-3:]))
    for base in NAMES:
        for end in ends:
            cell = value(base + end, document)
            if cell is not None and (cell.mark != "none" or not end):
                found.append((base + end, _means(base, end), cell))
    return found


def _means(base: str, end: str) -> str:
    if end in ("", ".before", ".change"):
        return MEANS[base] + {"": "", ".before": ", the period before", ".change": ", change"}[end]
    return f"{MEANS[base]}, {MONTHS[int(end[6:]) - 1]}"


def problems(text: str, document: Document | None) -> list[Problem]:
    """What must or should be mended before anybody approves this text."""
    found = [Problem(True, f"At most {LONGEST} signs fit here.")] if len(text) > LONGEST else []
    bare = _PLACE.sub(" ", text)
    found += [Problem(True, words) for words in _unknown(text, document)]
    if "{" in bare or "}" in bare:
        found.append(Problem(True, "A { or } stands alone. A placeholder looks like {contacts}."))
    found += [Problem(True, _typed(token)) for token in typed_numbers(bare)]
    found += [
        Problem(False, f"“{match[0]}”: if this is a figure of the report, use its placeholder.")
        for match in _COUNTED.finditer(bare)
    ]
    return found


def wrong_in_reason(text: str) -> str:
    """What is wrong with the reason of a correction, which is printed as it stands; "" when nothing is."""
    if not text.strip():
        return "Say what changed and why: it is printed in the corrected edition."
    if len(text) > LONGEST_REASON:
        return f"At most {LONGEST_REASON} signs fit here."
    typed = typed_numbers(text)
    if typed:
        return (
            f"“{typed[0]}” is a number. Say it in words: the edition itself lists the figures that changed."
        )
    braces = "{" in text or "}" in text
    return "No placeholders here: the edition itself lists the figures that changed." if braces else ""


def _typed(token: str) -> str:
    return (
        f"“{token}” is a number typed by hand: it could disagree with a table. Use a placeholder such as {{contacts}}, "
        "or say it in words if it is no figure of this report."
    )


def _unknown(text: str, document: Document | None) -> Iterator[str]:
    for name in dict.fromkeys(_PLACE.findall(text)):
        if document is None or value(name, document) is not None:
            continue
        near = get_close_matches(name, [place for place, _, _ in offered(document)], 1)
        hint = f"Did you mean {{{near[0]}}}?" if near else "Choose one from the list."
        yield f"This report holds no number called {{{name}}}. {hint}"


def typed_numbers(bare: str) -> list[str]:
    """Numbers in a text without placeholders that are no date, time, year or name such as LF-2026."""
    tokens = [token.strip(".,:،") for token in _TOKEN.findall(bare.replace("**", ""))]
    return [
        token
        for place, token in enumerate(tokens)
        if any(sign.isnumeric() for sign in token)
        and not _harmless(token, tokens[max(0, place - 2) : place + 3])
    ]


def _harmless(token: str, around: list[str]) -> bool:
    if any(form.fullmatch(token) for form in (_YEAR, _DATE, _TIME_OF_DAY)):
        return True
    if token[0].isalpha() and _NAMED.fullmatch(token):
        return True
    day = _DAY.fullmatch(token)
    near_month = any(word.lower() in _MONTH_WORDS for word in around)
    return bool(day and 1 <= int(day[1]) <= 31 and near_month)
