"""What the protector prints, and that everything a reader may not rule out stays possible."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.disclosure import tables
from outreach.disclosure.cells import FEW, HELD, SHUT, Protected, key
from outreach.disclosure.program import Clock, Goal, Model
from outreach.disclosure.protect import protect
from outreach.disclosure.universe import Builder, Universe
from outreach.errors import NotProvenError

from .oracles import bands, exact_in_two_ways, intervals, populations
from .populations import Population, cross, menu, town

NOW = ("2026-07",)


def table(numbers: list[list[int]]) -> Population:
    """Zones down, ages across, one month."""
    return Population(
        {
            "contacts": [
                {"time": NOW[0], "zone": f"z{i}", "age": f"a{j}", "#": str(n)}
                for i, row in enumerate(numbers)
                for j, n in enumerate(row)
            ]
        }
    )


def sides(numbers: list[list[int]]) -> dict[str, list[str]]:
    return {"zone": [f"z{i}" for i in range(len(numbers))], "age": [f"a{j}" for j in range(len(numbers[0]))]}


def asked(numbers: list[list[int]]) -> list:
    people, by = table(numbers), sides(numbers)
    return [
        *cross(people, {}, NOW),
        *cross(people, {"zone": by["zone"]}, NOW),
        *cross(people, {"age": by["age"]}, NOW),
        *cross(people, by, NOW),
    ]


def universe(people: Population, wanted: list, k: int, earlier: tuple = ()) -> Universe:
    return Builder(people, k, earlier, {}, Clock(60)).build(wanted)


def ends(made: Universe, row: int) -> tuple[float, float]:
    model = Model(made.problem, Clock(60))
    low, high = (model.best(Goal(row, sign, 0)) for sign in (-1, 1))
    assert low is not None
    assert high is not None
    return round(low[0][row], 6), round(high[0][row], 6)


def test_every_number_below_the_threshold_is_few_and_none_of_k_or_more_is() -> None:
    by = {"zone": 4, "age": 3}
    people = town(by, 150, 3)
    wanted = menu(people, by)
    cells = protect(wanted, people, [], 5).cells
    assert set(cells) == {cell.key for cell in wanted}
    for cell in wanted:
        assert (cells[cell.key].mark == FEW) == (cell.value < 5)
        assert cells[cell.key].value in (None, cell.value)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
def test_every_few_can_be_everything_from_nobody_to_k_less_one(numbers: list[list[int]]) -> None:
    wanted, k = asked(numbers), 3
    try:
        made = protect(wanted, table(numbers), [], k)
    except NotProvenError:
        return
    found = intervals(populations(sides(numbers), bands(made.cells, k, 99), 7))
    for at, cell in made.cells.items():
        if cell.mark == FEW:
            assert found[at] == (0, k - 1)


@pytest.mark.parametrize("seed", range(6))
def test_its_intervals_are_those_of_every_whole_table(seed: int) -> None:
    draw = random.Random(seed)
    numbers = [[draw.randint(0, 3) for _ in range(3)] for _ in range(2)]
    made = universe(table(numbers), asked(numbers), 2)
    cells = {}
    for row, line in enumerate(made.lines):
        shown = bool(made.problem.shown[row])
        cells[line.asked[0].key] = Protected(line.value) if shown else Protected(None, FEW)
    top = sum(map(sum, numbers))
    found = intervals(populations(sides(numbers), bands(cells, 2, top), top))
    for row, line in enumerate(made.lines):
        assert ends(made, row) == found[line.asked[0].key]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_exact_in_a_two_way_table_is_what_the_closed_form_says(seed: int) -> None:
    draw = random.Random(seed)
    numbers = [[draw.choice((0, 1, 3, 9)) for _ in range(5)] for _ in range(4)]
    hidden = {(i, j) for i in range(4) for j in range(5) if draw.random() < 0.35}
    made = universe(table(numbers), asked(numbers), 1)
    problem = made.problem
    places = {str(line.asked[0].key): row for row, line in enumerate(made.lines)}
    for row in range(problem.lines):
        problem.shown[row], problem.low[row], problem.high[row] = True, 0, problem.top
    rows = {}
    for i, j in hidden:
        rows[i, j] = places[str(key("contacts", {"time": NOW, "zone": f"z{i}", "age": f"a{j}"}))]
        problem.shown[rows[i, j]] = False
    exact = exact_in_two_ways(numbers, hidden)
    for cell, row in rows.items():
        low, high = ends(made, row)
        assert (low == high) == (cell in exact)


@pytest.mark.parametrize("seed", range(4))
def test_the_tables_of_a_tree_tell_what_the_whole_cross_tells(seed: int) -> None:
    by = {"zone": 3, "age": 3, "gender": 2}
    people = town(by, 40, seed)
    tree = [
        *cross(people, {}),
        *cross(people, {"zone": ["z0", "z1", "z2"], "age": ["a0", "a1", "a2"]}),
        *cross(people, {"age": ["a0", "a1", "a2"], "gender": ["g0", "g1"]}),
    ]
    whole = cross(people, {"zone": ["z0", "z1", "z2"], "age": ["a0", "a1", "a2"], "gender": ["g0", "g1"]})
    small, large = universe(people, tree, 4), universe(people, [*tree, *whole], 4)
    for row in range(len(tree), large.problem.lines):  # the inner cells tell nothing: they are free
        large.problem.shown[row], large.problem.low[row] = False, 0
        large.problem.high[row] = large.problem.top
    assert small.problem.size < large.problem.size
    for row in range(small.problem.lines):
        assert small.lines[row].terms == large.lines[row].terms
        assert ends(small, row) == ends(large, row)


def test_without_complementary_suppression_a_small_number_can_be_worked_out() -> None:
    numbers = [[2, 6], [7, 6]]
    open_cells = protect(asked(numbers), table(numbers), [], 5, suppress_more=False).cells
    small = key("contacts", {"time": NOW, "zone": "z0", "age": "a0"})
    found = intervals(populations(sides(numbers), bands(open_cells, 5, 99), 25))
    assert found[small] == (2, 2)
    safe = protect(asked(numbers), table(numbers), [], 5).cells
    assert sum(cell.mark == HELD for cell in safe.values()) >= 1


def test_a_place_that_was_not_open_is_told_and_costs_nothing() -> None:
    numbers = [[0, 0], [20, 30], [40, 50]]
    wanted = [replace(cell, shut=cell.key.of("zone") == ("z0",)) for cell in asked(numbers)]
    cells = protect(wanted, table(numbers), [], 5).cells
    assert {cell.mark for at, cell in cells.items() if at.of("zone") == ("z0",)} == {SHUT}
    assert all(cell.value is not None for at, cell in cells.items() if at.of("zone") != ("z0",))


def test_a_row_of_zeros_is_few_and_may_be_anybody() -> None:
    numbers = [[0, 0, 0], [20, 30, 9], [40, 50, 12]]
    cells = protect(asked(numbers), table(numbers), [], 5).cells
    row = [cell for at, cell in cells.items() if at.of("zone") == ("z0",)]
    assert {cell.mark for cell in row} == {FEW}
    assert any(cell.mark == HELD for cell in cells.values())


def test_one_contact_in_the_whole_year_hides_everything() -> None:
    numbers = [[1, 0], [0, 0]]
    cells = protect(asked(numbers), table(numbers), [], 5).cells
    assert {cell.mark for cell in cells.values()} == {FEW}


def test_sixty_zones_are_protected() -> None:
    by = {"zone": 60, "setting": 6}
    people = town(by, 9_000, 2)
    made = protect(menu(people, by), people, [], 5)
    assert made.dropped == []
    assert made.proof["cells"] == 61 * 7


def test_what_cannot_be_proven_loses_its_finest_table(monkeypatch: pytest.MonkeyPatch) -> None:
    by = {"zone": 6, "age": 5, "gender": 4}
    people = town(by, 400, 1)
    wanted = menu(people, by)
    monkeypatch.setattr(tables, "MOST", 40)  # a menu with too many unknowns, without waiting for it
    made = protect(wanted, people, [], 5)
    assert made.dropped
    assert made.cells
    assert all(cell.table not in made.dropped for cell in wanted if cell.key in made.cells)


def test_without_time_only_what_needs_no_proof_is_printed() -> None:
    by = {"zone": 5, "age": 4}
    people = town(by, 300, 1)
    made = protect(menu(people, by), people, [], 5, seconds=0)
    assert [str(at) for at in made.cells] == ["contacts|time=2026-07..2026-09"]
    assert sorted(made.dropped) == ["age", "zone", "zone+age"]


def test_nothing_is_printed_when_not_even_the_totals_can_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST", 0)
    with pytest.raises(NotProvenError):
        protect(asked([[20, 30], [40, 9]]), table([[20, 30], [40, 9]]), [], 5)


def test_the_same_input_gives_the_same_report() -> None:
    by = {"zone": 5, "age": 4}
    people = town(by, 300, 5)
    wanted = menu(people, by)
    assert protect(wanted, people, [], 5).cells == protect(wanted, people, [], 5).cells


# Six numbers of the example in the documentation of GaussSuppression (R; Langsrud, Statistics Norway), limit 1:
# it hides Iceland and Portugal in both rows, four numbers, and no sum.
EXAMPLE = [[5, 2, 0], [6, 3, 4]]  # young and old; Spain, Iceland, Portugal


def test_as_few_numbers_are_hidden_as_in_a_published_example() -> None:
    made = protect(asked(EXAMPLE), table(EXAMPLE), [], 2)
    hidden = {(at.of("zone"), at.of("age")) for at, cell in made.cells.items() if cell.mark}
    assert len(hidden) == 4
    assert all(zone and age for zone, age in hidden)


def test_the_published_pattern_would_tell_the_zero_beside_a_truthful_withheld() -> None:
    made = universe(table(EXAMPLE), asked(EXAMPLE), 2)
    places = {str(line.asked[0].key): row for row, line in enumerate(made.lines)}
    rows = [
        places[str(key("contacts", {"time": NOW, "zone": z, "age": a}))] for z in ("z0", "z1") for a in ("a1", "a2")
    ]  # fmt: skip
    made.problem.shown[rows] = False
    assert ends(made, rows[1]) == (0, 0)  # "withheld" is 2 or more: both of the young are in Iceland
    made.problem.low[rows], made.problem.high[rows] = 0, made.problem.top
    assert ends(made, rows[1]) == (0, 2)  # one mark for everything, as there: not told
