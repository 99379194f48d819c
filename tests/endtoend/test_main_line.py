"""The whole line: enrol, log offline, be killed, correct, sync, see the figures, print them, send again."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Request as Sent

from outreach.team.meta import set_meta
from tests.endtoend import killing, night, programme
from tests.endtoend.desk import Desk
from tests.endtoend.phone_app import HEIGHT, WIDTH, PhoneApp
from tests.endtoend.programme import ServerProcess
from tests.endtoend.store_print import differing, fingerprint, stored

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": WIDTH, "height": HEIGHT}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
}  # fmt: skip
RECORDS = 14  # twelve contacts, one correction, one taken out


class Phone:
    """A phone's browser with its profile: it can be closed, killed and opened again, with or without a server."""

    def __init__(self, launch: Callable[..., BrowserContext], folder: Path, server: ServerProcess) -> None:
        self._launch, self.folder, self.server = launch, folder, server
        self.pushed: list[tuple[dict[str, str], bytes]] = []
        self.app = self._opened()

    def _opened(self) -> PhoneApp:
        self.context = self._launch(self.folder, **PHONE)
        self.context.on("request", self._note)
        return PhoneApp(self.context.pages[0])

    def _note(self, request: Sent) -> None:
        if request.url.endswith("/api/v1/sync") and request.post_data_buffer:
            self.pushed.append((request.all_headers(), request.post_data_buffer))

    def start_cold(self) -> PhoneApp:
        """Closes the browser if it still runs, and opens the app again from nothing but its profile."""
        if killing.processes(self.folder):
            self.context.close()
        self.app = self._opened()
        self.app.page.goto(f"{self.server.url}/field/")
        self.app.unlock()
        return self.app

    def kill(self) -> None:
        """SIGKILL, as the system of a phone does it."""
        assert killing.kill(self.folder) > 2


@pytest.fixture
def phone(chromium_profile: Callable[..., BrowserContext], tmp_path: Path, server: ServerProcess) -> Phone:
    """A phone that nobody has enrolled yet."""
    return Phone(chromium_profile, tmp_path / "phone", server)


def test_a_night_offline_reaches_the_figures_and_the_report_exactly_once(
    server: ServerProcess, desk: Desk, phone: Phone, tmp_path: Path
) -> None:
    enrol(phone.app, desk)
    server.stop()
    log_the_night(phone.start_cold())
    phone.kill()
    mend(phone.start_cold())
    server.start()
    prove(phone.app)
    read_the_desk(desk)
    read_the_report(server.folder, tmp_path)
    send_everything_again(phone, server)


def enrol(app: PhoneApp, desk: Desk) -> None:
    """The coordinator's link, the six digits typed at the desk, a passphrase, and the app kept for offline use."""
    digits = app.enrol(desk.offer_phone("Heron"))
    desk.type_digits(digits)
    app.choose_passphrase()
    app.wait_for_shell()


def log_the_night(app: PhoneApp) -> None:
    """Twelve contacts of different kinds; nobody answers at the server's address."""
    app.start_shift("Harbour", "Street", "Store room")
    slips = [slip for contact in night.LOGGED for slip in app.log(contact)]
    app.repeat()
    assert len(slips) == 3
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}", slip) for slip in slips)
    assert len(app.entries()) == night.BEFORE.contacts
    expect(app.page.get_by_text("Saved on this phone")).to_have_count(0)


def mend(app: PhoneApp) -> None:
    """After the kill all twelve are there; one is corrected and one taken out, still without a server."""
    assert len(app.entries()) == night.BEFORE.contacts
    app.correct("5 condoms, 20 needles", "Needles 1 ml", less=2)
    app.take_out(r"^Talk\s*no details")
    assert any("5 condoms, 10 needles" in entry for entry in app.entries())
    assert "All 14 are saved. 14 wait for signal" in app.safe()


def prove(app: PhoneApp) -> None:
    """The sync page shows what the server proved."""
    app.sync()
    said = app.safe()
    assert f"server held {RECORDS} of {RECORDS}" in said
    assert "They match." in said
    assert "nothing waits" in said


def read_the_desk(desk: Desk) -> None:
    """Overview, supplies, referrals and phones show exactly the figures of the night."""
    expected = night.AFTER
    today = desk.words("/")
    assert f"Not asked: first time or been before {_silent(expected)} of {expected.contacts}" in today
    assert desk.handed_out() == {night.NAME[item]: units for item, units in expected.items.items()}
    supplies = desk.words("/supplies")
    assert f"{sum(expected.items.values())} units" in supplies
    assert f"Returned {expected.returned} " in supplies
    referrals = desk.words("/referrals")
    assert f"Offered {sum(expected.referrals.values())} Accepted 0 Attended 0" in referrals
    assert all(f"{kind} {count} › 0 › 0" in referrals for kind, count in expected.referrals.items())
    assert f"{RECORDS} of {RECORDS}" in desk.words("/phones")


def _silent(figures: night.Figures) -> int:
    return figures.contacts - figures.first_time - figures.been_before


def read_the_report(instance: Path, folder: Path) -> None:
    """With a low threshold the PDF prints these figures; with the usual one the same or the band."""
    low, usual = report(instance, folder, 3), report(instance, folder, 5)
    contacts, items = night.AFTER.contacts, night.AFTER.items
    for text in (low, usual):
        assert f"The team made {contacts} contacts" in text
        assert "not for publication" in text
    needles, kits = items["Needles 1 ml"], items["Naloxone spray"]
    assert f"handed out {needles} needles and syringes and {kits} naloxone kits" in low
    assert f"{items['Condoms']} condoms" in low
    assert "Of 3 referrals offered" in low
    assert "Of 3 referrals" not in usual
    assert not re.search(rf"\b{kits} naloxone kits|\b{needles} needles", usual)


def report(instance: Path, folder: Path, threshold: int) -> str:
    """The words of the PDF of this quarter, made by the product's command."""
    out = folder / f"report-{threshold}.pdf"
    with programme.opened(instance) as app:
        period = programme.quarter(app)
    programme.command(
        instance, "report", "--period", period, "--threshold", str(threshold), "--out", str(out)
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], check=True, capture_output=True, text=True
    ).stdout
    return re.sub(r"\s+", " ", text)


def send_everything_again(phone: Phone, server: ServerProcess) -> None:
    """The same bytes once more, then the phone itself after the server's store says that it is another one."""
    before = fingerprint(server.folder)
    assert stored(server.folder) == {"stored": RECORDS}
    answers = [replay(server.url, *push) for push in phone.pushed]
    assert {result["status"] for answer in answers for result in answer["results"]} == {"duplicate"}
    with programme.opened(server.folder) as app:
        programme.run(app, set_meta, "epoch", "0123456789abcdef" * 2)
    phone.pushed.clear()
    phone.app.sync_again(RECORDS)
    assert sum(len(json.loads(body)["items"]) for body in map(unzipped, phone.pushed)) == RECORDS
    assert differing(before, fingerprint(server.folder)) == []


def replay(url: str, headers: dict[str, str], body: bytes) -> Any:
    """One push again, byte for byte."""
    kept = ("authorization", "content-type", "content-encoding", "x-outreach")
    again = Request(f"{url}/api/v1/sync", body, {name: headers[name] for name in kept if name in headers})  # noqa: S310
    with urlopen(again) as answer:  # noqa: S310 - our own server
        return json.loads(answer.read())


def unzipped(push: tuple[dict[str, str], bytes]) -> bytes:
    """The JSON of a push."""
    headers, body = push
    return gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
