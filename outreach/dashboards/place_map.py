"""The zones as an outline on which a service is put with a click. No tiles and no streets: nobody else is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..errors import BadInputError
from ..referrals.written import read_place
from .drawing import Drawing, fitted
from .zone_map import projection

WIDE = 420


def place_map(key: str, zones: Sequence[Mapping[str, Any]], place: str) -> Markup:
    """The drawing, with what a script needs to turn a click into degrees; nothing where no zone is drawn.

    `place` is "latitude, longitude" or anything else for none yet.
    """
    if not zones:
        return Markup("")
    to_px, height = projection([ring for zone in zones for ring in zone["polygon"][:1]], WIDE)
    pen = Drawing(
        key, WIDE, height, "Zones", "The outlines of the zones. The field above takes the same position."
    )
    for zone in zones:
        ring = [to_px(point) for point in zone["polygon"][0]]
        pen.points(ring, "g-q1", closed=True)
        pen.points(ring, "g-gap", closed=True)
    for zone in zones:
        x, y = to_px(zone["centre"])
        pen.text(x, y, fitted(zone["name"], 90, 12), "g-onq1", size=12, middle=True)
    x, y = _marker(to_px, place)
    pen.circle(x, y, 8, "g-here")
    (x0, y0), (x1, y1) = to_px((0.0, 0.0)), to_px((1.0, 1.0))
    scale = Markup('data-x0="{}" data-y0="{}" data-kx="{}" data-ky="{}"').format(x0, y0, x1 - x0, y1 - y0)
    return Markup('<div class="place-map" id="place-map" {}>{}</div>').format(scale, pen.done())


def _marker(to_px: Any, place: str) -> tuple[float, float]:
    """Outside the picture while there is no position."""
    try:
        latitude, longitude = read_place(place)
    except BadInputError:
        return -50.0, -50.0
    found: tuple[float, float] = to_px((longitude, latitude))
    return found
