"""Decisions of the protocol that need neither Flask nor the store."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

MOST_GAPS = 500
MOST_N = 2**24 - 1
GENERATION = 2**24  # more than any n: a re-enrolled phone's amendments outrank those of its former self
FLOOD = 10  # times the daily limit: from there on nothing more is taken that day


class Span(NamedTuple):
    """Numbers first … last that never arrived."""

    first: int
    last: int


def held_part(uid: bytes, digest: bytes) -> int:
    """What one stored item adds to a phone's running XOR."""
    return int.from_bytes(sha256(uid + digest).digest(), "big")


def combine(held: bytes, parts: Iterable[int]) -> bytes:
    """The running XOR after these items. The order does not matter."""
    total = int.from_bytes(held, "big")
    for part in parts:
        total ^= part
    return total.to_bytes(32, "big")


def close_gaps(gaps: list[Span], top: int, arrived: Iterable[int]) -> tuple[list[Span], int]:
    """Gaps and highest number after these numbers arrived. `top` is the highest number so far (0: none)."""
    spans = list(gaps)
    for n in sorted(set(arrived)):
        if n > top:
            if n > top + 1:
                spans.append(Span(top + 1, n - 1))
            top = n
            continue
        place = (
            bisect_right(spans, (n, MOST_N)) - 1
        )  # spans stay sorted, so this is the only one that may hold n
        if place >= 0 and n <= spans[place].last:
            spans[place : place + 1] = _without(spans[place], n)
    return spans, top


def _without(span: Span, n: int) -> list[Span]:
    parts = (Span(span.first, n - 1), Span(n + 1, span.last))
    return [part for part in parts if part.first <= part.last]


def missing(gaps: Iterable[Span], top: int, next_n: int, left: int) -> list[int]:
    """Numbers that the phone used and the server never stored, at most MOST_GAPS.

    Numbers above the highest that arrived count only when the phone has nothing left to send.
    """
    spans = list(gaps)
    if left == 0 and next_n - 1 > top:
        spans.append(Span(top + 1, next_n - 1))
    numbers: list[int] = []
    for span in spans:
        numbers.extend(range(span.first, min(span.last + 1, span.first + MOST_GAPS - len(numbers))))
        if len(numbers) >= MOST_GAPS:
            break
    return numbers


def command(*, revoked: bool, clone: bool, left: int, all_taken: bool) -> str | None:
    """What the phone must do: `lock` while it still holds something, `wipe` when all has arrived, `enrol` again."""
    if revoked:
        return "wipe" if left == 0 and all_taken else "lock"
    return "enrol" if clone else None


def outdated(newest_seq: int, high_water: int, acked_seq: int) -> bool:
    """Whether the store is older than it once was: a file outside of it, or a phone, saw a later receipt."""
    return newest_seq < max(high_water, acked_seq)


def amendment_rank(n: int, generations: int) -> int:
    """The rank of a phone's record: the highest n wins, and a successor's come after its former self's."""
    return generations * GENERATION + n
