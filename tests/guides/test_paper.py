"""The sheet of paper for a dead phone: one page, in each language, with pictures and nothing that asks who it was."""

from __future__ import annotations

import subprocess

import pytest

from outreach import wording
from outreach.reports.printing import sheet as paper
from outreach.reports.printing.render import to_pdf
from outreach.supplies import store as supplies

SHEETS = [(lang, "A4 sheet") for lang in wording.LANGUAGES] + [("en", "Letter sheet"), ("ar", "Letter sheet")]
ON_ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def page(app, run):
    """`page(lang)`: the sheet's HTML, of a programme with the usual catalogue."""
    run(supplies.fill_catalogue)

    def made(lang):
        with app.test_request_context():
            return run(paper.page, lang)

    return made


@ON_ONE_STORE
@pytest.mark.parametrize(("lang", "size"), SHEETS)
def test_it_is_one_tagged_page_in_every_language(page, tmp_path, lang, size):
    pdf, complaints = to_pdf(page(lang), size)
    assert complaints == []
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdfinfo", tmp_path / "sheet.pdf"], capture_output=True, text=True, check=True
    ).stdout
    facts = {name: value.strip() for name, value in (line.split(":", 1) for line in said.splitlines())}
    assert (facts["Pages"], facts["Tagged"]) == ("1", "yes")


@ON_ONE_STORE
def test_the_desk_gives_it_under_a_neutral_name(desk):
    answer = desk.bo.get("/reports/paper?lang=es")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert 'filename="night-on-paper-es.pdf"' in answer.headers["Content-Disposition"]
    assert desk.bo.get("/reports/paper?lang=xx").status_code == 404
    assert desk.finn.get("/reports/paper").status_code == 403


def test_it_asks_for_no_name_and_no_code(page):
    html = page("en")
    assert "Write no name, no code" in html
    assert "Card code" not in html


def test_it_has_a_picture_for_each_usual_item(page):
    html = page("en")
    assert html.count("data:image/svg+xml") == 2 * paper.ITEMS
    assert "Condoms" in html
