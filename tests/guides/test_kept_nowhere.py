"""A plan filled in on a real phone is in no byte of the browser's profile: not while it is open, and not afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from outreach.demo import approving
from tests.browser.profile import leaks
from tests.dashboards.conftest import TODAY
from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess

pytestmark = pytest.mark.browser
CANARY = "zinnober-plan-4471"
PHONE = {"viewport": {"width": WIDTH, "height": HEIGHT}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def phone(
    chromium_profile: Callable[..., BrowserContext], tmp_path: Path, server: ServerProcess, chromium: object
) -> PhoneApp:
    """An enrolled phone in a shift, of a programme that has approved its cards."""
    with programme.opened(server.folder) as app:
        programme.run(app, approving.approve, TODAY)
    desk = Desk(chromium.new_context().new_page(), server.url)  # type: ignore[attr-defined]
    desk.sign_in(programme.COORDINATOR, programme.coordinator(server.folder))
    app = PhoneApp(chromium_profile(tmp_path / "profile", **PHONE).pages[0])
    desk.type_digits(app.enrol(desk.offer_phone("Heron")))
    app.choose_passphrase()
    app.start_shift("Harbour", "Street")
    return app


def fill(phone: PhoneApp) -> None:
    """The canary as words of their own, and on the card that is shown."""
    phone.tab("Guides")
    phone.page.locator(".o-guide", has_text="My safety plan").click()
    phone.button("Own words: Our word for help").click()
    phone.page.get_by_label("Own words: Our word for help").fill(CANARY)
    phone.button("Add").click()
    phone.page.get_by_role("button", name="Show card").click()
    expect(phone.page.locator(".o-paper").get_by_text(CANARY)).to_be_visible()


def test_a_plan_is_in_no_byte_of_the_profile(phone: PhoneApp, tmp_path: Path) -> None:
    fill(phone)
    phone.page.wait_for_timeout(1_500)  # a draft would be written within a second
    assert leaks(tmp_path / "profile", [CANARY]) == []
    phone.button("Done").click()
    phone.page.get_by_role("button", name="Leave now").click()
    phone.page.locator(".o-away__clock").press("Enter")
    phone.unlock()
    expect(phone.page.get_by_text(CANARY)).to_have_count(0)
    phone.page.context.close()
    assert leaks(tmp_path / "profile", [CANARY]) == []
