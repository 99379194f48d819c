"""Every page of the desk, light and dark, wide and narrow, under an automatic check of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from outreach import installation
from outreach.clock import programme_day
from outreach.demo.programme import make
from tests.axe import AXE, RUN, SETTLED
from tests.browsers import LiveServer, live
from tests.team.people import PASSWORD, People

pytestmark = pytest.mark.browser
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
    """A browser window in which somebody signs in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, name: str = "ada") -> None:
        self.page.goto(self.url + "/sign-in")
        self.page.fill("#login", f"{name}@example.org")
        self.page.fill("#password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(self.url + "/**")

    def faults(self, path: str) -> list[str]:
        """What is wrong with a page in any of the views."""
        self.page.goto(self.url + path)
        return self.faults_here(path)

    def faults_here(self, path: str) -> list[str]:
        # Evaluated, not added as a tag: the page's policy lets no foreign script in.
        self.page.evaluate(AXE)
        return [f"{path}, {view}: {fault}" for view in VIEWS for fault in self._faults(*view)]

    def _faults(self, width: int, theme: Any) -> list[str]:
        """What axe finds, and whether the page scrolls sideways."""
        self.look(width, theme)
        found: list[str] = self.page.evaluate(RUN)
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found + ([f"{wide} px too wide"] if wide > 0 else [])

    def look(self, width: int, theme: Any) -> None:
        """The same page in a window of this width and theme."""
        self.page.set_viewport_size({"width": width, "height": 844})
        self.page.emulate_media(color_scheme=theme)
        self.page.evaluate(SETTLED)


@contextmanager
def opened(chromium: Browser, server: LiveServer) -> Iterator[Desk]:
    """A window on a programme with members and nothing else, before signing in."""
    installation.make_organisation(server.app)
    People(server.app)
    context = chromium.new_context()
    yield Desk(context.new_page(), server.url)
    context.close()


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """A window on an empty programme."""
    with opened(chromium, live_server) as desk:
        yield desk


@pytest.fixture(scope="module")
def filled(chromium: Browser, stores: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A window on a small demo programme, Ada signed in; tests that only look share it."""
    folder = tmp_path_factory.mktemp("filled") / "instance"
    with live(folder, stores) as server, opened(chromium, server) as desk:
        with server.app.app_context():
            make(1, 400, programme_day())
        desk.sign_in()
        yield desk


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


@pytest.mark.parametrize("view", VIEWS)
def test_the_keyboard_reaches_the_page_first(filled, view):
    filled.page.goto(filled.url + "/")
    filled.look(*view)
    filled.page.keyboard.press("Tab")
    assert filled.page.evaluate("document.activeElement.textContent") == "Skip to the page"
    filled.page.keyboard.press("Enter")
    assert filled.page.evaluate("document.activeElement.id") == "main"
