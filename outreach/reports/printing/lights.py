"""The cover: a light for each night of the period, a column a week.

It reads the calendar and nothing else. Whether a team met somebody on one night is a count of a day, which no report
may tell; so every night that is over has its light, and nights to come are rings.
"""

from __future__ import annotations

from datetime import date, timedelta

from .drawing import LATIN, Canvas, Chart, Script

LAMP, RING = "#ffb765", "#8f8092"
WIDTH, ROW = 372.0, 20.0


def nights(first: date, last: date, until: date, alt: str, script: Script = LATIN) -> Chart:
    """The nights from `first` to `last`; those after `until` have no light yet."""
    monday = first - timedelta(days=first.weekday())
    columns = (last - monday).days // 7 + 1
    step = min(27.0, WIDTH / columns)
    size = max(step / 27, 0.3)
    canvas = Canvas(columns * step, 7.1 * ROW * size, script, hatch=False)
    for place in range((last - first).days + 1):
        night = first + timedelta(days=place)
        x = (night - monday).days // 7 * step + step / 2
        y = (night.weekday() + 0.5) * ROW * size
        if night <= until:
            canvas.circle(x, y, 8.6 * size, LAMP, ' fill-opacity="0.16"')
            canvas.circle(x, y, 5 * size, LAMP)
        else:
            canvas.circle(x, y, 5 * size, "none", f' stroke="{RING}" stroke-width="1.2"')
    return canvas.chart(alt)
