"""The page to give back as a file of its own: one page, for the wall, from a published public edition only."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any

import pikepdf
import pytest

from outreach.reports.funders import sheet_page
from outreach.team import audit
from tests.reports.editing import Desk, desk
from tests.reports.sample import sample_document
from tests.team.people import People

__all__ = ["desk"]


@pytest.fixture
def database() -> str:
    """Nothing here asks the store for more than one row."""
    return "sqlite"


@pytest.mark.parametrize(("lang", "paper", "wide"), [("ar", "A4", 595), ("fr", "Letter", 612)])
def test_it_is_one_tagged_page(app: Any, lang: str, paper: str, wide: int) -> None:
    with app.app_context():
        pdf = sheet_page.draw(sample_document(audience="public", threshold=11), lang, paper)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1
        assert round(float(file.pages[0].MediaBox[2])) == wide
        assert str(file.Root.Lang) == lang
        assert file.Root.MarkInfo.Marked


def test_it_says_the_numbers_of_the_edition_and_no_others(app: Any) -> None:
    made = sample_document(audience="public", threshold=11)
    with app.app_context():
        english, french = (sheet_page.page(made, lang) for lang in ("en", "fr"))
    assert "<h1>What we did together</h1>" in english
    assert "4,812" in english
    assert "4\u202f812" in french


def test_it_is_fetched_from_the_page_of_the_edition(people: People, desk: Desk, run: Any) -> None:
    number = desk.published()
    page = people.browser("bo").get(f"/reports/{number}").text
    assert f"/reports/{number}/sheet?lang=ar" in page
    with closing(people.browser("bo").get(f"/reports/{number}/sheet?lang=es&paper=letter")) as answer:
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="what-we-did-es.pdf"'
        assert answer.headers["Cache-Control"] == "no-store"
    assert any(entry.action == "downloaded give-back sheet" for entry in run(audit.page))


@pytest.mark.parametrize("asked", ["?lang=xx", "?paper=a3"])
def test_what_does_not_exist_is_a_404(people: People, desk: Desk, asked: str) -> None:
    number = desk.published()
    assert people.browser("bo").get(f"/reports/{number}/sheet{asked}").status_code == 404


def test_a_draft_has_no_sheet(people: People, desk: Desk) -> None:
    number = desk.drafted()
    assert people.browser("bo").get(f"/reports/{number}/sheet").status_code == 404


def test_a_funder_s_edition_has_no_sheet_and_says_why(people: People, desk: Desk) -> None:
    desk.made = sample_document(as_at="2026-11-20", threshold=11, audience="funder:1")
    number = desk.published()
    assert people.browser("bo").get(f"/reports/{number}/sheet").status_code == 404


def test_a_funder_does_not_reach_it(people: People, desk: Desk) -> None:
    number = desk.published()
    assert people.browser("finn").get(f"/reports/{number}/sheet").status_code == 403
