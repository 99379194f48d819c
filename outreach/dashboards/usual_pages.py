"""What phones offer first: the usual items in their order, and bundles that are one tap."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from ..database import reading, transaction
from ..supplies import store as supplies
from ..team import access, audit
from ..team.forms import PlainForm
from . import store

MOST_USUAL, MOST_LINES, LONGEST_NAME, MOST_UNITS = 12, 6, 16, 1000


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/supplies/usual", view_func=usual)
    bp.add_url_rule("/supplies/usual", view_func=usual_save, methods=["POST"])
    bp.add_url_rule("/supplies/bundle", view_func=bundle_save, methods=["POST"])


def usual() -> ResponseReturnValue:
    """Both lists as forms."""
    return _page([])


def _page(problems: list[str]) -> ResponseReturnValue:
    with reading() as conn:
        items, bundles = supplies.items(conn), supplies.bundles(conn)
    first = sorted((one for one in items if one["usual"]), key=lambda one: one["usual"])
    rows = [one["code"] for one in first][:MOST_USUAL]
    html = render_template(
        "dashboards/usual.html", items=items, rows=rows + [""] * (MOST_USUAL - len(rows)), problems_found=problems,
        bundles=[*bundles, {"id": "", "name": "", "lines": []}], lines=MOST_LINES,
    )  # fmt: skip
    return html, 400 if problems else 200


def usual_save() -> ResponseReturnValue:
    """Saves the order of the usual items."""
    PlainForm().validate_on_submit()
    with transaction() as conn:
        known = {one["code"]: one["name"] for one in supplies.items(conn)}
        codes = [code for code in request.form.getlist("item") if code]
        problems = [f"{known[code]} stands there twice." for code in dict.fromkeys(codes)
                    if code in known and codes.count(code) > 1]  # fmt: skip
        if len(codes) > MOST_USUAL or any(code not in known for code in codes):
            problems.append(f"Choose at most {MOST_USUAL} items from the list.")
        if not problems:
            supplies.set_usual(conn, codes)
            audit.record(conn, access.actor(), "changed usual items", f"{len(codes)} items")
    if problems:
        return _page(problems)
    flash("Saved. Phones show this order after their next sync.", "ok")
    return redirect(url_for("dashboards.usual"), 303)


def bundle_save() -> ResponseReturnValue:
    """Adds, changes or removes a bundle."""
    PlainForm().validate_on_submit()
    with reading() as conn:
        known = {one["code"] for one in supplies.items(conn)}
        ids = {str(one["id"]): int(one["id"]) for one in supplies.bundles(conn)}
    number = ids.get(request.form.get("bundle", ""))
    if request.form.get("word") == "remove":
        return _removed(number)
    name, lines, problems = _read(known)
    if problems:
        return _page(problems)
    try:
        with transaction() as conn:
            store.save_bundle(conn, number, name, json.dumps(lines))
            audit.record(conn, access.actor(), "changed a bundle", name)
    except IntegrityError:
        return _page([f"There is another bundle called {name}."])
    flash(f"{name} is saved. Phones show it after their next sync.", "ok")
    return redirect(url_for("dashboards.usual"), 303)


def _removed(number: int | None) -> ResponseReturnValue:
    if number is not None:
        with transaction() as conn:
            store.remove_bundle(conn, number)
            audit.record(conn, access.actor(), "removed a bundle", "")
    flash("The bundle is gone. What was given with it stays as it was logged.", "ok")
    return redirect(url_for("dashboards.usual"), 303)


def _read(known: set[str]) -> tuple[str, list[list[Any]], list[str]]:
    """Name and lines of the form, and what is to be mended."""
    name = request.form.get("name", "").strip()
    problems = (
        [] if 1 <= len(name) <= LONGEST_NAME else [f"A bundle needs a name of 1 to {LONGEST_NAME} signs."]
    )
    lines: list[list[Any]] = []
    for code, text in zip(request.form.getlist("item"), request.form.getlist("units"), strict=False):
        if not code:
            continue
        units = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        if code not in known or not 1 <= units <= MOST_UNITS or code in [line[0] for line in lines]:
            problems.append(f"Each item stands once, with 1 to {MOST_UNITS} units.")
        lines.append([code, units])
    if not 1 <= len(lines) <= MOST_LINES:
        problems.append(f"A bundle has 1 to {MOST_LINES} items.")
    return name, lines, list(dict.fromkeys(problems))
