"""The directory as a CSV file, out and in again: what goes out can be changed in a spreadsheet and taken in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import Response
from sqlalchemy import Connection

from ..errors import BadInputError
from ..referrals import directory
from ..referrals.entry import FLAGS, NAMES, WrongEntryError, read_entry, write_entry
from . import table_csv

IN_USE = "In use"
MOST_ROWS, MOST_PROBLEMS = 500, 20
YES, NO = ("yes", "y", "1", "true", "x"), ("", "no", "n", "0", "false")
_LISTS, _WORDS = ("types", "flags"), ("by_phone",)
_FIELDS = {name.lower(): field for field, name in NAMES.items()}


class UnreadableRowsError(BadInputError):
    """Rows that cannot stand; `problems` says which row, which column and what to write instead."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems[0])
        more = len(problems) - MOST_PROBLEMS
        self.problems = problems[:MOST_PROBLEMS] + ([f"And {more} more."] if more > 0 else [])


def answer(services: Sequence[Mapping[str, Any]]) -> Response:
    """All services as a download."""
    return table_csv.answer(
        "directory", "Directory of services", [*NAMES.values(), IN_USE], map(_cells, services)
    )


def _cells(service: Mapping[str, Any]) -> list[table_csv.Cell]:
    return [*(_cell(value) for value in _ordered(service)), "yes" if service["active"] else "no"]


def _ordered(service: Mapping[str, Any]) -> list[Any]:
    fields = write_entry(service)
    return [fields[field] for field in NAMES]


def _cell(value: Any) -> table_csv.Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(value) if isinstance(value, list) else str(value)


Row = tuple[int, dict[str, str]]  # the row in the file, and what stands in its columns, by field


def rows(raw: bytes) -> list[Row]:
    """The rows of a file, in UTF-8 or as an older spreadsheet writes it, with commas or semicolons.

    Raises UnreadableRowsError when there is no line of heads.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    head = next(
        (at for at, line in enumerate(lines) if _FIELDS.keys() & {cell.strip().lower() for cell in line[:1]}),
        None,
    )
    if head is None:
        raise UnreadableRowsError(
            [f"The first column must be called {NAMES['name']}. Export the list to see how."]
        )
    fields = [_field(cell) for cell in lines[head]]
    found = [
        (number, {field: _plain(cell) for field, cell in zip(fields, line, strict=False) if field})
        for number, line in enumerate(lines[head + 1 :], head + 2)
        if any(cell.strip() for cell in line)
    ]
    if not 1 <= len(found) <= MOST_ROWS:
        raise UnreadableRowsError([f"The file needs 1 to {MOST_ROWS} services."])
    return found


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.lower().lstrip('"').startswith("name")), "")
    return ";" if head.count(";") > head.count(",") else ","


def _field(head: str) -> str:
    plain = head.strip().lower()
    known = IN_USE.lower()
    if plain and plain not in _FIELDS and plain != known:
        raise UnreadableRowsError(
            [f"There is no column called {head.strip()[:30]}. Export the list to see their names."]
        )
    return "active" if plain == known else _FIELDS.get(plain, "")


def _plain(cell: str) -> str:
    """A cell without the ' that keeps a spreadsheet from running it as a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def take(conn: Connection, found: Iterable[Row], today: date) -> tuple[int, int]:
    """Adds and changes services, known by their names; (added, changed). Columns that are not there stay as they are.

    Raises UnreadableRowsError for all rows that cannot stand; then nothing may be kept.
    """
    held = {one["name"].lower(): one for one in directory.all_services(conn)}
    types = {one["code"] for one in directory.types(conn)}
    problems: list[str] = []
    seen: set[str] = set()
    added = changed = 0
    for line, fields in found:
        name = fields.get("name", "").lower()
        before = held.get(name)
        if name in seen:
            problems.append(f"Row {line}: {fields['name'][:40]} stands in the file twice.")
        seen.add(name)
        try:
            values = _values(fields, before, types, today)
        except WrongEntryError as error:
            problems += [f"Row {line}, {NAMES[field]}: {what}" for field, what in error.wrong.items()]
            continue
        if problems:
            continue
        if before is None:
            directory.save_service(conn, values)
            added += 1
        elif any(before[column] != value for column, value in values.items()):
            directory.change_service(conn, before["id"], before["version"], values)
            changed += 1
    if problems:
        raise UnreadableRowsError(problems)
    return added, changed


def _values(
    fields: Mapping[str, str], before: Mapping[str, Any] | None, types: set[str], today: date
) -> dict[str, Any]:
    known = write_entry(before) if before else {}
    # No day in the file means that nobody has checked it again.
    given = {
        field: _read(field, text)
        for field, text in fields.items()
        if field != "active" and (text or field != "checked_on")
    }
    values = read_entry({**known, **given}, types | set(known.get("types", ())), today)
    if "active" in fields:
        values["active"] = fields["active"].lower() not in NO
    return values


def _read(field: str, text: str) -> Any:
    if field in _WORDS:
        return text.lower() in YES
    if field == "flags":
        by_name = {name.lower(): code for code, name in FLAGS.items()}
        return [by_name.get(part, part) for part in _parts(text.lower())]
    return _parts(text) if field in _LISTS else text


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
