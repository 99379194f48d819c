"""CSV, XLSX and JSON of an edition: the same numbers, safe in a spreadsheet, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from outreach.disclosure.cells import FEW, HELD, SHUT, Protected, key
from outreach.reports.content.document import Document, Head, TableSpec, from_json
from outreach.reports.exports.files import to_csv, to_json, to_xlsx
from tests.reports.sample import sample_document

INTERNAL = "Draft, internal, not for publication"
EVIL = '=HYPERLINK("http://evil.example","look")'
RIGHT_TO_LEFT = "\u0627\u0644\u0645\u064a\u0646\u0627\u0621"


@pytest.fixture(scope="module")
def document() -> Document:
    return sample_document()


def rows_of(raw: bytes) -> list[list[str]]:
    """All rows of a CSV file."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def figures_of(raw: bytes) -> dict[str, tuple[str, str]]:
    """Key → number and mark, from a CSV file."""
    rows = rows_of(raw)
    start = next(at for at, row in enumerate(rows) if row[:1] == ["Key"]) + 1
    return {row[0]: (row[2], row[3]) for row in rows[start:] if row}


def small(**names: str) -> Document:
    """An edition of three cells whose zones are called as given."""
    where = {"time": ("2026-07", "2026-08", "2026-09")}
    at = {zone: key("contacts", {**where, "zone": zone}) for zone in names}
    heads = tuple(Head((zone,), name) for zone, name in names.items())
    values = [Protected(40), Protected(None, FEW), Protected(None, SHUT), Protected(None, HELD)]
    return Document(
        about={"organisation": EVIL, "period": "2026Q3", "as_at": "2026-10-10", "threshold": 5, "state": "published"},
        cells=dict(zip(at.values(), values, strict=False)),
        terms={},
        tables=[TableSpec("zones", "[By/zone]: 'what?' " + "x" * 40, ("contacts",), where, "zone", heads, sums="")],
    )  # fmt: skip


def test_each_number_stands_in_the_csv_once_or_its_mark_does(document):
    found = figures_of(to_csv(document))
    assert len(found) == len(document.cells)
    for at, cell in document.cells.items():
        number, mark = found[str(at)]
        assert number == ("" if cell.value is None else str(cell.value))
        assert mark == (
            "" if cell.value is not None else {FEW: "<5", HELD: "withheld", SHUT: "not open"}[cell.mark]
        )


def test_the_csv_is_utf8_with_a_byte_order_mark_and_says_its_edition_in_words(document):
    raw = to_csv(document)
    assert raw.startswith(b"\xef\xbb\xbf")
    told = dict(row for row in rows_of(raw) if len(row) == 2)
    assert told["Status"] == "Published"
    assert told["Period"] == "July to September 2026"
    assert told["Edition"] == "1"
    words = {row[0]: row[1] for row in rows_of(raw) if len(row) == 5}
    assert (
        words["contacts|time=2026-07..2026-09|zone=1"]
        == "Contacts; July to September 2026; zone: Station North"
    )


@pytest.mark.parametrize("state", ["draft", "waiting", "approved", ""])
def test_a_file_of_what_is_not_published_says_that_it_is_internal(document, state):
    draft = replace(document, about={**document.about, "state": state}, tables=[])
    assert INTERNAL in to_csv(draft).decode()
    about = load_workbook(io.BytesIO(to_xlsx(draft)))["About"]
    assert INTERNAL in [cell.value for row in about for cell in row]
    assert INTERNAL not in to_csv(document).decode()


def test_an_indicator_stands_beside_its_number_with_the_version_of_its_definition(document):
    rows = {row[0]: row[4] for row in rows_of(to_csv(document)) if len(row) == 5}
    told = [one for one in document.indicators if one["numerator"] in rows]
    assert told
    assert all(f"{one['code']} {one['version']}" in rows[one["numerator"]] for one in told)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_no_name_becomes_a_formula(start):
    made = small(**{"1": f"{start}1+1"})
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))
        for row in rows_of(to_csv(made))
        for cell in row
    )
    book = load_workbook(io.BytesIO(to_xlsx(made)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_a_workbook_holds_no_formula_and_no_link_even_if_a_name_is_one():
    raw = to_xlsx(small(**{"1": EVIL, "2": "#N/A", "3": RIGHT_TO_LEFT}))
    with zipfile.ZipFile(io.BytesIO(raw)) as held:
        sheets = b"".join(held.read(name) for name in held.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets.lower()
    assert b't="e"' not in sheets


def test_numbers_are_numbers_and_marks_are_text_in_the_workbook():
    book = load_workbook(io.BytesIO(to_xlsx(small(**{"1": "North", "2": "South", "3": "East", "4": "West"}))))
    table = book.worksheets[1]
    assert [(row[0].value, row[1].value, row[1].data_type) for row in table.iter_rows(min_row=3)] == [
        ("North", 40, "n"), ("South", "<5", "s"), ("East", "not open", "s"), ("West", "withheld", "s"),
    ]  # fmt: skip


def test_each_table_has_a_sheet_with_a_name_that_a_sheet_may_have(document):
    book = load_workbook(io.BytesIO(to_xlsx(document)))
    assert book.sheetnames[0] == "About"
    assert [name for name in ("Figures", "Indicators", "Definitions") if name in book.sheetnames]
    assert len(book.sheetnames) == 4 + len(document.tables)
    odd = load_workbook(io.BytesIO(to_xlsx(small(**{"1": "North"})))).sheetnames[1]
    assert len(odd) <= 31
    assert not set(odd) & set("[]:*?/\\'")


def test_a_printed_table_has_the_heads_the_rows_and_the_sums_of_the_report(document):
    spec = next(spec for spec in document.tables if spec.id == "age_gender")
    sheet = load_workbook(io.BytesIO(to_xlsx(document))).worksheets[1 + list(document.tables).index(spec)]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][1:5] == ("Women", "Men", "Gender diverse or not recorded", "All")
    assert [row[0] for row in rows[2:]] == [*(head.name for head in spec.down), "All"]
    assert rows[-1][4] == document.cell(spec.at("contacts")).value


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("en", False), ("fr", False)])
def test_sheets_run_from_right_to_left_in_languages_that_do(language, turned):
    book = load_workbook(io.BytesIO(to_xlsx(small(**{"1": "North"}), language)))
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {turned}


@pytest.mark.parametrize(
    ("language", "words", "hidden"),
    [("fr", "Contacts; Juillet à septembre 2026; zone: Station North", "retenu"),
     ("ar", "اللقاءات; يوليو إلى سبتمبر 2026; المنطقة: Station North", "محجوب")],
)  # fmt: skip
def test_words_are_those_of_the_edition_s_language_and_the_numbers_the_same(
    document, language, words, hidden
):
    raw = to_csv(document, language)
    found = {row[0]: row for row in rows_of(raw) if len(row) == 5}
    assert (
        found["contacts|time=2026-07..2026-09|zone=1"][1].replace("\u2068", "").replace("\u2069", "") == words
    )
    assert hidden in {row[3] for row in found.values()}
    numbers = {at: row[2] for at, row in found.items()}
    english = {row[0]: row[2] for row in rows_of(to_csv(document)) if len(row) == 5}
    assert {at: n for at, n in numbers.items() if "|" in at} == {
        at: n for at, n in english.items() if "|" in at
    }
    assert load_workbook(io.BytesIO(to_xlsx(document, language))).sheetnames[0] in ("À propos", "حول")


def test_the_same_edition_gives_the_same_bytes(document, clock):
    first = [to_csv(document), to_xlsx(document), to_json(document)]
    clock.move(days=40)
    again = from_json(document.to_json())
    assert [to_csv(again), to_xlsx(again), to_json(again)] == first


def test_the_json_is_the_frozen_edition(document):
    assert json.loads(to_json(document))["format"] == "outreach-edition/1"
    assert from_json(to_json(document).decode()).cells == document.cells


def test_no_file_holds_a_name_of_a_machine_or_a_moment(document, clock):
    with zipfile.ZipFile(io.BytesIO(to_xlsx(document))) as held:
        assert {entry.date_time for entry in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-10-10T00:00:00Z" in held.read("docProps/core.xml")


def test_control_signs_in_a_name_break_no_file():
    made = small(**{"1": "No\x00rth\x0b", "2": 'Qu"ote, and; more'})
    assert load_workbook(io.BytesIO(to_xlsx(made))).worksheets[1]["A3"].value == "North"
    assert any('Qu"ote, and; more' in cell for row in rows_of(to_csv(made)) for cell in row)


def test_an_empty_edition_is_still_a_file():
    nothing: Any = replace(small(**{"1": "North"}), cells={}, tables=[])
    assert figures_of(to_csv(nothing)) == {}
    assert load_workbook(io.BytesIO(to_xlsx(nothing))).sheetnames == ["About", "Figures"]
