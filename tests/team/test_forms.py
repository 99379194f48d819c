"""Forms carry a token: over http, over https, and never from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.team.people import PASSWORD, People

HTTPS = "https://desk.example.org"
TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"')


@pytest.fixture
def secure(make_app, people_of):
    app = make_app(HTTPS=True)
    app.config["WTF_CSRF_ENABLED"] = True
    return people_of(app)


def _sign_in(people: People, **headers: str):
    client = people.app.test_client()
    token = TOKEN.search(client.get("/sign-in", base_url=HTTPS).text).group(1)
    fields = {"login": "bo@example.org", "password": PASSWORD, "csrf_token": token}
    return client, client.post("/sign-in", base_url=HTTPS, data=fields, headers=headers)


def test_over_https_a_browser_with_referrer_policy_same_origin_signs_in(secure):
    client, answer = _sign_in(secure, Referer=HTTPS + "/sign-in", **{"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    assert client.get("/account", base_url=HTTPS).status_code == 200


def test_over_https_the_cookies_are_bound_to_the_host(secure):
    _client, answer = _sign_in(secure, Referer=HTTPS + "/sign-in")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-outreach="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_over_http_on_this_computer_the_cookie_has_a_plain_name(people, client):
    answer = client.post("/sign-in", data={"login": "bo@example.org", "password": PASSWORD})
    assert answer.headers["Set-Cookie"].startswith("outreach=")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Referer": "https://evil.example/"},
        {"Referer": HTTPS + "/sign-in", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused_over_https(secure, headers):
    _client, answer = _sign_in(secure, **headers)
    assert answer.status_code == 400
    assert "too old or came from another page" in answer.text


def test_a_form_without_its_token_is_refused(make_app, people_of):
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = True
    bo = people_of(app).browser("bo")
    assert bo.post("/theme", data={"theme": "dark"}).status_code == 400


def test_a_token_lives_as_long_as_a_session_may(app):
    assert app.config["WTF_CSRF_TIME_LIMIT"] == 8 * 3600


def test_a_token_from_before_the_sign_in_is_no_good_after_it(secure):
    client = secure.app.test_client()
    old = TOKEN.search(client.get("/sign-in", base_url=HTTPS).text).group(1)
    fields = {"login": "bo@example.org", "password": PASSWORD, "csrf_token": old}
    headers = {"Referer": HTTPS + "/sign-in"}
    client.post("/sign-in", base_url=HTTPS, data=fields, headers=headers)
    again = client.post("/theme", base_url=HTTPS, data={"theme": "dark", "csrf_token": old}, headers=headers)
    assert again.status_code == 400
