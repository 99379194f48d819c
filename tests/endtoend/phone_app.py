"""The phone app as a worker sees it: pages by their words, contacts by what is tapped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PASSPHRASE = "lantern copper willow tide"
WIDTH, HEIGHT = 360, 640


@dataclass(frozen=True)
class Contact:
    """What is tapped for one contact. `plus`: taps on an item's + key; `amounts`: typed on its keys."""

    packs: tuple[str, ...] = ()
    plus: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    seen: str = ""
    people: int = 1
    together: bool = False
    age: str = ""
    gender: str = ""
    others: int = 0
    back: int = 0
    litres: str = ""
    referrals: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    code: str = ""


class PhoneApp:
    """One browser page with the app in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # -- finding ---------------------------------------------------------------------------------------------------

    def button(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def lamp(self) -> Locator:
        """The one action of the page or sheet that is on top."""
        sheet = self.page.locator("dialog .o-btn--lamp")
        return sheet if sheet.count() else self.page.locator(".o-btn--lamp")

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name, exact=True)

    def title(self, words: str) -> None:
        """Waits for the page of this title."""
        expect(self.page.get_by_role("heading", name=words, exact=True).first).to_be_visible()

    def tab(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Main").get_by_role("button", name=name, exact=True).click()

    def door(self, name: str) -> None:
        """A page behind the bag's page, from wherever one is."""
        if not self.page.get_by_role("navigation", name="Main").count():
            self.button("Back").click()
        self.tab("Bag")
        self.page.get_by_role("button", name=re.compile(f"^{name}")).click()

    # -- joining and opening -----------------------------------------------------------------------------------------

    def enrol(self, link: str) -> str:
        """Opens the coordinator's link; gives the six digits that the phone shows."""
        self.page.goto(link)
        digits = self.page.get_by_role("img", name="Digits:")
        expect(digits).to_be_visible(timeout=20_000)
        said = digits.get_attribute("aria-label") or ""
        return "".join(sign for sign in said if sign.isdigit())

    def choose_passphrase(self, words: str = PASSPHRASE) -> None:
        """A passphrase of one's own, typed twice."""
        self.title("Choose a passphrase")
        self.button("Type my own").click()
        self.page.get_by_label("Your own, at least 10 signs").fill(words)
        self.page.get_by_label("Type it once more").fill(words)
        self.button("Set the passphrase").click()
        self.title("Start of shift")

    def wait_for_shell(self) -> None:
        """Until the service worker holds the whole app and answers for this page."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.reload()
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def unlock(self, words: str = PASSPHRASE) -> None:
        """From the clock to whatever was open before."""
        field = self.page.get_by_label("Passphrase")
        expect(field).to_be_visible(timeout=20_000)
        field.fill(words)
        self.button("Open").click()
        expect(field).to_be_hidden(timeout=20_000)

    def start_shift(self, zone: str, setting: str, site: str = "") -> None:
        self.title("Start of shift")
        self.button("Yes, that is right").click()
        self.button(zone, self.group("Zone")).click()
        self.button(setting, self.group("Setting")).click()
        if site:
            self.button(site, self.group("Site")).click()
        self.page.get_by_role("button", name="Start shift").click()
        expect(self.button("New contact")).to_be_visible()

    # -- contacts ----------------------------------------------------------------------------------------------------

    def log(self, contact: Contact) -> list[str]:
        """A new contact, saved; gives the slip codes that were shown."""
        self.button("New contact").click()
        self.title("New contact")
        self.fill(contact)
        return self.save()

    def save(self) -> list[str]:
        """Saves the form; the shift page says so. Gives the slip codes that were shown."""
        self.lamp().click()
        expect(self.page.get_by_text("Saved on this phone")).to_be_visible(timeout=15_000)
        shown, codes = self.page.locator("dialog .o-slip__code"), []
        while shown.count():  # one after the other
            codes.append(shown.inner_text())
            self.lamp().click()
            expect(shown.filter(has_text=codes[-1])).to_have_count(0)
        return codes

    def fill(self, contact: Contact) -> None:
        """Taps a contact into the open form."""
        for pack in contact.packs:
            self.button(pack, self.group("Packs")).click()
        for item, taps in contact.plus.items():
            for _ in range(taps):
                self.page.get_by_role("button", name=f"{item}: ").and_(
                    self.page.locator(".o-step__add")
                ).click()
        for item, units in contact.amounts.items():
            self._amount(item, units, contact.why.get(item, ""))
        self._who(contact)
        self._more(contact)

    def _who(self, contact: Contact) -> None:
        if contact.people > 1:
            self.button("Group").click()
            self.button(f"{contact.people} people", self.group("How many people")).click()
            if contact.together:
                self.button("All together").click()
        for name, chosen in (
            ("New or returning", contact.seen),
            ("Age", contact.age),
            ("Gender", contact.gender),
        ):
            if chosen:
                self.button(chosen, self.group(name)).click()

    def _more(self, contact: Contact) -> None:
        if contact.back:
            self._sheet("Needles back", self.keys, contact.back)
        if contact.litres:
            self._sheet("Needles back", self._litres, contact.litres)
        if contact.others:
            self._sheet("Also for others", self.keys, contact.others)
        for name, chosen in (
            ("Referral", contact.referrals), ("We talked about", contact.topics), ("About them", contact.about)
        ):  # fmt: skip
            for each in chosen:
                self.button(each, self.group(name)).click()
        if contact.code:
            self.page.get_by_role("button", name="Card code").click()
            self.page.get_by_label("Type the code").fill(contact.code)
            self.button("Use this code").click()
            expect(self.page.locator("dialog")).to_have_count(0)

    def _amount(self, item: str, units: int, why: str) -> None:
        self.button("All items", self.group("Packs")).click()
        self.page.get_by_role("searchbox", name="Find an item").fill(item)
        self.page.locator("dialog .o-step__name").filter(has_text=item).click()
        self.title(item)
        self.keys(units)
        if why:
            self.button(why, self.group("Why")).click()
        self.lamp().click()
        self.title("All items")
        self.lamp().click()
        expect(self.page.locator("dialog")).to_have_count(0)

    def _sheet(self, stepper: str, do: object, value: object) -> None:
        row = self.page.locator(".o-step", has_text=stepper)
        row.locator(".o-step__name").click()
        self.title(stepper)
        do(value)  # type: ignore[operator]
        self.lamp().click()
        expect(self.page.locator("dialog")).to_have_count(0)

    def keys(self, number: int) -> None:
        """Types a number on the sheet's keys."""
        for digit in str(number):
            self.button(digit, self.group("Number keys")).click()

    def _litres(self, amount: str) -> None:
        self.button("Litres of bin").click()
        for sign in amount:
            self.page.get_by_role("group", name="Number keys").get_by_role(
                "button", name="Point" if sign == "." else sign, exact=True
            ).click()

    # -- the notebook ------------------------------------------------------------------------------------------------

    def repeat(self) -> None:
        """Same as last: two taps."""
        self.page.get_by_role("button", name="Same as last").click()
        self.title("Same as last")
        self.save()

    def entries(self) -> list[str]:
        """The lines of the notebook, newest first."""
        self.door("Notebook")
        self.title("Notebook")
        return [text.replace("\n", " ") for text in self.page.locator("main li").all_inner_texts()]

    def entry(self, words: str) -> None:
        """Opens the one entry of the notebook that says these words (a pattern)."""
        self.door("Notebook")
        self.page.locator("main li").filter(has_text=re.compile(words)).get_by_role("button").click()
        expect(self.page.locator("dialog")).to_be_visible()

    def correct(self, words: str, item: str, less: int) -> None:
        """Opens an entry, takes `less` taps of an item away, saves the correction."""
        self.entry(words)
        self.button("Correct").click()
        self.title("Correct")
        for _ in range(less):
            self.page.get_by_role("button", name=f"{item}: ").and_(self.page.locator(".o-step__less")).click()
        self.lamp().click()
        expect(self.button("New contact")).to_be_visible()

    def take_out(self, words: str) -> None:
        """Voids the entry of the notebook that says these words."""
        self.entry(words)
        self.page.locator("dialog").get_by_role("button", name="Take out").click()
        expect(self.page.locator("dialog")).to_have_count(0)

    # -- what is safe ------------------------------------------------------------------------------------------------

    def safe(self) -> str:
        """All words of the page "What is safe"."""
        self.door("What is safe")
        self.title("What is safe")
        return self.page.locator("main").inner_text()

    def sync(self) -> None:
        """Sends what waits, and returns when the page says that the server proved all of it."""
        self.door("What is safe")
        self.page.get_by_role("button", name="Try now").click()
        expect(self.page.get_by_text("All proven at")).to_be_visible(timeout=30_000)

    def sync_again(self, records: int) -> None:
        """Syncs until the server has proved that many records anew; the phone notices by itself what to do."""
        self.door("What is safe")
        proved = self.page.get_by_text(f"server held {records} of {records}")
        with self.page.expect_response(lambda answer: answer.url.endswith("/api/v1/sync")):
            self.page.get_by_role("button", name="Try now").click()
        expect(self.page.get_by_role("button", name="Try now")).to_be_enabled()
        expect(self.page.get_by_text("All proven at")).to_be_visible()
        expect(proved).to_be_visible()
