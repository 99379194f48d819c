"""The check-in of somebody who works alone: it asks, it tells, and on a locked phone it shows a clock and one word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import SHIFT, contact
from tests.field.test_bag import tap, until

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
MINUTE = 60_000
WORK = (
    "contact",
    "outreach",
    "shift",
    "canal",
    "condom",
    "to send",
    "notebook",
    "check-in",
    "coordinator",
    "fine",
)
STATES = "JSON.stringify(phone.entries().filter((e) => e.record[0] === 'checkin').map((e) => e.record[5]))"


def running(stage: Open, minutes: int = 15) -> Page:
    page = stage({"shift": SHIFT}, entries=[contact()])
    tap(page, "Bag", "Check-in", f"{minutes} min", "Done", "Shift")
    return page


def told(page: Page, *states: str) -> None:
    """Waits until exactly these check-ins were saved."""
    until(page, f"{STATES} === '{str(list(states)).replace(chr(39), chr(34)).replace(' ', '')}'")


def test_it_says_plainly_what_it_can_and_cannot_do(stage: Open) -> None:
    page = stage({"shift": SHIFT})
    tap(page, "Bag", "Check-in")
    sheet = page.get_by_role("dialog")
    for words in ("while this app is open", "as soon as it wakes", "Nobody is called by itself"):
        expect(sheet).to_contain_text(words)


def test_the_shift_page_says_when_it_asks_next(stage: Open) -> None:
    page = running(stage)
    expect(page.locator(".o-where")).to_contain_text("2:29")


def test_it_asks_over_any_page_and_one_tap_answers(stage: Open) -> None:
    page = running(stage)
    tap(page, "New contact", "Usual")
    page.clock.run_for(15 * MINUTE + 2_000)
    expect(page.get_by_role("heading", name="Are you fine?")).to_be_visible()
    tap(page, "I am fine")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".o-btn--lamp")).to_contain_text("2 items")  # the form is as it was
    told(page)


def test_an_alarm_nobody_answers_is_told_as_missed_and_then_as_safe(stage: Open) -> None:
    page = running(stage)
    page.clock.run_for(21 * MINUTE)
    expect(page.get_by_text("Not answered in time")).to_be_visible()
    told(page, "missed")
    tap(page, "I am fine")
    told(page, "missed", "safe")


def test_a_locked_phone_asks_with_a_clock_and_one_word(stage: Open) -> None:
    page = running(stage)
    tap(page, "Leave now")
    page.clock.run_for(16 * MINUTE)
    check = page.get_by_role("button", name="Check", exact=True)
    expect(check).to_be_visible()
    shown = page.locator("#app").inner_text().lower()
    assert not [word for word in WORK if word in shown]
    check.tap()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".o-away")).to_be_visible()
    told(page)


def test_a_locked_phone_tells_that_it_was_missed(stage: Open) -> None:
    page = running(stage)
    page.evaluate("phone.lock()")
    page.clock.run_for(21 * MINUTE)
    told(page, "missed")
    page.get_by_role("button", name="Check", exact=True).tap()
    told(page, "missed", "safe")


def test_help_shows_whom_to_call_and_stays_until_they_are_safe(stage: Open) -> None:
    page = stage({"shift": SHIFT}, numbers="Lead Ana: 0470 12 34 56; not a number")
    tap(page, "Bag", "Check-in", "I need help")
    expect(page.get_by_role("link", name="Lead Ana")).to_have_attribute("href", "tel:0470123456")
    told(page, "help")
    tap(page, "Use the phone", "Shift", "You asked for help", "I am safe now")
    told(page, "help", "safe")
    expect(page.get_by_text("You asked for help")).to_have_count(0)


def test_the_back_key_and_escape_do_not_close_the_alarm(stage: Open) -> None:
    page = running(stage)
    page.clock.run_for(16 * MINUTE)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Are you fine?")).to_be_visible()


def test_it_vibrates_and_makes_no_sound_unless_asked(stage: Open) -> None:
    page = running(stage)
    page.evaluate(
        "() => { navigator.vibrate = (pattern) => { globalThis.buzzed = pattern; return true; };"
        " globalThis.AudioContext = class { constructor() { globalThis.sounded = true; } }; }"
    )
    page.clock.run_for(16 * MINUTE)
    assert page.evaluate("globalThis.buzzed.length") == 5
    assert page.evaluate("globalThis.sounded") is None


def test_it_ends_with_the_shift(stage: Open) -> None:
    page = running(stage)
    tap(page, "Bag", "End of shift", "Close shift")
    until(page, "phone.view.shift === null")
    page.clock.run_for(30 * MINUTE)
    expect(page.get_by_role("heading", name="Start of shift")).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)


def test_a_check_in_stands_in_the_notebook_but_cannot_be_changed(stage: Open) -> None:
    record: list[Any] = ["checkin", 1, "2026-11-20", 3, 1, "missed"]
    page = stage({"shift": SHIFT}, entries=[record])
    tap(page, "Bag", "Notebook")
    row = page.locator("main li")
    expect(row).to_contain_text("missed")
    expect(row.get_by_role("button")).to_have_count(0)
