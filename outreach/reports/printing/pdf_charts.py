"""Draws the words of charts as words: WeasyPrint places every letter of an SVG text by itself.

Part of the program pdf.py, which loads it by its path; it imports nothing of the package. Letter by letter, Arabic is
not joined, nothing is kerned, and each text with an anchor becomes a transparency group of its own. Here a text is one
line at one place, which is all that charts.py writes; it takes a tenth of the time.
"""

from __future__ import annotations

from math import inf
from typing import Any

SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of the width that stands before the place


class Style(dict[str, Any]):
    """Values of CSS as WeasyPrint's functions for text read them."""

    font_config: Any = None


class Line:
    """One line of text as WeasyPrint's functions for drawing read it."""

    def __init__(self, layout: Any, style: Style, baseline: float) -> None:
        self.pango_layout, self.style, self.baseline = layout, style, baseline
        self.text = layout.text


def write_words(weasyprint: Any) -> None:
    """From now on texts of SVG images are drawn as one line each."""

    def words(svg: Any, node: Any, size: float) -> None:
        if node.text:
            _draw(weasyprint, svg, node, size)

    weasyprint.svg.TAGS["text"] = words


def _draw(weasyprint: Any, svg: Any, node: Any, size: float) -> None:
    """One text: `x`, `y`, `font-family`, `font-size`, `font-weight`, `fill`, `text-anchor`, `direction`.

    An anchor is the left, the middle or the right of what is drawn.
    """
    style = Style(weasyprint.css.properties.INITIAL_VALUES)
    style.font_config = svg.font_config
    style["font_family"] = [name.strip("\"' ") for name in node.get("font-family", "sans-serif").split(",")]
    style["font_weight"] = int(node.get("font-weight", 400))
    style["font_size"], style["direction"] = size, node.get("direction", "ltr")
    split = weasyprint.text.line_break.split_first_line(node.text, style, svg.context, inf, 0)
    layout, width, baseline = split[0], split[3], split[5]
    x, y = svg.point(node.get("x"), node.get("y"), size)
    svg.stream.push_state()
    fill, stroke = svg.set_graphical_state(node, size)
    svg.stream.begin_text()
    layout.reactivate(style)
    svg.fill_stroke(fill, stroke, text=True)
    place = weasyprint.matrix.Matrix(d=-1, e=x - width * SHARE[node.get("text-anchor", "start")], f=y)
    line = Line(layout, style, baseline)
    weasyprint.draw.text.draw_first_line(svg.stream, line, "none", "none", place)
    svg.stream.end_text()
    svg.stream.pop_state()
