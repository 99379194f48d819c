"""Sums over a range of days: whole months from the month rollup, the days at its edges from the day rollup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, func, or_, select

from .rules import Span
from .tallies import month_of

Sums = dict[tuple[Any, ...], list[int]]


def sums(
    conn: Connection,
    tables: tuple[Table, Table],
    over: Span,
    keys: Sequence[str],
    measures: Sequence[str],
    **only: Any,
) -> Sums:
    """Sums of `measures` by `keys` from (month table, day table). `only`: values a column must have (None: any).

    The keys "month" and "day" may stand in any place; "day" makes it read the day table alone.
    """
    found: Sums = {}
    for row in _rows(conn, tables, over, keys, measures, only):
        key, values = tuple(row[: len(keys)]), row[len(keys) :]
        held = found.setdefault(key, [0] * len(measures))
        for place, value in enumerate(values):
            held[place] += int(value)
    return found


def _rows(
    conn: Connection, tables: tuple[Table, Table], over: Span, keys: Sequence[str], measures: Sequence[str],
    only: dict[str, Any],
) -> Iterator[Sequence[Any]]:  # fmt: skip
    by_month, by_day = tables
    if over.months:
        between = by_month.c.month.between(over.months[0], over.months[-1])
        yield from _read(conn, by_month, keys, measures, only, between)
    if over.days:
        inside = or_(*(by_day.c.day.between(first, last) for first, last in over.days))
        names = ["day" if name == "month" else name for name in keys]
        rows = _read(conn, by_day, names, measures, only, inside)
        if "month" not in keys:
            yield from rows
            return
        place = list(keys).index("month")
        for row in rows:
            yield (*row[:place], month_of(row[place]), *row[place + 1 :])


def _read(
    conn: Connection, source: Table, keys: Sequence[str], measures: Sequence[str], only: dict[str, Any],
    where: ColumnElement[bool],
) -> Iterator[Row[Any]]:  # fmt: skip
    columns = [source.c[name] for name in keys]
    statement = select(*columns, *(func.sum(source.c[name]) for name in measures)).where(where)
    for name, value in only.items():
        if value is not None:
            statement = statement.where(source.c[name] == value)
    for row in conn.execute(statement.group_by(*columns) if columns else statement):
        if row[-1] is not None:
            yield row
