"""The page to give back as a file of its own, for the wall: one page from a published public edition, in any of the
phone's languages."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from ... import wording
from ...database import reading, transaction
from ...errors import NotFoundError
from ...team import audit
from ...team.access import actor
from .. import build
from ..content.document import Document, from_json
from ..content.sections.give import for_everybody
from ..editions import store as editions
from ..printing.render import to_pdf

NO_SHEET = "There is no such sheet. It is made from a published public report."
PAPERS = {"a4": "A4", "letter": "Letter"}


def register(bp: Blueprint) -> None:
    """Adds the sheet to the blueprint of the reports."""
    bp.add_url_rule("/<int:number>/sheet", view_func=sheet)


def sheet(number: int) -> ResponseReturnValue:
    """`?lang=` of the words, `?paper=letter` for that size. A funder's edition has none: its numbers are not for the
    wall."""
    lang, paper = request.args.get("lang", "en"), request.args.get("paper", "a4")
    if lang not in wording.LANGUAGES or paper not in PAPERS:
        raise NotFoundError(NO_SHEET)
    pdf = made(number, lang, PAPERS[paper])
    with transaction() as conn:
        audit.record(conn, actor(), "downloaded give-back sheet", f"edition {number}")
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="what-we-did-{lang}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def made(number: int, language: str, paper: str) -> bytes:
    """The sheet of an edition. Raises NotFoundError for one that is not published, or not for everybody."""
    with reading() as conn:
        out = editions.published(conn, number)
    document = from_json(out.document) if out is not None else None
    if document is None or not for_everybody(document):
        raise NotFoundError(NO_SHEET)
    return draw(document, language, paper)


def draw(document: Document, language: str, paper: str) -> bytes:
    """One page: the same numbers as the edition, whatever the language."""
    pdf, _complaints = to_pdf(page(document, language), paper, language=language)
    return pdf


def page(document: Document, language: str) -> str:
    """The sheet as HTML, with every word escaped by the template."""
    content = build.compose(document, language, always=("give_back",))
    return current_app.jinja_env.get_template("reports/give_back.html").render(sheet=content, report=content)
