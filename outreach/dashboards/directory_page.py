"""The directory of services as a list: what is old stands first; one tap says that an entry was checked today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..database import reading, transaction
from ..errors import BadInputError, ConflictError, NotFoundError
from ..referrals import directory
from ..referrals.entry import FLAGS
from ..referrals.opening import ROUND_THE_CLOCK, Meeting, Times, open_until, opens_next
from ..team import access, audit
from ..team.forms import PlainForm
from . import directory_csv
from .forms import DirectoryFileForm
from .page import local_now, offer_undo, today
from .words import WEEKDAYS, ago, plural

STALE = timedelta(days=183)
SHOWN = {"": "In use", "stale": "Not checked for six months", "retired": "Out of use"}
LARGEST_FILE = 256_000


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/directory", view_func=directory_page, endpoint="directory")
    bp.add_url_rule("/directory.csv", view_func=directory_export)
    bp.add_url_rule("/directory/import", view_func=directory_import, methods=["POST"])
    bp.add_url_rule("/directory/<int:service_id>/checked", view_func=service_checked, methods=["POST"])
    bp.add_url_rule("/directory/<int:service_id>/use", view_func=service_use, methods=["POST"])


def directory_page() -> ResponseReturnValue:
    """All services that fit the filters, the longest unchecked first."""
    return _page([])


def _page(problems: list[str]) -> ResponseReturnValue:
    day, wish = today(), request.args
    with reading() as conn:
        names = {one["code"]: one["short"] for one in directory.types(conn)}
        services = directory.all_services(conn)
    at = local_now().replace(tzinfo=None)
    rows = [_row(one, names, at, day) for one in services if _fits(one, wish, day)]
    rows.sort(key=lambda row: (row["checked_on"], row["name"]))
    html = render_template(
        "dashboards/directory.html", rows=rows, wish=wish, shown=SHOWN, types=names, flags=FLAGS,
        stale=sum(_stale(one, day) for one in services), in_use=sum(one["active"] for one in services),
        problems_found=problems,
    )  # fmt: skip
    return html, 400 if problems else 200


def _fits(service: Mapping[str, Any], wish: Mapping[str, str], day: date) -> bool:
    state = wish.get("state", "")
    in_state = {"stale": _stale(service, day), "retired": not service["active"]}.get(state, service["active"])
    asked = wish.get("q", "").lower().split()
    words = f"{service['name']} {service['address']} {service['notes']}".lower()
    return (
        bool(in_state)
        and wish.get("type", "") in ("", *service["types"])
        and wish.get("flag", "") in ("", *service["flags"])
        and all(word in words for word in asked)
    )


def _stale(service: Mapping[str, Any], day: date) -> bool:
    return bool(service["active"]) and day - service["checked_on"] > STALE


def _row(service: Mapping[str, Any], names: Mapping[str, str], at: datetime, day: date) -> dict[str, Any]:
    return {
        **service,
        "for": [names.get(code, code) for code in service["types"]],
        "opening": opening_words(service, at),
        "marks": [FLAGS[code] for code in service["flags"] if code in FLAGS],
        "checked": ago(service["checked_on"], day),
        "stale": _stale(service, day),
    }


def opening_words(service: Mapping[str, Any], at: datetime) -> str:
    """ "Open until 22:00", "Opens Monday 09:00", as the phones say it."""
    times = Times(service["hours"], [Meeting(*one) for one in service["meetings"]], service["closed_on"])
    until = open_until(times, at)
    if until:
        return "Open day and night" if until - at >= ROUND_THE_CLOCK else f"Open until {until:%H:%M}"
    following = opens_next(times, at)
    if following is None:
        return "Hours not known"
    days = (following.date() - at.date()).days
    named = {0: "", 1: "tomorrow "}.get(days, f"{WEEKDAYS[following.weekday()]} ")
    return f"Opens {named if days < 7 else f'{following.day}.{following.month}. '}{following:%H:%M}"


def service_checked(service_id: int) -> ResponseReturnValue:
    """Somebody made sure today that an entry is true; with a way back."""
    PlainForm().validate_on_submit()
    before = request.form.get("before", "")
    with transaction() as conn:
        service = directory.service(conn, service_id)
        if service is None:
            raise NotFoundError()
        day = _day(before) if before else today()
        directory.change_service(conn, service_id, service["version"], {"checked_on": day})
        audit.record(conn, access.actor(), "checked a service", f"service {service_id} {day}")
    if before:
        flash(f"{service['name']}: last checked as before.", "ok")
    else:
        back = {"before": service["checked_on"].isoformat()}
        to = url_for("dashboards.service_checked", service_id=service_id)
        offer_undo(f"{service['name']} was checked today.", to, back)
    return redirect(_back(), 303)


def service_use(service_id: int) -> ResponseReturnValue:
    """Takes a service out of use, or back into it: old referrals keep its name."""
    PlainForm().validate_on_submit()
    active = request.form.get("word") == "use"
    with transaction() as conn:
        service = directory.service(conn, service_id)
        if service is None:
            raise NotFoundError()
        directory.change_service(conn, service_id, service["version"], {"active": active})
        said = "took a service into use" if active else "retired a service"
        audit.record(conn, access.actor(), said, f"service {service_id}")
    to = url_for("dashboards.service_use", service_id=service_id)
    said = "is in use again" if active else "is out of use. Referrals to it stay"
    offer_undo(f"{service['name']} {said}.", to, {"word": "retire" if active else "use"})
    return redirect(_back(), 303)


def _day(text: str) -> date:
    try:
        return min(date.fromisoformat(text), today())
    except ValueError:
        raise BadInputError("This is not a day.") from None


def _back() -> str:
    """The list as it was filtered, so that one can go on with the next entry."""
    kept: dict[str, Any] = {
        name: request.form[name] for name in ("q", "type", "flag", "state") if request.form.get(name)
    }
    return url_for("dashboards.directory", **kept)


def directory_export() -> Response:
    """All services as CSV, in the form that the import takes."""
    with transaction() as conn:
        services = directory.all_services(conn)
        audit.record(conn, access.actor(), "exported the directory", plural(len(services), "service"))
    return directory_csv.answer(services)


def directory_import() -> ResponseReturnValue:
    """Takes services from a CSV file: all of its rows, or none when one of them cannot stand."""
    DirectoryFileForm().validate_on_submit()
    file = request.files.get("file")
    raw = file.read(LARGEST_FILE + 1) if file else b""
    if not raw or len(raw) > LARGEST_FILE:
        return _page(["Choose a CSV file first." if not raw else "This file is larger than 250 kB."])
    try:
        with transaction() as conn:
            added, changed = directory_csv.take(conn, directory_csv.rows(raw), today())
            audit.record(conn, access.actor(), "imported services", f"{added} new, {changed} changed")
    except directory_csv.UnreadableRowsError as error:
        return _page(error.problems)
    except ConflictError:
        return _page(["Somebody changed the directory just now. Import the file again."])
    flash(
        f"{plural(added, 'service')} added, {changed} changed. Phones know them after their next sync.", "ok"
    )
    return redirect(url_for("dashboards.directory"), 303)
