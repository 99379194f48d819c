"""The directory on the phone: what is open, what is near, and a slip for a service. Everything without a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import AXE, RUN
from tests.browsers import LiveServer
from tests.field.directory_list import town_reference
from tests.field.stage import SMALL, Stage
from tests.field.test_accessible import SMALL_TARGETS
from tests.field.test_form import tap

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
MIDNIGHT = "2026-11-20T23:30:00"
CARDS = "() => [...document.querySelectorAll('.o-svc__name')].map((name) => name.textContent)"


COUNTED = """const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
navigator.geolocation.getCurrentPosition = (...told) => {
  globalThis.asked = (globalThis.asked ?? 0) + 1;
  ask(...told);
};"""


@pytest.fixture
def services(stage: Open) -> Callable[..., Page]:
    """`services(at=…)` opens the directory of the demo town at that time of the phone's clock."""

    def open_page(at: str = MIDNIGHT, view: dict[str, Any] | None = None, **reference: Any) -> Page:
        page = stage(view, reference=town_reference(**reference))
        page.clock.set_fixed_time(at)
        tap(page, "Services")
        expect(page.get_by_role("heading", name="Services", level=1)).to_be_visible()
        return page

    return open_page


def names(page: Page) -> list[str]:
    found: list[str] = page.evaluate(CARDS)
    return found


def one_service(**changed: Any) -> list[dict[str, Any]]:
    return [town_reference()["services"][0] | changed]


def done(page: Page, words: str) -> None:
    """The lamp action of a sheet; the page under it may have a button that begins alike."""
    page.get_by_role("dialog").locator(".o-btn--lamp", has_text=words).tap()


def chip(page: Page, name: str) -> None:
    page.get_by_role("group", name="Show only").get_by_role("button", name=name).click()


def test_what_is_open_comes_nearest_first(services: Open) -> None:
    page = services()
    assert names(page)[:3] == ["Northbank detox", "Night clinic", "County hospital emergency"]
    expect(page.locator(".o-svc", has_text="Night clinic")).to_contain_text("Open until 2:00")
    expect(page.locator(".o-svc", has_text="Northbank detox")).to_contain_text("Open day and night")


def test_after_midnight_the_evening_before_still_counts(services: Open) -> None:
    page = services("2026-11-21T01:40:00")
    expect(page.locator(".o-svc", has_text="Night clinic")).to_contain_text("Closes soon: 2:00")
    page = services("2026-11-21T02:00:00")
    assert "Night clinic" not in names(page)


def test_another_zone_changes_the_order(services: Open) -> None:
    page = services()
    tap(page, "Near Station North", "Riverside East")
    assert names(page)[0] != "Northbank detox"
    expect(page.get_by_role("button", name="Near Riverside East")).to_be_visible()


def test_tonight_holds_what_opens_later_in_the_night(services: Open) -> None:
    page = services("2026-11-20T19:30:00")
    assert "Night clinic" not in names(page)
    chip(page, "Tonight")
    assert "Night clinic" in names(page)
    expect(page.locator(".o-svc", has_text="Night clinic")).to_contain_text("Opens 20:00")


def test_flags_narrow_the_list_and_a_second_tap_widens_it(services: Open) -> None:
    page = services()
    every = names(page)
    chip(page, "Affirming")
    few = names(page)
    assert set(few) < set(every)
    assert "Night clinic" in few
    chip(page, "Affirming")
    assert names(page) == every


def test_what_for_and_language_are_chosen_on_sheets(services: Open) -> None:
    page = services()
    chip(page, "What for")
    tap(page, "STI check")
    done(page, "Show 1")
    assert names(page) == ["Night clinic"]
    expect(page.get_by_role("button", name="1 kind")).to_have_attribute("aria-pressed", "true")
    chip(page, "Language")
    tap(page, "Polish")
    done(page, "None with these")
    expect(page.get_by_text("Nothing with these.").last).to_be_visible()


def test_when_nothing_is_open_one_button_shows_what_opens_later(services: Open) -> None:
    page = services("2026-11-21T03:00:00")
    chip(page, "What for")
    tap(page, "Legal help")
    done(page, "Show 1")
    expect(page.get_by_text("Nothing open with these.").last).to_be_visible()
    tap(page, "Show 1 that opens later")
    expect(page.locator(".o-svc", has_text="Street Law")).to_contain_text("Opens Tuesday 9:00")


def test_when_no_service_fits_the_filters_come_off_or_the_need_is_noted(services: Open) -> None:
    page = services()
    for name in ("Affirming", "Step-free"):
        chip(page, name)
    chip(page, "What for")
    tap(page, "Dentist")
    done(page, "None with these")
    expect(page.get_by_role("button", name="Not available? Note it")).to_be_visible()
    tap(page, "Take the filters off")
    assert "Night clinic" in names(page)


def test_search_minds_no_accents_and_finds_closed_ones_too(services: Open) -> None:
    page = services(services=one_service(name="Café Açaí", hours={"mon": [["09:00", "10:00"]]}))
    tap(page, "Search")
    page.get_by_role("searchbox").fill("acai cafe")
    assert names(page) == ["Café Açaí"]
    page.get_by_role("searchbox").fill("tea")
    assert names(page) == []


def test_a_slip_typed_into_the_search_is_taken_for_a_slip(services: Open) -> None:
    page = services()
    tap(page, "Search")
    page.get_by_role("searchbox").fill("7kq-42mm")
    page.get_by_role("button", name="A slip came back").first.click()
    expect(page.get_by_role("heading", name="Slip came back")).to_be_visible()
    expect(page.locator(".o-slip__code")).to_have_text("7KQ-42MM")


def test_an_old_entry_says_when_it_was_checked_in_a_word_and_a_colour(services: Open) -> None:
    page = services(services=one_service(checked_on="2026-03-14"))
    stale = page.locator(".o-svc__stale")
    expect(stale).to_have_text("Last checked in March 2026")
    assert page.locator("svg use[href$='#alert']").count() == 1


def test_a_service_says_all_that_is_known_of_it(services: Open) -> None:
    page = services()
    page.locator(".o-svc__text", has_text="Night clinic").click()
    sheet = page.get_by_role("dialog")
    for words in ("Behind the covered market", "0555 0131", "asked by our peers", "20:00 to 2:00", "Last checked 14",
                  "Closed 24 December to 26 December", "Romanian", "Ring the bell twice"):  # fmt: skip
        expect(sheet).to_contain_text(words)
    assert sheet.get_by_role("link", name="Call now").get_attribute("href") == "tel:05550131"


def test_meetings_say_their_next_day(services: Open) -> None:
    page = services()
    chip(page, "Open now")
    expect(page.locator(".o-svc", has_text="Red Lantern")).to_contain_text(
        "Meets Wednesday 18:00: Peer evening"
    )


def test_a_service_without_a_place_says_by_phone(services: Open) -> None:
    page = services()
    expect(page.locator(".o-svc", has_text="Talk line")).to_contain_text("By phone")
    assert names(page)[-1] in {"Talk line", "Safe beds", "Haven after violence", "Warn and care"}


def test_the_age_of_the_list_is_printed(services: Open) -> None:
    expect(services().get_by_text("List of 18 November. Works without signal.")).to_be_visible()
    page = services(came_on="2026-09-01")
    expect(page.get_by_text("List of 1 September. It is getting old: find signal.")).to_be_visible()


def test_without_a_list_the_page_says_what_to_do(services: Open) -> None:
    page = services(services=[])
    expect(page.get_by_text("No list on this phone.")).to_be_visible()
    expect(page.get_by_text("Ask your lead to open the app near you.")).to_be_visible()


def test_a_phone_with_a_wrong_date_goes_by_the_shift(services: Open) -> None:
    page = services("2019-01-02T23:30:00")  # a Wednesday, years ago
    expect(page.locator(".o-svc", has_text="Night clinic")).to_contain_text("Open until 2:00")


def test_the_night_clocks_change_does_not_move_what_stands_on_the_door(services: Open) -> None:
    shift = {"zone": 1, "site": None, "setting": "street", "day": "2026-10-24", "part": 3}
    own = town_reference()["settings"] | {"timezone": "Europe/London"}
    page = services("2026-10-25T00:30:00Z", {"shift": shift}, settings=own)  # 01:30 in summer time
    expect(page.locator(".o-svc", has_text="Night clinic")).to_contain_text("Closes soon: 2:00")
    page = services("2026-10-25T02:30:00Z", {"shift": shift}, settings=own)  # 02:30 in winter time
    assert "Night clinic" not in names(page)


def test_the_place_is_asked_for_once_after_a_tap_and_kept_nowhere(
    chromium: Browser, field_server: LiveServer
) -> None:
    here = {"latitude": 53.4425, "longitude": 0.327}
    stage = Stage(chromium, field_server.url, SMALL, permissions=["geolocation"], geolocation=here)
    stage.page.add_init_script(COUNTED)
    page = stage.open(reference=town_reference(), real_time=True)
    tap(page, "Services")
    assert page.evaluate("globalThis.asked") is None
    tap(page, "Near Station North", "Where I am")
    expect(page.get_by_role("button", name="Near Near me")).to_be_visible()
    chip(page, "Open now")
    assert names(page).count("The Consulting Room") == 1
    tap(page, "Shift", "Services")
    expect(page.get_by_role("button", name="Near Station North")).to_be_visible()
    assert page.evaluate("globalThis.asked") == 1
    assert "53.44" not in page.evaluate("JSON.stringify([phone.kept, phone.notes, phone.view])")
    stage.close()


def test_a_phone_that_does_not_say_where_it_is_leaves_the_zones(services: Open) -> None:
    page = services()
    tap(page, "Near Station North", "Where I am")
    expect(page.get_by_role("alert")).to_contain_text("The phone did not say where it is")


def test_a_slip_for_a_service_begins_a_contact_with_it(services: Open) -> None:
    page = services()
    tap(page, "Slip for Night clinic")
    expect(page.get_by_role("dialog").locator(".o-btn--lamp")).to_have_attribute("aria-disabled", "true")
    tap(page, "STI check", "Called for them", "New contact")
    tap(page, "Save")
    expect(page.locator(".o-slip__code")).to_be_visible()
    [[kind, slip, mode, service]] = page.evaluate("phone.entries().at(-1).record[17]")
    assert (kind, mode, service) == ("T.STI", "warm", 1)
    expect(page.locator(".o-slip__code")).to_have_text(f"{slip[:3]}-{slip[3:]}")


def test_a_slip_goes_into_the_contact_that_is_open(services: Open, stage: Open) -> None:
    page = stage(reference=town_reference())
    tap(page, "New contact", "Woman", "Back", "Services")
    chip(page, "Open now")
    tap(page, "Slip for Night clinic", "Wound care", "Into the open contact")
    expect(page.get_by_role("button", name="Woman", exact=True)).to_have_attribute("aria-pressed", "true")
    tap(page, "Save")
    expect(page.locator(".o-slip__code")).to_be_visible()
    record = page.evaluate("phone.entries().at(-1).record")
    assert (record[10], record[17][0][0], record[17][0][3]) == ("woman", "H.WOUND", 1)


def test_in_the_form_a_referral_takes_a_service_and_a_way(services: Open, stage: Open) -> None:
    page = stage(reference=town_reference())
    tap(page, "New contact", "HIV test")
    page.get_by_role("group", name="Slips of this contact").get_by_role("button").click()
    rows = page.get_by_role("group", name="Where to").get_by_role("button")
    expect(rows.nth(1)).to_contain_text("Eastmere Sexual Health")
    rows.nth(2).click()
    tap(page, "Went along")
    done(page, "Done")
    tap(page, "Save")
    expect(page.locator(".o-slip__code")).to_be_visible()
    assert page.evaluate("phone.entries().at(-1).record[17][0].slice(2)") == ["accompanied", 1]


STATES: dict[str, tuple[str, ...]] = {
    "list": (),
    "all": ("Open now",),
    "nothing": ("Affirming", "Step-free", "Free", "No papers", "What for", "Dentist", "None"),
    "search": ("Search",),
    "what for": ("What for", "STI check"),
    "language": ("Language",),
    "near": ("Near Station",),
    "service": ("Open now", "Red Lantern"),
    "slip for it": ("Slip for Night clinic", "STI check"),
    "slip came back": ("A slip came back",),
}


@pytest.mark.parametrize("name", STATES)
def test_each_screen_is_accessible_in_dark_and_light(services: Open, name: str) -> None:
    page = services()
    for button in STATES[name]:
        where = f"button:visible:has-text('{button}'), button[aria-label^='{button}']:visible"
        page.locator(where).last.click()
    check_both_themes(page)


def check_both_themes(page: Page) -> None:
    page.evaluate(AXE)
    for theme in ("dark", "light"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert page.evaluate(RUN) == [], theme
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_whole_card_opens_and_its_slip_stays_apart(services: Open) -> None:
    page = services()
    card = page.locator(".o-svc", has_text="Night clinic")
    box = card.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 12)
    expect(page.get_by_role("dialog").get_by_text("Address")).to_be_visible()
