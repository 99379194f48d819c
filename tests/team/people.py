"""Members for tests, by name: Ada administers, Bo and Cleo coordinate two teams, Finn funds."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.clock import now
from outreach.database import transaction
from outreach.team import passwords, store

PASSWORD = "lantern copper willow tide"
ROLES = {
    "ada": ("administrator", "North"),
    "bo": ("coordinator", "North"),
    "cleo": ("coordinator", "South"),
    "finn": ("funder", None),
}


@cache
def password_hash() -> str:
    """Argon2id is slow on purpose: once is enough for all tests."""
    return passwords.hashed(PASSWORD)


class People:
    """Members of one server, and browsers in which they are signed in."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.ids: dict[str, int] = {}
        self.teams: dict[str, int] = {}
        with app.app_context(), transaction() as conn:
            for name, (role, team) in ROLES.items():
                team_id = store.team_named(conn, team) if team else None
                self.teams |= {team: team_id} if team and team_id else {}
                self.ids[name] = store.add_member(
                    conn,
                    name=name.title(),
                    login=f"{name}@example.org",
                    role=role,
                    team_id=team_id,
                    password_hash=password_hash(),
                )

    def browser(self, name: str | None) -> FlaskClient:
        """A browser in which `name` is signed in (None: nobody), their password just given."""
        client = self.app.test_client()
        if name:
            token = secrets.token_urlsafe(32)
            with self.app.app_context(), transaction() as conn:
                store.open_session(conn, hashlib.sha256(token.encode()).digest(), self.ids[name], now())
            client.set_cookie("outreach", token)
        return client


@pytest.fixture
def people(app: Flask) -> People:
    """Ada, Bo, Cleo and Finn on `app`."""
    return People(app)


@pytest.fixture
def people_of() -> Callable[[Flask], People]:
    """The same on a server with other settings."""
    return People


def form(client: FlaskClient, path: str, **fields: Any) -> Any:
    """Posts a form as a browser does after loading the page at `path`: with its token and address."""
    page = client.get(path).text
    marker = 'name="csrf_token" type="hidden" value="'
    token = page.split(marker, 1)[1].split('"', 1)[0] if marker in page else ""
    headers = {"Referer": f"http://localhost{path}", "Sec-Fetch-Site": "same-origin"}
    return client.post(path, data={"csrf_token": token, **fields}, headers=headers)
