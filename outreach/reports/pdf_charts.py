"""Draws the words of charts as words: WeasyPrint places every letter of an SVG text by itself.

Part of the program pdf.py, which loads it by its path; it imports nothing of the package. Letter by letter, Arabic is
not joined, nothing is kerned, and each text with an anchor becomes a transparency group of its own. Here a text is one
line at one place, which is all that charts.py writes; it takes a tenth of the time.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint import svg as drawing  # type: ignore[import-untyped, unused-ignore]
from weasyprint.css.properties import INITIAL_VALUES  # type: ignore[import-untyped, unused-ignore]
from weasyprint.draw.text import draw_first_line  # type: ignore[import-untyped, unused-ignore]
from weasyprint.matrix import Matrix  # type: ignore[import-untyped, unused-ignore]
from weasyprint.svg.text import Style, TextBox  # type: ignore[import-untyped, unused-ignore]
from weasyprint.text.line_break import split_first_line  # type: ignore[import-untyped, unused-ignore]

SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of the width that stands before the place


def write_words() -> None:
    """From now on texts of SVG images are drawn by `words`."""
    drawing.TAGS["text"] = words


def words(svg: Any, node: Any, size: float) -> None:
    """One text: `x`, `y`, `font-family`, `font-size`, `font-weight`, `fill`, `text-anchor`,
    `direction`; an anchor is the left, the middle or the right of what is drawn."""
    if not node.text:
        return
    style = Style()
    style.update(INITIAL_VALUES)
    style.font_config = svg.font_config
    style["font_family"] = [name.strip("\"' ") for name in node.get("font-family", "sans-serif").split(",")]
    style["font_weight"] = int(node.get("font-weight", 400))
    style["font_size"], style["direction"] = size, node.get("direction", "ltr")
    layout, _, _, width, _, baseline = split_first_line(node.text, style, svg.context, inf, 0)
    x, y = svg.point(node.get("x"), node.get("y"), size)
    svg.stream.push_state()
    fill, stroke = svg.set_graphical_state(node, size)
    svg.stream.begin_text()
    layout.reactivate(style)
    svg.fill_stroke(fill, stroke, text=True)
    box = TextBox(layout, style)
    box.baseline = baseline
    place = Matrix(d=-1, e=x - width * SHARE[node.get("text-anchor", "start")], f=y)
    draw_first_line(svg.stream, box, "none", "none", place)
    svg.stream.end_text()
    svg.stream.pop_state()
