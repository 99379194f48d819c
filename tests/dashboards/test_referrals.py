"""Referrals: the funnel, the overdue list, closing by slip."""

from __future__ import annotations

import re

import pytest

from outreach.figures.rules import parse_period
from outreach.figures.store import funnel
from tests.figures.world import slip
from tests.team.people import form

HIV = ["T.HIV", slip(7), "warm", None]
OUTCOME = "/referrals/outcome"


@pytest.fixture
def late(desk, clock):
    """One HIV test, 3 days overdue, and browsers signed in on that day."""
    desk.log(desk.phone(), {"referrals": [HIV]})
    clock.move(days=17)
    desk.bo, desk.cleo, desk.ada = (desk.people.browser(name) for name in ("bo", "cleo", "ada"))
    return desk


def hiv(desk):
    return desk.run(funnel, parse_period("2026Q4"))["T.HIV"]


def number(desk):
    return re.search(r'name="referral" value="(\d+)"', desk.bo.get("/referrals").text).group(1)


def test_the_page_is_useful_before_anything_happened(desk):
    page = desk.bo.get("/referrals").text
    assert "No follow-up is overdue." in page
    assert "No referral was offered." in page


def test_an_overdue_referral_stands_with_its_slip_and_its_actions(late):
    page = late.bo.get("/referrals").text
    assert "1 follow-up is overdue. 0 of 1 referral attended" in page
    assert '<span class="nowrap">000-007' in page
    assert "<b>3 days</b>" in page


def test_an_outcome_moves_the_funnel_and_can_be_taken_back(late):
    sent = {"referral": number(late), "status": "attended"}
    late.bo.post(OUTCOME, data=sent)
    page = late.bo.get("/referrals").text
    assert "attended." in page
    assert ">Undo</button>" in page
    assert hiv(late)[:3] == (1, 1, 1)
    late.bo.post(OUTCOME, data={**sent, "before": "offered"})
    assert hiv(late)[:3] == (1, 0, 0)


def test_the_same_outcome_twice_changes_nothing(late):
    sent = {"referral": number(late), "status": "attended"}
    for _ in range(2):
        assert late.bo.post(OUTCOME, data=sent).status_code == 303
    assert "has this outcome already" in late.bo.get("/referrals").text
    assert hiv(late)[:3] == (1, 1, 1)


def test_an_outcome_cannot_go_backwards(late):
    one = number(late)
    late.bo.post(OUTCOME, data={"referral": one, "status": "attended"})
    late.bo.post(OUTCOME, data={"referral": one, "status": "declined"})
    assert "cannot go from" in late.bo.get("/referrals").text
    assert hiv(late).attended == 1


def test_another_team_neither_sees_nor_settles_it(late):
    one = number(late)
    assert "000-007" not in late.cleo.get("/referrals").text
    assert late.cleo.post(OUTCOME, data={"referral": one, "status": "attended"}).status_code == 404
    assert hiv(late).attended == 0


def test_an_administrator_sees_all_teams(late):
    assert "000-007" in late.ada.get("/referrals").text


@pytest.mark.parametrize(
    "sent", [{}, {"referral": "x", "status": "attended"}, {"referral": "1", "status": "king"}]
)
def test_a_malformed_outcome_changes_nothing(late, sent):
    assert late.bo.post(OUTCOME, data=sent).status_code == 303
    assert "Choose an outcome" in late.bo.get("/referrals").text


@pytest.mark.parametrize("typed", ["000-007", "000007" + slip(7)[6], " ooo oo7" + slip(7)[6]])
def test_a_slip_is_found_however_it_is_typed(late, typed):
    sent = slip(7) if typed == "000-007" else typed
    answer = form(late.bo, "/referrals/slip", slip=sent)
    assert answer.status_code == 200
    assert 'id="found">000-007' in answer.text
    assert "slip" not in answer.request.query_string.decode()


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 400, "Enter the code"),
        ("nonsense", 400, "no slip code"),
        ("x" * 300, 400, "seven signs"),
        (slip(8), 404, "no referral with this slip"),
    ],
)
def test_a_slip_that_cannot_be_found_says_why(late, typed, status, words):
    answer = form(late.bo, "/referrals/slip", slip=typed)
    assert answer.status_code == status
    assert words in answer.text


def test_another_teams_slip_is_not_found(late):
    assert form(late.cleo, "/referrals/slip", slip=slip(7)).status_code == 404


def test_the_list_as_csv_asks_for_the_password_and_is_logged(late, clock):
    assert slip(7)[:3] + "-" in late.bo.get("/referrals/overdue.csv").text
    assert "overdue referrals, 1 rows" in late.ada.get("/log").text
    clock.move(minutes=11)
    assert late.bo.get("/referrals/overdue.csv").location.startswith("/confirm")


def test_the_list_as_csv_holds_the_own_team_only(late):
    assert "000-007" not in late.cleo.get("/referrals/overdue.csv").text


def test_the_funnel_comes_as_csv(late):
    assert '"T.HIV","HIV test","1","0","0","0","0"' in late.bo.get("/referrals.csv").text
