"""Different people of groups: protected with the contacts behind them, and attacked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from outreach.disclosure.attacker import attack_tables
from outreach.disclosure.cells import Asked, Key, Protected, Release, key
from outreach.disclosure.protect import protect
from tests.disclosure.populations import Population

Q1, Q2 = ("2026-01", "2026-02", "2026-03"), ("2026-04", "2026-05", "2026-06")
GROUPS = ("pwid", "sw", "tg", "msm")
K = 5


class People(Population):
    """A programme whose contacts have groups and sometimes a code."""

    def __init__(self, seed: int, contacts: int = 260) -> None:
        draw = random.Random(seed)
        shares = {group: draw.choice((0.02, 0.1, 0.4)) for group in GROUPS}
        belongs = {n: [g for g in GROUPS if draw.random() < shares[g]] for n in range(contacts // 3)}
        rows = []
        for _ in range(contacts):
            person = draw.choice(list(belongs))
            coded = draw.random() < 0.8
            rows.append(
                {"time": draw.choice((*Q1, *Q2)), "coded": "yes" if coded else "no", "person": str(person)}
                | {f"pop.{group}": "yes" for group in belongs[person]}
            )
        super().__init__({"contacts": rows})

    def codes(self, at: Key) -> int:
        """Different people with a code."""
        return len(
            {
                row["person"]
                for row in self.rows["contacts"]
                if row["coded"] == "yes" and all(row.get(dim, "no") in cats for dim, cats in at.where)
            }
        )


def report(of: People, span: tuple[str, ...]) -> Iterator[Asked]:
    """What indicators of groups ask for: codes, and contacts with and without one."""
    for group in ("", *GROUPS):
        where = {"time": span, **({f"pop.{group}": "yes"} if group else {})}
        at = key("codes", where)
        yield Asked(at, of.codes(at), of.codes(at), "indicators", bool(group))
        yield of.ask(key("contacts", where), "total" if not group else "indicators")
        for answer in ("no", "yes") if group else ("no",):
            yield of.ask(key("contacts", {**where, "coded": answer}), "indicators")


def told(cells: Mapping[Key, Protected]) -> dict[str, Any]:
    found = {str(at): {"mark": c.mark} if c.value is None else {"value": c.value} for at, c in cells.items()}
    return {"about": {"threshold": K}, "cells": found, "terms": {}}


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_provable_from_the_people_of_groups_in_two_quarters_and_their_half_year(seed: int) -> None:
    of, earlier, files = People(seed), list[Release](), []
    for span in (Q1, Q2, (*Q1, *Q2)):
        made = protect(list(report(of, span)), of, earlier, K)
        assert made.dropped == []
        earlier.append(Release(str(span), K, made.cells, {}))
        files.append(told(made.cells))
        verdict = attack_tables(files)
        assert (verdict.found, verdict.notes) == ([], [])
    shown = [at for one in earlier for at, cell in one.cells.items() if at.measure == "codes" and cell.value]
    assert shown


def test_without_suppression_the_attack_finds_people_of_groups() -> None:
    broken = 0
    for seed in range(4):
        of = People(seed)
        made = protect(list(report(of, Q1)), of, [], K, suppress_more=False)
        broken += bool(attack_tables([told(made.cells)]).found)
    assert broken


def test_people_with_a_code_are_no_more_than_their_contacts_with_one() -> None:
    """30 contacts of a group, 27 without a code: the three others may not be told, nor who they are."""
    rows = [{"time": "2026-01", "pop.tg": "yes", "coded": "no"}] * 27
    rows += [{"time": "2026-01", "pop.tg": "yes", "coded": "yes", "person": str(n)} for n in range(3)]
    rows += [{"time": "2026-01", "coded": "yes", "person": str(n)} for n in range(3, 60)]
    of = People(1)
    of.rows = {"contacts": [{"person": "", **row} for row in rows]}
    made = protect(list(report(of, Q1)), of, [], K)
    both = [made.cells[key("contacts", {"time": Q1, "pop.tg": "yes", **c})] for c in ({}, {"coded": "no"})]
    assert None in [cell.value for cell in both]
    assert made.cells[key("codes", {"time": Q1, "pop.tg": "yes"})].value is None
    assert attack_tables([told(made.cells)]).safe
