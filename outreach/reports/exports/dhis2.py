"""An edition as a DHIS2 `dataValueSets` document: protected numbers only, and what is hidden is left out.

Which number goes where is data (a mapping): data elements by key without time and zone, organisation units by group
of zones. A site is never mapped: its unit would name a venue. DHIS2 adds up units and periods by itself, so each
number is sent once, for the smallest unit with enough people; the rest goes to the unit of the whole programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ...disclosure.cells import DISTINCT, TIME, Key, key
from ...errors import BadInputError
from ..content.document import Document
from . import lines

FEWEST = 11  # people in the period: a smaller unit would point at a venue or at somebody
# The period types: how many months, which month they count from, and how their identifiers are written
# (year, number within the year, first month).
PERIODS: Mapping[str, tuple[int, int, str]] = {
    "Monthly": (1, 1, "{year}{month:02}"),
    "BiMonthly": (2, 1, "{year}{number:02}B"),
    "Quarterly": (3, 1, "{year}Q{number}"),
    "SixMonthly": (6, 1, "{year}S{number}"),
    "SixMonthlyApril": (6, 4, "{year}AprilS{number}"),
    "Yearly": (12, 1, "{year}"),
    "FinancialApril": (12, 4, "{year}April"),
    "FinancialJuly": (12, 7, "{year}July"),
    "FinancialOct": (12, 10, "{year}Oct"),
}
Value = dict[str, str]


class PeriodNotMappedError(BadInputError):
    """An edition whose months are not whole periods of the data set."""

    code = "dhis2_period"


@dataclass(frozen=True)
class Unit:
    """An organisation unit: the zones it stands for (none: the whole programme), and the days it is valid."""

    code: str
    zones: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def valid(self, first: date, last: date) -> bool:
        """Whether it may take numbers of these days."""
        return (self.valid_from is None or self.valid_from <= first) and (
            self.valid_to is None or last <= self.valid_to
        )


@dataclass(frozen=True)
class Element:
    """A number that is sent: its key without time and zone, its data element and category option combination."""

    key: Key
    element: str
    combo: str = ""


@dataclass(frozen=True)
class Mapped:
    """Where the numbers of an edition go. `scheme` says by what objects are named: code or uid."""

    data_set: str
    period_type: str
    units: tuple[Unit, ...]
    elements: tuple[Element, ...]
    scheme: str = "code"
    attribute: str = ""


def to_dhis2(document: Document, mapping: Mapped) -> dict[str, Any]:
    """The payload. Raises PeriodNotMappedError when the edition does not hold whole periods of the data set.

    One unit and one period take the form of a data set; several of them the bulk form, as DHIS2 documents it.
    """
    values = list(_values(document, mapping))
    attribute = {"attributeOptionCombo": mapping.attribute} if mapping.attribute else {}
    places = {(value["period"], value["orgUnit"]) for value in values}
    if len(places) != 1:
        return {"dataValues": [value | attribute for value in values]}
    (period, unit) = places.pop()
    inner = [{n: v for n, v in value.items() if n not in ("period", "orgUnit")} for value in values]
    complete = str(document.about.get("published") or document.about["as_at"])[:10]
    head = {"dataSet": mapping.data_set, "completeDate": complete, "period": period, "orgUnit": unit}
    return head | attribute | {"dataValues": inner}


def identifiers(months: Sequence[str], period_type: str) -> list[tuple[str, tuple[str, ...]]]:
    """The periods of a type that lie in these months, each as its identifier and its own months.

    Raises PeriodNotMappedError when they do not fill the months.
    """
    length, start, form = PERIODS[period_type]
    place = (int(months[0][5:7]) - start) % 12
    if place % length or len(months) % length:
        raise PeriodNotMappedError(
            f"The data set takes {period_type} periods, and {lines.time_words(tuple(months))} is none. "
            "Choose a report of such a period, or another data set."
        )
    return [_identified(tuple(months[at : at + length]), length, start, form)
            for at in range(0, len(months), length)]  # fmt: skip


def _identified(months: tuple[str, ...], length: int, start: int, form: str) -> tuple[str, tuple[str, ...]]:
    year, month = int(months[0][:4]), int(months[0][5:7])
    place = (month - start) % 12
    return form.format(year=year - (month < start), month=month, number=place // length + 1), months


def _values(document: Document, mapping: Mapped) -> Iterator[Value]:
    for name, months in identifiers(lines.months_of(document), mapping.period_type):
        units = _smallest(document, mapping, months)
        whole = next((unit.code for unit in _valid(mapping, months) if not unit.zones), "")
        for element in mapping.elements:
            for unit, value, comment in _placed(document, element.key, months, units, whole):
                yield _value(element, name, unit, value, comment)


def _placed(
    document: Document, of: Key, months: tuple[str, ...], units: Sequence[Unit], whole: str
) -> Iterator[tuple[str, int, str]]:
    """Where one number goes: to the units whose cell is printed, and what remains to the whole programme's. With each
    number stand the printed ones that it is made of.

    People are never split: DHIS2 would add them up again, and count somebody who came in two zones twice.
    """
    scope: Mapping[str, Sequence[str]] = document.about.get("scope") or {}
    everywhere = key(of, {**scope, TIME: months})
    sent, apart = 0, ""
    for unit in units if of.measure not in DISTINCT else ():
        found = _printed(document, key(everywhere, {"zone": unit.zones}))
        if found is not None:
            sent += found[0]
            apart += "".join(f" - {at}" for at in found[1])
            yield unit.code, found[0], " + ".join(map(str, found[1]))
    total = _printed(document, everywhere)
    if whole and total is not None and (not sent or total[0] - sent >= max(FEWEST, document.threshold)):
        yield whole, total[0] - sent, f"{everywhere}{apart}"


def _printed(document: Document, at: Key) -> tuple[int, list[Key]] | None:
    """The printed number of a key, and the keys it is made of: of several zones printed one by one, their sum."""
    cell = document.cells.get(at)
    if cell is not None:
        return (cell.value, [at]) if cell.value is not None else None
    if len(at.of("zone")) < 2 or at.measure in DISTINCT:
        return None
    parts = [key(at, {"zone": zone}) for zone in at.of("zone")]
    cells = [document.cells.get(part) for part in parts]
    values = [cell.value for cell in cells if cell is not None and cell.value is not None]
    return (sum(values), parts) if len(values) == len(parts) else None


def _smallest(document: Document, mapping: Mapped, months: tuple[str, ...]) -> list[Unit]:
    """The units of zones that are valid and had enough people; the others' numbers stay with the whole programme."""
    return [unit for unit in _valid(mapping, months) if unit.zones and _enough(document, unit, months)]


def _valid(mapping: Mapped, months: tuple[str, ...]) -> list[Unit]:
    first = date.fromisoformat(f"{months[0]}-01")
    last = (date.fromisoformat(f"{months[-1]}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return [unit for unit in mapping.units if unit.valid(first, last)]


def _enough(document: Document, unit: Unit, months: tuple[str, ...]) -> bool:
    where = {TIME: months, "zone": unit.zones}
    people = key("codes", where)
    found = _printed(document, people if people in document.cells else key("contacts", where))
    return found is not None and found[0] >= FEWEST


def _value(element: Element, period: str, unit: str, value: int, comment: str) -> Value:
    combo = {"categoryOptionCombo": element.combo} if element.combo else {}
    return {"dataElement": element.element, "period": period, "orgUnit": unit, **combo,
            "value": str(value), "comment": comment}  # fmt: skip
