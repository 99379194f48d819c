"""The API of phones: push, enrol, reference data, and its own description."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from ..clock import now, programme_day
from ..database import reading, transaction
from ..errors import ForbiddenError, UnauthenticatedError
from ..privacy.current import keys
from ..privacy.encoding import b64
from ..team import attempts, enrolment
from ..team.access import keyed
from ..team.meta import metas
from ..team.rules import address_prefix
from . import body, intake, openapi, reference
from .credentials import authenticated
from .intake import Answer
from .shapes import ACK_TYPE, BATCH_TYPE, Batch, EnrolRequest

bp = Blueprint("sync", __name__, url_prefix="/api/v1")
ENROL_TRIES = 20  # per network and quarter of an hour; a secret has 128 random bits


@bp.post("/sync")
def sync() -> ResponseReturnValue:
    """Takes a batch of sealed records."""
    packed = body.take(request, BATCH_TYPE)
    with reading() as conn:
        sender = authenticated(conn, request, "Device")
        batch = body.unpack(packed, Batch)
        work = intake.prepared(conn, batch, sender, today())
    answer = intake.finished(work)
    return _json(_ack(batch, answer), ACK_TYPE)


@bp.post("/enrol")
def enrol() -> ResponseReturnValue:
    """Uses up an enrolment link."""
    attempts.count({keyed(f"enrol|{address_prefix(request.remote_addr)}"): ENROL_TRIES})
    asked = body.unpack(body.take(request, "application/json"), EnrolRequest)
    with transaction() as conn:
        joined = enrolment.join(conn, asked.secret, now(), today())
        facts = metas(conn, ("org", "org_name"))
    ring = keys().ring(today())
    signing = {"signing_key": b64(keys().signing_point()), "ring": b64(ring.data), "sig": b64(ring.signature)}
    return jsonify(v=1, **facts, **joined._asdict(), **signing)


@bp.get("/reference")
def reference_data() -> ResponseReturnValue:
    """What a phone shows: zones, sites, catalogue, directory, codes. No participant data ever."""
    with reading() as conn:
        device = authenticated(conn, request, "Reference")
        if device.status == "revoked":
            raise UnauthenticatedError("This phone was revoked. Ask your coordinator.")
        if device.status == "pending":
            raise ForbiddenError("The six digits of this phone were not entered yet.", code="pending")
        answer = reference.build(conn, device, keys().ring(today()))
    response = _json(answer, "application/json")
    response.set_etag(reference.tag(answer))
    return response.make_conditional(request)


@bp.get("/openapi.json")
def description() -> ResponseReturnValue:
    """The OpenAPI description of this API."""
    return jsonify(openapi.document())


def today() -> date:
    """The programme's date."""
    return programme_day(current_app.config["TIMEZONE"], current_app.config["DAY_ENDS_HOUR"])


def _ack(batch: Batch, answer: Answer) -> dict[str, Any]:
    ack: dict[str, Any] = {
        "v": 1,
        "nonce": batch.nonce,
        "epoch": answer.facts.epoch,
        "durable_seq": answer.facts.durable_seq,
        "results": answer.results,
        "gaps": answer.gaps,
        "held": {"count": answer.held_count, "digest": answer.held_digest.hex()},
    }
    return ack | {"cmd": answer.cmd} if answer.cmd else ack


def _json(content: dict[str, Any], content_type: str) -> Response:
    """JSON without spaces, gzipped where the phone can read it."""
    data = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    response = Response(data, content_type=content_type)
    response.vary.add("Accept-Encoding")
    if len(data) > 400 and request.accept_encodings["gzip"]:
        response.set_data(_gzipped(data))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _gzipped(data: bytes) -> bytes:
    # Z_FILTERED: short matches inside random digests cost more bytes than they save.
    machine = zlib.compressobj(6, zlib.DEFLATED, 31, 9, zlib.Z_FILTERED)
    return machine.compress(data) + machine.flush()


blueprints = (bp,)
