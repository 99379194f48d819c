"""A card code is read by the camera, in our own worker, under the content policy that every page has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Playwright, expect

from tests.browsers import QUIET, LiveServer, chromium_program
from tests.field.stage import SMALL, Stage

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 640, 480


def film(path: Path, text: str) -> None:
    """One second of a camera that looks at a printed card, as a raw video that Chromium takes for a camera."""
    picture = Image.new("L", (WIDTH, HEIGHT), 235)
    code = segno.make_qr(text, error="m")
    code.save(path.with_suffix(".png"), scale=8, border=4)
    with Image.open(path.with_suffix(".png")) as card:
        picture.paste(card.convert("L"), ((WIDTH - card.width) // 2, (HEIGHT - card.height) // 2))
    grey = bytes([128]) * (WIDTH * HEIGHT // 4)
    frame = b"FRAME\n" + picture.tobytes() + grey + grey
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)


@pytest.fixture
def looking(playwright_driver: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees a card with a code."""
    film(tmp_path / "card.y4m", "7K3M-9Q2F")
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    seen = f"--use-file-for-fake-video-capture={tmp_path / 'card.y4m'}"
    browser = playwright_driver.chromium.launch(
        executable_path=chromium_program(), args=[*QUIET, *fake, seen]
    )
    yield browser
    browser.close()


def test_the_card_is_scanned_and_its_code_is_saved(looking: Browser, field_server: LiveServer) -> None:
    stage = Stage(looking, field_server.url, SMALL, permissions=["camera"])
    page = stage.open(real_time=True)
    for name in ("New contact", "Card code", "Scan the card"):
        page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=15_000)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert page.evaluate("phone.entries().at(-1).record[12]") == "7K3M9Q2F"
    assert stage.errors == []
    stage.close()
