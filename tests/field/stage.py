"""A stage for screen tests: the real screens and styles over a phone that lives in memory."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from outreach.bundling import bundle
from outreach.contacts.rules import CODES
from outreach.referrals.rules import TAXONOMY
from outreach.supplies.rules import CATALOGUE

STATIC = Path(__file__).parents[2] / "outreach" / "static"
FAKE = Path(__file__).parent / "fake-phone.js"
SHIFT = {"zone": 1, "site": None, "setting": "street", "day": "2026-11-20", "part": 3}
SMALL, TALL = {"width": 360, "height": 640}, {"width": 412, "height": 915}
NIGHT = "2026-11-21T02:14:00"


@lru_cache(maxsize=1)
def app_with_fake() -> str:
    """The app's script with the phone in memory in the place of the real one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("js", "vendor"):
            shutil.copytree(STATIC / part, folder / part)
        shutil.copyfile(FAKE, folder / "js" / "phone.js")
        return _with_words(bundle(folder, "js/field-app.js"))


def _with_words(script: str) -> str:
    """Tests may put another language into the running app."""
    place = next(
        place for place, part in enumerate(script.split("\nconst $m")) if " fillWords," in part[-2000:]
    )
    return f"{script}\nglobalThis.fillWords = $m{place}.fillWords;\n"


def reference() -> dict[str, Any]:
    """Reference data as the server builds it, from the same catalogue."""
    items = [entry | {"group": entry["category"]} for entry in CATALOGUE["items"]]
    return {
        "v": 1,
        "org_name": "Night Bus",
        "device_name": "Phone 3",
        "zones": [{"id": i, "name": n} for i, n in enumerate(("Canal", "Station north", "Old harbour"), 1)],
        "sites": [{"id": 1, "name": "Drop-in", "zone": 1}],
        "items": items,
        "bundles": [bundle | {"id": place} for place, bundle in enumerate(CATALOGUE["bundles"], 1)],
        "referral_types": [entry | {"group": entry["category"]} for entry in TAXONOMY["types"]],
        "services": [],
        "codes": CODES,
        "return_rules": {"per_litre": 100, "per_kilo": 620},
        "settings": {"day_ends": "05:00", "notebook": True, "idle_minutes": 5},
    }


def contact(**changes: Any) -> list[Any]:
    """A contact record; name any field to change it."""
    fields: dict[str, Any] = {
        "kind": "contact", "version": 1, "day": "2026-11-20", "part": 3, "zone": 1, "site": None, "setting": "street",
        "people": 1, "seen": 2, "age": "25-29", "gender": "woman", "populations": [], "code": None,
        "lines": [["SX01", 10], ["SX03", 5]], "others": 0, "returns": None, "topics": [], "referrals": [], "secs": 10,
    }  # fmt: skip
    return list((fields | changes).values())


def evening() -> list[list[Any]]:
    """Fourteen contacts of a shift."""
    group = contact(
        people=5,
        age=None,
        gender=None,
        lines=[["SX01", 50]],
        referrals=[["M.SWAFF", "7K3M9QD", "information", None]],
    )
    needles = contact(age=None, gender=None, seen=0, lines=[["NS01", 10]], returns=["counted", 20, 20])
    return [contact(lines=[["SX01", 10], ["NX10", 1]])] * 6 + [needles] * 5 + [group, needles, contact()]


class Stage:
    """One page of the app in a browser."""

    def __init__(self, browser: Any, url: str, size: dict[str, int], **options: Any) -> None:
        self.context = browser.new_context(
            viewport=size,
            service_workers="block",
            has_touch=True,
            is_mobile=True,
            locale="en-GB",
            device_scale_factor=1.5,
            **options,
        )
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/js/field-app.js", self._with_fake)
        self.url = url

    def _with_fake(self, route: Any) -> None:
        route.fulfill(body=app_with_fake(), content_type="text/javascript")

    def open(self, view: dict[str, Any] | None = None, real_time: bool = False, **fake: Any) -> Any:
        """Opens the app with a phone in this state; returns the page. Its clock stands unless `real_time`."""
        self.page.add_init_script(f"globalThis.FAKE = {self.said(view, **fake)}")
        if not real_time:
            self.page.clock.install(time=NIGHT)
        self.page.goto(f"{self.url}/field/")
        self.page.wait_for_selector("#app h1")
        return self.page

    @staticmethod
    def said(view: dict[str, Any] | None = None, **fake: Any) -> str:
        """What the phone in memory starts with, as JSON."""
        shown = {"stage": "open", "shift": SHIFT, **(view or {})}
        return json.dumps({"view": shown, "reference": reference(), **fake})

    def close(self) -> None:
        self.context.close()
