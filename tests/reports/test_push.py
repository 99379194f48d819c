"""Pushing editions to DHIS2 from the desk: configured by administrators, done by the worker, told in words."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from outreach import jobs
from outreach.disclosure.cells import FEW, Protected, read
from outreach.places import store as places
from outreach.reports.content.document import Document
from outreach.reports.sending import dhis2_client, push
from outreach.reports.sending import store as delivery_store
from outreach.team import audit
from tests.reports.fake_dhis2 import FakeDhis2, Running
from tests.reports.outgoing import add_funder, publish
from tests.reports.sample import sample_document
from tests.team.people import People, form

ON_ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what is not about queries
DOCUMENT = sample_document()
TOKEN = "d2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092"
SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
HERE = "127.0.0.1"


class Place:
    """A programme with two published editions, one of them for somebody else, and a DHIS2 server in this machine."""

    def __init__(self, app: Flask, run: Callable[..., Any], people: People, dhis2: FakeDhis2) -> None:
        self.app, self.run, self.people, self.dhis2 = app, run, people, dhis2
        self.ada, self.bo = people.browser("ada"), people.browser("bo")
        self.funder, other = run(add_funder, "Lindqvist Foundation"), run(add_funder, "Other Trust")
        self.edition = self.publish(DOCUMENT)
        self.foreign = run(publish, DOCUMENT, f"funder:{other}", people.ids["bo"])
        self.server = 1

    def publish(self, document: Document, corrects: int | None = None, number: int = 1) -> int:
        day = date(2026, 10, 15 + number)
        author = self.people.ids["bo"]
        return int(self.run(publish, document, f"funder:{self.funder}", author, corrects, number, day))

    def fields(self, **changes: Any) -> dict[str, Any]:
        return {
            "name": "National DHIS2", "url": self.dhis2.url, "account": "", "secret": TOKEN,
            "audience": f"funder:{self.funder}", "data_set": "HR_QUARTER", "period_type": "Quarterly", "scheme": "code",
            "attribute": "", "units": "OUTREACH = everything", "active": "y",
            "elements": "CONTACTS = contacts\nNEEDLES = needles\nPEOPLE = codes", **changes,
        }  # fmt: skip

    def configure(self, **changes: Any) -> Any:
        return form(self.ada, "/reports/dhis2/add", **self.fields(**changes))

    def send(self, how: str = "send", edition: int | None = None) -> Any:
        """Asks for a push at the desk and lets the worker do what waits."""
        fields = {f"s{self.server}-edition": edition or self.edition}
        answer = self.bo.post(f"/reports/outgoing/{self.server}/{how}", data=fields)
        self.work()
        return answer

    def work(self) -> None:
        with self.app.app_context():
            for number in push.due():
                jobs.jobs().do("dhis2", number)

    def page(self) -> str:
        return str(self.bo.get("/reports/outgoing").text)

    def last(self) -> Any:
        return self.run(delivery_store.pushes)[0]


@pytest.fixture
def dhis2() -> Iterator[FakeDhis2]:
    with Running() as fake:
        yield fake


@pytest.fixture
def place(
    make_app: Callable[..., Flask], people_of: Any, dhis2: FakeDhis2, clock: Any, monkeypatch: Any
) -> Place:
    monkeypatch.setattr(
        jobs.Jobs, "enqueue", lambda *_work: None
    )  # the test itself says when the worker works
    app = make_app(DHIS2_OWN_HOSTS=HERE)

    def run(function: Callable[..., Any], *args: Any) -> Any:
        with app.app_context(), push.transaction() as conn:
            return function(conn, *args)

    return Place(app, run, people_of(app), dhis2)


@pytest.fixture
def ready(place: Place) -> Place:
    """The same, with the server set up."""
    assert place.configure().status_code == 303
    return place


def test_an_edition_is_pushed_and_the_server_holds_its_printed_numbers(ready):
    assert ready.send().status_code == 303
    held = {place[0]: value for place, value in ready.dhis2.values.items()}
    assert held == {
        "CONTACTS": str(DOCUMENT.cells[read("contacts|time=2026-07..2026-09")].value),
        "NEEDLES": str(DOCUMENT.cells[read("needles|time=2026-07..2026-09")].value),
        "PEOPLE": str(DOCUMENT.cells[read("codes|time=2026-07..2026-09")].value),
    }
    assert "3 new." in ready.page()
    assert ready.dhis2.asked[0].query == {
        "importStrategy": "CREATE_AND_UPDATE", "dryRun": "false", "dataElementIdScheme": "code",
        "orgUnitIdScheme": "code", "categoryOptionComboIdScheme": "code", "dataSetIdScheme": "code",
    }  # fmt: skip


@ON_ONE_STORE
def test_a_try_changes_nothing_there_and_says_what_would_change(ready):
    ready.send("try")
    assert ready.dhis2.values == {}
    assert ready.dhis2.asked[0].query["dryRun"] == "true"
    assert "Only tried: 3 would be new." in ready.page()


@ON_ONE_STORE
def test_a_second_push_says_that_nothing_changed(ready):
    ready.send()
    held = dict(ready.dhis2.values)
    for old in (False, True):
        ready.dhis2.old = old  # an older server counts what it holds already as updated
        ready.send()
        assert ready.dhis2.values == held
        assert ready.last().same
    assert "Nothing changed: the server holds the same values already." in ready.page()


def test_a_correction_changes_what_is_different_and_takes_away_what_is_hidden_now(ready):
    ready.send()
    at = {name: read(f"{name}|time=2026-07..2026-09") for name in ("contacts", "needles")}
    cells = {**DOCUMENT.cells, at["contacts"]: Protected(4700), at["needles"]: Protected(None, FEW)}
    ready.send(edition=ready.publish(replace(DOCUMENT, cells=cells), ready.edition, 2))
    assert {place[0]: value for place, value in ready.dhis2.values.items()} == {
        "CONTACTS": "4700",
        "PEOPLE": "1240",
    }
    assert "1 changed, 1 taken away." in ready.page()


@ON_ONE_STORE
def test_an_edition_that_was_corrected_is_not_sent_any_more(ready):
    ready.publish(DOCUMENT, ready.edition, 2)
    assert ready.send().status_code == 400
    row = ready.run(
        delivery_store.ask_push,
        1,
        ready.edition,
        False,
        ready.people.ids["bo"],
        date(2026, 11, 20),
        push.now(),
    )
    ready.work()
    assert ready.run(delivery_store.push, row).message == push.CORRECTED
    assert ready.dhis2.asked == []


def test_only_what_was_published_to_the_same_readers_may_go_there(ready):
    assert ready.send(edition=ready.foreign).status_code == 400
    assert ready.bo.get(f"/reports/outgoing/1/{ready.foreign}.json").status_code == 404
    assert ready.dhis2.asked == []
    assert json.loads(ready.bo.get(f"/reports/outgoing/1/{ready.edition}.json").text)["period"] == "2026Q3"


@ON_ONE_STORE
def test_what_the_server_does_not_know_is_shown_in_its_words_and_the_rest_is_taken(ready):
    ready.dhis2.unknown = {"NEEDLES"}
    ready.send()
    page = ready.page()
    assert "2 new, 1 not taken." in page
    assert "<b>NEEDLES</b>: Data element not found or not accessible" in page


@ON_ONE_STORE
def test_what_will_not_get_better_fails_at_once_in_words_and_can_be_sent_again(ready):
    for status, words in (
        (401, "does not know us"),
        (403, "may not write"),
        (404, "no DHIS2 at this address"),
        (302, "another address"),
    ):
        ready.dhis2.answers = [(status, {"Location": "https://elsewhere.example/"}, b"{}")]
        ready.send()
        assert words in ready.last().message
        assert "Nothing is lost" in ready.page()
    ready.bo.post(f"/reports/outgoing/push/{ready.last().id}/again")
    ready.work()
    assert "3 new." in ready.page()


def test_trouble_of_the_server_is_waited_out_by_itself(ready, clock):
    ready.dhis2.answers = [(500, {}, b"{}"), (503, {}, b"<html>maintenance</html>")]
    ready.send()
    assert "Tried again by itself." in ready.page()
    assert ready.last().status == "waiting"
    ready.work()
    assert len(ready.dhis2.asked) == 1, "it did not wait"
    clock.move(minutes=1)
    ready.work()
    clock.move(minutes=5)
    ready.work()
    assert ready.last().status == "done"
    assert len(ready.dhis2.asked) == 3


@ON_ONE_STORE
def test_a_server_that_stays_dead_is_given_up_after_a_day_and_nothing_is_lost(ready, clock):
    ready.dhis2.answer = (500, {}, b"{}")
    ready.send()
    for pause in push.PAUSES:
        clock.move(seconds=pause.total_seconds())
        ready.work()
    assert ready.last().status == "failed"
    ready.bo = ready.people.browser("bo")  # a day later
    assert "Nothing is lost" in ready.page()
    assert ready.bo.get(f"/reports/{ready.edition}/figures.csv").status_code == 200


@ON_ONE_STORE
def test_a_server_that_says_nothing_is_tried_again_later(ready, monkeypatch):
    monkeypatch.setattr(dhis2_client, "WHOLE_SECONDS", 0.2)
    ready.dhis2.hang = threading.Event()
    ready.send()
    assert "did not answer in time" in ready.page()
    assert ready.last().status == "waiting"


def test_a_push_that_was_cut_off_is_taken_up_again(ready, clock):
    fields = {"s1-edition": ready.edition}
    ready.bo.post("/reports/outgoing/1/send", data=fields)
    number = ready.last().id
    assert ready.run(delivery_store.take_push, number, push.now())
    ready.work()
    assert ready.dhis2.asked == []
    clock.move(minutes=6)
    ready.work()
    assert len(ready.dhis2.values) == 3


@ON_ONE_STORE
def test_asking_twice_sends_once(ready):
    for _ in range(2):
        ready.bo.post("/reports/outgoing/1/send", data={"s1-edition": ready.edition})
    ready.work()
    assert len(ready.dhis2.asked) == 1


@ON_ONE_STORE
def test_the_secret_is_a_file_of_its_own_and_stands_in_no_page_and_no_log(ready, instance):
    path = Path(instance) / "dhis2" / "1.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    ready.send()
    seen = [ready.page(), ready.ada.get("/reports/dhis2/1").text, ready.ada.get("/reports/outgoing").text]
    assert not [page for page in seen if TOKEN in page]
    assert TOKEN not in json.dumps([[str(part) for part in row] for row in ready.run(audit.page)])
    assert TOKEN not in str([tuple(row) for row in ready.run(delivery_store.servers)])


@ON_ONE_STORE
def test_an_empty_field_keeps_the_secret_and_another_address_needs_it_again(ready):
    kept = form(ready.ada, "/reports/dhis2/1", **ready.fields(secret="", name="Renamed"))
    assert kept.status_code == 303
    ready.send()
    assert ready.dhis2.asked[0].headers["Authorization"] == f"ApiToken {TOKEN}"
    moved = form(ready.ada, "/reports/dhis2/1", **ready.fields(secret="", url="https://8.8.8.8"))
    assert moved.status_code == 400
    assert "enter the token or password again" in moved.text


@ON_ONE_STORE
def test_a_private_address_is_refused_unless_it_is_named_in_the_settings(place):
    for url in ("https://10.0.0.7", "https://169.254.169.254/latest", "https://[::1]:8443"):
        answer = place.configure(url=url)
        assert answer.status_code == 400
        assert "private network" in answer.text
    assert "begins with https" in place.configure(url="http://8.8.8.8").text


@ON_ONE_STORE
def test_what_cannot_stand_in_a_mapping_is_said_at_its_field_and_what_was_typed_stays(place):
    answer = place.configure(units="N = Nowhere", elements="A = contacts|site=1")
    assert answer.status_code == 400
    assert "Line 1: There is no zone called Nowhere" in answer.text
    assert "Line 1: A site is never sent" in answer.text
    assert "N = Nowhere" in answer.text
    assert place.run(delivery_store.servers) == []


@ON_ONE_STORE
def test_units_name_zones_as_the_team_does(place):
    place.run(places.save_zone, "Station North", SQUARE)
    assert place.configure(units="N = station north\nALL = everything").status_code == 303
    assert "N = Station North" in place.ada.get("/reports/dhis2/1").text


@ON_ONE_STORE
def test_two_servers_of_one_name_are_told_apart(ready):
    assert "Another server has this name." in ready.configure().text


@ON_ONE_STORE
def test_only_administrators_set_a_server_up_and_both_may_send(ready):
    assert ready.bo.get("/reports/dhis2/1").status_code == 403
    assert ready.bo.post("/reports/dhis2/add").status_code == 403
    assert ready.send().status_code == 303
    assert "sent to DHIS2" in [row.action for row in ready.run(audit.page)]


@ON_ONE_STORE
def test_a_server_that_is_switched_off_gets_nothing(ready):
    fields = ready.fields(secret="")
    del fields["active"]
    form(ready.ada, "/reports/dhis2/1", **fields)
    assert ready.send().status_code == 404
    assert "Switched off." in ready.page()


@ON_ONE_STORE
def test_a_restored_store_without_its_secrets_says_so(ready, instance):
    (Path(instance) / "dhis2" / "1.json").unlink()
    assert "Its token is not on this machine." in ready.page()
    ready.send()
    assert push.NOT_HERE in ready.page()


@ON_ONE_STORE
def test_an_edition_of_which_nothing_is_mapped_or_printed_is_not_sent(place):
    place.configure(elements="A = cleanups|method=kilos")
    place.send()
    assert push.NOTHING in place.page()
    assert place.dhis2.asked == []


@ON_ONE_STORE
def test_a_report_of_another_length_is_refused_in_words(place):
    place.configure(period_type="Yearly")
    place.send()
    assert "The data set takes Yearly periods" in place.page()


@ON_ONE_STORE
def test_without_a_server_the_page_says_what_comes_next(place):
    assert "No DHIS2 server is set up." in place.page()
    assert "No notices are sent." in place.page()
