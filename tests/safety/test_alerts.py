"""Warnings: published, changed, withdrawn at the desk; what phones get of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from outreach.safety import alerts
from outreach.team import audit
from tests.sync.test_reference import fetch

TODAY = date(2026, 11, 20)
GOOD: dict[str, Any] = {
    "kind": "supply", "title": "Very strong pills", "text": "Go slow, not alone.", "until": "2026-11-22",
}  # fmt: skip


def publish(conn, title="Strong pills", until=date(2026, 11, 22), zones=()):
    return alerts.publish(conn, "supply", title, "Go slow.", zones, TODAY, until)


def said(desk):
    return [line.action for line in desk.run(audit.page)]


def titles(desk, day=TODAY):
    return [one["title"] for one in desk.run(alerts.for_phones, day)]


def test_the_newest_comes_first_and_an_edit_makes_it_new(conn):
    first, second = publish(conn, "first"), publish(conn, "second")
    assert [one.id for one in alerts.now(conn, TODAY)] == [second, first]
    alerts.change(conn, first, "police", "first", "Other words.", [3, 1], date(2026, 12, 1))
    newest = alerts.now(conn, TODAY)[0]
    assert (newest.id, newest.kind, newest.zones, newest.until) == (
        first,
        "police",
        (1, 3),
        date(2026, 12, 1),
    )


def test_it_ends_by_itself_after_its_last_day(conn):
    publish(conn)
    assert len(alerts.for_phones(conn, date(2026, 11, 22))) == 1
    assert alerts.for_phones(conn, date(2026, 11, 23)) == []
    assert len(alerts.old(conn, date(2026, 11, 23))) == 1


def test_a_withdrawn_one_is_old_at_once_and_may_come_back(conn):
    number = publish(conn)
    alerts.withdraw(conn, number, TODAY)
    assert (alerts.now(conn, TODAY), len(alerts.old(conn, TODAY))) == ([], 1)
    alerts.withdraw(conn, number, None)
    assert len(alerts.now(conn, TODAY)) == 1


def test_publishing_reaches_phones_and_the_log(desk):
    sent = GOOD | {"zones": [str(desk.town.zone)]}
    assert desk.bo.post("/safety/alerts/add", data=sent).status_code == 303
    assert "Very strong pills" in desk.bo.get("/safety").text
    phone = desk.phone()
    [alert] = fetch(phone).get_json()["alerts"]
    assert alert == {
        "id": 1, "kind": "supply", "title": "Very strong pills", "text": "Go slow, not alone.", "until": "2026-11-22",
        "zones": [desk.town.zone],
    }  # fmt: skip
    assert "published an alert" in said(desk)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 41}, "At most 40 signs"),
        ({"text": " "}, "Say in a sentence"),
        ({"text": "x" * 201}, "At most 200 signs"),
        ({"kind": "gossip"}, "Not a valid choice"),
        ({"until": ""}, "Choose the last day"),
        ({"until": "2026-11-19"}, "This day is over"),
        ({"until": "2027-11-19"}, "At most 60 days"),
        ({"until": "soon"}, "Not a valid date"),
        ({"zones": ["999"]}, "not a valid choice"),
        ({"text": "Ring 0612 345 678"}, "telephone number"),
        ({"kind": "bad_date"}, "Tick it"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_published(desk, change, words):
    answer = desk.bo.post("/safety/alerts/add", data=GOOD | change)
    assert answer.status_code == 400
    assert words.lower() in answer.text.lower()
    assert titles(desk) == []


def test_a_doubt_is_set_aside_by_the_coordinators_own_word(desk):
    sent = GOOD | {"text": "Tall fence at the bridge."}
    assert "describes a person" in desk.bo.post("/safety/alerts/add", data=sent).text
    assert desk.bo.post("/safety/alerts/add", data=sent | {"sure": "y"}).status_code == 303


def test_a_bad_date_needs_the_promise(desk):
    sent = GOOD | {"kind": "bad_date", "promise": "y"}
    assert desk.bo.post("/safety/alerts/add", data=sent).status_code == 303
    assert titles(desk) == ["Very strong pills"]


def test_an_address_may_propose_a_warning(desk):
    page = desk.bo.get(f"/safety/alerts/add?kind=stock_out&title=No+strips&zone={desk.town.zone}").text
    assert 'value="No strips"' in page
    assert page.count("checked") == 2
    assert "checked" not in desk.bo.get("/safety/alerts/add?kind=nonsense&zone=999").text


def test_it_is_changed_and_withdrawn_and_comes_back_by_undo(desk):
    desk.bo.post("/safety/alerts/add", data=GOOD)
    assert "Go slow, not alone." in desk.bo.get("/safety/alerts/1").text
    assert desk.bo.post("/safety/alerts/1", data=GOOD | {"title": "Weak pills"}).status_code == 303
    assert titles(desk) == ["Weak pills"]
    desk.bo.post("/safety/alerts/1/withdraw")
    assert titles(desk) == []
    assert "Undo" in desk.bo.get("/safety").text
    assert desk.bo.get("/safety/alerts/1").status_code == 404
    desk.bo.post("/safety/alerts/1/withdraw", data={"word": "restore"})
    assert titles(desk) == ["Weak pills"]


def test_a_change_that_does_not_fit_changes_nothing(desk):
    desk.bo.post("/safety/alerts/add", data=GOOD)
    assert desk.bo.post("/safety/alerts/1", data=GOOD | {"title": ""}).status_code == 400
    assert titles(desk) == ["Very strong pills"]


def test_every_team_warns_every_phone(desk):
    desk.cleo.post("/safety/alerts/add", data=GOOD)
    assert "Very strong pills" in desk.bo.get("/safety").text
    assert len(fetch(desk.phone()).get_json()["alerts"]) == 1


@pytest.mark.parametrize("path", ["/safety/alerts/9", "/safety/alerts/9/withdraw"])
def test_one_that_is_not_there_is_not_found(desk, path):
    assert desk.bo.post(path, data=GOOD).status_code == 404


def test_a_funder_sees_none_of_it(desk):
    assert desk.finn.get("/safety").status_code == 403
    assert desk.finn.post("/safety/alerts/add", data=GOOD).status_code == 403
