"""Pages of reports: ask, follow, stop, download, with good and bad input."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from flask import Flask

from outreach.clock import now
from outreach.reports import store, work
from outreach.reports.rules import Wish
from tests.team.people import People, form

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def number(run: Run, people: People) -> int:
    """A report that waits."""
    return int(run(store.ask, Wish("2026Q3", 5), people.ids["bo"], now().date()))


def finished(app: Flask, run: Run, number: int) -> None:
    """Puts a file there as the worker does."""
    run(store.claim, number, now())
    with app.app_context():
        work._keep(number, b"%PDF-made")


def test_the_list_says_how_to_begin(people: People) -> None:
    assert "No report yet." in people.browser("bo").get("/reports").text


def test_the_last_quarter_that_is_over_is_chosen(people: People) -> None:
    page = people.browser("bo").get("/reports").text
    assert page.index("2026Q3") < page.index("2026Q4")
    assert "October to December 2026 (still running)" in page


def test_asking_leads_to_the_page_that_follows_it(people: People) -> None:
    answer = form(people.browser("bo"), "/reports", period="2026Q3", paper="Letter")
    assert (answer.status_code, answer.location) == (303, "/reports/1")


def test_asking_twice_leads_to_the_same_page(people: People) -> None:
    browser = people.browser("bo")
    answers = [form(browser, "/reports", period="2026Q3", paper="A4").location for _ in range(2)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "fields", [{}, {"period": "1900Q1", "paper": "A4"}, {"period": "2026Q3", "paper": "A3"}]
)
def test_bad_input_is_told_at_the_form(people: People, fields: dict[str, str]) -> None:
    answer = form(people.browser("bo"), "/reports", **fields)
    assert answer.status_code == 400
    assert "to mend" in answer.text


def test_a_waiting_report_reloads_its_page(people: People, number: int) -> None:
    page = people.browser("bo").get(f"/reports/{number}").text
    assert 'http-equiv="refresh"' in page
    assert "You may leave this page" in page


def test_progress_is_told_in_steps(run: Run, people: People, number: int) -> None:
    run(store.claim, number, now())
    run(store.go_on, number, now(), step=9, steps=14, step_name="Where we worked")
    assert "Step 9 of 14: Where we worked." in people.browser("bo").get(f"/reports/{number}").text


def test_stop_stops_once_and_says_so_twice(people: People, number: int) -> None:
    browser = people.browser("bo")
    for _ in range(2):
        assert form(browser, f"/reports/{number}/stop").status_code in (303, 405)
        assert browser.post(f"/reports/{number}/stop").status_code == 303
    assert "Stopped" in browser.get(f"/reports/{number}").text


def test_the_file_has_a_neutral_name(app: Flask, run: Run, people: People, number: int) -> None:
    finished(app, run, number)
    with closing(people.browser("bo").get(f"/reports/{number}/file")) as answer:
        assert answer.data == b"%PDF-made"
        assert answer.headers["Content-Disposition"] == "attachment; filename=report-q3-2026-draft.pdf"
        assert answer.headers["Cache-Control"] == "no-store"


def test_there_is_no_file_before_it_is_made(people: People, number: int) -> None:
    assert people.browser("bo").get(f"/reports/{number}/file").status_code == 404


def test_a_finished_report_offers_its_file(app: Flask, run: Run, people: People, number: int) -> None:
    finished(app, run, number)
    page = people.browser("ada").get(f"/reports/{number}").text
    assert f"/reports/{number}/file" in page
    assert 'http-equiv="refresh"' not in page


def test_a_failure_is_told_with_its_words(run: Run, people: People, number: int) -> None:
    run(store.claim, number, now())
    run(store.fail, number, "There are fewer than 5 contacts.")
    assert "There are fewer than 5 contacts." in people.browser("bo").get(f"/reports/{number}").text


def test_making_it_again_is_a_new_report(app: Flask, run: Run, people: People, number: int) -> None:
    finished(app, run, number)
    assert people.browser("bo").post(f"/reports/{number}/again").location == f"/reports/{number + 1}"


@pytest.mark.parametrize("path", ["/reports/999", "/reports/999/file"])
def test_what_does_not_exist_is_a_404(people: People, path: str) -> None:
    assert people.browser("bo").get(path).status_code == 404


@pytest.mark.parametrize("path", ["/reports/999/stop", "/reports/999/again"])
def test_nothing_can_be_done_with_what_does_not_exist(people: People, path: str) -> None:
    assert people.browser("bo").post(path).status_code == 404


@pytest.mark.parametrize("path", ["/reports", "/reports/1", "/reports/1/file"])
def test_a_funder_sees_no_drafts(people: People, number: int, path: str) -> None:
    assert people.browser("finn").get(path).status_code == 403
