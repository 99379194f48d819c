"""P7: size of the phone app, its first load on a slow network, and its cold start without one."""

from __future__ import annotations

import json
import re
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Page
from zopfli import gzip as zopfli  # type: ignore[import-untyped, unused-ignore]

from tests.endtoend.phone_app import PASSPHRASE

from .browsing import SLOW_4G, Bench, bench, seen, slowed
from .peers import install
from .run import Run
from .table import Row, spread


def measure(run: Run) -> list[Row]:
    """Three rows: sizes, first load, cold start."""
    pouch = install(run.cache, "pouch") / "pouchdb" / "dist" / "pouchdb.min.js"
    with run.folder() as folder, bench(folder) as stage:
        sizes = _sizes(run, stage, len(zopfli.compress(pouch.read_bytes())))
        return [sizes, _first_load(run, stage), _cold_start(run, stage)]


def _sizes(run: Run, stage: Bench, pouch: int) -> Row:
    worker = _get(stage, "/sw.js").decode()
    listed = [
        address for address, _ in json.loads(re.findall(r"PRECACHE = (\{.*?\});?\n", worker)[0])["entries"]
    ]
    bodies = {address: _get(stage, address) for address in listed}
    code = [address for address in listed if address.endswith((".js", ".css"))]
    packed = sum(_sent(stage, address) for address in code) / 1000
    sent = sum(_sent(stage, address) for address in listed) / 1000
    whole = sum(map(len, bodies.values())) / 1000
    return Row(
        "P7 size",
        f"field app: JS + CSS, and everything precached, gzipped as sent ({len(listed)} files)",
        f"PouchDB alone {pouch / 1000:.0f} kB; Enketo engine 258, ODK Web Forms 1,459 (references)",
        "–",
        f"{packed:.1f} kB; {sent:.0f} kB ({whole:.0f} unpacked)",
        "≤ 80 kB; ≤ 400 kB",
        packed <= 80 and sent <= 400,
        {"code_gz_kb": packed, "precached_kb": sent, "unpacked_kb": whole, "files": len(listed)},
    )


def _get(stage: Bench, address: str) -> bytes:
    with urlopen(stage.server.url + address) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


def _sent(stage: Bench, address: str) -> int:
    """Bytes of the body as the server sends it to a browser."""
    from urllib.request import Request

    with urlopen(Request(stage.server.url + address, headers={"Accept-Encoding": "gzip, br"})) as answer:  # noqa: S310
        return len(answer.read())


def _first_load(run: Run, stage: Bench) -> Row:
    times, paints = [], []
    for turn in range(2 if run.quick else 5):
        context = stage.browser(f"first-{turn}")
        page = context.pages[0]
        slowed(context, page, 4, SLOW_4G)
        page.goto(f"{stage.server.url}/field/", wait_until="commit")
        times.append(seen(page, "app"))
        paints.append(_first_paint(page))
        context.close()
    return Row(
        "P7 load",
        "first load on slow 4G (1.6 Mbit/s, 150 ms) with 4 × CPU slow-down: first screen that can be used",
        "SUDS 1.5–2.5 s (published); Lighthouse good: LCP ≤ 2.5 s",
        "–",
        f"{spread([each / 1000 for each in times], 2)} s; first paint {median(paints) / 1000:.2f} s",
        "≤ 1.5 s",
        median(times) <= 1500,
        {"ms": times, "first_paint_ms": paints},
    )


def _first_paint(page: Page) -> float:
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))


def _cold_start(run: Run, stage: Bench) -> Row:
    context, _ = stage.enrolled("cold")
    context.close()
    stage.server.stop()
    locks, opens = [], []
    for _ in range(2 if run.quick else 5):
        lock, to_form = _start(stage)
        locks.append(lock)
        opens.append(to_form)
    stage.server.start()
    return Row(
        "P7 cold",
        "cold start offline with 4 × CPU slow-down: lock screen; unlock until the contact form stands",
        "–",
        "–",
        f"lock {spread([each / 1000 for each in locks], 2)} s; form {spread([each / 1000 for each in opens], 2)} s",
        "lock ≤ 0.5 s; form ≤ 1 s",
        median(locks) <= 500 and median(opens) <= 1000,
        {"lock_ms": locks, "form_ms": opens},
    )


def _start(stage: Bench) -> tuple[float, float]:
    """One new browser without a server: until the lock, and from "Open" to the contact form."""
    context = stage.browser("cold")
    page = context.pages[0]
    slowed(context, page, 4)
    page.goto(f"{stage.server.url}/field/", wait_until="commit")
    lock = seen(page, "lock")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    # The tap on "New contact" follows at once: what counts is how long the phone keeps somebody waiting.
    page.evaluate("""() => {
      globalThis.tapped = performance.now();
      new MutationObserver(() => {
        const all = [...document.querySelectorAll('.o-btn--lamp')];
        const button = all.find((one) => one.textContent.includes('New contact'));
        if (button && !globalThis.went) { globalThis.went = true; button.click(); }
      }).observe(document, { childList: true, subtree: true });
      document.querySelector('.o-lock form').requestSubmit();
    }""")
    to_form = seen(page, "form") - float(page.evaluate("globalThis.tapped"))
    context.close()
    return lock, to_form
