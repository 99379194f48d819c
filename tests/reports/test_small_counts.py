"""What may be printed: one function for every number, and no difference that gives a hidden one away."""

from __future__ import annotations

import random

import pytest

from outreach.reports.rules import (
    HELD,
    band,
    classes,
    largest_first,
    per_hundred,
    percent,
    protect,
    protect_amounts,
    protect_grid,
)

K = 5


@pytest.mark.parametrize("count", range(5))
def test_a_count_below_the_threshold_is_one_band_and_zero_is_in_it(count: int) -> None:
    assert (band(count, K).label, band(count, K).value) == ("<5", None)


def test_a_count_at_the_threshold_is_printed() -> None:
    assert (band(5, K).label, band(5, K).value) == ("5", 5)


def test_a_large_count_has_commas() -> None:
    assert band(61240, K).label == "61,240"


def test_a_quantity_is_hidden_with_the_contacts_it_stands_for() -> None:
    assert band(40, K, contacts=4) is HELD


def test_a_quantity_of_enough_contacts_is_printed() -> None:
    assert band(40, K, contacts=5).value == 40


def test_what_does_not_apply_is_a_dash() -> None:
    assert band(None, K).label == "–"


def test_one_banded_row_takes_the_next_smallest_with_it() -> None:
    assert [cell.label for cell in protect([100, 3, 20], K)] == ["100", "<5", "withheld"]


def test_two_banded_rows_whose_sum_gives_nothing_away_stand_alone() -> None:
    assert [cell.label for cell in protect([100, 2, 2], K)] == ["100", "<5", "<5"]


def test_two_zeros_would_be_found_by_their_sum() -> None:
    assert [cell.label for cell in protect([100, 30, 0, 0], K)] == ["100", "withheld", "<5", "<5"]


def test_two_fours_would_be_found_by_their_sum() -> None:
    assert [cell.label for cell in protect([100, 30, 4, 4], K)] == ["100", "withheld", "<5", "<5"]


def test_a_withheld_row_at_the_threshold_needs_another_one() -> None:
    assert [cell.label for cell in protect([100, 30, 5, 0], K)] == ["100", "withheld", "withheld", "<5"]


@pytest.mark.parametrize("seed", range(200))
def test_the_total_of_a_one_way_table_never_narrows_a_band(seed: int) -> None:
    rng = random.Random(seed)
    counts = [rng.choice([0, 1, 4, 5, 6, 20, 90]) for _ in range(rng.randint(3, 7))] + [500, 400]
    for place, cell in enumerate(protect(counts, K)):
        if cell.mark == "few":
            assert _possible(counts, place) == {0, K - 1}


def _possible(counts: list[int], place: int) -> set[int]:
    """Smallest and largest value of one banded row that agree with the total and all printed rows."""
    cells = protect(counts, K)
    rest = sum(count for count, cell in zip(counts, cells, strict=True) if cell.hidden)
    others = [cell for i, cell in enumerate(cells) if cell.hidden and i != place]
    low = sum(K for cell in others if cell.mark == "held")
    high = float("inf") if any(cell.mark == "held" for cell in others) else (K - 1) * len(others)
    return {max(0, int(rest - min(high, rest))), min(K - 1, rest - low)}


def test_quantities_hidden_together_stand_for_enough_contacts() -> None:
    cells = protect_amounts([(900, 90), (40, 1), (30, 2), (200, 20)], K)
    assert [cell.label for cell in cells] == ["900", "withheld", "withheld", "withheld"]


def test_a_hidden_quantity_is_never_the_difference_to_the_sum() -> None:
    cells = protect_amounts([(900, 90), (40, 2), (200, 20)], K)
    assert [cell.label for cell in cells] == ["900", "withheld", "withheld"]


@pytest.mark.parametrize("seed", range(50))
def test_no_line_of_a_two_way_table_has_one_hidden_cell(seed: int) -> None:
    rng = random.Random(seed)
    counts = [[rng.choice([0, 3, 8, 30, 200]) for _ in range(4)] for _ in range(6)]
    cells, rows, columns = protect_grid(counts, K)
    lines = [(row, rows[i]) for i, row in enumerate(cells)]
    lines += [([row[i] for row in cells], columns[i]) for i in range(4)]
    assert all(sum(cell.hidden for cell in line) + total.hidden != 1 for line, total in lines)


def test_percentages_come_from_printed_numbers_only() -> None:
    assert percent(band(3, K), band(400, K)).label == "–"


def test_percentages_need_a_base_of_a_hundred() -> None:
    assert percent(band(40, K), band(99, K)).label == "–"


def test_a_percentage_is_whole() -> None:
    assert percent(band(268, K), band(684, K)).value == 39


def test_needles_back_for_every_hundred() -> None:
    assert per_hundred(band(41880, K), band(61240, K)).label == "68"


def test_hidden_rows_keep_the_order_of_the_template_behind_the_printed_ones() -> None:
    rows = [("a", band(4, K)), ("b", band(7, K)), ("c", band(0, K)), ("d", band(90, K))]
    assert [name for name, _ in largest_first(rows)] == ["d", "b", "a", "c"]


def test_classes_of_the_map_are_round_and_at_most_four() -> None:
    bounds = classes([band(n, K) for n in (1168, 1042, 861, 640, 490, 402, 206, 3)], K)
    assert bounds[0] == K
    assert len(bounds) <= 4
    assert all(bound % 100 == 0 for bound in bounds[1:])
