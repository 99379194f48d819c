"""Long work on editions in the worker: takes one, follows its steps, keeps the draft or publishes it."""

from __future__ import annotations

import hashlib
import json
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Row

from .. import jobs
from ..clock import now
from ..database import reading, transaction
from ..errors import (
    ConflictError,
    NotPublishedError,
    OutreachError,
    ReportFailedError,
    ReportStoppedError,
    WorkerEndingError,
)
from . import build, store
from .content.document import Document, from_json
from .editions import making, publishing
from .editions import store as editions

BEING_MADE = timedelta(days=1)  # a file is there before its draft is kept
MOVED_ON = "This report was sent on in the meantime. Nothing of it was changed."


@jobs.finds("report")
def unfinished() -> list[int]:
    """Work that waits or was cut off."""
    with reading() as conn:
        return store.unfinished(conn, now())


@jobs.does("report")
def make(number: int) -> None:
    """Does one piece of work unless another worker is at it. Every end of it stands in the store, in words."""
    with transaction() as conn:
        taken = store.claim(conn, number, now())
        row = store.report(conn, number)
    if not taken or row is None:
        return
    try:
        _do(row)
        _end(number)
    except ReportStoppedError:
        return
    except WorkerEndingError:
        with transaction() as conn:
            store.release(conn, number)
    except OutreachError as error:
        _failed(row, error)
    except Exception:
        _failed(row, ReportFailedError())
        raise  # the worker logs its type


def _do(work: Row[Any]) -> None:
    course = Course(work.id)
    with reading() as conn:
        edition = editions.edition(conn, work.edition_id)
    if work.purpose == "publish":
        publishing.publish(edition.id, work.member_id, course.say, course.go_on, work.id)
    else:
        draft(edition, course, figures=work.purpose == "draft")


class Course:
    """How far a piece of work is. Each word it says is a sign of life and a chance to stop.

    Raises ReportStoppedError when somebody has pressed Stop, WorkerEndingError when this process is to end.
    """

    def __init__(self, number: int) -> None:
        self._number, self._step = number, 0

    def say(self, name: str) -> None:
        """The next step begins."""
        self._step += 1
        self.go_on(step=min(self._step, making.STEPS), steps=making.STEPS, step_name=name[:40])

    def go_on(self, **values: object) -> None:
        """A sign of life."""
        jobs.jobs().go_on()
        with transaction() as conn:
            if not store.go_on(conn, self._number, now(), **values):
                raise ReportStoppedError()


def draft(edition: Row[Any], course: Any, figures: bool = True) -> None:
    """A new draft with the figures of now, or (not `figures`) with the same figures and the words of now."""
    begun, today = time.monotonic(), build.today()
    if figures or edition.document is None:
        document = making.figures_of(edition, today, course.say, course.go_on)
    else:
        document = from_json(edition.document)
    with reading() as conn:
        document = making.told(conn, edition, document, today, "draft")
    pdf = making.drawn(document, editions.wish_of(edition), course.say, course.go_on)
    course.say("Attacking it as an outsider would")
    file = making.read_file(pdf)
    proof = publishing.attacked(edition.audience, pdf, course.go_on) | {"file": file}
    write_file(draft_file(edition.id, document.to_json()), pdf)
    _keep(edition, document, proof, round(time.monotonic() - begun))
    if edition.document and edition.document != document.to_json():
        draft_file(edition.id, edition.document).unlink(missing_ok=True)


def _keep(edition: Row[Any], document: Document, proof: dict[str, Any], seconds: int) -> None:
    values = {
        "document": document.to_json(), "drafted_at": now(), "seconds": seconds, "pages": proof["file"]["pages"],
        "proof": json.dumps(proof, sort_keys=True), "changed": json.dumps(making.since(edition, document)),
    }  # fmt: skip
    with transaction() as conn:
        if not editions.keep_draft(conn, edition.id, **values):
            raise ConflictError(MOVED_ON)


def _end(number: int) -> None:
    with transaction() as conn:
        store.finish(conn, number)


def _failed(work: Row[Any], error: OutreachError) -> None:
    with transaction() as conn:
        store.fail(conn, work.id, error.message)
        if work.purpose == "publish" and isinstance(error, NotPublishedError | ReportFailedError):
            editions.in_trouble(conn, work.edition_id, error.message)


def draft_file(edition: int, document: str) -> Path:
    """Where the PDF of a draft lies: each draft has its own, so that what is approved is what was read."""
    digest = hashlib.sha256(document.encode()).hexdigest()[:16]
    return Path(current_app.instance_path) / "reports" / f"{edition}-{digest}.pdf"


def sweep() -> None:
    """Takes away what no draft needs any more: of editions that are published, and what a cut left behind."""
    with reading() as conn:
        kept = {draft_file(number, document) for number, document in store.drafts(conn)}
    just_made = (now() - BEING_MADE).timestamp()
    for path in (Path(current_app.instance_path) / "reports").glob("*"):
        if path not in kept and path.stat().st_mtime < just_made:
            path.unlink(missing_ok=True)


def write_file(path: Path, data: bytes) -> None:
    """The whole file or none, for this server's eyes only."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_suffix(".part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
