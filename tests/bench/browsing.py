"""A phone's browser for the benchmark: the app over a real server, enrolled and in a shift, at 360 × 640."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, expect, sync_playwright

from tests.browsers import QUIET, chromium_program
from tests.endtoend import killing, programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess

PHONE = {
    "viewport": {"width": WIDTH, "height": HEIGHT}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
}  # fmt: skip
# Slow 4G as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms a round trip.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}

# Notes when each of these first stands on the screen, in milliseconds since the page was asked for.
MARKS = """(() => {
  const marks = { app: '.o-phone, .o-lock', lock: '.o-lock input', shift: '.o-tonight, .o-empty', form: '.o-steps' };
  globalThis.seen = {};
  const look = () => {
    for (const [name, selector] of Object.entries(marks)) {
      if (!(name in seen) && document.querySelector(selector)) {
        seen[name] = 0;
        requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }));
      }
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()"""


@dataclass
class Bench:
    """Playwright, a server of a small programme, and a folder for profiles."""

    driver: Playwright
    server: ServerProcess
    folder: Path

    def browser(self, profile: str) -> BrowserContext:
        """A browser over this profile; it stays when the browser is closed."""
        path = str(self.folder / profile)
        context = self.driver.chromium.launch_persistent_context(
            path, executable_path=chromium_program(), args=list(QUIET), **PHONE
        )
        context.add_init_script(MARKS)
        return context

    def processes(self, profile: str) -> list[int]:
        """The browser's processes."""
        return killing.processes(self.folder / profile)

    def enrolled(self, profile: str) -> tuple[BrowserContext, PhoneApp]:
        """The app on a new profile: enrolled, open, in a shift, kept for offline use."""
        context = self.browser(profile)
        app = PhoneApp(context.pages[0])
        desk_browser = self.driver.chromium.launch(executable_path=chromium_program(), args=list(QUIET))
        desk = Desk(desk_browser.new_page(), self.server.url)
        desk.sign_in(programme.COORDINATOR, programme.command(*self._new_password()).split()[1])
        desk.type_digits(app.enrol(desk.offer_phone(profile)))
        desk_browser.close()
        app.choose_passphrase()
        app.wait_for_shell()
        app.unlock()
        app.start_shift("Harbour", "Street", "Store room")
        return context, app

    def _new_password(self) -> tuple[Path, str, str, str]:
        return self.server.folder, "member", "password", programme.COORDINATOR


@contextlib.contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """A small programme with its server running, and Playwright."""
    expect.set_options(timeout=30_000)
    instance = folder / "instance"
    programme.make(instance)
    programme.coordinator(instance)
    server = ServerProcess(instance)
    server.start()
    try:
        with sync_playwright() as driver:
            yield Bench(driver, server, folder)
    finally:
        server.stop()


def slowed(
    context: BrowserContext, page: Page, processor: int, network: dict[str, Any] | None = None
) -> CDPSession:
    """Slows the page's main thread, and its network, by the browser's own means."""
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": processor})
    if network:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", network)
    return session


READING = 2_500


def seen(page: Page, mark: str) -> float:
    """Milliseconds from asking for the page until this mark stood on the screen.

    Asked for late: Playwright loads 300 kB of its own into a page that it looks into, and a slowed page would wait.
    """
    page.wait_for_timeout(READING)
    page.wait_for_function("name => globalThis.seen?.[name] > 0", arg=mark)
    return float(page.evaluate("name => globalThis.seen[name]", mark))
