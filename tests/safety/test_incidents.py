"""Reports of harm at the desk: month, zone, what was agreed to; the text only sealed, only for its team."""

from __future__ import annotations

import pytest

from outreach.privacy.encoding import b64
from outreach.safety import incidents
from outreach.team import audit
from tests.safety.conftest import uid, wrapped

TEXT = b"\x04" + bytes(range(1, 241)) * 6  # sealed bytes: the server cannot tell what is in them


def log(desk):
    return [(line.action, line.subject) for line in desk.run(audit.page)]


def numbers(desk, team=None):
    return [one.id for one in desk.run(incidents.listed, team)]


def test_they_are_listed_by_month_and_zone_with_what_was_agreed_to(desk, report):
    report(["threat", "robbery"], "alert support")
    [found] = desk.run(incidents.listed, desk.town.team)
    assert (found.month, found.zone, found.types) == ("2026-11", desk.town.zone, ("threat", "robbery"))
    assert (found.consents, found.text) == (frozenset({"alert", "support"}), False)
    page = desk.bo.get("/safety/reports").text
    assert "Threat, Robbery" in page
    assert "November 2026" in page
    assert "2026-11-20" not in page


def test_month_and_zone_choose(desk, report):
    report(day="2026-10-31")
    report(zone=desk.town.other_zone)
    assert len(numbers(desk)) == 2
    assert len(desk.run(incidents.listed, None, "2026-10")) == 1
    assert len(desk.run(incidents.listed, None, None, desk.town.other_zone)) == 1
    assert desk.run(incidents.months, None) == ["2026-11", "2026-10"]
    assert "No reports here." in desk.bo.get("/safety/reports?month=2026-10&zone=999").text


def test_another_teams_reports_do_not_exist(desk, report):
    report(["arrest"], "team alert", TEXT)
    assert "Arrest" not in desk.cleo.get("/safety/reports").text
    [number] = numbers(desk)
    assert desk.cleo.post("/safety/reports/alert", data={"report": number}).status_code == 404
    assert desk.cleo.post("/safety/reports/read", data={"report": number}).status_code == 303
    assert "Arrest" in desk.ada.get("/safety/reports").text


def test_a_text_is_given_out_sealed_and_its_reading_stands_in_the_log(desk, report):
    desk.bo.post("/safety/key/new", data={"uid": uid(), "wrapped": wrapped(), "team": desk.town.team})
    report(["threat"], "team", TEXT)
    [number] = numbers(desk)
    page = desk.bo.post("/safety/reports/read", data={"report": number}).text
    assert b64(TEXT) in page
    assert "rounds" in page
    assert ("opened the text of a report", f"report {number}") in log(desk)


def test_without_its_key_on_the_server_a_text_says_that_the_backup_is_needed(desk, report):
    report(["threat"], "team", TEXT)
    page = desk.bo.post("/safety/reports/read", data={"report": numbers(desk)[0]}).text
    assert "A key is not on this server." in page


@pytest.mark.parametrize(
    "data", [{}, {"report": "x"}, {"report": "999"}, {"report": [str(n) for n in range(21)]}]
)
def test_nothing_to_read_is_said_and_not_logged(desk, report, data):
    report(["threat"], "")
    assert desk.bo.post("/safety/reports/read", data=data).location == "/safety/reports"
    assert "Choose reports with a text" in desk.bo.get("/safety/reports").text
    assert not [action for action, _ in log(desk) if action == "opened the text of a report"]


def test_a_warning_begins_from_a_report_only_after_a_yes(desk, report):
    report(["threat"], "team", TEXT)
    report(["police_stop"], "alert")
    refused, agreed = sorted(desk.run(incidents.listed, None), key=lambda one: "alert" in one.consents)
    assert desk.bo.post("/safety/reports/alert", data={"report": refused.id}).status_code == 403
    answer = desk.bo.post("/safety/reports/alert", data={"report": agreed.id})
    assert answer.location == f"/safety/alerts/add?kind=police&zone={desk.town.zone}"
    assert desk.bo.post("/safety/reports/alert", data={}).status_code == 404


def test_a_report_that_was_taken_back_is_gone(desk):
    phone = desk.phone()
    record = [
        "incident",
        1,
        "2026-11-20",
        3,
        desk.town.zone,
        "worker",
        ["threat"],
        [True] * 4,
        [uid(), b64(TEXT)],
    ]
    item = phone.seal(record)
    phone.send([item])
    phone.send([phone.seal(["void", 1, phone.uid, item["id"], item["n"]])])
    assert numbers(desk) == []
    assert desk.run(incidents.counted, None, "2026-11") == (0, 0)


def test_the_safety_page_counts_reports_and_texts(desk, report):
    report(["threat"], "team", TEXT)
    report()
    assert "2 reports this month, 1 text you may read." in desk.bo.get("/safety").text


def test_a_funder_reads_none_of_it(desk):
    assert desk.finn.get("/safety/reports").status_code == 403
    assert desk.finn.post("/safety/reports/read", data={"report": 1}).status_code == 403
