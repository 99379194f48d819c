"""What charts for print are drawn with: hand-written SVG of literal colours, mirrored as a whole where text runs right
to left.

Widths are in the units of the viewBox; 640 units are 170 mm on paper, so 11 units of text are 8.3 pt.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from ..content.rules import Cell, number

INK, MUTED, HAIR = "#2a1b2d", "#5f4d61", "#e2d9dd"
FILL, TINT, PALE, BACK, PAPER = "#4a2e52", "#a790ac", "#e9dfe9", "#efe7ec", "#ffffff"
FACES = "Inter, Inter latin-ext, Inter cyrillic, Inter greek, Inter vietnamese, Noto Sans Arabic, Noto Sans Hebrew"
HIDDEN_BAR = 46.0  # length of every hidden bar, whatever it hides
HATCH = (
    '<defs><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#ffffff"/>'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{MUTED}" stroke-width="1.1"/></pattern></defs>'
)
_OTHER = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class Chart:
    """A drawing and its words; `alt` says what it shows and every printed value."""

    svg: str
    alt: str

    @property
    def src(self) -> str:
        return "data:image/svg+xml;base64," + b64encode(self.svg.encode()).decode()


@dataclass(frozen=True)
class Script:
    """How a chart is written: from right to left or not, and its numbers on scales."""

    right: bool = False
    number: Callable[[int], str] = number


LATIN = Script()


_BAND = re.compile(r"<\d+")  # "<5" is read from the left in every script


class Canvas:
    """Shapes of one drawing. Coordinates are given as if text ran from left to right."""

    def __init__(self, width: float, height: float = 0, script: Script = LATIN, hatch: bool = True) -> None:
        self.width, self.height, self.script = width, height, script
        self.shapes: list[str] = [HATCH] if hatch else []

    def at(self, x: float, wide: float = 0) -> str:
        """Where something `wide` that begins at x stands."""
        return f"{self.width - x - wide:.1f}" if self.script.right else f"{x:.1f}"

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 11,
        bold: bool = False,
        ink: str = INK,
        at: str = "start",
    ) -> None:
        anchor, way = (_OTHER[at], ' direction="rtl"') if self.script.right else (at, "")
        words = _BAND.sub("\u2066\\g<0>\u2069", words) if self.script.right else words
        self.shapes.append(
            f'<text{way} x="{self.at(x)}" y="{y:.1f}" fill="{ink}" font-family="{FACES}" font-size="{size:g}" '
            f'font-weight="{700 if bold else 400}" text-anchor="{anchor}">{escape(words)}</text>'
        )

    def rect(self, x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> None:
        self.shapes.append(
            f'<rect x="{self.at(x, wide)}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"{more}/>'
        )

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, ink: str = MUTED, thick: float = 1, more: str = ""
    ) -> None:
        self.shapes.append(
            f'<line x1="{self.at(x1)}" y1="{y1:.1f}" x2="{self.at(x2)}" y2="{y2:.1f}" '
            f'stroke="{ink}" stroke-width="{thick:g}"{more}/>'
        )

    def circle(self, x: float, y: float, r: float, fill: str, more: str = "") -> None:
        self.shapes.append(f'<circle cx="{self.at(x)}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"{more}/>')

    def run(self, points: Sequence[tuple[float, float]], kind: str, more: str) -> None:
        """A polyline or polygon."""
        spots = " ".join(f"{self.at(x)},{y:.1f}" for x, y in points)
        self.shapes.append(f'<{kind} points="{spots}" {more}/>')

    def hidden(self, x: float, y: float, wide: float, high: float, mark: str) -> None:
        """The one mark of what is not printed: hatched, an outline for what was not open, nothing for "–"."""
        if mark == "shut":
            self.rect(x, y, wide, high, "none", f' stroke="{MUTED}" stroke-width="1"')
        elif mark != "none":
            self.rect(x, y, wide, high, "url(#h)", f' stroke="{MUTED}" stroke-width="0.8"')

    def dashed(self, x1: float, y1: float, x2: float, y2: float, under: str = "") -> None:
        """The line of a target; `under` is the colour of a wider line below it, where it crosses dark shapes."""
        if under:
            self.rule(x1, y1, x2, y2, under, 4)
        self.rule(x1, y1, x2, y2, INK, 1.25, ' stroke-dasharray="4 2.5"')

    def label(self, x: float, middle: float, name: str, chars: int, size: float) -> None:
        """A name of at most two lines that ends at x."""
        lines = folded(name, chars)
        top = middle + size * 0.36 - (len(lines) - 1) * size * 0.58
        for place, line in enumerate(lines):
            self.text(x, top + place * size * 1.16, line, size=size, at="end")

    def chart(self, alt: str) -> Chart:
        """The finished drawing."""
        return Chart(drawing(self.width, self.height, *self.shapes), alt)


def drawing(width: float, height: float, *shapes: str) -> str:
    """An SVG document of its own."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{"".join(shapes)}</svg>'
    )


def folded(name: str, chars: int) -> list[str]:
    """A name in at most two lines; what does not fit ends with "…"."""
    lines = wrap(name, chars) or [""]
    return lines if len(lines) <= 2 else [lines[0], lines[1][: chars - 1].rstrip() + "…"]


def said(rows: Sequence[tuple[str, Cell]]) -> str:
    """ "Street 2,204; Van 1,187; Prison gate withheld": the words of a chart's alternative text."""
    return "; ".join(f"{name} {cell.label}" for name, cell in rows)


def largest(cells: Sequence[Cell | None]) -> int:
    """The largest printed value, at least 1: the one number that scales a chart."""
    return max([cell.value or 0 for cell in cells if cell is not None], default=0) or 1
