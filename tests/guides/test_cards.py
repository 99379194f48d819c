"""The cards as they are written: short, sourced, drawn, and the same in every language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from outreach import wording
from outreach.contacts.rules import TOPICS
from outreach.guides import rules, translations
from outreach.supplies.rules import CATALOGUE

ICONS = Path(rules.__file__).parents[1] / "static" / "icons"
CODES = sorted(rules.cards())
WANTED = {
    "overdose", "naloxone", "safer_use", "safer_sex", "wound_care", "safety_plan", "de_escalation", "stress", "rights",
    "breathing", "grounding", "relaxation", "limits", "team_care", "my_wellbeing", "my_safety",
}  # fmt: skip
# What would blame, judge or sort the people who read a card, or praise the app.
UNKIND = re.compile(
    r"\b(addict|abuse|clean needle|dirty|junkie|prostitut|victim|client|patient|he|she|his|her)\b|!"
)


def drawings() -> set[str]:
    text = "".join((ICONS / name).read_text("utf-8") for name in ("icons.svg", "guides.svg"))
    return set(re.findall(r'<symbol id="([^"]+)"', text))


def test_everything_that_was_asked_for_has_a_card():
    assert set(CODES) >= WANTED


@pytest.mark.parametrize("code", CODES)
def test_a_card_names_its_sources_its_topic_and_the_day_to_read_it_again(code):
    card = rules.cards()[code]
    assert card.sources
    assert all(by and title for by, title in card.sources)
    assert card.review > date(2026, 11, 20)
    assert card.topic in TOPICS
    assert card.kind in rules.KINDS
    assert card.group in rules.GROUPS


@pytest.mark.parametrize("code", CODES)
def test_a_card_has_one_short_idea_a_line_without_blame(code):
    texts = rules.cards()[code].english
    long = [t for t in texts.values() if len(t.split()) > rules.MOST_WORDS or len(t) > rules.MOST_SIGNS]
    assert long == []
    assert [text for text in texts.values() if UNKIND.search(text.lower())] == []


@pytest.mark.parametrize("code", CODES)
def test_each_picture_of_a_card_is_drawn(code):
    card = rules.cards()[code]
    named = {card.picture, *(line.picture for line in card.lines if line.picture)}
    assert named <= drawings()
    assert all(line.picture or line.head for line in card.lines)


def test_no_drawing_of_the_guides_is_left_over():
    named = {line.picture for card in rules.cards().values() for line in card.lines}
    named |= {card.picture for card in rules.cards().values()}
    assert {name for name in drawings() if name.startswith("p-")} <= named


def test_every_supply_item_has_a_drawing_and_only_like_things_share_one():
    found: dict[str, list[str]] = {}
    for item in CATALOGUE["items"]:
        assert item["icon"] in drawings(), item["code"]
        found.setdefault(item["icon"], []).append(item["code"])
    shared = {icon: codes for icon, codes in found.items() if len(codes) > 1}
    assert shared == {
        "s-naloxone": ["NX01", "NX03", "NX10"],
        "s-naloxone-vial": ["NX02", "NX11"],
        "s-strip": ["DC01", "DC02", "DC03", "DC04"],
        "s-selftest": ["ST01", "ST02", "ST03"],
        "s-water": ["IP03", "WC03"],
    }


@pytest.mark.parametrize("lang", wording.TRANSLATED)
@pytest.mark.parametrize("code", CODES)
def test_a_card_is_whole_in_every_language(code, lang):
    card = rules.cards()[code]
    texts = translations.texts(card, lang)
    assert [key for key in card.english if not texts.get(key)] == []
    places = [
        key for key, text in card.english.items() if ("{number}" in text) is not ("{number}" in texts[key])
    ]
    assert places == []
    assert [text for text in texts.values() if len(text) > 110] == []


def test_the_medicine_of_an_overdose_is_what_guidance_says():
    """A change here wants a clinician's eye, not a programmer's."""
    said = " ".join(rules.cards()["overdose"].english.values())
    for words in (
        "Call {number}",
        "One breath every 5 seconds",
        "After 2 to 3 minutes: next dose",
        "On their side",
    ):
        assert words in said
    again = " ".join(rules.cards()["naloxone"].english.values())
    for words in ("2 to 3 minutes", "wears off after 30 to 90 minutes", "The overdose can come back"):
        assert words in again


def test_the_digest_changes_with_a_word_a_picture_and_the_order():
    card = rules.cards()["naloxone"]
    texts = dict(card.english)
    first = rules.digest(card, texts)
    assert rules.digest(card, texts | {"what.text": "Something else."}) != first
    turned = rules.Card(**{**vars(card), "lines": card.lines[::-1]})
    assert rules.digest(turned, texts) != first
    assert rules.digest(card, dict(reversed(texts.items()))) == first


def test_a_template_needs_a_few_lines_and_legal_help_before_it_is_a_card():
    card = rules.cards()["rights"]
    filled = {"stop": ("A line.", ""), "carry": ("Another.", "")}
    assert "Fill in" in rules.missing(card, rules.with_fills(card.english, filled))
    three = filled | {"health": ("A third.", "")}
    assert "legal help" in rules.missing(card, rules.with_fills(card.english, three))
    assert rules.missing(card, rules.with_fills(card.english, filled | {"help": ("Ask us.", "")})) == ""


def test_a_line_of_the_programme_is_as_short_as_the_others():
    assert rules.line_problem("Legal aid: Tuesday 16 to 19.") == ""
    assert rules.line_problem("one " * 13)
    assert rules.line_problem("x" * 91)
    assert rules.line_problem("{number}")


@pytest.mark.parametrize(("number", "good"), [("112", True), ("999", True), ("+44 20 7946 0018", True), ("*100#", True),
                                              ("", False), ("one", False), ("**", False), ("1", False)])  # fmt: skip
def test_an_emergency_number_is_something_to_dial(number, good):
    assert (rules.number_problem(number) == "") is good
