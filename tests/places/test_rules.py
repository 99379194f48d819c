"""Shapes of zones, and the file they are read from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from outreach.demo import town
from outreach.errors import BadInputError
from outreach.places import rules

SQUARE = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]
HOLE = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5], [0.5, 0.5]]


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def feature(name: Any = "North", ring: Any = SQUARE, kind: str = "Polygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": [ring]},
    }


def test_a_point_is_inside_or_outside() -> None:
    assert rules.holds([SQUARE], [1.0, 1.0])
    assert not rules.holds([SQUARE], [3.0, 1.0])


def test_a_hole_is_outside() -> None:
    assert not rules.holds([SQUARE, HOLE], [1.0, 1.0])
    assert rules.holds([SQUARE, HOLE], [0.2, 0.2])


def test_the_centre_of_a_square_is_its_middle() -> None:
    assert rules.centre(SQUARE) == (1.0, 1.0)


def test_a_small_zone_far_from_the_origin_keeps_its_centre_inside() -> None:
    for zone in town.ZONES:
        assert rules.holds(zone.polygon, rules.centre(zone.polygon[0]))


def test_zones_are_read_from_geojson() -> None:
    assert rules.read_zones(collection(feature(" North "))) == [("North", [SQUARE])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "FeatureCollection"),
        (collection(), "1 to 200 zones"),
        (collection({"type": "Feature"}), "Zone 1 needs a property `name`"),
        (collection(feature("")), "name"),
        (collection(feature("N" * 41)), "name"),
        (collection(feature(kind="Point")), "one Polygon"),
        (collection(feature(ring=SQUARE[:3])), "4 to 500 points"),
        (collection(feature(ring=SQUARE[:-1])), "end where it began"),
        (collection(feature(ring=[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])), "crosses itself"),
        (collection(feature(ring=[[0, 0], [1, 1], [2, 2], [0, 0]])), "no area"),
        (collection(feature(ring=[[0, 0], [200, 0], [2, 2], [0, 0]])), "longitude, latitude"),
        (collection(feature(ring=[[0, 0], ["1", 0], [2, 2], [0, 0]])), "longitude, latitude"),
        (collection(feature(), feature()), "Two zones are called North"),
        (json.dumps({"type": "FeatureCollection", "features": [None]}), "Zone 1"),
    ],
)
def test_a_bad_file_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words.replace("`", ".")):
        rules.read_zones(text)


def test_the_zones_of_the_demo_are_sound_and_do_not_overlap() -> None:
    shapes = [zone.polygon for zone in town.ZONES]
    assert [rules.fault(shape) for shape in shapes] == [None] * len(shapes)
    for x in range(0, 480, 7):
        for y in range(0, 280, 7):
            point = [0.30003 + x / 10_000, 53.43903 + y / 10_000]
            assert sum(rules.holds(shape, point) for shape in shapes) <= 1
