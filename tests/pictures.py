"""Makes the pictures of the README anew: `.venv/bin/python -m tests.pictures [FOLDER]`.

A real server with the demo programme, a real browser as phone and as desk, a real PDF. Nothing is drawn by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browsers import QUIET, chromium_program
from tests.endtoend import programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, Contact, PhoneApp

FOLDER = programme.ROOT / "pictures"
DESK_PAGES = {"today": "/", "supplies": "/supplies", "referrals": "/referrals", "phones": "/phones"}
USUAL = Contact(packs=("Usual",), seen="Been before", age="25 to 29", gender="Woman")


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
    app.sync()
    shot("safe")
    app.entries()
    shot("notebook")
    context.close()


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
