"""A report template as a file: what `outreach report template` prints and takes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from ...errors import InvalidTemplateError
from ...places import store as places
from ..indicators.shelf import shelf
from ..sending.store import servers
from .rules import ReportTemplate

_SHAPE = TypeAdapter(ReportTemplate)
_FIELDS = asdict(ReportTemplate(""))


def to_json(template: ReportTemplate) -> str:
    """All that it says, but not its number: a file may be taken to another server."""
    said = asdict(template)
    del said["id"]
    return json.dumps(said, ensure_ascii=False, indent=2)


def from_json(conn: Connection, text: str, number: int = 0) -> ReportTemplate:
    """The template of a file under `number`; what the file does not say is as in a new template.

    Raises InvalidTemplateError, whose code names the field: a word that is unknown, a value of another kind, or a zone,
    site, pack, indicator or server that this programme does not have.
    """
    try:
        said = json.loads(text)
        strange = _strange(said, _FIELDS)
        if strange:
            raise InvalidTemplateError(f"There is no “{strange}” in a template. Take it out.", code=strange)
        one = replace(_SHAPE.validate_json(text), id=number)
    except ValidationError as error:
        field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise InvalidTemplateError(f"“{field}” is missing or not as in a template.", code=field) from None
    except (ValueError, AttributeError):
        raise InvalidTemplateError(
            "This file is not a template. Print one to see its form: outreach report template 0", code="file"
        ) from None
    _check_names(conn, one)
    return one


def _strange(said: dict[str, Any], known: dict[str, Any]) -> str:
    """The first name that no template has; "" when all are known."""
    for name, value in said.items():
        if name not in known or name == "id":
            return name
        inside = isinstance(known[name], dict) and _strange(value, known[name])
        if inside:
            return f"{name}.{inside}"
    return ""


def _check_names(conn: Connection, one: ReportTemplate) -> None:
    packs = shelf().packs
    here: dict[str, tuple[Iterable[Any], Iterable[Any]]] = {
        "packs": (one.packs, packs),
        "indicators": (
            one.indicators,
            {f"{p}:{i.code}" for p, pack in packs.items() for i in pack.indicators},
        ),
        "scope.zones": (one.scope.zones, places.zone_names(conn)),
        "scope.sites": (one.scope.sites, places.site_names(conn)),
        "dhis2": ([one.dhis2] if one.dhis2 else [], [server.name for server in servers(conn)]),
    }
    for field, (named, known) in here.items():
        for name in named:
            if name not in known:
                raise InvalidTemplateError(f"“{field}” names {name}, which is not here.", code=field)
