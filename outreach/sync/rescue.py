"""A phone's rescue file, brought to the desk: its sealed items go the way that a sync goes, and are judged the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from secrets import token_urlsafe
from typing import Any, ClassVar, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, Row

from ..database import reading
from ..errors import BadInputError
from ..team import devices
from ..team.meta import meta
from . import intake
from .shapes import MOST_ITEMS, Batch, Held, RescueFile

LARGEST = 8 * 1024 * 1024


class ByHand(Batch):
    """A batch that the phone itself did not send: it says nothing about how the phone stands."""

    by_phone: ClassVar[bool] = False


class Taken(NamedTuple):
    """What became of a file: its phone, and the results of its items in their order, as a phone is told them."""

    phone: Row[Any]
    results: list[dict[str, Any]]


def read(raw: bytes) -> RescueFile:
    """The file as it was saved by the app. Raises BadInputError, saying what to do."""
    if len(raw) > LARGEST:
        raise BadInputError("This file is larger than 8 MB. A rescue file never is: choose the right one.")
    try:
        return RescueFile.model_validate(json.loads(raw.decode("utf-8")))
    except (ValueError, RecursionError, ValidationError):
        raise BadInputError(
            "This is not a rescue file, or it was cut on its way. Save it on the phone once more, under “What is safe”."
        ) from None


def sender(conn: Connection, file: RescueFile) -> Row[Any]:
    """The phone that saved the file. Raises BadInputError for another organisation's file or an unknown phone."""
    if file.org != meta(conn, "org"):
        raise BadInputError("This file comes from a phone of another organisation. Nobody here can open it.")
    row = devices.by_uid(conn, file.device)
    if row is None:
        raise BadInputError(
            "This server does not know the phone that saved this file. Ask which server it syncs with."
        )
    return row


def take_in(file: RescueFile, today: date) -> Taken:
    """Stores and counts what is new. Repeating it changes nothing.

    Raises BadInputError as `sender` does, TooManyError, UnavailableError; what was taken in before that stays.
    """
    with reading() as conn:
        phone = sender(conn, file)
    results: list[dict[str, Any]] = []
    for batch in _batches(file, phone):
        results += intake.receive(batch, phone, today).results
    return Taken(phone, results)


def _batches(file: RescueFile, phone: Row[Any]) -> Iterator[Batch]:
    held = Held(count=0, digest="0" * 64)
    for start in range(0, len(file.items), MOST_ITEMS):
        yield ByHand(
            v=1, device=file.device, nonce=token_urlsafe(12), epoch=None, acked_seq=0, held=held, left=phone.left,
            next_n=max(phone.next_n, 1), items=file.items[start : start + MOST_ITEMS],
        )  # fmt: skip
