"""The filters of a page as they stand in its address: ?period=2026Q3&zone=2&site=1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import abort, make_response, render_template, request, url_for
from sqlalchemy import Connection

from ..errors import BadInputError
from ..figures.rules import Period, parse_period
from ..places import store as places
from . import rules
from .page import today


@dataclass(frozen=True)
class Filter:
    """What this page shows, and what its form offers. None: all zones, all places."""

    period: Period
    zone: int | None
    site: int | None
    periods: list[Period]
    zones: Mapping[int, str]
    sites: Mapping[int, str]

    @property
    def state(self) -> str:
        """ "running" or "closed", as it stands beside the period."""
        return "running" if self.period.running(today()) else "closed"

    @property
    def words(self) -> str:
        """The filter as a caption says it: "October to December 2026, Old Docks"."""
        parts = [self.period.label, self.zones.get(self.zone or 0, ""), self.sites.get(self.site or 0, "")]
        return ", ".join(part for part in parts if part)

    @property
    def query(self) -> dict[str, str]:
        """The filter as address arguments, for links that keep it."""
        chosen = {"period": self.period.key, "zone": self.zone, "site": self.site}
        return {name: str(value) for name, value in chosen.items() if value is not None}


def chosen(conn: Connection, default: str | None = None) -> Filter:
    """The filter of this request. A value that cannot be is answered with 400 and a link to the nearest one."""
    day = today()
    zones, sites = places.zone_names(conn), places.site_names(conn)
    period = _period(request.args.get("period") or default or rules.this_quarter(day))
    offered = [parse_period(key, day) for key in rules.period_choices(day)]
    if period.key not in {one.key for one in offered}:
        offered.insert(0, period)
    return Filter(period, _one_of("zone", zones), _one_of("site", sites), offered, zones, sites)


def _period(text: str) -> Period:
    try:
        return parse_period(text, today())
    except BadInputError as error:
        nearest = parse_period(rules.nearest_period(text, today()), today())
        _refuse(
            f"{error.message} The nearest to what was asked for is {nearest.label}.",
            "period",
            nearest.key,
            f"Show {nearest.label}",
        )


def _one_of(name: str, known: Mapping[int, str]) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in known:
        return int(text)
    what = {"zone": "zone", "site": "place"}[name]
    _refuse(
        f"There is no {what} of this number. All of them together can be shown.",
        name,
        "",
        f"Show every {what}",
    )


def _refuse(message: str, name: str, value: str, words: str) -> NoReturn:
    """Ends the request with a page that says what is wrong and leads to the nearest valid choice."""
    kept = {
        key: text[:20]
        for key, text in request.args.items()
        if key in ("period", "zone", "site") and key != name
    }
    arguments: dict[str, Any] = kept | (request.view_args or {}) | ({name: value} if value else {})
    link = url_for(request.endpoint or "dashboards.today", **arguments)
    html = render_template("dashboards/bad_filter.html", message=message, link=link, words=words)
    abort(make_response(html, 400))
