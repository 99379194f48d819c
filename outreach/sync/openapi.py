"""The API described for programs (OpenAPI 3.1), made from the shapes that check it."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .shapes import ACK_TYPE, BATCH_TYPE, Ack, Batch, EnrolReply, EnrolRequest, Item, Problem, RescueFile

SHAPES: tuple[type[BaseModel], ...] = (Batch, Item, Ack, RescueFile, EnrolRequest, EnrolReply, Problem)
PROBLEMS = {
    400: "Cannot be read",
    401: "No valid credential",
    403: "Not allowed",
    410: "Used or expired",
    413: "Too large, also after inflating",
    415: "Another content type or encoding",
    429: "Too many; see Retry-After",
    503: "Busy; nothing is lost; see Retry-After",
}


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    _, schemas = models_json_schema(
        [(s, "validation") for s in SHAPES], ref_template="#/components/schemas/{model}"
    )
    for shape in ("Batch", "RescueFile"):
        schemas["$defs"][shape]["properties"]["items"]["items"] = _ref("Item")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Outreach phone API", "version": "1", "description": "See PROTOCOL.md."},
        "paths": _paths(),
        "components": {"schemas": schemas["$defs"], "securitySchemes": _schemes()},
    }


def _paths() -> dict[str, Any]:
    header = {"name": "X-Outreach", "in": "header", "required": True, "schema": {"const": "1"}}
    return {
        "/api/v1/sync": {
            "post": {
                "summary": "Push sealed records",
                "security": [{"device": []}],
                "parameters": [
                    header,
                    {"name": "Content-Encoding", "in": "header", "schema": {"enum": ["gzip"]}},
                ],
                "requestBody": _content(BATCH_TYPE, "Batch"),
                "responses": _responses(ACK_TYPE, "Ack", 400, 401, 403, 413, 415, 429, 503),
            }
        },
        "/api/v1/enrol": {
            "post": {
                "summary": "Use up an enrolment link",
                "security": [],
                "parameters": [header],
                "requestBody": _content("application/json", "EnrolRequest"),
                "responses": _responses("application/json", "EnrolReply", 400, 403, 410, 413, 415, 429, 503),
            }
        },
        "/api/v1/reference": {
            "get": {
                "summary": "Zones, sites, catalogue, directory, codes, key ring",
                "security": [{"reference": []}],
                "parameters": [{"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}],
                "responses": {
                    "200": {"description": "Reference data", "content": {"application/json": {"schema": {}}}},
                    "304": {"description": "Unchanged"},
                    **_problems(401, 403),
                },
            }
        },
    }


def _content(content_type: str, shape: str) -> dict[str, Any]:
    return {"required": True, "content": {content_type: {"schema": _ref(shape)}}}


def _responses(content_type: str, shape: str, *problems: int) -> dict[str, Any]:
    good = {"description": "Done", "content": {content_type: {"schema": _ref(shape)}}}
    return {"200": good, **_problems(*problems)}


def _problems(*statuses: int) -> dict[str, Any]:
    content = {"application/json": {"schema": _ref("Problem")}}
    return {str(status): {"description": PROBLEMS[status], "content": content} for status in statuses}


def _ref(shape: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape}"}


def _schemes() -> dict[str, Any]:
    return {
        name: {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": f"{name.title()} <id>.<token>",
        }
        for name in ("device", "reference")
    }
