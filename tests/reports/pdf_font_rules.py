"""Rules about letters: every glyph that is shown is in its font, as wide as the file says, and means something."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from .pdf_content_rules import marks
from .pdf_file import File, Problems, rule


@dataclass
class Face:
    """One font with the codes that are shown in it."""

    font: Any
    codes: set[int]
    hidden: set[int]  # codes that stand inside content with a replacement text

    @property
    def below(self) -> Any:
        return self.font.DescendantFonts[0]

    def program(self) -> TTFont | None:
        """The embedded font, if there is one."""
        about = self.below.get("/FontDescriptor", {})
        stream = about.get("/FontFile2") or about.get("/FontFile3")
        return TTFont(io.BytesIO(stream.read_bytes())) if stream is not None else None

    def meanings(self) -> dict[int, str]:
        """Code → letters, as the file says it."""
        if "/ToUnicode" not in self.font:
            return {}
        text, found = self.font.ToUnicode.read_bytes().decode("latin-1"), {}
        for part in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
            for code, letters in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", part):
                found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
        for part in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
            for low, high, first in re.findall(
                r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part
            ):
                for code in range(int(low, 16), int(high, 16) + 1):
                    found[code] = chr(int(first, 16) + code - int(low, 16))
        return found


@lru_cache(maxsize=4)
def faces(file: File) -> list[Face]:
    """Every font that shows something."""
    found: dict[Any, Face] = {}
    for mark in marks(file):
        if mark.font is None or not mark.codes:
            continue
        face = found.setdefault(mark.font.objgen, Face(mark.font, set(), set()))
        face.codes.update(mark.codes)
        if any("/ActualText" in about for _, _, about in mark.tags):
            face.hidden.update(mark.codes)
    return list(found.values())


@rule("A 6.2.11.2", "A 6.2.11.3", "A 6.2.11.4", "UA 7.21.3", "UA 7.21.4")
def fonts_are_embedded_and_complete(file: File) -> Problems:
    for face in faces(file):
        name, font = face.font.get("/BaseFont"), face.font
        if (
            font.get("/Type") != "/Font"
            or font.get("/Subtype") != "/Type0"
            or font.get("/Encoding") != "/Identity-H"
        ):
            yield f"{name} is not a composite font of identity"
            continue
        if face.below.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in face.below:
            yield f"{name} does not map to its glyphs"
        program = face.program()
        if program is None:
            yield f"{name} is not embedded"
        elif max(face.codes) >= program["maxp"].numGlyphs:
            yield f"{name} lacks glyphs that are shown"
        if 0 in face.codes:
            yield f"{name} shows its mark for what it does not have"


@rule("A 6.2.11.5", "UA 7.21.5")
def widths_are_those_of_the_fonts(file: File) -> Problems:
    for face in faces(file):
        program, told = face.program(), _widths(face.below)
        if program is None:
            continue
        order, scale = program.getGlyphOrder(), 1000 / program["head"].unitsPerEm
        for code in face.codes:
            true = program["hmtx"][order[code]][0] * scale if code < len(order) else 0
            if abs(told.get(code, float(face.below.get("/DW", 1000))) - true) > 1:
                yield f"{face.font.BaseFont}: glyph {code} is {true:.0f} wide, the file says {told.get(code)}"


def _widths(font: Any) -> dict[int, float]:
    found, parts = {}, list(font.get("/W", []))
    while parts:
        first, second = int(parts.pop(0)), parts.pop(0)
        if isinstance(second, pikepdf.Array):
            found.update({first + place: float(width) for place, width in enumerate(second)})
        else:
            width = float(parts.pop(0))
            found.update(dict.fromkeys(range(first, int(second) + 1), width))
    return found


@rule("A 6.2.11.7", "UA 7.21.7")
def every_glyph_says_which_letter_it_is(file: File) -> Problems:
    for face in faces(file):
        meanings = face.meanings()
        for code in sorted(face.codes):
            letters = meanings.get(code, "")
            if not letters or any(bad in letters for bad in "\0\ufeff\ufffe"):
                yield f"{face.font.BaseFont}: glyph {code} means nothing"
            if any("\ue000" <= letter <= "\uf8ff" for letter in letters) and code not in face.hidden:
                yield f"{face.font.BaseFont}: glyph {code} is a private letter without replacement"
