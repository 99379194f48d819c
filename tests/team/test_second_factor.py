"""The second factor."""

from __future__ import annotations

import re

import pyotp
import pytest

from outreach.clock import now
from outreach.database import transaction
from outreach.team import second_factor, store
from tests.team.people import PASSWORD, form

BO = {"login": "bo@example.org", "password": PASSWORD}
SECRET = pyotp.random_base32()


def code(offset: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(int(now().timestamp()) + offset)


@pytest.fixture
def bo(clock, people, run, client):
    """A browser in which Bo, who has a second factor, gave the right password."""
    run(store.change_member, people.ids["bo"], totp_secret=SECRET)
    form(client, "/sign-in", **BO)
    return client


def test_the_password_alone_opens_nothing(bo):
    assert bo.get("/account").status_code == 303


def test_password_and_code_open_the_desk(bo):
    assert form(bo, "/sign-in/code", code=code()).status_code == 303
    assert bo.get("/account").status_code == 200


def test_a_code_works_once(bo, app):
    form(bo, "/sign-in/code", code=code())
    again = app.test_client()
    form(again, "/sign-in", **BO)
    assert form(again, "/sign-in/code", code=code()).status_code == 401


@pytest.mark.parametrize(("offset", "status"), [(-60, 401), (-30, 303), (30, 303), (60, 401)])
def test_a_clock_may_be_half_a_minute_off(bo, offset, status, clock):
    assert form(bo, "/sign-in/code", code=code(offset)).status_code == status


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "000000", "9" * 500])
def test_a_wrong_code_is_refused_with_a_reason(bo, wrong):
    answer = form(bo, "/sign-in/code", code=wrong)
    assert answer.status_code in (400, 401)
    assert 'role="alert"' in answer.text


def test_after_five_minutes_the_password_is_asked_again(bo, clock):
    clock.move(minutes=6)
    assert form(bo, "/sign-in/code", code=code()).location == "/sign-in"


def test_five_wrong_codes_are_enough(make_app, people_of):
    app = make_app(RATE_LIMIT=True)
    people = people_of(app)
    with app.app_context(), transaction() as conn:
        store.change_member(conn, people.ids["bo"], totp_secret=SECRET)
    client = app.test_client()
    form(client, "/sign-in", **BO)
    answers = [form(client, "/sign-in/code", code="000000").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_recovery_code_works_once(people, run, bo, app):
    hashed = second_factor.recovery_hash(app.config["SECRET_KEY"], people.ids["bo"], "ABCDE-FGH12")
    run(store.replace_recovery_codes, people.ids["bo"], [hashed])
    assert form(bo, "/sign-in/code", code="abcde fgh12").status_code == 303
    again = app.test_client()
    form(again, "/sign-in", **BO)
    assert form(again, "/sign-in/code", code="ABCDE-FGH12").status_code == 401


def shown_secret(page: str) -> str:
    return re.search(r'class="key">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")


def test_setting_up_shows_a_picture_and_ten_recovery_codes(people, run):
    bo = people.browser("bo")
    page = bo.get("/account/second-factor").text
    assert 'aria-label="QR code' in page
    answer = form(
        bo, "/account/second-factor", code=pyotp.TOTP(shown_secret(page)).at(int(now().timestamp()))
    )
    assert len(re.findall(r"<li>[0-9A-Z]{5}-[0-9A-Z]{5}</li>", answer.text)) == 10
    assert run(store.recovery_codes_left, people.ids["bo"]) == 10


def test_a_wrong_code_does_not_switch_it_on(people, run):
    bo = people.browser("bo")
    assert form(bo, "/account/second-factor", code="000000").status_code == 400
    assert run(store.member_by_id, people.ids["bo"]).totp_secret is None


def test_it_can_be_switched_off_where_it_is_optional(people, run):
    run(store.change_member, people.ids["bo"], totp_secret=SECRET)
    bo = people.browser("bo")
    assert form(bo, "/account").status_code == 405
    assert bo.post("/account/second-factor/off").status_code == 303
    assert run(store.member_by_id, people.ids["bo"]).totp_secret is None


def test_where_it_is_required_nothing_opens_before_it_is_set_up(make_app, people_of):
    people = people_of(make_app(SECOND_FACTOR="required"))
    bo = people.browser("bo")
    assert bo.get("/account").location == "/account/second-factor"
    assert bo.post("/account/second-factor/off").location == "/account/second-factor"
    assert people.browser("finn").get("/published").status_code == 200
