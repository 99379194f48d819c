"""Zones as the team drew them, four classes of one hue. No tiles, no streets: the system holds no positions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from .drawing import Drawing, fitted
from .words import number

CLASSES = 4
Ring = Sequence[Sequence[float]]


def zone_map(
    key: str, zones: Sequence[Mapping[str, Any]], values: Mapping[int, int], width: int, title: str
) -> Markup:
    """Zones with their names and values; a zone without a contact is an outline."""
    desc = "; ".join(f"{zone['name']} {number(values.get(zone['id'], 0))}" for zone in zones) + "."
    place, height = projection([ring for zone in zones for ring in zone["polygon"][:1]], width)
    pen = Drawing(key, width, height, title, desc)
    edges = class_edges(values.values())
    for zone in zones:
        ring = [place(point) for point in zone["polygon"][0]]
        step = class_of(values.get(zone["id"], 0), edges)
        pen.points(ring, f"g-q{step}", closed=True)
        pen.points(ring, "g-gap" if step else "g-box", closed=True)
    for zone in zones:
        count = values.get(zone["id"], 0)
        step = class_of(count, edges)
        (x, y), ink = place(zone["centre"]), f"g-onq{step}" if step else "g-ink"
        pen.text(x, y - 3, fitted(zone["name"], 110, 13), ink, size=13, middle=True)
        pen.text(x, y + 14, number(count), ink, size=14, middle=True, bold=True)
    return pen.done()


def class_edges(values: Iterable[int]) -> list[int]:
    """Lower edges of the classes above zero: the quarters of the zones, each rounded to one leading digit."""
    found = sorted(value for value in values if value > 0)
    edges = [1]
    for part in range(1, CLASSES):
        edge = _rounded(found[len(found) * part // CLASSES]) if found else 0
        if edge > edges[-1] and edge <= found[-1]:
            edges.append(edge)
    return edges


def _rounded(value: int) -> int:
    power = 10 ** (len(str(value)) - 1)
    return int(round(value / power) * power)


def class_of(value: int, edges: Sequence[int]) -> int:
    """0 for none, then 1 (lightest) to 4."""
    return sum(value >= edge for edge in edges)


def legend(values: Iterable[int]) -> list[tuple[str, str]]:
    """(class of the swatch, words) for each class in use."""
    edges = class_edges(values)
    ends = [f"{number(low)} to {number(high - 1)}" for low, high in pairwise(edges)]
    return [(f"q{n}", words) for n, words in enumerate([*ends, f"{number(edges[-1])} and more"], 1)]


def projection(rings: Sequence[Ring], width: int) -> tuple[Any, float]:
    """From degrees to px; the height follows from the shape. A small town needs no better than this."""
    points = [point for ring in rings for point in ring] or [(0.0, 0.0), (1.0, 1.0)]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (width - 8) / max((east - west) * shrink, 1e-9)
    height = min((north - south) * scale + 8, width * 1.2)
    scale = min(scale, (height - 8) / max(north - south, 1e-9))

    def place(point: Sequence[float]) -> tuple[float, float]:
        return 4 + (point[0] - west) * shrink * scale, 4 + (north - point[1]) * scale

    return place, height
