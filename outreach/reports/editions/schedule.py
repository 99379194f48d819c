"""Drafts that make themselves: when a period is over, and once more when it has closed. Who is reminded of what."""

from __future__ import annotations

import logging
from datetime import date

from sqlalchemy import Connection

from ... import jobs
from ...database import reading, transaction
from ...errors import ConflictError, OutreachError
from .. import store
from ..build import today
from ..content.document import from_json
from ..template.rules import ReportTemplate
from . import life, starting
from . import store as editions

_log = logging.getLogger("outreach.reports")


def make_drafts() -> None:
    """What is due tonight is begun, or made again with the figures of the closing day."""
    for template in _scheduled():
        try:
            with transaction() as conn:
                number = due(conn, template, today())
        except OutreachError as error:
            _log.warning("a draft could not be begun: %s", error.code)
            continue
        if number is not None:
            jobs.jobs().enqueue("report", number)


def _scheduled() -> list[ReportTemplate]:
    with reading() as conn:
        off_or_on = store.schedules(conn)
        return [one for one in starting.templates(conn) if off_or_on.get(one.id, one.id > 0)]


def due(conn: Connection, template: ReportTemplate, day: date) -> int | None:
    """The number of the work to be done for this template, or None: nothing is due, or somebody is at it."""
    period = template.calendar.last_over(day)
    wish = starting.wish_for(conn, template, period.key)
    try:
        row = editions.edition(conn, starting.begin(conn, template, wish, day, None))
    except ConflictError:
        return None  # it is published
    if row.status != life.DRAFT or not wanted(row.document, row.closes_on, day):
        return None
    work = store.work_on(conn, row.id)
    if work is not None and work.asked_on == day:
        return None  # it was tried today
    return store.ask(conn, row.id, "draft", None, day)


def wanted(document: str | None, closes_on: date, day: date) -> bool:
    """Whether a draft is to be made: there is none yet, or the period has closed since the last one."""
    if document is None:
        return True
    as_at = date.fromisoformat(str(from_json(document).about["as_at"]))
    return as_at < closes_on <= day
