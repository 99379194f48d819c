"""The main line in Firefox, and the fall-back journal in WebKitGTK, which has no file system of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from selenium.webdriver.remote.webdriver import WebDriver

from tests.endtoend import night
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess
from tests.endtoend.store_print import stored
from tests.endtoend.webkit_app import WebKitApp

pytestmark = pytest.mark.browser


def test_firefox_logs_offline_and_syncs(server: ServerProcess, desk: Desk, firefox: Browser) -> None:
    context = firefox.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    app = PhoneApp(context.new_page())
    desk.type_digits(app.enrol(desk.offer_phone("Kestrel")))
    app.choose_passphrase()
    app.wait_for_shell()
    server.stop()
    offline_night(app)
    server.start()
    app.sync()
    assert "server held 4 of 4" in app.safe()
    assert stored(server.folder) == {"stored": 4}
    assert desk.handed_out()[night.NAME["Needles 1 ml"]] == 10
    context.close()


def offline_night(app: PhoneApp) -> None:
    """Three contacts and a correction; the page is loaded again without a server in between."""
    app.page.reload()
    app.unlock()
    app.start_shift("Harbour", "Street")
    for contact in (night.USUAL, night.NEEDLES, night.SLIP):
        app.log(contact)
    app.page.reload()
    app.unlock()
    assert len(app.entries()) == 3
    app.correct("5 condoms, 20 needles", "Needles 1 ml", less=2)


def test_webkit_keeps_what_was_saved_without_a_file_system(
    server: ServerProcess, desk: Desk, webkit: WebDriver
) -> None:
    app = WebKitApp(webkit)
    desk.type_digits(app.enrol(desk.offer_phone("Otter")))
    app.choose_passphrase()
    app.wait_for_shell()
    server.stop()
    app.reopen()
    app.start_shift("Harbour", "Street")
    app.log_usual()
    app.log_usual()
    app.reopen()
    app.start_shift("Old town", "Van")  # the notebook is off without OPFS, and the shift with it
    assert app.unsent() == 2
    server.start()
    app.sync()
    assert stored(server.folder) == {"stored": 2}
    assert desk.handed_out()[night.NAME["Condoms"]] == 20
