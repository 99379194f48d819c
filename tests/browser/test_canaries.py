"""After each step of a shift nothing of it can be read in the browser's profile, down to LevelDB's blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from . import profile
from .conftest import WORDS, enrolled
from .site import ROOT

pytestmark = pytest.mark.browser
Start = Callable[..., tuple[Any, Page]]

COLLEAGUE = "canary colleague words"
CODE, ZONE, DRAFT, STORY, USUAL = (
    "CANARYCODE7Q",
    "Canary Harbour",
    "canary draft",
    "a canary story",
    "canaryload",
)
CANARIES = [CODE, ZONE, DRAFT, STORY, USUAL, WORDS, COLLEAGUE]
RENAME = """void (server.reference = ((real) => async (of) => {
  const answer = await real(of);
  return { ...answer, text: answer.text.replace("Harbour", "Canary Harbour") };
})(server.reference.bind(server)))"""
INCIDENT = """(async () => {
  const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const pub = btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
  phone.ref.data.team_key = { id: "key-1", pub };
  const text = await phone.sealForTeam("a canary story");
  const agreed = [true, false, false, false];
  await phone.save(["incident", 1, "2026-11-20", 2, 1, "worker", ["threat"], agreed, text], phone.openForm());
})()"""
STEPS = {
    "save": f"save(20, contact(2).with(12, '{CODE}'))",
    "incident": INCIDENT,
    "draft": f"phone.keepDraft({{ note: '{DRAFT}' }})",
    "usual": f"phone.keepUsual({{ load: '{USUAL}' }})",
    "lock": "phone.lock()",
    "colleague": f"phone.unlock('{WORDS}').then(() => addWorker('{COLLEAGUE}'))",
    "colleague's shift": f"phone.startShift({{ zone: 1 }}).then(() => save(3, contact(1).with(12, '{CODE}')))",
    "sync": "phone.sync()",
    "end of shift": "phone.endShift()",
    "panic": "phone.panic()",
}


def test_nothing_can_be_read_after_each_step_of_a_shift(start: Start, tmp_path: Path) -> None:
    context, page = start()
    page.evaluate(RENAME)
    enrolled(page)
    assert page.evaluate("phone.reference.zones[0].name") == ZONE
    found = {}
    for step, work in STEPS.items():
        page.evaluate(work)
        page.wait_for_timeout(1000 if step == "draft" else 50)  # a draft is on disk within a second
        found[step] = profile.leaks(tmp_path / "profile", CANARIES)
    context.close()
    found["closed"] = profile.leaks(tmp_path / "profile", CANARIES)
    assert found == {step: [] for step in [*STEPS, "closed"]}


def test_nothing_can_be_read_after_a_browser_has_merged_its_files(start: Start, tmp_path: Path) -> None:
    context, page = start()
    enrolled(page)
    page.evaluate(f"save(400, contact(2).with(12, '{CODE}'))")
    for _ in range(3):
        page.evaluate(MUCH)
    context.close()
    assert any(path.suffix == ".ldb" for path in profile.index(tmp_path / "profile"))
    assert profile.leaks(tmp_path / "profile", CANARIES) == []


# LevelDB turns its log into a compressed table when it has grown by 4 MB.
MUCH = """(() => {
  const marks = Array.from({ length: 200 }, (_, i) => [`m${i}`, crypto.getRandomValues(new Uint8Array(30_000))]);
  return phone.storage.index.commit({ items: [], marks, ledger: phone.outbox.state.ledger });
})()"""

# Builds with one fault each: what should be sealed is written as it is.
IN_CLEAR = {
    "records": ("privacy/sealing.js", "await aesSeal(content.key, iv, pad(record), aad)", "pad(record)"),
    "readable files": (
        "privacy/vault.js",
        "await aesSeal(key, iv, plain, fileContext(name))",
        "plain",
    ),
}


@pytest.mark.parametrize("fault", IN_CLEAR)
def test_a_build_that_writes_in_clear_is_found(start: Start, tmp_path: Path, fault: str) -> None:
    name, right, wrong = IN_CLEAR[fault]
    source = (ROOT / "outreach/static/js" / name).read_text("utf-8")
    assert source.count(right) == 1
    context, page = start()

    def spoiled(route: Route) -> None:
        route.fulfill(body=source.replace(right, wrong), content_type="text/javascript")

    context.route(f"**/static/js/{name}", spoiled)
    page.goto(page.url)
    page.wait_for_selector("html[data-ready]", state="attached")
    if page.evaluate("open()")["stage"] == "elsewhere":  # the page before holds the lock a moment longer
        page.evaluate("phone.takeOver()")
    enrolled(page)
    page.evaluate(STEPS["save"])
    found = {leak.split(",")[0] for leak in profile.leaks(tmp_path / "profile", CANARIES)}
    assert len(found) >= (2 if fault == "records" else 1)  # the journal and LevelDB; the notebook


def test_text_that_stands_only_in_compressed_values_is_found(start: Start, tmp_path: Path) -> None:
    context, page = start()
    some = "Array.from({ length: 2000 }, (_, i) => `${i} CANARY ${i} CODE7Q`).join(' ')"
    words = f"({some} + ' CANARYCODE7Q ' + {some})"
    page.evaluate(f"phone.storage.index.commit({{ items: [], marks: [], state: {{ note: {words} }} }})")
    context.close()
    found = profile.leaks(tmp_path / "profile", [CODE])
    assert found
    assert all("value in" in leak or "block" in leak for leak in found), found
