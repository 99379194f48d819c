"""A programme with a running server process, and a coordinator who is signed in at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.programme import ServerProcess

expect.set_options(timeout=20_000)  # a busy machine is no fault of the product


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """The production server over a new small programme; stopped at the end, whatever happened."""
    folder = tmp_path / "instance"
    programme.make(folder)
    process = ServerProcess(folder)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def desk(server: ServerProcess, chromium: Browser) -> Iterator[Desk]:
    """Bo, the coordinator, in a browser of their own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    desk = Desk(context.new_page(), server.url)
    desk.sign_in(programme.COORDINATOR, programme.coordinator(server.folder))
    yield desk
    context.close()
