"""The map of zones for print: the team's shapes, four classes of one hue, hatch for hidden; no streets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians

from ..content.rules import Cell
from .drawing import INK, LATIN, MUTED, PAPER, Canvas, Chart, Script, folded, said

CLASSES = ("#eee5ec", "#c9b7cc", "#7d6084", "#4a2e52")
EDGE, FLAT, HIGH = 4.0, 0.68, 290.0  # room around the zones; how high a map may be, for its width and at all
NAMED = 16  # with more zones than this the map carries the numbers of the table's rows

Ring = Sequence[Sequence[float]]
Shape = tuple[str, Sequence[Ring], Cell]
Place = Callable[[Sequence[float]], tuple[float, float]]


def zone_map(
    shapes: Sequence[Shape],
    bounds: Sequence[int],
    what: str,
    width: float = 520,
    *,
    script: Script = LATIN,
    alt: str = "",
) -> Chart:
    """Zones (name, rings of [longitude, latitude], contacts); `bounds` are the lower ends of the classes.

    520 units of `width` are printed 138 mm wide: text of 11 units is 8.3 pt. East is right in every language: only the
    words know the script.
    """
    points = [point for _, rings, _ in shapes for ring in rings for point in ring]
    place, height = _projection(points, width)
    canvas = Canvas(width, height, Script(number=script.number))
    drawn = [
        (name, [[place(p) for p in ring] for ring in rings], cell) for name, rings, cell in shapes if rings
    ]
    for _, rings, cell in drawn:
        path = "".join(_path(ring) for ring in rings)
        canvas.shapes.append(
            f'<path d="{path}" fill="{_fill(cell, bounds)}" fill-rule="evenodd" stroke="{PAPER}" stroke-width="2.5"/>'
        )
        if cell.value is None or cell.value < (bounds[1] if len(bounds) > 1 else 0):
            canvas.shapes.append(f'<path d="{path}" fill="none" stroke="{MUTED}" stroke-width="0.7"/>')
    for number, (name, rings, cell) in enumerate(drawn, 1):
        _label(canvas, name if len(drawn) <= NAMED else "", number, rings[0], cell, bounds)
    return canvas.chart(alt or f"{what}: {said([(name, cell) for name, _, cell in shapes])}.")


def _projection(points: Sequence[Sequence[float]], room: float) -> tuple[Place, float]:
    """Flat map that keeps shapes at this latitude, scaled to fit; and the height of the drawing."""
    if not points:
        return (lambda point: (0.0, 0.0)), 20.0
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    width, height = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((room - 2 * EDGE) / width, (min(room * FLAT, HIGH) - 2 * EDGE) / height)
    left = (room - width * scale) / 2

    def place(point: Sequence[float]) -> tuple[float, float]:
        return left + (point[0] - west) * squeeze * scale, EDGE + (north - point[1]) * scale

    return place, height * scale + 2 * EDGE


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z"


def _fill(cell: Cell, bounds: Sequence[int]) -> str:
    if cell.mark == "shut":
        return "#ffffff"
    return "url(#h)" if cell.value is None else CLASSES[_class(cell.value, bounds)]


def _class(value: int, bounds: Sequence[int]) -> int:
    return max(sum(value >= bound for bound in bounds) - 1, 0)


def _label(
    canvas: Canvas,
    name: str,
    number: int,
    ring: Sequence[tuple[float, float]],
    cell: Cell,
    bounds: Sequence[int],
) -> None:
    x, y = _middle(ring)
    dark = cell.value is not None and _class(cell.value, bounds) >= 2
    ink = PAPER if dark else INK
    room = max(px for px, _ in ring) - min(px for px, _ in ring)
    if not name:
        _boxed(canvas, x, y + 4, canvas.script.number(number), ink, hatched=cell.hidden)
        return
    lines = folded(name, max(int(room / 5.8), 4))
    top = y - 3 - 6.5 * (len(lines) - 1)
    for place, line in enumerate(lines):
        _boxed(canvas, x, top + 13 * place, line, ink, hatched=cell.hidden)
    _boxed(canvas, x, top + 13 * len(lines) + 2, cell.label, ink, bold=True, hatched=cell.hidden)


def _boxed(
    canvas: Canvas, x: float, y: float, words: str, ink: str, *, bold: bool = False, hatched: bool = False
) -> None:
    """Text in a zone; on a hatch it stands on white, so that it can be read."""
    width = len(words) * 5.9 + 6
    if hatched:
        canvas.rect(x - width / 2, y - 10.5, width, 14, PAPER)
    canvas.text(x, y, words, bold=bold, ink=ink, at="middle")


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of a ring; of a line without area, the mean of its points."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-6:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)
