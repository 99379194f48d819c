"""Charts say in words what they draw, never run what they are given, and need no style."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from outreach.dashboards import charts, drawing, zone_map
from outreach.dashboards.charts import Left, Steps, Value
from outreach.dashboards.stock_chart import empty_between, stock_course

DAYS = [(date(2026, 11, 1) + timedelta(days=n), n * 3) for n in range(14)]
SQUARE = [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]
EVIL = '<script>alert("1")</script>'
ALL = {
    "course": lambda name: stock_course("k", Left(name, 6, 9), DAYS, 8),
    "course, no end": lambda name: stock_course("k", Left(name, 6, None), DAYS, 8, charts.NARROW),
    "course, empty": lambda name: stock_course("k", Left(name, None, None), [(DAYS[0][0], 0)], 8),
    "runs out": lambda name: charts.runs_out(
        "k", [Left(name, 3, 9), Left("B", 0, None), Left("C", None, None)], 8
    ),
    "overdue": lambda name: charts.overdue_blocks("k", [(name, 3), ("4–7", 0), ("8", 2)]),
    "overdue, many": lambda name: charts.overdue_blocks("k", [(name, 300), ("4–7", 0), ("8", 2)]),
    "lights": lambda _name: charts.lights("k", 11, 3),
    "no lights": lambda _name: charts.lights("k", 0, 0),
    "daily": lambda name: charts.daily("k", DAYS, (3, 9), 640, 150, name),
    "daily, empty": lambda name: charts.daily("k", [], None, 248, 66, name),
    "bars": lambda name: charts.sorted_bars("k", [Value(name, 4.0, 9), Value("B", 0)], "T", "units"),
    "no bars": lambda name: charts.sorted_bars("k", [], name, "units", charts.NARROW),
    "funnel": lambda name: charts.funnel("k", [Steps(name, 9, 5, 2), Steps("B", 0, 0, 0)], "T"),
    "months": lambda name: charts.months(
        "k", [("October 2026", 5), ("November 2026", 0)], {"October 2026"}, name, "u"
    ),
    "no months": lambda name: charts.months("k", [], set(), name, "u"),
    "zones": lambda name: zone_map.zone_map(
        "k", [{"id": 1, "name": name, "polygon": SQUARE, "centre": [0.5, 0.5]}], {1: 5}, 600, "T"
    ),
    "no zones": lambda name: zone_map.zone_map("k", [], {}, 600, name),
}


def read(picture):
    return ElementTree.fromstring(str(picture))  # noqa: S314 - our own drawing


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_is_well_formed_named_and_without_style(chart):
    picture = read(ALL[chart](EVIL))
    assert picture.get("role") == "img"
    assert picture.find("title").text
    assert picture.find("title").get("id") in picture.get("aria-labelledby")
    assert not [part for part in picture.iter() if part.get("style") or part.tag == "script"]


def test_a_picture_without_a_title_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in charts.days_cell(3, 9, 8)


@pytest.mark.parametrize(("low", "high"), [(0, 0), (3, 9), (55, 200), (200, 900), (7, None), (None, None)])
def test_a_bar_never_leaves_its_cell(low, high):
    for bar in read(charts.days_cell(low, high, 8)).iter("rect"):
        assert 0 <= float(bar.get("x")) <= 176
        assert float(bar.get("x")) + float(bar.get("width")) <= 178


def test_a_bar_is_clay_only_below_the_delivery_time():
    assert "g-clay" in charts.days_cell(8, 20, delivery=8)
    assert "g-clay" not in charts.days_cell(9, 20, delivery=8)


@pytest.mark.parametrize(("value", "top"), [(0, 1), (7, 8), (99, 100), (101, 150), (8001, 10000)])
def test_an_axis_ends_at_a_round_number(value, top):
    assert drawing.nice_top(value) == top


def test_long_names_are_cut_with_an_ellipsis():
    assert drawing.fitted("Benzodiazepine test strip", 60) == "Benzodia…"
    assert drawing.fitted("Foil", 60) == "Foil"


def test_classes_of_zones_are_round_and_rising():
    assert zone_map.class_edges([6, 23, 42, 43, 53, 140, 181, 263]) == [1, 40, 50, 200]
    assert zone_map.class_edges([]) == [1]
    assert zone_map.class_edges([0, 0, 2]) == [1, 2]
    assert [zone_map.class_of(n, [1, 40, 50, 200]) for n in (0, 1, 40, 60, 900)] == [0, 1, 2, 3, 4]
    assert zone_map.legend([6, 60, 600, 6000])[0][0] == "q1"


def test_the_caption_says_when_it_is_empty():
    today = date(2026, 10, 14)
    assert empty_between(Left("X", 6, 9), today) == "empty between 20 Oct and 23 Oct"
    assert empty_between(Left("X", 6, None), today) == "empty from 20 Oct"
    assert empty_between(Left("X", None, None), today) == "no end in sight"
