"""Today, and the frame that all pages of the desk share."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ..database import reading
from ..referrals.rules import show_slip
from ..safety import checkins
from ..team import access, devices, rules
from . import (
    charts,
    directory_page,
    doubles_page,
    morning,
    page,
    phones_pages,
    quarantine_page,
    record_page,
    referrals_pages,
    requests_pages,
    rescue_page,
    service_page,
    shifts_pages,
    stock_pages,
    street,
    supplies_pages,
    usual_pages,
    zones_pages,
)
from .charts import Left
from .decisions import decisions
from .words import FILTERS, listed, number, plural, weekday

bp = Blueprint("dashboards", __name__)


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    state.app.context_processor(page.context)
    state.app.jinja_env.filters.update(FILTERS, slip=show_slip)


@bp.route("/")
def today() -> ResponseReturnValue:
    """The morning sheet: what runs out, what is overdue, who is silent, what came in, what to decide."""
    member = access.signed_in()
    if member.role == rules.FUNDER:
        return redirect(url_for("portal.published"), 303)
    day, team = page.today(), access.team_of(member)
    with reading() as conn:
        phones = devices.phones(conn, team)
        sheet = morning.sheet(conn, phones, day, team)
        waiting = decisions(conn, phones, day, team)
        missed = checkins.waiting(conn, day, team)
    delivery = current_app.config["DELIVERY_DAYS"]
    return render_template(
        "dashboards/today.html", **vars(sheet), decisions=waiting, missed=missed, delivery=delivery,
        pictures=_pictures(sheet, delivery), greeting=_greeting(page.local_now().hour),
        silent_names=listed([f"{name} {plural(days, 'day')}" for name, days in sheet.phones.silent], most=4),
        days=[[weekday(day), number(count)] for day, count in sheet.came.days],
    )  # fmt: skip


def _pictures(sheet: morning.Sheet, delivery: int) -> dict[str, Markup]:
    came, phones = sheet.came, sheet.phones
    left = [Left(name, one.low, one.high) for name, one in sheet.supplies]
    title = "Contacts each day of the last 14"
    return {
        "supplies": charts.runs_out("first", left, delivery),
        "overdue": charts.overdue_blocks("overdue", sheet.bands),
        "phones": charts.lights("lights", phones.in_step, len(phones.silent)),
        "mini": charts.daily("mini", came.days, came.usual, charts.MINI, 66, title),
        "wide": charts.daily("days", came.days, came.usual, 1000, 150, title),
        "narrow": charts.daily("days-n", came.days, came.usual, charts.NARROW, 150, title),
    }


def _greeting(hour: int) -> str:
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


PAGES = (
    directory_page, doubles_page, phones_pages, quarantine_page, record_page, referrals_pages, requests_pages,
    rescue_page, service_page, shifts_pages, stock_pages, street, supplies_pages, usual_pages, zones_pages,
)  # fmt: skip
for pages in PAGES:
    pages.register(bp)

blueprints = (bp,)
