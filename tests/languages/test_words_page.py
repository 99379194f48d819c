"""The desk's page about the phone's words, in a browser: accessible, also in Arabic and after a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from outreach.database import transaction
from outreach.languages import store
from tests.dashboards.test_accessible import window

__all__ = ["window"]
pytestmark = pytest.mark.browser


def test_the_page_is_accessible_with_own_words_and_after_a_mistake(window: Any, live_server: Any) -> None:
    with live_server.app.app_context(), transaction() as conn:
        store.reword(conn, "ar", "phone.save", "احفظ")
    window.sign_in()
    found = window.faults("/languages?lang=ar") + window.faults("/languages?lang=es&q=contact")
    page = window.page
    page.goto(f"{window.url}/languages?lang=es&q=more")
    page.locator("form.card", has_text="{name}: {n} more").get_by_role("textbox").fill("más")
    page.locator("form.card", has_text="{name}: {n} more").get_by_role("button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Keep {name}, {n} as it is")
    assert found + window.faults_here("a mistake") == []
