"""A phone in a real browser, on a page of its own, with storage that outlives the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from .site import Site

WORDS = "acorn bagel cabin denim"


@pytest.fixture
def site() -> Iterator[Site]:
    """The page, on one address for the whole test: storage belongs to the address."""
    made = Site()
    yield made
    made.close()


def visit(page: Page, site: Site) -> Page:
    """The page with the phone's modules loaded, no phone opened yet."""
    page.goto(site.url)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


@pytest.fixture
def start(
    chromium_profile: Callable[..., Any], site: Site, tmp_path: Path
) -> Callable[..., tuple[Any, Page]]:
    """`start()`: the browser on this test's profile, and a page with an opened phone. May be called again."""

    def begin(**bindings: Callable[..., Any]) -> tuple[Any, Page]:
        context = chromium_profile(tmp_path / "profile")
        page = context.new_page()
        for name, work in bindings.items():
            page.expose_function(name, work)
        visit(page, site).evaluate("open()")
        return context, page

    return begin


def enrolled(page: Page) -> None:
    """A phone that is open and in a shift."""
    page.evaluate("words => enrol(words)", WORDS)
    page.evaluate("phone.startShift({ zone: 1, setting: 'street' })")
