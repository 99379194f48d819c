"""Check-ins that were missed: on Safety and on top of Today until a coordinator has seen to them."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.safety import checkins
from outreach.team import audit

TODAY = date(2026, 11, 20)


@pytest.fixture
def phone(desk):
    return desk.phone()


def send(desk, phone, *states, day="2026-11-20"):
    phone.send([phone.seal(["checkin", 1, day, 3, desk.town.zone, state]) for state in states])


def open_ones(desk, team=None, today=TODAY):
    return [(one.name, one.state) for one in desk.run(checkins.waiting, today, team)]


def test_a_missed_one_waits_on_safety_and_on_today(desk, phone):
    send(desk, phone, "missed")
    assert open_ones(desk, desk.town.team) == [("Phone 1", "missed")]
    for path in ("/safety", "/"):
        page = desk.bo.get(path).text
        assert "A check-in was missed" in page
        assert ", 1 missed" in page


def test_one_that_was_answered_later_in_the_night_does_not_wait(desk, phone):
    send(desk, phone, "missed", "safe")
    assert open_ones(desk) == []


def test_a_call_for_help_waits_also_after_an_answer(desk, phone):
    send(desk, phone, "help", "safe")
    assert open_ones(desk) == [("Phone 1", "help")]
    assert "asked for help" in desk.bo.get("/safety").text


def test_an_answer_before_it_or_from_another_phone_is_no_answer(desk, phone):
    send(desk, phone, "safe", "missed")
    send(desk, desk.phone(), "safe")
    assert open_ones(desk) == [("Phone 1", "missed")]


def test_after_two_weeks_it_is_no_news(desk, phone):
    send(desk, phone, "missed", day="2026-11-06")
    assert len(open_ones(desk)) == 1
    assert open_ones(desk, today=date(2026, 11, 21)) == []


def test_seen_to_is_said_once_and_stands_in_the_log(desk, phone):
    send(desk, phone, "missed")
    [row] = desk.run(checkins.waiting, TODAY, None)
    for _ in range(2):
        assert desk.bo.post("/safety/checkins", data={"checkin": row.id}).status_code == 303
    assert open_ones(desk) == []
    assert desk.run(checkins.count, TODAY, None, 9) == 0
    assert [line.action for line in desk.run(audit.page)].count("saw to a check-in") == 1


def test_another_teams_check_in_does_not_exist(desk, phone):
    send(desk, phone, "missed")
    [row] = desk.run(checkins.waiting, TODAY, None)
    assert "A check-in was missed" not in desk.cleo.get("/").text
    assert desk.cleo.post("/safety/checkins", data={"checkin": row.id}).status_code == 404
    assert len(open_ones(desk)) == 1


@pytest.mark.parametrize("data", [{}, {"checkin": "x"}, {"checkin": "999"}])
def test_one_that_is_not_there_is_not_found(desk, data):
    assert desk.bo.post("/safety/checkins", data=data).status_code == 404
