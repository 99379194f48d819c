"""Several reports together: quarters and their year, two funders, late records and corrected editions, quantities and
people. The attacker, which shares no code with the protector, finds nothing in any of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from outreach.disclosure.attacker import attack_tables
from outreach.disclosure.cells import FEW, HELD, Asked, Key, Protected, Release, key
from outreach.disclosure.editions import difference_refused
from outreach.disclosure.protect import Pattern, protect

from .populations import Population, cross

ZONES, AGES = [f"z{i}" for i in range(4)], [f"a{i}" for i in range(3)]
Q1, Q2 = ("2026-01", "2026-02", "2026-03"), ("2026-04", "2026-05", "2026-06")
Q3 = ("2026-07", "2026-08", "2026-09")


def programme(people: int, seed: int, months: Sequence[str] = (*Q1, *Q2)) -> Population:
    draw = random.Random(seed)
    weight = [draw.gammavariate(0.6, 1) + 0.01 for _ in ZONES]
    rows = [
        {"time": draw.choice(months), "zone": draw.choices(ZONES, weight)[0], "age": draw.choice(AGES)}
        for _ in range(people)
    ]
    return Population({"contacts": rows})


def report(people: Population, time: Sequence[str], zones: Sequence[str] = ()) -> list[Asked]:
    scope = {"zone": tuple(zones)} if zones else {}
    found = [people.ask(key("contacts", {"time": time, **scope}), "total", 0)]
    found += cross(people, {"zone": list(zones) or ZONES}, time)
    found += [people.ask(key("contacts", {"time": time, "age": age, **scope}), "age", 1) for age in AGES]
    return found + cross(people, {"zone": list(zones) or ZONES, "age": AGES}, time)


def published(made: Pattern, k: int, **more: object) -> dict:
    cells = {
        str(at): {"mark": c.mark} if c.value is None else {"value": c.value} for at, c in made.cells.items()
    }
    return {"about": {"threshold": k}, "cells": cells, "terms": {}, **more}


def release(name: str, made: Pattern, k: int) -> Release:
    return Release(name, k, made.cells, {})


@pytest.mark.parametrize("seed", range(3))
def test_a_half_year_tells_nothing_more_about_its_quarters(seed: int) -> None:
    people, k = programme(180, seed), 5
    ledger: list[Release] = []
    told = []
    for time in (Q1, Q2, (*Q1, *Q2)):
        made = protect(report(people, time), people, ledger, k)
        ledger.append(release(str(time), made, k))
        told.append(published(made, k))
    verdict = attack_tables(told)
    assert verdict.complete
    assert verdict.found == []


def test_reports_that_are_safe_alone_are_not_safe_together() -> None:
    people, k = programme(180, 1), 5
    told = [published(protect(report(people, time), people, [], k), k) for time in (Q1, Q2, (*Q1, *Q2))]
    assert all(attack_tables([one]).safe for one in told)
    assert attack_tables(told).found


@pytest.mark.parametrize("seed", range(3))
def test_two_funders_learn_nothing_by_putting_their_reports_together(seed: int) -> None:
    people, k = programme(160, seed + 10), 5
    first = protect(report(people, Q1), people, [], k)
    second = protect(report(people, Q1, ZONES[:2]), people, [release("A", first, k)], k)
    verdict = attack_tables([published(first, k), published(second, k)])
    assert verdict.complete
    assert verdict.found == []


def test_three_people_outside_a_funders_scope_are_not_told_by_the_other_funder() -> None:
    rows = [{"time": "2026-01", "zone": "z0", "age": "a0"}] * 40 + [{"time": "2026-01", "zone": "z1"}] * 3
    people = Population({"contacts": rows})
    whole, part = (key("contacts", {"time": Q1, **scope}) for scope in ({}, {"zone": "z0"}))
    first = protect([people.ask(whole, "total")], people, [], 5)
    second = protect([people.ask(part, "total")], people, [release("A", first, 5)], 5)
    assert first.cells[whole] == Protected(43)
    assert part not in second.cells or second.cells[part].value is None


def test_a_number_told_before_stays_as_it_was_when_a_record_comes_late() -> None:
    before = programme(120, 3, Q1)
    first = protect(report(before, Q1), before, [], 5)
    rows = [*before.rows["contacts"], {"time": "2026-02", "zone": "z1", "age": "a1"}]
    now = Population({"contacts": rows})
    again = protect(report(now, Q1), now, [release("Q1", first, 5)], 5)
    assert again.cells == first.cells


def test_late_records_are_not_told_by_a_longer_period() -> None:
    before, k = programme(150, 4), 5
    first = protect(report(before, Q1), before, [], k)
    rows = [*before.rows["contacts"], *[{"time": "2026-02", "zone": "z1", "age": "a1"}] * 2]
    now = Population({"contacts": rows})
    second = protect(report(now, Q2), now, [release("Q1", first, k)], k)
    both = protect(
        report(now, (*Q1, *Q2)), now, [release("Q1", first, k), release("Q2", second, k)], k
    )  # fmt: skip
    total = key("contacts", {"time": (*Q1, *Q2)})
    parts = [made.cells[key("contacts", {"time": q})].value for made, q in ((first, Q1), (second, Q2))]
    value = both.cells[total].value if total in both.cells else None
    assert value is None or None in parts or value - sum(n for n in parts if n is not None) not in range(1, k)
    assert attack_tables([published(made, k) for made in (first, second, both)]).safe


@pytest.mark.parametrize("late", [2, 9])
def test_many_late_records_do_not_make_a_longer_period_contradict_its_quarters(late: int) -> None:
    before, k = programme(150, 7), 5
    first = protect(report(before, Q1), before, [], k)
    now = Population(
        {"contacts": [*before.rows["contacts"], *[{"time": "2026-02", "zone": "z1", "age": "a1"}] * late]}
    )
    ledger = [release("Q1", first, k)]
    second = protect(report(now, Q2), now, ledger, k)
    both = protect(report(now, (*Q1, *Q2)), now, [*ledger, release("Q2", second, k)], k)
    verdict = attack_tables([published(made, k) for made in (first, second, both)])
    assert verdict.notes == []
    assert verdict.safe
    assert any(cell.value is not None for cell in both.cells.values())


def test_a_funder_at_five_may_know_what_is_hidden_from_the_public_at_eleven() -> None:
    people = programme(160, 2)
    public = protect(report(people, Q1), people, [], 11)
    funder = protect(report(people, Q1), people, [release("public", public, 11)], 5)
    assert attack_tables([published(public, 11), published(funder, 5)]).safe
    assert attack_tables([published(funder, 5), published(public, 11)]).safe


def test_a_correction_by_few_people_hides_what_it_would_change() -> None:
    before, k = programme(150, 5, Q1), 5
    first = release("Q1", protect(report(before, Q1), before, [], k), k)
    total = key("contacts", {"time": Q1})
    few = Population({"contacts": [*before.rows["contacts"], {"time": "2026-02", "zone": "z1", "age": "a1"}]})
    made = protect(report(few, Q1), few, [first], k, corrects="Q1")
    assert made.cells[total].mark == HELD
    many = Population(
        {"contacts": [*before.rows["contacts"], *[{"time": "2026-02", "zone": "z1", "age": "a1"}] * 9]}
    )
    made = protect(report(many, Q1), many, [first], k, corrects="Q1")
    assert made.cells[total] == Protected(159)
    told = [published(Pattern(dict(first.cells)), k), published(made, k, changes=[{"why": "late"}])]
    verdict = attack_tables(told)
    assert verdict.complete
    assert verdict.found == []


def test_a_difference_of_editions_is_nothing_or_many() -> None:
    at, other = key("contacts", {"time": Q1}), key("contacts", {"time": Q1, "zone": "z0"})
    old = Release("Q1", 5, {at: Protected(100), other: Protected(None, FEW)}, {})
    assert not difference_refused(old, {at: Protected(100), other: Protected(9)}, 5)
    assert not difference_refused(old, {at: Protected(105)}, 5)
    assert difference_refused(old, {at: Protected(103)}, 5) == [at]
    units = key("units", {"time": Q1, "item": "NS01"})
    old = Release("Q1", 5, {units: Protected(100)}, {})
    assert difference_refused(old, {units: Protected(900)}, 5) == [units]  # nobody knows of how many contacts


def test_a_quantity_of_few_contacts_is_withheld_and_could_be_nothing_or_much() -> None:
    by = {"z0": [10, 20, 30, 5, 5, 5], "z1": [200], "z2": [10] * 9, "z3": [7] * 8}
    units = [
        {"time": "2026-01", "zone": z, "item": "NS01", "#": str(n)} for z, own in by.items() for n in own
    ]
    people = Population({"units": units})
    scope = {"time": Q1, "item": "NS01"}
    wanted = [quantity(people, key("units", scope), 25, 1)]
    wanted += [quantity(people, key("units", {**scope, "zone": z}), len(own), 2) for z, own in by.items()]
    made = protect(wanted, people, [], 5)
    small = key("units", {**scope, "zone": "z1"})
    assert made.cells[small] == Protected(None, HELD)
    assert sum(cell.mark == HELD for cell in made.cells.values()) == 2
    assert attack_tables([published(made, 5)]).safe


def quantity(people: Population, at: Key, contacts: int, fineness: int) -> Asked:
    return Asked(at, people.count(at), contacts, "units", fineness)


def test_people_are_hidden_when_few_lie_between_two_numbers() -> None:
    at = {name: key("codes", {"time": time}) for name, time in (("half", (*Q1, *Q2)), ("q1", Q1), ("q2", Q2))}
    numbers = {"half": 60, "q1": 58, "q2": 30}  # two people were not seen in the first quarter
    wanted = [Asked(at[name], n, n, "codes", 0) for name, n in numbers.items()]
    made = protect(wanted, Population({}), [], 5)
    assert None in (made.cells[at["half"]].value, made.cells[at["q1"]].value)
    assert attack_tables([published(made, 5)]).safe


def test_people_that_are_far_enough_apart_are_told() -> None:
    at = {name: key("codes", {"time": time}) for name, time in (("half", (*Q1, *Q2)), ("q1", Q1), ("q2", Q2))}
    wanted = [Asked(at[name], n, n, "codes", 0) for name, n in {"half": 60, "q1": 40, "q2": 35}.items()]
    made = protect(wanted, Population({}), [], 5)
    assert [cell.value for cell in made.cells.values()] == [60, 40, 35]


def test_people_stay_hidden_whose_contacts_with_a_code_are_told_to_be_few() -> None:
    """34 people in three quarters, 13 in each of the later ones: 8 or more in the first, of at most 10 contacts."""
    q1, q2, q3, year = (key("codes", {"time": time}) for time in (Q1, Q2, Q3, (*Q1, *Q2, *Q3)))
    few = key("contacts", {"time": Q1, "coded": "yes"})
    told = [
        {few: Protected(None, FEW), q1: Protected(None, HELD)},
        {q2: Protected(13)},
        {q3: Protected(13)},
    ]
    earlier = [Release(str(place), 11, cells, {}) for place, cells in enumerate(told)]
    made = protect([Asked(year, 34, 34, "codes", 0)], Population({}), earlier, 11)
    assert made.cells[year] == Protected(None, HELD)
    assert attack_tables([*(published(Pattern(cells), 11) for cells in told), published(made, 11)]).safe
