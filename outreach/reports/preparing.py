"""The pages on which reports are prepared: templates, funding sources, indicators, targets and size estimates."""

from __future__ import annotations

from flask import Blueprint

from . import funding_pages, indicator_pages, target_pages, template_pages


def register(bp: Blueprint) -> None:
    """Adds all of them to the blueprint of reports."""
    for pages in (template_pages, funding_pages, indicator_pages, target_pages):
        pages.register(bp)
