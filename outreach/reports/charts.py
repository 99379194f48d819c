"""Charts for print: hand-written SVG, one function each. They read protected cells only.

Hidden values have a fixed mark: the length of a hatched bar never depends on the number behind it.
Widths are in the units of the viewBox; 640 units are 170 mm on paper, so 11 units of text are 8.3 pt.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from .rules import Cell, axis_step, number

INK, MUTED, HAIR = "#2a1b2d", "#5f4d61", "#e2d9dd"
FILL, TINT, PALE, BACK = "#4a2e52", "#a790ac", "#e9dfe9", "#efe7ec"
FACES = "Inter, Inter latin-ext, Inter cyrillic, Inter greek, Inter vietnamese, Noto Sans Arabic, Noto Sans Hebrew"
HIDDEN_BAR = 46  # length of every hidden bar
HATCH = (
    '<defs><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#ffffff"/>'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{MUTED}" stroke-width="1.1"/></pattern></defs>'
)


@dataclass(frozen=True)
class Chart:
    """A drawing and its words; `alt` says what it shows and every printed value."""

    svg: str
    alt: str

    @property
    def src(self) -> str:
        return "data:image/svg+xml;base64," + b64encode(self.svg.encode()).decode()


def drawing(width: float, height: float, *shapes: str) -> str:
    """An SVG document of its own."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{"".join(shapes)}</svg>'
    )


def text(
    x: float, y: float, words: str, *, size: float = 11, bold: bool = False, ink: str = INK, at: str = ""
) -> str:
    anchor = f' text-anchor="{at}"' if at else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}" font-family="{FACES}" '
        f'font-size="{size:g}" font-weight="{700 if bold else 400}"{anchor}>{escape(words)}</text>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{more}/>'


def rule(
    x1: float, y1: float, x2: float, y2: float, ink: str = MUTED, width: float = 1, more: str = ""
) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{ink}" stroke-width="{width}"{more}/>'


def said(rows: Sequence[tuple[str, Cell]]) -> str:
    """ "Street 2,204; Van 1,187; Prison gate withheld": the words of a chart's alternative text."""
    return "; ".join(f"{name} {cell.label}" for name, cell in rows)


def _lines(name: str, chars: int) -> list[str]:
    lines = wrap(name, chars) or [""]
    return lines if len(lines) <= 2 else [lines[0], lines[1][: chars - 1].rstrip() + "…"]


def _label(x: float, middle: float, name: str, chars: int, size: float) -> str:
    lines = _lines(name, chars)
    top = middle + size * 0.36 - (len(lines) - 1) * size * 0.58
    return "".join(text(x, top + i * size * 1.16, line, size=size, at="end") for i, line in enumerate(lines))


def bars(
    rows: Sequence[tuple[str, Cell, Cell | None]],
    what: str,
    *,
    width: int = 640,
    left: int = 225,
    size: float = 11.5,
) -> Chart:
    """Sorted bars: (name, this period, period before as a short upright line)."""
    chars = int((left - 12) / (size * 0.54))
    step, thick = (30 if any(len(_lines(row[0], chars)) > 1 for row in rows) else 25), 15.5
    room = width - left - 70
    largest = max([c.value or 0 for _, now, then in rows for c in (now, then) if c], default=0) or 1
    shapes = [HATCH]
    for place, (name, now, then) in enumerate(rows):
        middle = place * step + step / 2
        length = now.value * room / largest if now.value is not None else HIDDEN_BAR
        shapes.append(_label(left - 10, middle, name, chars, size))
        shapes.append(_bar(left, middle, length, thick, now))
        if then is not None and then.value is not None:
            mark = left + then.value * room / largest
            shapes.append(rule(mark, middle - 10.5, mark, middle + 10.5, "#ffffff", 4.5))
            shapes.append(rule(mark, middle - 10.5, mark, middle + 10.5, INK, 2))
            length = max(length, mark - left)
        shapes.append(text(left + length + 7, middle + 4.1, now.label, size=size, bold=now.value is not None))
    height = max(len(rows), 1) * step
    shapes.append(rule(left, 0, left, height))
    return Chart(drawing(width, height, *shapes), f"{what}: {said([(n, c) for n, c, _ in rows])}.")


def _bar(x: float, middle: float, length: float, thick: float, cell: Cell) -> str:
    top = middle - thick / 2
    if cell.mark == "shut":
        return rect(x, top, HIDDEN_BAR, thick, "none", f' stroke="{MUTED}" stroke-width="1"')
    if cell.value is None:
        return rect(x, top, HIDDEN_BAR, thick, "url(#h)", f' stroke="{MUTED}" stroke-width="0.8"')
    return rect(x, top, length, thick, FILL)


def line(
    points: Sequence[tuple[str, Cell]], chosen: tuple[int, int], words: str, what: str, height: int = 218
) -> Chart:
    """A line over months, from zero. `chosen` are the first and last place of the period, drawn on a band."""
    left, right, top, bottom = 43.2, 625.6, 44.0, height - 26.4
    values = [cell.value for _, cell in points if cell.value is not None]
    step = axis_step(max(values, default=1))
    scale = (bottom - top) / (max([*values, 1]) * 1.04)
    gap = (right - left) / max(len(points) - 1, 1)
    half = min(gap * 0.15, 8)
    start, end = left + chosen[0] * gap - half, left + chosen[1] * gap + half
    shapes = [HATCH, rect(start, 10, end - start, bottom - 10, "#f4edf1")]
    shapes.append(text(start + 5, 22, words, ink=MUTED))
    for level in range(0, int(max([*values, 1]) * 1.04) + 1, step):
        y = bottom - level * scale
        shapes.append(rule(left - 4, y, right + 4, y, HAIR if level else MUTED, 0.75 if level else 1))
        shapes.append(text(left - 11, y + 4, number(level), ink=MUTED, at="end"))
    shapes += [
        text(left + i * gap, bottom + 19, name, ink=MUTED, at="middle") for i, (name, _) in enumerate(points)
    ]
    spots = [
        (left + i * gap, None if c.value is None else bottom - c.value * scale)
        for i, (_, c) in enumerate(points)
    ]
    shapes += _stroke(spots, bottom) + _named_points(points, spots)
    return Chart(drawing(640, height, *shapes), f"{what}: {said(points)}.")


def _stroke(spots: Sequence[tuple[float, float | None]], bottom: float) -> list[str]:
    """The line, broken where a value is hidden; there a hatched block of fixed height stands on the axis."""
    shapes, run = [], []
    for x, y in [*spots, (0.0, None)]:
        if y is not None:
            run.append(f"{x:.1f},{y:.1f}")
            shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.8" fill="{FILL}"/>')
            continue
        if len(run) > 1:
            points = " ".join(run)
            shapes.append(
                f'<polyline points="{points}" stroke="{FILL}" stroke-width="2.5" fill="none" stroke-linejoin="round"/>'
            )
        run = []
    hidden = [x for x, y in spots if y is None]
    return shapes + [
        rect(x - 7, bottom - 22, 14, 22, "url(#h)", f' stroke="{MUTED}" stroke-width="0.8"') for x in hidden
    ]


def _named_points(
    points: Sequence[tuple[str, Cell]], spots: Sequence[tuple[float, float | None]]
) -> list[str]:
    shown = [(y, x, i) for i, (x, y) in enumerate(spots) if y is not None]
    if not shown:
        return []
    low, last = max(shown), shown[-1]
    shapes = [f'<circle cx="{last[1]:.1f}" cy="{last[0]:.1f}" r="4.5" fill="{FILL}"/>']
    at = "end" if last[2] == len(points) - 1 else "middle"
    shapes.append(
        text(
            last[1] + (6 if at == "end" else 0),
            last[0] - 10,
            points[last[2]][1].label,
            size=12,
            bold=True,
            at=at,
        )
    )
    if low[2] != last[2]:
        shapes.append(text(low[1], low[0] + 20, points[low[2]][1].label, size=12, bold=True, at="middle"))
    return shapes


def multiples(panels: Sequence[tuple[str, Sequence[Cell]]], names: Sequence[str], what: str) -> Chart:
    """At most six small line charts, each with its own scale from zero; first and last value in words."""
    shapes = [HATCH]
    rows = (len(panels) + 2) // 3
    for place, (name, cells) in enumerate(panels[:6]):
        x, y = 218.0 * (place % 3), 122.0 * (place // 3)
        shapes.append(text(x, y + 12, name, size=12, bold=True))
        shapes.append(text(x, y + 28, f"{cells[0].label} to {cells[-1].label}", ink=MUTED))
        shapes.append(_panel(x, y, cells))
        shapes.append(text(x, y + 102, names[0], ink=MUTED))
        shapes.append(text(x + 200, y + 102, names[-1], ink=MUTED, at="end"))
    words = ". ".join(f"{name}: {', '.join(c.label for c in cells)}" for name, cells in panels[:6])
    return Chart(drawing(640, rows * 122 - 14, *shapes), f"{what}, {', '.join(names)}. {words}.")


def _panel(x: float, y: float, cells: Sequence[Cell]) -> str:
    bottom, tall, gap = y + 87, 46.0, 188 / max(len(cells) - 1, 1)
    largest = max([c.value or 0 for c in cells]) or 1
    spots = [
        (x + 6 + i * gap, None if c.value is None else bottom - c.value * tall / largest)
        for i, c in enumerate(cells)
    ]
    shapes = []
    if all(spot[1] is not None for spot in spots):
        top = " ".join(f"{px:.1f},{py:.1f}" for px, py in spots)
        shapes.append(
            f'<polygon points="{x + 6:.1f},{bottom:.1f} {top} {x + 194:.1f},{bottom:.1f}" fill="{PALE}"/>'
        )
    return "".join([*shapes, rule(x, bottom, x + 200, bottom), *_stroke(spots, bottom)])


def funnel(rows: Sequence[tuple[str, Cell, Cell, Cell]], what: str) -> Chart:
    """Offered as outline, accepted as tint, attended solid, one inside the other; the three numbers at the right."""
    left, room, step = 230, 270, 27
    largest = max([row[1].value or 0 for row in rows], default=0) or 1
    shapes = [HATCH]
    for place, (name, *cells) in enumerate(rows):
        middle = place * step + step / 2
        shapes.append(_label(left - 10, middle, name, 34, 11.5))
        shapes += [_stage(left, middle, stage, cell, room / largest) for stage, cell in enumerate(cells)]
        shapes.append(text(640, middle + 4, " › ".join(c.label for c in cells), size=11.5, at="end"))
    height = max(len(rows), 1) * step
    words = "; ".join(f"{name} {a.label}, {b.label}, {c.label}" for name, a, b, c in rows)
    return Chart(drawing(640, height, *shapes, rule(left, 0, left, height)), f"{what}: {words}.")


def _stage(x: float, middle: float, stage: int, cell: Cell, scale: float) -> str:
    thick = (18, 18, 8)[stage]
    top = middle - thick / 2
    if cell.value is None:  # fixed lengths, the inner ones shorter: offered holds accepted holds attended
        return rect(
            x, top, (HIDDEN_BAR, 34, 22)[stage], thick, "url(#h)", f' stroke="{MUTED}" stroke-width="0.8"'
        )
    edge = f' stroke="{FILL}" stroke-width="1.2"' if stage == 0 else ""
    return rect(x, top, cell.value * scale, thick, ("#ffffff", TINT, FILL)[stage], edge)


def bullet(now: Cell, then: Cell, upto: Cell | None = None) -> Chart:
    """Beside a key figure: a bar for this period, a short line for the one before; `upto` makes it a range."""
    ends = [c.value or 0 for c in (now, then, upto) if c]
    scale = 188 / ((max(ends) or 1) * 1.12)
    shapes = [HATCH, rect(1, 9, 188, 12, BACK)]
    if now.value is None:
        shapes.append(rect(1, 9, HIDDEN_BAR, 12, "url(#h)"))
    elif upto is not None and upto.value is not None:
        shapes.append(rect(1 + now.value * scale, 9, (upto.value - now.value) * scale, 12, TINT))
        shapes += [rect(c.value * scale - 0.5, 6, 3, 18, FILL) for c in (now, upto) if c.value is not None]
    else:
        shapes.append(rect(1, 9, now.value * scale, 12, FILL))
    if then.value is not None and upto is None:
        shapes.append(rect(then.value * scale, 5, 2.4, 20, INK, ' stroke="#ffffff" stroke-width="0.8"'))
    words = now.label if upto is None else f"between {now.label} and {upto.label}"
    return Chart(drawing(190, 30, *shapes), f"{words}; period before {then.label}.")
