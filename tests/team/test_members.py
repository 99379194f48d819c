"""The team page, own passwords, and the commands."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from outreach.team import audit, commands, passwords, store
from tests.team.people import PASSWORD, form

NEW = {"name": "Dee", "login": "dee@example.org", "role": "coordinator", "team": 0, "new_team": "West"}


def shown_password(page: str) -> str:
    return re.search(r'<dd class="key">([^<]+)</dd>', page).group(1)


def test_a_member_added_can_sign_in_with_the_password_shown_once(people, client):
    answer = form(people.browser("ada"), "/team/add", **NEW)
    fields = {"login": "dee@example.org", "password": shown_password(answer.text)}
    assert form(client, "/sign-in", **fields).status_code == 303


def test_adding_the_same_member_twice_says_so_and_adds_one(people, run):
    ada = people.browser("ada")
    form(ada, "/team/add", **NEW)
    again = form(ada, "/team/add", **NEW)
    assert again.status_code == 400
    assert "has this sign-in name already" in again.text
    assert sum(member.login == "dee@example.org" for member in run(store.members)) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter a name."),
        ("login", "", "Enter a sign-in name"),
        ("role", "king", "Not a valid choice"),
        ("name", "x" * 61, "at most 60"),
        ("team", "77", "Not a valid choice"),
        ("new_team", "", "belongs to a team"),
    ],
)
def test_bad_input_is_named_at_its_field_and_adds_nobody(people, run, field, value, words):
    before = len(run(store.members))
    answer = form(people.browser("ada"), "/team/add", **NEW | {field: value})
    assert answer.status_code == 400
    assert words in answer.text
    assert len(run(store.members)) == before


def test_changing_a_role_signs_the_member_out(people):
    bo = people.browser("bo")
    answer = form(people.browser("ada"), f"/team/{people.ids['bo']}", role="funder", team=0, active="y")
    assert answer.status_code == 303
    assert bo.get("/account").status_code == 303


def test_the_last_administrator_cannot_be_taken_away(people):
    answer = form(people.browser("ada"), f"/team/{people.ids['ada']}", role="funder", team=0, active="y")
    assert answer.status_code == 409
    assert "last administrator" in answer.text


def test_a_coordinator_needs_a_team(people):
    answer = form(people.browser("ada"), f"/team/{people.ids['bo']}", role="coordinator", team=0, active="y")
    assert answer.status_code == 400
    assert "belongs to a team" in answer.text


def test_a_new_password_ends_the_old_one_and_all_sessions(people, client):
    bo = people.browser("bo")
    answer = people.browser("ada").post(f"/team/{people.ids['bo']}/password")
    assert bo.get("/account").status_code == 303
    assert form(client, "/sign-in", login="bo@example.org", password=PASSWORD).status_code == 401
    fields = {"login": "bo@example.org", "password": shown_password(answer.text)}
    assert form(client, "/sign-in", **fields).status_code == 303


def test_somebody_who_is_not_there_is_not_found(people):
    ada = people.browser("ada")
    assert ada.get("/team/99999").status_code == 404
    assert ada.post("/team/99999/password").status_code == 404


def test_an_own_password_ends_other_sessions_and_keeps_this_one(people):
    here, elsewhere = people.browser("bo"), people.browser("bo")
    answer = form(here, "/account/password", new="four words nobody knows", again="four words nobody knows")
    assert answer.status_code == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("short", "at least 12"),
        ("aaaaaaaaaaaaaaa", "repeats"),
        ("passwordpassword", "first that are tried"),
        ("x" * 200 + "abcdef", "at most 128"),
        ("four words nobody", "differ"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_with_its_reason(people, new, words):
    again = "something else" if words == "differ" else new
    answer = form(people.browser("bo"), "/account/password", new=new, again=again)
    assert answer.status_code == 400
    assert words in answer.text


def test_the_theme_is_remembered(people):
    bo = people.browser("bo")
    form(bo, "/account", theme="x")
    bo.post("/theme", data={"theme": "dark", "next": "/account"})
    assert 'data-theme="dark"' in bo.get("/account").text
    bo.post("/theme", data={"theme": "purple"})
    assert 'data-theme="auto"' in bo.get("/account").text


def test_generated_passwords_differ_and_are_long():
    found = {passwords.generated() for _ in range(100)}
    assert len(found) == 100
    assert all(len(one) == 19 for one in found)


def invoke(app, command, *words):
    with app.app_context():
        return CliRunner().invoke(command, words)


def test_the_command_adds_a_member_and_prints_the_password(app, client):
    done = invoke(
        app,
        commands.member,
        "add",
        "Eve@example.org",
        "--name",
        "Eve",
        "--role",
        "coordinator",
        "--team",
        "N",
    )
    login, password = done.output.split()
    assert form(client, "/sign-in", login=login, password=password).status_code == 303


def test_the_command_refuses_a_second_member_of_the_same_name(app, people):
    done = invoke(app, commands.member, "add", "bo@example.org", "--name", "Bo", "--role", "funder")
    assert done.exit_code == 1
    assert "already" in done.output


def test_the_command_wants_a_team_for_a_coordinator(app):
    done = invoke(app, commands.member, "add", "x@example.org", "--name", "X", "--role", "coordinator")
    assert done.exit_code == 2


def test_the_commands_renew_passwords_and_switch_off(app, people, client):
    login, password = invoke(app, commands.member, "password", "bo@example.org").output.split()
    assert form(client, "/sign-in", login=login, password=password).status_code == 303
    assert "switched off" in invoke(app, commands.member, "off", "bo@example.org").output
    assert client.get("/account").status_code == 303
    assert "(off)" in invoke(app, commands.member, "list").output


def test_the_commands_say_when_there_is_nobody_of_that_name(app):
    assert "no member" in invoke(app, commands.member, "off", "nobody").output


def test_the_command_checks_the_log(app, people, run):
    run(audit.record, "command", "tested", "")
    assert "1 rows, unbroken" in invoke(app, commands.audit_group, "verify").output
