"""The same app through WebDriver, for WebKitGTK: a few taps, found by the words on them."""

from __future__ import annotations

import re

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from .phone_app import PASSPHRASE

PATIENCE = 30


class WebKitApp:
    """The app in the one window of a WebDriver session."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def find(self, xpath: str) -> WebElement:
        """Waits until it is there and can be seen."""

        def seen(driver: WebDriver) -> WebElement | None:
            found = [one for one in driver.find_elements(By.XPATH, xpath) if one.is_displayed()]
            return found[0] if found else None

        wait = WebDriverWait(self.driver, PATIENCE, 0.1, [StaleElementReferenceException])
        found: WebElement = wait.until(seen, f"{xpath}: {self.words()[:400]}")
        return found

    def tap(self, words: str) -> None:
        """Presses the button that begins with these words."""
        self.driver.execute_script(
            "arguments[0].click()", self.find(f"//button[starts-with(normalize-space(), '{words}')]")
        )

    def type(self, label: str, text: str) -> None:
        self.find(f"//label[starts-with(normalize-space(), '{label}')]//input").send_keys(text)

    def words(self) -> str:
        return str(self.driver.find_element(By.TAG_NAME, "body").text)

    def enrol(self, link: str) -> str:
        """Opens the coordinator's link; gives the six digits that the phone shows."""
        self.driver.get(link)
        said = self.find("//*[starts-with(@aria-label, 'Digits:')]").get_attribute("aria-label") or ""
        return re.sub(r"\D", "", said)

    def choose_passphrase(self) -> None:
        self.tap("Type my own")
        self.type("Your own", PASSPHRASE)
        self.type("Type it once more", PASSPHRASE)
        self.tap("Set the passphrase")
        self.find("//h1[.='Start of shift']")

    def wait_for_shell(self) -> None:
        """Until the service worker holds the whole app and answers for this page."""
        self.driver.execute_async_script("navigator.serviceWorker.ready.then(() => arguments[0]())")
        self.driver.refresh()
        waiting = WebDriverWait(self.driver, PATIENCE, 0.1)
        waiting.until(
            lambda driver: driver.execute_script("return navigator.serviceWorker.controller !== null")
        )

    def reopen(self) -> None:
        """Loads the app again and unlocks it."""
        self.driver.refresh()
        self.type("Passphrase", PASSPHRASE)
        self.tap("Open")
        self.find("//h1[.='Start of shift'] | //button[starts-with(normalize-space(), 'New contact')]")

    def start_shift(self, zone: str, setting: str) -> None:
        for words in ("Yes, that is right", zone, setting, "Start shift"):
            self.tap(words)
        self.find("//button[starts-with(normalize-space(), 'New contact')]")

    def log_usual(self) -> None:
        """New contact, Usual, Save."""
        for words in ("New contact", "Usual", "Save"):
            self.tap(words)
        self.find("//*[starts-with(normalize-space(), 'Saved on this phone')]")

    def unsent(self) -> int:
        """The number in "2 to send"."""
        pill = self.find("//button[contains(normalize-space(), 'to send')]").text
        return int(re.sub(r"\D", "", pill))

    def sync(self) -> None:
        """Sends what waits, and returns when the page says that the server proved all of it."""
        self.tap("Bag")
        self.tap("What is safe")
        self.tap("Try now")
        self.find("//strong[starts-with(., 'All proven at')]")
