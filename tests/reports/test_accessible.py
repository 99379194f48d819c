"""Every state of an edition, and of what leaves the house, under the automatic check of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from outreach import installation
from outreach.clock import now
from outreach.reports import store
from outreach.reports.editions import life
from outreach.reports.editions import store as editions
from tests.dashboards.test_accessible import VIEWS
from tests.dashboards.test_accessible import Desk as Window
from tests.reports.editing import Desk, desk
from tests.team.people import People

__all__ = ["desk"]
pytestmark = pytest.mark.browser


@pytest.fixture
def app(live_server: Any) -> Flask:
    """The app that a real browser sees."""
    made: Flask = live_server.app
    installation.make_organisation(made)
    return made


@pytest.fixture(params=VIEWS[::3], ids=lambda view: f"{view[0]} {view[1]}")
def window(
    request: pytest.FixtureRequest, chromium: Browser, live_server: Any, people: People
) -> Iterator[Window]:
    """A window of one width and theme in which Ada is signed in."""
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    made = Window(context.new_page(), live_server.url)
    made.sign_in()
    yield made
    context.close()


def test_every_state_of_an_edition_is_accessible(window: Window, desk: Desk) -> None:
    number = desk.begin()
    at = f"/reports/{number}"
    found = window.faults(at)
    work = desk.run(store.ask, number, "draft", desk.ids["bo"], desk.today)
    desk.run(store.claim, work, now())
    desk.run(store.go_on, work, now(), step=2, steps=6, step_name="Hiding")
    found += [fault for path in (at, "/reports") for fault in window.faults(path)]
    desk.run(store.fail, work, "Nothing to report.")
    found += window.faults(at)
    desk.work(number)
    desk.run(editions.write, desk.row(number), desk.ids["bo"], {"plan": "412 people, {contats} <b>"})
    found += [fault for path in (at, f"{at}/text") for fault in window.faults(path)]
    desk.run(
        editions.write, desk.row(number), desk.ids["bo"], {"plan": "- More for {contacts}\n- شكرا **لكم**"}
    )
    desk.work(number, "words")
    for status in (life.WAITING, life.APPROVED):
        approver = {"approver_id": desk.ids["ada"]} if status == life.APPROVED else {}
        desk.step(number, status, **approver)
        found += window.faults(at)
    found += window.faults(f"{at}/publish")
    desk.work(number, "publish", "ada")
    found += [fault for path in (at, f"{at}/correct", "/reports") for fault in window.faults(path)]
    for told in (desk.run(editions.published, number).pdf_sha256.hex(), "0" * 64, "nonsense"):
        window.page.goto(f"{window.url}/verify")
        window.page.fill("#hash", told)
        window.page.get_by_role("button", name="Check it").click()
        found += window.faults_here(f"verify {told[:4]}")
    assert not found
