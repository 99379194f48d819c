"""The attacker reads a finished PDF: what a cell, a chart, a word or an attached file says and the figures do not.

One real PDF is read once; each test changes one thing in what was read, as a careless printer would, and it is found.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from outreach.disclosure.attacker import DIFFERS, EXACT, SMALL, Found, attack
from outreach.disclosure.attacker.attached import compare_files
from outreach.disclosure.attacker.drawn import Drawn
from outreach.disclosure.attacker.pages import Shape
from outreach.disclosure.attacker.printed import Printed
from outreach.disclosure.attacker.spelled import numbers, only, strange
from outreach.disclosure.attacker.structure import Element, Paper, read_paper
from outreach.reports import build
from outreach.reports.editions import gate
from tests.reports.sample import sample_document

HATCHED = "pattern"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The made-up edition: hidden settings, referrals and months."""
    app = Flask("outreach", template_folder="templates")
    with app.app_context():
        made, complaints = build.draw(sample_document(), "A4")
    assert complaints == []
    return made


@pytest.fixture(scope="module")
def read(pdf: bytes) -> Paper:
    return read_paper(pdf)


@pytest.fixture
def paper(read: Paper) -> Paper:
    """A copy that may be changed."""
    return copy.deepcopy(read)


def compared(paper: Paper) -> list[Found]:
    printed = Printed(paper)
    drawn = [
        found
        for place, drawing in enumerate(paper.drawings(), 1)
        for found in Drawn(place, drawing, printed.k).found()
    ]
    return [*printed.found(), *drawn, *compare_files(paper)[0]]


def cells(paper: Paper, wanted: Callable[[str], bool]) -> list[tuple[Element, Element]]:
    """(row, cell) of all cells of tables whose text is wanted."""
    rows = [element for element in paper.root.all() if element.tag == "TR"]
    return [(row, cell) for row in rows for cell in row.kids if cell.tag == "TD" and wanted(cell.words())]


def drawing(paper: Paper, words: str) -> Element:
    return next(one for one in paper.drawings() if words in one.alt)


def say(element: Element, words: str) -> None:
    element.text, element.alt, element.kids = words, "", []


def test_what_a_proper_report_prints_is_what_its_figures_say(paper: Paper) -> None:
    assert len(list(paper.tables())) > 10
    assert compared(paper) == []


def test_a_hidden_number_in_a_table_is_found(paper: Paper) -> None:
    _, cell = cells(paper, lambda words: words == "<5")[0]
    say(cell, "3")
    assert (DIFFERS, 3) in {(one.kind, one.high) for one in compared(paper)}


def test_a_number_in_the_place_of_another_is_found(paper: Paper) -> None:
    """It is a published number, but not that of this row."""
    printed = cells(paper, lambda words: (only(words) or 0) > 100)
    row, cell = next(pair for pair in printed if pair[0].kids[0].words() == "Van")
    other = next(one.words() for _, one in printed if one.words() != cell.words())
    say(cell, other)
    assert any("Van" in one.key for one in compared(paper))
    assert row.kids[0].words() == "Van"


def test_a_share_of_a_hidden_number_can_be_turned_back(paper: Paper) -> None:
    row, _ = next(
        pair for pair in cells(paper, lambda words: words == "<5") if pair[0].kids[-1].words() == "–"
    )
    say(row.kids[-1], "2 %")
    (found,) = [one for one in compared(paper) if one.kind in (EXACT, SMALL)]
    assert row.kids[0].words() in found.key


def test_a_change_that_does_not_fit_its_row_is_found(paper: Paper) -> None:
    row = next(
        one
        for one in paper.root.all()
        if one.tag == "TR" and one.kids[-1].words().startswith(("+", "−", "±"))
    )
    say(row.kids[-1], "+ 4,321")
    assert [one.kind for one in compared(paper)] == [DIFFERS]


def test_a_number_of_the_edition_before_stands_in_the_table_of_changes_and_nowhere_else(
    paper: Paper,
) -> None:
    """The row of a change is printed as it is attached; its old number in another row is found."""
    printed = cells(paper, lambda words: (only(words) or 0) > 100)
    row, cell = next(pair for pair in printed if pair[0].kids[0].words() == "Van")
    changes = [{"reason": "A mistake."}, {"name": "Van of old", "was": "4,321", "now": cell.words()}]
    told = replace(paper, figures={**paper.figures, "changes": changes})
    whole = next(one for one in paper.root.all() if one.tag == "Table" and row in one.all())
    added = copy.deepcopy(row)
    say(added.kids[0], "Van of old")
    say(added.kids[1], "4,321")
    say(added.kids[2], cell.words())
    added.kids = added.kids[:3]
    whole.kids.append(added)
    before = [one for one in compared(told) if one.high == 4321]
    say(cell, "4,321")
    after = [one for one in compared(told) if one.high == 4321]
    assert before == []
    assert [("Van" in one.key, "of old" in one.key) for one in after] == [(True, False)]


def test_numbers_in_a_drawing_may_be_written_with_plain_spaces_in_groups() -> None:
    """A font may have no other space: 1 273 is told, 0 500 1 000 is a scale, and 3 is neither."""
    assert strange("0 500 1 000 1 273", {1273}) == []
    assert strange("0 500 1 000 1 273 3", {1273}) == [3]
    assert strange("1 273", {985}) == [1, 273]
    assert strange("1 273 985", {1273, 985}) == []
    assert strange("0 1 000 2 000 1 904", {1904}) == []


def test_a_number_after_one_with_a_comma_is_not_its_last_group() -> None:
    assert strange("0 1,000 2,000 1,904 474", {1904, 474}) == []
    assert strange("0 1,000 2,000 1,904 474", {1904}) == [474]


def test_alternative_text_that_tells_a_hidden_number_is_found(paper: Paper) -> None:
    chart = drawing(paper, "Contacts by setting")
    assert "Prison or custody <5" in chart.alt
    chart.alt = chart.alt.replace("Prison or custody <5", "Prison or custody 4")
    assert any(one.high == 4 for one in compared(paper))


def test_a_sentence_that_tells_a_hidden_number_is_found(paper: Paper) -> None:
    paper.root.kids.append(Element("P", "", text="Prison or custody 3 contacts, for the first time."))
    assert any(one.high == 3 for one in compared(paper))


def test_more_needles_may_come_back_than_went_out(paper: Paper) -> None:
    where = "time=2026-07..2026-09"
    cells = paper.figures["cells"]
    cells[f"needles|{where}"], cells[f"returned|{where}"] = {"value": 26147}, {"value": 30331}
    paper.root.kids.append(Element("P", "", text="116 came back for every 100 handed out."))
    assert not any(one.high == 116 for one in compared(paper))
    paper.root.kids.append(Element("P", "", text="117 came back for every 100 handed out."))
    assert any(one.high == 117 for one in compared(paper))


def test_a_class_of_the_map_is_no_number_of_the_ages_before_it(paper: Paper) -> None:
    paper.root.kids.append(Element("P", "", text="40 to 49 53 to 99"))
    assert compared(paper) == []
    paper.root.kids.append(Element("P", "", text="40 to 49 53 contacts"))
    assert any(one.high == 53 for one in compared(paper))


def test_a_title_that_tells_a_number_is_found(paper: Paper) -> None:
    paper.about += " 98,761 contacts"
    assert any(one.high == 98761 for one in compared(paper))


def test_a_number_written_into_a_drawing_is_found(paper: Paper) -> None:
    drawing(paper, "Contacts by setting").text += " 3"
    assert any(one.high == 3 for one in compared(paper))


def bars(chart: Element, hatched: bool) -> list[Shape]:
    return [s for s in chart.shapes if s.rectangle and s.fill and (s.fill == HATCHED) == hatched]


def longer(shape: Shape, length: float, fill: str) -> Shape:
    left, low, _, high = shape.box
    right = left + length
    return replace(shape, points=((left, low), (right, low), (right, high), (left, high)), fill=fill)


def test_a_solid_bar_as_long_as_a_hidden_number_is_found(paper: Paper) -> None:
    chart = drawing(paper, "Contacts by setting")
    solid, hatched = bars(chart, hatched=False), bars(chart, hatched=True)
    largest = max(s.box[2] - s.box[0] for s in solid)
    most = max(numbers(chart.alt))
    chart.shapes[chart.shapes.index(hatched[0])] = longer(hatched[0], 150 * largest / most, solid[0].fill)
    assert any("length of a bar" in one.key and abs(one.high - 150) < 9 for one in compared(paper))


def test_hatched_bars_of_different_lengths_are_found(paper: Paper) -> None:
    chart = drawing(paper, "Contacts by setting")
    hatched = bars(chart, hatched=True)
    assert len(hatched) >= 2
    chart.shapes[chart.shapes.index(hatched[0])] = longer(hatched[0], 11.0, HATCHED)
    assert any("hatched bars" in one.key for one in compared(paper))


def test_a_point_of_a_line_in_a_hidden_month_is_found(paper: Paper) -> None:
    chart = drawing(paper, "Contacts each month")
    dot = next(s for s in chart.shapes if s.curved)
    chart.alt = chart.alt.replace("Oct 1,322", "Oct <5")
    assert dot.fill
    assert any("points of a line" in one.key for one in compared(paper))


def test_a_line_that_is_higher_than_its_number_is_found(paper: Paper) -> None:
    chart = drawing(paper, "Contacts each month")
    dots = [s for s in chart.shapes if s.curved]
    moved = replace(dots[2], points=tuple((x, y + 6) for x, y in dots[2].points))
    chart.shapes[chart.shapes.index(dots[2])] = moved
    assert any("line" in one.key for one in compared(paper))


def test_a_hidden_zone_in_the_colour_of_a_class_is_found(paper: Paper) -> None:
    chart = drawing(paper, "Map of")
    chart.alt = re.sub(r"Old Docks [\d,]+", "Old Docks withheld", chart.alt)
    assert any("colour of a shape" in one.key for one in compared(paper))


def test_a_hidden_row_among_printed_ones_by_size_is_found() -> None:
    words = "By group: A 90; B 80; C <5; D 70; E 60; F 50; G 40; H 30; I 20."
    chart = Element("Figure", words)
    assert [one.kind for one in Drawn(1, chart, 5).found()] == [DIFFERS]
    behind = Element("Figure", "By group: A 90; B 80; D 70; E 60; F 50; G 40; C <5; Not asked 20.")
    assert list(Drawn(1, behind, 5).found()) == []


def csv_of(paper: Paper) -> str:
    return next(name for name in paper.files if name.endswith(".csv"))


def test_an_attached_table_that_holds_a_hidden_number_is_found(paper: Paper) -> None:
    hidden = next(key for key, cell in paper.figures["cells"].items() if cell.get("mark") == "few")
    name = csv_of(paper)
    lines = paper.files[name].decode("utf-8-sig").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith(f'"{hidden}"'))
    lines[place] = f'"{hidden}","Contacts","2","",""'
    paper.files[name] = "\n".join(lines).encode()
    assert [one.kind for one in compared(paper)] == [DIFFERS]


def test_a_payload_that_sends_a_hidden_number_as_nought_is_found(paper: Paper) -> None:
    value = {"dataElement": "a", "orgUnit": "b", "period": "2026Q3", "value": "0"}
    paper.files["dhis2.json"] = json.dumps({"dataValues": [value]}).encode()
    assert [one.kind for one in compared(paper)] == [DIFFERS]


def test_a_file_that_nobody_knows_is_no_proof(paper: Paper) -> None:
    paper.files["more.bin"] = b"\x00\x01"
    assert compare_files(paper)[1]


def test_an_indicator_worked_out_of_a_hidden_number_is_found(paper: Paper) -> None:
    figures: dict[str, Any] = copy.deepcopy(dict(paper.figures))
    hidden = next(key for key, cell in figures["cells"].items() if cell.get("value") is None)
    figures["indicators"] = [{"code": "X1", "numerator": hidden, "denominator": "", "value": 4}]
    assert any("indicator X1" in one.key for one in compare_files(replace(paper, figures=figures))[0])


def test_late_entries_that_are_few_are_found(paper: Paper) -> None:
    figures = {**paper.figures, "late": [{"period": "2026Q2", "measure": "contacts", "value": 2, "mark": ""}]}
    assert [one.kind for one in compare_files(replace(paper, figures=figures))[0]] == [EXACT]


def test_a_file_that_is_no_report_proves_nothing(pdf: bytes) -> None:
    assert not attack(b"no pdf").complete
    assert not attack(pdf, [b"%PDF-1.7 broken"]).complete


def test_the_gate_tells_what_was_found_without_a_number(pdf: bytes) -> None:
    """The simple protection of the made-up edition is not enough: the gate says so, and tells nobody the number."""
    proof = gate.examine(pdf, [])
    assert proof["found"] > 0
    assert proof["complete"]
    assert not any(sign.isdigit() for sign in proof["words"])


def test_the_gate_is_shut_without_time(pdf: bytes) -> None:
    proof = gate.examine(pdf, [], seconds=0)
    assert not proof["complete"]
    assert "in time" in proof["words"]


def test_the_gate_is_shut_when_the_attack_breaks(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("3 people in Old Docks")

    monkeypatch.setattr("outreach.disclosure.attacker.attack", broken)
    proof = gate.examine(pdf, [])
    assert not proof["complete"]
    assert "Old Docks" not in json.dumps(proof)
