"""How an edition begins: from a template and a period, on a page, at the command line, or by itself at night."""

from __future__ import annotations

import dataclasses
from datetime import date

from sqlalchemy import Connection

from ..content import scene
from ..content.rules import Wish
from ..template import rules as template_rules
from ..template import store as template_store
from ..template.rules import DEFAULT, ReportTemplate
from . import store as editions


def templates(conn: Connection) -> list[ReportTemplate]:
    """All that a report can be made with, the one that every programme has first."""
    return [DEFAULT, *template_store.templates(conn)]


def wish_for(
    conn: Connection, template: ReportTemplate, period: str, paper: str = "", language: str = ""
) -> Wish:
    """What is asked for; `paper` and `language` stand over those of the template. Raises InvalidTemplateError."""
    number = template.scope.funding
    source = template_store.source(conn, number) if number is not None else None
    found = template_rules.wish(template, period, source)
    return dataclasses.replace(found, paper=paper or found.paper, language=language or found.language)


def begin(conn: Connection, template: ReportTemplate, wish: Wish, today: date, member: int | None) -> int:
    """The number of the open edition of this wish.

    Raises BadInputError or NothingToReportError for the period, ConflictError when it is published already.
    """
    period = scene.calendar_period(wish.period, today)
    return editions.start(
        conn, wish, title=template.name, made_on=today, closes_on=template.calendar.closes(period), author_id=member
    )  # fmt: skip


def audience_words(conn: Connection, audience: str) -> str:
    """Whom an edition is for: "everybody", or the funder's name."""
    if audience == template_rules.PUBLIC:
        return "everybody"
    return template_store.source(conn, int(audience.removeprefix(template_rules.FUNDER))).name
