"""Shifts, requests, counts, doubles, rescue files and the blocks of the supplies page."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from sqlalchemy import func, select

from outreach.contacts.models import Contact
from outreach.figures.store import stock
from outreach.sync import phones
from tests.conftest import Clock

DAY = "2026-11-20"


@pytest.fixture
def tell(desk):
    """`tell(phone, record, …)`: sends records of any kind; their receipts."""

    def send(phone: Any, *records: list[Any]) -> list[int]:
        ack = phone.send([phone.seal(record) for record in records])
        assert {one["status"] for one in ack["results"]} == {"stored"}
        return [one["seq"] for one in ack["results"]]

    return send


@pytest.fixture
def shift(desk):
    """A shift from Dock Street that lost two and misses three."""
    bag = [["SX01", 40, 0, 30, 2, 0, 5, "stolen"]]
    return ["shift", 1, DAY, 2, desk.town.zone, desk.store, "street", 2, bag]


def on_hand(desk, code="SX01"):
    return desk.run(stock).get((desk.store, code), 0)


PAGES = ("/shifts", "/supplies/requests", "/records/doubles", "/phones/rescue", "/supplies")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_useful_before_anything_happened(desk, page):
    assert desk.bo.get(page).status_code == 200
    assert desk.finn.get(page).status_code == 403


def test_a_shift_is_booked_with_one_action_and_once(desk, tell, shift):
    tell(desk.phone(), shift)
    page = desk.bo.get("/shifts").text
    assert "3 missing: " in page
    assert "1 shift has something to book" in page
    assert "5 lost" in page
    for _ in range(2):
        assert desk.bo.post("/shifts/1/book").status_code == 303
    assert on_hand(desk) == -5
    assert "booked 20 Nov" in desk.bo.get("/shifts").text


def test_a_shift_of_another_team_is_not_mine(desk, tell, shift):
    tell(desk.phone(), shift)
    assert "Book it" not in desk.cleo.get("/shifts").text
    assert desk.cleo.post("/shifts/1/book").status_code in (403, 404)
    assert on_hand(desk) == 0


def test_shifts_as_csv_say_that_they_are_internal(desk, tell, shift):
    tell(desk.phone(), shift)
    text = desk.bo.get("/shifts.csv").text
    assert "Internal, not for publication" in text
    assert '"External condom","40","0","30","2","0","5","3","stolen","no"' in text


def test_a_request_goes_from_open_to_done(desk, tell):
    tell(desk.phone(), ["restock", 1, DAY, desk.store, [["SX01", 500]], 2])
    assert "1 request for supplies tonight" in desk.bo.get("/").text
    assert "500 " in desk.bo.get("/supplies/requests").text
    desk.bo.post("/supplies/requests/1", data={"word": "on_way"})
    assert "on its way since" in desk.bo.get("/supplies/requests").text
    desk.bo.post("/supplies/requests/1", data={"word": "done"})
    assert "Nothing is asked for." in desk.bo.get("/supplies/requests").text
    assert "Open restock requests" in desk.bo.get("/supplies/requests.csv").text


def test_a_count_is_booked_once(desk, tell):
    desk.deliver("SX01", 400)
    tell(desk.phone(), ["count", 1, DAY, desk.store, [["SX01", 380]]])
    page = desk.bo.get("/supplies/requests").text
    assert "1 count waits to be booked" in page
    assert "− 20" in page
    assert on_hand(desk) == 400
    for _ in range(2):
        desk.bo.post("/supplies/counts/1", data={"word": "book"})
    assert on_hand(desk) == 380
    assert "No count waits." in desk.bo.get("/supplies/requests").text


def test_a_count_may_be_put_aside(desk, tell):
    tell(desk.phone(), ["count", 1, DAY, desk.store, [["SX01", 380]]])
    desk.bo.post("/supplies/counts/1", data={"word": "aside"})
    assert on_hand(desk) == 0
    assert "No count waits." in desk.bo.get("/supplies/requests").text


def test_what_the_street_told_stands_on_the_supplies_page(desk, tell):
    zone = desk.town.zone
    tell(
        desk.phone(),
        ["cleanup", 1, DAY, 0, zone, None, ["counted", 12, 12]],
        ["unmet", 1, DAY, 2, zone, "item", "NX10", "none_left", 3],
        ["reversal", 1, DAY, zone, 2, "nasal", "participant", 1, "ok"],
    )
    page = desk.bo.get("/supplies").text
    for words in ("Needles collected</dt><dd>12", "none left 1", "November 2026", "Recovered</dt><dd>1"):
        assert words in page
    for table in ("cleanups", "unmet", "reversals"):
        assert "Internal" in desk.bo.get(f"/supplies/street/{table}.csv").text
    assert "20 Nov" not in desk.bo.get("/supplies/street/reversals.csv").text.split("\n", 4)[4]


def counted(desk):
    query = select(func.count()).where(~Contact.void)
    return desk.run(lambda conn: conn.execute(query).scalar())


@pytest.fixture
def twice(desk):
    """One person, logged on two phones."""
    return [*desk.log(desk.phone(), {"code": "AAAA1111"}), *desk.log(desk.phone(), {"code": "AAAA1111"})]


def test_a_double_is_shown_without_its_code_and_nothing_is_merged(desk, twice):
    page = desk.bo.get("/records/doubles").text
    assert "the same code" in page
    assert "AAAA1111" not in page
    assert counted(desk) == 2
    assert "1 contact may be logged twice" in desk.bo.get("/").text


def test_not_a_double_is_remembered(desk, twice):
    desk.bo.post("/records/doubles/apart", data={"first": 1, "second": 2})
    assert "No likely doubles." in desk.bo.get("/records/doubles").text
    assert counted(desk) == 2


def test_the_same_person_counts_once_after_a_coordinators_word(desk, twice):
    assert (
        desk.bo.post("/records/doubles/same", data={"first": 1, "second": 2, "void": twice[1]}).status_code
        == 303
    )
    assert counted(desk) == 1
    assert "No likely doubles." in desk.bo.get("/records/doubles").text


def test_only_a_pair_that_waits_can_be_decided(desk, twice):
    assert (
        desk.bo.post("/records/doubles/same", data={"first": 1, "second": 2, "void": 99}).status_code == 404
    )
    assert desk.cleo.post("/records/doubles/apart", data={"first": 1, "second": 2}).status_code == 404
    assert counted(desk) == 2


def rescue(phone, items, **changed):
    whole = {"format": "outreach-rescue", "v": 1, "org": phone.org, "device": phone.uid, "items": items}
    return json.dumps(whole | changed).encode()


def upload(browser, raw):
    data = {"file": (io.BytesIO(raw), "notes.bin")}
    return browser.post("/phones/rescue", data=data, content_type="multipart/form-data")


def test_a_rescue_file_counts_like_a_sync_and_once(desk, contact):
    phone = desk.phone()
    raw = rescue(phone, [phone.seal(contact(people=2)), phone.seal(contact(people=0))])
    page = upload(desk.bo, raw).text
    assert "New, and counted</dt><dd>1" in page
    assert "Kept, but waits for your decision</dt><dd>1" in page
    assert "Breaks a rule of the form: people." in page
    again = upload(desk.bo, raw).text
    assert "All of it is here already." in again
    assert counted(desk) == 1


def test_a_rescue_file_says_nothing_about_how_the_phone_stands(desk, contact, clock: Clock):
    phone = desk.phone()
    phone.send([phone.seal(contact())])
    clock.move(days=3)
    upload(desk.people.browser("bo"), rescue(phone, [phone.seal(contact())]))
    (standing,) = desk.run(phones.standings)
    assert (standing.proof_on.isoformat(), standing.held) == (DAY, 2)
    assert phone.send([])["held"]["count"] == 2


def test_a_large_rescue_file_is_taken_in_parts(desk, contact):
    phone = desk.phone()
    assert "230" in upload(desk.bo, rescue(phone, [phone.seal(contact()) for _ in range(230)])).text
    assert counted(desk) == 230


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "Choose the rescue file first."),
        (b"hello", "This is not a rescue file"),
        (b'{"format": "outreach-rescue", "v": 1}', "This is not a rescue file"),
    ],
)
def test_a_bad_file_takes_nothing_in_and_says_what_to_do(desk, raw, words):
    answer = upload(desk.bo, raw)
    assert answer.status_code == 400
    assert words in answer.text


def test_a_file_of_strangers_is_refused(desk, contact):
    phone = desk.phone()
    items = [phone.seal(contact())]
    other = "11111111-2222-4333-8444-555555555555"
    assert "another organisation" in upload(desk.bo, rescue(phone, items, org=other)).text
    assert "does not know the phone" in upload(desk.bo, rescue(phone, items, device=other)).text
    assert upload(desk.cleo, rescue(phone, items)).status_code in (403, 404)
    assert counted(desk) == 0


def test_seconds_are_shown_by_team_and_month(desk):
    desk.log(desk.phone(), {"secs": 5}, {"secs": 10}, {"secs": 10}, {"day": "2026-10-30", "secs": 25})
    page = desk.bo.get("/").text
    assert "Never by worker or participant." in page
    assert '<td class="num">25, 25</td><td class="num">10, 10</td>' in page
    assert "North" in page
    assert "North" not in desk.cleo.get("/").text.split("Seconds to log a contact, by team")[-1]


def test_another_kind_of_record_can_be_voided_by_its_receipt(desk, tell):
    (receipt,) = tell(desk.phone(), ["cleanup", 1, DAY, 0, desk.town.zone, None, ["counted", 12, 12]])
    assert "A clean-up." in desk.bo.post("/records", data={"receipt": receipt}).text
    desk.bo.post("/records/void", data={"receipt": receipt})
    assert "No clean-up in this period." in desk.bo.get("/supplies").text
    assert "It is void already." in desk.bo.post("/records", data={"receipt": receipt}).text


def test_a_tallys_supplies_can_be_corrected(desk, tell):
    (receipt,) = tell(
        desk.phone(), ["tally", 1, DAY, 2, desk.town.zone, desk.store, "van", 40, [["SX01", 200]], None, []]
    )
    desk.bo.post("/records/supplies", data={"receipt": receipt, "item": ["SX01"], "units": ["180"]})
    assert on_hand(desk) == -180
