"""Setting up: the code comes with the address, is used once, and never stays in the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
CODE = f"#e=abcdefghijklmnopqrstuv&f={'x' * 43}"


def arrive(page: Page) -> None:
    """Comes again by a set-up link."""
    page.evaluate(f"location.hash = '{CODE}'")
    page.reload()
    page.wait_for_selector("#app h1")


def test_a_link_sets_up_a_new_phone_and_leaves_the_address(stage: Open) -> None:
    page = stage({"stage": "new"})
    arrive(page)
    expect(page.get_by_role("img", name="Digits: 1 2 3 4 5 6")).to_be_visible()
    assert page.evaluate("location.hash") == ""


def test_a_phone_that_was_set_up_before_asks_first(stage: Open) -> None:
    page = stage({"stage": "locked"})
    arrive(page)
    expect(page.get_by_text("Set up this phone again")).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_label("Passphrase")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "words"),
    [("used", "was used or is too old"), ("forged", "Do not use it"), ("offline", "No network now")],
)
def test_what_went_wrong_is_said_in_plain_words(stage: Open, code: str, words: str) -> None:
    page = stage({"stage": "new"}, enrolFails=code)
    page.get_by_label("Or paste the link").fill(f"https://example.org/field/{CODE}")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text(words)


def test_the_four_words_are_typed_once_before_they_count(stage: Open) -> None:
    page = stage({"stage": "passphrase", "shift": None})
    page.get_by_role("button", name="Use these words").click()
    page.get_by_label("Type the four words once").fill("copper lantern willow")
    page.get_by_role("button", name="Set the passphrase").click()
    expect(page.get_by_role("alert")).to_contain_text("Not quite the same words")
    page.get_by_label("Type the four words once").fill("Copper  lantern willow mosaic ")
    page.get_by_role("button", name="Set the passphrase").click()
    expect(page.get_by_role("heading", name="Start of shift")).to_be_visible()


def test_a_short_passphrase_is_not_taken(stage: Open) -> None:
    page = stage({"stage": "passphrase"})
    page.get_by_role("button", name="Type my own").click()
    page.get_by_label("Your own, at least 10 signs").fill("short")
    page.get_by_label("Type it once more").fill("short")
    page.get_by_role("button", name="Set the passphrase").click()
    expect(page.get_by_role("alert")).to_contain_text("5 more signs, please.")


def test_a_window_inside_another_app_says_how_to_get_out(stage: Open) -> None:
    page = stage({"stage": "unsupported"})
    expect(page.get_by_role("button", name="Copy the address")).to_be_visible()


def test_a_shift_begins_with_its_day_asked_once(stage: Open) -> None:
    page = stage({"shift": None})
    page.get_by_role("button", name="Canal").click()
    page.get_by_role("button", name="Street").click()
    expect(page.get_by_role("button", name="Start shift")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("Friday 20 November")).to_be_visible()  # 2:14 on Saturday belongs to Friday
    page.get_by_role("button", name="Yes, that is right").click()
    page.get_by_role("button", name="Start shift").click()
    # The only site is where the bag was filled.
    assert page.evaluate("phone.view.shift") == {
        "zone": 1, "site": 1, "setting": "street", "day": "2026-11-20", "part": 3,
        "workers": 1, "bag": {"loaded": {}}, "checkin": None,
    }  # fmt: skip


def test_another_day_can_be_said(stage: Open) -> None:
    page = stage({"shift": None})
    for name in ("No", "Thursday 19 November", "Canal", "Street"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Start shift").click()
    assert page.evaluate("phone.view.shift.day") == "2026-11-19"
