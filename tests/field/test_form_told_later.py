"""What is told inside a contact but saved apart from it, and what was written on paper for another day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import contact
from tests.field.thumb import button, others, save_key, saved, tap

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def told(page: Page) -> None:
    """A contact in which somebody told that naloxone was used."""
    tap(page, "New contact", "Woman", "Naloxone was used", "2 doses", "Called", "Breathing", "Given now")


def test_a_reversal_is_saved_apart_and_the_new_kit_belongs_to_the_contact(stage: Open) -> None:
    page = stage()
    told(page)
    expect(save_key(page)).to_contain_text("1 item · naloxone used")
    save_key(page).tap()
    assert saved(page, 0)[13] == [["NX10", 1, "used"]]
    assert saved(page, 1) == ["reversal", 1, "2026-11-20", 1, 2, None, None, 1, "ok"]
    assert page.evaluate("phone.entries().length") == 2


def test_undo_takes_both_back(stage: Open) -> None:
    page = stage()
    told(page)
    save_key(page).tap()
    saved(page)
    tap(page, "Undo")
    expect(page.get_by_text("Saved on this phone")).to_have_count(0)
    assert page.evaluate("phone.entries().map(({ state }) => state)") == ["voided", "voided"]


def test_looking_at_the_question_tells_nothing(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Usual", "Naloxone was used")
    expect(save_key(page)).to_contain_text("first: how many sprays")
    tap(page, "Close", "Save")
    saved(page)
    assert page.evaluate("phone.entries().length") == 1


def test_a_kit_that_was_not_given_after_all_is_not_counted(stage: Open) -> None:
    page = stage()
    told(page)
    tap(page, "None to give")
    save_key(page).tap()
    assert saved(page, 0)[13] == []


def test_closing_keeps_what_was_told_and_the_row_says_so(stage: Open) -> None:
    page = stage()
    told(page)
    tap(page, "Close")
    expect(button(page, "Naloxone was used")).to_contain_text("saved apart")
    tap(page, "Save")
    saved(page)
    assert page.evaluate("phone.entries().length") == 2


def test_more_than_four_doses_are_typed_and_not_known_is_an_answer(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Naloxone was used", "Five or more", "6", "Set 6")
    expect(button(page, "6 doses")).to_have_attribute("aria-pressed", "true")
    tap(page, "Not known")
    save_key(page).tap()
    assert saved(page, 1)[4] == 0


def test_a_correction_of_a_contact_does_not_ask_for_a_reversal_again(stage: Open) -> None:
    page = stage(entries=[contact()])
    page.locator(".o-rows .o-row").first.tap()
    expect(page.get_by_role("heading", name="Correct")).to_be_visible()
    expect(page.get_by_role("button", name="Naloxone was used")).to_have_count(0)


def test_a_contact_of_yesterday_says_so_and_its_seconds_do_not_count(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Zone: Canal", "Yesterday")
    expect(save_key(page)).to_contain_text("first: which part of the day")
    tap(page, "Evening", "Done")
    expect(page.get_by_text("Counts for Thursday 19 November, evening")).to_be_visible()
    page.clock.run_for(7_000)
    tap(page, "Usual", "Save")
    record = saved(page)
    assert (record[2], record[3], record[18]) == ("2026-11-19", 2, 0)


def test_a_day_on_paper_lies_at_most_sixty_days_back(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Zone: Canal", "A day on paper", "Older days")
    days = page.get_by_role("group", name="A day on paper").get_by_role("button")
    expect(days).to_have_count(59)  # yesterday has a key of its own
    days.last.tap()
    tap(page, "Morning", "Done", "Save")
    assert saved(page)[2:4] == ["2026-09-21", 0]


def test_back_to_this_shift_is_one_tap(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Zone: Canal", "Yesterday", "This shift", "Done", "Save")
    assert saved(page)[2:4] == ["2026-11-20", 3]


def test_entries_from_paper_keep_their_day_until_somebody_changes_it(stage: Open) -> None:
    page = stage()
    others(page, "From paper")
    expect(save_key(page)).to_contain_text("first: which day")
    tap(page, "Tuesday 17 November", "Evening", "First from paper", "Usual", "Save")
    assert saved(page)[2:4] == ["2026-11-17", 2]
    tap(page, "Next from paper", "Usual", "Save")
    expect(page.get_by_text("2 entered from paper")).to_be_visible()
    tap(page, "Quick count", "One person more", "Save")
    assert saved(page)[:4] == ["tally", 1, "2026-11-17", 2]


def test_the_next_contact_of_the_shift_knows_nothing_of_the_paper(stage: Open) -> None:
    page = stage()
    others(page, "From paper")
    tap(page, "Tuesday 17 November", "Evening", "First from paper", "Usual", "Save")
    saved(page)
    tap(page, "Back", "New contact", "Save")
    assert saved(page)[2:4] == ["2026-11-20", 3]
