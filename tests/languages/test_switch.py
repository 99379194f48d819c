"""The language on the phone: chosen before anything is unlocked, changed in mid-shift, with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import AXE, RUN
from tests.browsers import LiveServer
from tests.field.conftest import field_server, stage
from tests.field.stage import SMALL, evening, reference
from tests.field.test_accessible import SMALL_TARGETS

__all__ = ["field_server", "stage"]
pytestmark = pytest.mark.browser
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português", "ar": "العربية"}
NEW = {"es": "Nuevo contacto", "fr": "Nouveau contact", "pt": "Novo contato", "ar": "لقاء جديد"}
# Where the two numbers of a range begin, from the left.
LEFT = """text => {
  const walk = document.createTreeWalker(document.querySelector('main'), 4);
  while (walk.nextNode() && !walk.currentNode.data.includes(text));
  const [node, at, range] = [walk.currentNode, walk.currentNode.data.indexOf(text), document.createRange()];
  const left = (from) => (range.setStart(node, from), range.setEnd(node, from + 2), range.getBoundingClientRect().left);
  return [left(at), left(at + 3)];
}"""
Open = Callable[..., Page]


def look(lang: str | None, **more: Any) -> dict[str, Any]:
    return {"look": {"lang": lang, **more}}


def choose(page: Page, lang: str) -> None:
    page.locator(".o-row--language", has_text=LANGUAGES[lang]).click()


def to_settings(page: Page) -> None:
    page.get_by_role("button", name="Bag").click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Language").click()


def test_a_switch_in_mid_shift_keeps_draft_shift_and_page(stage: Open) -> None:
    page = stage(entries=evening())
    page.get_by_role("button", name="New contact").click()
    page.get_by_role("button", name="Woman", exact=True).click()
    page.get_by_role("button", name="Back", exact=True).click()
    to_settings(page)
    choose(page, "fr")
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
    page.get_by_role("button", name="Retour").click()
    page.get_by_role("button", name="Tournée", exact=True).click()
    expect(page.get_by_text("contacts cette nuit")).to_be_visible()
    expect(page.locator(".o-tonight__big b")).to_have_text("14")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("button", name="Femme", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_page_says_its_language_and_direction(stage: Open) -> None:
    page = stage(**look("ar"))
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    page = stage(**look("pt"))
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["pt", "ltr"]


@pytest.mark.parametrize("view", [{"stage": "new"}, {"stage": "locked"}, {"stage": "locked", "pinSet": True}])
def test_the_language_can_be_chosen_before_anything_is_unlocked(stage: Open, view: dict[str, Any]) -> None:
    page = stage({"shift": None, **view})
    page.get_by_role("button", name=re.compile("Language")).click()
    choose(page, "es")
    expect(page.get_by_role("button", name=re.compile("Idioma"))).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "es"


def test_a_phone_that_nobody_asked_speaks_its_own_language(
    chromium: Browser, field_server: LiveServer
) -> None:
    context = chromium.new_context(viewport=SMALL, locale="pt-BR", service_workers="block")
    page = context.new_page()
    page.goto(f"{field_server.url}/field/")
    expect(page.get_by_role("heading", name="Configurar")).to_be_visible()
    context.close()


def test_the_menu_says_what_nobody_has_checked(stage: Open) -> None:
    languages = [{"code": code, "checked": code in ("en", "fr")} for code in LANGUAGES]
    page = stage(reference={**reference(), "languages": languages})
    to_settings(page)
    said = [row.splitlines() for row in page.locator(".o-row--language").all_inner_texts()]
    assert {lines[0] for lines in said if len(lines) > 1} == {"Español", "Português", "العربية"}


def test_a_teams_own_words_are_shown_and_stay_with_their_language(stage: Open) -> None:
    words = {"es": {"phone.newContact": "Otra charla", "shift.bag": "Bolso"}}
    page = stage(reference={**reference(), "words": words}, **look("es"))
    expect(page.get_by_role("button", name="Otra charla")).to_be_visible()
    expect(page.get_by_role("button", name="Bolso")).to_be_visible()


@pytest.mark.parametrize("lang", NEW)
def test_names_of_items_and_ages_are_said_in_the_language(stage: Open, lang: str) -> None:
    page = stage(entries=evening(), **look(lang))
    page.get_by_role("button", name=NEW[lang]).click()
    text = page.locator("main").inner_text()
    assert not re.search(r"\b(Condoms|Woman|Needles|Been before|Under)\b", text)


@pytest.mark.parametrize("lang", NEW)
def test_dates_follow_the_language(stage: Open, lang: str) -> None:
    page = stage({"shift": None}, **look(lang))
    day = {"es": "viernes", "fr": "vendredi", "pt": "sexta-feira", "ar": "الجمعة"}[lang]
    expect(page.locator(".o-day b")).to_contain_text(day)
    assert not re.search("[٠-٩]", page.locator("main").inner_text()), "digits are those of the keypad"


def test_ranges_read_from_the_left_where_words_run_from_the_right(stage: Open) -> None:
    page = stage(**look("ar"))
    page.get_by_role("button", name=NEW["ar"]).click()
    first, second = page.evaluate(LEFT, "25–29")
    assert first < second


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_pages_are_accessible_in_other_languages(stage: Open, lang: str, theme: str) -> None:
    views: list[tuple[dict[str, Any], list[str]]] = [
        ({}, []), ({}, [".o-foot .o-btn--lamp"]), ({}, [".o-dock__tab:nth-child(2)"]),
        ({}, [".o-dock__tab:nth-child(3)"]), ({}, [".o-dock__tab:nth-child(4)"]),
        ({"stage": "locked", "pinSet": True, "shift": None}, []), ({"stage": "new", "shift": None}, []),
        ({"shift": None}, []),
        ({"stage": "locked", "shift": None}, [".o-lock__language button"]),
    ]  # fmt: skip
    found = []
    for view, taps in views:
        page = stage(view, entries=evening(), **look(lang, theme=theme))
        for tap in taps:
            page.locator(tap).first.click()
        page.evaluate(AXE)
        wrong = [*page.evaluate(RUN), *page.evaluate(SMALL_TARGETS)]
        found += [f"{view} {taps}: {one}" for one in wrong]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{view} {taps}: scrolls sideways"] if wide > 0 else []
    assert found == []
