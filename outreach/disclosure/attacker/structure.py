"""The finished PDF as a screen reader tells it: tables with their heads, drawings with their words, attached files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .pages import Mark, Marked, Shape, read_pages


@dataclass
class Element:
    """One element of the structure tree."""

    tag: str
    alt: str
    kids: list[Element] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    text: str = ""
    shapes: list[Shape] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.all()

    def words(self) -> str:
        """The text inside, alternative texts with it."""
        return " ".join(" ".join([e.text, e.alt]) for e in self.all()).strip()


@dataclass
class Row:
    """A line of a table: its head and the cells beside it."""

    name: str
    cells: list[str]


@dataclass
class Paper:
    """One publication as it was found in its file."""

    root: Element
    figures: Mapping[str, Any]
    files: dict[str, bytes]
    loose: str  # text that belongs to no element: running heads and feet
    about: str  # title and description of the file

    def tables(self) -> Iterator[list[Row]]:
        for table in self.root.all():
            if table.tag == "Table":
                yield [row for row in map(_row, table.all()) if row is not None and row.cells]

    def drawings(self) -> Iterator[Element]:
        yield from (one for one in self.root.all() if one.tag == "Figure")

    def prose(self) -> Iterator[str]:
        """Text outside of tables and drawings."""
        yield from _prose(self.root)


class UnreadableError(Exception):
    """The file is no report of this kind: nothing can be proven about it."""


def read_paper(pdf: bytes) -> Paper:
    """The publication in a file. Raises UnreadableError."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return _paper(file)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError from error


def _paper(file: pikepdf.Pdf) -> Paper:
    content = read_pages(file)
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
    seen: set[Mark] = set()
    root = _element(file.Root.StructTreeRoot, pages, content, -1, seen)
    loose = " ".join("".join(part.text) for mark, part in content.items() if mark not in seen)
    files = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
    figures = next((told for told in map(_json, files.values()) if "cells" in told), None)
    if figures is None:
        raise UnreadableError
    with file.open_metadata(set_pikepdf_as_editor=False) as xmp:
        about = " ".join(str(xmp.get(name, "")) for name in ("dc:title", "dc:description", "pdf:Keywords"))
    info = " ".join(str(value) for name, value in (file.docinfo or {}).items() if "Date" not in str(name))
    return Paper(root, figures, files, loose, f"{about} {info}")


def _json(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _element(
    node: Any, pages: Mapping[Any, int], content: Mapping[Mark, Marked], page: int, seen: set[Mark]
) -> Element:
    if "/Pg" in node:
        page = pages.get(node.Pg.objgen, page)
    words = [str(node[name]) for name in ("/Alt", "/ActualText", "/E") if name in node]
    element = Element(str(node.get("/S", "/Root")).lstrip("/"), " ".join(words))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.kids.append(_element(kid, pages, content, page, seen))
        elif isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type")) == "/MCR":
            at = pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            element.marks.append((at, int(kid.MCID)))
        elif not isinstance(kid, pikepdf.Dictionary):
            element.marks.append((page, int(kid)))
    for mark in element.marks:
        seen.add(mark)
        if mark in content:
            element.text += "".join(content[mark].text) + " "
            element.shapes += content[mark].shapes
    element.text = " ".join(element.text.split())
    return element


def _row(element: Element) -> Row | None:
    if element.tag != "TR":
        return None
    heads = [kid.words() for kid in element.kids if kid.tag == "TH"]
    cells = [kid.words() for kid in element.kids if kid.tag == "TD"]
    return Row(" ".join(heads), cells)


def _prose(element: Element) -> Iterator[str]:
    if element.tag in ("Table", "Figure"):
        return
    if element.text:
        yield element.text
    for kid in element.kids:
        yield from _prose(kid)
