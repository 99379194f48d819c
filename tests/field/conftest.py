"""Screens are tested over a phone that lives in memory; the service worker and the precache list over the real app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import LiveServer
from tests.conftest import build_app, close
from tests.field.stage import SMALL, Stage


@pytest.fixture(scope="session")
def field_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The app without any store: shell, styles and modules need none."""
    server = LiveServer(build_app(tmp_path_factory.mktemp("field"), {"DATABASE_URL": ""}))
    yield server
    server.stop()
    close(server.app)


@pytest.fixture
def stage(chromium: Browser, field_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """`stage(view, entries=…, size=…)` opens the app in that state; no error may appear on its console."""
    opened: list[Stage] = []

    def open_stage(view: dict[str, Any] | None = None, size: dict[str, int] = SMALL, **fake: Any) -> Page:
        opened.append(Stage(chromium, field_server.url, size))
        page: Page = opened[-1].open(view, **fake)
        return page

    yield open_stage
    for one in opened:
        one.close()
    assert [error for one in opened for error in one.errors] == []
