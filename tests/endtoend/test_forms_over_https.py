"""CSRF-protected forms over HTTPS, in a browser: they work from our own pages and from nowhere else."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from outreach import certificates
from tests.endtoend import programme
from tests.endtoend.desk import Desk

pytestmark = pytest.mark.browser

# Another site whose page sends a form to ours by itself, as in an attack.
ATTACK = """<form method="post" action="{url}/phones/add"><input name="name" value="Evil"></form>"""


@pytest.fixture
def secure_site(tmp_path: Path) -> Iterator[str]:
    """The server over TLS with a certificate of its own authority; gives its address."""
    folder = tmp_path / "instance"
    programme.make(folder)
    files = certificates.ensure(folder / "tls", "localhost", [])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    with programme.opened(folder, HTTPS=True) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that takes our certificate."""
    context = chromium.new_context(ignore_https_errors=True)
    yield context
    context.close()


@pytest.fixture
def signed_in(secure_site: str, visitor: BrowserContext, tmp_path: Path) -> Desk:
    """The coordinator, signed in through the form."""
    desk = Desk(visitor.new_page(), secure_site)
    desk.sign_in(programme.COORDINATOR, programme.coordinator(tmp_path / "instance"))
    return desk


def phones(folder: Path) -> int:
    """Links that were offered to phones."""
    with programme.opened(folder) as app:
        query = "select count(*) from enrolment"
        return int(programme.run(app, lambda conn: conn.exec_driver_sql(query).scalar_one()))


def test_forms_work_from_our_own_pages(signed_in: Desk, visitor: BrowserContext, tmp_path: Path) -> None:
    link = signed_in.offer_phone("Heron")
    assert link.startswith(f"{signed_in.url}/field/#e=")
    assert phones(tmp_path / "instance") == 1
    cookies = {cookie["name"]: cookie for cookie in visitor.cookies()}
    assert cookies["__Host-outreach"]["secure"]
    assert cookies["__Host-outreach"]["httpOnly"]


def test_a_form_of_another_site_changes_nothing(
    signed_in: Desk, visitor: BrowserContext, tmp_path: Path
) -> None:
    page = visitor.new_page()
    attack = ATTACK.format(url=signed_in.url)
    page.route("http://elsewhere.test/", lambda route: route.fulfill(body=attack, content_type="text/html"))
    page.goto("http://elsewhere.test/")
    with page.expect_navigation() as answered:
        page.evaluate("document.forms[0].submit()")
    assert answered.value
    assert answered.value.status in (400, 401, 403)
    assert phones(tmp_path / "instance") == 0


@pytest.mark.parametrize("token", ["", "x", "ImFhYWEi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_form_with_a_wrong_token_says_what_to_do(signed_in: Desk, tmp_path: Path, token: str) -> None:
    page = signed_in.page
    page.goto(f"{signed_in.url}/phones/add")
    page.get_by_label("Name of the phone").fill("Heron")
    page.evaluate("token => { document.querySelector('main [name=csrf_token]').value = token; }", token)
    assert submitted(page, "Make the link") == 400
    expect(page.get_by_text("too old")).to_be_visible()
    assert phones(tmp_path / "instance") == 0


def test_a_form_after_signing_out_elsewhere_says_so_and_loses_nothing(
    signed_in: Desk, visitor: BrowserContext, tmp_path: Path
) -> None:
    page = signed_in.page
    page.goto(f"{signed_in.url}/phones/add")
    page.get_by_label("Name of the phone").fill("Heron")
    visitor.clear_cookies()
    assert submitted(page, "Make the link") in (400, 401)
    assert phones(tmp_path / "instance") == 0


def submitted(page: Page, button: str) -> int:
    """Presses a button of a form; the status of the answer."""
    with page.expect_navigation() as answered:
        page.get_by_role("button", name=button).click()
    assert answered.value
    return answered.value.status
