"""A report in five languages: the same numbers, no English left, and words that fit their numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from outreach import wording
from outreach.reports import build
from outreach.reports.content.parts import Cover, Given, Table
from outreach.reports.content.speech import Speech
from outreach.reports.content.spoken import Spoken
from tests.reports.conftest import page
from tests.reports.sample import TOWN, sample_document
from tests.reports.test_contents import parts

# Written by people of the programme or by the source of a definition: they stay as they are.
SAMPLE = replace(sample_document(), indicators=(), narrative={})
OWN = (
    *TOWN,
    "Eastmere Harm Reduction",
    "Lindqvist Foundation",
    SAMPLE.about["number"],
    SAMPLE.about["verify"],
)
EVERY = list(wording.LANGUAGES)
OTHERS = list(wording.TRANSLATED)
SAME = {"es": {"sept"}, "fr": {"sept"}, "pt": set(), "ar": set()}  # words that are the same in both languages


def words(html: str) -> set[str]:
    """Every word that a reader sees or hears."""
    alts = " ".join(re.findall(r'(?:alt|title|aria-label)="([^"]*)"', html))
    text = unescape(re.sub(r"<[^>]*>", " ", html.split("</head>")[1]) + " " + alts)
    for own in OWN:
        text = text.replace(str(own), " ")
    return set(re.findall(r"[a-zçñáéíóúàâêôãõèùûüïœ’]{4,}", text.lower()))


def labels(lang: str) -> list[str]:
    """The digits of every printed cell, in their order."""
    made = build.compose(SAMPLE, lang)
    cells = [cell for found in parts(made.sections, Table) for _, row in found.rows for cell in row]
    return ["".join(re.findall(r"\d", cell.label)) if cell.value is not None else cell.mark for cell in cells]


@pytest.mark.parametrize("lang", OTHERS)
def test_no_english_is_left(lang: str) -> None:
    english = words(page(SAMPLE))
    own = {found for text in _said(lang) for found in words(f"</head>{text}")}
    left = (words(page(SAMPLE, lang)) & english) - own
    assert left <= SAME[lang], left


def _said(lang: str) -> list[str]:
    found = [
        *wording.translations(lang, wording.REPORT).values(),
        *wording.translations(lang, wording.NAMES).values(),
    ]
    return [form for text in found for form in ([text] if isinstance(text, str) else text.values())]


def test_english_that_was_left_would_be_found() -> None:
    assert "withheld" in words(page(SAMPLE)) - words(page(SAMPLE, "fr"))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_number_is_the_same_in_every_language(lang: str) -> None:
    assert labels(lang) == labels("en")


@pytest.mark.parametrize("lang", EVERY)
def test_no_placeholder_is_left_open(lang: str) -> None:
    assert not re.search(r"\{\w+\}", page(sample_document(), lang))


@pytest.mark.parametrize("lang", EVERY)
def test_the_page_says_its_language_and_direction(lang: str) -> None:
    html = page(SAMPLE, lang)
    assert f'lang="{"en-GB" if lang == "en" else lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in html


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_nobody_checked_says_so(lang: str) -> None:
    said = Speech(lang).say("give.machine")
    assert said in page(SAMPLE, lang)
    assert said not in page(replace(SAMPLE, about={**SAMPLE.about, "checked": True}), lang)


def test_english_is_no_translation() -> None:
    assert "Translated by a machine" not in page(SAMPLE)


@pytest.mark.parametrize(
    ("lang", "number", "share", "day", "quarter"),
    [
        ("en", "45,485", "39\u202f%", "14 October 2026", "Q3 2026"),
        ("es", "45.485", "39\u202f%", "14 de octubre de 2026", "T3 2026"),
        ("fr", "45\u202f485", "39\u202f%", "14 octobre 2026", "T3 2026"),
        ("pt", "45.485", "39\u202f%", "14 de outubro de 2026", "T3 2026"),
        ("ar", "45,485", "39%", "14 أكتوبر 2026", "الربع 3 2026"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(
    lang: str, number: str, share: str, day: str, quarter: str
) -> None:
    speech = Speech(lang)
    written = (
        speech.number(45485),
        speech.percent(39),
        speech.day("2026-10-14"),
        speech.short(("2026-07", "2026-08", "2026-09")),
    )
    assert written == (number, share, day, quarter)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (("2026-10",), "October 2026"),
        (("2026-01", "2026-02", "2026-03"), "January to March 2026"),
        (tuple(f"2026-{m:02}" for m in range(1, 13)), "2026"),
        (("2025-12", "2026-01"), "December 2025 to January 2026"),
    ],
)
def test_periods_are_said_in_words(months: tuple[str, ...], said: str) -> None:
    assert Speech("en").span(months) == said


def test_plurals_have_the_forms_of_the_language() -> None:
    said = [Speech("ar").say("units.contacts.n", n) for n in (1, 2, 7, 12, 100)]
    assert said == ["لقاء واحد", "لقاءان", "7 لقاءات", "12 لقاءً", "100 لقاء"]


def test_names_in_another_script_keep_their_direction() -> None:
    said = Speech("ar").say("places.leadTop", zones="Old Docks", share="39%")
    assert "\u2068Old Docks\u2069" in said


def test_names_that_a_programme_gave_itself_stay() -> None:
    assert Speech("fr").name("items", "Our own pouch") == "Our own pouch"
    assert Speech("fr").name("items", "External condom") == "Préservatif externe"


@pytest.mark.parametrize("lang", EVERY)
def test_the_sheet_for_the_wall_has_pictures_and_the_numbers_of_the_edition(lang: str) -> None:
    made = build.compose(sample_document(audience="public", threshold=11), lang)
    assert made.give is not None
    lines = list(parts(made.give, Given))
    spoken = Spoken(sample_document(audience="public", threshold=11), lang)
    assert 3 <= len(lines) <= 6
    assert lines[0].big == spoken.total("contacts").label
    drawings = [line.picture for line in lines]
    assert all(drawing.startswith("data:image/svg+xml") and len(drawing) > 400 for drawing in drawings)
    assert spoken.say("give.foot") in made.give.foot


def test_a_funder_s_numbers_are_not_for_the_wall() -> None:
    give = build.compose(sample_document(audience="funder:1")).give
    assert give is not None
    assert "hung up" not in give.foot


def test_no_phone_holds_the_words_of_reports() -> None:
    assert wording.REPORT not in wording.on_phones()
    assert wording.REPORT not in wording.built("fr")


@pytest.mark.parametrize("lang", EVERY)
def test_the_cover_answers_in_two_paragraphs(lang: str) -> None:
    cover = next(iter(parts(build.compose(SAMPLE, lang), Cover)))
    assert len(cover.sentences) == 2
    assert all(sentence.count("**") % 2 == 0 for sentence in cover.sentences)
