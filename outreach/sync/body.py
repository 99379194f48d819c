"""Reads a request's body without trusting its length, its type or its compression."""

from __future__ import annotations

import zlib
from typing import NamedTuple, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from ..errors import BadInputError, ForbiddenError, TooLargeError, UnsupportedMediaError
from .shapes import MOST_INFLATED, MOST_RAW

Shape = TypeVar("Shape", bound=BaseModel)


class Packed(NamedTuple):
    """A body as it came, not yet inflated or parsed."""

    raw: bytes
    zipped: bool


def take(request: Request, content_type: str) -> Packed:
    """The body's bytes, when its labels are right; no work is done on it before it is known who sent it.

    Raises UnsupportedMediaError, TooLargeError; ForbiddenError for requests of another site.
    """
    check_origin(request)
    if request.mimetype != content_type:
        raise UnsupportedMediaError(f"This address takes {content_type}.")
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"gzip", "identity"}:
        raise UnsupportedMediaError("This address takes gzip or no compression.")
    return Packed(_bounded(request), encoding == "gzip")


def unpack(packed: Packed, shape: type[Shape]) -> Shape:
    """The body as `shape`. Raises TooLargeError, BadInputError."""
    data = inflate(packed.raw) if packed.zipped else packed.raw
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        raise BadInputError(_where(error)) from None


def check_origin(request: Request) -> None:
    """Only our own app sends `X-Outreach`; a form or page of another site cannot, without asking first."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise ForbiddenError("Requests from other sites are not taken.")
    if request.headers.get("X-Outreach") != "1":
        raise ForbiddenError("The header X-Outreach: 1 is missing.")


def inflate(raw: bytes) -> bytes:
    """Gunzips at most MOST_INFLATED bytes. Raises TooLargeError above that, BadInputError when cut or broken."""
    machine = zlib.decompressobj(31)
    try:
        data = machine.decompress(raw, MOST_INFLATED + 1)
    except zlib.error:
        raise BadInputError("The body is not gzip.") from None
    if len(data) > MOST_INFLATED or machine.unconsumed_tail:
        raise TooLargeError()
    if not machine.eof or machine.unused_data:
        raise BadInputError("The body is cut, or something follows it.")
    return data


def _bounded(request: Request) -> bytes:
    if (request.content_length or 0) > MOST_RAW:
        raise TooLargeError()
    raw = request.stream.read(MOST_RAW + 1)
    if len(raw) > MOST_RAW:
        raise TooLargeError()
    return raw


def _where(error: ValidationError) -> str:
    """Which field is wrong and how, never what it held."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return "The body is not valid JSON."
    field = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part.isidentifier())[:40]
    return f"The field {field or '?'} is missing, unknown or has the wrong form ({first['type']})."
