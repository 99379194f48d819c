"""The pages on which reports are prepared: templates, funding sources, indicators, targets and size estimates."""

from __future__ import annotations

from flask import Blueprint

from .indicators import pages as indicator_pages
from .indicators import target_pages
from .template import funding_pages
from .template import pages as template_pages


def register(bp: Blueprint) -> None:
    """Adds all of them to the blueprint of reports."""
    for pages in (template_pages, funding_pages, indicator_pages, target_pages):
        pages.register(bp)
