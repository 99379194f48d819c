"""The other kinds of record under an automatic check of WCAG 2.2 AA: each screen and state, dark and light, two
directions of writing, the smallest phone and a tablet; and what is said aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.axe import AXE, RUN
from tests.field.test_accessible import SMALL_TARGETS, shown_in, where
from tests.field.thumb import others, save_key, tap

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TABLET = {"width": 820, "height": 1180}
OTHERS = ("Bag", "Other records")
PAPER = (*OTHERS, "From paper")
# Name → what is tapped from the shift page; `#`: the name of an item.
SCREENS: dict[str, tuple[str, ...]] = {
    "others": OTHERS,
    "tally": (*OTHERS, "Quick count"),
    "tally filled": (*OTHERS, "Quick count", "Usual", "+1", "#Needles back", "20", "Set 20"),
    "tally people": (*OTHERS, "Quick count", "+1", "person"),
    "cleanup": (*OTHERS, "Clean-up"),
    "cleanup litres": (*OTHERS, "Clean-up", "Litres of bin", "5"),
    "reversal": (*OTHERS, "Naloxone was used", "Spray", "5+", "12", "Set 12"),
    "unmet item": (*OTHERS, "Not available", "Naloxone spray", "None left"),
    "unmet service": (*OTHERS, "Not available", "Service"),
    "unmet other": (*OTHERS, "Not available", "Other"),
    "unmet, all services": (*OTHERS, "Not available", "Service", "All 42"),
    "restock": (*OTHERS, "Ask for stock", "Condoms: 100 more", "Tonight"),
    "restock, all items": (*OTHERS, "Ask for stock", "All items"),
    "count": (*OTHERS, "Count a shelf", "Drop-in", "Condoms: none there"),
    "count, keys": (*OTHERS, "Count a shelf", "#Condoms"),
    "paper": (*PAPER, "Older days"),
    "paper, ready": (*PAPER, "Tue 17 Nov", "Evening"),
    "paper, entered": (*PAPER, "Tue 17 Nov", "Evening", "First from paper", "Save"),
    "form for another day": ("New contact", "Zone: Canal", "Yesterday", "Morning", "Done"),
    "another day": ("New contact", "Zone: Canal", "A day on paper", "Night"),
    "form with a reversal": ("New contact", "Naloxone was used", "Breathing", "Given now"),
}


def shown(page: Page, taps: tuple[str, ...]) -> Page:
    for button in taps:
        page.locator(where(button)).last.click()
    page.evaluate(AXE)
    return page


def wrong(page: Page, theme: str) -> list[str]:
    """What the check finds in this theme."""
    shown_in(page, theme)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wrong_in_dark_and_light(stage: Open, name: str) -> None:
    page = shown(stage(), SCREENS[name])
    assert wrong(page, "dark") == []
    assert wrong(page, "light") == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("name", ["tally filled", "unmet item", "restock", "paper, ready"])
def test_nothing_is_wrong_on_a_tablet(stage: Open, name: str) -> None:
    page = shown(stage(size=TABLET), SCREENS[name])
    assert wrong(page, "dark") == []


@pytest.mark.parametrize("kind", ["tally", "cleanup", "reversal", "unmet", "restock", "count", "paper"])
def test_from_right_to_left_nothing_is_wrong_and_nothing_sticks_out(stage: Open, kind: str) -> None:
    page = stage(look={"lang": "ar"})
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator(".o-dock__tab").last.tap()
    page.locator(".o-door use[href$='#all']").locator("xpath=ancestor::button").tap()
    icon = {"reversal": "lifebuoy"}.get(kind, kind)
    page.locator(f".o-tile use[href$='#{icon}']").locator("xpath=ancestor::button").tap()
    expect(save_key(page)).to_be_visible()
    shown(page, ())
    assert wrong(page, "dark") == []
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(CUT) == []


# A chosen chip carries its tick on the corner, outside of its box.
CUT = """() => [...document.querySelectorAll('.o-page button, .o-foot button')]
  .filter((node) => node.ariaPressed !== 'true' && node.checkVisibility() && node.scrollWidth > node.clientWidth + 2)
  .map((node) => node.outerHTML.slice(0, 160))"""


def test_saved_and_taken_back_are_said_aloud(stage: Open) -> None:
    page = stage()
    others(page, "Quick count")
    tap(page, "One person more", "Save")
    expect(page.get_by_role("status").filter(has_text="Saved on this phone")).to_contain_text(
        "1 person counted"
    )
    tap(page, "Undo")
    expect(page.get_by_role("status").filter(has_text="Taken back")).to_have_count(1)


def test_a_page_begins_with_its_title_and_the_focus_goes_down_to_save(stage: Open) -> None:
    page = stage()
    others(page, "Not available")
    expect(page.get_by_role("heading", name="Not available")).to_be_focused()
    middles = page.evaluate(
        "() => [...document.querySelectorAll('header button, main button, footer button')]"
        ".map((node) => node.getBoundingClientRect()).map(({ top, bottom }) => Math.round((top + bottom) / 2))"
    )
    assert middles == sorted(middles)


def test_the_count_is_said_with_each_person(stage: Open) -> None:
    page = stage()
    others(page, "Quick count")
    tap(page, "One person more", "One person more")
    expect(page.locator(".o-pad [aria-live=polite]")).to_have_text("2 people counted")


def test_without_movement_nothing_moves(stage: Open) -> None:
    page = stage(look={"still": True})
    others(page, "Quick count")
    page.locator(".o-pad__count").tap()
    assert (
        page.evaluate("document.getAnimations().filter((one) => one.effect.getTiming().duration > 1).length")
        == 0
    )
