"""The team key: what the server takes, keeps and gives back. It never takes a key that is not wrapped."""

from __future__ import annotations

import json
from datetime import date

import pytest

from outreach.errors import BadInputError, ConflictError
from outreach.safety import team_keys
from outreach.team import audit
from tests.safety.conftest import a_point, uid, wrapped
from tests.sync.test_reference import fetch

TODAY = date(2026, 11, 20)


def make(desk, number=1, browser=None, team=None, **changes):
    sent = {"uid": uid(number), "wrapped": wrapped(number, **changes), "team": team or desk.town.team}
    return (browser or desk.bo).post("/safety/key/new", data=sent)


def said(desk):
    return [line.action for line in desk.run(audit.page)]


@pytest.mark.parametrize(
    "broken",
    [
        "", "x", "[]", "{}", wrapped(rounds=599_999), wrapped(rounds=2**40), wrapped(rounds=True), wrapped(v=2),
        wrapped(salt="AA"), wrapped(iv=5), wrapped(wrapped="AA"), wrapped(pub="A" * 87), wrapped(pub="&" * 87),
        wrapped(d="the private half"), json.dumps({"kty": "EC", "d": "x"}),
    ],
)  # fmt: skip
def test_only_a_wrapped_key_is_taken(broken):
    with pytest.raises(BadInputError):
        team_keys.check_wrapped(broken)


@pytest.mark.parametrize("name", ["", "1", uid(0xABCDEF).upper(), "x" * 36])
def test_its_id_is_a_random_one(name):
    with pytest.raises(BadInputError):
        team_keys.check_uid(name)


def test_the_newest_key_of_a_team_is_in_use_and_older_ones_stay(conn, town):
    for number in (1, 2):
        team_keys.add(conn, town.team, uid(number), wrapped(number), TODAY)
    assert team_keys.for_phone(conn, town.team) == {"id": uid(2), "pub": a_point(2)}
    assert [row.uid for row in team_keys.keys(conn, town.team)] == [uid(2), uid(1)]
    assert team_keys.for_phone(conn, town.other_team) is None


def test_the_same_key_sent_twice_is_a_conflict(conn, town):
    team_keys.add(conn, town.team, uid(), wrapped(), TODAY)
    with pytest.raises(ConflictError):
        team_keys.add(conn, town.team, uid(), wrapped(), TODAY)


def test_another_passphrase_keeps_the_key_and_asks_for_a_new_backup(conn, town):
    team_keys.add(conn, town.team, uid(), wrapped(), TODAY)
    team_keys.note_saved(conn, uid(), TODAY)
    team_keys.rewrap(conn, uid(), wrapped(rounds=900_000), date(2026, 11, 21))
    row = team_keys.by_uid(conn, uid())
    assert (json.loads(row.wrapped)["rounds"], row.saved_on, row.changed_on) == (
        900_000,
        None,
        date(2026, 11, 21),
    )
    with pytest.raises(BadInputError):
        team_keys.rewrap(conn, uid(), wrapped(2), TODAY)


def test_making_one_reaches_phones_and_the_log(desk):
    answer = make(desk)
    assert (answer.status_code, answer.location) == (303, "/safety/key/backup")
    assert fetch(desk.phone()).get_json()["team_key"] == {"id": uid(), "pub": a_point()}
    assert "made a team key" in said(desk)
    assert "not saved yet" in desk.bo.get("/safety").text


def test_the_passphrase_fields_have_no_name_so_that_no_browser_sends_them(desk):
    make(desk)
    for path in ("/safety/key/new", "/safety/key/passphrase"):
        fields = [line for line in desk.bo.get(path).text.splitlines() if 'type="password"' in line]
        assert len(fields) >= 2
        assert not [line for line in fields if " name=" in line]


@pytest.mark.parametrize("change", [{"rounds": 1}, {"wrapped": "AA"}, {"pub": "x"}])
def test_a_key_that_is_not_well_wrapped_is_refused(desk, change):
    assert make(desk, **change).status_code == 400
    assert desk.run(team_keys.keys, None) == []


def test_an_empty_form_is_refused(desk):
    assert desk.bo.post("/safety/key/new", data={}).status_code == 400
    assert desk.bo.post("/safety/key/passphrase", data={}).status_code == 400


def test_a_coordinator_makes_none_for_another_team(desk):
    assert make(desk, team=desk.town.other_team).status_code == 400
    assert make(desk, browser=desk.ada, team=desk.town.other_team).status_code == 303


def test_another_teams_key_does_not_exist(desk):
    make(desk)
    assert uid() not in desk.cleo.get("/safety/key/passphrase").text
    sent = {"uid": uid(), "wrapped": wrapped(), "team": desk.town.other_team}
    assert desk.cleo.post("/safety/key/passphrase", data=sent).status_code == 404
    assert desk.cleo.post("/safety/key/file").status_code == 404
    assert desk.cleo.get("/safety/key/backup").location == "/safety/key/new"


def test_a_new_passphrase_is_stored_wrapped(desk):
    make(desk)
    sent = {"uid": uid(), "wrapped": wrapped(rounds=700_000), "team": desk.town.team}
    assert desk.bo.post("/safety/key/passphrase", data=sent).status_code == 303
    assert json.loads(desk.run(team_keys.by_uid, uid()).wrapped)["rounds"] == 700_000


def test_the_backup_is_a_page_to_print_and_a_file_and_stands_in_the_log(desk):
    make(desk)
    assert "svg" in desk.bo.get("/safety/key/backup").text
    answer = desk.bo.post("/safety/key/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="keys.json"'
    [key] = answer.get_json()["keys"]
    assert (key["id"], key["key"]) == (uid(), json.loads(wrapped()))
    assert "saved the team key" in said(desk)
    assert "Backup taken today" in desk.bo.get("/safety").text


def test_a_member_whose_password_is_long_ago_is_asked_again(desk, clock):
    clock.move(minutes=11)
    for path in ("/safety/key/new", "/safety/key/passphrase"):
        assert desk.bo.get(path).location.startswith("/confirm")
