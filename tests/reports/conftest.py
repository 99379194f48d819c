"""Members, and one PDF of the made-up programme that many tests read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from flask import Flask

from outreach.reports import build
from outreach.reports.content.document import Document
from outreach.reports.printing.render import to_pdf
from tests.reports.sample import sample_document
from tests.team.people import people, people_of

__all__ = ["people", "people_of"]


def page(made: Document, language: str = "") -> str:
    """The finished HTML of an edition; needs no server and no store."""
    app = Flask("outreach", template_folder="templates")
    with app.app_context():
        return build.to_html(build.compose(made, language))


@pytest.fixture(scope="session")
def sample_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of the made-up quarter, still a draft."""
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    pdf, complaints = to_pdf(page(sample_document(state="draft")), "A4")
    assert complaints == []
    path.write_bytes(pdf)
    return path


@pytest.fixture(scope="session")
def sample_text(sample_pdf: Path) -> str:
    """Its text, as a reader copies it."""
    return text_of(sample_pdf)


def text_of(path: Path) -> str:
    """The text of a PDF, page breaks as form feeds."""
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
