"""Checks a PDF against every rule of PDF/A-3a and PDF/UA-1 that a program can check.

veraPDF is not to be had as a package; these are the same clauses, written against the file's objects with pikepdf and
fontTools. `test_pdf_rules.py` breaks a good file in at least one way for each of them.
"""

from __future__ import annotations

from . import pdf_archive_rules, pdf_content_rules, pdf_font_rules, pdf_metadata_rules, pdf_tree_rules
from .pdf_file import RULES, File

__all__ = ["RULES", "File", "broken"]
FILES = (pdf_archive_rules, pdf_content_rules, pdf_font_rules, pdf_metadata_rules, pdf_tree_rules)


def broken(data: bytes) -> dict[str, list[str]]:
    """For each rule that the file breaks, what is wrong; the first five places."""
    file = File(data)
    found = {name: list(check(file))[:5] for name, check in RULES.items()}
    return {name: problems for name, problems in found.items() if problems}
