"""The whole app with a real server: what was typed, chosen and shown can be read nowhere in the browser's profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from outreach.places import store as places
from tests.browser import profile
from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import PhoneApp
from tests.endtoend.programme import ServerProcess
from tests.endtoend.test_main_line import PHONE

pytestmark = pytest.mark.browser
PASSPHRASE = "canary lantern willow tide"
ZONE = "Canary Quay"
CODE = "CANARY7Q2X"
CANARIES = [PASSPHRASE, ZONE, CODE, CODE.lower(), "Heron"]
SQUARE = [[[11.0, 50.0], [11.009, 50.0], [11.009, 50.009], [11.0, 50.009], [11.0, 50.0]]]


@pytest.fixture
def app(
    chromium_profile: Callable[..., BrowserContext], tmp_path: Path, server: ServerProcess, desk: Desk
) -> PhoneApp:
    """An enrolled phone that holds its shell; the programme has a zone of a telling name."""
    with programme.opened(server.folder) as office:
        programme.run(office, places.save_zone, ZONE, SQUARE)
    app = PhoneApp(chromium_profile(tmp_path / "phone", **PHONE).pages[0])
    desk.type_digits(app.enrol(desk.offer_phone("Heron")))
    app.choose_passphrase(PASSPHRASE)
    app.wait_for_shell()
    app.unlock(PASSPHRASE)
    return app


def test_nothing_that_was_typed_or_shown_can_be_read_afterwards(app: PhoneApp, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}

    def look(step: str) -> None:
        app.page.wait_for_timeout(1_000)  # drafts are written within a second
        found[step] = profile.leaks(tmp_path / "phone", CANARIES)

    app.start_shift(ZONE, "Street")
    fill(app)
    look("typed")
    app.save()
    look("saved")
    leave(app)
    look("left")
    app.unlock(PASSPHRASE)
    app.sync()
    look("synced")
    app.door("End of shift")
    app.page.get_by_role("button", name="Close").first.click()
    app.title("Start of shift")
    look("ended")
    app.start_shift(ZONE, "Street")
    fill(app)
    app.save()
    panic(app)
    look("panic")
    app.page.context.close()
    found["closed"] = profile.leaks(tmp_path / "phone", CANARIES)
    assert found == {step: [] for step in ("typed", "saved", "left", "synced", "ended", "panic", "closed")}


def fill(app: PhoneApp) -> None:
    """A contact with a participant's code, not saved yet."""
    app.button("New contact").click()
    app.page.get_by_role("button", name="Card code").click()
    app.page.get_by_label("Type the code").press_sequentially(CODE)
    app.button("Use this code").click()
    expect(app.page.locator("dialog")).to_have_count(0)


def leave(app: PhoneApp) -> None:
    """One tap: the clock; then a long press on it, as its worker knows."""
    app.page.locator(".o-leave").click()
    clock = app.page.locator(".o-away__clock")
    expect(clock).to_be_visible()
    clock.evaluate("(clock) => clock.click()")


def panic(app: PhoneApp) -> None:
    """The same button, held for two seconds."""
    box = app.page.locator(".o-leave").bounding_box()
    assert box
    app.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    app.page.mouse.down()
    expect(app.page.locator(".o-away")).to_be_visible()
    app.page.mouse.up()
    gone = app.page.evaluate(
        """async () => {
          const until = performance.now() + 5000;
          const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("outreach");
          const readable = async () => {
            for await (const name of folder.keys()) if (!name.startsWith("journal-")) return true;
            return false;
          };
          while ((await readable()) && performance.now() < until) await new Promise((next) => setTimeout(next, 20));
          return !(await readable());
        }"""
    )
    assert gone, "something readable is still there"
