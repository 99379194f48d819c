"""P8: how long a save takes on a cheap phone: the whole browser is held to one sixth of a core."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.conftest import enrolled, visit
from tests.browser.site import Site
from tests.browsers import QUIET, chromium_program
from tests.endtoend import killing

from .run import Run
from .slow import share_of_core
from .table import Row, p95, spread

# A person is slower than the phone: between two saves the browser comes to rest.
SAVE = """async ({ count, pause }) => {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    await phone.save(contact((i % 9) + 1), phone.openForm());
    times.push(performance.now() - began);
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return times;
}"""
PLAIN = """async ({ count, pause }) => {
  const asked = indexedDB.open('plain');
  asked.onupgradeneeded = () => asked.result.createObjectStore('rows');
  await new Promise((resume) => { asked.onsuccess = resume; });
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const row = crypto.getRandomValues(new Uint8Array(400));
    const began = performance.now();
    await new Promise((resume, fail) => {
      const work = asked.result.transaction('rows', 'readwrite', { durability: 'strict' });
      work.objectStore('rows').put(row, i);
      Object.assign(work, { oncomplete: resume, onerror: fail });
    });
    times.push(performance.now() - began);
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return times;
}"""
PAUSE = 100


def measure(run: Run) -> list[Row]:
    """One row; plain strict IndexedDB writes are measured in the same browser under the same quota, in turn."""
    count = 10 if run.quick else 40
    with run.folder() as folder, sync_playwright() as driver:
        site = Site()
        context = driver.chromium.launch_persistent_context(
            str(folder), executable_path=chromium_program(), args=list(QUIET)
        )
        try:
            how, ours, plain = _measured(context, site, folder, count)
        finally:
            context.close()
            site.close()
    return [
        Row(
            "P8",
            f"save a contact (sealed, journal + index, strict), p95 of {len(ours)}, browser held to 1/6 core ({how})",
            f"plain strict IndexedDB write, same run: p95 {p95(plain):.1f} ms; PouchDB 11 ms (references)",
            "11–12 ms tried (references)",
            f"p95 {p95(ours):.1f} ms; median {spread(ours, 1)}",
            "≤ 20 ms",
            p95(ours) <= 20,
            {"ours_ms": ours, "plain_ms": plain, "how": how},
        )
    ]


def _measured(
    context: BrowserContext, site: Site, folder: Path, count: int
) -> tuple[str, list[float], list[float]]:
    page = visit(context.pages[0], site)
    page.evaluate("open()")
    enrolled(page)
    asked = {"count": count, "pause": PAUSE}
    _both(page, {**asked, "count": 5})  # what is loaded and compiled once is not what a save costs
    ours: list[float] = []
    plain: list[float] = []
    with share_of_core(lambda: killing.processes(folder)) as how:
        for _ in range(3):
            first, second = _both(page, asked)
            ours += first
            plain += second
    return how, ours, plain


def _both(page: Page, asked: dict[str, int]) -> tuple[list[float], list[float]]:
    return page.evaluate(SAVE, asked), page.evaluate(PLAIN, asked)
