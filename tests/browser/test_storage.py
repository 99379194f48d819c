"""The phone's two copies in a real Chromium: killed, damaged, full, opened twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.endtoend import killing

from . import profile
from .conftest import WORDS, enrolled, visit
from .site import Site

pytestmark = pytest.mark.browser
Start = Callable[..., tuple[Any, Page]]


@pytest.mark.parametrize("kills", [6, pytest.param(500, marks=pytest.mark.long)])
def test_every_acknowledged_save_outlives_a_killed_browser(
    start: Start, tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    acked: list[int] = []
    phases: Counter[str] = Counter()
    random = Random(7)
    last = [""]
    for kill in range(kills):
        _, page = start(acked=lambda n: acked.append(n), phase=lambda name: last.append(name))
        if kill == 0:
            enrolled(page)
        assert set(acked) <= set(page.evaluate("kept()"))
        page.evaluate("watch()")
        page.evaluate("void save(1e6)")
        enough = len(acked) + (40 if kills > 100 else 10)
        while len(acked) < enough:
            page.wait_for_timeout(random.uniform(5, 60))
        killing.kill(tmp_path / "profile")
        phases[last[-1]] += 1
    _, page = start()
    kept = page.evaluate("kept()")
    with capsys.disabled():
        print(f"\n{kills} kills, {len(acked)} acknowledged, {len(kept)} kept; phases {dict(phases)}")  # noqa: T201
    assert set(acked) <= set(kept)
    assert len(kept) == len(set(kept))
    assert "missing" not in str(page.evaluate("view()")["problems"])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [cut, flip, empty])
@pytest.mark.parametrize("place", ["journal", "index"])
def test_damage_to_one_copy_is_mended_from_the_other(
    start: Start, tmp_path: Path, place: str, harm: Callable[[Path], None]
) -> None:
    context, page = start()
    enrolled(page)
    page.evaluate("save(30)")
    context.close()
    where = tmp_path / "profile"
    for path in [profile.journal(where)] if place == "journal" else profile.index(where):
        harm(path)
    context, page = start()
    assert page.evaluate("kept()") == list(range(1, 31))
    assert "missing" not in [p["code"] for p in page.evaluate("view()")["problems"]]
    # Chromium may find at the next start that what it wrote behind the damage is unreadable too; then it ends.
    for _ in range(2):
        context.close()
        context, page = start()
        assert page.evaluate("kept()") == list(range(1, 31))
    assert page.evaluate("view()")["problems"] == []
    assert page.evaluate("phone.sync().then(() => [view().unsent, server.stored.size])") == [0, 30]


def test_a_full_phone_keeps_the_form_and_every_acknowledged_save(start: Start, site: Site) -> None:
    context, page = start()
    enrolled(page)
    control = context.new_cdp_session(page)
    quota = {"origin": site.url.rstrip("/"), "quotaSize": 700_000}
    control.send("Storage.overrideQuotaForOrigin", quota)
    code = page.evaluate("save(3000).then(() => 'never full', (error) => error.code)")
    acked = page.evaluate("view().unsent")
    assert code == "full"
    assert 0 < acked < 3000
    assert {"code": "full", "count": 1} in page.evaluate("view()")["problems"]
    control.send("Storage.overrideQuotaForOrigin", {"origin": quota["origin"]})
    # The bytes that did not fit are still pending and go to disk with the next save.
    assert page.evaluate("save(1)") >= acked + 1
    context.close()
    _, page = start()
    assert len(page.evaluate("kept()")) >= acked + 1


def test_a_second_tab_waits_and_takes_over_after_the_first_has_written(start: Start, site: Site) -> None:
    context, first = start()
    enrolled(first)
    second = visit(context.new_page(), site)
    assert second.evaluate("open()")["stage"] == "elsewhere"
    first.evaluate("void save(1e6).catch((error) => (globalThis.stopped = error.code))")
    second.evaluate("phone.takeOver()")
    assert second.evaluate("view().stage") == "locked"
    assert first.evaluate("view().stage") == "elsewhere"
    before = second.evaluate("kept()")
    assert before == list(range(1, len(before) + 1))
    second.evaluate("words => phone.unlock(words)", WORDS)
    assert second.evaluate("save(3)") == len(before) + 3
    assert first.evaluate("stopped") == "elsewhere"


NAMES = """(async () => {
  const root = await navigator.storage.getDirectory();
  const names = [];
  for await (const name of (await root.getDirectoryHandle("outreach")).keys()) names.push(name);
  return names;
})()"""


def timed(work: str) -> str:
    """A script that gives the milliseconds which `work` takes."""
    return f"(async () => {{ const t = performance.now(); {work}; return performance.now() - t; }})()"


def test_panic_unlinks_what_is_readable_within_two_seconds(start: Start, tmp_path: Path) -> None:
    _, page = start()
    enrolled(page)
    page.evaluate("save(20)")
    page.evaluate("void save(1e6).catch(() => 0)")
    took = page.evaluate(timed("await phone.panic()"))
    assert took < 2000
    names = page.evaluate(NAMES)
    assert [name for name in names if not name.startswith("journal-")] == []
    assert page.evaluate("view()")["unsent"] >= 20
    assert page.evaluate("left") == ["left"]


def test_quick_exit_takes_less_than_300_ms(start: Start) -> None:
    _, page = start()
    enrolled(page)
    page.evaluate("save(5)")
    took = page.evaluate(timed("phone.quickExit()"))
    assert took < 300
    assert page.evaluate("[view().stage, phone.entries().length, left.length]") == ["locked", 0, 1]


def test_a_browser_that_hands_back_an_empty_index_is_told_and_mended(start: Start) -> None:
    context, page = start()
    enrolled(page)
    page.evaluate("save(12)")
    page.evaluate("phone.storage.index.destroy()")
    context.close()
    _, page = start()
    told = page.evaluate("[view().unsent, view().problems]")
    assert told == [12, [{"code": "recovered", "count": 12}]]
