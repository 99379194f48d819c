"""CSV of what a page shows: safe in a spreadsheet, and marked as internal inside the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from . import page
from .words import day

INTERNAL = "Internal, not for publication"
Cell = str | int | float | None
# A cell that begins with one of these is run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def answer(name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The table as a download called outreach-<name>.csv.

    UTF-8 with a byte order mark: without it the most used spreadsheet reads accents wrongly.
    """
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([_safe(title)])
    writer.writerow([f"As at {day(page.today())}, {page.local_now():%H:%M}"])
    writer.writerow([INTERNAL])
    writer.writerow([])
    writer.writerow([_safe(head) for head in heads])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="outreach-{name}.csv"'
    return response


def _safe(cell: Cell) -> Cell:
    """Words that would be run as a formula get a ' before them; numbers are numbers."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
