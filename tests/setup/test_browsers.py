"""The browsers of the tests start, and find a live server."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers import LiveServer

pytestmark = pytest.mark.browser


def title(browser: Browser, server: LiveServer) -> str:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/sign-in")
        return page.title()


def test_chromium(chromium: Browser, live_server: LiveServer) -> None:
    assert "Sign in" in title(chromium, live_server)


def test_firefox(firefox: Browser, live_server: LiveServer) -> None:
    assert "Sign in" in title(firefox, live_server)


def test_webkit(webkit: WebDriver, live_server: LiveServer) -> None:
    webkit.get(f"{live_server.url}/sign-in")
    assert "Sign in" in webkit.title


def test_a_server_can_be_stopped_for_real_and_started_again(
    chromium: Browser, live_server: LiveServer
) -> None:
    live_server.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        title(chromium, live_server)
    live_server.start()
    assert "Sign in" in title(chromium, live_server)
