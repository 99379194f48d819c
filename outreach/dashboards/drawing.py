"""A small pen for SVG: escaped, classed, without styles, and never without words for those who cannot see it."""

from __future__ import annotations

from markupsafe import Markup

_SIGN_WIDTH = 0.52  # of the font size: average width of a sign of Inter


class Drawing:
    """One picture of `width` × `height` px with its title and description.

    `key` must be unique on the page: it names the title and description for `aria-labelledby`. Without a title
    the picture is decoration: the same cell or sentence has its words.
    """

    def __init__(self, key: str, width: float, height: float, title: str = "", desc: str = "") -> None:
        box = Markup('<svg viewBox="0 0 {} {}" ').format(_n(width), _n(height))
        if title:
            words = Markup(
                'width="{}" height="{}" class="chart" role="img" aria-labelledby="{}-t {}-d">'
                '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
            ).format(_n(width), _n(height), key, key, key, title, key, desc)
        else:
            words = Markup('aria-hidden="true" focusable="false">')
        self._parts = [box + words]

    def rect(self, x: float, y: float, width: float, height: float, kind: str, radius: float = 0) -> None:
        """A bar or block of class `kind`."""
        rounded = Markup(' rx="{}"').format(_n(radius)) if radius else ""
        self._add(
            '<rect x="{}" y="{}" width="{}" height="{}"{} class="{}"/>',
            _n(x),
            _n(y),
            _n(max(width, 0)),
            _n(height),
            rounded,
            kind,
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """A straight line of class `kind`."""
        self._add('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', _n(x1), _n(y1), _n(x2), _n(y2), kind)

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """A dot or ring of class `kind`."""
        self._add('<circle cx="{}" cy="{}" r="{}" class="{}"/>', _n(x), _n(y), _n(radius), kind)

    def path(self, d: str, kind: str) -> None:
        """A path of class `kind`; `d` is made of numbers and commands by the caller."""
        self._add('<path d="{}" class="{}"/>', d, kind)

    def points(self, points: list[tuple[float, float]], kind: str, closed: bool = False) -> None:
        """A line through `points`, or the area they enclose."""
        shape = "polygon" if closed else "polyline"
        joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add('<{} points="{}" class="{}"/>', shape, joined, kind)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        kind: str = "g-ink",
        *,
        size: int = 12,
        end: bool = False,
        middle: bool = False,
        bold: bool = False,
    ) -> None:
        """Words on baseline `y`; `end` and `middle` say which part of them stands at `x`."""
        anchor = "end" if end else "middle" if middle else "start"
        weight = Markup(' font-weight="700"') if bold else ""
        self._add(
            '<text x="{}" y="{}" class="{}" font-size="{}" text-anchor="{}"{}>{}</text>',
            _n(x),
            _n(y),
            kind,
            size,
            anchor,
            weight,
            words,
        )

    def done(self) -> Markup:
        """The finished picture."""
        return Markup("").join([*self._parts, Markup("</svg>")])

    def _add(self, pattern: str, *values: object) -> None:
        self._parts.append(Markup(pattern).format(*values))  # noqa: S704 - patterns are literals of this file


def fitted(words: str, width: float, size: int = 12) -> str:
    """`words`, cut with an ellipsis to about `width` px."""
    most = max(3, int(width / (size * _SIGN_WIDTH)))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def nice_top(value: float) -> float:
    """The end of an axis from zero: the next 1, 1.5, 2, 3, 4, 5, 6 or 8 with zeros."""
    if value <= 0:
        return 1
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
