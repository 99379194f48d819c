"""The other kinds of record: each is saved whole, once, offline, in reach of one hand, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.field.thumb import REACH, button, others, reach, save_key, saved, tap

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TONIGHT = ["2026-11-20", 3, 1]  # day, part, zone of the stage's shift

# Kind → (its tile, what is tapped before Save, the record).
KINDS: dict[str, tuple[str, tuple[str, ...], list[Any]]] = {
    "tally": (
        "Quick count",
        ("Usual", "One person more", "One person more", "One person more"),
        ["tally", 1, *TONIGHT, None, "street", 3, [["SX01", 10], ["SX03", 5]], None, []],
    ),
    "cleanup": ("Clean-up", ("Litres of bin", "2"), ["cleanup", 1, *TONIGHT, None, ["litres", 2, 200]]),
    "reversal": (
        "Naloxone was used",
        ("Spray", "A participant", "2 doses", "Called", "Breathing"),
        ["reversal", 1, "2026-11-20", 1, 2, "nasal", "participant", 1, "ok"],
    ),
    "unmet": (
        "Not available",
        ("Condoms", "None left"),
        ["unmet", 1, *TONIGHT, "item", "SX01", "none_left", 1],
    ),
    "restock": (
        "Ask for stock",
        ("Condoms: 100 more", "This week"),
        ["restock", 1, "2026-11-20", None, [["SX01", 100]], 1],
    ),
    "count": (
        "Count a shelf",
        ("Drop-in", "Condoms: none there"),
        ["count", 1, "2026-11-20", 1, [["SX01", 0]]],
    ),
}
HIGHER = (
    "Usual",
    "Drop-in",
    "Litres of bin",
    "Spray",
)  # packs, the place and what it was may stand above the reach
each = pytest.mark.parametrize("kind", KINDS)


def filled(page: Page, kind: str) -> Page:
    """The page of this kind with something in it."""
    tile, taps, _ = KINDS[kind]
    others(page, tile)
    tap(page, *taps)
    return page


@each
def test_each_kind_is_saved_as_it_was_said(stage: Open, kind: str) -> None:
    page = filled(stage(), kind)
    page.context.set_offline(True)
    save_key(page).tap()
    assert saved(page) == KINDS[kind][2]


@each
def test_two_taps_on_save_make_one_record(stage: Open, kind: str) -> None:
    page = filled(stage(saveTakes=200), kind)
    save_key(page).evaluate("(save) => { save.click(); save.click(); }")
    page.clock.run_for(300)
    saved(page)
    assert page.evaluate("phone.entries().length") == 1


@each
def test_main_choices_and_save_stand_in_reach_of_one_thumb(stage: Open, kind: str) -> None:
    page = stage()
    tap(page, "Bag", "Other records")
    tile, taps, _ = KINDS[kind]
    assert reach(page, tile) <= REACH
    tap(page, tile)
    above = [
        name
        for name in taps
        if name not in ("Usual", "Drop-in", "Litres of bin", "Spray") and reach(page, name) > REACH
    ]
    assert above == []  # packs, the place and how it was measured may stand higher
    assert reach(page, "Save") <= 100


@each
def test_undo_takes_it_back_for_ten_seconds(stage: Open, kind: str) -> None:
    page = filled(stage(), kind)
    save_key(page).tap()
    saved(page)
    tap(page, "Undo")
    expect(page.get_by_text("Saved on this phone")).to_have_count(0)
    assert page.evaluate("phone.entries().at(-1).state") == "voided"


@each
def test_it_stands_in_the_notebook_and_is_corrected_there(stage: Open, kind: str) -> None:
    record = KINDS[kind][2]
    page = stage(entries=[record])
    tap(page, "Bag", "Notebook")
    page.locator(".o-rows .o-row").first.tap()
    tap(page, "Correct", "Save correction")
    assert saved(page) == record
    assert page.evaluate("phone.entries().length") == 1


@each
def test_a_form_comes_back_after_the_tab_was_killed(stage: Open, kind: str) -> None:
    page = filled(stage(), kind)
    kept = page.evaluate("phone.draft()")
    again = stage(draft=kept)
    tap(again, "Go on")
    save_key(again).tap()
    assert saved(again) == KINDS[kind][2]


@each
def test_a_failed_save_leaves_the_form_and_says_what_to_do(stage: Open, kind: str) -> None:
    page = filled(stage(saveFails="full"), kind)
    save_key(page).tap()
    expect(page.get_by_role("alert")).to_contain_text("Make room")
    expect(save_key(page)).to_be_visible()
    assert page.evaluate("phone.draft().length") == 1


@pytest.mark.parametrize(
    ("tile", "words"),
    [
        ("Quick count", "first: count the people"),
        ("Clean-up", "first: say how much"),
        ("Not available", "first: what was asked for"),
        ("Ask for stock", "first: choose an item"),
        ("Count a shelf", "first: which store"),
    ],
)
def test_an_empty_form_says_what_comes_first_and_saves_nothing(stage: Open, tile: str, words: str) -> None:
    page = stage()
    others(page, tile)
    expect(save_key(page)).to_contain_text(words)
    expect(save_key(page)).to_have_attribute("aria-disabled", "true")
    save_key(page).evaluate("(save) => save.click()")
    assert page.evaluate("phone.entries().length") == 0


def test_each_person_of_a_count_is_felt_in_the_hand(stage: Open) -> None:
    page = stage()
    page.evaluate("() => { globalThis.felt = []; navigator.vibrate = (pattern) => felt.push(pattern); }")
    others(page, "Quick count")
    tap(page, *["One person more"] * 4, "One person less")
    assert page.evaluate("felt") == [8] * 5
    expect(page.locator(".o-pad__count b")).to_have_text("3")


def test_a_count_is_never_below_none_and_never_above_999(stage: Open) -> None:
    page = stage()
    others(page, "Quick count")
    tap(page, "One person less")
    expect(page.locator(".o-pad__count b")).to_have_text("0")
    page.locator(".o-pad__count").tap()
    tap(page, "9", "9", "9", "9", "Set 9", "Save")
    assert saved(page)[7] == 999


def test_a_count_of_a_busy_van_survives_a_contact_in_between(stage: Open) -> None:
    page = stage()
    others(page, "Quick count")
    tap(page, "One person more", "One person more", "Back", "Back", "Shift", "New contact", "Usual", "Save")
    saved(page)
    tap(page, "Go on")
    expect(page.locator(".o-pad__count b")).to_have_text("2")


def test_a_need_that_was_not_met_is_noted_from_the_item_and_the_contact_goes_on(stage: Open) -> None:
    page = stage()
    tap(page, "New contact", "Woman")
    page.locator(".o-step__name", has_text="Needles 1 ml").tap()
    tap(page, "Not available? Note it", "None left", "Save")
    assert saved(page)[5:8] == ["item", "NS01", "none_left"]
    expect(page.get_by_role("heading", name="New contact")).to_be_visible()
    expect(button(page, "Woman")).to_have_attribute("aria-pressed", "true")


def test_another_kind_of_thing_forgets_what_was_chosen_before(stage: Open) -> None:
    page = stage()
    others(page, "Not available")
    tap(page, "Condoms", "None left", "Service")
    expect(save_key(page)).to_contain_text("first: what was asked for")
    tap(page, "HIV test", "Full", "Save")
    assert saved(page)[5:8] == ["referral", "T.HIV", "full"]


def test_a_thing_that_is_not_usual_is_found_by_its_name(stage: Open) -> None:
    page = stage()
    others(page, "Not available")
    tap(page, "All items")
    page.get_by_role("searchbox").fill("xylazine")
    tap(page, "Xylazine strips", "We do not carry it", "Save")
    assert saved(page)[6] == "DC02"


def test_a_shelf_is_counted_in_boxes_and_pieces_and_none_is_a_count(stage: Open) -> None:
    page = stage()
    others(page, "Count a shelf")
    tap(page, "Drop-in", "Condoms: type the number", "2", "0", "0", "box of 100", "Set 300")
    tap(page, "Lube sachets: none there", "Save")
    assert saved(page)[4] == [["SX01", 300], ["SX03", 0]]


def test_a_count_by_mistake_is_not_a_count_of_none(stage: Open) -> None:
    page = stage()
    others(page, "Count a shelf")
    tap(page, "Condoms: none there", "Condoms: 5 less")
    expect(button(page, "Condoms: none there")).to_be_visible()


def test_a_clean_up_is_counted_weighed_or_measured_and_says_what_it_comes_to(stage: Open) -> None:
    page = stage()
    others(page, "Clean-up")
    tap(page, "5", "0")
    expect(save_key(page)).to_contain_text("50 needles")
    tap(page, "Kilograms", "0.5")
    expect(save_key(page)).to_contain_text("about 310 needles")


def test_the_great_key_changes_sides_with_the_hand(stage: Open) -> None:
    page = stage(look={"hand": "left"})
    others(page, "Quick count")
    add, less = (button(page, name).bounding_box() for name in ("One person more", "One person less"))
    assert add
    assert less
    assert add["x"] < less["x"]


@each
def test_words_of_twice_the_size_scroll_in_one_direction_only(stage: Open, kind: str) -> None:
    page = filled(stage(look={"words": 3}, size={"width": 320, "height": 640}), kind)
    page.evaluate("document.documentElement.style.fontSize = '200%'; dispatchEvent(new Event('resize'))")
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0
    expect(save_key(page)).to_be_in_viewport()
