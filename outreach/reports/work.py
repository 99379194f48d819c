"""Makes one report in the worker: takes it, follows its steps, puts the file in the private folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from flask import current_app

from .. import jobs
from ..clock import now
from ..database import reading, transaction
from ..errors import OutreachError, ReportFailedError, ReportStoppedError, WorkerEndingError
from . import build, store
from .rules import Wish


@jobs.finds("report")
def unfinished() -> list[int]:
    """Reports that wait or were cut off."""
    with reading() as conn:
        return store.unfinished(conn, now())


@jobs.does("report")
def make(number: int) -> None:
    """Makes one report unless another worker is at it. Every end of it stands in the store, in words."""
    with transaction() as conn:
        taken = store.claim(conn, number, now())
        row = store.report(conn, number)
    if not taken or row is None:
        return
    try:
        pdf = _drawn(number, Wish(row.period, row.threshold, row.paper))
        _keep(number, pdf)
    except ReportStoppedError:
        return
    except WorkerEndingError:
        with transaction() as conn:
            store.release(conn, number)
    except OutreachError as error:
        _failed(number, error.message)
    except Exception:
        _failed(number, ReportFailedError.message)
        raise  # the worker logs its type


def _drawn(number: int, wish: Wish) -> bytes:
    def progress(step: int, name: str) -> None:
        _go_on(number, step=step, steps=build.STEPS, step_name=name)

    pdf, _complaints = build.make(wish, progress, lambda: _go_on(number))
    return pdf


def _go_on(number: int, **values: object) -> None:
    """Raises ReportStoppedError when somebody has pressed Stop, WorkerEndingError when this process is to end."""
    jobs.jobs().go_on()
    with transaction() as conn:
        if not store.go_on(conn, number, now(), **values):
            raise ReportStoppedError()


def _keep(number: int, pdf: bytes) -> None:
    path = file_of(number)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_suffix(".part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    with transaction() as conn:
        store.finish(conn, number, hashlib.sha256(pdf).digest())


def _failed(number: int, message: str) -> None:
    with transaction() as conn:
        store.fail(conn, number, message)


def file_of(number: int) -> Path:
    """Where the PDF of a report lies; its name says nothing."""
    return Path(current_app.instance_path) / "reports" / f"{number}.pdf"
