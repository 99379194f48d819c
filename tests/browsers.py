"""Live servers and real browsers for tests. Everything here works without any outside network."""

from __future__ import annotations

import glob
import os
import random
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright
from selenium import webdriver
from selenium.webdriver import webkitgtk
from selenium.webdriver.remote.webdriver import WebDriver
from werkzeug.serving import BaseWSGIServer, make_server

# Chromium fills the suggestions of its address bar with two pages of its own for each page of ours: half of what a page
# costs. Only its last list counts, so Playwright's own stands in it.
_OFF = (
    "AimEnabled,AutoDeElevate,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "BlockOriginHeaderModificationOnRedirect,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,"
    "HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,"
    "ThirdPartyStoragePartitioning,Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
# Without the others Chromium asks the network for updates and names, and a test waits for the answer.
QUIET = (
    f"--disable-features={_OFF}",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


STARTERS = {"playwright_driver", "webkit"}
expect.set_options(timeout=20_000)  # a busy machine is no fault of the product


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a browser, so that the rest can run where there is none."""
    for item in items:
        if STARTERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """A port that nobody listens at, below those of outgoing connections: one of these could take it meanwhile."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("No port is free.")


class LiveServer:
    """A real server for one app on a port of its own. `stop()` closes the port; `start()` opens the same again."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.port = free_port()
        self._server: BaseWSGIServer | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve (again), on the port it had before."""
        self._server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        serve = self._server.serve_forever
        threading.Thread(target=serve, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Nobody listens any more: the next request is refused."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def live(folder: Path, stores: Any) -> Iterator[LiveServer]:
    """A live server on an empty SQLite store in `folder`, which is made."""
    from tests.conftest import build_app, close

    shutil.copytree(stores.template(), folder)
    server = LiveServer(build_app(folder, {"DATABASE_URL": ""}))
    yield server
    server.stop()
    close(server.app)


@pytest.fixture
def live_server(tmp_path: Path, stores: Any) -> Iterator[LiveServer]:
    """A live server on SQLite; `live_server.app` is its app, `.stop()` and `.start()` cut and restore it."""
    with live(tmp_path / "live-instance", stores) as server:
        yield server


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """Playwright itself; browsers are started from it."""
    with sync_playwright() as driver:
        yield driver


def chromium_program() -> str | None:
    """Debian's Chromium; None = Playwright's own (on Ubuntu the package is a snap that cannot run here)."""
    wanted = os.environ.get("OUTREACH_TEST_CHROMIUM")
    if wanted:
        return wanted
    found = shutil.which("chromium")
    return found if found and not os.path.realpath(found).startswith("/snap") else None


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    """Chromium, headless. Take a context of your own from it, e.g. with `playwright_driver.devices["Pixel 7"]`."""
    browser = playwright_driver.chromium.launch(executable_path=chromium_program(), args=list(QUIET))
    yield browser
    browser.close()


@pytest.fixture
def chromium_profile(playwright_driver: Playwright) -> Iterator[Callable[..., Any]]:
    """`chromium_profile(folder, **options)`: a Chromium whose storage stays in `folder` when it is killed."""
    opened: list[Any] = []

    def launch(folder: Path, **options: Any) -> Any:
        opened.append(
            playwright_driver.chromium.launch_persistent_context(
                str(folder), executable_path=chromium_program(), args=list(QUIET), **options
            )
        )
        return opened[-1]

    yield launch
    for context in opened:
        with suppress(Error):  # the test may have killed it, which is its point
            context.close()


@pytest.fixture(scope="session")
def firefox(playwright_driver: Playwright) -> Iterator[Browser]:
    """Firefox ESR over WebDriver BiDi (Playwright 1.64; later ones break with it)."""
    program = shutil.which("firefox-esr")
    if program:
        browser = playwright_driver.firefox.launch(channel="moz-firefox", executable_path=program)
    else:
        browser = playwright_driver.firefox.launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A screen in memory: WebKitGTK has no headless mode. Gives its DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def webkit(screen: str, tmp_path: Path) -> Iterator[WebDriver]:
    """WebKitGTK, the nearest to Safari that Debian has; it knows no OPFS. Fresh storage for each test."""
    options = webkitgtk.options.Options()
    options.binary_location = glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[-1]
    options.add_argument("--automation")
    places = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    service = webkitgtk.service.Service(
        "/usr/bin/WebKitWebDriver", env={**os.environ, "DISPLAY": screen, **places}
    )
    driver = webdriver.WebKitGTK(options=options, service=service)
    yield driver
    driver.quit()
