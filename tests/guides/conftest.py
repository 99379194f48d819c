"""The desk of a small town, the phone's screens over a phone in memory, and a real programme with a real phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.dashboards.conftest import (
    Desk,
    contact,
    desk,
    made_keys,
    make_phone,
    people,
    people_of,
    phone,
    town,
)
from tests.endtoend.conftest import server
from tests.field.conftest import field_server, stage
from tests.field.guide_cards import guides
from tests.field.stage import reference

__all__ = [
    "Desk", "contact", "desk", "field_server", "made_keys", "make_phone", "people", "people_of", "phone", "server",
    "stage", "town",
]  # fmt: skip


@pytest.fixture
def show(stage: Callable[..., Page]) -> Callable[..., Page]:
    """`show(cards, lang=…)`: the phone with these cards on it."""

    def open_stage(cards: list[dict[str, Any]] | None = None, **fake: Any) -> Page:
        held = reference() | {"guides": guides() if cards is None else cards, "emergency_number": "112"}
        look = fake.pop("look", {}) | {"lang": fake.pop("lang", "en")}
        return stage(None, reference=held, look=look, **fake)

    return open_stage
