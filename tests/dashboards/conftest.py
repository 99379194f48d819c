"""A desk for tests: members of two teams, keys, places, and phones that really sync."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from outreach.places import store as places
from outreach.supplies import movements
from outreach.supplies.store import item_ids
from tests.sync.conftest import contact, made_keys, make_phone, phone, town
from tests.sync.pocket import Pocket
from tests.team.people import People, people, people_of

TODAY = date(2026, 11, 20)
__all__ = ["contact", "made_keys", "make_phone", "people", "people_of", "phone", "town"]


class Desk:
    """What the tests of the pages share. `bo` and `cleo` coordinate two teams, `ada` administers, `finn` funds."""

    def __init__(self, app: Flask, run: Callable[..., Any], people: People, town: Any, contact: Any) -> None:
        self.app, self.run, self.people, self.town, self._contact = app, run, people, town, contact
        self.bo, self.cleo = people.browser("bo"), people.browser("cleo")
        self.ada, self.finn = people.browser("ada"), people.browser("finn")
        self.store = run(places.save_site, "Dock Street", "office", town.team, town.zone)
        self.van = run(places.save_site, "The van", "van", town.team, None)
        self.other_store = run(places.save_site, "South store", "office", town.other_team, None)
        self.phones = 0

    def phone(self, team: int | None = None) -> Pocket:
        """An enrolled phone of Bo's team."""
        self.phones += 1
        return Pocket(self.app, self.run, team=team or self.town.team, seed=self.phones)

    def log(self, phone: Pocket, *records: dict[str, Any], **changes: Any) -> list[int]:
        """Contacts with these fields, sent by `phone`; their receipt numbers."""
        ack = phone.send([phone.seal(self._contact(**record)) for record in records], **changes)
        return [result["seq"] for result in ack["results"]]

    def deliver(self, code: str, units: int, site: int | None = None) -> None:
        """A delivery of one item."""
        item = self.run(item_ids)[code]
        self.run(movements.receive, TODAY, site or self.store, item, units)


@pytest.fixture
def desk(app: Flask, run: Callable[..., Any], people: People, town: Any, contact: Any) -> Desk:
    """The desk of a small town, empty so far."""
    return Desk(app, run, people, town, contact)
