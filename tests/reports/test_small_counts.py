"""Percentages, orders and classes are made of printed numbers only."""

from __future__ import annotations

from outreach.reports.content.rules import HELD, Cell, classes, largest_first, percent

K = 5


def band(count: int, k: int) -> Cell:
    """A count as an edition prints it."""
    return Cell(None, f"<{k}", "few") if count < k else Cell(count, f"{count:,}")


def test_a_share_of_a_withheld_number_is_a_dash() -> None:
    assert percent(HELD, band(400, K)).label == "–"


def test_percentages_come_from_printed_numbers_only() -> None:
    assert percent(band(3, K), band(400, K)).label == "–"


def test_percentages_need_a_base_of_a_hundred() -> None:
    assert percent(band(40, K), band(99, K)).label == "–"


def test_a_percentage_is_whole() -> None:
    assert percent(band(268, K), band(684, K)).value == 39


def test_hidden_rows_keep_the_order_of_the_template_behind_the_printed_ones() -> None:
    rows = [("a", band(4, K)), ("b", band(7, K)), ("c", band(0, K)), ("d", band(90, K))]
    assert [name for name, _ in largest_first(rows)] == ["d", "b", "a", "c"]


def test_classes_of_the_map_are_round_and_at_most_four() -> None:
    bounds = classes([band(n, K) for n in (1168, 1042, 861, 640, 490, 402, 206, 3)], K)
    assert bounds[0] == K
    assert len(bounds) <= 4
    assert all(bound % 100 == 0 for bound in bounds[1:])
