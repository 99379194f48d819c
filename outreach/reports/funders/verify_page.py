"""The public page that says whether a file is one of our editions, and nothing else."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row
from werkzeug.datastructures import FileStorage

from ...database import reading
from ...figures.rules import parse_period
from ...team import attempts
from ...team.access import keyed
from ...team.rules import address_prefix
from ..editions import store as editions
from ..forms import VerifyForm

bp = Blueprint("verify", __name__)
TRIES = 60  # per network and quarter of an hour; a SHA-256 cannot be guessed, the limit spares the server
_HASH = re.compile(r"[0-9a-f]{64}")


@bp.get("/verify")
def page() -> ResponseReturnValue:
    """Upload a file or paste its SHA-256."""
    return render_template("reports/verify.html", form=VerifyForm(), answer=None)


@bp.post("/verify")
def check() -> ResponseReturnValue:
    """Says which edition it is, or that it is not ours."""
    attempts.count({keyed(f"verify|{address_prefix(request.remote_addr)}"): TRIES})
    form = VerifyForm()
    digest = _digest(form) if form.validate_on_submit() else None
    if digest is None:
        if not form.errors:
            form.hash.errors = ["Choose a file, or paste the 64 signs of its SHA-256."]
        return render_template("reports/verify.html", form=form, answer=None), 400
    with reading() as conn:
        answer = _answer(conn, digest)
    return render_template("reports/verify.html", form=VerifyForm(formdata=None), answer=answer)


def _digest(form: VerifyForm) -> bytes | None:
    """SHA-256 of the uploaded file, or the one that was pasted; None when there is neither."""
    upload = form.file.data
    if isinstance(upload, FileStorage) and upload:
        digest = hashlib.sha256()
        while piece := upload.stream.read(65536):
            digest.update(piece)
        return digest.digest()
    told = re.sub(r"[\s:]", "", form.hash.data or "").lower().removeprefix("sha256")
    return bytes.fromhex(told) if _HASH.fullmatch(told) else None


def _answer(conn: Connection, digest: bytes) -> dict[str, Any]:
    row: Row[Any] | None = editions.by_hash(conn, digest)
    found: dict[str, Any] = {"sha256": digest.hex(), "organisation": editions.organisation(conn), "row": row}
    if row is None:
        return found
    newer = editions.corrected_by(conn, row.edition_id)
    return found | {
        "period": parse_period(row.period).label,
        "corrected": newer is not None,
        "figures": bytes(row.figures_sha256) == digest,
    }
