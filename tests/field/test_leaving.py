"""Leaving fast: one tap shows a plain clock and locks, two seconds wipe. Nothing on screen names the work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import contact

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
WORK = ("contact", "outreach", "shift", "canal", "condom", "to send", "notebook")


def visible(page: Page) -> str:
    return page.locator("#app").inner_text().lower()


def test_one_tap_shows_the_clock_and_locks_within_300_ms(stage: Open) -> None:
    page = stage(entries=[contact()])
    took = page.evaluate(
        "(async () => { const begun = performance.now(); document.querySelector('.o-leave').click();"
        " while (!document.querySelector('.o-away')) await new Promise((next) => { queueMicrotask(next); });"
        " return performance.now() - begun; })()"
    )
    assert took < 300
    assert page.evaluate("phone.view.stage") == "locked"
    assert not [word for word in WORK if word in visible(page)]


def test_the_clock_opens_by_a_second_long_press_only(stage: Open) -> None:
    page = stage()
    page.get_by_role("button", name="Leave now").click()
    clock = page.locator(".o-away__clock")
    clock.click()
    expect(clock).to_be_visible()
    clock.dispatch_event("pointerdown")
    page.clock.run_for(1_050)
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_a_reader_opens_the_clock_with_its_own_gesture(stage: Open) -> None:
    page = stage()
    page.get_by_role("button", name="Leave now").click()
    page.locator(".o-away__clock").evaluate("(clock) => clock.click()")
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_held_two_seconds_it_wipes(stage: Open) -> None:
    page = stage(entries=[contact()])
    page.locator(".o-leave").dispatch_event("pointerdown", {"button": 0})
    page.clock.run_for(500)  # far from two seconds: the page's clock goes on by itself between these calls
    assert not page.evaluate("phone.panicked")
    page.clock.run_for(1_600)
    assert page.evaluate("phone.panicked")
    expect(page.locator(".o-away")).to_be_visible()


def test_wiping_has_a_way_of_two_taps(stage: Open) -> None:
    page = stage()
    for name in ("Bag", "Settings"):
        page.get_by_role("button", name=name).click()
    page.locator(".o-row", has_text="Wipe the notebook").click()
    assert not page.evaluate("phone.panicked")
    page.locator(".o-row", has_text="Tap again to wipe").click()
    assert page.evaluate("phone.panicked")


@pytest.mark.parametrize("pin", [True, False])
def test_the_lock_names_nothing_of_the_work(stage: Open, pin: bool) -> None:
    page = stage({"stage": "locked", "pinSet": pin})
    assert page.title() == "Notes"
    assert not [word for word in WORK if word in visible(page)]


def test_the_title_and_address_stay_neutral_on_every_page(stage: Open) -> None:
    page = stage()
    for name in ("New contact", "Back", "Bag", "Notebook", "Back", "Services", "Guides", "Bag", "Settings"):
        page.get_by_role("button", name=name, exact=True).click()
        assert page.title() == "Notes"
        assert page.evaluate("location.pathname + location.search + location.hash") == "/field/"


def test_a_hidden_page_shows_nothing(stage: Open) -> None:
    page = stage()
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.get_by_role("button", name="New contact")).to_be_hidden()


def test_a_lock_empties_the_stack_of_pages_and_what_was_last(stage: Open) -> None:
    page = stage()
    for name in ("New contact", "Usual", "Save"):
        page.get_by_role("button", name=name).first.click()
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    page.evaluate("phone.lock()")
    page.evaluate("phone.notes = []; phone.set({ stage: 'open' })")
    expect(page.get_by_role("button", name="New contact")).to_be_visible()
    expect(page.get_by_role("button", name="Same as last")).to_have_count(0)


def test_five_wrong_pins_are_not_counted_here_but_said_kindly(stage: Open) -> None:
    page = stage({"stage": "locked", "pinSet": True})
    for digit in "999999":
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_text("That is not it. Nothing is lost.")).to_be_visible()


def test_a_wrong_passphrase_says_how_long_to_wait_and_then_lets_one_try_again(stage: Open) -> None:
    page = stage({"stage": "locked"})
    page.get_by_label("Passphrase").fill("wrong")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("Try again in 5 seconds.")).to_be_visible()
    page.clock.run_for(6_000)
    page.get_by_label("Passphrase").fill("right")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("button", name="New contact")).to_be_visible()


def test_a_pin_of_four_digits_opens_at_its_last_digit(stage: Open) -> None:
    page = stage()
    for name in ("Bag", "Settings"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="PIN for short breaks").click()
    for digits, done in (("1234", "Go on"), ("1234", "Set PIN")):
        for digit in digits:
            page.get_by_role("dialog").get_by_role("button", name=digit, exact=True).click()
        page.get_by_role("button", name=done).click()
    page.get_by_role("button", name="Lock now").click()
    for digit in "1234":
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_role("button", name="New contact")).to_be_visible()
