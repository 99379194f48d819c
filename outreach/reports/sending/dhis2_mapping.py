"""A mapping to DHIS2 as people write it, a line for each unit and element, and as it is kept. No database here.

units:     ZONE_NORTH = North, Old Docks        ALL = everything        OLD = Canal until 2026-06-30
elements:  NSP_NEEDLES = needles                CONTACTS AGE25_F = contacts|age=25-29|gender=woman
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from ...disclosure.cells import COUNTS, DISTINCT, QUANTITIES, TIME, Key, key, read
from ...errors import BadInputError
from ..content.menu import COMPOSITES
from ..exports.dhis2 import Element, Mapped, Unit

EVERYTHING = "everything"
MOST_LINES, LONGEST = 500, 120
MEASURES = {*COUNTS, *QUANTITIES, *DISTINCT, *COMPOSITES}
_DATES = re.compile(r"(?:\s+from (\d{4}-\d\d-\d\d))?(?:\s+until (\d{4}-\d\d-\d\d))?\s*$")
_NAME = re.compile(r"[A-Za-z0-9_.:\-]{1,60}")


class WrongLineError(BadInputError):
    """A line that cannot stand: which one, and what to write instead."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"Line {number}: {what}")


def read_units(text: str, zones: Mapping[str, str]) -> tuple[Unit, ...]:
    """The units of these lines; `zones` is name → id. Raises WrongLineError."""
    units: list[Unit] = []
    for number, code, right in _lines(text):
        unit = _unit(number, code, right, zones)
        _once(number, unit, units)
        units.append(unit)
    if not units:
        raise BadInputError("Write at least one unit, for example: OUTREACH = everything")
    return tuple(units)


def _unit(number: int, code: str, text: str, zones: Mapping[str, str]) -> Unit:
    found = _DATES.search(text)
    first, last = (_day(number, part) for part in (found.groups() if found else (None, None)))
    names = [name.strip() for name in text[: found.start() if found else None].split(",") if name.strip()]
    if not names:
        raise WrongLineError(number, f"Name the zones after the =, or write “{EVERYTHING}”.")
    if [name.lower() for name in names] == [EVERYTHING]:
        return Unit(code, (), first, last)
    return Unit(code, tuple(sorted({_zone(number, name, zones) for name in names})), first, last)


def read_elements(text: str) -> tuple[Element, ...]:
    """The data elements of these lines. Raises WrongLineError."""
    elements: list[Element] = []
    for number, left, right in _lines(text, words=2):
        element, _, combo = left.partition(" ")
        made = Element(_key(number, right), element, combo.strip())
        if any((one.element, one.combo) == (made.element, made.combo) for one in elements):
            raise WrongLineError(
                number, "This element and combination stand there already: each takes one number."
            )
        elements.append(made)
    if not elements:
        raise BadInputError("Write at least one element, for example: NSP_NEEDLES = needles")
    return tuple(elements)


def written_units(mapping: Mapped, names: Mapping[str, str]) -> str:
    """The lines of the units; `names` is id → name of the zones."""
    return "\n".join(_unit_line(unit, names) for unit in mapping.units)


def written_elements(mapping: Mapped) -> str:
    """The lines of the elements."""
    return "\n".join(f"{f'{e.element} {e.combo}'.strip()} = {e.key}" for e in mapping.elements)


def to_text(mapping: Mapped) -> str:
    """As it is kept."""
    told = asdict(mapping) | {"elements": [[str(e.key), e.element, e.combo] for e in mapping.elements]}
    return json.dumps(told, default=str)


def from_text(text: str) -> Mapped:
    """What was kept."""
    told: dict[str, Any] = json.loads(text)
    units = [
        Unit(unit["code"], tuple(unit["zones"]), _kept_day(unit["valid_from"]), _kept_day(unit["valid_to"]))
        for unit in told.pop("units")
    ]
    elements = [Element(read(at), element, combo) for at, element, combo in told.pop("elements")]
    return Mapped(units=tuple(units), elements=tuple(elements), **told)


def _lines(text: str, words: int = 1) -> Iterator[tuple[int, str, str]]:
    """Number, left and right side of each line that says something."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        left, sep, right = (part.strip() for part in line.partition("="))
        names = left.split()
        if not sep or not 1 <= len(names) <= words or not all(_NAME.fullmatch(name) for name in names):
            raise WrongLineError(number, "Write the identifier in DHIS2, then =, then what it stands for.")
        if number > MOST_LINES or len(line) > LONGEST * 5:
            raise WrongLineError(number, f"A mapping has at most {MOST_LINES} lines, none of them this long.")
        yield number, " ".join(names), right


def _zone(number: int, name: str, zones: Mapping[str, str]) -> str:
    found = {known.lower(): zone for known, zone in zones.items()}.get(name.lower())
    if found is None:
        raise WrongLineError(
            number, f"There is no zone called {name[:60]}. Zones stand on the page of that name."
        )
    return found


def _once(number: int, unit: Unit, before: list[Unit]) -> None:
    """A zone, and the whole programme, stand in one unit at a time, or DHIS2 would count them twice."""
    for other in before:
        apart = (other.valid_to and unit.valid_from and other.valid_to < unit.valid_from) or (
            unit.valid_to and other.valid_from and unit.valid_to < other.valid_from
        )
        if not apart and (set(other.zones) & set(unit.zones) or not (other.zones or unit.zones)):
            raise WrongLineError(number, f"A part of this stands in {other.code} already, for the same days.")


def _key(number: int, text: str) -> Key:
    try:
        found = read(text)
    except ValueError:
        raise WrongLineError(
            number, "After the = stands a key, as in the column “Key” of figures.csv."
        ) from None
    dims = {dim: cats for dim, cats in found.where if dim != TIME}
    if found.measure not in MEASURES:
        raise WrongLineError(number, f"There is no figure called {found.measure[:40]}.")
    if "site" in dims:
        raise WrongLineError(number, "A site is never sent: its number would point at one address.")
    if "zone" in dims:
        raise WrongLineError(number, "Leave the zone out of the key: the units say where a number goes.")
    return key(found.measure, dims)


def _day(number: int, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongLineError(number, "A day is written as 2026-06-30.") from None


def _kept_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit_line(unit: Unit, names: Mapping[str, str]) -> str:
    places = ", ".join(names.get(zone, zone) for zone in unit.zones) or EVERYTHING
    first = f" from {unit.valid_from}" if unit.valid_from else ""
    last = f" until {unit.valid_to}" if unit.valid_to else ""
    return f"{unit.code} = {places}{first}{last}"
