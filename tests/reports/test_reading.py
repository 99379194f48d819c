"""A report is read aloud as it was written: the same words, in the same order: three languages, both papers."""

from __future__ import annotations

import io
import json
from functools import lru_cache

import pikepdf
import pytest

from outreach.reports import build
from outreach.reports.printing.render import to_pdf
from tests.reports.conftest import page
from tests.reports.pdf_file import File
from tests.reports.pdf_reading import spoken, written
from tests.reports.pdf_rules import broken
from tests.reports.sample import sample_document

MADE = [("en", "A4"), ("ar", "Letter"), ("fr", "A4")]


@lru_cache(maxsize=4)
def made(language: str, paper: str) -> tuple[str, bytes]:
    """The page and the file of the made-up edition."""
    document = sample_document(language=language)
    html = page(document, language)
    pdf, complaints = to_pdf(
        html, paper, attachments=build.attachments(document, language), language=language
    )
    assert complaints == []
    return html, pdf


@pytest.mark.parametrize(("language", "paper"), MADE)
def test_what_is_read_aloud_is_what_was_written(language: str, paper: str) -> None:
    html, pdf = made(language, paper)
    assert spoken(File(pdf)) == written(html)


@pytest.mark.parametrize(("language", "paper"), MADE)
def test_it_keeps_the_rules_of_both_standards(language: str, paper: str) -> None:
    assert broken(made(language, paper)[1]) == {}


@pytest.mark.parametrize(("language", "paper"), MADE)
def test_it_says_its_language_and_paper(language: str, paper: str) -> None:
    with pikepdf.open(io.BytesIO(made(language, paper)[1])) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert round(float(pdf.pages[0].MediaBox[2])) == {"A4": 595, "Letter": 612}[paper]


def test_words_that_were_dropped_would_be_missed() -> None:
    html, pdf = made("en", "A4")
    assert spoken(File(pdf)) != written(html.replace("Whom we reached", "", 1))


def test_the_figures_inside_are_those_of_the_edition() -> None:
    document = sample_document(language="en")
    with pikepdf.open(io.BytesIO(made("en", "A4")[1])) as pdf:
        inside = {str(entry.UF): entry.EF.F.read_bytes() for entry in pdf.Root.AF}
        assert {str(entry.AFRelationship) for entry in pdf.Root.AF} == {"/Data"}
        assert list(pdf.attachments) == sorted(inside)
    assert inside["figures.json"].decode() == document.to_json()
    assert json.loads(inside["figures.json"])["cells"]
    assert inside["figures.csv"].decode("utf-8-sig").count("\n") > len(document.cells) / 2
