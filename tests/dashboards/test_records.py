"""Quarantine, and corrections by receipt number."""

from __future__ import annotations

import pytest

from outreach.figures.rules import parse_period
from outreach.figures.store import handed_out, stock, summary
from tests.team.people import form

QUARTER = parse_period("2026Q4")
QUARANTINE = "/phones/quarantine"


def contacts(desk):
    return desk.run(summary, QUARTER).contacts


@pytest.fixture
def lost(desk):
    """A good record that waits because its phone was revoked with a day of loss; its receipt."""
    phone = desk.phone()
    (receipt,) = desk.log(phone, {"lines": [["SX01", 10]], "site": desk.store})
    form(desk.bo, f"/phones/{phone.id}/revoke", name="Phone 1", lost_since="2026-11-20")
    return receipt


def test_what_waits_stands_with_its_reason_in_words(desk, lost):
    page = desk.bo.get(QUARANTINE).text
    assert "from which the phone counts as lost" in page
    assert "Phone 1" in page


def test_an_empty_quarantine_says_that_this_is_good(desk):
    assert "Nothing waits." in desk.bo.get(QUARANTINE).text


def test_approving_counts_rejecting_does_not_and_both_can_be_taken_back(desk, lost):
    for word, count in (("approve", 1), ("undo", 0), ("reject", 0), ("undo", 0), ("approve", 1)):
        desk.bo.post(QUARANTINE, data={"receipt": lost, "word": word})
        assert contacts(desk) == count


def test_deciding_twice_is_said_and_counts_once(desk, lost):
    desk.bo.post(QUARANTINE, data={"receipt": lost, "word": "approve"})
    assert desk.bo.post(QUARANTINE, data={"receipt": lost, "word": "approve"}).status_code == 409
    assert contacts(desk) == 1


def test_another_team_cannot_decide(desk, lost):
    assert "Phone 1" not in desk.cleo.get(QUARANTINE).text
    assert desk.cleo.post(QUARANTINE, data={"receipt": lost, "word": "approve"}).status_code == 404
    assert contacts(desk) == 0


def test_what_nobody_can_read_cannot_be_approved(desk):
    phone = desk.phone()
    item = phone.seal(desk._contact())
    (result,) = phone.send([{**item, "env": item["env"][:-4] + "AAAA"}])["results"]
    page = desk.bo.get(QUARANTINE).text
    assert "cannot be opened" in page
    assert 'value="approve"' not in page
    desk.bo.post(QUARANTINE, data={"receipt": result["seq"], "word": "approve"})
    assert "It cannot count" in desk.bo.get(QUARANTINE).text


@pytest.mark.parametrize("sent", [{}, {"receipt": "x", "word": "approve"}, {"receipt": "1", "word": "burn"}])
def test_a_malformed_decision_changes_nothing(desk, lost, sent):
    assert desk.bo.post(QUARANTINE, data=sent).status_code == 303
    assert contacts(desk) == 0


def test_a_receipt_that_is_not_there_is_not_found(desk):
    assert desk.bo.post(QUARANTINE, data={"receipt": "999", "word": "approve"}).status_code == 404


@pytest.fixture
def receipt(desk):
    """A contact that counts: 10 condoms from Dock Street."""
    return desk.log(desk.phone(), {"lines": [["SX01", 10, "used"], ["SX03", 5]], "site": desk.store})[0]


def test_a_record_shows_what_is_needed_and_nothing_of_the_person(desk, receipt):
    page = form(desk.bo, "/records", receipt=receipt).text
    assert "Harbour" in page
    assert "2026-11-20" in page
    assert "25-29" not in page
    assert "woman" not in page


def test_looking_at_a_record_stands_in_the_log(desk, receipt):
    form(desk.bo, "/records", receipt=receipt)
    assert "looked at a record" in desk.ada.get("/log").text


def test_other_supplies_change_figures_and_stock_at_once(desk, receipt):
    sent = {"receipt": receipt, "item": ["SX01", "", "NS01"], "units": ["4", "", "20"]}
    assert desk.bo.post("/records/supplies", data=sent).status_code == 303
    out = {code: pair.units for code, pair in desk.run(handed_out, QUARTER).items()}
    assert out == {"SX01": 4, "NS01": 20}
    assert desk.run(stock)[desk.store, "SX01"] == -4


def test_the_same_supplies_again_change_nothing(desk, receipt):
    sent = {"receipt": receipt, "item": ["SX01", "SX03"], "units": ["10", "5"]}
    desk.bo.post("/records/supplies", data=sent)
    assert "Nothing was changed" in desk.bo.get("/records").text


def test_a_corrected_record_can_be_corrected_again_by_its_first_receipt(desk, receipt):
    for units in ("4", "6"):
        desk.bo.post("/records/supplies", data={"receipt": receipt, "item": ["SX01"], "units": [units]})
    assert 'value="6"' in form(desk.bo, "/records", receipt=receipt).text
    assert {pair.units for pair in desk.run(handed_out, QUARTER).values()} == {6}


def test_a_void_takes_it_out_and_twice_is_harmless(desk, receipt):
    for _ in range(2):
        assert desk.bo.post("/records/void", data={"receipt": receipt}).status_code == 303
    assert contacts(desk) == 0
    assert "It is void already." in form(desk.bo, "/records", receipt=receipt).text


@pytest.mark.parametrize(
    ("units", "words"), [("12o", "whole number"), ("-1", "whole number"), ("99999", "0 to 10,000")]
)
def test_wrong_units_are_said_and_change_nothing(desk, receipt, units, words):
    answer = desk.bo.post("/records/supplies", data={"receipt": receipt, "item": ["SX01"], "units": [units]})
    assert answer.status_code == 400
    assert words in answer.text
    assert desk.run(handed_out, QUARTER)["SX01"].units == 10


def test_an_item_twice_is_refused(desk, receipt):
    sent = {"receipt": receipt, "item": ["SX01", "SX01"], "units": ["1", "2"]}
    assert "stands there twice" in desk.bo.post("/records/supplies", data=sent).text


@pytest.mark.parametrize(
    ("typed", "status"), [("", 400), ("x", 400), ("0", 400), ("9" * 30, 400), ("999", 404)]
)
def test_a_receipt_that_cannot_be_says_why(desk, typed, status):
    answer = form(desk.bo, "/records", receipt=typed)
    assert answer.status_code == status
    assert "eceipt number" in answer.text


@pytest.mark.parametrize("path", ["/records", "/records/supplies", "/records/void"])
def test_another_teams_record_does_not_exist(desk, receipt, path):
    assert desk.cleo.post(path, data={"receipt": receipt}).status_code == 404
    assert contacts(desk) == 1


def test_a_record_in_quarantine_cannot_be_corrected(desk):
    phone = desk.phone()
    (result,) = phone.send([phone.seal(b"nonsense")])["results"]
    answer = form(desk.bo, "/records", receipt=result["seq"])
    assert answer.status_code == 409
    assert "waits in quarantine" in answer.text
