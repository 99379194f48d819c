"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from outreach.team import rules, store
from tests.team.people import PASSWORD, form

BO = {"login": "bo@example.org", "password": PASSWORD}


def test_the_right_password_lets_a_coordinator_in(people, client):
    answer = form(client, "/sign-in", **BO)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200


def test_the_sign_in_name_may_be_written_in_capitals(people, client):
    assert form(client, "/sign-in", login=" BO@Example.org", password=PASSWORD).status_code == 303


@pytest.mark.parametrize("login", ["bo@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(people, client, login):
    answer = form(client, "/sign-in", login=login, password="wrong wrong wrong")
    assert answer.status_code == 401
    assert "do not belong together" in answer.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Enter your sign-in name."),
        ({"login": "bo@example.org"}, "Enter your password."),
        ({"login": "x" * 5000, "password": "y"}, "at most 120 signs"),
        ({"login": "bo@example.org", "password": "y" * 5000}, "At most 128 signs"),
    ],
)
def test_missing_and_oversized_fields_are_named(people, client, fields, words):
    answer = form(client, "/sign-in", **fields)
    assert answer.status_code == 400
    assert words in answer.text


def test_somebody_switched_off_cannot_sign_in(people, client, run):
    run(store.change_member, people.ids["bo"], active=False)
    assert form(client, "/sign-in", **BO).status_code == 401


def test_switching_off_ends_a_session_that_is_open(people, run):
    bo = people.browser("bo")
    run(store.change_member, people.ids["bo"], active=False)
    assert bo.get("/account").status_code == 303


def test_each_sign_in_gets_a_new_cookie_and_the_store_keeps_only_its_hash(people, client, app):
    form(client, "/sign-in", **BO)
    first = client.get_cookie("outreach").value
    other = app.test_client()
    form(other, "/sign-in", **BO)
    assert other.get_cookie("outreach").value != first
    database = app.instance_path + "/outreach.sqlite"
    with open(database, "rb") as file:
        assert first.encode() not in file.read()


def test_a_cookie_planted_before_the_sign_in_is_worth_nothing_after_it(people, client):
    client.set_cookie("outreach", "planted")
    form(client, "/sign-in", **BO)
    assert client.get_cookie("outreach").value != "planted"


def test_signing_out_ends_the_session_on_the_server(people, client):
    form(client, "/sign-in", **BO)
    stolen = client.get_cookie("outreach").value
    assert client.post("/sign-out").status_code == 303
    client.set_cookie("outreach", stolen)
    assert client.get("/account").status_code == 303


def test_fifteen_idle_minutes_end_a_session(people, clock):
    bo = people.browser("bo")
    clock.move(minutes=15)
    assert bo.get("/account").status_code == 303


def test_a_session_in_use_lives_on_for_eight_hours_and_no_longer(people, clock):
    bo = people.browser("bo")
    for _ in range(int(rules.ABSOLUTE / timedelta(minutes=14))):
        clock.move(minutes=14)
        assert bo.get("/account").status_code == 200
    clock.move(minutes=14)
    assert bo.get("/account").status_code == 303


def test_after_signing_in_one_lands_where_one_wanted_to_go(people, client):
    sent = client.get("/account").location
    assert sent == "/sign-in?next=/account"
    assert form(client, "/sign-in", **BO, next="/account").location == "/account"


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(people, client, target):
    assert form(client, "/sign-in", **BO, next=target).location == "/"


def test_somebody_signed_in_need_not_sign_in_again(people):
    assert people.browser("bo").get("/sign-in").location == "/"


def test_a_post_without_a_session_says_that_nothing_was_changed(people, client):
    answer = client.post("/account/password", data={"new": "x"})
    assert answer.status_code == 401
    assert "nothing was changed" in answer.text
