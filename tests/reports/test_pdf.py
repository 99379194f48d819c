"""The finished file: what it says, how it is tagged, and what cannot get into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from outreach.reports.printing.render import to_pdf
from tests.reports.conftest import page, text_of
from tests.reports.sample import MONTHLY, sample_document


def elements(node: Any, kind: str) -> list[Any]:
    """All structure elements of one kind under a node."""
    found = [node] if isinstance(node, pikepdf.Dictionary) and node.get("/S") == kind else []
    children = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else node
    children = [children] if isinstance(children, pikepdf.Dictionary) else children
    if isinstance(children, pikepdf.Array | list):
        for child in children:
            if isinstance(child, pikepdf.Dictionary):
                found += elements(child, kind)
    return found


def test_every_page_says_that_it_is_a_draft(sample_text: str) -> None:
    pages = sample_text.rstrip("\f").split("\f")
    assert len(pages) >= 10
    assert all("Draft — not for publication" in page for page in pages)


def test_the_text_holds_the_figures(sample_text: str) -> None:
    for words in (
        "4,812 contacts",
        "1,240 to",
        "naloxone kits",
        "Station North",
        "HIV test",
        "<5",
        "withheld",
    ):
        assert words in sample_text


def test_no_page_is_almost_empty(sample_text: str) -> None:
    pages = sample_text.rstrip("\f").split("\f")
    assert all(len(page.split()) > 60 for page in pages)


def test_it_is_tagged_and_says_its_language_and_title(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert str(pdf.docinfo["/Title"]) == "Eastmere Harm Reduction: July to September 2026"


def test_it_names_no_person(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        assert "/Author" not in pdf.docinfo


def test_every_figure_has_words(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        figures = elements(pdf.Root.StructTreeRoot, "/Figure")
        assert len(figures) >= 15
        assert all(len(str(figure.Alt)) > 5 for figure in figures)


def test_tables_have_heads_and_captions(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        tables = elements(pdf.Root.StructTreeRoot, "/Table")
        assert len(tables) >= 15
        assert all(elements(table, "/TH") for table in tables)


def test_bookmarks_are_the_title_and_the_sections(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["July to September 2026"]
        assert len(outline.root[0].children) == 14


def test_the_same_figures_give_the_same_bytes(sample_pdf: Path) -> None:
    assert to_pdf(page(sample_document(state="draft")), "A4")[0] == sample_pdf.read_bytes()


def test_nothing_outside_the_package_gets_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>a secret</text></svg>')
    places = (secret.as_uri(), "http://127.0.0.1:9/a.png", "outreach-font:../css/report.css", "/etc/passwd")
    html = "<html lang=en><title>t</title><main>" + "".join(f"<img src='{p}' alt=x>" for p in places)
    pdf, complaints = to_pdf(html + f"<link rel=attachment href='{secret.as_uri()}'>", "A4")
    assert len(complaints) >= len(places)
    assert b"EmbeddedFile" not in pdf
    assert b"/Image" not in pdf


def test_only_bundled_fonts_are_used(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        fonts = {
            str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    names = {font.split("+")[1] for font in fonts}
    assert names == {"Inter", "Inter-Bold"}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_sixty_zones_with_long_names_fit(tmp_path: Path, paper: str) -> None:
    town = [f"Zone {i} of forty letters and a long name"[:40] for i in range(1, 61)]
    made = sample_document(town=town, monthly=[n * 3 for n in MONTHLY], state="draft")
    pdf, complaints = to_pdf(page(made), paper)
    (tmp_path / "a.pdf").write_bytes(pdf)
    text = text_of(tmp_path / "a.pdf")
    assert complaints == []
    assert "60. Zone 60 of forty" in text
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert round(float(file.pages[0].MediaBox[2])) == {"A4": 595, "Letter": 612}[paper]


def test_right_to_left_names_are_there_in_full(tmp_path: Path) -> None:
    pdf, complaints = to_pdf(page(sample_document(organisation="مركز الشارع", town=("شمال المحطة",))), "A4")
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert complaints == []
    text = "".join(text_of(tmp_path / "a.pdf").split())
    assert "الشارع" in text or "الشارع" in text[::-1]
