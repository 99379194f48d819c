"""The funder's portal: what was published to them, its files, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach.reports.content.document import Document, from_json
from outreach.reports.sending import store as delivery_store
from outreach.team import audit
from tests.reports.outgoing import add_funder, publish
from tests.reports.sample import sample_document
from tests.reports.test_exports import figures_of
from tests.team.people import People, form

DOCUMENT = sample_document()
KINDS = ("pdf", "csv", "xlsx", "json")
ON_ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what is not about queries


class House:
    """Two funders, Finn at the first of them, and three published editions."""

    def __init__(self, app: Flask, run: Callable[..., Any], people: People) -> None:
        self.app, self.run, self.people = app, run, people
        self.ada, self.bo, self.finn = (people.browser(name) for name in ("ada", "bo", "finn"))
        self.lindqvist, self.other = run(add_funder, "Lindqvist Foundation"), run(add_funder, "Other Trust")
        self.own = run(publish, DOCUMENT, f"funder:{self.lindqvist}", people.ids["bo"])
        self.foreign = run(publish, DOCUMENT, f"funder:{self.other}", people.ids["bo"])
        self.public = run(publish, DOCUMENT, "public", people.ids["bo"])

    def join(self, funder: int | None, email: str = "") -> None:
        """Finn belongs to this funder from now on."""
        self.run(delivery_store.belongs, self.people.ids["finn"], funder, email)


@pytest.fixture
def house(app: Flask, run: Callable[..., Any], people: People) -> House:
    made = House(app, run, people)
    made.join(made.lindqvist)
    return made


def test_a_funder_sees_its_own_and_public_reports_and_no_other(house):
    page = house.finn.get("/published").text
    assert "Lindqvist Foundation" in page
    for edition, seen in ((house.own, True), (house.public, True), (house.foreign, False)):
        assert (f"/published/{edition}/pdf" in page) is seen
    assert "Other Trust" not in page


@ON_ONE_STORE
def test_each_link_says_which_report_it_is_of_and_today_is_for_the_desk(house):
    page = re.sub(r"\s+", " ", house.finn.get("/published").text)
    assert '<a href="/"' not in page.partition("</nav>")[0]
    words = re.findall(r'<a class="btn[^>]*href="/published/[^>]*>(.*?)</a>', page)
    assert len(words) == 8
    assert all("Quarterly report, edition 1" in one for one in words)


def test_another_funders_report_is_not_there(house):
    for kind in KINDS:
        answer = house.finn.get(f"/published/{house.foreign}/{kind}")
        assert answer.status_code == 404
        assert house.finn.get(f"/published/999999/{kind}").text == answer.text


@ON_ONE_STORE
def test_each_file_comes_whole_under_a_neutral_name_and_is_kept_by_no_cache(house):
    for kind in KINDS:
        answer = house.finn.get(f"/published/{house.own}/{kind}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="report-q3-2026.{kind}"'
        assert len(answer.data) > 20
    assert house.finn.get(f"/published/{house.own}/exe").status_code == 404


@ON_ONE_STORE
def test_the_figures_of_all_files_are_those_of_the_edition(house):
    told = house.finn.get(f"/published/{house.own}/json").data.decode()
    assert from_json(told).cells == DOCUMENT.cells
    csv = figures_of(house.finn.get(f"/published/{house.own}/csv").data)
    assert {at: number for at, (number, _) in csv.items() if number} == {
        str(at): str(cell.value) for at, cell in DOCUMENT.cells.items() if cell.value is not None
    }


@ON_ONE_STORE
def test_the_file_is_the_one_whose_sha256_stands_on_the_page(house):
    pdf = house.finn.get(f"/published/{house.own}/pdf").data
    assert hashlib.sha256(pdf).hexdigest() in house.finn.get("/published").text


@ON_ONE_STORE
def test_without_a_funder_only_public_reports_are_there_and_it_says_why(house):
    house.join(None)
    page = house.finn.get("/published").text
    assert "You see public reports only." in page
    assert f"/published/{house.public}/pdf" in page
    assert house.finn.get(f"/published/{house.own}/pdf").status_code == 404


@ON_ONE_STORE
def test_nothing_published_is_said_in_words(app, people):
    assert "Nothing is published yet." in people.browser("finn").get("/published").text


def test_a_corrected_edition_stands_first_and_the_old_one_stays(house):
    newer = house.run(
        publish,
        DOCUMENT,
        f"funder:{house.lindqvist}",
        house.people.ids["bo"],
        house.own,
        2,
        date(2026, 11, 2),
    )
    page = house.finn.get("/published").text
    assert (
        page.index(f"/published/{newer}/pdf")
        < page.index("Corrected since")
        < page.index(f"/published/{house.own}/pdf")
    )
    assert house.finn.get(f"/published/{house.own}/pdf").status_code == 200


@ON_ONE_STORE
def test_each_download_is_logged_without_a_name(house):
    for kind in KINDS:
        house.finn.get(f"/published/{house.own}/{kind}")
    rows = house.run(audit.page)
    logged = [row.subject for row in rows if row.action == "downloaded report"]
    assert logged == [f"edition {house.own}, {kind}" for kind in reversed(KINDS)]
    assert rows[0].actor == f"member:{house.people.ids['finn']}"


@ON_ONE_STORE
def test_members_of_the_desk_have_no_portal_and_a_funder_has_no_desk(house):
    assert house.bo.get("/published").status_code == 403
    for path in (
        "/reports",
        f"/reports/{house.own}/figures.csv",
        "/reports/outgoing",
        "/team/funders",
        "/team",
    ):
        assert house.finn.get(path).status_code == 403, path


@ON_ONE_STORE
def test_a_funder_that_is_moved_loses_the_first_funders_reports_at_once(house):
    house.join(house.other)
    assert house.finn.get(f"/published/{house.own}/pdf").status_code == 404
    assert house.finn.get(f"/published/{house.foreign}/pdf").status_code == 200


@ON_ONE_STORE
def test_the_desk_takes_the_figures_of_an_edition_as_files(house):
    for kind in ("csv", "xlsx", "json"):
        answer = house.bo.get(f"/reports/{house.own}/figures.{kind}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
    assert house.bo.get(f"/reports/{house.own}/figures.exe").status_code == 404
    assert "Published" in house.bo.get(f"/reports/{house.own}/figures.csv").text


@ON_ONE_STORE
def test_the_members_of_funders_are_listed_with_their_funder(house):
    house.join(house.lindqvist, "finn@lindqvist.example")
    page = house.ada.get("/team/funders").text
    assert "Lindqvist Foundation" in page
    assert "finn@lindqvist.example" in page
    assert "/team/funders" in house.ada.get("/team").text


@ON_ONE_STORE
def test_an_administrator_adds_a_funders_member_who_can_sign_in_and_see_its_reports(house):
    page = form(
        house.ada,
        "/team/funders/add",
        name="Maj Lund",
        login="Maj@Lindqvist.example",
        funder=house.lindqvist,
        email="",
    ).text
    password = re.search(r'<dd class="key">([^<]+)</dd>', page)[1]
    browser = house.app.test_client()
    form(browser, "/sign-in", login="maj@lindqvist.example", password=password)
    assert f"/published/{house.own}/pdf" in browser.get("/published").text


@ON_ONE_STORE
def test_what_is_wrong_is_said_and_nobody_is_added(house):
    fields = {"name": "Maj", "login": "maj@lindqvist.example", "funder": house.lindqvist, "email": ""}
    for field, value, words in (
        ("email", "no address", "no e-mail address"),
        ("name", "", "Enter a name"),
        ("login", "finn@example.org", "already"),
        ("funder", 999, "Not a valid choice"),
    ):
        answer = form(house.ada, "/team/funders/add", **fields | {field: value})
        assert answer.status_code == 400
        assert words in answer.text
    assert "Maj" not in house.ada.get("/team/funders").text


def test_a_member_gets_another_funder_and_it_is_logged(house):
    number = house.people.ids["finn"]
    form(house.ada, f"/team/funders/{number}", funder=house.other, email="finn@other.example")
    assert house.finn.get(f"/published/{house.foreign}/pdf").status_code == 200
    assert (f"member:{number} to funder:{house.other}") in [row.subject for row in house.run(audit.page)]
    form(house.ada, f"/team/funders/{number}", funder=0, email="")
    assert house.finn.get(f"/published/{house.foreign}/pdf").status_code == 404


@ON_ONE_STORE
def test_only_members_with_the_role_of_a_funder_belong_to_one(house):
    assert house.ada.get(f"/team/funders/{house.people.ids['bo']}").status_code == 404


@ON_ONE_STORE
def test_the_members_page_leads_to_the_funder(house):
    assert (
        f"/team/funders/{house.people.ids['finn']}" in house.ada.get(f"/team/{house.people.ids['finn']}").text
    )
    assert "/team/funders/" not in house.ada.get(f"/team/{house.people.ids['bo']}").text


@ON_ONE_STORE
def test_names_with_quotes_and_right_to_left_words_are_shown_as_text(app, run, people):
    funder = run(add_funder, '"><img src=x onerror=alert(1)> \u0645\u0624\u0633\u0633\u0629')
    run(delivery_store.belongs, people.ids["finn"], funder, "")
    evil: Document = from_json(json.dumps(json.loads(DOCUMENT.to_json())))
    run(publish, evil, f"funder:{funder}", people.ids["bo"])
    page = people.browser("finn").get("/published").text
    assert "<img" not in page
    assert "\u0645\u0624\u0633\u0633\u0629" in page
