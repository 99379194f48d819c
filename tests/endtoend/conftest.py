"""A programme with a running server process, and a coordinator who is signed in at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.dashboards.conftest import Desk as Office
from tests.dashboards.conftest import contact, made_keys, people, town
from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.programme import ServerProcess

__all__ = ["contact", "made_keys", "people", "town"]


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


@pytest.fixture
def office(app: Any, run: Any, people: Any, town: Any, contact: Any) -> Office:
    """The desk of a small town in this process, with a phone, contacts, stock and referrals on it."""
    office = Office(app, run, people, town, contact)
    office.deliver("NS01", 500)
    phone = office.phone()
    office.log(
        phone, {"referrals": [["T.HIV", "ABC234V", "information", None]]}, {"zone": 999}, {"people": 3}
    )
    return office
