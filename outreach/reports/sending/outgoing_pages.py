"""What leaves the house, on one page of the desk: editions to DHIS2 servers, and notices by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    json,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ... import jobs
from ...clock import now
from ...database import reading, transaction
from ...errors import BadInputError, NotFoundError
from ...figures.rules import parse_period
from ...team import audit
from ...team.access import actor, signed_in
from ..build import today
from ..content.document import from_json
from ..exports.dhis2 import to_dhis2
from ..forms import EmptyForm
from . import dhis2_answer, dhis2_mapping, dhis2_secret, mail, store
from .forms import SendForm

bp = Blueprint("outgoing", __name__, url_prefix="/reports/outgoing")
MOST_CHOICES = 24


@dataclass(frozen=True)
class Place:
    """A server as the page shows it, with the form that sends a report there."""

    server: Any
    elements: int
    units: int
    data_set: str
    secret: bool
    form: SendForm


@dataclass(frozen=True)
class Sent:
    """A push as the page shows it."""

    row: Any
    report: str
    kind: str  # ok, look, wait
    state: str
    words: str
    conflicts: Sequence[tuple[str, str]] = ()


@bp.get("")
def outgoing() -> ResponseReturnValue:
    """Servers, what was sent to them, and notices."""
    with reading() as conn:
        places = [_place(conn, server) for server in store.servers(conn)]
        sent = [told(row) for row in store.pushes(conn)]
        notices = store.notices(conn)
    running = any(one.row.status != "failed" and not one.words for one in sent)
    labels = {one.id: parse_period(one.period, today()).label for one in notices}
    return render_template(
        "reports/outgoing.html", places=places, sent=sent, notices=notices, labels=labels, empty=EmptyForm(),
        mailing=mail.configured(current_app.config), running=running,
    )  # fmt: skip


@bp.post("/<int:number>/try")
def attempt(number: int) -> ResponseReturnValue:
    """A dry run: the server says what it would do, and changes nothing."""
    return _asked(number, dry=True)


@bp.post("/<int:number>/send")
def send(number: int) -> ResponseReturnValue:
    """The real thing."""
    return _asked(number, dry=False)


@bp.post("/push/<int:number>/again")
def again(number: int) -> ResponseReturnValue:
    """Asks for a push that failed once more."""
    with transaction() as conn:
        row = store.push(conn, number)
        if row is None:
            raise NotFoundError("There is no such push.")
        made = store.ask_push(
            conn, row.server_id, row.edition_id, bool(row.dry), signed_in().id, today(), now()
        )
        audit.record(conn, actor(), "sent to DHIS2 again", f"push {made} of edition {row.edition_id}")
    jobs.jobs().enqueue("dhis2", made)
    return redirect(url_for("outgoing.outgoing"), 303)


@bp.post("/notice/<int:number>/again")
def notice_again(number: int) -> ResponseReturnValue:
    """Asks for a notice that failed once more."""
    with transaction() as conn:
        store.notice_again(conn, number, now())
    jobs.jobs().enqueue("notice", number)
    return redirect(url_for("outgoing.outgoing"), 303)


@bp.get("/<int:number>/<int:edition>.json")
def payload(number: int, edition: int) -> ResponseReturnValue:
    """What would be sent, to look at before it is."""
    with reading() as conn:
        server: Any = store.server(conn, number)
        row = edition_for(conn, server, edition)
    made = to_dhis2(from_json(row.document), dhis2_mapping.from_text(server.mapping))
    with transaction() as conn:
        audit.record(conn, actor(), "downloaded DHIS2 payload", f"edition {edition} for server {number}")
    response: Response = make_response(json.dumps(made, indent=1))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="dhis2.json"'
    return response


def _asked(number: int, *, dry: bool) -> ResponseReturnValue:
    with transaction() as conn:
        server = store.server(conn, number)
        form = _form(conn, server)
        if not form.validate_on_submit():
            raise BadInputError("Choose a published report that may go to this server.")
        edition = form.edition.data
        push = store.ask_push(conn, number, edition, dry, signed_in().id, today(), now())
        audit.record(
            conn,
            actor(),
            "tried on DHIS2" if dry else "sent to DHIS2",
            f"edition {edition} to server {number}",
        )
    jobs.jobs().enqueue("dhis2", push)
    flash("It is on its way. What the server says stands below in a moment.", "ok")
    return redirect(url_for("outgoing.outgoing"), 303)


def edition_for(conn: Connection, server: Any, edition: int) -> Any:
    """A published edition that may go to a server. Raises NotFoundError."""
    row = store.edition_for(conn, edition, ("public", server.audience)) if server else None
    if row is None:
        raise NotFoundError("There is no such report for this server.")
    return row


def _form(conn: Connection, server: Any) -> SendForm:
    """The newest editions that may go to a server. Raises NotFoundError for one that is off."""
    if server is None or not server.active:
        raise NotFoundError("There is no such server, or it is switched off.")
    rows = store.editions_for(conn, ("public", server.audience))
    corrected = {row.corrects_id for row in rows}
    form = SendForm(prefix=f"s{server.id}")
    form.edition.choices = [
        (row.edition_id, _report(row)) for row in rows if row.edition_id not in corrected
    ][:MOST_CHOICES]
    return form


def _place(conn: Connection, server: Any) -> Place:
    mapping = dhis2_mapping.from_text(server.mapping)
    held = dhis2_secret.held(current_app.instance_path, server.id) is not None
    form = _form(conn, server) if server.active else SendForm(prefix=f"s{server.id}")
    return Place(server, len(mapping.elements), len(mapping.units), mapping.data_set, held, form)


def _report(row: Any) -> str:
    label = parse_period(row.period, row.published_on).label
    return f"{label}, {row.title or 'report'}" + (f", edition {row.number}" if row.number > 1 else "")


def told(row: Any) -> Sent:
    """How a push stands, in words."""
    report = f"{parse_period(row.period, row.asked_on).label}, edition {row.number}"
    if row.status == "done":
        summary = dhis2_answer.kept(row.summary)
        said = dhis2_answer.words(summary, dry=row.dry, same=row.same)
        if summary.ignored or summary.conflicts:
            return Sent(row, report, "look", "not all taken", said, summary.conflicts)
        return Sent(row, report, "ok", "tried" if row.dry else "taken", said)
    if row.status == "failed":
        return Sent(row, report, "look", "not sent", row.message)
    if row.message:
        return Sent(row, report, "wait", "waits", f"{row.message} Tried again by itself.")
    return Sent(row, report, "wait", "on its way", "")
