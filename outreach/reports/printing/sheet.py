"""One sheet of paper for a phone that is empty, lost or locked: pictures and boxes, in the language of the worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ... import wording
from ...contacts.rules import CODES
from ...database import reading
from ...errors import NotFoundError
from ...supplies import store as supplies
from ...team.meta import meta
from .pictures import picture
from .render import to_pdf

PAPERS = {"a4": "A4 sheet", "letter": "Letter sheet"}
ROWS, ITEMS = 15, 8


def register(bp: Blueprint) -> None:
    """Adds the sheet to the blueprint of the reports."""
    bp.add_url_rule("/paper", view_func=paper_tally)


def paper_tally() -> ResponseReturnValue:
    """The sheet as a PDF: `?lang=` of the words, `?paper=letter` for that size. The same for every worker."""
    lang, paper = request.args.get("lang", "en"), request.args.get("paper", "a4")
    if lang not in wording.LANGUAGES or paper not in PAPERS:
        raise NotFoundError("There is no such sheet.")
    with reading() as conn:
        html = page(conn, lang)
    pdf, _ = to_pdf(html, PAPERS[paper])
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="night-on-paper-{lang}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def page(conn: Connection, lang: str) -> str:
    """The sheet as HTML: the team's usual items, the ages and words for gender that phones offer."""
    words, named = Words(lang), supplies.items(conn)
    usual = sorted((item for item in named if item["usual"]), key=lambda item: int(item["usual"]))[:ITEMS]
    return render_template(
        "reports/paper.html",
        lang=lang,
        direction="rtl" if lang == "ar" else "ltr",
        say=words.say,
        organisation=meta(conn, "org_name") or "",
        items=[(words.name("items", item["short"]), picture(item["icon"])) for item in usual],
        ages=[words.name("age", one["short"]) for one in CODES["age"] if one.get("usual", True)],
        genders=[words.name("gender", one["name"]) for one in CODES["gender"]],
        topics=[words.name("topic", one["name"]) for one in CODES["topic"] if one.get("usual", True)],
        rows=range(1, ROWS + 1),
    )


class Words:
    """The sheet's words in one language; English where something is not translated."""

    def __init__(self, lang: str) -> None:
        english = dict(wording.flat(wording.source("guides")))
        self._said: Mapping[str, Any] = {**english, **wording.translations(lang, "guides")}
        self._names = wording.translations(lang, wording.NAMES)

    def say(self, key: str) -> str:
        """One text of the sheet."""
        return str(self._said[f"paper.{key}"])

    def name(self, kind: str, english: str) -> str:
        """The name of an item, an age, a topic; as the programme wrote it where it has its own."""
        return str(self._names.get(f"{kind}.{english}", english))
