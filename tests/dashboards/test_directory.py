"""The directory on the desk: the list, one service, two people at once, and the file."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from outreach.referrals import directory

CLINIC: dict[str, Any] = {
    "name": "Night clinic", "types": ["T.HIV", "T.STI"], "flags": ["free", "affirming"],
    "affirming_says": "asked by our peers", "address": "Green door", "phone": "0555 0131", "place": "53.4571, 0.319",
    "mon": "20-2", "fri": "9–12, 14–17", "meetings": "Thu 18-20 Peer evening", "closed_on": "24 Dec 2026",
    "languages": "English, ro", "notes": "Ring twice.", "cost": "", "checked_on": "2026-11-20",
}  # fmt: skip
LIST = "/directory"


def only(desk: Any) -> dict[str, Any]:
    (found,) = desk.run(directory.all_services)
    return dict(found)


@pytest.fixture
def clinic(desk):
    """A town with one service."""
    assert desk.bo.post("/directory/add", data=CLINIC).status_code == 303
    return desk


def changed(desk, browser=None, **fields: Any):
    """The edit form as the page has it, with some fields changed."""
    page = f"/directory/{only(desk)['id']}"
    return (browser or desk.bo).post(page, data={**CLINIC, "version": str(only(desk)["version"]), **fields})


def test_the_page_is_useful_before_there_is_a_service(desk):
    assert "The directory is empty." in desk.bo.get(LIST).text


def test_a_service_is_added_as_it_is_written(clinic):
    found = only(clinic)
    assert found["hours"] == {"mon": [["20:00", "02:00"]], "fri": [["09:00", "12:00"], ["14:00", "17:00"]]}
    assert found["meetings"] == [["thu", "18:00", "20:00", 0, "Peer evening"]]
    assert found["closed_on"] == [["2026-12-24", "2026-12-24"]]
    assert (found["languages"], found["latitude"]) == (["en", "ro"], 53.4571)
    assert "Night clinic" in clinic.bo.get(LIST).text


def test_phones_get_what_the_desk_wrote(clinic):
    (sent,) = clinic.run(directory.services)
    assert (sent["at"], sent["notes"], sent["checked_on"]) == ([0.319, 53.4571], "Ring twice.", "2026-11-20")
    changed(clinic, by_phone="y", place="")
    assert clinic.run(directory.services)[0]["at"] is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter the name"),
        ("types", [], "Choose at least one"),
        ("place", "Green door", "Write latitude, then longitude"),
        ("tue", "nine to five", "is not clear"),
        ("meetings", "Peer evening", "is not clear"),
        ("closed_on", "Christmas", "is not clear"),
        ("languages", "Klingon tongue", "is not a language we know"),
        ("affirming_says", "", "Say who calls it affirming"),
        ("phone", "ask Ana", "digits, spaces and +"),
        ("checked_on", "2026-11-29", "still to come"),
        ("cost", "x" * 81, "at most 80 signs"),
    ],
)
def test_a_mistake_says_what_to_write_and_keeps_the_rest(desk, field, value, words):
    answer = desk.bo.post("/directory/add", data={**CLINIC, field: value})
    assert answer.status_code == 400
    assert words in answer.text
    assert 'value="Green door"' in answer.text
    assert desk.run(directory.all_services) == []


def test_a_name_stands_once(clinic):
    answer = clinic.bo.post("/directory/add", data=CLINIC)
    assert answer.status_code == 400
    assert "There is a service called Night clinic already" in answer.text


def test_monday_is_copied_without_saving(desk):
    answer = desk.bo.post("/directory/add", data={**CLINIC, "mon": "9-17", "word": "copy"})
    assert answer.text.count('value="9-17"') == 5
    assert desk.run(directory.all_services) == []


def test_a_service_is_put_in_the_middle_of_a_zone(desk):
    answer = desk.bo.post("/directory/add", data={**CLINIC, "word": "middle", "zone": str(desk.town.zone)})
    assert answer.status_code == 200
    assert 'name="place" type="text" value="53.4571, 0.319"' not in answer.text


def test_checked_today_is_one_tap_with_a_way_back(clinic, clock):
    clock.move(days=200)
    bo = clinic.people.browser("bo")
    assert "1 entry was not checked for six months" in bo.get(LIST).text
    one = f"/directory/{only(clinic)['id']}/checked"
    bo.post(one)
    assert only(clinic)["checked_on"] == date(2027, 6, 8)
    bo.post(one, data={"before": "2026-11-20"})
    assert only(clinic)["checked_on"] == date(2026, 11, 20)


def test_what_is_old_stands_first(clinic):
    clinic.bo.post("/directory/add", data={**CLINIC, "name": "Old place", "checked_on": "2026-01-02"})
    page = clinic.bo.get(LIST).text
    assert page.index(">Old place</a>") < page.index(">Night clinic</a>")
    assert ">Night clinic</a>" not in clinic.bo.get(LIST + "?state=stale").text


def test_the_list_is_filtered(clinic):
    assert "No service fits." in clinic.bo.get(LIST + "?type=L.LEGAL").text
    assert "Night clinic" in clinic.bo.get(LIST + "?type=T.HIV&flag=free&q=green").text


def test_a_retired_service_leaves_the_phones_and_can_come_back(clinic):
    to = f"/directory/{only(clinic)['id']}/use"
    clinic.bo.post(to, data={"word": "retire"})
    assert clinic.run(directory.services) == []
    assert "Night clinic" in clinic.bo.get(LIST + "?state=retired").text
    clinic.bo.post(to, data={"word": "use"})
    assert len(clinic.run(directory.services)) == 1


def test_two_people_at_once_lose_nothing(clinic):
    first = only(clinic)["version"]
    changed(clinic, notes="Bo’s note")
    answer = changed(clinic, clinic.cleo, version=str(first), notes="Cleo’s note")
    assert answer.status_code == 409
    assert "Somebody changed this service" in answer.text
    assert "Bo’s note" in answer.text
    assert only(clinic)["notes"] == "Bo’s note"
    changed(clinic, clinic.cleo, notes="Both notes")
    assert only(clinic)["notes"] == "Both notes"


def test_changes_stand_in_the_log(clinic):
    changed(clinic, cost="5")
    log = clinic.ada.get("/log").text
    assert "added a service" in log
    assert "changed a service" in log


def upload(desk, text: str | bytes):
    raw = text if isinstance(text, bytes) else text.encode()
    data = {"file": (io.BytesIO(raw), "list.csv")}
    return desk.bo.post("/directory/import", data=data, content_type="multipart/form-data")


def test_what_is_exported_can_be_imported_and_changes_nothing(clinic):
    before = only(clinic)
    assert upload(clinic, clinic.bo.get("/directory.csv").data).status_code == 303
    assert only(clinic) == before


def test_a_changed_file_changes_and_adds(clinic):
    text = clinic.bo.get("/directory.csv").data.decode("utf-8-sig").replace("Ring twice.", "Ring once.")
    row = text.splitlines()[-1].replace("Night clinic", "Day clinic")
    assert upload(clinic, text.rstrip() + "\r\n" + row).status_code == 303
    found = {one["name"]: one for one in clinic.run(directory.all_services)}
    assert set(found) == {"Night clinic", "Day clinic"}
    assert found["Night clinic"]["notes"] == "Ring once."
    assert found["Night clinic"]["version"] == 2


def test_a_file_with_one_mistake_is_not_taken_at_all(desk):
    text = "Name;What for;Position;Monday\nGood;T.HIV;53,1 0,3;9-17\nBad;T.XXX;53.1, 0.3;9-17\n"
    answer = upload(desk, text)
    assert answer.status_code == 400
    assert "Row 2, Position" in answer.text
    assert "Row 3, What for" in answer.text
    assert desk.run(directory.all_services) == []


@pytest.mark.parametrize(
    "text", ["", "nothing here", "Name,Colour\nA,red\n", "Name\n", "Name,Name\nA,B\n\x00\n"]
)
def test_a_file_that_is_no_list_says_so(desk, text):
    answer = upload(desk, text)
    assert answer.status_code == 400
    assert desk.run(directory.all_services) == []


def test_a_formula_is_harmless_on_its_way_out_and_in(clinic):
    changed(clinic, phone="+44 555", notes="=1+1")
    text = clinic.bo.get("/directory.csv").text
    assert '"\'=1+1"' in text
    assert '"\'+44 555"' in text
    upload(clinic, text)
    assert (only(clinic)["notes"], only(clinic)["phone"]) == ("=1+1", "+44 555")


def test_a_funder_sees_none_of_it(clinic):
    assert clinic.finn.get(LIST).status_code == 403
