"""The funder's portal: what was published to them, and its files. Another funder's report does not exist here.

Also the same files for the desk, drafts included; a file of what is not published says so in its first lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ...database import reading, transaction
from ...errors import NotFoundError
from ...figures.rules import parse_period
from ...team import audit
from ...team.access import actor, signed_in
from ..content.document import Document, from_json
from ..editions import store as editions
from ..exports.files import to_csv, to_json, to_xlsx
from ..sending import store
from ..template import store as template_store
from ..words import short

bp = Blueprint("portal", __name__)
PDF = "application/pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a file is called at its end → its type, and how it is made from the figures.
MADE: dict[str, tuple[str, Callable[[Document, str], bytes]]] = {
    "csv": ("text/csv", to_csv),
    "xlsx": (WORKBOOK, to_xlsx),
    "json": ("application/json", lambda document, _language: to_json(document)),
}


@dataclass(frozen=True)
class Shown:
    """One published edition as the portal lists it."""

    edition: int
    title: str
    period: str
    number: int
    public: bool
    published_on: Any
    pages: int
    digest: str
    newer: int | None  # the edition that corrects it


@bp.get("/published")
def published() -> ResponseReturnValue:
    """What was published to this funder: its own reports and the public ones."""
    with reading() as conn:
        funder = store.funder_of(conn, signed_in().id)
        found = list(_shown(conn, _audiences(funder)))
        name = template_store.source(conn, funder).name if funder is not None else ""
    newest = [one for one in found if one.newer is None]
    older = [one for one in found if one.newer is not None]
    verify = url_for("verify.page") if "verify.page" in current_app.view_functions else ""
    return render_template("reports/portal.html", funder=name, newest=newest, older=older, verify=verify)


@bp.get("/published/<int:edition>/<kind>")
def file(edition: int, kind: str) -> ResponseReturnValue:
    """One file of an edition that was published to this funder."""
    with reading() as conn:
        row = store.edition_for(conn, edition, _audiences(store.funder_of(conn, signed_in().id)))
    if row is None:
        raise NotFoundError("There is no such report, or it was not published to you.")
    return _file(edition, row, kind)


@bp.get("/reports/<int:edition>/figures.<kind>")
def figures(edition: int, kind: str) -> ResponseReturnValue:
    """The figures of an edition for the desk, as a file; of a draft too, which says that it is internal."""
    with reading() as conn:
        row = editions.edition(conn, edition)
        out = store.edition_for(conn, edition, (row.audience,))
    if not row.document or kind not in MADE:
        raise NotFoundError("There are no figures yet, or not in this form.")
    return _file(edition, out or row, kind)


def _file(edition: int, row: Any, kind: str) -> Response:
    """A download; made before the log is written, so that nobody waits for it."""
    if kind == "pdf":
        content, mime = bytes(row.pdf), PDF
    elif kind in MADE:
        mime, make = MADE[kind]
        content = make(from_json(row.document), row.language)
    else:
        raise NotFoundError("There is no file of this kind.")
    with transaction() as conn:
        audit.record(conn, actor(), "downloaded report", f"edition {edition}, {kind}")
    response = make_response(content)
    response.mimetype = mime
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(row.period)}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _name(period: str) -> str:
    """A neutral name: it says what it is and nothing about who made it or for whom."""
    return f"report-{short(period).replace(' ', '-').lower()}"


def _audiences(funder: int | None) -> tuple[str, ...]:
    return ("public",) if funder is None else ("public", f"funder:{funder}")


def _shown(conn: Connection, audiences: tuple[str, ...]) -> Iterator[Shown]:
    rows = store.editions_for(conn, audiences)
    corrected = {row.corrects_id: row.edition_id for row in rows if row.corrects_id is not None}
    for row in rows:
        label = parse_period(row.period, row.published_on).label
        yield Shown(row.edition_id, row.title or "Report", label, row.number, row.audience == "public",
                    row.published_on, row.pages, row.pdf_sha256.hex(), corrected.get(row.edition_id))  # fmt: skip
