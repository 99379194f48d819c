"""An edition as files for other programs: CSV and JSON here, XLSX in xlsx.py, DHIS2 in dhis2.py."""

from __future__ import annotations

import csv
import io
import json

from ..content.document import Document
from ..sending.dhis2_mapping import from_text
from .dhis2 import PeriodNotMappedError
from .dhis2 import to_dhis2 as to_dhis2
from .lines import Lines

# A cell that begins with one of these is run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
HEADS = ("key", "counts", "value", "instead", "definedBy")


def to_csv(document: Document, language: str = "en") -> bytes:
    """All numbers by key: the same bytes for the same edition.

    UTF-8 with a byte order mark: without it the most used spreadsheet reads accents wrongly.
    """
    told, file = Lines(document, language), io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([safe(name), safe(value)] for name, value in told.about())
    writer.writerow([])
    writer.writerow([told.say(head) for head in HEADS])
    for line in told.all():
        number = "" if line.value is None else line.value
        writer.writerow([safe(line.key), safe(line.words), number, line.mark, safe(line.defined_by)])
    return ("\ufeff" + file.getvalue()).encode()


def to_json(document: Document) -> bytes:
    """The frozen edition itself."""
    return document.to_json().encode()


def dhis2_file(document: Document) -> bytes | None:
    """The DHIS2 payload of an edition whose template names a mapping; None when nothing of it goes there."""
    held = document.about.get("dhis2")
    try:
        made = to_dhis2(document, from_text(held)) if held else {}
    except PeriodNotMappedError:
        return None
    return json.dumps(made, sort_keys=True).encode() if made.get("dataValues") else None


def safe(text: str) -> str:
    """Words that a spreadsheet would run as a formula get a ' before them."""
    return f"'{text}" if text.startswith(FORMULA) else text


def to_xlsx(document: Document, language: str = "en") -> bytes:
    """The edition as a workbook."""
    from . import xlsx  # openpyxl takes long to load, and few requests ask for a workbook

    return xlsx.to_xlsx(document, language)
