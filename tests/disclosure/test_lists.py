"""A list that is cut to what was used tells that nobody was in what it leaves out."""

from __future__ import annotations

import json
from typing import Any

from outreach.disclosure.attacker import attack_tables
from outreach.disclosure.cells import Asked, key
from outreach.disclosure.protect import Pattern, protect

from .papers import PaperTown
from .populations import Population

Q2, Q3 = ("2026-04", "2026-05", "2026-06"), ("2026-07", "2026-08", "2026-09")


def visits(of: dict[str, tuple[int, int, int]]) -> Population:
    """Contacts by setting: before the quarters of a report, in the first and in the second."""
    rows = [
        {"time": month, "setting": setting, "zone": str(n % 2 + 1)}
        for setting, counts in of.items()
        for month, count in zip(("2026-01", Q2[0], Q3[0]), counts, strict=True)
        for n in range(count)
    ]
    return Population({"contacts": rows})


def report(people: Population, settings: tuple[str, ...]) -> list[Asked]:
    """Settings of two quarters side by side, and a line of all months."""
    months = [people.ask(key("contacts", {"time": m}), "months", 2) for m in ("2026-01", Q2[0], Q3[0])]
    totals = [people.ask(key("contacts", {"time": time}), "total", 0) for time in (Q2, Q3)]
    cells = [
        people.ask(key("contacts", {"time": time, "setting": setting}), "setting", 1)
        for setting in settings
        for time in (Q2, Q3)
    ]
    return [*totals, *cells, *months]


def told(made: Pattern, k: int) -> dict[str, Any]:
    cells = {
        str(at): {"mark": c.mark} if c.value is None else {"value": c.value} for at, c in made.cells.items()
    }
    return {"about": {"threshold": k}, "cells": cells, "terms": {}}


def test_a_category_that_was_used_in_neither_period_hides_nobody() -> None:
    """Prison was used in January only: of 50 that are told, 48 in the street and in the van leave 2 at home."""
    people = visits({"street": (20, 30, 30), "van": (20, 18, 18), "home": (0, 2, 2), "prison": (9, 0, 0)})
    made = protect(report(people, ("street", "van", "home")), people, [], 5)
    assert attack_tables([told(made, 5)]).safe
    assert all(made.cells[key("contacts", {"time": time, "setting": "van"})].mark for time in (Q2, Q3))


def test_a_town_whose_menu_leaves_out_a_setting_gives_nobody_away() -> None:
    document = PaperTown(4).document("2026Q3", 11)
    assert attack_tables([json.loads(document.to_json())]).safe
    home = [cell for at, cell in document.cells.items() if at.of("setting") == ("home",)]
    hidden = [cell for at, cell in document.cells.items() if at.of("setting") and cell.mark]
    assert [cell.mark for cell in home] == ["few", "few"]
    assert len(hidden) > len(home)
