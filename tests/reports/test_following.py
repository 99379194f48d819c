"""Long work is followed without a page that reloads: told in words, by a live region, by a link without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from outreach import installation
from outreach.clock import now
from outreach.reports import store
from tests.reports.editing import Desk, desk
from tests.team.people import PASSWORD, People

__all__ = ["desk"]
pytestmark = pytest.mark.browser


@pytest.fixture
def app(live_server: Any) -> Flask:
    """The app that a real browser sees."""
    made: Flask = live_server.app
    installation.make_organisation(made)
    return made


@pytest.fixture
def work(desk: Desk) -> int:
    """Work that waits, on edition 1."""
    return int(desk.run(store.ask, desk.begin(), "draft", desk.ids["bo"], desk.today))


@pytest.fixture
def page(chromium: Browser, live_server: Any, people: People, work: int) -> Iterator[Page]:
    """Bo looks at edition 1."""
    context = chromium.new_context()
    found = context.new_page()
    found.goto(f"{live_server.url}/sign-in?next=/reports/1")
    found.fill("#login", "bo@example.org")
    found.fill("#password", PASSWORD)
    found.click("button[type=submit]")
    found.wait_for_url("**/reports/1")
    yield found
    context.close()


def test_each_step_is_said_and_the_page_stays_where_it_is(page: Page, desk: Desk, work: int) -> None:
    said = page.get_by_role("status")
    expect(said).to_contain_text("waiting its turn")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Look again").focus()
    desk.run(store.claim, work, now())
    desk.run(store.go_on, work, now(), step=2, steps=6, step_name="Hiding small numbers")
    expect(said).to_have_text("Draft being made: step 2 of 6, hiding small numbers.")
    assert page.get_by_role("progressbar").get_attribute("value") == "2"
    desk.run(store.finish, work)
    expect(said).to_have_text("The draft is made.")
    for gone in ("button", "progressbar"):
        expect(page.locator("[data-follow]").get_by_role(gone)).to_be_hidden()
    assert page.evaluate("window.same && document.activeElement.textContent") == "Show the result"


def test_a_server_that_is_gone_is_told_and_looked_for_again(
    page: Page, desk: Desk, work: int, live_server: Any
) -> None:
    live_server.stop()
    expect(page.get_by_role("status")).to_contain_text("cannot be seen now")
    live_server.start()
    expect(page.get_by_role("status")).to_contain_text("waiting its turn")


def test_without_scripts_a_link_looks_again(desk: Desk, people: People, work: int) -> None:
    shown = people.browser("bo").get("/reports/1").text
    assert "http-equiv" not in shown
    assert '<a class="btn sm" href="/reports/1">Look again</a>' in shown


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda work, conn: store.finish(conn, work), "The draft is made."),
        (lambda work, conn: store.stop(conn, work), "It was stopped. What was there before stays."),
        (lambda work, conn: store.fail(conn, work, "Nothing to report."), "Nothing to report."),
    ],
    ids=["done", "stopped", "failed"],
)
def test_every_end_is_told_in_words(desk: Desk, people: People, work: int, end: Any, words: str) -> None:
    desk.run(store.claim, work, now())
    desk.run(lambda conn: end(work, conn))
    told = people.browser("ada").get("/reports/1/work").json
    assert told is not None
    assert (told["words"], told["ended"]) == (words, True)


def test_work_on_nothing_is_nothing(desk: Desk, people: People) -> None:
    desk.begin()
    told = people.browser("ada").get("/reports/1/work").json
    assert told is not None
    assert told["ended"]
    assert people.browser("ada").get("/reports/99/work").status_code == 404
