"""What a screen reader says: the words of the structure tree in its order, and the words of its page."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from .pdf_content_rules import marks
from .pdf_file import Element, File
from .pdf_font_rules import faces

INLINE = {"Span", "Link", "Reference"}
RUNNING = {"run-org", "run-draft", "run-rep", "run-page"}
VOID = {"meta", "img", "br", "link"}
WITHIN = {"span", "b", "a", "strong"}


def spoken(file: File) -> list[str]:
    """All words of the file, as they are read aloud; pictures by their words, page numbers of links left out."""
    words = _written(file)
    return "".join(_read(file.tree, words)).replace("\u200b", "").split()


def _written(file: File) -> dict[tuple[int, int], str]:
    """The letters of each piece of content: its replacement text, or what its glyphs mean."""
    meanings = {face.font.objgen: face.meanings() for face in faces(file)}
    found: dict[tuple[int, int], str] = {}
    told: set[tuple[int, int]] = set()
    for mark in marks(file):
        tags = [(number, about) for _, number, about in mark.tags if number is not None]
        if not tags or not mark.codes:
            continue
        place, about = (mark.page, int(tags[-1][0])), tags[-1][1]
        if "/ActualText" in about:
            found[place] = str(about.ActualText)
            told.add(place)
        elif place not in told:
            letters = meanings[mark.font.objgen]
            found[place] = found.get(place, "") + "".join(letters.get(code, "") for code in mark.codes)
    return found


def _read(element: Element, words: dict[tuple[int, int], str]) -> Iterator[str]:
    if element.kind == "Figure":
        yield f" {element.object.Alt} "
        return
    if element.kind not in INLINE:
        yield " "
    for each in element.order:
        if isinstance(each, Element):
            yield from _read(each, words)
        else:
            text = words.get(each, "")
            yield "" if element.kind == "Link" and text.strip().isdigit() else text
    if element.kind not in INLINE:
        yield " "


class Source(HTMLParser):
    """The words of the page in the order of its source, without what stands in the margins."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        about = dict(attrs)
        if tag == "img":
            self.words.append(f" {about['alt']} ")
        if tag not in WITHIN:
            self.words.append(" ")
        if tag not in VOID:
            out = tag in {"head", "style"} or about.get("class") in RUNNING
            self.hidden.append(out or (bool(self.hidden) and self.hidden[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHIN:
            self.words.append(" ")
        self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not (self.hidden and self.hidden[-1]):
            self.words.append(data)


def written(html: str) -> list[str]:
    """All words of the page."""
    source = Source()
    source.feed(html)
    return "".join(source.words).split()
