"""Warnings, the report of harm, and leaving, on the phone's screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from outreach.safety.face import LEAVE
from tests.axe import AXE, RUN
from tests.field.directory_list import town_reference
from tests.field.stage import contact
from tests.field.test_accessible import SMALL_TARGETS
from tests.safety.phone_world import KEY, alert, tap, world

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
SCRIPTS = Path(__file__).parents[2] / "outreach" / "static"
WORK = ("contact", "outreach", "shift", "canal", "condom", "to send", "harm", "notebook")


def told(page: Page) -> list[Any]:
    expect(page.get_by_text("Saved, sealed")).to_be_visible()
    record: list[Any] = page.evaluate("phone.entries().at(-1).record")
    return record


def strip(page: Page) -> Any:
    return page.locator(".o-alert")


# -- warnings --------------------------------------------------------------------------------------------------------


def test_the_newest_warning_of_this_zone_comes_first_with_the_number_of_others(stage: Open) -> None:
    far = alert(id=1, title="Checks at the station", zones=[2])
    page = stage(reference=world(alert(id=3), alert(id=2, title="Robbed after paying", zones=[]), far))
    expect(strip(page)).to_contain_text("Very strong pills, Canal")
    expect(strip(page)).to_contain_text("and 1 more")
    expect(page.get_by_text("Checks at the station")).to_have_count(0)


def test_a_warning_is_gone_after_its_last_day_without_any_sync(stage: Open) -> None:
    shown = stage(reference=world(alert(until="2026-11-20")))
    expect(strip(shown)).to_be_visible()
    gone = stage(reference=world(alert(until="2026-11-19")))
    expect(strip(gone)).to_have_count(0)


def test_a_warning_that_was_read_becomes_a_quiet_row_also_after_a_lock(stage: Open) -> None:
    page = stage(reference=world(alert()))
    tap(page, "Very strong pills", "I have read it")
    expect(strip(page)).to_have_count(0)
    expect(page.get_by_role("button", name="1 warning here, read")).to_be_visible()
    page.evaluate("phone.lock()")
    page.evaluate("phone.set({ stage: 'open' })")
    expect(page.get_by_role("button", name="1 warning here, read")).to_be_visible()


def test_a_warning_whose_words_changed_counts_as_new(stage: Open) -> None:
    page = stage(reference=world(alert()))
    tap(page, "Very strong pills", "I have read it")
    page.evaluate(
        "said => { phone.reference = said; phone.set({}); }", world(alert(text="Also at the bridge."))
    )
    expect(strip(page)).to_contain_text("Also at the bridge.")


def test_nothing_of_a_warning_is_kept_but_its_number_and_a_sum(stage: Open) -> None:
    page = stage(reference=world(alert()))
    tap(page, "Very strong pills", "I have read it")
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    assert kept == '[{},{},""]'


def test_other_zones_stand_below_and_the_warnings_follow_the_shift(stage: Open) -> None:
    page = stage(reference=world(alert(), alert(id=2, title="Checks at the station", zones=[2])))
    tap(page, "Very strong pills")
    expect(page.get_by_role("heading", name="Other zones")).to_be_visible()
    tap(page, "Back")
    page.evaluate("phone.moveShift({ zone: 2 })")
    expect(strip(page)).to_contain_text("Checks at the station")


def test_without_warnings_there_is_no_row(stage: Open) -> None:
    page = stage(reference=world())
    expect(page.locator(".o-alert, .o-warned")).to_have_count(0)


# -- the report of harm ------------------------------------------------------------------------------------------------


def test_the_shortest_report_takes_five_taps_and_shares_nothing(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant", "Save")
    assert told(page) == ["incident", 1, "2026-11-20", 3, 1, "participant", ["threat"], [False] * 4, None]


def test_every_answer_is_no_until_somebody_says_yes(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Hit or hurt", "Not paid", "Next", "A worker")
    answers = page.get_by_role("group", name="What may we do?").get_by_role("button")
    assert [one.get_attribute("aria-pressed") for one in answers.all()] == ["false"] * 4
    tap(page, "May we warn others", "May the police", "May the police", "Save")
    record = told(page)
    assert record[5:8] == ["worker", ["violence", "client_refused_pay"], [False, True, False, False]]


def test_the_script_is_three_sentences(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant")
    script = page.get_by_role("region", name="Say it like this")
    assert len(re.findall(r"[.]", script.inner_text())) == 3


def test_a_text_is_asked_for_only_after_the_first_yes_and_goes_sealed(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant")
    field = page.get_by_label("What happened, in their words")
    expect(field).to_have_count(0)
    tap(page, "May our coordinator")
    field.fill("A dark van.")
    tap(page, "Save")
    assert told(page)[8] == [KEY["id"], "A" * 1474]
    assert page.evaluate("phone.told") == "A dark van."


def test_after_a_no_the_typed_text_is_not_saved(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant", "May our coordinator")
    page.get_by_label("What happened, in their words").fill("A dark van.")
    tap(page, "May our coordinator", "Save")
    assert told(page)[7:] == [[False] * 4, None]
    assert page.evaluate("phone.told") is None


def test_a_text_has_two_thousand_signs_at_most(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant", "May our coordinator")
    field = page.get_by_label("What happened, in their words")
    field.fill("x" * 1900)
    expect(page.get_by_text("100 signs left")).to_be_visible()
    field.evaluate("(node) => { node.value = '😀'.repeat(1500); node.dispatchEvent(new Event('input')); }")
    assert len(field.input_value().encode()) <= 5000


def test_without_a_team_key_the_report_works_and_says_why_there_is_no_text(stage: Open) -> None:
    page = stage(reference=world(key=None))
    tap(page, "Report harm", "Threat", "Next", "The whole team", "May our coordinator")
    expect(page.get_by_text("No text yet")).to_be_visible()
    tap(page, "Save")
    assert told(page)[7:] == [[True, False, False, False], None]


def test_an_unfinished_report_can_be_gone_on_with(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Robbed", "Next")
    page.go_back()
    expect(page.get_by_text("Step 1 of 3")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Not finished")).to_be_visible()
    tap(page, "Go on")
    expect(page.get_by_role("button", name="Robbed", exact=True)).to_have_attribute("aria-pressed", "true")
    tap(page, "Next", "A worker", "Save")
    assert told(page)[5:7] == ["worker", ["robbery"]]
    tap(page, "Done")
    expect(page.get_by_text("Not finished")).to_have_count(0)


@pytest.mark.parametrize(("code", "words"), [("slow", "The phone is slow"), ("full", "The phone is full")])
def test_a_report_that_is_not_saved_stays_and_says_so(stage: Open, code: str, words: str) -> None:
    page = stage(reference=world(), saveFails=code)
    tap(page, "Report harm", "Threat", "Next", "A participant", "Save")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_text("Saved, sealed")).to_have_count(0)


def test_after_saving_help_is_offered_and_the_report_can_be_taken_back(stage: Open) -> None:
    page = stage(reference=world())
    tap(page, "Report harm", "Threat", "Next", "A participant", "Save")
    for name in ("Crisis help", "Safety plan, step by step", "My safety plan", "Care for yourself"):
        expect(page.get_by_role("button", name=re.compile(f"^{name}"))).to_be_visible()
    tap(page, "Take it back")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert page.evaluate("phone.entries().at(-1).state") == "voided"


def test_crisis_help_opens_the_directory_with_these_kinds_chosen(stage: Open) -> None:
    always = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    usual = town_reference()["services"][0] | {"hours": always, "meetings": [], "closed_on": []}
    clinic = usual | {"id": 1, "name": "Night clinic", "types": ["G.VIOL"]}
    food = usual | {"id": 2, "name": "Food bank", "types": ["L.WORK"]}
    page = stage(reference=world() | {"services": [clinic, food]})
    tap(page, "Report harm", "Threat", "Next", "A participant", "Save", "Crisis help")
    expect(page.get_by_text("Night clinic")).to_be_visible()
    expect(page.get_by_text("Food bank")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("And now?")).to_be_visible()


# -- leaving -----------------------------------------------------------------------------------------------------------


def with_face(page: Page, leave: str) -> None:
    page.evaluate("(leave) => { document.documentElement.dataset.leave = leave; }", leave)


@pytest.mark.parametrize("leave", [face for face in LEAVE if face != "blank"])
def test_every_neutral_page_comes_within_300_ms_locks_and_names_nothing(stage: Open, leave: str) -> None:
    page = stage(entries=[contact()], reference=world(alert()))
    with_face(page, leave)
    took = page.evaluate(
        "(async () => { const begun = performance.now(); document.querySelector('.o-leave').click();"
        " while (!document.querySelector('.o-away')) await new Promise((next) => { queueMicrotask(next); });"
        " return performance.now() - begun; })()"
    )
    assert took < 300
    assert page.evaluate("phone.view.stage") == "locked"
    assert not [word for word in WORK if word in page.locator("#app").inner_text().lower()]


def test_the_empty_page_takes_the_place_of_the_app(stage: Open) -> None:
    page = stage(entries=[contact()])
    with_face(page, "blank")
    tap(page, "Leave now")
    page.wait_for_url("about:blank")


def test_the_month_opens_by_a_long_press_on_today_only(stage: Open) -> None:
    page = stage()
    with_face(page, "calendar")
    tap(page, "Leave now")
    expect(page.get_by_role("heading", name="November 2026")).to_be_visible()
    assert page.locator(".o-month__days > span:not(:empty)").count() == 29
    today = page.locator(".o-away__today")
    today.click()
    expect(today).to_be_visible()
    today.dispatch_event("pointerdown")
    page.clock.run_for(1_050)
    expect(page.get_by_label("Passphrase")).to_be_visible()


@pytest.mark.parametrize("sign", ["blur", "pagehide"])
def test_nothing_is_seen_once_the_app_is_not_in_front(stage: Open, sign: str) -> None:
    page = stage(entries=[contact()])
    page.evaluate(f"dispatchEvent(new Event('{sign}'))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "visible"


@pytest.mark.parametrize(("first", "words"), [("0", "Shift"), ("1", "Services")])
def test_the_first_page_after_unlocking_is_the_chosen_one(stage: Open, first: str, words: str) -> None:
    page = stage({"stage": "locked"}, reference=world())
    page.evaluate("(first) => { document.documentElement.dataset.first = first; }", first)
    page.evaluate("phone.set({ stage: 'open' })")
    here = page.get_by_role("navigation", name="Main").locator("[aria-current]")
    expect(here).to_have_text(words)


def test_no_notification_can_ever_show_content() -> None:
    found = [
        path.name
        for path in [*SCRIPTS.joinpath("js").rglob("*.js"), SCRIPTS / "sw.js"]
        if re.search(
            r"\bNotification\b|showNotification|pushManager|setAppBadge|\bpush\b\s*['\"]",
            path.read_text("utf-8"),
        )
    ]
    assert found == []


# -- everybody can use it ----------------------------------------------------------------------------------------

REPORT = ("Report harm", "Threat", "Next", "A participant")
SCREENS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "strip": (world(alert(), alert(id=2)), ()),
    "read": (world(alert()), ("Very strong pills", "I have read it")),
    "warnings": (world(alert(), alert(id=2, kind="police", zones=[2])), ("Very strong pills",)),
    "no warnings": (world(alert()), ("Very strong pills", "I have read it", "1 warning here")),
    "what": (world(), ("Report harm", "Threat", "Robbed")),
    "to whom": (world(), ("Report harm", "Threat", "Next")),
    "questions": (world(), REPORT),
    "text": (world(), (*REPORT, "May our coordinator")),
    "no key": (world(key=None), (*REPORT, "May our coordinator")),
    "saved": (world(), (*REPORT, "Save")),
    "month": (world(), ("Leave now",)),
}


# Where a button stands; words would differ in each language.
TAPS = {
    "Report harm": ".o-pair button >> nth=1", "Threat": ".o-chip--harm >> nth=2", "Next": ".o-btn--lamp",
    "A participant": ".o-row--tall >> nth=0", "May our coordinator": ".o-rows button >> nth=0", "Save": ".o-btn--lamp",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["es", "fr", "pt", "ar"])
def test_the_report_is_accessible_in_every_language(stage: Open, lang: str) -> None:
    page = stage(reference=world(alert()), look={"lang": lang, "theme": "dark"})
    page.evaluate(AXE)
    for name in (*REPORT, "May our coordinator", "Save"):
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert page.evaluate(RUN) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        page.locator(TAPS[name]).tap()
    expect(page.locator(".o-told")).to_be_visible()
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wrong_in_dark_and_light(stage: Open, name: str) -> None:
    reference, taps = SCREENS[name]
    page = stage(reference=reference)
    with_face(page, "calendar")
    tap(page, *taps)
    page.evaluate(AXE)
    for theme in ("dark", "light"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert page.evaluate(RUN) == [], theme
    assert page.evaluate(SMALL_TARGETS) == []
