"""A slip is shown, written down or printed without telling what it is for; and it comes back by its code alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from outreach.assets import built
from outreach.field.precache import modules
from tests.browsers import QUIET, LiveServer, chromium_program
from tests.field.directory_list import town_reference
from tests.field.stage import SMALL, Stage, contact
from tests.field.test_form import tap
from tests.field.test_services import check_both_themes, done

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
SLIP = "7KQ42MM"
MADE = contact(referrals=[["T.STI", SLIP, "information", 1]])
MM = 72 / 25.4


@pytest.fixture
def slip(stage: Open) -> Page:
    """The slip of a contact that was just saved, for the night clinic."""
    page = stage(reference=town_reference())
    tap(page, "New contact", "STI check")
    page.get_by_role("group", name="Slips of this contact").get_by_role("button").click()
    page.get_by_role("group", name="Where to").get_by_role("button", name="Night clinic").click()
    done(page, "Done")
    tap(page, "Save")
    expect(page.locator(".o-slip__qr path")).to_have_count(1)
    return page


@pytest.fixture
def back(stage: Open) -> Callable[..., Page]:
    """The page for slips that came back."""

    def open_page(**fake: Any) -> Page:
        page = stage(**{"reference": town_reference(), **fake})
        tap(page, "Services", "A slip came back")
        return page

    return open_page


def type_in(page: Page, text: str) -> None:
    page.get_by_label("Or type it").fill(text)


def outcomes(page: Page) -> list[Any]:
    script = (
        "phone.entries().filter((e) => e.record[0] === 'outcome' && e.state === 'kept').map((e) => e.record)"
    )
    found: list[Any] = page.evaluate(script)
    return found


def test_nothing_on_a_slip_says_what_it_is_for(slip: Page) -> None:
    card = slip.locator(".o-slip")
    for word in ("STI", "clinic", "Night"):
        expect(card).not_to_contain_text(word)
    expect(slip.get_by_text("Nothing on it says what it is for.")).to_be_visible()


def test_with_the_place_it_says_where_and_when_but_not_what_for(slip: Page) -> None:
    tap(slip, "With the place")
    card = slip.locator(".o-slip")
    expect(card).to_contain_text("Night clinic")
    expect(card).to_contain_text("green door")
    expect(card).to_contain_text("Mon to Sat: 20:00 to 2:00")
    expect(card).not_to_contain_text("STI")
    tap(slip, "With the place")
    expect(card).not_to_contain_text("Night clinic")


def test_to_be_written_down_the_code_stands_alone_and_on_one_line(slip: Page) -> None:
    tap(slip, "Write down")
    expect(slip.locator(".o-slip__qr")).to_have_count(0)
    box = slip.locator(".o-slip__code").bounding_box()
    size = slip.locator(".o-slip__code").evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    assert box
    assert size > 40
    assert box["width"] < SMALL["width"]


def test_several_slips_come_one_after_the_other(stage: Open) -> None:
    page = stage(reference=town_reference())
    tap(page, "New contact", "HIV test", "Counselling", "Save")
    expect(page.get_by_role("heading", name="Slip 1 of 2")).to_be_visible()
    tap(page, "With what it is for")
    first = page.locator(".o-slip__code").inner_text()
    tap(page, "Next slip")
    expect(page.get_by_role("heading", name="Slip 2 of 2")).to_be_visible()
    assert page.locator(".o-slip__code").inner_text() != first
    expect(page.locator(".o-slip")).not_to_contain_text("Counselling")
    tap(page, "Done")
    expect(page.get_by_role("button", name="New contact")).to_be_visible()


@pytest.mark.parametrize(("button", "wide", "high"), [("Print small", 58, 90), ("Print A6", 105, 148)])
def test_the_printed_slip_is_small_and_alone(slip: Page, button: str, wide: int, high: int) -> None:
    slip.evaluate("globalThis.print = () => { globalThis.printed = true; }")
    tap(slip, button)
    assert slip.evaluate("globalThis.printed")
    code = slip.locator(".o-slip__code").inner_text()
    slip.emulate_media(media="print")
    assert (
        slip.evaluate("document.body.innerText.replace(/\\s+/g, ' ').trim()")
        == f"{code} Show this. No name needed."
    )
    with pikepdf.open(io.BytesIO(slip.pdf(prefer_css_page_size=True))) as paper:
        assert len(paper.pages) == 1
        left, low, right, top = (float(number) for number in paper.pages[0].mediabox)
    assert abs(right - left - wide * MM) < 2
    assert abs(top - low - high * MM) < 2


def test_a_page_that_is_not_a_slip_prints_nothing(slip: Page) -> None:
    slip.evaluate("globalThis.print = () => {}")
    tap(slip, "Print small")
    slip.evaluate("dispatchEvent(new Event('afterprint'))")
    assert slip.evaluate("document.documentElement.dataset.print") is None
    slip.emulate_media(media="print")
    assert slip.evaluate("getComputedStyle(document.body).visibility") == "hidden"


def test_a_lost_slip_is_shown_again_from_the_notebook(stage: Open) -> None:
    page = stage(reference=town_reference(), entries=[MADE])
    page.locator(".o-rows .o-row", has_text="condoms").first.tap()
    page.get_by_role("group", name="Slips of this contact").get_by_role("button").tap()
    page.get_by_role("dialog").get_by_role("button", name="7KQ-42MM").tap()
    expect(page.locator(".o-slip__code")).to_have_text("7KQ-42MM")
    done(page, "Done")
    expect(page.get_by_role("group", name="Where to")).to_be_visible()


def test_an_outcome_is_one_tap_after_the_code(back: Open) -> None:
    page = back()
    type_in(page, "7kq-42mm")
    expect(page.get_by_text("Made on another phone, or before.")).to_be_visible()
    tap(page, "They went")
    expect(page.get_by_role("status").filter(has_text="Saved on this phone")).to_be_visible()
    assert outcomes(page) == [["outcome", 1, "2026-11-20", SLIP, "attended"]]


@pytest.mark.parametrize(
    ("button", "status"),
    [("They will go", "accepted"), ("They did not want it", "declined"), ("Not known", "unknown")],
)
def test_each_outcome_has_its_word(back: Open, button: str, status: str) -> None:
    page = back()
    type_in(page, SLIP)
    tap(page, button)
    expect(page.get_by_role("status").filter(has_text="Saved on this phone")).to_be_visible()
    assert outcomes(page)[0][4] == status


def test_it_can_be_taken_back_and_said_again(back: Open) -> None:
    page = back()
    type_in(page, SLIP)
    tap(page, "They went", "Undo")
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert outcomes(page) == []
    tap(page, "They will go")
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert [one[4] for one in outcomes(page)] == ["accepted"]


def test_a_slip_that_comes_twice_says_so_and_is_only_corrected(back: Open) -> None:
    page = back()
    type_in(page, SLIP)
    tap(page, "They will go", "Next slip")
    type_in(page, SLIP)
    expect(page.get_by_text("Already noted this shift: They will go")).to_be_visible()
    expect(page.get_by_text("No second thank-you")).to_be_visible()
    tap(page, "They went")
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert [one[4] for one in outcomes(page)] == ["attended"]


def test_a_slip_of_this_shift_shows_what_it_was_for(back: Open) -> None:
    page = back(entries=[MADE])
    type_in(page, SLIP)
    expect(page.get_by_text("STI check and treatment, from this shift")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("7KQ42MX", "One sign is not right"),
        ("7KQ-42MMM", "Too many signs"),
        ("K7Q 42MM", "One sign is not right"),
    ],
)
def test_a_wrong_code_is_told_in_plain_words(back: Open, typed: str, words: str) -> None:
    page = back()
    type_in(page, typed)
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_role("button", name="They went")).to_have_count(0)


def test_a_short_code_waits_until_somebody_goes_on(back: Open) -> None:
    page = back()
    type_in(page, "7KQ4")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_label("Or type it").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("3 signs more, please.")


def test_without_a_camera_typing_still_works(back: Open) -> None:
    page = back()
    tap(page, "Scan the slip")
    expect(page.get_by_role("alert")).to_contain_text("Type it instead")
    type_in(page, SLIP)
    expect(page.get_by_role("button", name="They went")).to_be_visible()


def test_a_failed_save_says_so_and_a_second_tap_makes_one_record(back: Open) -> None:
    page = back(saveFails="slow")
    type_in(page, SLIP)
    tap(page, "They went")
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
    assert outcomes(page) == []


def test_an_unfinished_contact_survives_a_slip_that_comes_back(back: Open, stage: Open) -> None:
    page = stage(reference=town_reference())
    tap(page, "New contact", "Woman", "Back", "Services", "A slip came back")
    type_in(page, SLIP)
    tap(page, "They went", "Back", "Shift")
    expect(page.get_by_text("Not finished")).to_be_visible()


@pytest.fixture
def camera(slip: Page, playwright_driver: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """A Chromium whose camera looks at the slip on another phone's screen."""
    shot = Image.open(io.BytesIO(slip.locator(".o-slip").screenshot())).convert("L").resize((420, 330))
    picture = Image.new("L", (640, 480), 90)
    picture.paste(shot, (110, 75))
    grey = bytes([128]) * (640 * 480 // 4)
    frame = b"FRAME\n" + picture.tobytes() + grey + grey
    (tmp_path / "slip.y4m").write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 10)
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    seen = f"--use-file-for-fake-video-capture={tmp_path / 'slip.y4m'}"
    browser = playwright_driver.chromium.launch(
        executable_path=chromium_program(), args=[*QUIET, *fake, seen]
    )
    yield browser
    browser.close()


def test_one_phone_scans_what_another_shows(slip: Page, camera: Browser, field_server: LiveServer) -> None:
    code = slip.locator(".o-slip__code").inner_text()
    stage = Stage(camera, field_server.url, SMALL, permissions=["camera"])
    page = stage.open(real_time=True, reference=town_reference())
    tap(page, "Services", "A slip came back", "Scan the slip")
    expect(page.locator(".o-slip__code")).to_have_text(code, timeout=15_000)
    tap(page, "They went")
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert outcomes(page)[0][3] == code.replace("-", "")
    assert stage.errors == []
    stage.close()


@pytest.mark.parametrize(
    "taps", [(), ("With the place",), ("Write down",)], ids=["plain", "named", "to write"]
)
def test_the_slip_is_accessible_in_dark_and_light(slip: Page, taps: tuple[str, ...]) -> None:
    tap(slip, *taps)
    check_both_themes(slip)


@pytest.mark.parametrize("typed", ["7KQ42MX", SLIP])
def test_the_page_of_returning_slips_is_accessible(back: Open, typed: str) -> None:
    page = back()
    type_in(page, typed)
    check_both_themes(page)
    if typed == SLIP:
        tap(page, "They went")
        expect(page.get_by_text("Saved on this phone")).to_be_visible()
        check_both_themes(page)


def test_what_draws_the_code_is_on_the_phone_before_it_is_needed(field_server: LiveServer) -> None:
    with field_server.app.app_context():
        names = modules(Path(str(field_server.app.static_folder)) / built().base.removeprefix("/static/"))
    assert "js/qr/worker.js" in names
