"""Charts of the desk, one function each: figures in plum, the values in words, a wide and a narrow drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from .drawing import Drawing, fitted, nice_top
from .words import number, plural, short_day, span

WIDE, NARROW, MINI = 640, 358, 248  # px: beside a table, on a phone, beside a sentence
SCALE_DAYS = 60  # all rows of "days left" share this scale


@dataclass(frozen=True)
class Left:
    """Days until an item is used up, fastest to slowest (None: not used, or beyond counting)."""

    name: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Value:
    """One bar: its name and its value, and (where asked for) the value of the period before."""

    name: str
    value: float
    before: float | None = None


@dataclass(frozen=True)
class Steps:
    """One row of the funnel."""

    name: str
    offered: int
    accepted: int
    attended: int


def runs_out(key: str, rows: Sequence[Left], delivery: int) -> Markup:
    """Days left for the few items that run out first, with the delivery time dashed through all rows."""
    desc = ". ".join(f"{row.name}: {span(row.low, row.high, words=True)} days" for row in rows)
    desc += f". The dashed line is the delivery time of {plural(delivery, 'day')}."
    height = 24 * len(rows) + 18
    pen = Drawing(key, MINI, height, "Days left for the items that run out first", desc)
    left, right = 100, 190
    scale = (right - left) / SCALE_DAYS
    for place, row in enumerate(rows):
        y = 12 + 24 * place
        low, high = row.low or 0, SCALE_DAYS if row.high is None else row.high
        start = left + min(low, SCALE_DAYS) * scale
        pen.text(0, y + 4, fitted(row.name, left - 4))
        pen.line(left, y, right, y, "g-grid")
        width = max(min(high, SCALE_DAYS) * scale + left - start, 3)
        pen.rect(min(start, right - 3), y - 6, width, 12, "g-clay" if low <= delivery else "g-bar")
        days = (
            f"{number(row.low)}+ d"
            if row.low is not None and row.high is None
            else f"{span(row.low, row.high)} d"
        )
        pen.text(MINI, y + 4, days, end=True, bold=True)
    x = left + delivery * scale
    pen.line(x, 1, x, height - 16, "g-target")
    pen.text(x + 4, height - 4, f"delivery, {plural(delivery, 'day')}", "g-muted")
    return pen.done()


def overdue_blocks(key: str, bands: Sequence[tuple[str, int]]) -> Markup:
    """Overdue referrals as blocks, or as bars when there are many; the last band is the one to look at."""
    pen = Drawing(
        key,
        MINI,
        24 * len(bands) + 4,
        "Overdue referrals by days overdue",
        "; ".join(f"{name}: {number(count)}" for name, count in bands) + ".",
    )
    most = max([count for _name, count in bands] + [1])
    for place, (name, count) in enumerate(bands):
        y, last = 2 + 24 * place, place == len(bands) - 1
        kind = "g-clay" if last else "g-bar"
        pen.text(0, y + 12, name)
        if most <= 5:
            for block in range(count):
                pen.rect(78 + 26 * block, y, 20, 16, kind, radius=3)
            end: float = 78 + 26 * count
        else:
            end = 78 + 126 * count / most
            pen.rect(78, y, end - 78, 16, kind, radius=3)
        pen.text(end + 4, y + 12, number(count), bold=True)
    return pen.done()


def lights(key: str, lit: int, dark: int) -> Markup:
    """One light per phone: lit = in step, a ring with a cross = silent."""
    many, total = 7, lit + dark
    most = 28
    shown = [False] * min(dark, most) + [True] * max(0, min(lit, most - dark))
    shown = sorted(shown, reverse=True)
    height = 34 * ((len(shown) - 1) // many + 1) if shown else 34
    pen = Drawing(
        key,
        MINI,
        height,
        f"{plural(total, 'phone')} as lights",
        f"{number(lit)} lit: a proof in the last two days. {number(dark)} dark, with a cross.",
    )
    for place, is_lit in enumerate(shown):
        x, y = 14 + 34 * (place % many), 16 + 34 * (place // many)
        if is_lit:
            pen.circle(x, y, 13, "g-lampglow")
            pen.circle(x, y, 8.5, "g-lamp")
        else:
            pen.circle(x, y, 9, "g-off")
            pen.path(f"M{x - 4} {y - 4}l8 8m0-8l-8 8", "g-off")
    return pen.done()


def daily(
    key: str,
    days: Sequence[tuple[date, int]],
    band: tuple[int, int] | None,
    width: int,
    height: int,
    title: str,
) -> Markup:
    """Contacts by day; the last one strong, the usual range as a band behind. Labels only where there is room."""
    desc = "; ".join(f"{short_day(day)} {number(count)}" for day, count in days) + "."
    if band:
        desc += f" The band shows the usual range, {number(band[0])} to {number(band[1])}."
    pen = Drawing(key, width, height, title, desc)
    labelled = height >= 100
    top, bottom = (20 if labelled else 4), height - 16
    most = max([count for _day, count in days] + [band[1] if band else 0, 1])
    step, scale = width / max(len(days), 1), (bottom - top) / most
    if band:
        pen.rect(0, bottom - band[1] * scale, width, (band[1] - band[0]) * scale, "g-bandfill")
    for place, (day, count) in enumerate(days):
        x, last = step * place, place == len(days) - 1
        pen.rect(
            x + step * 0.16, bottom - count * scale, step * 0.68, count * scale, "g-bar" if last else "g-bar2"
        )
        if labelled:
            pen.text(x + step / 2, bottom - count * scale - 5, number(count), middle=True, bold=last)
        if labelled or last or place in (0, len(days) // 2 - 1):
            pen.text(x + step / 2, height - 3, str(day.day), "g-muted", middle=True, bold=last)
    pen.line(0, bottom, width, bottom, "g-axis")
    return pen.done()


def days_cell(low: int | None, high: int | None, delivery: int) -> Markup:
    """The bar inside a table's cell; the words stand in the cell before it."""
    pen = Drawing("", 176, 20)
    scale = 172 / SCALE_DAYS
    pen.line(2, 10, 174, 10, "g-grid")
    for days in (0, SCALE_DAYS / 2, SCALE_DAYS):
        pen.line(2 + days * scale, 5, 2 + days * scale, 15, "g-axis")
    if low is not None:
        start, end = (
            min(low, SCALE_DAYS) * scale,
            min(SCALE_DAYS if high is None else high, SCALE_DAYS) * scale,
        )
        pen.rect(min(2 + start, 171), 4, max(end - start, 3), 12, "g-clay" if low <= delivery else "g-bar")
        if high is None or high > SCALE_DAYS:
            pen.path("M168 4l7 6l-7 6z", "g-bar")
    pen.line(2 + delivery * scale, 0, 2 + delivery * scale, 20, "g-target")
    return pen.done()


def sorted_bars(key: str, rows: Sequence[Value], title: str, unit: str, width: int = WIDE) -> Markup:
    """Bars with the number at their end; a short upright line is the period before."""
    desc = "; ".join(
        f"{row.name} {number(row.value)}"
        + (f" (before: {number(row.before)})" if row.before is not None else "")
        for row in rows
    )
    label = 190 if width > NARROW else 130
    pen = Drawing(key, width, 28 * len(rows) + 8, title, f"{desc} {unit}.")
    most = max([max(row.value, row.before or 0) for row in rows] + [1])
    scale = (width - label - 62) / most
    for place, row in enumerate(rows):
        y = 4 + 28 * place
        pen.text(label - 10, y + 16, fitted(row.name, label - 10, 13), size=13, end=True)
        pen.rect(label, y + 2, row.value * scale, 18, "g-bar")
        if row.before is not None:
            pen.line(label + row.before * scale, y - 1, label + row.before * scale, y + 23, "g-tick")
        end = label + max(row.value, row.before or 0) * scale
        pen.text(end + 8, y + 16, number(row.value), size=13, bold=True)
    pen.line(label, 0, label, 28 * len(rows) + 4, "g-axis")
    return pen.done()


def funnel(key: str, rows: Sequence[Steps], title: str, width: int = WIDE) -> Markup:
    """Offered as outline, accepted as tint, attended solid, nested; the numbers at the right."""
    desc = "; ".join(
        f"{row.name}: {number(row.offered)} offered, {number(row.accepted)} accepted, {number(row.attended)} attended"
        for row in rows
    )
    wide = width > NARROW
    label, right, pitch = (168, 112, 32) if wide else (112, 96, 28)
    pen = Drawing(key, width, pitch * len(rows) + 4, title, desc + ".")
    scale = (width - label - right) / max([row.offered for row in rows] + [1])
    size = 13 if wide else 12
    for place, row in enumerate(rows):
        y = 6 + pitch * place
        tall = pitch - 10
        pen.text(label - 8, y + tall - 6, fitted(row.name, label - 8, size), size=size, end=True)
        pen.rect(label, y, row.offered * scale, tall, "g-outl")
        pen.rect(label, y, row.accepted * scale, tall, "g-bar2")
        pen.rect(label, y + tall / 4, row.attended * scale, tall / 2, "g-bar")
        numbers = " › ".join(number(count) for count in (row.offered, row.accepted, row.attended))
        pen.text(width, y + tall - 6, numbers, size=size, end=True, bold=True)
    pen.line(label, 0, label, pitch * len(rows) + 4, "g-axis")
    return pen.done()


def months(
    key: str, values: Sequence[tuple[str, float]], chosen: set[str], title: str, unit: str, width: int = WIDE
) -> Markup:
    """A line over months from zero: last and lowest point labelled, the chosen period on a band."""
    height, left, top = 190, 52, 22
    bottom = height - 26
    desc = "; ".join(f"{name} {number(value)}" for name, value in values) + f" {unit}."
    pen = Drawing(key, width, height, title, desc)
    if not values:
        return pen.done()
    most = nice_top(max(value for _name, value in values))
    step = (width - left - 34) / max(len(values) - 1, 1)
    places = [
        (left + 10 + step * i, bottom - value / most * (bottom - top))
        for i, (_name, value) in enumerate(values)
    ]
    for (x, _y), (name, _value) in zip(places, values, strict=True):
        if name in chosen:
            pen.rect(x - step / 2, top - 8, step, bottom - top + 8, "g-bandfill")
    for part in (0, 0.5, 1):
        y = bottom - part * (bottom - top)
        pen.line(left, y, width - 8, y, "g-grid" if part else "g-axis")
        pen.text(left - 6, y + 4, number(most * part), "g-muted", end=True)
    pen.points(places, "g-line")
    _month_labels(pen, values, places, height, width)
    return pen.done()


def _month_labels(
    pen: Drawing,
    values: Sequence[tuple[str, float]],
    places: list[tuple[float, float]],
    height: float,
    width: int,
) -> None:
    lowest = min(range(len(values)), key=lambda i: values[i][1])
    for place in {lowest, len(values) - 1}:
        (x, y), (_name, value) = places[place], values[place]
        pen.circle(x, y, 4, "g-dot")
        falls = place > 0 and values[place - 1][1] > value  # the line comes from above: the number goes below
        pen.text(x, min(y + (18 if falls else -10), height - 30), number(value), middle=True, bold=True)
    every = 1 if width > NARROW else 2
    for place in range(len(values) - 1, -1, -every):
        pen.text(places[place][0], height - 6, values[place][0].split(" ")[0][:3], "g-muted", middle=True)
