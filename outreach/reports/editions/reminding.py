"""Who is reminded of which report: on Today, and by e-mail without content when a mail server is set."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import current_app, url_for
from sqlalchemy import Connection, Row

from ... import reminders
from ...database import reading, transaction
from ...figures.rules import parse_period
from ...reminders import Reminder
from ...team import store as members
from ...team.rules import DESK
from ..build import today
from ..sending import mail
from ..words import day
from . import life
from . import store as editions

SUBJECT = "A report waits for you"
_log = logging.getLogger("outreach.reports")


def register() -> None:
    """Lets Today and the navigation ask for these reminders."""
    reminders.gives("reports")(waiting)


def waiting(conn: Connection, member: int, now: date) -> Iterator[Reminder]:
    """What this member can do about reports today."""
    for row in editions.remindable(conn):
        told = _told(conn, row, member, now)
        if told is not None:
            title, words, action = told
            url = url_for("reports.edition", number=row.id)
            yield Reminder(title, words, action, url, main=row.status == life.WAITING)


def _told(conn: Connection, row: Row[Any], me: int, now: date) -> tuple[str, str, str] | None:
    label = parse_period(row.period).label
    name = f"The report {label}"
    if row.trouble:
        return f"{name} could not go out", row.trouble, "See why"
    if row.status == life.WAITING and me not in editions.writers(conn, row.id):
        return f"{name} waits for approval", "You may approve it: you did not write in it.", "Read it"
    if row.status == life.APPROVED:
        return f"{name} is approved and not out yet", "Publishing is the last step.", "Open it"
    mine = row.author_id in (None, me)
    if row.status == life.DRAFT and mine and now >= row.closes_on and row.drafted_at is not None:
        words = (
            f"The period closed on {day(row.closes_on)}. Read the draft, add your text, send it for approval."
        )
        return f"{name} can be finished", words, "Open it"
    return None


def by_mail() -> None:
    """An e-mail to coordinators about drafts that made themselves and can be finished; each draft is told once."""
    if not mail.configured(current_app.config):
        return
    with reading() as conn:
        rows = [row for row in editions.remindable(conn) if _tell(row, today())]
        addresses = [
            one.login for one in members.members(conn) if one.active and one.role in DESK and "@" in one.login
        ]
    for row in rows:
        if _sent(addresses):
            with transaction() as conn:
                editions.remember_reminder(conn, row.id, today())


def _tell(row: Row[Any], now: date) -> bool:
    ready = row.status == life.DRAFT and row.author_id is None and row.drafted_at is not None
    return ready and now >= row.closes_on and row.reminded_on is None


def _sent(addresses: list[str]) -> bool:
    """Whether it went out to somebody; what could not be sent is tried again the next night."""
    sent = 0
    for address in addresses:
        try:
            mail.send_notice(current_app.config, address, SUBJECT, "/reports")
            sent += 1
        except mail.NotSentError as error:
            _log.warning("a reminder was not sent: %s", error.code)
    return sent > 0
