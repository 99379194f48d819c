"""Every screen, dark and light, under an automatic check of WCAG 2.2 AA and best practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.axe import AXE, RUN, SETTLED
from tests.field.stage import SHIFT as PLACE
from tests.field.stage import SMALL, contact, evening

pytestmark = pytest.mark.browser
# Puts another language into the running app, as the settings do, on whatever screen it is.
SPEAK = """async (lang) => {
  const english = document.querySelector('link[as=fetch]').href;
  const answer = await fetch(english.replace('en.json', `${lang}.json`));
  fillWords(await answer.json(), lang);
  phone.set({});
}"""
TABLET = {"width": 820, "height": 1180}
SMALL_TARGETS = """() => [...document.querySelectorAll('button, input, a')].filter((node) => {
  const { width, height } = node.getBoundingClientRect();
  const top = document.querySelector('dialog');
  return (!top || top.contains(node)) && node.checkVisibility({ visibilityProperty: true })
    && (width < 47.5 || height < 47.5) && !node.matches('.o-chip--tight');
}).map((node) => node.outerHTML.slice(0, 120))"""

SHIFT: dict[str, Any] = {"entries": evening()}
PROOF = {"held": 143, "total": 143, "at": 1795230120000, "equal": True}
BUSY = {"unsent": 12, "proof": PROOF, "needsHelp": 1, "problems": [{"code": "recovered", "count": 2}]}
BAG = {
    "shift": {
        **PLACE,
        "workers": 2,
        "bag": {"loaded": {"SX01": 300, "NS01": 100, "NX10": 8, "IP03": 50, "SB01": 9}},
    }
}
ALARM = {
    "shift": {**PLACE, "checkin": {"id": 1, "minutes": 30, "until": 1795224600000}}
}  # long over: it asks at once
USUAL = {
    "zone": 1,
    "site": 1,
    "setting": "street",
    "workers": 2,
    "minutes": 30,
    "load": {"SX01": 300, "NS01": 100},
}
TWO = [{"slot": slot, "mine": slot == 1, "shiftOpen": slot == 1, "pinSet": False} for slot in (1, 2)]
# Name → (state of the phone, what it starts with, what is tapped; `#`: the name of an item).
SCREENS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "first night": ({}, {}, ()),
    "shift": (BUSY, SHIFT, ()),
    "saved": ({}, SHIFT, ("New contact", "Usual", "Save")),
    "same as last": ({}, SHIFT, ("Same as last",)),
    "practice": ({"practice": True}, {}, ()),
    "form": ({}, {}, ("New contact",)),
    "form filled": (
        {},
        {},
        ("New contact", "Usual", "Been before", "25 to 29", "Woman", "HIV test", "Injects"),
    ),
    "form group": ({}, {}, ("New contact", "Usual", "Group", "5 people")),
    "form minor": ({}, {}, ("New contact", "Under 18")),
    "form not saved": ({}, {"saveFails": "slow"}, ("New contact", "Save")),
    "amount": ({}, {}, ("New contact", "#Needles 1 ml")),
    "all items": ({}, {}, ("New contact", "All items")),
    "naloxone": ({}, {}, ("New contact", "All items", "#Naloxone spray")),
    "needles back": ({}, {}, ("New contact", "#Needles back", "Litres of bin")),
    "card code": ({}, {}, ("New contact", "Card code")),
    "all referrals": ({}, {}, ("New contact", "All 42")),
    "place": ({}, {}, ("New contact", "Zone: Canal")),
    "slip": ({}, {}, ("New contact", "HIV test", "Save")),
    "correct": ({}, {"entries": [contact()]}, ("10 condoms",)),
    "notebook": ({}, SHIFT, ("Bag", "Notebook")),
    "notebook entry": ({}, {"entries": [contact()]}, ("Bag", "Notebook", "10 condoms")),
    "notebook off": ({"notebook": False}, {}, ("Bag", "Notebook")),
    "end of shift": ({}, SHIFT, ("Bag", "End of shift")),
    "safe": (BUSY, {}, ("Bag", "What is safe")),
    "safe proven": ({"proof": PROOF}, {}, ("Bag", "What is safe")),
    "install": ({}, {}, ("Bag", "What is safe", "Not on the home screen")),
    "settings": ({}, {}, ("Bag", "Settings")),
    "bag": (BAG, SHIFT, ("Bag", "Show all")),
    "bag empty": ({}, {}, ("Bag",)),
    "bag unknown": ({**BAG, "notebook": False}, {}, ("Bag",)),
    "load": ({"shift": None}, {}, ("Bag", "Condoms: 100 more")),
    "load, all items": ({"shift": None}, {}, ("Bag", "All items")),
    "lost": (BAG, SHIFT, ("Bag", "Lost", "Naloxone spray: 1 more")),
    "hand on, keys": (BAG, SHIFT, ("Bag", "Hand on", "#Condoms")),
    "shift with a bag": ({**BAG, **BUSY}, SHIFT, ()),
    "count": (BAG, SHIFT, ("Bag", "End of shift")),
    "count, difference": (
        BAG,
        SHIFT,
        ("Bag", "End of shift", "Needles 1 ml: 40, as", "Needles 1 ml: 1 less", "Not noted"),
    ),
    "count, done": (BAG, SHIFT, ("Bag", "End of shift", "All as expected")),
    "count not saved": (
        BAG,
        {"saveFails": "full"},
        ("Bag", "End of shift", "All as expected", "Close shift"),
    ),
    "count impossible": ({**BAG, "notebook": False}, {}, ("Bag", "End of shift")),
    "check-in": ({}, {}, ("Bag", "Check-in", "30 min")),
    "check-in asks": (ALARM, {}, ("!alarm",)),
    "check-in, help": (ALARM, {"numbers": "Lead: 0470 12 34 56"}, ("!alarm", "I need help")),
    "check-in, help put aside": (ALARM, {}, ("!alarm", "I need help", "Use the phone")),
    "check-in of a locked phone": (ALARM, {}, ("!alarm", "!locked")),
    "workers": (BAG, {"workers": TWO}, ("Bag", "Workers")),
    "workers, hand over": (BAG, {"workers": TWO}, ("Bag", "Workers", "Add a worker")),
    "workers, remove": (BAG, {"workers": TWO}, ("Bag", "Workers", "Worker 2")),
    "next worker's words": ({"stage": "passphrase", "inviting": True}, {}, ()),
    "forgotten by one of two": ({"stage": "locked"}, {"workers": TWO}, ("I forgot it", "Worker 2")),
    "start as usual": ({"shift": None}, {"usual": USUAL}, ("Yes",)),
    "start": ({"shift": None}, {}, ()),
    "start, other day": ({"shift": None}, {}, ("No",)),
    "pin": ({"shift": None}, {}, ("PIN for short breaks",)),
    "lock with pin": ({"stage": "locked", "pinSet": True}, {}, ("1", "2")),
    "lock": ({"stage": "locked"}, {}, ()),
    "forgotten": ({"stage": "locked"}, {}, ("I forgot it",)),
    "clock": ({}, {}, ("Leave now",)),
    "set up": ({"stage": "new"}, {}, ()),
    "digits": ({"stage": "digits"}, {}, ()),
    "passphrase": ({"stage": "passphrase"}, {}, ()),
    "own passphrase": ({"stage": "passphrase"}, {}, ("Type my own",)),
    "another window": ({"stage": "elsewhere"}, {}, ()),
    "unsupported": ({"stage": "unsupported"}, {}, ()),
    "broken": ({"stage": "broken"}, {}, ()),
    "write-only": ({"stage": "writeonly"}, {}, ()),
    "no lists": ({}, {"reference": None}, ()),
}


def where(button: str) -> str:
    """Where a button stands; `#` before an item's name means the name itself, which opens its keys."""
    if button.startswith("#"):
        return f".o-step__name:visible:has-text('{button[1:]}')"
    return f"button:visible:has-text('{button}'), button[aria-label^='{button}']:visible"


def reached(stage: Callable[..., Page], name: str) -> Page:
    """The page on which this screen stands, walked to in English."""
    view, fake, taps = SCREENS[name]
    page = stage({**view}, **fake)
    for button in taps:
        if button == "!alarm":
            page.clock.run_for(1_100)
        elif button == "!locked":
            page.evaluate("phone.lock()")
        else:
            page.locator(where(button)).last.click()
    return page


def shown_in(page: Page, theme: str) -> None:
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.evaluate(SETTLED)


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wrong_in_dark_and_light(stage: Callable[..., Page], name: str) -> None:
    page = reached(stage, name)
    page.evaluate(AXE)
    for theme in ("dark", "light"):
        shown_in(page, theme)
        assert page.evaluate(RUN) == [], theme
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.long
@pytest.mark.parametrize("lang", ["es", "fr", "pt", "ar"])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wrong_in_the_other_languages(stage: Callable[..., Page], name: str, lang: str) -> None:
    page = reached(stage, name)
    page.evaluate(SPEAK, lang)
    assert page.evaluate("document.documentElement.lang") == lang
    page.evaluate(AXE)
    for size in (SMALL, TABLET):
        page.set_viewport_size(size)
        for theme in ("dark", "light"):
            shown_in(page, theme)
            assert page.evaluate(RUN) == [], (size, theme)
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
