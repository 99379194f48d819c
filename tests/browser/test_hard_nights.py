"""What a night can do to a phone's storage: erased, full, killed, private, a clock off by years, several workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.endtoend import killing

from .conftest import WORDS, enrolled, visit
from .site import Site

pytestmark = pytest.mark.browser
Start = Callable[..., tuple[Any, Page]]

COLLEAGUE = "ember falcon glove hinge"
NAMES = """(async () => {
  const root = await navigator.storage.getDirectory();
  const names = [];
  for await (const name of (await root.getDirectoryHandle("outreach")).keys()) names.push(name);
  return names.filter((name) => !name.startsWith("journal-")).sort();
})()"""


def erase(context: Any, site: Site, what: str) -> None:
    """The browser makes room: `all`, `indexeddb` or `file_systems` of this address."""
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Storage.clearDataForOrigin", {"origin": site.url.rstrip("/"), "storageTypes": what})
    page.close()


def saved(start: Start, count: int = 12) -> tuple[Any, Page]:
    """A phone in a shift with some records, its page closed."""
    context, page = start()
    enrolled(page)
    page.evaluate(f"save({count})")
    page.close()
    return context, page


def again(context: Any, site: Site) -> Page:
    page = visit(context.new_page(), site)
    page.evaluate("open()")
    return page


def test_an_erased_origin_is_a_new_phone_and_no_error(start: Start, site: Site) -> None:
    context, _ = saved(start)
    erase(context, site, "all")
    page = again(context, site)
    assert page.evaluate("[view().stage, view().unsent, view().problems]") == ["new", 0, []]
    enrolled(page)
    assert page.evaluate("save(1)") == 1


def test_an_erased_index_costs_no_record(start: Start, site: Site) -> None:
    context, _ = saved(start)
    erase(context, site, "indexeddb")
    page = again(context, site)
    assert page.evaluate("[view().stage, kept().length]") == ["locked", 12]
    assert {"code": "recovered", "count": 12} in page.evaluate("view().problems")


def test_erased_files_cost_the_lists_and_no_record(start: Start, site: Site) -> None:
    context, _ = saved(start)
    erase(context, site, "file_systems")
    page = again(context, site)
    assert page.evaluate("[view().stage, kept().length, view().mayGoOn]") == ["writeonly", 12, False]
    assert "enrol_again" in page.evaluate("view().problems.map(({ code }) => code)")
    page.evaluate("words => enrol(words)", WORDS)
    assert page.evaluate("[view().stage, view().unsent, phone.reference.zones.length]") == ["open", 12, 1]


def test_a_phone_that_is_full_at_the_start_opens_and_says_so_when_saving(start: Start, site: Site) -> None:
    context, _ = saved(start)
    page = visit(context.new_page(), site)
    control = context.new_cdp_session(page)
    control.send("Storage.overrideQuotaForOrigin", {"origin": site.url.rstrip("/"), "quotaSize": 1})
    assert page.evaluate("open()")["stage"] == "locked"
    page.evaluate("words => phone.unlock(words)", WORDS)
    assert page.evaluate("phone.entries().length") == 12
    assert page.evaluate("save(1).then(() => 'saved', (error) => error.code)") == "full"
    assert page.evaluate("view().unsent") == 12
    assert {"code": "full", "count": 1} in page.evaluate("view().problems")
    control.send("Storage.overrideQuotaForOrigin", {"origin": site.url.rstrip("/")})
    assert page.evaluate("phone.dropForm().then(() => save(1))") >= 13


def test_a_draft_is_there_after_the_browser_was_killed(start: Start, tmp_path: Path) -> None:
    written: list[str] = []
    _, page = start(wrote=lambda name: written.append(name))
    enrolled(page)
    page.evaluate("""() => {
      const append = phone.storage.opfs.append.bind(phone.storage.opfs);
      phone.storage.opfs.append = (name, ...rest) => append(name, ...rest).then(() => wrote(name));
      let typed = 0;
      setInterval(() => phone.keepDraft([{ id: "one", typed: (typed += 1) }]), 50);
    }""")
    while sum(name.startswith("draft") for name in written) < 2:
        page.wait_for_timeout(20)
    killing.kill(tmp_path / "profile")
    _, page = start()
    page.evaluate("words => phone.unlock(words)", WORDS)
    typed = page.evaluate("phone.draft()[0].typed")
    assert typed > 16  # the second writing: what was typed in the first 0.8 seconds is in it


def test_a_clock_that_is_years_off_stops_nothing(start: Start, site: Site) -> None:
    context, _ = saved(start)
    page = context.new_page()
    page.clock.install(time="2011-03-04T22:00:00")
    visit(page, site).evaluate("open()")
    page.evaluate("words => phone.unlock(words)", WORDS)
    assert page.evaluate("save(3)") == 15
    page.clock.set_system_time("2058-01-01T02:00:00")
    assert page.evaluate("save(3)") == 18
    assert page.evaluate("phone.sync().then(() => [view().unsent, view().proof.equal])") == [0, True]
    assert (
        page.evaluate("[...phone.outbox.items.values()].every(({ key_id }) => key_id >= '2026-11')") is True
    )
    page.clock.set_system_time("2026-11-20T22:00:00")
    assert page.evaluate("phone.sync().then(() => kept().length)") == 18


def test_several_workers_share_a_phone_over_restarts(start: Start, site: Site) -> None:
    context, page = start()
    enrolled(page)
    page.evaluate("save(2)")
    page.evaluate("words => addWorker(words)", COLLEAGUE)
    page.evaluate("phone.startShift({ zone: 1, setting: 'van' }).then(() => save(3))")
    page.close()
    page = again(context, site)
    assert page.evaluate("phone.workers().map((one) => [one.slot, one.mine, one.shiftOpen])") == [
        [1, False, True],
        [2, False, True],
    ]
    for words, entries in ((WORDS, 2), (COLLEAGUE, 3)):
        page.evaluate("words => phone.unlock(words)", words)
        assert page.evaluate("phone.entries().length") == entries
        page.evaluate("phone.lock()")
    page.evaluate("phone.forget(1)")
    assert page.evaluate(NAMES) == [
        "access-1",
        "last-1",
        "notebook.2",
        "reference-1",
        "shared.2-1",
        "vault.2-1",
    ]
    assert page.evaluate("view().unsent") == 5


def test_one_stretching_of_the_passphrase_serves_all_workers(start: Start) -> None:
    _, page = start()
    enrolled(page)
    page.evaluate("""() => {
      globalThis.stretched = 0;
      const real = crypto.subtle.deriveBits.bind(crypto.subtle);
      crypto.subtle.deriveBits = (how, ...rest) => ((stretched += how.name === "PBKDF2"), real(how, ...rest));
    }""")
    for number in range(2, 7):
        page.evaluate(f"addWorker('passphrase number {number}')")
    page.evaluate("(phone.lock(), stretched = 0)")
    page.evaluate("phone.unlock('passphrase number 6')")
    assert page.evaluate("[mine(), stretched]") == [6, 1]


def test_chromium_does_not_tell_a_private_window_so_nothing_is_promised(
    chromium: Browser, site: Site
) -> None:
    context = chromium.new_context()  # as private as a private window: all in memory
    view = visit(context.new_page(), site).evaluate("open()")
    storage = view["storage"]
    assert (view["stage"], storage["evicts"]) == ("new", "pressure")
    assert storage["quota"] == 0  # it names the same number on every phone: no promise of room either
    context.close()
