"""Drafts that make themselves, reminders, and the way over the command line."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

import pytest

from outreach import jobs
from outreach.reports import store
from outreach.reports.editions import life, reminding, schedule
from outreach.reports.editions import store as editions
from outreach.reports.sending import mail
from outreach.reports.template.rules import DEFAULT, Calendar, ReportTemplate
from tests.reports.editing import Desk, desk

__all__ = ["desk"]
OVER, CLOSED = datetime(2026, 10, 1, 21, tzinfo=UTC), datetime(2026, 10, 14, 21, tzinfo=UTC)


@pytest.fixture
def database() -> str:
    """The rules are the same on both databases."""
    return "sqlite"


def night(desk: Desk) -> list[Any]:
    """One night, and all that the worker then does; the open editions."""
    with desk.app.app_context():
        schedule.make_drafts()
        mine = jobs.jobs()
        while (task := mine.huey.dequeue()) is not None:
            mine.huey.execute(task)
        mine.huey.storage.close()
    return [desk.row(row.id) for row in desk.run(editions.editions)]


def as_at(desk: Desk, day: str) -> None:
    desk.made = dataclasses.replace(desk.made, about={**desk.made.about, "as_at": day})


@pytest.fixture
def scheduled(desk: Desk) -> Desk:
    """The report that every programme has makes its own drafts."""
    desk.run(store.set_schedule, 0, True)
    return desk


def test_without_being_asked_for_nothing_is_made(desk: Desk) -> None:
    assert night(desk) == []


def test_a_draft_is_made_when_the_period_is_over(scheduled: Desk, clock: Any) -> None:
    clock.set(OVER)
    as_at(scheduled, "2026-10-01")
    (row,) = night(scheduled)
    assert (row.period, row.author_id, row.status) == ("2026Q3", None, "draft")
    assert row.document is not None


def test_it_is_made_once_more_when_the_period_has_closed_and_then_left_alone(
    scheduled: Desk, clock: Any
) -> None:
    clock.set(OVER)
    as_at(scheduled, "2026-10-01")
    night(scheduled)
    clock.set(datetime(2026, 10, 13, 21, tzinfo=UTC))
    (row,) = night(scheduled)
    assert row.version == 2
    clock.set(CLOSED)
    as_at(scheduled, "2026-10-14")
    (row,) = night(scheduled)
    assert row.version == 3
    clock.move(days=1)
    (row,) = night(scheduled)
    assert row.version == 3


def test_the_same_night_twice_makes_one_draft(scheduled: Desk) -> None:
    night(scheduled)
    assert len(night(scheduled)) == 1


def test_what_somebody_sent_for_approval_is_left_alone(scheduled: Desk) -> None:
    as_at(scheduled, "2026-10-10")
    (row,) = night(scheduled)
    scheduled.step(row.id, life.WAITING, author_id=scheduled.ids["bo"])
    (after,) = night(scheduled)
    assert (after.status, after.document) == ("waiting", row.document)


def test_what_is_published_is_not_drafted_again(scheduled: Desk) -> None:
    number = scheduled.published()
    assert [row.id for row in night(scheduled)] == [number]


def test_a_draft_that_cannot_be_made_is_tried_once_a_day(
    scheduled: Desk, clock: Any, monkeypatch: Any
) -> None:
    from outreach.errors import NothingToReportError
    from outreach.reports.content import drafting

    tries: list[int] = []

    def draft(*_args: Any) -> Any:
        tries.append(1)
        raise NothingToReportError("There are fewer than 11 contacts.")

    monkeypatch.setattr(drafting, "draft", draft)
    night(scheduled)
    night(scheduled)
    assert len(tries) == 1
    clock.move(days=1)
    night(scheduled)
    assert len(tries) == 2


@pytest.mark.parametrize(
    ("calendar", "day", "period"),
    [
        (Calendar("month"), date(2026, 11, 20), "2026-10"),
        (Calendar("quarter"), date(2026, 11, 20), "2026Q3"),
        (Calendar("half"), date(2026, 11, 20), "2026H1"),
        (Calendar("year"), date(2027, 1, 1), "2026"),
        (Calendar("fiscal", starts=7), date(2027, 7, 1), "2026FY07"),
    ],
)
def test_each_calendar_makes_its_last_period(desk: Desk, calendar: Calendar, day: date, period: str) -> None:
    template = ReportTemplate("T", calendar=calendar)
    assert desk.run(schedule.due, template, day) is not None
    (row,) = desk.run(editions.editions)
    assert (row.period, row.closes_on) == (period, calendar.closes(calendar.last_over(day)))


def test_closing_days_are_those_of_the_template(desk: Desk) -> None:
    template = dataclasses.replace(DEFAULT, calendar=Calendar("quarter", closing_days=30))
    desk.run(schedule.due, template, date(2026, 11, 20))
    assert desk.run(editions.editions)[0].closes_on == date(2026, 10, 30)


@pytest.fixture
def sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were written to."""
    desk.app.config["SMTP_HOST"] = "mail.example.org"
    found: list[str] = []
    monkeypatch.setattr(mail, "send_notice", lambda _config, address, *_more: found.append(address))
    return found


def test_a_draft_that_can_be_finished_is_told_by_mail_once(scheduled: Desk, sent: list[str]) -> None:
    night(scheduled)
    with scheduled.app.app_context():
        reminding.by_mail()
        reminding.by_mail()
    assert sorted(sent) == ["ada@example.org", "bo@example.org", "cleo@example.org"]


def test_a_running_draft_is_not_told(scheduled: Desk, sent: list[str], clock: Any) -> None:
    clock.set(OVER)
    night(scheduled)
    with scheduled.app.app_context():
        reminding.by_mail()
    assert sent == []


def test_a_dead_mail_server_is_tried_again_the_next_night(
    scheduled: Desk, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    working = mail.send_notice

    def dead(*_args: Any) -> None:
        raise mail.NotSentError("The mail server cannot be reached.")

    night(scheduled)
    monkeypatch.setattr(mail, "send_notice", dead)
    with scheduled.app.app_context():
        reminding.by_mail()
        monkeypatch.setattr(mail, "send_notice", working)
        reminding.by_mail()
    assert len(sent) == 3


def test_without_a_mail_server_nothing_is_sent(scheduled: Desk, sent: list[str]) -> None:
    scheduled.app.config["SMTP_HOST"] = ""
    night(scheduled)
    with scheduled.app.app_context():
        reminding.by_mail()
    assert sent == []
