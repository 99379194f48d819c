"""From wire to record: checks each item's form, opens its envelope and reads the record. Nothing here is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from ..errors import BadInputError, InvalidRecordError, SealError
from ..places.whereabouts import Known
from ..privacy import sealing
from ..privacy.codes import pseudonym
from ..privacy.current import keys, opener
from ..privacy.encoding import unb64
from ..privacy.redact import place
from ..privacy.sealing import Binding
from . import kinds
from .kinds import Parsed
from .rules import held_part
from .shapes import Item

_ITEM = TypeAdapter(Item)


@dataclass(slots=True)
class Arrival:
    """A well-formed item: `index` is its place in the batch, `part` what it adds to the running XOR.

    After opening either `parsed` is there, or `reason` says why not.
    """

    index: int
    binding: Binding
    uid: bytes
    env: bytes
    digest: bytes
    part: int
    parsed: Parsed | None = None
    reason: str | None = None


def well_formed(items: Sequence[Any], org: str) -> list[Arrival]:
    """The items that have the form of an item; the others stay on the phone as "needs help"."""
    return [arrival for i, raw in enumerate(items) if (arrival := _arrival(i, raw, org)) is not None]


def _arrival(index: int, raw: Any, org: str) -> Arrival | None:
    try:
        item = _ITEM.validate_python(raw)
        env = unb64(item.env)
    except (ValidationError, BadInputError):
        return None
    if len(env) < sealing.SMALLEST or len(env) > sealing.LARGEST:
        return None
    binding = Binding(item.v, org, item.key_id, item.device, item.id, item.n)
    uid, digest = bytes.fromhex(item.id.replace("-", "")), sealing.digest(binding, env)
    return Arrival(index, binding, uid, env, digest, held_part(uid, digest))


class Reader:
    """Opens and reads records. What records may refer to is loaded once and again when a record does not fit it."""

    def __init__(self, conn: Connection, today: date) -> None:
        self._conn = conn
        self._today = today
        self._fresh = False
        self._opener = opener()
        if keys().look_again():  # once a batch, not once a record
            self._opener.forget()
        self._held: tuple[date, Known] | None = current_app.extensions.get("outreach_known")

    def read_all(self, arrivals: Sequence[Arrival]) -> None:
        """Sets `parsed` or `reason` of each."""
        for arrival in arrivals:
            try:
                arrival.parsed = self.read(arrival.binding, arrival.env)
            except (SealError, InvalidRecordError) as error:
                arrival.reason = error.code[:20]

    def read(self, binding: Binding, env: bytes) -> Parsed:
        """The record in an envelope. Raises SealError when it cannot be opened, InvalidRecordError otherwise."""
        if binding.v != sealing.VERSION:
            raise InvalidRecordError(code="unknown_version")
        record = decoded(self._opener.open(binding, env))
        try:
            return self._parse(record)
        except InvalidRecordError:
            # Perhaps it names a zone, a site or an item that was added after the last look.
            if self._fresh:
                raise
            self._known(again=True)
            return self._parse(record)

    def check(self, record: Any) -> Parsed:
        """A record that was not sealed (a coordinator's). Raises InvalidRecordError."""
        self._known(again=True)
        return self._parse(record)

    def _parse(self, record: Any) -> Parsed:
        try:
            return kinds.parse(record, self._known())
        except InvalidRecordError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in the rules of one kind must not stop all others
            current_app.logger.error("the rules of a kind failed: %s", place(error))
            raise InvalidRecordError(code="failed") from None

    def _known(self, again: bool = False) -> Known:
        held = self._held
        if again or held is None or held[0] != self._today:
            self._held = held = (self._today, kinds.known(self._conn, self._today, pseudonym))
            current_app.extensions["outreach_known"] = held
            self._fresh = True
        return held[1]


def decoded(plain: bytes) -> Any:
    """The JSON inside. Raises InvalidRecordError with code "shape" when there is none."""
    try:
        return _JSON.decode(plain.decode())
    except (ValueError, RecursionError):
        raise InvalidRecordError(code="shape") from None


def _no_constant(_name: str) -> Any:
    raise ValueError("NaN and Infinity are no JSON")


_JSON = json.JSONDecoder(parse_constant=_no_constant)
