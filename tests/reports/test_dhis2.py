"""The DHIS2 payload: the documented shape, protected numbers as strings, hidden ones left out, no venue by itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from outreach.disclosure.cells import FEW, HELD, Key, Protected, key, months, read
from outreach.errors import BadInputError
from outreach.reports.content.document import Document
from outreach.reports.exports.dhis2 import Element, Mapped, PeriodNotMappedError, Unit, identifiers, to_dhis2
from outreach.reports.sending import dhis2_mapping
from tests.reports.sample import sample_document

Q3 = months("2026-07", "2026-09")
ZONES = {"Station North": "1", "Market Quarter": "2", "Old Docks": "3", "Canal Side": "4", "Ring Road": "6"}
# The documented shape: outer fields of a data set or of none, inner ones of a value; all of them strings.
OUTER = {"dataSet", "completeDate", "period", "orgUnit", "attributeOptionCombo", "dataValues"}
INNER = {
    "dataElement",
    "period",
    "orgUnit",
    "categoryOptionCombo",
    "attributeOptionCombo",
    "value",
    "comment",
}


@cache
def base() -> Document:
    """The made-up quarter, made once."""
    return sample_document()


def document(**cells: Protected) -> Document:
    """An edition of the third quarter whose cells are given as measure_zone."""
    held: dict[Key, Protected] = {}
    for name, cell in cells.items():
        measure, _, zone = name.partition("_")
        held[key(measure, {"time": Q3, **({"zone": zone} if zone else {})})] = cell
    return replace(base(), cells=held)


def mapping(*units: Unit, of: str = "contacts", kind: str = "Quarterly") -> Mapped:
    return Mapped("HR_QUARTER", kind, units, (Element(read(of), "CONTACTS", "default"),))


def sent(made: dict[str, Any]) -> dict[str, int]:
    """Unit → number."""
    return {value.get("orgUnit", made.get("orgUnit")): int(value["value"]) for value in made["dataValues"]}


def check_shape(made: dict[str, Any]) -> None:
    """Fails unless it has the documented shape."""
    assert set(made) <= OUTER
    bulk = "period" not in made
    assert bulk is ("dataSet" not in made) is ("completeDate" not in made)
    if not bulk:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", made["completeDate"])
    places = []
    for value in made["dataValues"]:
        assert {"dataElement", "value"} <= set(value) <= INNER
        assert ({"period", "orgUnit"} <= set(value)) is bulk
        assert all(isinstance(part, str) for part in value.values())
        assert re.fullmatch(r"\d+", value["value"])
        places.append(
            tuple(value.get(p) for p in ("dataElement", "period", "orgUnit", "categoryOptionCombo"))
        )
    assert len(places) == len(set(places)), "a value is there twice"


def test_one_unit_and_one_period_take_the_form_of_a_data_set():
    made = to_dhis2(document(contacts=Protected(4812)), mapping(Unit("OUTREACH")))
    check_shape(made)
    assert made == {
        "dataSet": "HR_QUARTER", "completeDate": "2026-10-16", "period": "2026Q3", "orgUnit": "OUTREACH",
        "dataValues": [{"dataElement": "CONTACTS", "categoryOptionCombo": "default", "value": "4812",
                        "comment": "contacts|time=2026-07..2026-09"}],
    }  # fmt: skip


def test_several_units_take_the_bulk_form():
    made = to_dhis2(
        document(contacts=Protected(90), contacts_1=Protected(40)), mapping(Unit("ALL"), Unit("N", ("1",)))
    )
    check_shape(made)
    assert sent(made) == {"N": 40, "ALL": 50}


@pytest.mark.parametrize("mark", [FEW, HELD, "shut"])
def test_what_is_hidden_is_left_out_and_never_sent_as_zero(mark):
    made = to_dhis2(document(contacts=Protected(None, mark)), mapping(Unit("ALL")))
    assert made == {"dataValues": []}


def test_everything_sent_of_a_whole_edition_is_printed_in_it():
    whole = base()
    of = {
        str(key(at.measure, {d: c for d, c in at.where if d not in ("time", "zone")})) for at in whole.cells
    }
    elements = tuple(Element(read(one), f"E{n}", "") for n, one in enumerate(sorted(of)))
    units = (Unit("ALL"), *(Unit(f"Z{zone}", (zone,)) for zone in ZONES.values()))
    made = to_dhis2(whole, Mapped("D", "Quarterly", units, elements))
    check_shape(made)
    assert len(made["dataValues"]) > 30
    for value in made["dataValues"]:
        assert worked_out(whole, value["comment"]) == int(value["value"]), value


def worked_out(document: Document, comment: str) -> int:
    """The sum or difference that a comment names, from printed numbers only."""
    total, sign = 0, 1
    for part in comment.split(" "):
        if part in "+-":
            sign = 1 if part == "+" else -1
        else:
            number = document.cells[read(part)].value
            assert number is not None, "a hidden number was used"
            total += sign * number
    return total


def test_a_number_is_sent_once_so_that_the_sum_in_dhis2_is_the_printed_one():
    made = document(
        contacts=Protected(100), contacts_1=Protected(40), contacts_2=Protected(35), contacts_3=Protected(25)
    )
    units = (Unit("ALL"), Unit("N", ("1",)), Unit("S", ("2", "3")))
    assert sent(to_dhis2(made, mapping(*units))) == {"N": 40, "S": 60}
    assert sum(sent(to_dhis2(made, mapping(*units[:2]))).values()) == 100


def test_a_hidden_zone_stays_hidden_in_a_sum_of_units():
    made = document(
        contacts=Protected(100),
        contacts_1=Protected(40),
        contacts_2=Protected(None, FEW),
        contacts_3=Protected(None, HELD),
    )
    found = sent(to_dhis2(made, mapping(Unit("ALL"), Unit("N", ("1",)), Unit("S", ("2", "3")))))
    assert found == {"N": 40, "ALL": 60}


def test_a_small_remainder_is_left_out():
    made = document(contacts=Protected(50), contacts_1=Protected(40))
    assert sent(to_dhis2(made, mapping(Unit("ALL"), Unit("N", ("1",))))) == {"N": 40}


@pytest.mark.parametrize(("people", "own"), [(10, False), (11, True)])
def test_a_unit_of_fewer_than_eleven_people_has_no_numbers_of_its_own(people, own):
    made = document(contacts=Protected(300), contacts_1=Protected(90), codes_1=Protected(people))
    assert ("N" in sent(to_dhis2(made, mapping(Unit("ALL"), Unit("N", ("1",)))))) is own


def test_people_are_never_split_over_units():
    made = document(codes=Protected(900), codes_1=Protected(500), contacts_1=Protected(2000))
    assert sent(to_dhis2(made, mapping(Unit("ALL"), Unit("N", ("1",)), of="codes"))) == {"ALL": 900}
    assert to_dhis2(made, mapping(Unit("N", ("1",)), of="codes")) == {"dataValues": []}


@pytest.mark.parametrize(
    ("days", "valid"),
    [((None, None), True), ((date(2026, 7, 1), date(2026, 9, 30)), True), ((date(2026, 7, 2), None), False),
     ((None, date(2026, 9, 29)), False)],
)  # fmt: skip
def test_a_unit_takes_numbers_of_its_own_days_only(days, valid):
    made = document(contacts=Protected(300), contacts_1=Protected(90))
    units = (Unit("ALL"), Unit("N", ("1",), *days))
    assert sent(to_dhis2(made, mapping(*units))) == ({"N": 90, "ALL": 210} if valid else {"ALL": 300})


def test_a_report_about_some_zones_goes_as_that_part():
    made = document(contacts_1=Protected(90), contacts=Protected(300))
    part = replace(made, about={**made.about, "scope": {"zone": ["1"]}})
    assert sent(to_dhis2(part, mapping(Unit("ALL")))) == {"ALL": 90}


def test_a_quarter_goes_to_a_monthly_data_set_month_by_month():
    cells = {
        key("contacts", {"time": month}): Protected(n) for month, n in zip(Q3, (30, 31, 32), strict=True)
    }
    made = to_dhis2(replace(document(), cells=cells), mapping(Unit("ALL"), kind="Monthly"))
    check_shape(made)
    assert [(value["period"], value["value"]) for value in made["dataValues"]] == [
        ("202607", "30"), ("202608", "31"), ("202609", "32"),
    ]  # fmt: skip


# As the DHIS2 documentation lists them: interval, example, what it means.
DOCUMENTED = [
    ("Monthly", "2004-03", "2004-03", "200403"),
    ("BiMonthly", "2004-01", "2004-02", "200401B"),
    ("BiMonthly", "2004-11", "2004-12", "200406B"),
    ("Quarterly", "2004-01", "2004-03", "2004Q1"),
    ("Quarterly", "2026-07", "2026-09", "2026Q3"),
    ("SixMonthly", "2004-01", "2004-06", "2004S1"),
    ("SixMonthly", "2026-07", "2026-12", "2026S2"),
    ("SixMonthlyApril", "2004-04", "2004-09", "2004AprilS1"),
    ("SixMonthlyApril", "2004-10", "2005-03", "2004AprilS2"),
    ("Yearly", "2004-01", "2004-12", "2004"),
    ("FinancialApril", "2004-04", "2005-03", "2004April"),
    ("FinancialJuly", "2004-07", "2005-06", "2004July"),
    ("FinancialOct", "2004-10", "2005-09", "2004Oct"),
]


@pytest.mark.parametrize(("kind", "first", "last", "written"), DOCUMENTED)
def test_periods_are_written_as_dhis2_documents_them(kind, first, last, written):
    assert identifiers(months(first, last), kind) == [(written, months(first, last))]


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [("Quarterly", "2026-08", "2026-10"), ("Yearly", "2026-07", "2026-09"), ("SixMonthly", "2026-04", "2026-09"),
     ("FinancialOct", "2026-01", "2026-12")],
)  # fmt: skip
def test_a_report_that_is_no_whole_period_of_the_data_set_is_refused_in_words(kind, first, last):
    with pytest.raises(PeriodNotMappedError, match="Choose a report of such a period"):
        identifiers(months(first, last), kind)


UNITS = """
ZONE_NORTH = Station North, market quarter

OLD = Old Docks until 2026-06-30
NEW = Old Docks from 2026-07-01
OUTREACH = everything
"""
ELEMENTS = "NSP_NEEDLES = needles\nCONTACTS AGE25_F = contacts|age=25-29|gender=woman\nCONTACTS = contacts|time=2026-07"


def test_a_mapping_is_written_in_lines_and_comes_back_as_it_was():
    units, elements = dhis2_mapping.read_units(UNITS, ZONES), dhis2_mapping.read_elements(ELEMENTS)
    made = Mapped("DS", "Quarterly", units, elements, "uid", "MECH")
    assert units[0] == Unit("ZONE_NORTH", ("1", "2"))
    assert units[1] == Unit("OLD", ("3",), None, date(2026, 6, 30))
    assert elements[1] == Element(read("contacts|age=25-29|gender=woman"), "CONTACTS", "AGE25_F")
    assert elements[2].key == read("contacts")
    assert dhis2_mapping.from_text(dhis2_mapping.to_text(made)) == made
    names = {number: name for name, number in ZONES.items()}
    assert dhis2_mapping.read_units(dhis2_mapping.written_units(made, names), ZONES) == units
    assert dhis2_mapping.read_elements(dhis2_mapping.written_elements(made)) == elements


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "at least one unit"), ("A = Nowhere", "Line 1: There is no zone called Nowhere"),
     ("A = everything\nB = everything", "Line 2: A part of this stands in A already"),
     ("A = Old Docks\nB = Old Docks, Ring Road", "Line 2: A part of this stands in A already"),
     ("A Old Docks", "Line 1: Write the identifier"), ("A =", "Line 1: Name the zones"),
     ("A = Old Docks until 2026-06-31", "Line 1: A day is written as"), ("<b> = Old Docks", "Line 1: Write the")],
)  # fmt: skip
def test_a_unit_that_cannot_stand_is_named_by_its_line(text, words):
    with pytest.raises(BadInputError, match=re.escape(words)):
        dhis2_mapping.read_units(text, ZONES)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "at least one element"), ("A = nothing", "no figure called nothing"),
     ("A = contacts|site=3", "A site is never sent"),
     ("A = contacts|zone=3", "Leave the zone out"), ("A = contacts\nA = needles", "Line 2: This element"),
     ("A = contacts|age", "After the = stands a key"), ("A B C = contacts", "Line 1: Write the identifier")],
)  # fmt: skip
def test_an_element_that_cannot_stand_is_named_by_its_line(text, words):
    with pytest.raises(BadInputError, match=re.escape(words)):
        dhis2_mapping.read_elements(text)


def test_the_payload_is_json_that_names_no_zone_and_no_site():
    text = json.dumps(to_dhis2(base(), mapping(Unit("ALL"), Unit("N", ("1",)))))
    assert not any(name in text for name in ZONES)
    assert "site" not in text
