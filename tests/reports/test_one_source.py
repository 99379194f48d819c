"""Promise 12: a number of one edition is the same on page, PDF, CSV, XLSX, JSON and DHIS2 payload, or hidden.

Each is parsed back by itself; the numbers are compared with the edition, never with one another's code.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pytest
from flask import Flask
from openpyxl import load_workbook

from outreach.database import reading
from outreach.disclosure.attacker.attached import compare_files
from outreach.disclosure.attacker.structure import read_paper
from outreach.disclosure.cells import FEW, HELD, SHUT, TIME, Key, Protected, key, read
from outreach.reports import build
from outreach.reports.content import drafting
from outreach.reports.content.document import Document, TableSpec
from outreach.reports.content.rules import Wish
from outreach.reports.exports.dhis2 import Element, Mapped, Unit
from outreach.reports.exports.files import to_csv, to_json, to_xlsx
from outreach.reports.sending import dhis2_mapping
from tests.reports.filled import fill
from tests.reports.sample import sample_document

MARKS = {FEW: "<5", HELD: "withheld", SHUT: "not open"}
Found = dict[str, tuple[int | None, str]]


def mapped() -> Mapped:
    """Everything that has a key without time and zone, for the programme and for each zone."""
    whole = sample_document()
    of = {str(key(at.measure, {d: c for d, c in at.where if d not in (TIME, "zone")})) for at in whole.cells}
    elements = tuple(Element(read(one), f"E{n}") for n, one in enumerate(sorted(of)))
    return Mapped(
        "DS", "Quarterly", (Unit("ALL"), *(Unit(f"Z{n}", (str(n),)) for n in range(1, 7))), elements
    )


@pytest.fixture(scope="module")
def edition() -> Document:
    """The made-up quarter for a funder, published, with a mapping to DHIS2."""
    return sample_document(dhis2=dhis2_mapping.to_text(mapped()))


@pytest.fixture(scope="module")
def pdf(edition: Document) -> bytes:
    """Its finished file."""
    with Flask("outreach", template_folder="templates").app_context():
        return build.draw(edition, "A4")[0]


@pytest.fixture(scope="module")
def html(edition: Document) -> str:
    """Its page."""
    with Flask("outreach", template_folder="templates").app_context():
        return build.to_html(build.compose(edition))


def told(edition: Document) -> Found:
    """Key → number or mark, as the edition has them."""
    return {str(at): (cell.value, MARKS.get(cell.mark, "")) for at, cell in edition.cells.items()}


def from_csv(raw: bytes) -> Found:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    start = next(at for at, row in enumerate(rows) if row[:1] == ["Key"]) + 1
    return {row[0]: (int(row[2]) if row[2] else None, row[3]) for row in rows[start:] if row}


def from_xlsx(raw: bytes) -> Found:
    sheet = load_workbook(io.BytesIO(raw))["Figures"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return {str(row[0]): (row[2], row[3] or "") for row in rows}  # type: ignore[misc]


def from_json(raw: bytes) -> Found:
    cells = json.loads(raw)["cells"]
    return {at: (cell.get("value"), MARKS.get(cell.get("mark", ""), "")) for at, cell in cells.items()}


def attached(pdf: bytes, name: str) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return bytes(file.attachments[name].get_file().read_bytes())


def test_csv_xlsx_and_json_hold_the_numbers_of_the_edition_and_no_others(edition):
    assert from_csv(to_csv(edition)) == told(edition)
    assert from_xlsx(to_xlsx(edition)) == told(edition)
    assert from_json(to_json(edition)) == told(edition)


def test_the_files_inside_the_pdf_are_those_that_can_be_downloaded(edition, pdf):
    assert attached(pdf, "figures.csv") == to_csv(edition)
    assert attached(pdf, "figures.json") == to_json(edition)


def test_each_value_for_dhis2_is_a_printed_number_or_made_of_printed_ones(edition, pdf):
    made = json.loads(attached(pdf, "dhis2.json"))
    held = told(edition)
    assert len(made["dataValues"]) > 40
    for value in made["dataValues"]:
        total, sign = 0, 1
        for part in value["comment"].split(" "):
            if part in "+-":
                sign = 1 if part == "+" else -1
            else:
                assert held[part][0] is not None, f"{part} is hidden"
                total += sign * (held[part][0] or 0)
        assert int(value["value"]) == total, value


def test_the_attacker_too_finds_no_file_in_the_pdf_that_differs_and_would_see_one(pdf):
    paper = read_paper(pdf)
    assert set(paper.files) == {"figures.json", "figures.csv", "dhis2.json"}
    assert compare_files(paper)[0] == []
    payload = json.loads(paper.files["dhis2.json"])
    payload["dataValues"][0]["value"] = str(int(payload["dataValues"][0]["value"]) + 1)
    paper.files["dhis2.json"] = json.dumps(payload).encode()
    assert len(compare_files(paper)[0]) == 1


def test_what_dhis2_adds_up_is_the_printed_total(edition, pdf):
    made = json.loads(attached(pdf, "dhis2.json"))
    sums: dict[str, int] = {}
    for value in made["dataValues"]:
        sums[value["dataElement"]] = sums.get(value["dataElement"], 0) + int(value["value"])
    of = {element.element: element.key for element in mapped().elements}
    for element in ("contacts", "needles", "kits"):
        name = next(name for name, at in of.items() if at == Key(element))
        assert sums[name] == edition.cells[key(element, {TIME: edition_months()})].value


def edition_months() -> tuple[str, ...]:
    return "2026-07", "2026-08", "2026-09"


@dataclass
class Printed:
    """One line of a printed table: its head and the numbers and marks beside it."""

    name: str
    cells: list[str]


class Tables(HTMLParser):
    """All tables of a page, as rows of texts; heads are told from cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, str]]]] = []
        self._cell: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, _attributes: Any) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = (tag, [])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell and self.tables:
            words = re.sub(r"\s+", " ", "".join(self._cell[1])).strip()
            self.tables[-1][-1].append((self._cell[0], words))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell[1].append(data)


def on_the_page(html: str) -> Iterator[list[Printed]]:
    reader = Tables()
    reader.feed(html)
    for table in reader.tables:
        rows = [row for row in table if row and row[0][0] == "th" and any(tag == "td" for tag, _ in row)]
        yield [Printed(row[0][1], [words for tag, words in row if tag == "td"]) for row in rows]


def in_the_file(pdf: bytes) -> Iterator[list[Printed]]:
    for table in read_paper(pdf).tables():
        yield [Printed(_plain(row.name), [_plain(cell) for cell in row.cells]) for row in table]


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("\u200b", "")).strip()


def shown(edition: Document, at: Key) -> str:
    """What must stand on paper for a key."""
    cell = edition.cells[at]
    return f"{cell.value:,}" if cell.value is not None else MARKS[cell.mark]


def expected(edition: Document, spec: TableSpec) -> dict[str, set[str]]:
    """Head of a row → what may stand in it: each number or mark of that row in the edition, in any table."""
    rows: dict[str, set[str]] = {}
    for head in spec.down:
        at = [place for place in spec.places() if _in_row(spec, head.categories, place)]
        rows[head.name] = {shown(edition, place) for place in at if place in edition.cells}
    return rows


def _in_row(spec: TableSpec, categories: tuple[str, ...], at: Key) -> bool:
    if spec.down_dim.endswith(".*"):
        return at.of(f"{spec.down_dim[:-1]}{categories[0]}") == ("yes",)
    return at.of(spec.down_dim) == tuple(sorted(categories))


NUMBER = re.compile(r"^(<\d+|withheld|not open|\d{1,3}(,\d{3})*)$")


def wrong_cells(edition: Document, tables: list[list[Printed]]) -> tuple[list[tuple[str, str]], int]:
    """Printed numbers that do not belong to their row, and how many were looked at."""
    rows: dict[str, set[str]] = {}
    for spec in edition.tables:
        for name, cells in expected(edition, spec).items():
            rows.setdefault(name, set()).update(cells)
    seen = [(row, cell) for table in tables for row in table if row.name in rows for cell in row.cells]
    return [(row.name, cell) for row, cell in seen if NUMBER.match(cell) and cell not in rows[row.name]], len(
        seen
    )


@pytest.mark.parametrize("where", ["page", "pdf"])
def test_a_row_of_a_printed_table_holds_the_numbers_of_that_row_and_no_others(edition, html, pdf, where):
    wrong, seen = wrong_cells(edition, list(on_the_page(html) if where == "page" else in_the_file(pdf)))
    assert not wrong
    assert seen > 120, "too few rows were recognised"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_edition_of_a_programme_is_one_from_its_records_to_each_of_its_files(app, run, clock):
    today = date(2026, 11, 20)
    run(fill, 900, today)
    with app.app_context():
        with reading() as conn:
            edition = drafting.draft(conn, Wish("2026Q3", 5), today)
        pdf, html = build.draw(edition, "A4")[0], build.to_html(build.compose(edition))
    assert (
        from_csv(to_csv(edition))
        == from_xlsx(to_xlsx(edition))
        == from_json(to_json(edition))
        == told(edition)
    )
    assert attached(pdf, "figures.csv") == to_csv(edition)
    for tables in (list(on_the_page(html)), list(in_the_file(pdf))):
        wrong, seen = wrong_cells(edition, tables)
        assert not wrong
        assert seen > 100, "too few rows were recognised"


def test_the_page_and_the_pdf_print_the_same_tables(html, pdf):
    of_page, of_pdf = ([[(row.name, row.cells) for row in table] for table in found if table]
                       for found in (on_the_page(html), in_the_file(pdf)))  # fmt: skip
    assert of_pdf == of_page


@pytest.mark.parametrize("where", ["csv", "xlsx", "json", "page", "pdf"])
def test_this_test_would_see_one_number_that_is_different(edition, html, pdf, where):
    at = key("contacts", {TIME: edition_months(), "zone": "1"})
    other = replace(edition, cells={**edition.cells, at: Protected((edition.cells[at].value or 0) + 1)})
    files = {"csv": (from_csv, to_csv), "xlsx": (from_xlsx, to_xlsx), "json": (from_json, to_json)}
    if where in files:
        parse, write = files[where]
        assert parse(write(other)) != told(edition)
    else:
        tables = list(on_the_page(html) if where == "page" else in_the_file(pdf))
        printed = [
            cell for table in tables for row in table if row.name == "Station North" for cell in row.cells
        ]
        assert shown(edition, at) in printed
        assert shown(other, at) not in printed
