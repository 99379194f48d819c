"""A composed report: it speaks of protected cells and of nothing else, in the language of the edition."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from outreach.disclosure.cells import FEW, HELD, Protected
from outreach.reports import build
from outreach.reports.content.document import Document
from outreach.reports.content.parts import Content, Figure, Given, KeyFigure, Table, Words
from outreach.reports.content.rules import Cell
from outreach.reports.content.spoken import Spoken
from tests.reports.conftest import page
from tests.reports.sample import MONTHLY, TOWN, sample_document

SAMPLE = sample_document()
REPORT = build.compose(SAMPLE)
NASTY = ['<script>alert("x")</script>', 'O\'Brien & "Sons"', "مركز الشارع", "עיר {{ 7*7 }}"]


def parts(value: Any, kind: type) -> Iterator[Any]:
    """Everything of one kind inside a report."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from parts(getattr(value, field.name), kind)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from parts(entry, kind)


def table(caption: str, report: Content = REPORT) -> dict[str, list[str]]:
    """Rows of the table whose caption begins so, the sum among them."""
    found = next(t for t in parts(report, Table) if t.caption.startswith(caption))
    rows = [*found.rows, *([found.foot] if found.foot else [])]
    return {name: [cell.label for cell in cells] for name, cells in rows}


def test_sections_stand_in_the_order_of_a_report() -> None:
    assert [section.key for section in REPORT.sections] == list(build.SECTIONS)


def test_a_template_chooses_its_sections_but_never_leaves_out_methods_and_quality() -> None:
    made = build.compose(sample_document(sections=["reach", "indicators"]))
    assert [section.key for section in made.sections] == ["reach", "indicators", "methods", "quality"]
    assert made.give is None
    assert "Reading the numbers" in page(sample_document(sections=["reach"]))


def test_figures_and_tables_are_numbered_in_the_order_they_stand_in() -> None:
    for kind in (Figure, Table):
        numbers = [part.number for part in parts(REPORT.sections, kind)]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_no_cell_shows_a_count_below_the_threshold() -> None:
    cells = list(parts(REPORT, Cell))
    shown = [cell for cell in cells if cell.value is not None and not cell.label.endswith("%")]
    assert len(cells) > 300
    assert all(cell.value >= 5 or cell.label[0] in "+−±" for cell in shown)


def test_hidden_cells_carry_no_value() -> None:
    assert all(cell.value is None for cell in parts(REPORT, Cell) if cell.mark)


def test_every_table_has_as_many_cells_as_heads() -> None:
    for found in parts(REPORT, Table):
        assert {len(cells) + 1 for _, cells in found.rows} <= {len(found.head)}


def test_beside_every_table_with_hidden_cells_stands_a_sentence_that_says_why() -> None:
    for found in parts(REPORT, Table):
        marks = {
            cell.label for _, cells in found.rows for cell in cells if cell.mark in ("few", "held", "shut")
        }
        assert all(f"“{mark}”" in found.note for mark in marks), found.caption


def test_rows_with_a_sum_add_up_where_all_are_printed() -> None:
    for name in ("Contacts, by whether", "Contacts by age and gender"):
        rows = table(name)
        total = rows.pop("All")
        if not any(mark in cells for cells in rows.values() for mark in ("<5", "withheld")):
            assert sum(int(cells[-1].replace(",", "")) for cells in rows.values()) == int(
                total[-1].replace(",", "")
            )


def test_hidden_rows_keep_the_order_of_the_template_behind_the_printed_ones() -> None:
    rows = table("Contacts by setting")
    shown = [int(cells[0].replace(",", "")) for cells in rows.values() if cells[0][0].isdigit()]
    assert shown[:-1] == sorted(shown[:-1], reverse=True)
    assert list(rows)[-2:] == ["Prison or custody", "All"]


def test_a_zone_that_was_closed_is_not_open_and_not_a_zero() -> None:
    assert table("Contacts by zone")["Ring Road"] == ["not open", "not open", "–"]


def test_people_under_18_have_no_row_of_their_own() -> None:
    assert not any("18" in name and "Under" in name for name in table("Contacts by age and gender"))


def test_people_are_a_range_and_never_added_up() -> None:
    assert "1,240 to " in " ".join(REPORT.cover.sentences)
    rows = table("Contacts by zone")
    assert not any("1,240" in label for cells in rows.values() for label in cells)


def test_a_target_that_is_missed_is_told_as_plainly_as_one_that_is_reached() -> None:
    rows = table("Indicators in the funder")
    assert rows["SSP.CONTACTS Total contacts"][-2:] == ["4,500", "Reached"]
    assert rows["SSP.KITS Naloxone kits"][-2:] == ["700", "Not reached"]
    assert "Not reached: Naloxone kits" in next(s.lead for s in REPORT.sections if s.key == "indicators")


def test_what_the_programme_cannot_count_is_not_made_up() -> None:
    rows = table("Indicators in the funder")
    assert rows["SSP.PER.PERSON Syringes per enrolled person"][2] == "not collected"


def test_needles_for_each_person_are_told_only_with_an_estimate() -> None:
    assert "an estimated 2,100 people who inject (Regional study of 2025, 2025)" in page(SAMPLE)
    assert "an estimated" not in page(replace(SAMPLE, indicators=()))


def test_reversals_are_reported_and_never_lives_saved() -> None:
    html = page(SAMPLE)
    assert "overdose reversals reported" in html
    assert not re.search(r"lives? saved|saved lives?", html)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"state": "draft"}, "Draft — not for publication"),
        ({"state": "draft", "running": True}, "Draft, still running — not for publication"),
        ({}, ""),
    ],
)
def test_drafts_say_so_on_every_page_and_published_editions_do_not(about: dict[str, Any], words: str) -> None:
    made = sample_document(**about)
    assert build.compose(made).draft == words
    assert ("not for publication" in page(made)) is bool(words)


def test_very_many_hidden_rows_are_not_named_one_by_one() -> None:
    spoken = Spoken(SAMPLE)
    assert spoken.and_hidden("Why.", ["A", "B"]) == "Why. Hidden in all columns: A and B."
    assert spoken.and_hidden("Why.", ["A"] * 40) == "Why. All other rows are hidden in all columns."


def test_late_entries_are_told_only_when_there_are_enough() -> None:
    assert "38 contacts of April to June 2026 arrived" in page(SAMPLE)
    few = replace(SAMPLE, late=[{"period": "2026Q2", "measure": "contacts", "value": 4, "mark": ""}])
    assert "None, or too few to print." in page(few)


def test_a_corrected_edition_says_what_it_changed_and_why() -> None:
    changes = [
        {"reason": "One phone had counted a night twice."},
        {"name": "Contacts; Jul to Sep 2026", "was": "4,809", "now": "4,812"},
    ]
    made = build.compose(replace(SAMPLE, changes=changes))
    assert table("What changed in this edition", made) == {"Contacts; Jul to Sep 2026": ["4,809", "4,812"]}
    assert "One phone had counted a night twice." in page(replace(SAMPLE, changes=changes))


def test_alternative_texts_hold_hidden_values_as_words_only() -> None:
    alts = " ".join(figure.chart.alt for figure in parts(REPORT, Figure))
    assert "Prison or custody <5" in alts
    assert "Ring Road not open" in alts


def random_document(seed: int) -> Document:
    """The sample with other numbers and other hidden cells."""
    rng = random.Random(seed)

    def other(cell: Protected) -> Protected:
        if cell.mark == "shut" or rng.random() < 0.1:
            return cell
        return rng.choice(
            [Protected(None, FEW), Protected(None, HELD), *[Protected(rng.randint(5, 99_999))] * 5]
        )

    cells = {at: other(cell) for at, cell in SAMPLE.cells.items()}
    late = [{**SAMPLE.late[0], "value": rng.randint(5, 500)}]
    return replace(SAMPLE, cells=cells, late=late, indicators=())


def numbers(text: str) -> set[int]:
    """Every number written in English with its commas."""
    return {int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\d|\d", text)}


def allowed(made: Document) -> set[int]:
    """Printed cells, the upper end of people, and numbers of days and names."""
    values = [cell.value for cell in made.cells.values() if cell.value is not None]
    ends = {_upto(made, times) for times in (Spoken(made).now, Spoken(made).then)}
    about = re.sub(r"[-/.]", " ", " ".join(map(str, (made.about, made.zones, made.late, made.names))))
    return {*values, *ends, *numbers(about), *range(101)}


def _upto(made: Document, times: tuple[str, ...]) -> int:
    codes, uncoded = (
        Spoken(made).total(m, times, **w) for m, w in (("codes", {}), ("contacts", {"coded": "no"}))
    )
    return (codes.value or 0) + (uncoded.value or 0)


def cells_and_pictures(made: Document) -> str:
    """What tables print (changes and shares are worked out), and the words of pictures."""
    report = build.compose(made)
    cells = [cell.label for part in parts(report.sections, Table) for _, row in part.rows for cell in row]
    plain = [label for label in cells if label[0] not in "+−±" and not label.endswith("%")]
    return " ; ".join([*plain, *(figure.chart.alt for figure in parts(report.sections, Figure))])


def prose(made: Document) -> str:
    """Every sentence of the report: cover, leads, paragraphs, notes, key figures, the page to give back."""
    report = build.compose(made)
    found = [*report.cover.sentences, *(section.lead for section in report.sections)]
    found += [text for part in parts(report.sections, Words) for text in part.paragraphs]
    found += [part.note for part in parts(report.sections, Table)]
    found += [
        f"{one.big} {one.words} {one.before} {one.chart.alt}" for one in parts(report.sections, KeyFigure)
    ]
    found += [f"{one.big} {one.words}" for one in parts(report.give, Given)]
    return re.sub(r"[\d,]+(\u202f%| came back for every)", " ", " ; ".join(found))


@pytest.mark.parametrize("said", [cells_and_pictures, prose])
@pytest.mark.parametrize("seed", range(10))
def test_every_number_of_a_report_is_a_cell_of_the_edition(
    said: Callable[[Document], str], seed: int
) -> None:
    made = random_document(seed)
    assert numbers(said(made)) <= allowed(made)


def test_a_number_that_is_no_cell_would_be_found() -> None:
    made = random_document(1)
    assert not numbers("987,654 contacts") <= allowed(made)


def test_a_sentence_about_a_hidden_number_names_its_mark_and_nothing_else() -> None:
    hidden = {
        at: Protected(None, HELD) if at.measure in ("needles", "kits") else cell
        for at, cell in SAMPLE.cells.items()
    }
    html = page(replace(SAMPLE, cells=hidden))
    assert "handed out <b>needles and syringes (withheld)</b> and <b>naloxone kits (withheld)</b>" in html


def test_one_contact_in_the_whole_year_is_a_page_of_hidden_numbers() -> None:
    html = page(sample_document(monthly=(0,) * 10 + (1, 0)))
    assert "contacts (&lt;5)" in html
    assert "None of" not in html


def test_an_empty_programme_is_still_a_report() -> None:
    made = build.compose(sample_document(monthly=(0,) * 12, town=("Only zone",)))
    assert [section.key for section in made.sections][:2] == ["key_figures", "changed"]
    assert made.give is not None
    assert made.give.lines == []


def test_a_part_of_the_programme_has_no_people_and_says_why() -> None:
    cells = {at: cell for at, cell in SAMPLE.cells.items() if at.measure != "codes"}
    assert "different people cannot be counted" in page(replace(SAMPLE, cells=cells))


def test_sixty_zones_carry_numbers_on_the_map_and_in_the_table() -> None:
    town = [f"Zone {i} of the town" for i in range(1, 61)]
    rows = table(
        "Contacts by zone", build.compose(sample_document(town=town, monthly=[n * 3 for n in MONTHLY]))
    )
    assert len(rows) == 61
    assert next(iter(rows)) == "1. Zone 1 of the town"
    assert any(name.startswith("60. ") for name in rows)


@pytest.mark.parametrize("nasty", NASTY)
def test_names_are_escaped(nasty: str) -> None:
    html = page(sample_document(organisation=nasty, town=(nasty, *TOWN)))
    assert "<script>" not in html
    assert "49" not in re.findall(r"<h1>.*?</h1>", html)[0]
    assert "&lt;script&gt;" in html or "<" not in nasty


def test_the_team_s_own_words_are_text_and_their_numbers_are_cells() -> None:
    text = "We gave **{kits}** kits <b>now</b>.\n\n- one\n- two\n\n{prison.before} {{ 7*7 }}"
    html = page(replace(SAMPLE, narrative={"context": text}))
    kits = table("This period and those before")["Naloxone kits"][3]
    assert f"We gave <b>{kits}</b> kits &lt;b&gt;now&lt;/b&gt;." in html
    assert "• one" in html
    assert "{{ 7*7 }}" in html or "{ 7*7 }" in html or "–" in html
