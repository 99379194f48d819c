"""Distances between points, on the ellipsoid. The only file that imports geopy; it asks no map service."""

from __future__ import annotations

from geopy.distance import geodesic

from .rules import Point

METRES_A_MINUTE = 75  # an easy walk


def metres(a: Point, b: Point) -> float:
    """Metres between two points given as [longitude, latitude]."""
    return float(geodesic((a[1], a[0]), (b[1], b[0])).meters)


def walk_minutes(a: Point, b: Point) -> int:
    """Minutes on foot, in a straight line and a third more for corners; at least 1."""
    return max(1, round(metres(a, b) * 4 / 3 / METRES_A_MINUTE))
