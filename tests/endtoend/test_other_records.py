"""Every other kind of record, from the phone without a signal to the server's rows; and a tab killed in a busy van."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.endtoend import killing
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, PASSPHRASE, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": WIDTH, "height": HEIGHT}, "is_mobile": True, "has_touch": True}
KINDS = {
    "tally": ("Quick count", "Usual", "One person more", "One person more"),
    "cleanup": ("Clean-up", "Kilograms", "0.5"),
    "reversal": ("Naloxone was used", "Shot", "2 doses", "Called"),
    "unmet": ("Not available", "Condoms", "None left"),
    "restock": ("Ask for stock", "Condoms: 100 more", "Tonight"),
    "count": ("Count a shelf", "Condoms: none there"),
}


@pytest.fixture
def phone(chromium_profile: Callable[..., BrowserContext], tmp_path: Path, desk: Desk) -> PhoneApp:
    """An enrolled phone in a shift, kept for offline use."""
    app = PhoneApp(chromium_profile(tmp_path / "phone", **PHONE).pages[0])
    desk.type_digits(app.enrol(desk.offer_phone("Heron")))
    app.choose_passphrase()
    app.wait_for_shell()
    app.unlock()
    app.start_shift("Harbour", "Street", "Store room")
    return app


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).last.tap()


def test_what_was_logged_without_a_signal_is_told_to_the_server_by_kind(
    phone: PhoneApp, server: ServerProcess
) -> None:
    phone.page.context.set_offline(True)
    for taps in KINDS.values():
        phone.door("Other records")
        tap(phone.page, *taps)
        phone.save()
    phone.page.context.set_offline(False)
    phone.sync()
    with sqlite3.connect(server.folder / "outreach.sqlite") as store:
        kinds = {name for (name,) in store.execute("select kind from entry where not void")}
        [(people,)] = store.execute("select sum(people) from contact")
    assert kinds >= set(KINDS) - {"tally"}
    assert people == 2


def test_a_count_of_a_busy_van_survives_a_killed_browser(
    phone: PhoneApp, chromium_profile: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    phone.door("Other records")
    tap(phone.page, "Quick count", *["One person more"] * 7)
    phone.page.wait_for_timeout(1_000)  # the promise itself: what is older than a second is on disk
    address = phone.page.url
    killing.kill(tmp_path / "phone")
    again = PhoneApp(chromium_profile(tmp_path / "phone", **PHONE).pages[0])
    again.page.goto(address)
    again.unlock(PASSPHRASE)
    tap(again.page, "Go on")
    expect(again.page.locator(".o-pad__count b")).to_have_text("7")
    again.save()
    assert "7 people counted" in again.entries()[0]
