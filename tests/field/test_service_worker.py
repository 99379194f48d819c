"""The service worker: a cold start with no network, an update that waits, and nothing else ever kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from outreach import assets
from tests.browsers import LiveServer
from tests.conftest import build_app, close
from tests.field.stage import FAKE, STATIC, Stage

pytestmark = pytest.mark.browser


class Site:
    """A server over static files of its own, which a test may change and build again."""

    def __init__(self, folder: Path, fake: bool) -> None:
        shutil.copytree(STATIC, folder / "static", ignore=shutil.ignore_patterns("v", "gen", ".building*"))
        self.static = folder / "static"
        if fake:
            shutil.copyfile(FAKE, self.static / "js/phone.js")
        app = build_app(folder, {"DATABASE_URL": ""})
        app.static_folder = str(self.static)
        assets.use_assets(app)
        self.server = LiveServer(app)

    def release(self) -> None:
        """A new version: one line more in one module."""
        with (self.static / "js/ui/words.js").open("a") as file:
            file.write("void 0;\n")
        assets.use_assets(self.server.app)

    def close(self) -> None:
        self.server.stop()
        close(self.server.app)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    made: list[Site] = []

    def make(fake: bool = True) -> Site:
        made.append(Site(tmp_path, fake))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 640}, locale="en-GB")
    made.set_default_timeout(15_000)
    yield made
    made.close()


def until(page: Page, truth: str) -> None:
    """Waits until the expression is true. (Playwright's own way needs eval, which the content policy forbids.)"""
    for _ in range(150):
        try:
            if page.evaluate(truth):
                return
        except Error:  # the page is just being loaded again
            pass
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {truth}")


def visit(context: BrowserContext, site: Site, stage: str = "open") -> Page:
    """Opens the app and waits until the service worker answers for it."""
    page = context.new_page()
    page.add_init_script(f"globalThis.FAKE = {Stage.said({'stage': stage})}")
    page.goto(f"{site.server.url}/field/")
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def newer(page: Page) -> None:
    """Asks for a newer version and waits until it is installed."""
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    until(page, "navigator.serviceWorker.getRegistration('/field/').then((r) => Boolean(r.waiting))")


def test_a_cold_start_needs_no_network(site: Callable[..., Site], context: BrowserContext) -> None:
    real = site(fake=False)
    visit(context, real).close()
    real.server.stop()
    page = context.new_page()
    page.goto(f"{real.server.url}/field/#nothing")
    expect(page.get_by_text("Set up this phone")).to_be_visible()
    assert page.evaluate("document.fonts.ready.then((fonts) => fonts.check('16px \"Inter Variable\"'))")


def test_nothing_is_kept_but_the_shell(site: Callable[..., Site], context: BrowserContext) -> None:
    page = visit(context, site(fake=False))
    page.evaluate("fetch('/api/v1/openapi.json').then((answer) => answer.text())")
    kept = page.evaluate("caches.open('x').then(() => caches.keys())")
    addresses = page.evaluate(
        "(async () => { const found = []; for (const name of await caches.keys()) for (const request of"
        " await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname); return found; })()"
    )
    assert len(kept) == 2  # ours and the empty one made above
    assert not [path for path in addresses if not path.startswith(("/field/", "/static/"))]


def test_an_update_waits_while_a_form_is_open(site: Callable[..., Site], context: BrowserContext) -> None:
    shop = site()
    page = visit(context, shop)
    page.get_by_role("button", name="New contact").click()
    page.get_by_role("button", name="Usual", exact=True).click()
    page.evaluate("globalThis.same = true")
    shop.release()
    newer(page)
    expect(page.locator(".o-btn--lamp")).to_contain_text("2 items")
    assert page.evaluate("globalThis.same")
    assert page.evaluate("caches.keys().then((names) => names.length)") == 2


def test_the_worker_takes_the_update_when_it_suits(
    site: Callable[..., Site], context: BrowserContext
) -> None:
    shop = site()
    page = visit(context, shop)
    page.evaluate("globalThis.same = true")
    shop.release()
    newer(page)
    page.get_by_role("button", name="Nothing to send").click()
    page.get_by_role("button", name="A new version is ready").click()
    until(page, "!globalThis.same")
    until(page, "caches.keys().then((names) => names.length === 1)")


def test_an_update_comes_by_itself_at_a_lock_that_was_never_opened(
    site: Callable[..., Site], context: BrowserContext
) -> None:
    shop = site()
    page = visit(context, shop, "locked")
    page.evaluate("globalThis.same = true")
    shop.release()
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    until(page, "!globalThis.same")
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_half_a_version_is_never_kept(site: Callable[..., Site], context: BrowserContext) -> None:
    shop = site()
    page = visit(context, shop)
    shop.release()
    with shop.server.app.app_context():
        address = assets.built().url("js/field-app.js").removeprefix("/static/")
    with (shop.static / address).open("a") as file:
        file.write("// changed on its way")
    (shop.static / (address + assets.PACKED)).unlink(missing_ok=True)
    failed = page.evaluate(
        "navigator.serviceWorker.ready.then((r) => new Promise((done) => {"
        " r.addEventListener('updatefound', () => r.installing.addEventListener('statechange',"
        " (event) => event.target.state === 'redundant' && done(true))); r.update(); }))"
    )
    assert failed
    assert page.evaluate("navigator.serviceWorker.getRegistration('/field/').then((r) => r.waiting === null)")


# Types as soon as there is a field, and says whether the page was still being read then: before any of the app's code.
AT_ONCE = """new MutationObserver((_, watch) => {
  const field = document.querySelector(".o-lock input");
  if (!field) return;
  watch.disconnect();
  const lock = field.closest(".o-lock").cloneNode(true);
  Object.assign(globalThis, { field, lock, early: document.readyState === "loading" });
  field.focus();
  field.value = "rig";
}).observe(document, { childList: true, subtree: true })"""
PLAIN = """(lock) => {
  const copy = lock.cloneNode(true);
  for (const late of copy.querySelectorAll("svg, .o-lock__time, .o-lock__date")) late.replaceChildren();
  return copy.outerHTML.replaceAll("&nbsp;", " ");
}"""


def test_the_lock_stands_before_the_app_has_come_and_keeps_what_is_typed(
    site: Callable[..., Site], context: BrowserContext
) -> None:
    shop = site()
    visit(context, shop, "locked").close()
    page = context.new_page()
    page.add_init_script(f"globalThis.FAKE = {Stage.said({'stage': 'locked'})}; {AT_ONCE}")
    page.goto(f"{shop.server.url}/field/")
    expect(page.locator(".o-lock__time")).to_contain_text(":")
    assert page.evaluate("early")
    assert page.evaluate("document.activeElement === field && field.isConnected")
    page.keyboard.type("ht")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("button", name="New contact")).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "ar-EG"])
def test_the_early_lock_looks_like_the_lock(
    site: Callable[..., Site], chromium: Browser, locale: str
) -> None:
    shop = site()
    context = chromium.new_context(locale=locale)
    visit(context, shop, "locked").close()
    page = context.new_page()
    page.add_init_script(f"globalThis.FAKE = {Stage.said({'stage': 'locked'})}; {AT_ONCE}")
    page.goto(f"{shop.server.url}/field/")
    expect(page.locator(".o-lock__time")).to_contain_text(":")
    early = page.evaluate(f"({PLAIN})(lock)").replace(' aria-disabled="true"', "")
    assert page.locator(".o-lock").evaluate(PLAIN) == early
    context.close()


def test_a_new_phone_sees_no_lock(site: Callable[..., Site], context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(AT_ONCE)
    page.goto(f"{site(fake=False).server.url}/field/")
    expect(page.get_by_text("Set up this phone")).to_be_visible()
    assert page.evaluate("globalThis.field === undefined")
