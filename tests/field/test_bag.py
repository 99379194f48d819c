"""The bag: loaded at the start, moved and counted during a shift, reconciled at its end without ever blocking."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.field.stage import SHIFT, TALL, contact, evening

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
BAG = {"loaded": {"SX01": 300, "NS01": 100, "NX10": 8, "SX03": 150}}
LOADED: dict[str, Any] = {"shift": {**SHIFT, "workers": 2, "bag": BAG}}
USUAL = {"zone": 1, "site": 1, "setting": "street", "workers": 2, "minutes": 30, "load": {"SX01": 300}}


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).last.tap()


def until(page: Page, true: str) -> None:
    """Waits for an expression of the page; the page's policy forbids Playwright's own way."""
    page.evaluate(
        f"(async () => {{ for (let tries = 0; !({true}); tries += 1) {{ if (tries > 400) throw new Error('never');"
        " await new Promise((next) => { setTimeout(next, 20); }); } })()"
    )


def shift_record(page: Page) -> list[Any]:
    """The record of the shift; the fake phone keeps it after the notebook is gone."""
    until(page, "phone.view.shift === null")
    record: list[Any] = page.evaluate("phone.last")
    return record


def test_a_usual_shift_starts_with_two_taps(stage: Open) -> None:
    page = stage({"shift": None}, usual=USUAL)
    tap(page, "Yes", "Start shift")
    expect(page.get_by_role("button", name="New contact")).to_be_visible()
    shift = page.evaluate("phone.view.shift")
    assert shift["bag"] == {"loaded": {"SX01": 300}}
    assert [shift["workers"], shift["checkin"]["minutes"], shift["site"]] == [2, 30, 1]


def test_a_usual_shift_is_kept_only_when_the_worker_asks(stage: Open) -> None:
    page = stage({"shift": None}, size=TALL)
    tap(page, "Yes", "Canal", "Street", "Start shift")
    until(page, "phone.view.shift !== null")
    assert page.evaluate("phone.usual") is None
    page = stage({"shift": None}, size=TALL)
    tap(page, "Yes", "Canal", "Street", "Keep this as my usual", "Start shift")
    until(page, "phone.usual !== null")
    assert page.evaluate("phone.usual.zone") == 1


def test_a_kept_usual_shift_can_be_forgotten(stage: Open) -> None:
    page = stage({"shift": None}, usual=USUAL)
    tap(page, "Forget it")
    until(page, "phone.usual === null")
    expect(page.get_by_role("button", name="Start shift")).to_contain_text("first: zone, setting, day")


def test_a_bag_is_loaded_by_the_box(stage: Open) -> None:
    page = stage({"shift": None})
    tap(
        page,
        "Yes",
        "Canal",
        "Street",
        "Bag",
        "Condoms: 100 more",
        "Condoms: 100 more",
        "Naloxone spray: 12 more",
    )
    tap(page, "In the bag", "Start shift")
    until(page, "phone.view.shift !== null")
    assert page.evaluate("phone.view.shift.bag") == {"loaded": {"SX01": 200, "NX10": 12}}


def test_the_shift_page_says_what_runs_low(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    expect(page.get_by_label("This shift so far")).to_contain_text("2 left in bag")


def test_the_bag_shows_what_is_left_and_what_needs_a_look_first(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag")
    rows = page.locator(".o-inside")
    expect(rows.first).to_contain_text(re.compile("Naloxone spray.*8 out, 6 given.*2.*few left", re.S))
    expect(rows.filter(has_text="Condoms")).to_contain_text("180")


@pytest.mark.parametrize(("way", "field"), [("Received", "received"), ("Lost", "lost"), ("Hand on", "on")])
def test_what_moves_without_a_contact_is_noted_in_the_bag(stage: Open, way: str, field: str) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", way, "Condoms: 5 more", "Condoms: 5 more", "Note it")
    until(page, f"phone.view.shift.bag.{field}.SX01 === 10")
    left = 190 if field == "received" else 170
    expect(page.locator(".o-inside").filter(has_text="Condoms")).to_contain_text(str(left))


def test_more_than_is_in_the_bag_may_be_handed_on_and_is_only_remarked(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", "Hand on", "Naloxone spray: 1 more", "Naloxone spray: 1 more", "Naloxone spray: 1 more")
    expect(page.get_by_role("dialog")).to_contain_text("more than in bag. That is fine.")
    tap(page, "Note it")
    until(page, "phone.view.shift.bag.on.NX10 === 3")


def test_a_shift_closes_with_all_as_expected_in_three_taps(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", "End of shift", "All as expected", "Close shift")
    record = shift_record(page)
    assert record[:8] == ["shift", 1, "2026-11-20", 3, 1, None, "street", 2]
    assert ["SX01", 300, 0, 120, 0, 0, 180, None] in record[8]
    assert ["NX10", 8, 0, 6, 0, 0, 2, None] in record[8]


def test_a_difference_is_explained_with_one_tap_and_blames_nobody(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(
        page,
        "Bag",
        "End of shift",
        "Needles 1 ml: 40, as expected",
        "Needles 1 ml: 1 less",
        "Needles 1 ml: 1 less",
    )
    expect(page.get_by_text("2 fewer than the notes say. It happens.")).to_be_visible()
    tap(page, "Not noted", "The rest is right", "Close shift")
    lines = {line[0]: line for line in shift_record(page)[8]}
    assert lines["NS01"] == ["NS01", 100, 0, 60, 0, 0, 38, "forgot"]
    assert lines["SX01"][7] is None


def test_the_number_sheet_of_a_bag_has_the_box(stage: Open) -> None:
    page = stage(LOADED)
    tap(page, "Bag", "Received", "Condoms: 5 more")
    page.get_by_role("button", name=re.compile("^5 ")).last.tap()
    tap(page, "box of 100", "Set 100")
    expect(page.locator("dialog .o-step[data-n='100']")).to_have_count(1)


def test_a_count_can_be_typed(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", "End of shift")
    page.locator(".o-step__name", has_text="Lube sachets").tap()
    for digit in "150":
        page.get_by_role("dialog").get_by_role("button", name=digit, exact=True).last.tap()
    tap(page, "Set 150")
    expect(page.get_by_text("5 more than the notes say. It happens.")).to_be_visible()


def test_a_shift_closes_without_counting(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", "End of shift", "Close without counting")
    assert shift_record(page)[8] == []


def test_what_was_counted_before_leaving_the_page_is_still_there(stage: Open) -> None:
    page = stage(LOADED, entries=evening())
    tap(page, "Bag", "End of shift", "Condoms: 180, as expected", "Condoms: 1 less", "Back", "End of shift")
    expect(page.get_by_text("1 fewer than the notes say. It happens.")).to_be_visible()
    tap(page, "Close, 3 not counted")
    assert shift_record(page)[8] == [["SX01", 300, 0, 120, 0, 0, 179, "unknown"]]


def test_a_record_that_cannot_be_saved_does_not_keep_anybody_in_the_shift(stage: Open) -> None:
    page = stage(LOADED, saveFails="full")
    tap(page, "Bag", "End of shift", "All as expected", "Close shift")
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
    tap(page, "Close without counting")
    until(page, "phone.view.shift === null")


def test_a_phone_without_a_notebook_says_that_it_cannot_count(stage: Open) -> None:
    page = stage({**LOADED, "notebook": False})
    tap(page, "Bag")
    expect(page.get_by_text("it cannot know what was given")).to_be_visible()
    tap(page, "End of shift")
    expect(page.get_by_text("Counting is not possible here")).to_be_visible()
    tap(page, "Close shift")
    assert shift_record(page)[8] == []


def test_practice_leaves_no_record_of_a_shift(stage: Open) -> None:
    page = stage({**LOADED, "practice": True}, entries=[contact()])
    tap(page, "Bag", "End of shift", "All as expected", "Close shift")
    assert shift_record(page) is None


def test_the_shift_page_fits_a_small_phone_without_scrolling(stage: Open) -> None:
    page = stage({**LOADED, "unsent": 12}, entries=evening())
    spare = page.locator(".o-page").evaluate("(page) => page.clientHeight - page.scrollHeight")
    assert spare >= 0
    for name in ("Overdose", "Report harm", "Same as last", "New contact"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)


DOORS = (
    "Notebook",
    "Other records",
    "A slip came back",
    "Ask for stock",
    "Count a shelf",
    "Workers",
    "Settings",
)


def test_every_door_of_the_bag_leads_somewhere_and_back(stage: Open) -> None:
    page = stage(LOADED)
    tap(page, "Bag")
    bag = page.get_by_role("heading", name="Bag", exact=True)
    for door in DOORS:
        tap(page, door)
        expect(bag).to_have_count(0)
        tap(page, "Back")
        expect(bag).to_be_visible()


def test_a_warning_and_the_next_check_in_fit_on_top_of_it_too(stage: Open) -> None:
    checkin = {"id": 1, "minutes": 30, "until": 1795228240000}
    page = stage({**LOADED, "shift": {**LOADED["shift"], "checkin": checkin}}, entries=evening())
    warning = {
        "id": 1,
        "kind": "supply",
        "title": "Very strong pills, Station north",
        "text": "Go slow, not alone.",
    }
    page.evaluate(
        "(warning) => { phone.reference = { ...phone.reference, alerts: [warning] }; phone.set({}); }",
        {**warning, "zones": [], "until": "2026-11-25"},
    )
    expect(page.get_by_text("Very strong pills")).to_be_visible()
    expect(page.locator(".o-where")).to_contain_text("2:30")
    assert page.locator(".o-page").evaluate("(page) => page.clientHeight - page.scrollHeight") >= 0
