"""The bundled fonts are the files they say they are, with their licence."""

from __future__ import annotations

import hashlib
import json

from outreach.reports.printing import pdf

FONTS = json.loads((pdf.FONTS / "fonts.json").read_text())["fonts"]


def test_every_font_is_the_file_that_was_bundled() -> None:
    for font in FONTS:
        assert hashlib.sha256((pdf.FONTS / font["file"]).read_bytes()).hexdigest() == font["sha256"]


def test_every_font_has_its_licence_beside_it() -> None:
    for font in FONTS:
        assert "SIL Open Font License" in (pdf.FONTS / font["file"]).with_name("LICENSE").read_text()


def test_each_subset_is_a_family_of_its_own() -> None:
    names = [(font["family"], font["weight"]) for font in FONTS]
    assert len(set(names)) == len(names)


def test_only_fonts_whose_letters_occur_are_loaded() -> None:
    assert "greek" not in pdf.faces("Station North")
    assert "Noto Sans Arabic" in pdf.faces("شارع")
