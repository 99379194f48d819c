"""The coordinator's desk as a browser shows it: sign-in, a new phone, the figures on the pages."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import Page, expect


class Desk:
    """A coordinator's browser, signed in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, login: str, password: str) -> None:
        self.page.goto(f"{self.url}/sign-in")
        self.page.get_by_label("Sign-in name").fill(login)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign in")).to_have_count(0)

    def offer_phone(self, name: str) -> str:
        """Makes a one-time link for a phone; its page stays open for the digits."""
        self.page.goto(f"{self.url}/phones/add")
        self.page.get_by_label("Name of the phone").fill(name)
        self.page.get_by_role("button", name="Make the link").click()
        link = self.page.locator("a.key").get_attribute("href")
        assert link
        return link

    def type_digits(self, digits: str) -> None:
        """Types what the phone shows; the phone is enrolled."""
        self.page.get_by_label("Six digits").fill(digits)
        self.page.get_by_role("button", name="Enrol this phone").click()
        expect(self.page.get_by_text("is enrolled")).to_be_visible()

    def words(self, path: str) -> str:
        """All words of a page, white space made one."""
        self.page.goto(self.url + path)
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def handed_out(self) -> dict[str, int]:
        """Units handed out by item's name, as the ledger of the supplies page shows them."""
        self.page.goto(f"{self.url}/supplies")
        rows = self.page.get_by_role("region", name="Ledger").locator("tbody tr")
        return {
            row.locator("th").inner_text(): _number(row.locator("td").nth(2).inner_text())
            for row in rows.all()
        }

    def csv(self, path: str) -> list[list[str]]:
        """The rows of a CSV of the desk."""
        answer = self.page.request.get(self.url + path)
        assert answer.ok, path
        return list(csv.reader(answer.text().lstrip("\ufeff").splitlines()))


def _number(text: str) -> int:
    return int(re.sub(r"[^0-9-]", "", text.replace("−", "-")) or 0)
