"""A bag from the shelf to the count at the end, two workers on one phone, and a check-in that was missed: on the real
phone, offline, until the coordinator's server knows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.endtoend import night
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import PASSPHRASE, PhoneApp
from tests.endtoend.programme import ServerProcess
from tests.endtoend.test_main_line import Phone, enrol

pytestmark = pytest.mark.browser
LINES = """select item.code, loaded, received, handed_out, lost, handed_on, counted, why
  from shift_line join item on item.id = item_id order by item.code"""
CHECKINS = "select state from checkin order by entry_id"
SECOND = "willow mosaic copper harbour"


@pytest.fixture
def phone(chromium_profile: Callable[..., BrowserContext], tmp_path: Path, server: ServerProcess) -> Phone:
    """A phone that nobody has enrolled yet."""
    return Phone(chromium_profile, tmp_path / "phone", server)


def rows(server: ServerProcess, query: str) -> list[Any]:
    store = sqlite3.connect(server.folder / "outreach.sqlite")
    try:
        return store.execute(query).fetchall()
    finally:
        store.close()


def tap(app: PhoneApp, *names: str) -> None:
    for name in names:
        app.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).last.click()


def start_loaded(app: PhoneApp) -> None:
    """Two boxes of condoms, one of needles, twelve sprays, from the shelf."""
    app.title("Start of shift")
    tap(app, "Yes", "Harbour", "Street", "Bag", "Condoms: 100 more", "Condoms: 100 more")
    tap(app, "Needles 1 ml: 100 more", "Naloxone spray: 12 more", "In the bag", "Start shift")
    expect(app.button("New contact")).to_be_visible()


def test_a_bag_is_accounted_for_from_the_shelf_to_the_count(
    server: ServerProcess, desk: Desk, phone: Phone
) -> None:
    enrol(phone.app, desk)
    server.stop()
    app = phone.start_cold()
    start_loaded(app)
    for contact in (night.USUAL, night.NEEDLES, night.CODED):  # 15 condoms, 30 needles, 1 spray
        app.log(contact)
    tap(app, "Bag", "Received", "Condoms: 5 more", "Note it")
    tap(app, "Hand on", "Naloxone spray: 1 more", "Naloxone spray: 1 more", "Note it")
    tap(app, "Lost", "Condoms: 5 more", "Note it", "End of shift")
    tap(app, "Condoms: 185, as expected", "Needles 1 ml: 70, as expected", "Needles 1 ml: 1 less", "Broken")
    expect(app.page.get_by_text("1 fewer than the notes say. It happens.")).to_be_visible()
    phone.kill()
    app = phone.start_cold()
    app.tab("Bag")
    tap(app, "End of shift")
    expect(app.button("Broken")).to_have_attribute("aria-pressed", "true")
    tap(app, "The rest is right", "Close shift")
    app.title("Start of shift")
    server.start()
    prove(app, 4)
    assert rows(server, LINES) == [
        ("NS01", 100, 0, 30, 0, 0, 69, "damaged"),
        ("NX10", 12, 0, 1, 0, 2, 9, None),
        ("SX01", 200, 5, 15, 5, 0, 185, None),
        ("SX03", 0, 0, 5, 0, 0, 0, "unknown"),
    ]


def prove(app: PhoneApp, records: int) -> None:
    """Opens another shift and waits until the server has shown a mark for every record."""
    app.start_shift("Harbour", "Street")
    app.sync()
    assert f"server held {records} of {records}" in app.safe()


def test_two_workers_share_a_phone_and_neither_sees_the_others_notebook(
    server: ServerProcess, desk: Desk, phone: Phone
) -> None:
    enrol(phone.app, desk)
    server.stop()
    app = phone.app
    app.unlock()
    app.start_shift("Harbour", "Street")
    app.log(night.USUAL)
    app.door("Workers")
    tap(app, "Add a worker", "Close mine, go on", "Type my own")
    app.page.get_by_label("Your own, at least 10 signs").fill(SECOND)
    app.page.get_by_label("Type it once more").fill(SECOND)
    tap(app, "Set the passphrase")
    app.start_shift("Station", "Van")
    assert app.entries() == []
    app.button("Back").click()
    app.tab("Shift")
    app.log(night.CODED)
    assert len(app.entries()) == 1
    app = phone.start_cold()  # the first worker's words
    first = app.entries()
    assert len(first) == 1
    assert "10 condoms" in first[0]


def test_a_missed_check_in_is_told_with_the_next_signal_also_from_a_locked_phone(
    server: ServerProcess, desk: Desk, phone: Phone
) -> None:
    enrol(phone.app, desk)
    app = phone.app
    app.page.clock.install()
    app.page.reload()
    app.unlock()
    server.stop()
    app.start_shift("Harbour", "Street")
    tap(app, "Bag", "Check-in", "15 min", "Done")
    app.page.clock.fast_forward("21:00")  # the phone has locked itself meanwhile
    check = app.button("Check")
    expect(check).to_be_visible()
    app.page.clock.run_for(2_000)
    check.click()
    app.unlock(PASSPHRASE)
    server.start()
    app.sync()
    assert rows(server, CHECKINS) == [("missed",), ("safe",)]
