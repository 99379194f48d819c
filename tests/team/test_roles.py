"""One table says who may open what; every route is tried by everybody."""

from __future__ import annotations

import pytest
from flask import Flask

from outreach.team import rules
from tests.team.people import PASSWORD, ROLES, People, form

EVERYBODY = (None, *ROLES)
LOCKED_OUT = {401, 403}


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every route; parts of a path are filled with something that is not there."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {
            name: 999_999_999 if "int" in str(rule._converters[name]).lower() else "none"
            for name in rule.arguments
        }
        path = app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)
        found += [(rule.endpoint, method, path) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return sorted(found)


def refused(answer) -> bool:
    """Whether the gate kept somebody out: a refusal, or the way to the sign-in."""
    where = answer.location or ""
    to_sign_in = where.startswith("/sign-in?next=") or (where == "/sign-in" and answer.request.path == "/")
    return answer.status_code in LOCKED_OUT or to_sign_in


def test_every_endpoint_stands_in_the_table(app):
    missing = {rule.endpoint for rule in app.url_map.iter_rules()} - set(rules.ROLES)
    assert not missing, f"add to ROLES in outreach/team/rules.py: {sorted(missing)}"


def test_the_table_names_no_endpoint_that_is_gone(app):
    gone = set(rules.ROLES) - {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not gone, f"take out of ROLES in outreach/team/rules.py: {sorted(gone)}"


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_gets_exactly_what_the_table_says(app, people: People, name):
    role = ROLES[name][0] if name else None
    for endpoint, method, path in routes(app):
        if rules.ROLES.get(endpoint) == rules.PHONE or endpoint == "team.sign_out":
            continue  # phones are told apart by their token; signing out would end this test
        answer = people.browser(name).open(path, method=method)
        assert refused(answer) is not rules.allowed(endpoint, role), (
            f"{name} {method} {path}: {answer.status}"
        )
        assert answer.status_code < 500, f"{name} {method} {path}: {answer.status}"


def test_an_endpoint_nobody_thought_about_is_refused(app, people):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    for name in ROLES:
        assert people.browser(name).get("/forgotten").status_code == 403


def test_a_wrong_address_is_not_found_for_everybody(people):
    for name in EVERYBODY:
        assert people.browser(name).get("/nowhere").status_code == 404


def test_a_wrong_method_is_said_to_be_wrong(people):
    assert people.browser("bo").get("/sign-out").status_code == 405


@pytest.mark.parametrize("endpoint", sorted(rules.FRESH_ENDPOINTS))
def test_what_cannot_be_taken_back_asks_for_the_password_again(app, people, clock, endpoint):
    ada = people.browser("ada")
    clock.move(minutes=10)
    for found, method, path in routes(app):
        if found == endpoint:
            answer = ada.open(path, method=method)
            assert answer.status_code == 303, path
            assert answer.location.startswith("/confirm"), path


def test_after_the_password_was_given_again_the_page_opens(people, clock):
    ada = people.browser("ada")
    clock.move(minutes=11)
    sent = ada.get("/team/add").location
    assert form(ada, sent, password=PASSWORD, next="/team/add").location == "/team/add"
    assert ada.get("/team/add").status_code == 200


def test_a_wrong_password_does_not_confirm(people, clock):
    ada = people.browser("ada")
    clock.move(minutes=11)
    assert ada.post("/confirm", data={"password": "wrong wrong wrong"}).status_code == 401
    assert ada.get("/team/add").status_code == 303


def test_every_answer_carries_the_headers(app, people):
    for endpoint, method, path in routes(app):
        headers = people.browser(None).open(path, method=method).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], endpoint
        assert headers["X-Content-Type-Options"] == "nosniff", endpoint
