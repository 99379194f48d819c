"""The limit on tries."""

from __future__ import annotations

import pytest

from outreach.team import rules
from tests.team.people import PASSWORD, form

# Tries are counted per quarter of an hour of the clock: with a running one the next may begin between two tries.
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def app(make_app):
    return make_app(RATE_LIMIT=True)


def _tries(client, count, login="bo@example.org"):
    return [
        form(client, "/sign-in", login=login, password="wrong wrong wrong").status_code for _ in range(count)
    ]


def test_the_sixth_wrong_password_in_a_quarter_of_an_hour_must_wait(people, client):
    assert _tries(client, 6) == [401] * 5 + [429]


def test_the_answer_says_how_long_to_wait(people, client):
    _tries(client, 5)
    answer = form(client, "/sign-in", login="bo@example.org", password=PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_after_the_window_the_right_password_works_again(people, client, clock):
    _tries(client, 6)
    clock.move(minutes=15)
    assert form(client, "/sign-in", login="bo@example.org", password=PASSWORD).status_code == 303


def test_a_right_password_forgets_the_wrong_ones_before(people, client):
    _tries(client, 4)
    form(client, "/sign-in", login="bo@example.org", password=PASSWORD)
    client.delete_cookie("outreach")
    assert _tries(client, 4) == [401] * 4


def test_somebody_far_away_cannot_lock_a_member_out(people, app):
    stranger = app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert _tries(stranger, 6)[-1] == 429
    assert form(app.test_client(), "/sign-in", login="bo@example.org", password=PASSWORD).status_code == 303


def test_one_address_cannot_try_many_names(people, client, monkeypatch):
    monkeypatch.setattr(rules, "ADDRESS", 3)
    tried = [_tries(client, 1, f"name{number}@example.org")[0] for number in range(4)]
    assert tried == [401, 401, 401, 429]


def test_neighbours_in_the_same_network_share_a_prefix():
    assert rules.address_prefix("203.0.113.9") == rules.address_prefix("203.0.113.77")
    assert rules.address_prefix("2001:db8:1:100::1") == rules.address_prefix("2001:db8:1:1ff::2")
    assert rules.address_prefix("nonsense") == "unknown"
