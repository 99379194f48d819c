"""Shapes of zones: is a polygon sound, where is its middle, and does it hold a point. No map service is asked.

A ring is a closed list of [longitude, latitude]; a polygon is its outer ring and any holes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

from ..errors import BadInputError

Point = Sequence[float]
Ring = list[list[float]]
MOST_POINTS, MOST_ZONES, LONGEST_NAME = 500, 200, 40


def read_zones(text: str) -> list[tuple[str, list[Ring]]]:
    """Names and polygons of a GeoJSON FeatureCollection. Raises BadInputError naming the zone and what is wrong."""
    try:
        found = json.loads(text)
    except ValueError:
        raise BadInputError("This file is not GeoJSON: it cannot be read as JSON.") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not 1 <= len(features) <= MOST_ZONES:
        raise BadInputError(f"This file needs a FeatureCollection with 1 to {MOST_ZONES} zones.")
    zones = [_feature(feature, place) for place, feature in enumerate(features, 1)]
    names = [name for name, _ in zones]
    for name in names:
        if names.count(name) > 1:
            raise BadInputError(f"Two zones are called {name}. Give each its own name.")
    return zones


def _feature(feature: Any, place: int) -> tuple[str, list[Ring]]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise BadInputError(f"Zone {place} needs a property `name` of 1 to {LONGEST_NAME} signs.")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Polygon":
        raise BadInputError(f"Zone {name}: its geometry must be one Polygon.")
    reason = fault(geometry.get("coordinates"))
    if reason:
        raise BadInputError(f"Zone {name}: {reason}")
    return name.strip(), geometry["coordinates"]


def fault(polygon: Any) -> str | None:
    """What is wrong with a polygon, as a sentence, or None."""
    if not isinstance(polygon, list) or not polygon:
        return "it has no coordinates."
    for ring in polygon:
        if not isinstance(ring, list) or not 4 <= len(ring) <= MOST_POINTS:
            return f"each ring needs 4 to {MOST_POINTS} points."
        if not all(_is_point(point) for point in ring):
            return "each point must be [longitude, latitude] in degrees."
        if ring[0] != ring[-1]:
            return "a ring must end where it began."
        if _crosses_itself(ring):
            return "its outline crosses itself."
    if abs(area(polygon[0])) < 1e-10:
        return "it has no area."
    return None


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) != 2 or not all(type(v) in (int, float) for v in point):
        return False
    return bool(-180 <= point[0] <= 180 and -90 <= point[1] <= 90)


def area(ring: Ring) -> float:
    """Signed area in square degrees (shoelace); positive when the ring runs against the clock."""
    pairs = itertools.pairwise(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def centre(ring: Ring) -> tuple[float, float]:
    """The middle (centroid) of a ring, as longitude and latitude with 5 decimals: about a metre."""
    x0, y0 = ring[0]
    moved = [[x - x0, y - y0] for x, y in ring]  # near the origin the products lose no digits
    size = area(moved)
    x = y = 0.0
    for a, b in itertools.pairwise(moved):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return round(x0 + x / (6 * size), 5), round(y0 + y / (6 * size), 5)


def holds(polygon: Sequence[Ring], point: Point) -> bool:
    """Whether the point lies in the polygon and in none of its holes."""
    return _in_ring(polygon[0], point) and not any(_in_ring(hole, point) for hole in polygon[1:])


def _in_ring(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _crosses_itself(ring: Ring) -> bool:
    edges = list(itertools.pairwise(ring))
    last = len(edges) - 1
    for i, (a, b) in enumerate(edges):
        for j in range(i + 2, len(edges)):
            if (i, j) != (0, last) and _cross(a, b, *edges[j]):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
