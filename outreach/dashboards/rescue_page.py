"""Taking in a phone's rescue file: sealed items that could not be synced."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..database import reading, transaction
from ..errors import BadInputError, TooManyError
from ..sync import rescue
from ..sync.rescue import Taken
from ..team import access, audit
from ..team.forms import PlainForm
from . import reasons
from .page import today
from .words import plural

STATUSES = {
    "stored": "new, and counted",
    "duplicate": "here already: it counts once",
    "quarantined": "kept, but waits for your decision",
    "conflict": "here already with other content; both are kept",
    "rejected": "could not be read; it stays on the phone",
}


def register(bp: Blueprint) -> None:
    """Adds these pages to the desk's blueprint."""
    bp.add_url_rule("/phones/rescue", view_func=rescue_file, methods=["GET", "POST"])


def rescue_file() -> ResponseReturnValue:
    """The form, and what became of a file."""
    if request.method == "GET":
        return render_template("dashboards/rescue.html", problem=None, taken=None)
    PlainForm().validate_on_submit()
    upload = request.files.get("file")
    try:
        taken = _taken(upload.read(rescue.LARGEST + 1) if upload else b"")
    except (BadInputError, TooManyError) as error:
        return render_template("dashboards/rescue.html", problem=error.message, taken=None), 400
    return render_template("dashboards/rescue.html", problem=None, taken=taken, **_shown(taken))


def _taken(raw: bytes) -> Taken:
    if not raw:
        raise BadInputError("Choose the rescue file first.")
    file = rescue.read(raw)
    with reading() as conn:
        phone = rescue.sender(conn, file)
    access.own(access.signed_in(), phone.team_id)
    taken = rescue.take_in(file, today())
    new = sum(one["status"] == "stored" for one in taken.results)
    with transaction() as conn:
        audit.record(
            conn,
            access.actor(),
            "took in a rescue file",
            f"phone {phone.id}, {new} of {len(taken.results)} new",
        )
    return taken


def _shown(taken: Taken) -> dict[str, Any]:
    counts = Counter(one["status"] for one in taken.results)
    why = Counter(one.get("code") for one in taken.results if one.get("code"))
    return {
        "lines": [(words, counts[status]) for status, words in STATUSES.items() if counts[status]],
        "why": [(reasons.in_words(code), count) for code, count in why.most_common()],
        "sum": plural(len(taken.results), "item"),
        "waits": counts["quarantined"] + counts["conflict"],
        "again": bool(taken.results) and counts["duplicate"] == len(taken.results),
    }
