"""A draft: the figures of a period, protected and put in the form in which they may be frozen and published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from ...disclosure.cells import TIME, Release, key
from ...errors import NothingToReportError
from ...languages import store as languages
from ...team.meta import meta
from .. import store
from ..indicators import figures as indicators
from ..indicators import store as target_store
from ..indicators.shelf import shelf
from ..template import store as template_store
from ..template.rules import FUNDER, PUBLIC
from . import menu, scene
from .document import Document
from .menu import Scene
from .rules import Wish

if TYPE_CHECKING:
    from ...disclosure.protect import Pattern

Progress = Callable[[int, str], None]
SECONDS = 180  # for the proof, of CPU: a busy server must not cost a report its tables


def draft(
    conn: Connection,
    wish: Wish,
    today: date,
    earlier: Sequence[Release] = (),
    progress: Progress = lambda _step, _name: None,
    beat: Callable[[], None] = lambda: None,
    corrects: str = "",
) -> Document:
    """The protected figures of what was wished for, as at `today`.

    `earlier` is everything this audience holds already, `corrects` the name of the one among it that this draft stands
    in place of; `beat` is called now and then while the proof is sought, and what it raises stops the work.
    Raises BadInputError, NothingToReportError, NotProvenError.
    """
    progress(1, "Reading the figures")
    chosen, period = shelf().chosen(wish.packs, wish.indicators), scene.calendar_period(wish.period, today)
    here, truth = scene.read(conn, period, today, earlier, wish.scope, indicators.groups(chosen))
    if truth.count(key("contacts", {**here.scope, TIME: here.period.months})) < wish.threshold:
        raise NothingToReportError(
            f"There are fewer than {wish.threshold} contacts in {here.period.label}: every number would be hidden. "
            "Choose a longer period, or wait until the phones have synced."
        )
    specs = menu.tables(here)
    wanted = [*menu.asked(specs, truth, here.shut), *indicators.ask(chosen, here, truth, specs)]
    progress(2, "Hiding what could single somebody out")
    pattern = protected(wanted, truth, earlier, wish.threshold, SECONDS, beat, corrects=corrects)
    left = {"left_out": pattern.dropped, "cells_left_out": len(pattern.left_out)}
    document = Document(
        about=_about(conn, wish, here, today) | left,
        cells=pattern.cells,
        terms={a.key: a.terms for a in wanted if a.terms and a.key in pattern.cells},
        tables=[spec for spec in specs if spec.id not in pattern.dropped],
        names=here.names,
        zones=_map(conn, here),
    )
    rows = indicators.rows(chosen, document, target_store.estimates(conn), target_store.targets(conn))
    return replace(document, indicators=rows)


def protected(*args: Any, **more: Any) -> Pattern:
    """What `disclosure.protect` makes of it. The solver takes long to load, and only who makes a draft needs it."""
    from ...disclosure.protect import protect

    return protect(*args, **more)


def _about(conn: Connection, wish: Wish, here: Scene, today: date) -> dict[str, Any]:
    period, before = here.period, here.before
    in_use, proven = store.phones(conn, period.start, min(period.end, today - timedelta(days=1)))
    return {
        "organisation": meta(conn, "org_name") or "Outreach programme",
        "threshold": wish.threshold,
        "paper": wish.paper,
        "language": wish.language,
        "audience": wish.audience,
        "funder": _funder(conn, wish),
        "checked": wish.language == "en" or wish.language in languages.checked(conn),
        "scope": wish.scope,
        "sections": list(wish.sections),
        "template": wish.template,
        "as_at": today.isoformat(),
        "running": period.running(today),
        "period": {"key": period.key, "start": period.start.isoformat(), "end": period.end.isoformat()},
        "before": {"key": before.key, "start": before.start.isoformat(), "end": before.end.isoformat()},
        "months": list(here.months),
        "past": [p.key for p in here.past],
        "phones": {"in_use": in_use, "proven": proven},
    }


def _funder(conn: Connection, wish: Wish) -> str:
    """The name of the funder that it is for; "" for the public."""
    number = wish.audience.removeprefix(FUNDER)
    return (
        template_store.source(conn, int(number)).name if wish.audience != PUBLIC and number.isdigit() else ""
    )


def _map(conn: Connection, here: Scene) -> list[dict[str, Any]]:
    shown = {zone for head in here.zones for zone in head.categories if len(head.categories) == 1}
    return [
        {"id": str(number), "name": name, "rings": rings, "open": str(number) not in here.shut}
        for number, name, rings, _active in store.zones(conn)
        if str(number) in shown
    ]
