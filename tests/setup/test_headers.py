"""Every answer of every route carries the security headers; nothing personal is cached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from outreach.headers import HEADERS
from tests.team.people import People, people

__all__ = ["people"]


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each route with something in the place of its variables."""
    for rule in app.url_map.iter_rules():
        yield rule, re.sub(r"<[^>]+>", "1", rule.rule)


@pytest.mark.parametrize("name", [None, "ada", "bo", "finn"])
def test_every_route_carries_the_headers(people: People, name: str | None) -> None:
    client = people.browser(name)
    for _rule, address in addresses(people.app):
        for method in ("GET", "POST"):
            response = client.open(address, method=method)
            assert {n: response.headers.get(n) for n in HEADERS} == HEADERS, f"{method} {address}"
            assert response.status_code < 500, f"{method} {address}"
            response.close()


def test_only_the_phones_shell_may_be_kept(client: FlaskClient) -> None:
    for rule, address in addresses(client.application):
        if rule.endpoint == "static" or rule.endpoint.startswith("field."):
            continue
        assert client.get(address).headers["Cache-Control"] == "no-store", address


def test_only_the_phone_may_ask_for_camera_and_place(client: FlaskClient) -> None:
    assert "camera=(self), geolocation=(self)" in client.get("/field/").headers["Permissions-Policy"]
    assert "camera=(), geolocation=()" in client.get("/").headers["Permissions-Policy"]


def test_the_policy_has_no_inline_code(client: FlaskClient) -> None:
    policy = client.get("/nothing-here").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "trusted-types outreach" in policy


def test_an_error_page_is_not_kept(client: FlaskClient) -> None:
    response = client.get("/static/v/0000000000000000/js/gone.js")
    assert (response.status_code, response.headers["Cache-Control"]) == (404, "no-store")


def test_https_asks_browsers_to_stay_with_it(make_app: Callable[..., Flask]) -> None:
    name = "Strict-Transport-Security"
    assert name not in make_app().test_client().get("/").headers
    assert "max-age=31536000" in make_app(HTTPS=True).test_client().get("/").headers[name]


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 50 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused(client: FlaskClient, size: int) -> None:
    response = client.post("/sign-in", data={"login": "x" * size})
    assert response.status_code == 413
