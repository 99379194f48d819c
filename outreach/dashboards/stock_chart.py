"""The course of the item that runs out first: a line to today, then a cone to the days on which it may be empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from .charts import NARROW, WIDE, Left
from .drawing import Drawing, nice_top
from .words import number, short_day, span

AHEAD = 30  # days after today that the picture shows at most


def stock_course(
    key: str, one: Left, days: Sequence[tuple[date, int]], delivery: int, width: int = WIDE
) -> Markup:
    """`days` are (day, units at its end), the last one today; `one` says when it ends."""
    today, left = days[-1]
    ahead = min(AHEAD, max(delivery, one.high or one.low or 0) + 3)
    height, start, top, bottom = 250, 52, 24, 220
    pen = Drawing(
        key, width, height, f"{one.name} in stock since {short_day(days[0][0])}", _words(one, days, delivery)
    )
    most = nice_top(max([units for _day, units in days] + [1]))
    step = (width - start - 12) / (len(days) - 1 + ahead)

    def x(day: date) -> float:
        return start + (day - days[0][0]).days * step

    def y(units: float) -> float:
        return bottom - max(units, 0) / most * (bottom - top)

    for part in (0, 1 / 3, 2 / 3, 1):
        pen.line(start, y(most * part), width - 12, y(most * part), "g-grid" if part else "g-axis")
        pen.text(start - 7, y(most * part) + 4, number(round(most * part)), "g-muted", end=True)
    if one.low is not None:
        ends = [min(n, ahead) for n in (one.low, ahead if one.high is None else one.high)]
        points = [(x(today), y(left)), *((x(today + timedelta(days=n)), bottom) for n in ends)]
        pen.points([(float(a), float(b)) for a, b in points], "g-cone", closed=True)
    pen.points([(x(day), y(units)) for day, units in days], "g-line")
    pen.circle(x(today), y(left), 5, "g-dot")
    pen.text(x(today) + 8, y(left) - 10, f"{number(left)} today", bold=True)
    _order(pen, x(today + timedelta(days=delivery)), (top, bottom), width)
    _labels(pen, days, x, height, width > NARROW)
    return pen.done()


def empty_between(one: Left, today: date) -> str:
    """ "between 20 and 23 October", as a caption says it."""
    if one.low is None:
        return "no end in sight"
    first = today + timedelta(days=one.low)
    if one.high is None:
        return f"empty from {short_day(first, today)}"
    last = today + timedelta(days=one.high)
    return f"empty between {short_day(first, today)} and {short_day(last, today)}"


def _words(one: Left, days: Sequence[tuple[date, int]], delivery: int) -> str:
    today, left = days[-1]
    (first, before), least = days[0], min(units for _day, units in days)
    return (
        f"{number(before)} on {short_day(first)}, {number(left)} today; the least was {number(least)}. "
        f"At the use of the last 28 days it is {empty_between(one, today)}, "
        f"in {span(one.low, one.high, words=True)} days. "
        f"An order of today arrives on {short_day(today + timedelta(days=delivery))}."
    )


def _order(pen: Drawing, x: float, ends: tuple[float, float], width: int) -> None:
    top, bottom = ends
    pen.line(x, top, x, bottom, "g-target")
    near_edge = x > width - 90
    for line, words in enumerate(("if ordered", "today")):
        pen.text(x + (-5 if near_edge else 5), top + 8 + 15 * line, words, end=near_edge)


def _labels(
    pen: Drawing, days: Sequence[tuple[date, int]], x: Callable[[date], float], height: float, wide: bool
) -> None:
    every = 14 if wide else 28
    for day, _units in days[:-6:every]:
        pen.text(max(x(day), 66), height - 10, short_day(day, days[-1][0]), "g-muted", middle=True)
    pen.text(x(days[-1][0]), height - 10, "today", bold=True, middle=True)
