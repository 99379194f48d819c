"""Supplies: what is left, what was handed out and came back, the ledger; each as CSV too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Connection

from ..database import reading
from ..errors import NotFoundError
from ..figures.store import course
from ..supplies import requests
from ..team import access
from . import charts, rules, shelf, table_csv
from .charts import Value
from .filters import Filter, chosen
from .page import today
from .shelf import Given, Left
from .stock_chart import empty_between, stock_course
from .street import street
from .words import month_name, number, plural, short_day, signed

ITEMS_DRAWN, ROWS_SHOWN = 12, 14
COURSE_DAYS = 56
METHODS = {"counted": "Counted", "litres": "Estimated by volume", "kilos": "Estimated by weight"}


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/supplies", view_func=supplies)
    bp.add_url_rule("/supplies/<table>.csv", view_func=supplies_csv)


def supplies() -> ResponseReturnValue:
    """The page: shortest first, then the period."""
    delivery = current_app.config["DELIVERY_DAYS"]
    with reading() as conn:
        shown = chosen(conn)
        known, short = shelf.names(conn)
        left = shelf.left(conn, today(), known, shown.site, delivery)
        given, ledger = shelf.given(conn, shown, short, today()), shelf.ledger(conn, shown)
        together = shelf.left(conn, today(), known, None, delivery) if shown.site else left
        lots = shelf.lots(conn, today(), known, together)
        first, seen = _first(conn, together, delivery), street(conn, shown)
        asked = requests.open_restocks(conn, _team()) + requests.waiting_counts(conn, _team())
    return render_template(
        "dashboards/supplies.html", shown=shown, left=left, given=given, ledger=ledger, names=known, lots=lots,
        first=first, delivery=delivery, bar=_bar, methods=METHODS, summary=_summary(left, delivery),
        tables=_tables(given), pictures=_pictures(given, shown), street=seen, asked=asked,
        rows=len(left) if request.args.get("all") else ROWS_SHOWN,
    )  # fmt: skip


def _team() -> int | None:
    return access.team_of(access.signed_in())


def _first(conn: Connection, left: Sequence[Left], delivery: int) -> dict[str, Any] | None:
    """The course of the item that runs out first, drawn; None when nothing is used."""
    one = next((one for one in left if one.low is not None), None)
    if one is None:
        return None
    day = today()
    days = course(conn, one.code, day - timedelta(days=COURSE_DAYS), day)
    shown = charts.Left(one.name, one.low, one.high)
    return {
        "caption": f"{one.name}, all places: {empty_between(shown, day)}",
        "wide": stock_course("course", shown, days, delivery),
        "narrow": stock_course("course-n", shown, days, delivery, charts.NARROW),
        "rows": [[short_day(day, today()), number(units)] for day, units in days[::-7][::-1]],
        "order": rules.order_units(one.daily[1], one.on_hand), "one": one,
    }  # fmt: skip


def _bar(one: Left) -> Markup:
    return charts.days_cell(one.low, one.high, current_app.config["DELIVERY_DAYS"])


def _summary(left: Sequence[Left], delivery: int) -> str:
    short = [one for one in left if one.low is not None and one.low <= delivery]
    none = sum(one.on_hand <= 0 for one in left)
    if not left:
        return "No delivery is recorded yet."
    if not short:
        return "Nothing runs out before a delivery could come."
    said = plural(len(short), "item needs an order today", "items need an order today")
    return f"{said}{f'; {none} of them are empty' if none else ''}."


def _pictures(given: Given, shown: Filter) -> dict[str, Any]:
    title = f"Handed out by item, {shown.words}"
    top, zones = given.items[:ITEMS_DRAWN], given.zones
    by_month = [(month_name(key), count) for key, count in given.months]
    back = [(month_name(key), count) for key, count in given.returned_months]
    lit = {month_name(key) for key in shown.period.months}
    return {
        "items": charts.sorted_bars("items", top, title, "units"),
        "items_n": charts.sorted_bars("items-n", top, title, "units", charts.NARROW),
        "zones": charts.sorted_bars("zones", zones, "Handed out by zone", "units", HALF),
        "zones_n": charts.sorted_bars("zones-n", zones, "Handed out by zone", "units", charts.NARROW),
        "months": charts.months("months", by_month, lit, "Handed out by month", "units", HALF),
        "months_n": charts.months("months-n", by_month, lit, "Handed out by month", "units", charts.NARROW),
        "back": charts.months("back", back, lit, "Used needles returned by month", "needles"),
        "back_n": charts.months(
            "back-n", back, lit, "Used needles returned by month", "needles", charts.NARROW
        ),
    }


HALF = 500


def _tables(given: Given) -> dict[str, list[list[str]]]:
    return {
        "items": [_change(one) for one in given.items],
        "zones": [_change(one) for one in given.zones],
        "months": [[month_name(key), number(count)] for key, count in given.months],
        "back": [[month_name(key), number(count)] for key, count in given.returned_months],
    }


def _change(one: Value) -> list[str]:
    before = one.before or 0
    return [one.name, number(one.value), number(before), signed(one.value - before)]


def supplies_csv(table: str) -> Response:
    """One of the page's tables as CSV: left, items, zones, months, returned, ledger."""
    with reading() as conn:
        shown = chosen(conn)
        if table not in CSV:
            raise NotFoundError()
        title, heads, rows = CSV[table](conn, shown)
    return table_csv.answer(f"supplies-{table}", f"{title}, {shown.words}", heads, rows)


LEDGER_HEADS = [
    "Code", "Item", "Opening", "Received", "Moved in or out", "Handed out", "Lost", "Expired", "Set right by counts",
    "Closing",
]  # fmt: skip
Table = tuple[str, list[str], list[list[table_csv.Cell]]]


def _left_csv(conn: Connection, shown: Filter) -> Table:
    known, _short = shelf.names(conn)
    left = shelf.left(conn, today(), known, shown.site, current_app.config["DELIVERY_DAYS"])
    heads = [
        "Code",
        "Item",
        "On hand",
        "Least a day",
        "Most a day",
        "Days left, fastest",
        "Days left, slowest",
        "Order by",
    ]
    return "What is left", heads, [
        [one.code, one.name, one.on_hand, round(one.daily[0], 1), round(one.daily[1], 1), one.low, one.high,
         one.order_by.isoformat() if one.order_by else None] for one in left
    ]  # fmt: skip


def _values_csv(title: str, head: str, pick: str) -> Any:
    def table(conn: Connection, shown: Filter) -> Table:
        given = shelf.given(conn, shown, shelf.names(conn)[1], today())
        found = getattr(given, pick)
        if found and isinstance(found[0], Value):
            return (
                title,
                [head, "Units", "Units, period before"],
                [[one.name, one.value, one.before] for one in found],
            )
        return title, [head, "Units"], [[key, count] for key, count in found]

    return table


def _ledger_csv(conn: Connection, shown: Filter) -> Table:
    known, _short = shelf.names(conn)
    return "Ledger", LEDGER_HEADS, [
        [one.code, known.get(one.code, one.code), one.opening, one.received, one.transferred, one.handed_out, one.lost,
         one.expired, one.adjusted, one.closing] for one in shelf.ledger(conn, shown)
    ]  # fmt: skip


CSV = {
    "left": _left_csv,
    "items": _values_csv("Handed out by item", "Item", "items"),
    "zones": _values_csv("Handed out by zone", "Zone", "zones"),
    "months": _values_csv("Handed out by month", "Month", "months"),
    "returned": _values_csv("Used needles returned by month", "Month", "returned_months"),
    "ledger": _ledger_csv,
}
