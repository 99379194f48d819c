"""Makes the pictures of the README anew: `.venv/bin/python -m tests.pictures [FOLDER]`.

A real server with the demo programme, a real browser as phone and as desk, a real PDF. Nothing is drawn by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import QUIET, chromium_program
from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, Contact, PhoneApp

FOLDER = programme.ROOT / "pictures"
DESK_PAGES = {"today": "/", "supplies": "/supplies", "referrals": "/referrals", "phones": "/phones"}
USUAL = Contact(packs=("Usual",), seen="Been before", age="25 to 29", gender="Woman")
LANGUAGES = ("Español", "Français", "Português", "العربية")
STRIP = 270, 12  # width of one screen in a strip of several, and the gap between them


def main(target: Path) -> None:
    """Writes all pictures as PNG into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as engine:
        folder = Path(temporary) / "instance"
        programme.command(folder, "init")
        programme.command(folder, "demo", "--seed", "7", "--contacts", "6000")
        server = programme.ServerProcess(folder)
        server.start()
        try:
            browser = engine.chromium.launch(executable_path=chromium_program(), args=list(QUIET))
            desk = _desk(browser, server.url, folder)
            _phone(browser, desk, target)
            _pages(desk, target)
        finally:
            server.stop()
        _report(folder, target)


def _desk(browser: Browser, url: str, folder: Path) -> Desk:
    words = ("--name", "Bo Adeyemi", "--role", "coordinator", "--team", "Night van")
    password = programme.command(folder, "member", "add", programme.COORDINATOR, *words).split()[1]
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    desk = Desk(context.new_page(), url)
    desk.sign_in(programme.COORDINATOR, password)
    return desk


def _phone(browser: Browser, desk: Desk, target: Path) -> None:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    app = PhoneApp(context.new_page())

    def shot(name: str) -> None:
        app.page.wait_for_function(
            "() => document.getAnimations().every((one) => one.playState !== 'running')"
        )
        app.page.screenshot(path=target / f"phone-{name}.png")

    desk.type_digits(app.enrol(desk.offer_phone("Basil")))
    app.choose_passphrase()
    app.start_shift("Canal Side", "Street", "The van")
    app.log(USUAL)
    app.log(Contact(packs=("Needles",), back=8, seen="First time", referrals=("HIV test",)))
    app.button("New contact").click()
    app.fill(USUAL)
    shot("contact")
    app.save()
    shot("shift")
    app.door("What is safe")
    shot("safe")
    _tabs(app, shot)
    _strip(target, "night", ("shift", "contact", "services", "overdose"))
    _strip(target, "more", ("harm", "others", "bag", "safe"))
    _languages(app.page, target)
    context.close()


def _tabs(app: PhoneApp, shot: Callable[[str], None]) -> None:
    for tab in ("Services", "Bag"):
        app.tab(tab)
        shot(tab.lower())
    app.door("Other records")
    shot("others")
    app.button("Back").click()
    app.tab("Shift")
    for name, word in (("overdose", "Overdose"), ("harm", "Report harm")):
        app.button(word).click()
        shot(name)
        app.button("Back").click()


def _languages(page: Page, target: Path) -> None:
    """The shift page in each other language; the row of the language is the only one with its own drawing."""
    for place, language in enumerate(LANGUAGES):
        page.locator(".o-dock__tab").nth(3).click()
        page.locator("button:has(use[href$='#phone'])").last.click()
        page.locator("button:has(use[href$='#language'])").click()
        page.locator("dialog").get_by_text(language).click()
        page.locator("dialog").wait_for(state="detached")
        page.locator(".o-bar .o-key").first.click()
        page.locator(".o-dock__tab").first.click()
        page.screenshot(path=target / f"phone-language-{place}.png")
    _strip(target, "languages", tuple(f"language-{place}" for place in range(len(LANGUAGES))))


def _strip(target: Path, name: str, parts: tuple[str, ...]) -> None:
    """Several screens side by side in one picture; the single ones are not kept."""
    width, gap = STRIP
    height = width * HEIGHT // WIDTH
    strip = Image.new("RGB", (len(parts) * (width + gap) - gap, height), "white")
    for place, part in enumerate(parts):
        path = target / f"phone-{part}.png"
        with Image.open(path) as screen:
            strip.paste(screen.convert("RGB").resize((width, height)), (place * (width + gap), 0))
        path.unlink()
    strip.quantize(192).save(target / f"phone-{name}.png", optimize=True)


def _pages(desk: Desk, target: Path) -> None:
    for name, path in DESK_PAGES.items():
        desk.page.goto(desk.url + path)
        desk.page.screenshot(path=target / f"desk-{name}.png")


def _report(folder: Path, target: Path) -> None:
    file = folder / "report.pdf"
    programme.command(folder, "report", "--period", "2026Q3", "--out", str(file))
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", "-f", "1", "-l", "4", str(file), str(target / "report")], check=True
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
