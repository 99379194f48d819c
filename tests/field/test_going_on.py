"""A phone whose passphrase was forgotten: with the lists inside the app and the last zone, work goes on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import STATIC

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
LISTS = json.loads((STATIC / "js/sync/lists.json").read_text("utf-8"))
ALONE = LISTS | {"zones": [{"id": 7, "name": "Last zone"}], "sites": []}
FORGOTTEN = {"stage": "writeonly", "shift": None, "mayGoOn": True, "notebook": False, "unsent": 3}


def test_a_contact_is_logged_without_the_lists(stage: Open) -> None:
    page = stage(FORGOTTEN, reference=ALONE)
    page.get_by_role("button", name="Go on logging").click()
    page.get_by_role("button", name="Yes, that is right").click()
    page.get_by_role("button", name="Street", exact=True).click()
    page.get_by_role("button", name="Start shift").click()
    page.get_by_role("button", name="New contact").click()
    page.get_by_role("button", name="Usual", exact=True).click()
    page.locator(".o-btn--lamp").click()
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert page.evaluate("phone.notes[0].record[4]") == 7


def test_without_a_last_zone_only_a_new_code_helps(stage: Open) -> None:
    page = stage(FORGOTTEN | {"mayGoOn": False}, reference=ALONE)
    expect(page.get_by_text("Ask your coordinator for a new code")).to_be_visible()
    expect(page.get_by_role("button", name="Go on logging")).to_have_count(0)
