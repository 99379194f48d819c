"""Seconds, not minutes: taps are counted as a thumb makes them, on the smallest phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import contact, evening

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


class Thumb:
    """Taps what is on the screen without scrolling, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, name: str, **more: Any) -> None:
        button = self.page.get_by_role("button", name=re.compile(f"^{name}"), **more).last
        expect(button).to_be_in_viewport(ratio=0.99)
        button.tap()
        self.taps += 1


def saved(page: Page) -> list[Any]:
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    record: list[Any] = page.evaluate("phone.entries().at(-1).record")
    return record


def test_a_usual_contact_takes_six_taps_without_scrolling(stage: Open) -> None:
    thumb = Thumb(stage())
    for name in ("New contact", "Usual", "Been before", "25 to 29", "Woman", "Save"):
        thumb.tap(name)
    record = saved(thumb.page)
    assert thumb.taps == 6
    assert record[8:11] == [2, "25-29", "woman"]
    assert record[13] == [["SX01", 10], ["SX03", 5]]


def test_the_shortest_contact_takes_three_taps(stage: Open) -> None:
    thumb = Thumb(stage())
    for name in ("New contact", "Usual", "Save"):
        thumb.tap(name)
    assert saved(thumb.page)[8:13] == [0, None, None, [], None]


def test_repeating_the_last_takes_two_taps_and_copies_nothing_about_the_person(stage: Open) -> None:
    thumb = Thumb(stage(entries=[contact(code="7K3M9Q2F", populations=["sw"], others=2)]))
    thumb.tap("Same as last")
    thumb.tap("Save")
    record = saved(thumb.page)
    assert thumb.taps == 2
    assert record[8:13] == [0, None, None, [], None]
    assert record[13] == [["SX01", 10], ["SX03", 5]]
    assert record[14:18] == [0, None, [], []]


def test_a_group_of_five_takes_five_taps_and_each_got_the_supplies(stage: Open) -> None:
    thumb = Thumb(stage())
    for name in ("New contact", "Usual", "Group", "5 people", "Save"):
        thumb.tap(name)
    record = saved(thumb.page)
    assert thumb.taps == 5
    assert record[7] == 5
    assert record[13] == [["SX01", 50], ["SX03", 25]]


def test_repeating_a_group_gives_each_person_what_each_got(stage: Open) -> None:
    page = stage(entries=[contact(people=5, lines=[["SX01", 50]])])
    page.get_by_role("button", name="Same as last").tap()
    expect(page.get_by_role("dialog").locator(".o-give b")).to_have_text("10")


def test_undo_takes_one_tap_and_the_pencil_takes_its_place_after_ten_seconds(stage: Open) -> None:
    page = stage(entries=evening())
    for name in ("New contact", "Usual", "Save"):
        page.get_by_role("button", name=re.compile(f"^{name}")).first.tap()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.clock.run_for(10_100)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.locator(".o-rows .o-row").first.tap()
    expect(page.get_by_role("heading", name="Correct")).to_be_visible()


def test_undo_voids_the_contact(stage: Open) -> None:
    page = stage()
    for name in ("New contact", "Usual", "Save", "Undo"):
        page.get_by_role("button", name=re.compile(f"^{name}")).first.tap()
    expect(page.get_by_text("Nothing logged yet")).to_be_visible()
    assert page.evaluate("phone.entries().at(-1).state") == "voided"
