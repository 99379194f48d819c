"""The contact form: what it holds, what it says, and that nothing is lost when a save fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import contact

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.tap()


def last(page: Page) -> list[Any]:
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    record: list[Any] = page.evaluate("phone.entries().at(-1).record")
    return record


def test_a_pack_tapped_twice_adds_twice(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Usual", "Usual", "Save")
    assert last(page)[13] == [["SX01", 20], ["SX03", 10]]


def test_save_says_what_it_will_save(stage: Open) -> None:
    page = stage()
    tap(page, "New contact")
    expect(page.locator(".o-btn--lamp")).to_contain_text("talk only")
    tap(page, "Usual", "Group", "5 people", "HIV test")
    expect(page.locator(".o-btn--lamp")).to_contain_text("5 people · 2 items · 1 slip")


def test_a_box_becomes_its_units(stage: Open) -> None:
    page = stage()
    tap(page, "New contact")
    page.locator(".o-step__name", has_text="Condoms").first.tap()
    tap(page, "box of 100", "Set 100", "Save")
    assert last(page)[13] == [["SX01", 100]]


def test_naloxone_may_carry_its_reason(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "All items")
    page.get_by_role("dialog").locator(".o-step__name", has_text="Naloxone spray").tap()
    page.get_by_role("dialog").get_by_role("button", name="2", exact=True).first.tap()
    tap(page, "Used on somebody", "Set 2", "Done", "Save")
    assert last(page)[13] == [["NX10", 2, "used"]]


def test_a_full_bin_is_estimated_by_its_litres(stage: Open) -> None:
    page = stage()
    tap(page, "New contact")
    page.locator(".o-step__name", has_text="Needles back").tap()
    page.get_by_role("button", name="Litres of bin").tap()
    for key in ("1", "Point", "5"):
        page.get_by_role("group", name="Number keys").get_by_role("button", name=key).tap()
    tap(page, "Set 150", "Save")
    assert last(page)[15] == ["litres", 1.5, 150]


def test_nothing_chosen_is_not_asked_and_a_second_tap_clears(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Been before", "Been before", "Woman", "Woman", "25 to 29", "25 to 29", "Save")
    assert last(page)[8:11] == [0, None, None]


def test_the_next_form_is_empty(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Usual", "Woman", "Injects", "Save", "New contact")
    assert page.locator('[aria-pressed="true"]').count() == 0
    assert page.locator('.o-step:not([data-n="0"])').count() == 0


def test_a_group_needs_its_number_and_says_so(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Group", "Save")
    expect(page.get_by_role("alert")).to_contain_text("How many people")
    tap(page, "3 people", "Save")
    assert last(page)[7] == 3


def test_a_card_code_is_typed_and_written_one_way(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Card code")
    page.get_by_label("Type the code").fill("7k3m-9q2f")
    tap(page, "Use this code", "Save")
    assert last(page)[12] == "7K3M9Q2F"


def test_no_code_is_one_tap(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Card code", "No code", "Save")
    assert last(page)[12] is None


def test_a_referral_opens_its_slip_after_saving(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Counselling", "Save")
    slip = page.get_by_role("dialog").locator(".o-slip__code").inner_text()
    [[kind, code, mode, service]] = page.evaluate("phone.entries().at(-1).record[17]")
    assert (kind, mode, service) == ("M.SWAFF", "information", None)
    assert slip == f"{code[:3]}-{code[3:]}"


@pytest.mark.parametrize(("code", "words"), [("slow", "The phone is slow"), ("full", "The phone is full")])
def test_a_failed_save_leaves_the_form_and_says_what_happened(stage: Open, code: str, words: str) -> None:
    page = stage(saveFails=code)
    tap(page, "New contact", "Usual", "Woman", "Save")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_role("button", name="Woman", exact=True)).to_have_attribute("aria-pressed", "true")


def test_fifty_taps_on_save_make_one_record(stage: Open) -> None:
    page = stage(saveTakes=200)
    tap(page, "New contact", "Usual")
    page.locator(".o-btn--lamp").evaluate("(save) => { for (let n = 0; n < 50; n += 1) save.click(); }")
    page.clock.run_for(300)
    last(page)
    assert page.evaluate("phone.entries().length") == 1


def test_an_unfinished_contact_can_be_gone_on_with_but_never_comes_by_itself(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Usual", "Woman", "Back")
    expect(page.get_by_text("Not finished")).to_be_visible()
    tap(page, "Go on")
    expect(page.get_by_role("button", name="Woman", exact=True)).to_have_attribute("aria-pressed", "true")
    tap(page, "Back", "New contact")
    expect(page.get_by_role("button", name="Woman", exact=True)).to_have_attribute("aria-pressed", "false")


def test_correcting_amends_the_same_entry_and_keeps_its_day(stage: Open) -> None:
    page = stage(entries=[contact(part=2)])
    page.locator(".o-rows .o-row").first.tap()
    tap(page, "Man", "Save correction")
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    record = page.evaluate("phone.entries()[0].record")
    assert (record[3], record[10]) == (2, "man")


def test_under_18_opens_no_other_form(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Under 18")
    expect(page.get_by_text("Under 18: the same care")).to_be_visible()
    tap(page, "Save")
    assert last(page)[9] == "u18"


def test_seconds_are_measured_in_bands_of_five(stage: Open) -> None:
    page = stage()
    tap(page, "New contact")
    page.clock.run_for(7_000)
    tap(page, "Save")
    assert last(page)[18] == 10


def test_the_back_key_closes_a_sheet_and_then_the_form(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "All items")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="New contact")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="New contact")).to_be_visible()


def test_an_unfinished_contact_stays_when_another_is_saved_meanwhile(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Woman", "Back", "New contact", "Usual", "Save")
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    tap(page, "Go on")
    expect(page.get_by_role("button", name="Woman", exact=True)).to_have_attribute("aria-pressed", "true")
