"""The catalogue as data, estimates of returned needles, and how a programme counts needles and doses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..errors import InvalidRecordError

CATALOGUE: dict[str, Any] = json.loads((Path(__file__).parent / "catalogue.json").read_text("utf-8"))
ITEMS = {entry["code"]: entry for entry in CATALOGUE["items"]}
REASONS = frozenset(CATALOGUE["reasons"]["values"])
METHODS = frozenset(CATALOGUE["returns"]["methods"])
MOST_LINES, MOST_UNITS, MOST_ON_HAND = 60, 10_000, 10_000_000
KINDS = ("received", "transfer", "lost", "expired", "adjusted")


Line = tuple[int, int, str | None]  # item id, units, reason


def read_lines(lines: Any, items: Mapping[str, int]) -> tuple[Line, ...]:
    """The supply lines of a contact record, sorted by item; `items` gives the id of each known code.

    Raises InvalidRecordError: lines (form), item (not in the catalogue), item_twice, quantity, reason.
    """
    if type(lines) is not list or len(lines) > MOST_LINES:
        raise InvalidRecordError(code="lines")
    found = [_line(line, items) for line in lines]
    if len(found) > 1:
        found.sort(key=itemgetter(0))
        if len({line[0] for line in found}) < len(found):
            raise InvalidRecordError(code="item_twice")
    return tuple(found)


def _line(line: Any, items: Mapping[str, int]) -> Line:
    if type(line) is not list or not 2 <= len(line) <= 3:
        raise InvalidRecordError(code="lines")
    code, units = line[0], line[1]
    item = items.get(code) if type(code) is str else None
    if item is None:
        raise InvalidRecordError(code="item")
    if type(units) is not int or not 1 <= units <= MOST_UNITS:
        raise InvalidRecordError(code="quantity")
    reason = line[2] if len(line) == 3 else None
    if reason is not None and (type(reason) is not str or reason not in REASONS):
        raise InvalidRecordError(code="reason")
    return item, units, reason


def estimate(method: str, amount: float, per_litre: int = 100, per_kilo: int = 620) -> int:
    """Used needles in `amount` litres of bin or kilograms; a counted amount is the number itself.

    The factors are the settings NEEDLES_PER_LITRE and NEEDLES_PER_KILO. Rounded half up, as on the phone.
    """
    factor = {"counted": 1, "litres": per_litre, "kilos": per_kilo}[method]
    return int(amount * factor + 0.5)


def needles(handed_out: Mapping[str, int]) -> int:
    """Needles and syringes as funders count them: NS01 plus the larger of barrels (NS02) and tips (NS03).

    A barrel and a tip make one syringe, so the two are never added; both stay visible raw.
    """
    out = handed_out.get
    return out("NS01", 0) + max(out("NS02", 0), out("NS03", 0))


def doses(handed_out: Mapping[str, int]) -> int:
    """Doses of naloxone, in kits and single."""
    return sum(
        units * ITEMS[code]["factor"] for code, units in handed_out.items() if _counts(code) == "doses"
    )


def kits(handed_out: Mapping[str, int]) -> int:
    """Kits of naloxone; single doses are not kits."""
    return sum(
        u for code, u in handed_out.items() if _counts(code) == "doses" and ITEMS[code]["unit"] == "kit"
    )


def total(handed_out: Mapping[str, int], counts: str) -> int:
    """Units of what items count towards: condoms, lubricant, self-tests, trained …"""
    return sum(units * ITEMS[code]["factor"] for code, units in handed_out.items() if _counts(code) == counts)


def low_dead_space_share(handed_out: Mapping[str, int]) -> tuple[int, int]:
    """Low-dead-space syringes and all syringes (NS01 and NS02): numerator and denominator of the share."""
    syringes = {code: handed_out.get(code, 0) for code in CATALOGUE["attributes"][0]["of"]}
    low = sum(units for code, units in syringes.items() if ITEMS[code]["low_dead_space"])
    return low, sum(syringes.values())


def _counts(code: str) -> str:
    return str(ITEMS[code]["counts"]) if code in ITEMS else ""


def expand_pack(size: int, code: str = "NS10") -> list[list[Any]]:
    """The lines that a pack of `size` stands for; a pack itself is never stored."""
    pack = next(entry for entry in CATALOGUE["packs"] if entry["code"] == code)
    return [[item, units * size] for item, units in pack["lines"]]


def first_expiry_first(lots: Sequence[tuple[date | None, int]], on_hand: int) -> list[int]:
    """What is left of each lot (expiry, units received), in the same order, when `on_hand` units are left in all.

    The lot that expires first is handed out first; one without an expiry last. More on hand than was ever received
    in lots belongs to no lot.
    """
    order = sorted(range(len(lots)), key=lambda place: (lots[place][0] or date.max, place), reverse=True)
    left = [0] * len(lots)
    for place in order:
        left[place] = max(0, min(on_hand, lots[place][1]))
        on_hand -= left[place]
    return left
