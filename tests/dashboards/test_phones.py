"""Phones: enrolling, naming, revoking, and how each one stands."""

from __future__ import annotations

import re

import pytest

from outreach.clock import now
from outreach.team import devices, enrolment
from tests.team.people import form


def link_number(page):
    return re.search(r"/phones/link/(\d+)", page).group(1)


@pytest.fixture
def joined(desk, run):
    """A link that a phone has used: its number and the digits on the phone."""
    page = form(desk.bo, "/phones/add", name="Heron", team=desk.town.team).text
    secret = re.search(r"#e=([\w-]+)&amp;f=[\w-]+", page).group(1)
    return link_number(page), run(enrolment.join, secret, now(), now().date()).digits


def test_without_phones_the_page_says_how_to_begin(desk):
    assert "No phone is enrolled yet." in desk.bo.get("/phones").text


def test_a_new_phone_gets_a_code_that_is_shown_once(desk):
    page = form(desk.bo, "/phones/add", name="Heron", team=desk.town.team).text
    assert 'aria-label="QR code to enrol a phone' in page
    assert "/field/#e=" in page
    again = desk.bo.get(f"/phones/link/{link_number(page)}").text
    assert "#e=" not in again


def test_a_link_that_no_phone_can_reach_says_so(desk):
    page = form(desk.bo, "/phones/add", name="Heron", team=desk.town.team).text
    assert "Only this computer knows this address." in page
    sent = {"name": "Heron", "team": desk.town.team}
    desk.bo.set_cookie("outreach", desk.bo.get_cookie("outreach").value, domain="desk.example.org")
    other = desk.bo.post("/phones/add", data=sent, base_url="http://desk.example.org").text
    assert "http://desk.example.org/field/#e=" in other
    assert "Only this computer" not in other


@pytest.mark.parametrize(("name", "words"), [("", "Give the phone a name"), ("x" * 41, "At most 40 signs")])
def test_a_phone_needs_a_name(desk, name, words):
    answer = form(desk.bo, "/phones/add", name=name, team=desk.town.team)
    assert answer.status_code == 400
    assert words in answer.text


def test_a_phone_is_not_added_to_another_team(desk):
    assert form(desk.bo, "/phones/add", name="Heron", team=desk.town.other_team).status_code == 400


def test_the_six_digits_enrol_it(desk, joined):
    link, digits = joined
    assert (
        form(desk.bo, f"/phones/link/{link}", digits=f"{digits[:3]} {digits[3:]}", same_as=0).status_code
        == 303
    )
    page = desk.bo.get("/phones").text
    assert "Heron is enrolled." in page
    assert "in step" in page


def test_wrong_digits_are_counted_and_end_the_link(desk, joined):
    link, digits = joined
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    answers = [form(desk.bo, f"/phones/link/{link}", digits=wrong, same_as=0) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [400] * 5
    assert "not the digits" in answers[0].text
    assert "used up" in answers[4].text
    assert form(desk.bo, f"/phones/link/{link}", digits=digits, same_as=0).status_code == 400


def test_digits_before_a_phone_has_scanned_say_so(desk):
    link = link_number(form(desk.bo, "/phones/add", name="Heron", team=desk.town.team).text)
    assert "Scan the code" in form(desk.bo, f"/phones/link/{link}", digits="123456", same_as=0).text


def test_sending_the_digits_twice_is_harmless(desk, joined):
    link, digits = joined
    form(desk.bo, f"/phones/link/{link}", digits=digits, same_as=0)
    assert desk.bo.post(f"/phones/link/{link}", data={"digits": digits, "same_as": 0}).status_code == 409


def test_a_link_of_another_team_does_not_exist(desk, joined):
    link, digits = joined
    assert desk.cleo.get(f"/phones/link/{link}").status_code == 404
    assert desk.cleo.post(f"/phones/link/{link}", data={"digits": digits}).status_code == 404


def test_a_phone_enrolled_again_may_be_called_the_same(desk, joined):
    old = desk.phone()
    link, digits = joined
    form(desk.bo, f"/phones/link/{link}", digits=digits, same_as=old.id)
    assert "enrolled again" in desk.bo.get("/phones").text
    assert desk.run(devices.by_id, old.id).successor_id is not None


def test_the_list_tells_gaps_unsent_and_what_the_server_holds(desk):
    phone = desk.phone()
    record = desk._contact()
    phone.send([phone.seal(record, n=1), phone.seal(record, n=4)], left=2)
    page = desk.bo.get("/phones").text
    assert "2 of 4" in page
    assert "missing no. 2–3" in page
    assert "2 numbers missing" in page


def test_a_silent_phone_comes_first(desk, clock):
    desk.log(desk.phone(), {})
    clock.move(days=5)
    desk.log(desk.phone(), {})
    page = desk.people.browser("bo").get("/phones").text
    assert "1 of 2 phones silent" in page
    assert page.index(">Phone 1<") < page.index(">Phone 2<")


def test_a_clone_is_said_to_count_like_two(desk):
    phone = desk.phone()
    desk.log(phone, {})
    phone.send([phone.seal(desk._contact(), n=1)])
    assert "two phones?" in desk.bo.get("/phones").text
    assert "It counts like two phones." in desk.bo.get(f"/phones/{phone.id}").text


def test_a_phone_is_renamed(desk):
    phone = desk.phone()
    form(desk.bo, f"/phones/{phone.id}/name", name=" Kestrel ")
    assert "Kestrel" in desk.bo.get("/phones").text


@pytest.mark.parametrize("path", ["", "/revoke"])
def test_a_phone_of_another_team_does_not_exist(desk, path):
    phone = desk.phone()
    assert desk.cleo.get(f"/phones/{phone.id}{path}").status_code == 404
    assert desk.cleo.post(f"/phones/{phone.id}/name", data={"name": "X"}).status_code == 404
    assert desk.ada.get(f"/phones/{phone.id}{path}").status_code == 200


def test_revoking_asks_for_the_name_and_says_what_stays(desk):
    phone = desk.phone()
    desk.log(phone, {}, {})
    page = desk.bo.get(f"/phones/{phone.id}/revoke").text
    assert "2 records stay" in page
    answer = form(desk.bo, f"/phones/{phone.id}/revoke", name="Heron")
    assert answer.status_code == 400
    assert "The phone is called Phone 1." in answer.text


def test_a_revoked_phone_is_out_of_use(desk):
    phone = desk.phone()
    assert form(desk.bo, f"/phones/{phone.id}/revoke", name="phone 1").status_code == 303
    assert "Phone 1 is revoked." in desk.bo.get("/phones").text
    assert desk.run(devices.by_id, phone.id).status == "revoked"


def test_lost_since_takes_later_records_out_of_the_figures(desk):
    phone = desk.phone()
    desk.log(phone, {}, {})
    form(desk.bo, f"/phones/{phone.id}/revoke", name="Phone 1", lost_since="2026-11-20")
    page = desk.bo.get("/phones").text
    assert "2 records left the figures" in page
    assert "2 records wait" in page


@pytest.mark.parametrize("day", ["2026-11-21", "yesterday", "2026-13-40"])
def test_a_day_that_cannot_be_is_refused(desk, day):
    phone = desk.phone()
    assert form(desk.bo, f"/phones/{phone.id}/revoke", name="Phone 1", lost_since=day).status_code == 400
    assert desk.run(devices.by_id, phone.id).status == "active"
