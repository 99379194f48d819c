"""Several workers on one phone: screens to hand it over, to switch, and to remove one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import SHIFT
from tests.field.test_bag import tap, until

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TWO = [
    {"slot": 1, "mine": True, "shiftOpen": True, "pinSet": False},
    {"slot": 2, "mine": False, "shiftOpen": False, "pinSet": False},
]


def test_handing_over_closes_the_notebook_before_the_next_worker_chooses_words(stage: Open) -> None:
    page = stage({"shift": SHIFT})
    tap(page, "Bag", "Workers", "Add a worker")
    expect(page.get_by_role("dialog")).to_contain_text("Your notebook is closed first.")
    tap(page, "Close mine, go on")
    expect(page.get_by_role("heading", name="Your own words")).to_be_visible()
    assert page.evaluate("phone.view.stage") == "passphrase"
    tap(page, "Back")
    until(page, "phone.view.stage === 'locked'")


def test_switching_locks_the_phone(stage: Open) -> None:
    page = stage({"shift": SHIFT}, workers=TWO)
    tap(page, "Bag", "Workers", "Switch worker")
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_a_worker_is_removed_with_two_taps_and_said_what_stays(stage: Open) -> None:
    page = stage({"shift": SHIFT}, workers=TWO)
    tap(page, "Bag", "Workers", "Worker 2")
    expect(page.get_by_role("dialog")).to_contain_text("What they saved stays, sealed, and is still sent.")
    tap(page, "Remove")
    expect(page.get_by_text("Worker 2")).to_have_count(0)


def test_a_forgotten_passphrase_wipes_what_one_worker_can_read_not_the_others(stage: Open) -> None:
    page = stage({"stage": "locked"}, workers=TWO)
    tap(page, "I forgot it", "Worker 2", "Wipe what is readable")
    until(page, "phone.forgot === 2")
