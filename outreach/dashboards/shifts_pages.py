"""Shifts that ended: who was out, what the bags held, what was missing and why, and booking it in one action."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ..contacts.rules import CODES
from ..database import reading, transaction
from ..errors import ConflictError
from ..figures import booking, records
from ..supplies import requests
from ..supplies import store as supplies
from ..supplies.record_rules import BagLine
from ..supplies.requests import Told
from ..team import access, audit
from . import table_csv
from .filters import Filter, chosen
from .page import today
from .words import listed, number, plural

PARTS = {entry["code"]: entry["name"] for entry in CODES["part"]}
SETTINGS = {entry["code"]: entry["name"] for entry in CODES["setting"]}
WHY = {
    "miscounted": "miscounted",
    "forgot": "given, not logged",
    "damaged": "damaged",
    "stolen": "stolen",
    "unknown": "not known",
}
MOST = 300


@dataclass(frozen=True)
class Line:
    """One shift as its row shows it. `book` says what booking it would do ("" : nothing)."""

    told: Told
    when: str
    where: str
    handed_out: int
    missing: list[str]
    lost: int
    book: str


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/shifts", view_func=shifts)
    bp.add_url_rule("/shifts.csv", view_func=shifts_csv)
    bp.add_url_rule("/shifts/<int:entry>/book", view_func=shift_book, methods=["POST"])


def shifts() -> ResponseReturnValue:
    """The shifts of a period, the latest first."""
    with reading() as conn:
        shown = chosen(conn, "28d")
        found = _read(conn, shown)
        names = {one["id"]: one["short"] for one in supplies.items(conn)}
        why = records.tally(conn, shown.period, "shift_why", zone=shown.zone)
    lines = [_line(told, shown, names) for told in found]
    return render_template(
        "dashboards/shifts.html", shown=shown, lines=lines, summary=_summary(found, lines),
        why=_reasons({value: sums.amount for value, sums in why.items()}, names), most=MOST,
    )  # fmt: skip


def _read(conn: Connection, shown: Filter) -> list[Told]:
    team = access.team_of(access.signed_in())
    found = requests.shifts(conn, team, shown.period.start, shown.period.end, MOST)
    return [
        told
        for told in found
        if shown.zone in (None, told.row.zone_id) and shown.site in (None, told.row.site_id)
    ]


def _line(told: Told, shown: Filter, names: dict[int, str]) -> Line:
    row = told.row
    place = shown.zones.get(row.zone_id, "Zone not known")
    missing = [_missing(line, names) for line in row.lines if line.difference]
    to_book = requests.to_book(told) if row.site_id is not None else []
    book = listed([_booked(names.get(i, "an item"), lost, adjusted) for i, lost, adjusted in to_book], most=4)
    return Line(
        told, PARTS[row.part], f"{place}, {SETTINGS[row.setting].lower()}",
        sum(line.handed_out for line in row.lines), missing, sum(line.lost for line in row.lines), book,
    )  # fmt: skip


def _missing(line: BagLine, names: dict[int, str]) -> str:
    word = "missing" if line.difference > 0 else "too many"
    return f"{number(abs(line.difference))} {word}: {names.get(line.item_id, 'an item')}, {WHY[line.why or 'unknown']}"


def _booked(name: str, lost: int, adjusted: int) -> str:
    parts = [
        f"{number(lost)} lost" if lost else "",
        f"{'+' if adjusted > 0 else '−'} {number(abs(adjusted))}" if adjusted else "",
    ]
    return f"{name}: {' and '.join(filter(None, parts))}"


def _summary(found: list[Told], lines: list[Line]) -> str:
    if not found:
        return "A shift stands here when its worker has ended it on the phone and the phone has synced."
    workers = plural(sum(told.row.workers for told in found), "worker out", "workers out")
    open_ones = sum(bool(line.book) and line.told.step is None for line in lines)
    end = (
        f" {plural(open_ones, 'shift has', 'shifts have')} something to book."
        if open_ones
        else " All is booked."
    )
    return f"{plural(len(found), 'shift')}, {workers}.{end}"


def _reasons(amounts: dict[str, int], names: dict[int, str]) -> list[tuple[str, str, int]]:
    """Item, reason and units, the most first."""
    rows = []
    for value, units in amounts.items():
        item, _, why = value.partition("|")
        if units:
            rows.append((names.get(int(item), "An item"), WHY.get(why, why), units))
    return sorted(rows, key=lambda row: -abs(row[2]))


def shift_book(entry: int) -> ResponseReturnValue:
    """Books what a shift lost, once."""
    member = access.signed_in()
    try:
        with transaction() as conn:
            access.own(member, requests.one(conn, requests.SHIFT, entry).team)
            items = booking.book_shift(conn, entry, member.id, today())
            audit.record(conn, access.actor(), "booked a shift", f"entry {entry}, {items} items")
        flash(f"Booked: {plural(items, 'item')}. Stock follows at once.", "ok")
    except ConflictError as error:
        flash(error.message, "look")
    return redirect(url_for("dashboards.shifts"), 303)


def shifts_csv() -> Response:
    """Each item of each shift as CSV."""
    with reading() as conn:
        shown = chosen(conn, "28d")
        found = _read(conn, shown)
        names = {one["id"]: one["name"] for one in supplies.items(conn)}
    heads = ["Day", "Part", "Zone", "Setting", "Place", "Workers", "Item", "Loaded", "Received", "Handed out", "Lost",
             "Handed on", "Counted", "Missing", "Why", "Booked"]  # fmt: skip
    rows: list[list[table_csv.Cell]] = []
    for told in found:
        row = told.row
        head = [row.day.isoformat(), PARTS[row.part], shown.zones.get(row.zone_id, ""), SETTINGS[row.setting],
                shown.sites.get(row.site_id or 0, ""), row.workers]  # fmt: skip
        done = "yes" if told.step else "no"
        rows += [
            [*head, names.get(b.item_id, ""), *b[1:7], b.difference, WHY.get(b.why or "", ""), done]
            for b in row.lines
        ]
    return table_csv.answer("shifts", f"Shifts, {shown.words}", heads, rows)
