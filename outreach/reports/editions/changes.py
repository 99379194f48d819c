"""What is different between two editions, and what came after a period had closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.document import Document
from ..content.rules import Cell
from ..exports.lines import Lines


@dataclass(frozen=True)
class Change:
    """A printed number that is another one than before."""

    name: str
    was: str
    now: str


def differences(before: Document, after: Document, language: str = "en", most: int = 40) -> list[Change]:
    """Numbers that are printed in one of two editions and are not the same in the other, sums first."""
    keys = [at for at in {**before.cells, **after.cells} if before.cells.get(at) != after.cells.get(at)]
    keys.sort(key=lambda at: (len(at.where), str(at)))
    old, new = Lines(before, language), Lines(after, language)
    return [
        Change((new if at in after.cells else old).said(at), _label(before.cell(at)), _label(after.cell(at)))
        for at in keys[:most]
    ]


def _label(cell: Cell) -> str:
    return cell.label if cell.mark != "none" else "not in it"


def late_entries(now: int, mine: int, told: Sequence[int], k: int) -> int | None:
    """How many more contacts of a closed period there are than this audience was told (`mine`), or None: not told.

    `told` are the totals that anybody was ever told. A reader who holds two reports subtracts them: the new total is
    told only when it is the same as, or at least `k` away from, each of them.
    """
    change = now - mine
    if abs(change) < k or any(0 < abs(now - other) < k for other in told):
        return None
    return change
