"""The coordinator's text: figures are placeholders, typed numbers are refused, markup stays small and harmless."""

from __future__ import annotations

import dataclasses

import pytest

from outreach.disclosure.cells import FEW, HELD, Protected, key, months
from outreach.reports.content.document import Document
from outreach.reports.editions import narrative
from tests.reports.sample import sample_document

NOW, BEFORE = months("2026-07", "2026-09"), months("2026-04", "2026-06")


@pytest.fixture(scope="module")
def document() -> Document:
    """The made-up quarter."""
    return sample_document()


def with_cells(document: Document, **values: Protected) -> Document:
    """The same with other numbers for `contacts` now and before."""
    at = {"now": key("contacts", {"time": NOW}), "before": key("contacts", {"time": BEFORE})}
    return dataclasses.replace(document, cells={**document.cells, **{at[n]: c for n, c in values.items()}})


def said(text: str, document: Document) -> list[str]:
    return [block.text for block in narrative.blocks(text, document)]


def test_a_placeholder_reads_the_protected_number(document: Document) -> None:
    made = with_cells(document, now=Protected(4812), before=Protected(4506))
    assert said("We met {contacts} people, {contacts.change} on {contacts.before}.", made) == [
        "We met 4,812 people, +306 on 4,506."
    ]


def test_a_fall_has_its_sign(document: Document) -> None:
    made = with_cells(document, now=Protected(4506), before=Protected(4812))
    assert said("{contacts.change}", made) == ["−306"]


@pytest.mark.parametrize(("mark", "shown"), [(FEW, "<5"), (HELD, "withheld")])
def test_a_hidden_number_stays_hidden_in_a_sentence_and_in_its_change(
    document: Document, mark: str, shown: str
) -> None:
    made = with_cells(document, now=Protected(None, mark), before=Protected(4812))
    assert said("{contacts} and {contacts.change}", made) == [f"{shown} and –"]


def test_a_month_is_called_by_its_key_or_its_name(document: Document) -> None:
    september = document.cell(key("contacts", {"time": ("2026-09",)})).label
    assert said("{contacts.2026-09} {contacts.september}", document) == [f"{september} {september}"]


def test_any_number_of_a_table_can_be_named_by_its_key(document: Document) -> None:
    at = next(at for at in document.cells if at.of("setting") and at.of("time") == NOW)
    name = str(key(at.measure, {dim: cats for dim, cats in at.where if dim != "time"}))
    assert narrative.value(name, document) == document.cell(at)


def test_an_unknown_placeholder_is_refused_with_the_nearest_name(document: Document) -> None:
    (problem,) = narrative.problems("{contact}", document)
    assert problem.refused
    assert "no number called {contact}. Did you mean {contacts}?" in problem.words


@pytest.mark.parametrize("text", ["{", "a } b", "{contacts", "{con\ntacts}"])
def test_a_brace_alone_is_refused(document: Document, text: str) -> None:
    assert [p.refused for p in narrative.problems(text, document)] == [True]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("We met 412 people.", "412"),
        ("We met 4,812 people", "4,812"),
        ("39% came back", "39%"),
        ("39 % came back", "39"),
        ("about ½ of them", "½"),
        ("التقينا ٤١٢ شخصا", "٤١٢"),
        ("**412** people", "412"),
        ("- 3 kits", "3"),
        ("On the 412 of July", "412"),
        ("2 people", "2"),
        ("20261 kits", "20261"),
        ("approx.412 people", "approx.412"),
        ("n=412", "n=412"),
    ],
)
def test_a_typed_number_is_refused_by_its_name(document: Document, text: str, token: str) -> None:
    (problem,) = [p for p in narrative.problems(text, document) if p.refused]
    assert f"“{token}” is a number typed by hand" in problem.words


@pytest.mark.parametrize(
    "text",
    [
        "A second van driver started on 13 July.",
        "since July 2nd, 2026",
        "In 2026, and in 2025–26.",
        "on 2026-07-13 at 22:30",
        "grant LF-2026-0417, COVID-19, H1N1",
        "le 13 juillet",
        "el 13 de julio",
        "في ١٣ يوليو",
        "no digit at all, {contacts}",
    ],
)
def test_dates_times_and_names_are_no_figures(document: Document, text: str) -> None:
    assert [p.words for p in narrative.problems(text, document) if p.refused] == []


def test_a_number_in_words_before_people_is_warned_of(document: Document) -> None:
    (problem,) = narrative.problems("Three people told us so.", document)
    assert (problem.refused, "“Three people”" in problem.words) == (False, True)


def test_paragraphs_lists_and_strong_words(document: Document) -> None:
    found = narrative.blocks("One\nline.\n\nBefore:\n- a **strong** word\n- b\nafter", document)
    assert [(b.kind, b.text) for b in found] == [
        ("p", "One line."),
        ("p", "Before:"),
        ("li", "a strong word"),
        ("li", "b"),
        ("p", "after"),
    ]
    assert [part.text for part in found[2].parts if part.strong] == ["strong"]


def test_markup_of_others_is_plain_text(document: Document) -> None:
    text = "<script>alert('x')</script> {{ 7*7 }} & “quotes” | <b>not strong</b>"
    assert "<script>" in said(text, document)[0]
    assert all(not part.strong for block in narrative.blocks(text, document) for part in block.parts)


def test_a_number_keeps_its_place_in_arabic(document: Document) -> None:
    made = with_cells(document, now=Protected(4812))
    assert said("التقينا {contacts} شخصا", made) == ["التقينا 4,812 شخصا"]


def test_invisible_signs_that_turn_the_order_round_are_taken_out() -> None:
    assert narrative.clean("a\u202e12\u202c\u0000b\u2066c\u2069\r\nd\u200ee") == "a12bc\nd\u200ee"


def test_a_text_that_is_too_long_is_refused(document: Document) -> None:
    assert "At most 4000 signs" in narrative.problems("a" * 4001, document)[0].words


def test_what_is_offered_is_what_can_be_read(document: Document) -> None:
    found = narrative.offered(document)
    assert {"contacts", "contacts.before", "contacts.change", "contacts.2026-09", "needles"} <= {
        n for n, _, _ in found
    }
    assert all(narrative.value(name, document) == cell for name, _, cell in found)
    assert [p.words for name, _, _ in found for p in narrative.problems(f"{{{name}}}", document)] == []


def test_a_report_about_one_zone_reads_that_zone() -> None:
    document = sample_document(scope={"zone": ["3"]})
    assert narrative.value("contacts", document) == document.cell(key("contacts", {"time": NOW, "zone": "3"}))
    assert narrative.value("codes", document) is None
