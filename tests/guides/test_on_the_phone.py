"""The guides on the phone's screen: the list, cards, the clock of the doses, plans, and what "shown" does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.axe import AXE, RUN
from tests.field.guide_cards import guides
from tests.field.stage import SMALL
from tests.field.test_accessible import SMALL_TARGETS

pytestmark = pytest.mark.browser
Show = Callable[..., Page]
# Colours change over 80 ms; the breathing light never ends and is left alone.
SETTLE = """() => document.getAnimations().filter((one) => one.effect.getTiming().iterations === 1)
  .forEach((one) => one.finish())"""
CARD, GIVEN = ".o-guide", ".o-doses .o-btn--ember"


def tab(page: Page, name: str = "Guides") -> None:
    page.get_by_role("navigation", name="Main").get_by_role("button", name=name, exact=True).click()


def card(page: Page, name: str) -> None:
    tab(page)
    page.locator(CARD, has_text=name).first.click()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).last.click()


def overdose(page: Page) -> None:
    tap(page, "Overdose")


# -- the list and the cards ------------------------------------------------------------------------------------------


def test_what_is_urgent_stands_first_and_each_row_has_a_picture(show: Show) -> None:
    page = show()
    tab(page)
    assert page.locator("h2").all_inner_texts()[0] == "When it is urgent"
    assert page.locator(CARD).first.inner_text().startswith("Overdose")
    assert page.locator(f"{CARD} svg use").count() == 2 * page.locator(CARD).count()


def test_a_phone_without_approved_cards_says_so_and_still_helps_in_an_overdose(show: Show) -> None:
    page = show([])
    tab(page)
    expect(page.get_by_text("No cards on this phone yet")).to_be_visible()
    tab(page, "Shift")
    overdose(page)
    expect(page.get_by_text("Ask your lead to approve the overdose card")).to_be_visible()
    assert page.get_by_role("link", name="Call 112").get_attribute("href") == "tel:112"
    expect(page.get_by_role("button", name="Dose given")).to_be_visible()


def test_the_steps_of_an_overdose_are_an_ordered_list_with_the_call_in_reach(show: Show) -> None:
    page = show()
    overdose(page)
    steps = page.locator("ol.o-acts > li")
    assert steps.count() == 9
    assert steps.nth(2).inner_text().startswith("Give one dose of naloxone")
    expect(page.get_by_role("link", name="Call 112")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Overdose")).to_be_focused()
    seen = [one for one in range(9) if steps.nth(one).bounding_box()["y"] < SMALL["height"] - 110]
    assert len(seen) >= 5, "what is done first stands on the first screen"


def test_a_card_that_is_not_approved_in_this_language_is_shown_in_english_and_says_so(show: Show) -> None:
    page = show(guides("en"), lang="fr")
    page.locator(".o-dock__tab").nth(2).click()
    page.locator(CARD).nth(1).click()
    lines = page.locator(".o-guide__lines")
    assert lines.get_attribute("lang") == "en"
    expect(page.locator(".o-note").first).to_contain_text("anglais")


def test_a_machine_translation_says_that_it_is_one(show: Show) -> None:
    assert show(guides("es"), lang="es").locator("html").get_attribute("lang") == "es"
    page = show(lang="es")
    page.locator(".o-dock__tab").nth(2).click()
    page.locator(CARD).nth(1).click()
    expect(page.locator(".o-text--quiet").first).to_be_visible()
    english = show()
    card(english, "Naloxone")
    expect(english.locator(".o-text--quiet")).to_have_count(0)


def test_sources_stand_under_each_card(show: Show) -> None:
    page = show()
    card(page, "Naloxone")
    page.get_by_text("Where this comes from").click()
    expect(
        page.get_by_text("World Health Organization: Community management of opioid overdose")
    ).to_be_visible()
    expect(page.get_by_text("Checked by the medical lead")).to_be_visible()


# -- shown -----------------------------------------------------------------------------------------------------------


def topics(page: Page) -> Any:
    return page.evaluate("phone.notes.at(-1).record[16]")


def test_shown_is_one_tap_and_goes_into_the_next_contact(show: Show) -> None:
    page = show()
    card(page, "Safer sex")
    tap(page, "Shown")
    expect(page.get_by_text("Noted for the next contact")).to_be_visible()
    tap(page, "New contact")
    expect(page.get_by_role("button", name="Safer sex", pressed=True)).to_have_count(1)
    tap(page, "Save")
    page.wait_for_function("() => phone.notes.length === 1")
    assert topics(page) == ["safer_sex"]


def test_what_was_shown_belongs_to_one_contact_only(show: Show) -> None:
    page = show()
    card(page, "Safer sex")
    tap(page, "Shown")
    tap(page, "New contact")
    tap(page, "Save")
    page.wait_for_function("() => phone.notes.length === 1")
    tap(page, "New contact")
    tap(page, "Save")
    page.wait_for_function("() => phone.notes.length === 2")
    assert topics(page) == []


# -- the clock of the doses ------------------------------------------------------------------------------------------


def test_a_dose_starts_three_minutes_and_counts(show: Show) -> None:
    page = show()
    overdose(page)
    page.locator(GIVEN).click()
    page.clock.run_for(19_000)
    assert page.get_by_role("timer").inner_text() in ("2:41", "2:42")
    expect(page.get_by_text("1 dose", exact=True).first).to_be_visible()
    page.clock.run_for(165_000)
    expect(page.get_by_text("3 minutes are over").first).to_be_visible()
    tap(page, "Next dose given")
    expect(page.get_by_text("2 doses", exact=True).first).to_be_visible()
    assert page.get_by_role("timer").inner_text() in ("3:00", "2:59")


def test_the_clock_runs_on_while_another_page_is_open_and_while_the_phone_is_locked(show: Show) -> None:
    page = show()
    overdose(page)
    page.locator(GIVEN).click()
    tap(page, "Back")
    page.evaluate("phone.lock()")
    page.clock.run_for(60_000)
    page.evaluate("phone.set({ stage: 'open' })")
    overdose(page)
    assert page.get_by_role("timer").inner_text() in ("2:00", "1:59")


def test_the_phone_stays_open_and_buzzes_until_somebody_taps(show: Show) -> None:
    page = show()
    page.evaluate("globalThis.buzzed = []; navigator.vibrate = (pattern) => buzzed.push(pattern)")
    overdose(page)
    page.locator(GIVEN).click()
    assert page.evaluate("phone.awakeUntil - Date.now()") > 590_000
    page.clock.run_for(175_000)
    breaths = page.evaluate("buzzed.length")
    assert breaths >= 34  # one for each breath
    page.clock.run_for(40_000)
    assert page.evaluate(f"buzzed.slice({breaths}).filter((one) => one.length > 3).length") >= 3
    tap(page, "Breathing")
    assert page.evaluate("phone.awakeUntil") == 0
    count = page.evaluate("buzzed.length")
    page.clock.run_for(60_000)
    assert page.evaluate("buzzed.length") == count


def test_breathing_again_leads_to_the_side_and_to_the_report(show: Show) -> None:
    page = show()
    overdose(page)
    page.locator(GIVEN).click()
    tap(page, "Breathing")
    expect(page.get_by_text("On their side. Stay with them.").first).to_be_visible()
    tap(page, "It stopped again")
    expect(page.get_by_role("timer")).to_be_visible()
    tap(page, "Breathing")
    tap(page, "Naloxone was used")
    expect(page.get_by_role("timer")).to_have_count(0)
    tap(page, "Save")
    page.wait_for_function("() => phone.notes.length === 1")
    assert page.evaluate("phone.notes[0].record.slice(0, 5)")[4] == 1  # the dose that was counted


def test_a_reader_hears_what_changes_and_not_each_second(show: Show) -> None:
    page = show()
    overdose(page)
    page.locator(GIVEN).click()
    said = page.locator(".o-doses [role=status]")
    expect(said).to_have_text("1 dose")
    page.clock.run_for(125_000)
    expect(said).to_have_text("1 minute left")
    page.clock.run_for(60_000)
    expect(said).to_contain_text("3 minutes are over")


# -- plans -----------------------------------------------------------------------------------------------------------

OWN = "The yellow door"


def plan(page: Page) -> None:
    card(page, "My safety plan")
    tap(page, "Own words: Our word for help")
    page.get_by_label("Own words: Our word for help").fill(OWN)
    tap(page, "Add")
    tap(page, "Tell a friend")


def test_a_plan_is_filled_in_and_shown_large(show: Show) -> None:
    page = show()
    plan(page)
    tap(page, "Show card")
    paper = page.locator(".o-paper")
    expect(paper.get_by_text(OWN)).to_be_visible()
    expect(paper.get_by_text("Tell a friend")).to_be_visible()
    tap(page, "Done")
    expect(page.get_by_role("button", name=OWN, pressed=True)).to_be_visible()


def test_only_the_card_is_printed(show: Show) -> None:
    page = show()
    plan(page)
    tap(page, "Show card")
    page.emulate_media(media="print")
    expect(page.locator(".o-paper")).to_be_visible()
    expect(page.locator(".o-phone")).to_be_hidden()
    expect(page.locator(".o-sheet__foot")).to_be_hidden()


@pytest.mark.parametrize("way", ["back", "lock", "leave", "hidden key"])
def test_a_plan_is_gone_after(show: Show, way: str) -> None:
    page = show()
    plan(page)
    if way == "back":
        tap(page, "Back")
        tap(page, "Close, forget it")
    elif way == "hidden key":
        page.go_back()
    elif way == "leave":
        tap(page, "Leave")
        page.locator(".o-away__clock").press("Enter")
        page.evaluate("phone.set({ stage: 'open' })")
    else:
        page.evaluate("phone.lock()")
        page.evaluate("phone.set({ stage: 'open' })")
    expect(page.get_by_text(OWN)).to_have_count(0)
    assert page.evaluate("JSON.stringify(phone)").find(OWN) == -1
    card(page, "My safety plan")
    expect(page.locator(".o-plan [aria-pressed=true]")).to_have_count(0)


def test_going_on_with_a_plan_keeps_it(show: Show) -> None:
    page = show()
    plan(page)
    tap(page, "Back")
    tap(page, "Go on with it")
    expect(page.get_by_role("button", name=OWN, pressed=True)).to_be_visible()


# -- for everybody ---------------------------------------------------------------------------------------------------

SCREENS: dict[str, tuple[str, ...]] = {
    "list": (),
    "overdose": ("Overdose",),
    "clock": ("Overdose", GIVEN),
    "over": ("Overdose", GIVEN, "@185000"),
    "breathing": ("Overdose", GIVEN, ".o-pair .o-btn >> nth=-1"),
    "card": ("Naloxone",),
    "shown": ("Naloxone", ".o-shown .o-btn"),
    "breath": ("Slow breathing",),
    "rights": ("My rights",),
    "plan": ("My well-being plan", ".o-words .o-chip >> nth=0", ".o-words .o-chip--soft >> nth=0"),
    "plan on paper": ("My well-being plan", ".o-words .o-chip >> nth=0", ".o-foot .o-btn--lamp"),
    "plan closed": ("My well-being plan", ".o-words .o-chip >> nth=0", ".o-bar .o-key >> nth=0"),
    "none": (),
}


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wrong_in_dark_and_light(show: Show, name: str) -> None:
    page = show([] if name == "none" else None)
    tab(page)
    for step in SCREENS[name]:
        if step.startswith("@"):
            page.clock.run_for(int(step[1:]))
        else:
            page.locator(step if step.startswith(".") else f"{CARD}:has-text('{step}')").first.click()
    page.evaluate(AXE)
    for theme in ("dark", "light"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.evaluate(SETTLE)
        assert page.evaluate(RUN) == [], theme
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("lang", ["es", "fr", "pt", "ar"])
def test_cards_fit_in_every_language_and_at_the_largest_words(show: Show, lang: str) -> None:
    for look in ({}, {"words": 3}):
        page = show(lang=lang, look=look)
        page.locator(".o-dock__tab").nth(2).click()
        for place in (0, 5, 9, 15):
            page.locator(CARD).nth(place).click()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{lang} {look} card {place}"
            )
            page.locator(".o-bar .o-key").first.click()


def test_without_movement_the_breaths_are_counted_in_words(show: Show) -> None:
    page = show(look={"still": True})
    overdose(page)
    page.locator(GIVEN).click()
    expect(page.get_by_text("one breath every 5 seconds", exact=True)).to_be_visible()
    assert page.locator(".o-breath").evaluate("(node) => getComputedStyle(node).animationName") == "none"
