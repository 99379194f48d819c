"""A composed report: nothing in it but protected cells, and every one of them true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from outreach.reports import build
from outreach.reports.facts import Facts, Zone
from outreach.reports.parts import Content, Figure, Table
from outreach.reports.rules import Cell
from tests.reports.conftest import page
from tests.reports.sample import facts, half, square

REPORT = build.compose(facts())


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


def test_there_are_nine_sections() -> None:
    assert len(REPORT.sections) == len(build.SECTIONS) == 9


def test_figures_and_tables_are_numbered_in_the_order_they_stand_in() -> None:
    for kind in (Figure, Table):
        numbers = [part.number for part in parts(REPORT.sections, kind)]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_no_cell_shows_a_count_below_the_threshold() -> None:
    cells = list(parts(REPORT, Cell))
    shown = [cell for cell in cells if cell.value is not None and not cell.label.endswith("%")]
    assert len(cells) > 250
    assert all(cell.value >= 5 or cell.label[0] in "+−±" for cell in shown)


def test_hidden_cells_carry_no_value() -> None:
    assert all(cell.value is None for cell in parts(REPORT, Cell) if cell.mark)


def test_every_table_has_as_many_cells_as_heads() -> None:
    for found in parts(REPORT, Table):
        assert {len(cells) + 1 for _, cells in found.rows} <= {len(found.head)}


def test_rows_with_a_sum_add_up_where_all_are_printed() -> None:
    for name in ("Contacts, by whether", "Contacts by age and gender"):
        rows = table(name)
        total = rows.pop("All contacts", None) or rows.pop("All")
        assert sum(int(cells[-1].replace(",", "")) for cells in rows.values()) == int(
            total[-1].replace(",", "")
        )


def lonely(report: Content) -> list[str]:
    """Columns in which one hidden cell is the difference between a printed sum and the printed rows."""
    found = []
    for part in parts(report, Table):
        for place, total in enumerate(part.foot[1] if part.foot else ()):
            column = [cells[place] for _, cells in part.rows]
            if (
                not total.hidden
                and not total.label.endswith("%")
                and sum(cell.hidden for cell in column) == 1
            ):
                found.append(f"{part.caption}: {part.head[place + 1]}")
    return found


@pytest.mark.parametrize("threshold", [3, 5, 11, 40])
@pytest.mark.parametrize("share", [1.0, 0.4, 0.05])
def test_no_hidden_cell_stands_alone_under_a_printed_sum(threshold: int, share: float) -> None:
    assert lonely(build.compose(facts(threshold=threshold, now=half(share), then=half(0.9 * share)))) == []


def test_zones_are_the_store_s_numbers_or_hidden() -> None:
    rows = table("Contacts by zone")
    assert rows["Station North"][1] == "1,168"
    assert (rows["Fairground"][1], rows["Mill Lane"][1]) == ("<5", "withheld")


def test_only_a_closed_zone_without_a_record_is_not_open() -> None:
    closed = Zone(10, "Old Yard", square(9), False)
    empty = Zone(11, "New Field", square(10), True)
    now = replace(half(), tallies={**half().tallies, "zone": {**half().tallies["zone"], "10": 30}})
    rows = table("Contacts by zone", build.compose(facts(zones=[*facts().zones, closed, empty], now=now)))
    assert (rows["Old Yard"][0], rows["New Field"][1]) == ("not open", "<5")


def test_people_under_18_have_no_row_of_their_own() -> None:
    assert not any("18" in name and "Under" in name for name in table("Contacts by age and gender"))


def test_a_naloxone_kind_hidden_in_one_table_is_hidden_in_the_other() -> None:
    kind = "Naloxone kit, injection (two ampoules)"
    assert table("Naloxone by kind")[kind][1] == table("Items handed out").get(kind, ["", "withheld"])[1]


def test_a_running_period_says_so_on_every_page() -> None:
    assert "still running" in build.compose(facts(running=True)).draft


def test_alternative_texts_hold_hidden_values_as_words_only() -> None:
    alts = " ".join(figure.chart.alt for figure in parts(REPORT, Figure))
    assert "Fairground <5" in alts
    assert not re.search(r"Fairground 3\b", alts)


def test_a_hidden_bar_has_the_same_length_whatever_is_behind_it() -> None:
    lengths = set()
    for count in (0, 4):
        tallies = {**half().tallies, "setting": {**half().tallies["setting"], "prison": count}}
        tallies["setting"]["street"] += 2 - count
        made = build.compose(facts(now=replace(half(), tallies=tallies)))
        figure = next(f for f in parts(made, Figure) if f.caption == "Contacts by setting")
        lengths |= set(re.findall(r'width="([\d.]+)" height="15.5" fill="url', figure.chart.svg))
    assert len(lengths) == 1


@pytest.mark.parametrize(
    "nasty", ['<script>alert("x")</script>', 'O\'Brien & "Sons"', "مركز الشارع", "עיר {{ 7*7 }}"]
)
def test_names_are_escaped(nasty: str) -> None:
    made: Facts = facts(organisation=nasty, zones=[Zone(1, nasty, square(0), True)])
    html = page(made)
    assert "<script>" not in html
    assert "49" not in re.findall(r"<h1>.*?</h1>", html)[0]
    assert "&lt;script&gt;" in html or "<" not in nasty
