"""Nobody was in what a list leaves out: a list may be shorter in one report than in another."""

from __future__ import annotations

import json
from typing import Any

from outreach.disclosure.attacker import attack_tables
from outreach.disclosure.cells import Asked, Protected, Release, key, months
from outreach.disclosure.protect import Pattern, protect

from .papers import PaperTown
from .populations import Population

Q1, Q2, Q3 = (months(f"2026-{n:02}", f"2026-{n + 2:02}") for n in (1, 4, 7))
HERE = ("street", "van", "home")


def visits(of: dict[str, tuple[int, int, int]]) -> Population:
    """Contacts by setting in three quarters."""
    rows = [
        {"time": span[0], "setting": setting}
        for setting, counts in of.items()
        for span, count in zip((Q1, Q2, Q3), counts, strict=True)
        for _ in range(count)
    ]
    return Population({"contacts": rows})


def report(people: Population, settings: tuple[str, ...], *spans: tuple[str, ...]) -> list[Asked]:
    """Settings of two quarters side by side, and a line of all months."""
    months = [people.ask(key("contacts", {"time": span[0]}), "months", 2) for span in (Q1, Q2, Q3)]
    totals = [people.ask(key("contacts", {"time": span}), "total", 0) for span in spans]
    cells = [
        people.ask(key("contacts", {"time": span, "setting": setting}), "setting", 1)
        for setting in settings
        for span in spans
    ]
    return [*totals, *cells, *months]


def told(made: Pattern, k: int, settings: tuple[str, ...], *spans: tuple[str, ...]) -> dict[str, Any]:
    """The attached figures."""
    cells = {
        str(at): {"mark": c.mark} if c.value is None else {"value": c.value} for at, c in made.cells.items()
    }
    table = {
        "id": "setting", "measures": ["contacts"], "where": {}, "sums": "d", "across_dim": "time",
        "down_dim": "setting", "down": [{"categories": [setting]} for setting in settings],
        "across": [{"categories": list(span)} for span in spans],
    }  # fmt: skip
    return {"about": {"threshold": k}, "cells": cells, "terms": {}, "tables": [table]}


def test_a_category_that_was_used_in_neither_period_hides_nobody() -> None:
    """Prison was used in January only: of 50 that are told, 48 in the street and in the van leave 2 at home."""
    people = visits({"street": (20, 30, 30), "van": (20, 18, 18), "home": (0, 2, 2), "prison": (9, 0, 0)})
    made = protect(report(people, HERE, Q2, Q3), people, [], 5)
    assert attack_tables([told(made, 5, HERE, Q2, Q3)]).safe
    assert all(made.cells[key("contacts", {"time": time, "setting": "van"})].mark for time in (Q2, Q3))


def test_a_category_that_another_report_names_hides_nobody_where_a_list_leaves_it_out() -> None:
    """The report of the spring names prison; that of the summer does not, so nobody was in it then."""
    people = visits({"street": (20, 30, 30), "van": (20, 20, 18), "home": (0, 0, 2), "prison": (9, 0, 0)})
    first = protect(report(people, (*HERE, "prison"), Q1, Q2), people, [], 5)
    second = protect(report(people, HERE, Q2, Q3), people, [Release("spring", 5, first.cells, {})], 5)
    both = [told(first, 5, (*HERE, "prison"), Q1, Q2), told(second, 5, HERE, Q2, Q3)]
    assert attack_tables(both).safe
    assert second.cells[key("contacts", {"time": Q3, "setting": "van"})].mark == "held"
    primary = dict(second.cells) | {
        at: Protected(people.count(at)) for at in second.cells if people.count(at) >= 5
    }
    both[1] = told(Pattern(primary), 5, HERE, Q2, Q3)
    assert ("exact", 2) in {(one.kind, one.high) for one in attack_tables(both).found}


def test_a_town_whose_menu_leaves_out_a_setting_gives_nobody_away() -> None:
    document = PaperTown(4).document("2026Q3", 11)
    assert attack_tables([json.loads(document.to_json())]).safe
    home = [cell for at, cell in document.cells.items() if at.of("setting") == ("home",)]
    hidden = [cell for at, cell in document.cells.items() if at.of("setting") and cell.mark]
    assert [cell.mark for cell in home] == ["few", "few"]
    assert len(hidden) > len(home)
