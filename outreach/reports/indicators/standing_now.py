"""How far targets are today. True numbers, for the team's own page only: a report tells protected ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ...disclosure.cells import TIME, Protected, key
from ...errors import UnknownIndicatorError
from ...figures import inner
from ...figures import store as figures
from ...figures.rules import Period, parse_period
from ..content import menu
from ..content.document import Document
from ..content.truth import Truth
from . import figures as indicators
from .definitions import Definition, Pack, Packs
from .target_rules import Estimate, Target


def standing(
    conn: Connection, packs: Packs, targets: Sequence[Target], estimates: Sequence[Estimate], today: date
) -> dict[int, dict[str, Any]]:
    """The row of each target's indicator in its own period, by the target's number; none for what has not begun,
    and none when no pack holds the indicator any more."""
    by_period: dict[str, list[Target]] = {}
    for target in targets:
        if parse_period(target.period).start <= today:
            by_period.setdefault(target.period, []).append(target)
    found: dict[int, dict[str, Any]] = {}
    for text, here in by_period.items():
        known = {target.id: pair for target in here if (pair := _pair(packs, target))}
        document = _document(conn, parse_period(text), list(known.values()))
        for target in here:
            if target.id in known:
                found[target.id] = indicators.evaluate(known[target.id][1], document, estimates, [target])
    return found


def _pair(packs: Packs, target: Target) -> tuple[Pack, Definition] | None:
    try:
        return packs.find(f"{target.pack}:{target.code}")
    except UnknownIndicatorError:
        return None


def _document(conn: Connection, period: Period, chosen: indicators.Chosen) -> Document:
    where: Mapping[str, tuple[str, ...]] = {TIME: tuple(period.months)}
    codes = figures.people_range(conn, period).codes
    people = {} if codes is None else {key("codes", where): codes}
    truth = Truth(inner.read(conn, period.months), people)
    asked = (menu.ask(at, truth, indicators.TABLE) for at in indicators.needed(chosen, where))
    cells = {one.key: Protected(one.value) for one in asked if one is not None}
    about = {"threshold": 0, "period": {"key": period.key, "start": period.start.isoformat()}}
    return Document(about, cells, {}, ())
