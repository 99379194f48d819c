"""What a DHIS2 server said to what we sent, as it documents its import summary, in words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .dhis2_client import Answer, SendingError

MOST_CONFLICTS, LONGEST = 50, 300
COUNTS = ("imported", "updated", "ignored", "deleted")


@dataclass(frozen=True)
class Summary:
    """Numbers of values that were taken, and what the server found wrong."""

    imported: int = 0
    updated: int = 0
    ignored: int = 0
    deleted: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)  # the object, and what is wrong with it

    @property
    def changed(self) -> int:
        """How many values are different there now."""
        return self.imported + self.updated + self.deleted

    def plus(self, other: Summary) -> Summary:
        """Two answers to one push."""
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Summary(**counts, conflicts=[*self.conflicts, *other.conflicts][:MOST_CONFLICTS])

    def to_text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))


def kept(text: str) -> Summary:
    """What was kept."""
    told = json.loads(text)
    return Summary(**told | {"conflicts": [(one[0], one[1]) for one in told.get("conflicts", [])]})


def words(summary: Summary, *, dry: bool, same: bool) -> str:
    """ "31 values: 28 are new, 3 changed." or "Nothing changed: the server holds the same values." """
    if not dry and not summary.ignored and (same or not summary.changed):
        return "Nothing changed: the server holds the same values already."
    verbs = _WOULD if dry else _DID
    parts = [f"{count} {verb}" for name, verb in verbs.items() if (count := getattr(summary, name))]
    return f"{'Only tried: ' if dry else ''}{', '.join(parts) or 'nothing would change'}."


_DID = {"imported": "new", "updated": "changed", "deleted": "taken away", "ignored": "not taken"}
_WOULD = {
    "imported": "would be new", "updated": "would change", "deleted": "would be taken away",
    "ignored": "would not be taken",
}  # fmt: skip


def read(answer: Answer) -> Summary:
    """The summary of an answer. Raises SendingError in words when there is none."""
    told = _json(answer)
    if answer.status in _PLAIN:
        raise SendingError(_PLAIN[answer.status], again=False)
    if answer.status >= 500 or answer.status in (408, 429):
        raise SendingError(f"The server has trouble of its own ({answer.status}).", again=True)
    inner = told.get("response") if isinstance(told.get("response"), dict) else told
    count = inner.get("importCount") if isinstance(inner, dict) else None
    if not isinstance(count, dict):
        raise SendingError(_without_summary(answer.status, told), again=False)
    counts = {name: _number(count.get(name)) for name in COUNTS}
    return Summary(**counts, conflicts=_conflicts(inner))


_PLAIN = {
    401: "The server does not know us: the token, or the name and password, are wrong or have run out.",
    403: "The server knows us, but we may not write data values there. Ask its administrator.",
    404: "There is no DHIS2 at this address. Check the path, for example https://example.org/dhis",
    413: "The server takes no payload of this size. Map fewer elements, or split the mapping in two.",
    415: "The server takes no JSON. It may be too old.",
}


def _json(answer: Answer) -> Mapping[str, Any]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    return told if isinstance(told, dict) else {}


def _without_summary(status: int, told: Mapping[str, Any]) -> str:
    said = str(told.get("message") or "")[:LONGEST]
    if said and status >= 400:
        return f"The server refused it: {said}"
    return (
        "Something answered, but not as DHIS2 does. Check the address; nothing is known to have been stored."
    )


def _conflicts(summary: Mapping[str, Any] | Any) -> list[tuple[str, str]]:
    listed = summary.get("conflicts") or []
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [
        (str(one.get("object") or "")[:LONGEST], str(one.get("value") or "")[:LONGEST])
        for one in found[:MOST_CONFLICTS]
    ]


def _number(value: Any) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
