"""Charts for print, one function each. They read protected cells only, and take every word as an argument.

Hidden values have a fixed mark: its length, its place and its order never depend on the number behind it. `script`
mirrors a chart for languages that run from right to left. Neighbouring fills differ in lightness, so that grey tells
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..content.rules import Cell, axis_step
from .drawing import (
    BACK,
    FILL,
    HAIR,
    HIDDEN_BAR,
    INK,
    LATIN,
    MUTED,
    PALE,
    PAPER,
    TINT,
    Canvas,
    Chart,
    Script,
    drawing,
    folded,
    largest,
    said,
)

__all__ = ["Chart", "Script", "bars", "bullet", "drawing", "funnel", "line", "multiples", "progress"]
Target = tuple[int, str]  # its value and its words
FARTHEST = 200  # per cent of a target; a bar of progress is not longer
Bar = tuple[str, Cell, Cell | None]
Spot = tuple[float, float | None, str]  # across, down (None: not printed), mark


def bars(
    rows: Sequence[Bar],
    what: str,
    *,
    width: int = 640,
    left: int = 225,
    size: float = 11.5,
    script: Script = LATIN,
    alt: str = "",
) -> Chart:
    """Sorted bars: (name, this period, period before as a short upright line)."""
    chars = int((left - 12) / (size * 0.54))
    steps = [31 if len(folded(row[0], chars)) > 1 else 24 for row in rows]
    canvas = Canvas(width, max(sum(steps), 24), script)
    scale = (width - left - 70) / largest([cell for _, now, then in rows for cell in (now, then)])
    for place, row in enumerate(rows):
        middle = sum(steps[:place]) + steps[place] / 2
        canvas.label(left - 10, middle, row[0], chars, size)
        _bar(canvas, row, left, middle, scale, size)
    canvas.rule(left, 0, left, canvas.height)
    return canvas.chart(alt or f"{what}: {said([(name, now) for name, now, _ in rows])}.")


def _bar(canvas: Canvas, row: Bar, left: float, middle: float, scale: float, size: float) -> None:
    _, now, then = row
    thick, length = 15.5, HIDDEN_BAR if now.mark != "none" else 0
    if now.value is None:
        canvas.hidden(left, middle - thick / 2, length, thick, now.mark)
    else:
        length = now.value * scale
        canvas.rect(left, middle - thick / 2, length, thick, FILL)
    if then is not None and then.value is not None:
        mark = left + then.value * scale
        canvas.rule(mark, middle - 10.5, mark, middle + 10.5, PAPER, 4.5)
        canvas.rule(mark, middle - 10.5, mark, middle + 10.5, INK, 2)
        length = max(length, mark - left)
    canvas.text(left + length + 7, middle + 4.1, now.label, size=size, bold=now.value is not None)


def line(
    points: Sequence[tuple[str, Cell]],
    chosen: tuple[int, int],
    words: str,
    what: str,
    height: int = 218,
    *,
    target: Target | None = None,
    script: Script = LATIN,
    alt: str = "",
) -> Chart:
    """A line over months, from zero. `chosen` are the first and last place of the period, drawn on a band."""
    canvas = Canvas(640, height, script)
    left, right, top, bottom = 43.2, 625.6, 44.0, height - 26.4
    most = max(largest([cell for _, cell in points]), target[0] if target else 0) * 1.04
    scale, gap = (bottom - top) / most, (right - left) / max(len(points) - 1, 1)
    _band(canvas, left, gap, chosen, words, bottom)
    _scale(canvas, left, right, bottom, scale, most)
    for place, (name, _) in enumerate(points):
        canvas.text(left + place * gap, bottom + 19, name, ink=MUTED, at="middle")
    spots = [
        (left + place * gap, None if cell.value is None else bottom - cell.value * scale, cell.mark)
        for place, (_, cell) in enumerate(points)
    ]
    level = bottom - target[0] * scale if target else None
    if target and level is not None:
        _aimed(canvas, (left, right), level, target[1], spots)
    _stroke(canvas, spots, bottom)
    _named(canvas, [cell for _, cell in points], spots, level)
    dashed = f" ({target[1]})" if target else ""
    return canvas.chart(alt or f"{what}{dashed}: {said(points)}.")


def _aimed(
    canvas: Canvas, ends: tuple[float, float], level: float, words: str, spots: Sequence[Spot]
) -> None:
    """A dashed line, its words on the side on which the line of the months does not begin."""
    canvas.dashed(ends[0] - 4, level, ends[1] + 4, level)
    begins = [y for _, y, _ in spots[:4] if y is not None]
    over = not begins or sum(begins) / len(begins) > level
    canvas.text(ends[0] + 4, level - 5 if over else level + 13, words)


def _band(
    canvas: Canvas, left: float, gap: float, chosen: tuple[int, int], words: str, bottom: float
) -> None:
    half = min(gap * 0.15, 8)
    start, end = left + chosen[0] * gap - half, left + chosen[1] * gap + half
    canvas.rect(start, 10, end - start, bottom - 10, "#f4edf1")
    beside = end - start < len(words) * 6  # a single month is narrower than its words
    canvas.text(end - 5 if beside else start + 5, 22, words, ink=MUTED, at="end" if beside else "start")


def _scale(canvas: Canvas, left: float, right: float, bottom: float, scale: float, most: float) -> None:
    for level in range(0, int(most) + 1, axis_step(int(most / 1.04))):
        y = bottom - level * scale
        canvas.rule(left - 4, y, right + 4, y, HAIR if level else MUTED, 0.75 if level else 1)
        canvas.text(left - 11, y + 4, canvas.script.number(level), ink=MUTED, at="end")


def _stroke(canvas: Canvas, spots: Sequence[Spot], bottom: float) -> None:
    """The line, broken where a value is hidden; there a mark of fixed height stands on the axis."""
    run: list[tuple[float, float]] = []
    for x, y, mark in [*spots, (0.0, None, "none")]:
        if y is not None:
            run.append((x, y))
            canvas.circle(x, y, 2.8, FILL)
            continue
        if len(run) > 1:
            canvas.run(
                run, "polyline", f'stroke="{FILL}" stroke-width="2.5" fill="none" stroke-linejoin="round"'
            )
        run = []
        canvas.hidden(x - 7, bottom - 22, 14, 22, mark)


def _named(canvas: Canvas, cells: Sequence[Cell], spots: Sequence[Spot], level: float | None) -> None:
    """The last point and the lowest one, clear of a dashed line at `level`."""
    shown = [(y, x, place) for place, (x, y, _) in enumerate(spots) if y is not None]
    if not shown:
        return
    low, last = max(shown), shown[-1]
    canvas.circle(last[1], last[0], 4.5, FILL)
    at = "end" if last[2] == len(spots) - 1 else "middle"
    x = last[1] + (6 if at == "end" else 0)
    crossed = level is not None and last[0] - 24 < level <= last[0]
    canvas.text(x, last[0] + (20 if crossed else -10), cells[last[2]].label, size=12, bold=True, at=at)
    if low[2] != last[2]:
        first = low[2] == 0  # clear of the scale
        canvas.text(
            low[1] - 4 if first else low[1],
            low[0] + 20,
            cells[low[2]].label,
            size=12,
            bold=True,
            at="start" if first else "middle",
        )


def multiples(
    panels: Sequence[tuple[str, Sequence[Cell]]],
    names: Sequence[str],
    what: str,
    *,
    spans: Sequence[str] = (),
    script: Script = LATIN,
    alt: str = "",
) -> Chart:
    """At most six small lines, each with its own scale from zero; `spans` are first and last value in words."""
    panels = panels[:6]
    canvas = Canvas(640, (len(panels) + 2) // 3 * 122 - 14, script)
    for place, (name, cells) in enumerate(panels):
        x, y = 218.0 * (place % 3), 122.0 * (place // 3)
        canvas.text(x, y + 12, name, size=12, bold=True)
        words = spans[place] if spans else f"{cells[0].label} – {cells[-1].label}"
        canvas.text(x, y + 28, words, ink=MUTED)
        _panel(canvas, x, y, cells)
        canvas.text(x, y + 102, names[0], ink=MUTED)
        canvas.text(x + 200, y + 102, names[-1], ink=MUTED, at="end")
    values = ". ".join(f"{name}: {', '.join(cell.label for cell in cells)}" for name, cells in panels)
    return canvas.chart(alt or f"{what}, {', '.join(names)}. {values}.")


def _panel(canvas: Canvas, x: float, y: float, cells: Sequence[Cell]) -> None:
    bottom, tall, gap = y + 87, 46.0, 188 / max(len(cells) - 1, 1)
    most = largest(cells)
    spots = [
        (x + 6 + i * gap, None if c.value is None else bottom - c.value * tall / most, c.mark)
        for i, c in enumerate(cells)
    ]
    if all(cell.value is not None for cell in cells):
        over = [(px, py) for px, py, _ in spots if py is not None]
        canvas.run([(x + 6, bottom), *over, (x + 194, bottom)], "polygon", f'fill="{PALE}"')
    canvas.rule(x, bottom, x + 200, bottom)
    _stroke(canvas, spots, bottom)


def funnel(
    rows: Sequence[tuple[str, Cell, Cell, Cell]], what: str, *, script: Script = LATIN, alt: str = ""
) -> Chart:
    """Offered as outline, accepted as tint, attended solid, one inside the other; the three numbers at the end."""
    left, room = 230, 270
    heights = [31 if folded(row[0], 34)[1:] else 25 for row in rows]
    canvas = Canvas(640, max(sum(heights), 25), script)
    scale = room / largest([row[1] for row in rows])
    for place, (name, *cells) in enumerate(rows):
        middle = sum(heights[:place]) + heights[place] / 2
        canvas.label(left - 10, middle, name, 34, 11.5)
        for stage, cell in enumerate(cells):
            _stage(canvas, left, middle, stage, cell, scale)
        steps = " › ".join(cell.label for cell in cells)  # a mirrored sign: it points the way the words run
        canvas.text(640, middle + 4, steps, size=11.5, at="end")
    canvas.rule(left, 0, left, canvas.height)
    words = "; ".join(f"{name} {a.label}, {b.label}, {c.label}" for name, a, b, c in rows)
    return canvas.chart(alt or f"{what}: {words}.")


def _stage(canvas: Canvas, x: float, middle: float, stage: int, cell: Cell, scale: float) -> None:
    thick = (18, 18, 8)[stage]
    top = middle - thick / 2
    if cell.value is None:  # fixed lengths, the inner ones shorter: offered holds accepted holds attended
        canvas.hidden(x, top, (HIDDEN_BAR, 34, 22)[stage], thick, cell.mark)
        return
    edge = f' stroke="{FILL}" stroke-width="1.2"' if stage == 0 else ""
    canvas.rect(x, top, cell.value * scale, thick, (PAPER, TINT, FILL)[stage], edge)


def bullet(
    now: Cell,
    then: Cell,
    upto: Cell | None = None,
    *,
    target: int | None = None,
    script: Script = LATIN,
    alt: str = "",
) -> Chart:
    """Beside a key figure: a bar for this period, a short line for the one before; `upto` makes it a range."""
    scale = 188 / (max(largest([now, then, upto]), target or 0) * 1.12)
    canvas = Canvas(190, 30, script)
    canvas.rect(1, 9, 188, 12, BACK)
    if now.value is None:
        canvas.hidden(1, 9, HIDDEN_BAR, 12, now.mark)
    elif upto is not None and upto.value is not None:
        canvas.rect(1 + now.value * scale, 9, (upto.value - now.value) * scale, 12, TINT)
        for end in (now.value, upto.value):
            canvas.rect(end * scale - 0.5, 6, 3, 18, FILL)
    else:
        canvas.rect(1, 9, now.value * scale, 12, FILL)
    if then.value is not None and upto is None:
        canvas.rect(1 + then.value * scale - 1.2, 5, 2.4, 20, INK, ' stroke="#ffffff" stroke-width="0.8"')
    if target is not None:
        canvas.dashed(1 + target * scale, 1, 1 + target * scale, 29)
    ends = f"{now.label} – {upto.label}" if upto is not None else now.label
    return canvas.chart(alt or f"{ends}; {then.label}.")


def progress(
    rows: Sequence[tuple[str, int, str]],
    what: str,
    percent: Callable[[int], str] = "{} %".format,
    script: Script = LATIN,
) -> Chart:
    """Targets: (name, whole per cent of its target, words at the end). All targets stand on one dashed line; a bar
    ends at twice its target and says so."""
    left, room, step = 225, 250, 30
    canvas = Canvas(640, max(len(rows), 1) * step, script)
    most = max([100, *(min(done, FARTHEST) for _, done, _ in rows)])
    said_, goal = [], left + room * 100 / most
    for place, (name, done, words) in enumerate(rows):
        middle = place * step + step / 2
        canvas.label(left - 10, middle, name, 34, 11.5)
        canvas.rect(left, middle - 7.75, min(done, FARTHEST) / most * room, 15.5, FILL)
        canvas.text(640, middle + 4, words, size=11.5, at="end")
        said_.append(f"{name} ({words}, {percent(min(done, FARTHEST))}{'+' if done > FARTHEST else ''})")
    canvas.rule(left, 0, left, canvas.height)
    canvas.dashed(goal, 0, goal, canvas.height, PAPER)
    return canvas.chart(f"{what}: {'; '.join(said_)}.")
