"""A report of harm: told offline on a phone, sealed there, read in a coordinator's browser, and nowhere between."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.profile import leaks
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess

pytestmark = pytest.mark.browser

WORDS = "copper lantern willow mosaic tide"
OTHER = "anchor velvet thistle harbour moss"
CANARY = "cinnabar-quagmire-7741"
STORY = f"He took the money back with a knife. {CANARY}\nالجسر، بعد منتصف الليل"
PHONE = {"viewport": {"width": WIDTH, "height": HEIGHT}, "is_mobile": True, "has_touch": True}


class Sent:
    """Everything that a browser sends, to look for what must not be in it."""

    def __init__(self, page: Page) -> None:
        self.bodies: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        body = request.post_data_buffer
        self.bodies.append(request.url + (body.decode("utf-8", "replace") if body else ""))

    def tells(self, words: str) -> bool:
        return any(words in body or words.replace(" ", "+") in body for body in self.bodies)


@pytest.fixture
def phone(chromium_profile: Callable[..., BrowserContext], tmp_path: Path, desk: Desk) -> PhoneApp:
    """An enrolled phone of the team, with the team's key on it."""
    make_key(desk)
    context = chromium_profile(tmp_path / "phone", **PHONE)
    app = PhoneApp(context.pages[0])
    digits = app.enrol(desk.offer_phone("Heron"))
    desk.type_digits(digits)
    app.choose_passphrase()
    app.wait_for_shell()
    app.unlock()
    return app


def make_key(desk: Desk) -> None:
    """The coordinator makes the team key; neither the passphrase nor a bare key leaves the browser."""
    sent = Sent(desk.page)
    desk.page.goto(f"{desk.url}/safety/key/new")
    new_passphrase(desk.page, WORDS)
    desk.page.get_by_role("button", name="Make the key").click()
    expect(desk.page.get_by_text("The team key is made.")).to_be_visible(timeout=30_000)
    assert not sent.tells(WORDS)


def new_passphrase(page: Page, words: str) -> None:
    page.get_by_label("New passphrase").fill(words)
    page.get_by_label("The same once more").fill(words)
    page.get_by_role("checkbox").check()


def report_harm(app: PhoneApp, story: str) -> None:
    """Three steps on the phone, with a yes to the first two questions."""
    page = app.page
    for name in (
        "Report harm",
        "Robbed",
        "Next",
        "A participant",
        "May our coordinator",
        "May we warn others",
    ):
        page.get_by_role("button", name=re.compile(f"^{name}")).click()
    page.get_by_label("What happened, in their words").fill(story)
    app.lamp().click()
    expect(page.get_by_text("Saved, sealed")).to_be_visible(timeout=15_000)
    app.button("Done").click()


def open_texts(desk: Desk, words: str) -> None:
    desk.page.get_by_label("Passphrase of the team key").fill(words)
    desk.page.get_by_role("button", name="Open the texts").click()


def test_what_is_told_in_the_street_is_read_by_the_coordinator_and_by_nothing_between(
    server: ServerProcess, desk: Desk, phone: PhoneApp, tmp_path: Path
) -> None:
    phone.start_shift("Harbour", "Street")
    server.stop()
    report_harm(phone, STORY)
    assert leaks(tmp_path / "phone", [CANARY]) == []
    server.start()
    phone.sync()
    assert leaks(server.folder, [CANARY, WORDS]) == []
    read(desk, server)
    change_passphrase(desk)
    desk.page.goto(f"{desk.url}/safety/reports")
    desk.page.get_by_role("button", name=re.compile("^Warn others")).click()
    expect(desk.page.get_by_label("Bad date")).to_be_checked()
    expect(desk.page.get_by_label("Harbour")).to_be_checked()
    assert desk.page.get_by_label("What to do").input_value() == ""


def read(desk: Desk, server: ServerProcess) -> None:
    """With the passphrase the text is there, letter for letter; hidden at a tap; a wrong passphrase opens nothing."""
    page, sent = desk.page, Sent(desk.page)
    page.goto(f"{desk.url}/safety/reports")
    page.get_by_role("checkbox", name="read").check()
    page.get_by_role("button", name="Read the ticked texts").click()
    text = page.locator("[data-text]")
    open_texts(desk, OTHER)
    expect(page.get_by_text("This passphrase opens none of the keys.")).to_be_visible(timeout=30_000)
    assert text.inner_text() == ""
    open_texts(desk, WORDS)
    expect(page.get_by_text("1 text is open in this browser only.")).to_be_visible(timeout=30_000)
    assert text.evaluate("(node) => node.textContent") == STORY
    page.get_by_role("button", name="Hide them now").click()
    assert text.inner_text() == ""
    assert not sent.tells(WORDS)
    assert leaks(server.folder, [CANARY]) == []


def change_passphrase(desk: Desk) -> None:
    """The same texts open with the new passphrase, and with the old one no more."""
    page = desk.page
    page.goto(f"{desk.url}/safety/key/passphrase")
    page.get_by_label("Passphrase until now").fill(WORDS)
    new_passphrase(page, OTHER)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_text("The new passphrase holds.")).to_be_visible(timeout=30_000)
    page.goto(f"{desk.url}/safety/reports")
    page.get_by_role("checkbox", name="read").check()
    page.get_by_role("button", name="Read the ticked texts").click()
    open_texts(desk, WORDS)
    expect(page.get_by_text("This passphrase opens none of the keys.")).to_be_visible(timeout=30_000)
    open_texts(desk, OTHER)
    expect(page.get_by_text("1 text is open in this browser only.")).to_be_visible(timeout=30_000)
    assert page.locator("[data-text]").evaluate("(node) => node.textContent") == STORY


def test_a_backup_file_opens_texts_with_its_own_passphrase_and_they_hide_themselves(
    desk: Desk, phone: PhoneApp, tmp_path: Path
) -> None:
    page = desk.page
    page.goto(f"{desk.url}/safety/key/backup")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    download.value.save_as(tmp_path / "keys.json")
    phone.start_shift("Harbour", "Street")
    report_harm(phone, STORY)
    phone.sync()
    page.goto(f"{desk.url}/safety/key/passphrase")
    page.get_by_label("Passphrase until now").fill(WORDS)
    new_passphrase(page, OTHER)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_text("The new passphrase holds.")).to_be_visible(timeout=30_000)
    page.clock.install()
    page.goto(f"{desk.url}/safety/reports")
    page.get_by_role("checkbox", name="read").check()
    page.get_by_role("button", name="Read the ticked texts").click()
    page.get_by_text("Use a backup file of the key").click()
    page.get_by_label("Backup file").set_input_files(tmp_path / "keys.json")
    open_texts(desk, WORDS)
    expect(page.get_by_text("1 text is open in this browser only.")).to_be_visible(timeout=30_000)
    page.clock.run_for(5 * 60_000)
    expect(page.get_by_text("Hidden again after 5 minutes.")).to_be_visible()
    assert page.locator("[data-text]").inner_text() == ""
