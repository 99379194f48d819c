"""Pages of reports for coordinators and administrators: ask, follow, stop, download."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row
from wtforms.fields.choices import SelectChoice

from .. import jobs
from ..database import reading, transaction
from ..errors import NotFoundError
from ..figures.rules import parse_period
from ..team import audit
from ..team.access import actor, signed_in
from . import paper, periods, store
from .build import file_name, today
from .forms import AskForm, EmptyForm
from .rules import Wish
from .work import file_of

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("")
def reports() -> ResponseReturnValue:
    """What was made, and a form for a new one."""
    return _list(_form())


@bp.post("")
def ask() -> ResponseReturnValue:
    """Asks for a report; asking twice for the same one leads to the one that is being made."""
    form = _form()
    if not form.validate_on_submit():
        return _list(form, 400)
    wish = Wish(form.period.data, int(current_app.config["THRESHOLD"]), form.paper.data)
    return redirect(url_for("reports.report", number=_asked(wish)), 303)


@bp.get("/<int:number>")
def report(number: int) -> ResponseReturnValue:
    """One report: how far it is, or the file."""
    row = _found(number)
    page = render_template("reports/report.html", report=row, period=_label(row), form=EmptyForm())
    return page


@bp.post("/<int:number>/again")
def again(number: int) -> ResponseReturnValue:
    """Makes a report anew with the same wish: a draft holds the figures of its day."""
    row = _found(number)
    return redirect(url_for("reports.report", number=_asked(Wish(row.period, row.threshold, row.paper))), 303)


@bp.post("/<int:number>/stop")
def stop(number: int) -> ResponseReturnValue:
    """Stops a report that waits or is being made."""
    _found(number)
    with transaction() as conn:
        stopped = store.stop(conn, number)
    flash("The report is stopped." if stopped else "There was nothing to stop: it had ended before.", "ok")
    return redirect(url_for("reports.report", number=number), 303)


@bp.get("/<int:number>/file")
def file(number: int) -> ResponseReturnValue:
    """The PDF, under a neutral name, kept by no cache on the way."""
    row, path = _found(number), file_of(number)
    if row.status != "done" or not path.exists():
        raise NotFoundError("This report has no file. Ask for it again.")
    with transaction() as conn:
        audit.record(conn, actor(), "downloaded report", f"report {number}")
    response = send_file(
        path, "application/pdf", as_attachment=True, download_name=file_name(row.period), max_age=0
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form() -> AskForm:
    form = AskForm()
    form.period.choices = [
        SelectChoice(key, words, optgroup=kind) for kind, key, words in periods.choices(today())
    ]
    return form


def _list(form: AskForm, status: int = 200) -> ResponseReturnValue:
    with reading() as conn:
        rows = store.reports(conn)
    labels = {row.id: _label(row) for row in rows}
    return render_template("reports/reports.html", form=form, reports=rows, labels=labels), status


def _asked(wish: Wish) -> int:
    with transaction() as conn:
        number = store.ask(conn, wish, signed_in().id, today())
        audit.record(conn, actor(), "asked for report", f"report {number}")
    jobs.jobs().enqueue("report", number)
    return number


def _found(number: int) -> Row[tuple[object, ...]]:
    with reading() as conn:
        row = store.report(conn, number)
    if row is None:
        raise NotFoundError("There is no such report.")
    return row


def _label(row: Row[tuple[object, ...]]) -> str:
    return parse_period(row.period, row.asked_on).label


paper.register(bp)

blueprints = (bp,)
