"""Sends published editions to DHIS2 servers, in the worker: tried again with patience, the same thing each time.

A push says CREATE_AND_UPDATE, so that doing it twice changes nothing. What an older edition of the same report sent
and this one no longer says (because it is hidden now) is deleted there, or it would stay for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app

from ... import jobs
from ...clock import now
from ...database import reading, transaction
from ...errors import OutreachError
from ..content.document import from_json
from ..exports.dhis2 import Mapped, to_dhis2
from . import dhis2_answer, dhis2_client, dhis2_mapping, dhis2_secret, store
from .dhis2_answer import Summary

# After a try that may go better later; after the last of them it has failed, and is asked for by hand.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
_PLACE = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo")
NOT_HERE = "The token or password of this server is not on this machine. An administrator enters it again."
NOTHING = "No number of this report goes there: what is mapped is hidden in it, or is not part of it."
CORRECTED = "This edition was corrected since. Send the newest one."
GONE = "This server is switched off, or the report was never published."


class PushFailedError(OutreachError):
    """A push that will not go better by itself."""

    status = 409
    code = "push_failed"


@dataclass(frozen=True)
class Parcel:
    """What is to be sent: the values of an edition, and those of older editions that are to be taken away."""

    mapping: Mapped
    payload: dict[str, Any]
    values: list[dict[str, str]]
    gone: list[dict[str, str]]
    same: bool


@jobs.finds("dhis2")
def due() -> list[int]:
    """Pushes whose time has come, and those that were cut off."""
    with reading() as conn:
        return store.due_pushes(conn, now())


@jobs.does("dhis2")
def make(number: int) -> None:
    """One try of a push; every end of it stands in the store, in words."""
    with transaction() as conn:
        taken = store.take_push(conn, number, now())
        row = store.push(conn, number)
    if not taken or row is None:
        return
    try:
        parcel, server = _packed(row)
        summary = _sent(server, parcel, bool(row.dry))
    except dhis2_client.SendingError as error:
        _put_off(row, error)
    except OutreachError as error:
        _end(number, status="failed", message=error.message[:400])
    except Exception:
        _end(
            number,
            status="failed",
            message="This push ended in an error of our own. Nothing is lost; try it again.",
        )
        raise  # the worker logs its type
    else:
        _end(number, status="done", message="", summary=summary.to_text(), same=parcel.same,
             sent=json.dumps(parcel.values, sort_keys=True))  # fmt: skip


def _packed(row: Any) -> tuple[Parcel, Any]:
    """What goes where. Raises PushFailedError or BadInputError."""
    with reading() as conn:
        server = store.server(conn, row.server_id)
        edition = store.edition_for(conn, row.edition_id, ("public", server.audience)) if server else None
        if server is None or edition is None or not server.active:
            raise PushFailedError(GONE)
        if store.same_report(conn, row.edition_id)[0].edition_id != row.edition_id:
            raise PushFailedError(CORRECTED)
        before = store.sent_before(conn, row)
    mapping = dhis2_mapping.from_text(server.mapping)
    return parcel(mapping, to_dhis2(from_json(edition.document), mapping), before), server


def parcel(mapping: Mapped, payload: dict[str, Any], before: Sequence[str]) -> Parcel:
    """Compares what is to be sent with what was sent before. Raises PushFailedError when there is nothing."""
    values = sorted(_whole(payload), key=lambda value: [value.get(part, "") for part in _PLACE])
    if not values:
        raise PushFailedError(NOTHING)
    here = {_place(value) for value in values}
    earlier = [value for text in before for value in json.loads(text)]
    gone = {_place(value): value for value in earlier if _place(value) not in here}
    return Parcel(
        mapping, payload, values, list(gone.values()), bool(before) and json.loads(before[0]) == values
    )


def _whole(payload: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Each value with its period and unit, whichever form the payload has."""
    outer = {name: payload[name] for name in ("period", "orgUnit", "attributeOptionCombo") if name in payload}
    for value in payload["dataValues"]:
        yield {**outer, **value}


def _place(value: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(value.get(part, "") for part in _PLACE)


def _sent(server: Any, parcel: Parcel, dry: bool) -> Summary:
    """Sends the values, then takes away what is hidden now. Raises SendingError."""
    summary = _post(server, parcel.mapping, parcel.payload, "CREATE_AND_UPDATE", dry)
    if parcel.gone:
        summary = summary.plus(_post(server, parcel.mapping, {"dataValues": parcel.gone}, "DELETE", dry))
    return summary


def _post(server: Any, mapping: Mapped, payload: Mapping[str, Any], strategy: str, dry: bool) -> Summary:
    access = dhis2_secret.held(current_app.instance_path, server.id)
    if access is None:
        raise PushFailedError(NOT_HERE)
    schemes = ("dataElementIdScheme", "orgUnitIdScheme", "categoryOptionComboIdScheme", "dataSetIdScheme")
    query = {"importStrategy": strategy, "dryRun": str(dry).lower(), **dict.fromkeys(schemes, mapping.scheme)}
    own = current_app.config["DHIS2_OWN_HOSTS"]
    return dhis2_answer.read(dhis2_client.send(server.url, access, payload, query, own))


def _put_off(row: Any, error: dhis2_client.SendingError) -> None:
    """Waits for a better moment, or gives up when it will not get better."""
    if not error.again or row.tries > len(PAUSES):
        _end(row.id, status="failed", message=f"{error.message} Nothing is lost: the report stays as it is.")
    else:
        _end(row.id, status="waiting", message=error.message, next_at=now() + PAUSES[row.tries - 1])


def _end(number: int, **values: Any) -> None:
    with transaction() as conn:
        store.end_push(conn, number, **values)
