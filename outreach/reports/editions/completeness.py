"""Which phones may still hold records of a period, in words and bands that point at nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..words import day

BANDS = (("none", 0), ("few", 9), ("some", 49))  # at most so many unsent records; more than that: "many"
SAID = {
    "none": "it knew of nothing left to send",
    "few": "it had fewer than ten records left to send",
    "some": "it had some tens of records left to send",
    "many": "it had many records left to send",
}


def told(phones: Sequence[tuple[date | None, int]]) -> list[dict[str, Any]]:
    """The phones that had not proven what they hold: day of the last proof and a band of what they may hold."""
    rows = [{"proof": proof.isoformat() if proof else "", "holds": band(left)} for proof, left in phones]
    return sorted(rows, key=lambda row: row["proof"])


def band(records: int) -> str:
    """How many records, so coarsely that no shift can be told from another."""
    return next((name for name, most in BANDS if records <= most), "many")


def sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """One sentence per phone; it has no name here, for names can be those of workers."""
    return [_sentence(row) for row in rows]


def _sentence(row: Mapping[str, Any]) -> str:
    if not row["proof"]:
        return "One phone never proved what it holds."
    since = day(date.fromisoformat(row["proof"]))
    return f"One phone proved what it holds on {since} for the last time; {SAID[row['holds']]}."
