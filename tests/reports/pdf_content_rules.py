"""Rules about what is drawn: every mark is content or artifact, every letter has its glyph, its width, its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

from .pdf_file import File, Problems, rule

PAINTS = {
    "S",
    "s",
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "sh",
    "Do",
    "Tj",
    "TJ",
    "'",
    '"',
    "EI",
    "INLINE IMAGE",
}
OPERATORS = PAINTS | {
    "BDC", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "DP", "EMC", "ET", "EX", "G", "g", "gs", "h", "i",
    "J", "j", "K", "k", "l", "m", "M", "MP", "n", "q", "Q", "re", "RG", "rg", "ri", "SC", "sc", "SCN", "scn", "T*",
    "Tc", "Td", "TD", "Tf", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y",
}  # fmt: skip
DEPTH = 28


@dataclass
class Mark:
    """One painting operator: what encloses it, the font at that moment, and what it shows."""

    operator: str
    page: int
    tags: list[tuple[str, int | None, Any]]  # enclosing marked content: tag, MCID, properties
    font: Any = None
    codes: tuple[int, ...] = ()


@lru_cache(maxsize=4)
def marks(file: File) -> list[Mark]:
    """Everything that the pages paint, also through forms and patterns."""
    found: list[Mark] = []
    for place, page in enumerate(file.pages):
        found += _painted(page, page.Resources, place)
    return found


def _painted(stream: Any, resources: Any, page: int) -> Iterator[Mark]:
    tags: list[tuple[str, int | None, Any]] = []
    font = None
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            properties = operands[1] if name == "BDC" else pikepdf.Dictionary()
            tags.append((str(operands[0])[1:], properties.get("/MCID"), properties))
        elif name == "EMC":
            tags.pop()
        elif name == "Tf":
            font = resources.Font[str(operands[0])]
        elif name in PAINTS:
            codes = tuple(_codes(operands)) if name in {"Tj", "TJ", "'", '"'} else ()
            yield Mark(name, page, list(tags), font, codes)
            form = resources.XObject[str(operands[0])] if name == "Do" else None
            if form is not None and form.get("/Subtype") == "/Form":
                for mark in _painted(form, form.get("/Resources", resources), page):
                    yield Mark(mark.operator, page, [*tags, *mark.tags], mark.font, mark.codes)


def _codes(operands: Any) -> Iterator[int]:
    parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            yield from (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


@rule("UA 7.1")
def everything_drawn_is_content_or_artifact(file: File) -> Problems:
    loose = sum(
        not any(tag == "Artifact" or number is not None for tag, number, _ in mark.tags)
        for mark in marks(file)
    )
    if loose:
        yield f"{loose} marks are neither content nor artifact"


@rule("UA 7.1")
def artifacts_and_content_are_not_mixed(file: File) -> Problems:
    for mark in marks(file):
        artifact = [tag == "Artifact" for tag, _, _ in mark.tags]
        content = [number is not None for _, number, _ in mark.tags]
        if any(artifact) and any(content):
            yield f"page {mark.page + 1}: content inside an artifact, or the other way round"
        if sum(content) > 1:
            yield f"page {mark.page + 1}: content inside content"


@rule("UA 7.1")
def every_piece_of_content_has_its_element_and_back(file: File) -> Problems:
    used = [each for element in file.elements for each in element.content]
    if len(set(used)) != len(used):
        yield "two elements hold the same content"
    drawn = {(mark.page, number) for mark in marks(file) for _, number, _ in mark.tags if number is not None}
    for page, number in sorted(drawn - set(used)):
        yield f"page {page + 1}: content {number} belongs to no element"
    for page, number in sorted(set(used) - _begun(file)):
        yield f"page {page + 1}: element with content {number} that is not there"
    for element in file.elements:
        for page, number in element.content:
            entry = file.parents[int(file.pages[page].StructParents)]
            if number >= len(entry) or entry[number] is None or entry[number].objgen != element.object.objgen:
                yield f"page {page + 1}: the parent tree does not lead from {number} to its element"


@lru_cache(maxsize=4)
def _begun(file: File) -> set[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, page in enumerate(file.pages):
        for operands, operator in pikepdf.parse_content_stream(page, "BDC"):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                found.append((place, int(operands[1].MCID)))
    return set(found)


@rule("UA 7.1")
def content_is_begun_once(file: File) -> Problems:
    for place, page in enumerate(file.pages):
        numbers = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page, "BDC")
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        if len(set(numbers)) != len(numbers):
            yield f"page {place + 1}: a number of content is used twice"


@rule("UA 7.8")
def running_heads_are_artifacts_of_the_page(file: File) -> Problems:
    for mark in marks(file):
        for tag, _, about in mark.tags:
            if tag == "Artifact" and mark.codes:
                kinds = str(about.get("/Type", "")), str(about.get("/Subtype", ""))
                if kinds not in {("/Pagination", "/Header"), ("/Pagination", "/Footer")}:
                    yield f"page {mark.page + 1}: text that is neither content nor a running head or foot"


@rule("A 6.1.13", "A 6.2.2")
def streams_hold_known_operators_and_their_own_resources(file: File) -> Problems:
    streams = [(each, each.get("/Resources")) for each in file.pages]
    streams += [
        (each, each.get("/Resources"))
        for each in file.objects
        if isinstance(each, pikepdf.Stream) and (each.get("/Subtype") == "/Form" or "/PatternType" in each)
    ]
    for stream, resources in streams:
        if resources is None:
            yield "a stream without resources of its own"
        depth = deepest = 0
        for _, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            depth += (name == "q") - (name == "Q")
            deepest = max(deepest, depth)
            if name not in OPERATORS:
                yield f"operator {name}"
        if deepest > DEPTH or depth:
            yield f"states are nested {deepest} deep, {depth} are left open"


@rule("A 6.2.4.2", "A 6.2.4.3")
def colours_are_rgb_or_grey(file: File) -> Problems:
    for page in file.pages:
        for operands, operator in pikepdf.parse_content_stream(page, "K k CS cs"):
            if str(operator) in {"K", "k"} or (operands and str(operands[0]) == "/DeviceCMYK"):
                yield "a colour of four inks"
    for each in file.objects:
        if each.get("/ColorSpace") == "/DeviceCMYK" or each.get("/CS") == "/DeviceCMYK":
            yield "a colour space of four inks"
