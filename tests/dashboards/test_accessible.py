"""Every page of the desk, light and dark, wide and narrow, under an automatic check of WCAG 2.2 AA."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from outreach import installation
from outreach.clock import programme_day
from outreach.demo.programme import make
from tests.team.people import PASSWORD, People

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parents[1] / "vendor/axe-core-4.14.1/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = f"""async () => (await axe.run(document, {{ runOnly: {json.dumps(TAGS)} }})).violations.map(
  ({{ id, nodes }}) => `${{id}}: ${{nodes.map((n) => n.html.slice(0, 160)).join(' | ')}}`)"""
PAGES = (
    "/", "/supplies", "/supplies?all=1&site=1", "/supplies?period=2026Q9", "/supplies/delivery", "/supplies/transfer",
    "/supplies/loss", "/supplies/count", "/supplies/usual", "/referrals", "/referrals?all=1", "/referrals/slip",
    "/directory", "/directory?state=stale", "/directory?q=nowhere", "/directory/1", "/directory/add",
    "/zones", "/zones/edit", "/phones", "/phones/1", "/phones/1/revoke", "/phones/add", "/phones/quarantine",
    "/phones/rescue", "/records", "/records/doubles", "/shifts", "/supplies/requests",
    "/guides", "/guides/overdose/en", "/guides/rights/ar", "/guides/my_safety/fr",
    "/safety", "/safety/alerts/add", "/safety/alerts/4", "/safety/reports", "/safety/key", "/safety/key/new",
    "/safety/key/passphrase", "/safety/key/backup", "/organisation/face",
    "/reports", "/verify", "/reports/templates", "/reports/templates/2", "/reports/funding/1",
    "/reports/indicators", "/reports/targets",
    "/account", "/account/password", "/account/second-factor", "/team", "/team/add", "/team/1", "/log", "/confirm",
    "/reports/outgoing", "/reports/dhis2/add", "/team/funders", "/team/funders/add",
    "/nowhere",
)  # fmt: skip
EMPTY_PAGES = (
    "/",
    "/directory",
    "/directory/add",
    "/supplies",
    "/supplies/delivery",
    "/referrals",
    "/zones",
    "/phones",
    "/phones/quarantine",
    "/phones/rescue",
    "/records/doubles",
    "/shifts",
    "/supplies/requests",
    "/reports",
    "/reports/templates",
    "/reports/targets",
)
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


class Desk:
    """A browser window in which Ada is signed in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, name: str = "ada") -> None:
        self.page.goto(self.url + "/sign-in")
        self.page.fill("#login", f"{name}@example.org")
        self.page.fill("#password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(self.url + "/**")

    def faults(self, path: str) -> list[str]:
        """What axe finds on a page, and whether it scrolls sideways."""
        self.page.goto(self.url + path)
        return self.faults_here(path)

    def faults_here(self, path: str) -> list[str]:
        # Evaluated, not added as a tag: the page's policy lets no foreign script in.
        self.page.evaluate(AXE)
        found = [f"{path}: {fault}" for fault in self.page.evaluate(RUN)]
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found + ([f"{path}: {wide} px too wide"] if wide > 0 else [])


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]} {view[1]}")
def window(request: pytest.FixtureRequest, chromium: Browser, live_server: Any) -> Iterator[Desk]:
    """A window of one width and theme, before signing in."""
    installation.make_organisation(live_server.app)
    People(live_server.app)
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    yield Desk(context.new_page(), live_server.url)
    context.close()


@pytest.fixture
def filled(window: Desk, live_server: Any) -> Desk:
    """The same with a small demo programme behind it, Ada signed in."""
    with live_server.app.app_context():
        make(1, 400, programme_day())
    window.sign_in()
    return window


def test_the_sign_in_and_its_errors_are_accessible(window):
    found = window.faults("/sign-in")
    window.page.fill("#login", "ada@example.org")
    window.page.fill("#password", "wrong wrong wrong")
    window.page.click("button[type=submit]")
    assert not found + window.faults_here("wrong password")


def test_pages_of_an_empty_programme_are_accessible(window):
    window.sign_in()
    assert not [fault for path in EMPTY_PAGES for fault in window.faults(path)]


def test_every_page_of_a_year_is_accessible(filled):
    assert not [fault for path in PAGES for fault in filled.faults(path)]


def test_pages_after_a_form_are_accessible(filled):
    page = filled.page
    page.goto(filled.url + "/phones/add")
    page.fill("#name", "Heron")
    page.click("main form button.main")
    found = filled.faults_here("enrolment")
    page.goto(filled.url + "/supplies/delivery")
    page.fill("#units", "12o")
    page.evaluate("document.querySelector('main form.card').noValidate = true")
    page.click("main form.card button.main")
    found += filled.faults_here("a field is wrong")
    page.goto(filled.url + "/safety/reports")
    page.get_by_role("checkbox", name="read").first.check()
    page.get_by_role("button", name="Read the ticked texts").click()
    found += filled.faults_here("texts of reports")
    page.goto(filled.url + "/safety/alerts/add")
    page.fill("#text", "Tall man, ring 0612 345 678")
    page.evaluate("document.querySelector('main form.card').noValidate = true")
    page.click("main form.card button.main")
    found += filled.faults_here("a warning with doubts")
    page.goto(filled.url + "/referrals")
    page.click("text=Not attended >> nth=0")
    assert not found + filled.faults_here("done, with a way back")


def test_the_funders_page_is_accessible(window):
    window.sign_in("finn")
    assert not window.faults("/published")


def test_the_keyboard_reaches_the_page_first(filled):
    filled.page.goto(filled.url + "/")
    filled.page.keyboard.press("Tab")
    assert filled.page.evaluate("document.activeElement.textContent") == "Skip to the page"
    filled.page.keyboard.press("Enter")
    assert filled.page.evaluate("document.activeElement.id") == "main"
