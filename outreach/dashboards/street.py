"""Clean-ups in the street, needs that were not met, and reversals that were reported: blocks of the supplies page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup
from sqlalchemy import Connection

from ..database import reading
from ..errors import NotFoundError
from ..figures import records
from ..referrals import store as referrals
from ..supplies import store as supplies
from . import charts, table_csv
from .filters import Filter, chosen
from .words import listed, month_name, number, plural

WHY = {
    "none_left": "none left", "not_carried": "we do not carry it", "closed": "closed", "full": "full",
    "refused": "the service refused", "no_papers": "no papers", "cost": "too dear", "far": "too far",
    "waiting": "long wait", "other": "another reason",
}  # fmt: skip
ENDED = {"ok": "recovered", "hospital": "taken to hospital", "died": "died", "not_asked": "not known"}
HALF, ROWS = 500, 10


@dataclass(frozen=True)
class Need:
    """What was asked for and not there: how often, by how many people, and the reasons."""

    name: str
    times: int
    people: int
    why: str


@dataclass(frozen=True)
class Street:
    """All that the blocks show. `reversals`: month, zone, reports, doses; by month and area, never finer."""

    cleaned: int
    cleanups: int
    by_zone: Markup
    by_zone_narrow: Markup
    zone_rows: list[list[str]]
    needs: list[Need]
    reversals: list[tuple[str, str, int, int]]
    ended: list[tuple[str, int]]


def register(bp: Blueprint) -> None:
    """Adds the tables of these blocks to the desk's blueprint."""
    bp.add_url_rule("/supplies/street/<table>.csv", view_func=street_csv)


def street(conn: Connection, shown: Filter) -> Street:
    """The blocks for the period and zone of the page."""
    zones = records.tally(conn, shown.period, "cleanup", "zone", shown.zone)
    bars = sorted(
        (charts.Value(shown.zones.get(int(key), "Zone not known"), one.amount) for key, one in zones.items()),
        key=lambda one: -one.value,
    )
    title = "Needles collected by zone"
    reversals = _reversals(conn, shown)
    ended = records.tally(conn, shown.period, "reversal", zone=shown.zone)
    return Street(
        cleaned=sum(one.amount for one in zones.values()),
        cleanups=sum(one.contacts for one in zones.values()),
        by_zone=charts.sorted_bars("clean", bars, title, "needles", HALF),
        by_zone_narrow=charts.sorted_bars("clean-n", bars, title, "needles", charts.NARROW),
        zone_rows=[[one.name, number(one.value)] for one in bars],
        needs=_needs(conn, shown),
        reversals=reversals,
        ended=[(words, ended[key].contacts) for key, words in ENDED.items() if key in ended],
    )


def _needs(conn: Connection, shown: Filter) -> list[Need]:
    """By what was asked for, the most often first."""
    names = {one["code"]: one["short"] for one in supplies.items(conn)}
    names |= {one["code"]: one["name"] for one in referrals.types(conn)}
    whole: dict[str, list[Any]] = {}
    for value, sums in records.tally(conn, shown.period, "unmet", zone=shown.zone).items():
        code, _, why = value.partition("|")
        held = whole.setdefault(code, [0, 0, []])
        held[0] += sums.contacts
        held[1] += sums.people
        held[2].append((sums.contacts, WHY.get(why, why)))
    needs = [
        Need(names.get(code, "Something else"), times, people, _reasons(why))
        for code, (times, people, why) in whole.items()
    ]
    return sorted(needs, key=lambda one: (-one.times, one.name))


def _reasons(why: list[tuple[int, str]]) -> str:
    return listed([f"{words} {number(times)}" for times, words in sorted(why, reverse=True)], most=3)


def _reversals(conn: Connection, shown: Filter) -> list[tuple[str, str, int, int]]:
    found = records.sums(conn, shown.period, "reversal", ("month", "zone"), shown.zone)
    rows = sorted(
        ((month, shown.zones.get(int(zone), "Zone not known"), one) for (month, zone), one in found.items()),
        key=lambda row: row[:2],
        reverse=True,
    )
    return [(month_name(month), zone, one.contacts, one.amount) for month, zone, one in rows]


def street_csv(table: str) -> Response:
    """One of the blocks as CSV: cleanups, unmet, reversals."""
    with reading() as conn:
        shown = chosen(conn)
        if table not in CSV:
            raise NotFoundError()
        title, heads, rows = CSV[table](conn, shown)
    return table_csv.answer(f"supplies-{table}", f"{title}, {shown.words}", heads, rows)


Table = tuple[str, list[str], list[list[table_csv.Cell]]]


def _cleanups_csv(conn: Connection, shown: Filter) -> Table:
    found = records.sums(conn, shown.period, "cleanup", ("month", "zone", "value"), shown.zone)
    return "Needles collected in clean-ups", ["Month", "Zone", "Counted how", "Clean-ups", "Needles"], [
        [month, shown.zones.get(int(zone), ""), how, one.contacts, one.amount]
        for (month, zone, how), one in sorted(found.items())
    ]  # fmt: skip


def _unmet_csv(conn: Connection, shown: Filter) -> Table:
    found = records.sums(conn, shown.period, "unmet", ("month", "zone", "value"), shown.zone)
    return "Asked for, but not available", ["Month", "Zone", "Code", "Why", "Times", "People"], [
        [month, shown.zones.get(int(zone), ""), value.split("|")[0], WHY.get(value.split("|")[1], ""), one.contacts,
         one.people] for (month, zone, value), one in sorted(found.items())
    ]  # fmt: skip


def _reversals_csv(conn: Connection, shown: Filter) -> Table:
    rows: list[list[table_csv.Cell]] = [list(row) for row in _reversals(conn, shown)]
    return "Overdose reversals reported", ["Month", "Zone", "Reports", "Doses"], rows


CSV = {"cleanups": _cleanups_csv, "unmet": _unmet_csv, "reversals": _reversals_csv}


def summary(street_shown: Street) -> str:
    """The clean-ups in one sentence."""
    return f"{plural(street_shown.cleaned, 'needle')} in {plural(street_shown.cleanups, 'clean-up')}."
