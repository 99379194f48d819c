"""What a thumb does on the screen: taps what stands there, by its name; and how far it had to reach."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

REACH = 500  # px from the bottom of the smallest phone (look: grid and thumb)


def button(page: Page, name: str) -> Locator:
    """The button whose spoken name begins so; the last one, because a sheet lies over its page."""
    return page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).last


def tap(page: Page, *names: str) -> None:
    for name in names:
        button(page, name).tap()


def others(page: Page, name: str) -> None:
    """From the shift page to one of the other kinds of record."""
    tap(page, "Bag", "Other records", name)


def saved(page: Page, place: int = -1) -> list[Any]:
    """The record that was saved last (or the one at `place`), once the page says so."""
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    record: list[Any] = page.evaluate(f"phone.entries().at({place}).record")
    return record


def save_key(page: Page) -> Locator:
    """The one lamp action of the page or sheet that is shown."""
    return page.locator(".o-btn--lamp:visible").last


def reach(page: Page, name: str) -> float:
    """Pixels from the bottom of the screen to the top of a button."""
    box = button(page, name).bounding_box()
    size = page.viewport_size
    assert box, name
    assert size
    return float(size["height"] - box["y"])
