"""A click on the outline of the zones puts a service there; the field shows and takes the same position."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from outreach import installation
from outreach.database import transaction
from outreach.demo.filling import fill
from outreach.places.rules import holds
from outreach.referrals.written import read_place
from tests.conftest import FRIDAY
from tests.team.people import PASSWORD, People

pytestmark = pytest.mark.browser


def test_a_click_on_a_zone_gives_a_position_in_it(chromium: Browser, live_server: Any) -> None:
    installation.make_organisation(live_server.app)
    People(live_server.app)
    with live_server.app.app_context(), transaction() as conn:
        fill(conn, 1, FRIDAY.date())
    page = chromium.new_page()
    page.goto(live_server.url + "/sign-in?next=/directory/add")
    page.fill("#login", "ada@example.org")
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")
    page.locator("#place-map text", has_text="Southgate").click()
    latitude, longitude = read_place(page.input_value("#place"))
    southgate = [
        [0.3010, 53.4420],
        [0.3145, 53.4402],
        [0.3140, 53.4525],
        [0.3000, 53.4514],
        [0.3010, 53.4420],
    ]
    assert holds([southgate], (longitude, latitude))
    before = page.locator(".g-here").get_attribute("cx")
    page.fill("#place", "53.4600, 0.3400")
    assert page.locator(".g-here").get_attribute("cx") != before
    page.close()
