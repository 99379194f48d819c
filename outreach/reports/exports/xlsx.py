"""An edition as a workbook: about, each table as it is printed, all figures by key, indicators and definitions.

Numbers are numbers, marks are text, and no cell is ever a formula. The same edition gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ...disclosure.cells import FEW, HELD, SHUT
from ..content.document import Document, Head, TableSpec
from ..content.rules import Cell
from .lines import Lines

_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can say
_BOLD, _RIGHT = Font(bold=True), Alignment(horizontal="right")
Value = str | int | float | None | Cell


def to_xlsx(document: Document, language: str = "en") -> bytes:
    """The workbook, its sheets from right to left for languages written so."""
    told, book = Lines(document, language), Workbook()
    book.remove(book.active)
    for name, rows in _sheets(told):
        sheet = book.create_sheet(_name(name, book.sheetnames))
        sheet.sheet_view.rightToLeft = told.speech.right
        _fill(sheet, rows)
    return _steady(book, document)


def _sheets(told: Lines) -> Iterator[tuple[str, list[list[Value]]]]:
    yield told.say("about"), [[name, value] for name, value in told.about()]
    for number, spec in enumerate(told.document.tables, 1):
        rows: list[list[Value]] = [[told.title(spec)], *_printed(told, spec)]
        yield f"{number} {told.title(spec)}", rows
    yield told.say("figures"), _figures(told)
    if told.document.indicators:
        yield told.say("indicators"), _rows(told, _INDICATOR)
        yield told.say("definitions"), _rows(told, _DEFINITION)


def _printed(told: Lines, spec: TableSpec) -> Iterator[list[Value]]:
    """A table with its heads, its rows and the sums that are printed."""
    across: list[Head | None] = [*spec.across] or [None]
    if spec.across and "a" in spec.sums:
        across.append(None)
    columns = [(measure, head) for measure in spec.measures for head in across]
    if spec.across and len(spec.measures) > 1:
        names = (told.measure(measure) if head is across[0] else "" for measure, head in columns)
        yield ["", *names]
    yield ["", *(_head(told, measure, head, bool(spec.across)) for measure, head in columns)]
    for down in [*spec.down, *([None] if "d" in spec.sums else [])]:
        cells = [told.document.cell(spec.at(measure, down, head)) for measure, head in columns]
        yield [
            told.head(down) if down else told.speech.name("table", "All"),
            *(_cell(told, c) for c in cells),
        ]


def _cell(told: Lines, cell: Cell) -> Cell:
    return cell if cell.value is not None else Cell(None, told.mark(cell), cell.mark)


def _head(told: Lines, measure: str, head: Head | None, crossed: bool) -> str:
    if head is not None:
        return told.head(head)
    return told.speech.name("table", "All") if crossed else told.measure(measure)


def _figures(told: Lines) -> list[list[Value]]:
    rows: list[list[Value]] = [[told.say(n) for n in ("key", "counts", "value", "instead", "definedBy")]]
    for line in told.all():
        rows.append([line.key, line.words, line.value, line.mark, line.defined_by])
    return rows


# What an indicator says → the word of its column.
_INDICATOR = {
    "code": "code", "title": "title", "value": "value", "low": "low", "high": "high", "mark": "instead",
    "unit": "unit", "target": "target", "reached": "reached", "numerator": "numerator", "denominator": "denominator",
}  # fmt: skip
_DEFINITION = {
    "pack_title": "pack_title", "code": "code", "version": "version", "title": "title", "asks": "asks", "of": "of",
    "unit": "unit", "period": "rule", "dedup": "dedup", "source": "source", "edition": "sourceEdition",
    "verifiable": "verifiable", "why": "why",
}  # fmt: skip


def _rows(told: Lines, columns: dict[str, str]) -> list[list[Value]]:
    made: list[list[Value]] = [[told.say(word) for word in columns.values()]]
    for row in told.document.indicators:
        marked = {**row, "mark": _mark(told, row), "target": _target(row.get("target"))}
        made.append([_plain(told, marked.get(name)) for name in columns])
    return made


def _mark(told: Lines, row: Any) -> str:
    """Why there is no number: "<5", "withheld", "not open", or the reason in words."""
    if row.get("mark") in (FEW, HELD, SHUT):
        return told.mark(Cell(None, f"<{told.document.threshold}", row["mark"]))
    return str(row.get("reason") or row.get("mark") or "").replace("_", " ")


def _target(told: Any) -> Any:
    return told.get("value") if isinstance(told, dict) else told


def _plain(told: Lines, value: Any) -> Value:
    if isinstance(value, bool):
        return told.say("yes" if value else "no")
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            _put(sheet, row, column, value)
    widths = [max(len(_shown(value)) for value in column) for column in zip(*_square(rows), strict=True)]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, 10), 60)
    for cell in sheet[1]:
        cell.font = _BOLD


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, Cell):
        value, cell.alignment = (value.label if value.value is None else value.value), _RIGHT
    if isinstance(value, str):
        cell.value = _NOT_IN_CELLS.sub("", value)
        cell.data_type = "s"  # also what begins with "=": a workbook runs only what is marked as a formula
        cell.quotePrefix = True  # and it stays text when somebody edits the cell
    elif value is not None:
        cell.value = value
        cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.0"


def _shown(value: Value) -> str:
    return value.label if isinstance(value, Cell) else "" if value is None else str(value)


def _square(rows: Sequence[Sequence[Value]]) -> list[list[Value]]:
    """The rows but the first (a title may be long), each as long as the longest."""
    counted = rows[1:] or rows
    longest = max(map(len, counted))
    return [[*row, *[None] * (longest - len(row))] for row in counted]


def _name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have: no special signs, at most 31, and not twice."""
    name = _NOT_IN_NAMES.sub(" ", wanted).strip()[:31].strip() or "Table"
    held = {one.lower() for one in taken}
    count = 2
    while name.lower() in held:
        name = f"{name[:27].strip()} {count}"
        count += 1
    return name


def _steady(book: Workbook, document: Document) -> bytes:
    """The file without the moment of its making."""
    as_at = datetime.fromisoformat(str(document.about.get("as_at", "1980-01-01"))[:10])
    book.properties.creator, book.properties.created = "Outreach", as_at
    raw, steady = io.BytesIO(), io.BytesIO()
    book.save(raw)
    told = f"{as_at:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(raw) as held, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as made:
        for name in held.namelist():
            content = held.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + told, content)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return steady.getvalue()
