"""Mends what WeasyPrint writes about letters, so that copied and spoken text is the text that was printed.

Part of the program pdf.py, which loads it by its path; it imports nothing of the package. Three things are missing:
the space at which a line was broken; the words of scripts whose letters are drawn from shared parts (a dot belongs to
many letters, so its glyph cannot say which one was meant); and a meaning for glyphs that are only a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pydyf  # type: ignore[import-untyped, unused-ignore]

COMPLEX = re.compile("[\u0300-\u036f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
SIDED = re.compile(r"[()\[\]{}<>«»]")  # one glyph draws "(" from the left and ")" from the right
NO_SPACE = ("-", "\u2013", "\u2014", "/", "\u200b")  # a line may end after these without a space
INLINE = frozenset({"/Link", "/Reference", "/Span"})
PART = "<200b>"  # of a glyph that is no letter by itself: no width, no sound


class Piece:
    """One piece of text on one line: its box, the properties of its mark, and where it is drawn in the stream."""

    def __init__(self, box: Any, about: Any, place: int, font: Any) -> None:
        self.box, self.about, self.place, self.font = box, about, place, font


def listen(stream: Any) -> None:
    """From now on every page (`stream` is their class) keeps what it is told to write, by the number of the content."""
    plain = stream.marked

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        with plain(self, box, tag):
            about = self.stream[-2] if self._tags is not None else None
            if about is not None and _is_turned(box):
                about["ActualText"] = pydyf.String(box.text)
            yield
            if about is not None and hasattr(box, "text"):
                self.__dict__.setdefault("said", {})[about["MCID"]] = Piece(
                    box, about, len(self.stream) - 2, self._old_font
                )

    stream.marked = marked


def _is_turned(box: Any) -> bool:
    """Whether glyphs may not be the text: shared parts, right to left, or signs that are mirrored there."""
    text = getattr(box, "text", "")
    turned = text and box.style["direction"] == "rtl" and not text.strip().isdigit()
    return bool(turned or SIDED.search(text) or COMPLEX.search(text))


def mend(document: Any, tree: Any) -> None:
    """Gives back the spaces between lines, and a meaning to parts of letters."""
    spaces = {
        font.hash: glyph
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " "
    }
    for reference in tree.kept:
        element = tree.at(reference)
        if element["S"] in INLINE or not any(isinstance(kid, int) for kid in element["K"]):
            continue
        stream = tree.at(tree.at(element["Pg"])["Contents"])
        pieces = [
            stream.said[number] for number in _numbers(tree, element) if number in getattr(stream, "said", {})
        ]
        _keep_apart(stream, pieces, spaces)
    for each in tree.pdf.objects:
        if isinstance(each, pydyf.Stream) and each.stream[:1] == [b"/CIDInit /ProcSet findresource begin"]:
            each.stream = [re.sub(rb"<>$", PART.encode(), line) for line in each.stream]


def _keep_apart(stream: Any, pieces: Sequence[Piece], spaces: dict[Any, int]) -> None:
    blank = [
        not piece.box.text.strip() for piece in pieces
    ]  # a space between two words is not drawn as a glyph
    drawn = [place for place, empty in enumerate(blank) if not empty]
    for place, after in pairwise(drawn):
        if any(blank[place + 1 : after]) or _apart(pieces[place].box, pieces[after].box):
            _add_space(stream, pieces[place], spaces)


def _numbers(tree: Any, element: Any) -> Iterator[int]:
    """Numbers of content in an element and in the links inside it, in reading order."""
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            child = tree.at(kid)
            if child.get("S") in INLINE and child.get("Pg") == element["Pg"]:
                yield from _numbers(tree, child)


def _apart(box: Any, after: Any) -> bool:
    """Whether a space was between two pieces that is drawn nowhere: a new line, or a gap."""
    if not box.text or box.text[-1].isspace() or after.text[:1].isspace() or box.text.endswith(NO_SPACE):
        return False
    size = box.style["font_size"]
    gap = min(
        abs(after.position_x - box.position_x - box.width),
        abs(box.position_x - after.position_x - after.width),
    )
    return abs(box.position_y - after.position_y) > size / 2 or bool(gap > size / 2)


def _add_space(stream: Any, piece: Piece, spaces: dict[Any, int]) -> None:
    if "ActualText" in piece.about:
        piece.about["ActualText"] = pydyf.String(piece.box.text + " ")
        return
    drawn, font = stream.stream[piece.place], piece.font[0] if piece.font else None
    if font in spaces and isinstance(drawn, bytes) and drawn.endswith(b"] TJ"):
        stream.stream[piece.place] = drawn[:-4] + f"<{spaces[font]:04x}>] TJ".encode()
