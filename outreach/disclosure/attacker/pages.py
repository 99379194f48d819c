"""What stands on the pages of a PDF: text and drawn shapes, each with the mark that ties it to the structure tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .fonts import Font

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Mark = tuple[int, int]  # page, number of the marked content; -1 for what belongs to no element
ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PAINT = {
    "S": "s", "s": "s", "f": "f", "F": "f", "f*": "f", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs", "n": "",
}  # fmt: skip
DEEPEST = 12  # forms inside forms


@dataclass(frozen=True)
class Shape:
    """One painted path. `fill` is a colour, "pattern", or "" for a line; `curved` paths are circles here."""

    points: tuple[Point, ...]
    fill: str
    stroked: bool
    curved: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def rectangle(self) -> bool:
        """True for a box with upright sides."""
        left, low, right, high = self.box
        corners = {(round(x, 2), round(y, 2)) for x, y in self.points}
        upright = {(round(x, 2), round(y, 2)) for x in (left, right) for y in (low, high)}
        return not self.curved and len(corners) == 4 and corners == upright


@dataclass
class Marked:
    """Everything that one mark holds."""

    text: list[str] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


@dataclass
class _State:
    matrix: Matrix = ONE
    fill: str = "0"
    font: Font | None = None


def read_pages(pdf: pikepdf.Pdf) -> dict[Mark, Marked]:
    """All content of all pages by its mark."""
    found: dict[Mark, Marked] = defaultdict(Marked)
    fonts: dict[Any, Font] = {}
    for number, page in enumerate(pdf.pages):
        _Reader(number, found, fonts).run(page, page.get("/Resources", pikepdf.Dictionary()), _State())
    return found


class _Reader:
    """Runs the operators of one page; ignores what neither writes nor draws."""

    def __init__(self, number: int, found: dict[Mark, Marked], fonts: dict[Any, Font]) -> None:
        self.number, self.found, self.fonts = number, found, fonts
        self.marks: list[int] = []
        self.spoken: list[bool] = []  # for each open mark: other text stands for what is shown
        self.path: list[Point] = []
        self.curved = False
        self.depth = 0

    @property
    def here(self) -> Marked:
        inner = next((mark for mark in reversed(self.marks) if mark >= 0), -1)
        return self.found[self.number, inner]

    def run(self, stream: Any, resources: Any, state: _State) -> None:
        self.depth += 1
        saved: list[_State] = []
        for step in pikepdf.parse_content_stream(stream) if self.depth < DEEPEST else ():
            operands, name = list(step.operands), str(step.operator)
            if name == "q":
                saved.append(_State(state.matrix, state.fill, state.font))
            elif name == "Q":
                state = saved.pop() if saved else state
            elif name == "Do":
                self._form(str(operands[0]), resources, state)
            else:
                self._mark(name, operands, resources)
                self._set(name, operands, resources, state)
                self._draw(name, operands, state)
                self._write(name, operands, state)
        self.depth -= 1

    def _form(self, name: str, resources: Any, state: _State) -> None:
        form = resources.get("/XObject", {}).get(name)
        if form is None or str(form.get("/Subtype")) != "/Form":
            return
        matrix = _numbers(form.get("/Matrix", ())) or ONE
        inner = _State(_times(matrix, state.matrix), state.fill, state.font)
        self.run(form, form.get("/Resources", resources), inner)

    def _mark(self, name: str, operands: Sequence[Any], resources: Any) -> None:
        if name in ("BMC", "BDC"):
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, pikepdf.Name):
                properties = resources.get("/Properties", {}).get(str(properties))
            known = isinstance(properties, pikepdf.Dictionary)
            spoken = known and properties is not None and "/ActualText" in properties
            self.marks.append(int(properties.get("/MCID", -1)) if known and properties is not None else -1)
            if spoken and properties is not None and not any(self.spoken):
                self.here.text.append(f" {properties.ActualText} ")
            self.spoken.append(spoken)
        elif name == "EMC" and self.marks:
            self.marks.pop()
            self.spoken.pop()

    def _set(self, name: str, operands: Sequence[Any], resources: Any, state: _State) -> None:
        if name == "cm":
            state.matrix = _times(_numbers(operands), state.matrix)
        elif name in ("g", "rg", "k", "sc"):
            state.fill = " ".join(f"{float(n):.3f}" for n in operands)
        elif name == "scn":
            last = operands[-1] if operands else None
            named = isinstance(last, pikepdf.Name)
            state.fill = "pattern" if named else " ".join(f"{float(n):.3f}" for n in operands)
        elif name == "Tf":
            font = resources.get("/Font", {}).get(str(operands[0]))
            state.font = self._font(font) if font is not None else None

    def _font(self, resource: Any) -> Font:
        at = resource.objgen if resource.is_indirect else id(resource)
        if at not in self.fonts:
            self.fonts[at] = Font(resource)
        return self.fonts[at]

    def _draw(self, name: str, operands: Sequence[Any], state: _State) -> None:
        if name in ("m", "l"):
            self._point(_numbers(operands), state)
        elif name in ("c", "v", "y"):
            self.curved = True
            self._point(_numbers(operands)[-2:], state)
        elif name == "re":
            x, y, width, height = _numbers(operands)
            for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
                self._point(corner, state)
        elif name in PAINT:
            how = PAINT[name]
            if how and self.path:
                fill = state.fill if "f" in how else ""
                self.here.shapes.append(Shape(tuple(self.path), fill, "s" in how, self.curved))
            self.path, self.curved = [], False

    def _point(self, point: Sequence[float], state: _State) -> None:
        a, b, c, d, e, f = state.matrix
        x, y = point
        self.path.append((a * x + c * y + e, b * x + d * y + f))

    def _write(self, name: str, operands: Sequence[Any], state: _State) -> None:
        if name == "ET":
            self.here.text.append(" ")
        elif name in ("Tj", "'", '"', "TJ") and state.font is not None and not any(self.spoken):
            shown = operands[-1]
            parts = shown if isinstance(shown, pikepdf.Array) else [shown]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    self.here.text.append(state.font.text(bytes(part)))


def _numbers(values: Any) -> Any:
    return tuple(float(value) for value in values)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def joined(parts: Sequence[Marked]) -> Iterator[Shape]:
    """The shapes of several marks."""
    for part in parts:
        yield from part.shapes
