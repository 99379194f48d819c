"""The same storage in Firefox (OPFS) and in WebKitGTK, which has no OPFS: there the journal is a second database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browsers import free_port

from .conftest import WORDS, enrolled, visit
from .site import Site

pytestmark = pytest.mark.browser
MINI_BROWSERS = (
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
)


def test_firefox_saves_reopens_and_syncs(firefox: Browser, site: Site) -> None:
    context = firefox.new_context()
    page = visit(context.new_page(), site)
    assert page.evaluate("open().then(() => phone.storage.supported)") is True
    enrolled(page)
    assert page.evaluate("save(12)") == 12
    page.close()
    page = visit(context.new_page(), site)
    opened = page.evaluate("open().then(() => [view().stage, view().unsent, phone.hasOpfs])")
    assert opened == ["locked", 12, True]
    page.evaluate("words => phone.unlock(words)", WORDS)
    assert page.evaluate("phone.entries().length") == 12
    assert page.evaluate("phone.sync().then(() => view().proof.equal)") is True
    context.close()


def test_a_private_window_of_firefox_is_refused(playwright_driver: Playwright, site: Site) -> None:
    program = shutil.which("firefox-esr")
    prefs = {"browser.privatebrowsing.autostart": True}
    how = {"channel": "moz-firefox", "executable_path": program} if program else {}
    browser = playwright_driver.firefox.launch(firefox_user_prefs=prefs, **how)
    opened = visit(browser.new_page(), site).evaluate(
        "open().then(() => [view().stage, Boolean(phone.hasOpfs)])"
    )
    browser.close()
    assert opened == ["unsupported", False]


@pytest.fixture
def webkit(screen: str, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """`webkit()`: a WebKitGTK window on this test's profile."""
    program = next(path for path in MINI_BROWSERS if os.path.exists(path))
    driver = shutil.which("WebKitWebDriver")
    assert driver, "WebKitWebDriver is not installed. ./dev test installs it."
    opened: list[Any] = []

    def begin() -> Any:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = program
        options.add_argument("--automation")
        env = os.environ | {
            "DISPLAY": screen,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
        }
        env |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
        service = webdriver.WebKitGTKService(driver, port=free_port(), env=env)
        opened.append(webdriver.WebKitGTK(options=options, service=service))
        opened[-1].set_script_timeout(120)
        return opened[-1]

    yield begin
    for window in opened:
        window.quit()


def run(window: Any, work: str) -> Any:
    """Awaits `work` in the page."""
    script = (
        "const done = arguments[0]; Promise.resolve().then(async () => ("
        + work
        + ")).then(done, (e) => done('error ' + (e.code ?? e)));"
    )
    return window.execute_async_script(script)


def load(window: Any, site: Site) -> None:
    window.get(site.url)
    WebDriverWait(window, 60).until(lambda w: w.find_elements(By.CSS_SELECTOR, "html[data-ready]"))


def test_webkitgtk_keeps_two_databases_and_no_notebook(webkit: Callable[[], Any], site: Site) -> None:
    window = webkit()
    load(window, site)
    assert run(window, "open().then((v) => [v.stage, phone.hasOpfs])") == ["new", False]
    assert run(window, f"enrol({WORDS!r}).then((v) => [v.stage, v.notebook])") == ["open", False]
    assert run(window, "save(12)") == 12
    load(window, site)
    assert run(window, "open().then((v) => [v.stage, v.unsent])") == ["locked", 12]
    assert run(window, "phone.storage.index.destroy()") is None
    load(window, site)
    assert run(window, "open().then(() => [view().unsent, phone.outbox.report.recovered])") == [12, 12]
    assert run(
        window, f"phone.unlock({WORDS!r}).then(() => [view().stage, phone.reference.zones.length])"
    ) == ["open", 1]
    assert run(window, "phone.sync().then(() => [view().unsent, view().proof.equal])") == [0, True]
