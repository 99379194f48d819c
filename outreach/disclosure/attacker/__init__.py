"""The attacker: somebody who wants to know a hidden number and holds every file that this audience was given.

It shares no code with the protection that it tests: own reading of the figures and of the PDF, own model, own programs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .attached import compare_files
from .drawn import Drawn
from .patience import Patience
from .printed import Printed
from .structure import Paper, UnreadableError, read_paper
from .tables import attack_tables
from .verdict import DIFFERS, EXACT, QUANTITY, SMALL, TWICE, Found, Verdict

__all__ = ["DIFFERS", "EXACT", "QUANTITY", "SMALL", "TWICE", "Found", "Verdict", "attack", "attack_tables"]


def attack(
    pdf: bytes,
    earlier: Sequence[bytes] = (),
    seconds: float = 60,
    beat: Callable[[], None] = lambda: None,
    *,
    told_more: bool = False,
) -> Verdict:
    """What a reader of a finished PDF can prove who holds the files published earlier, the oldest first.

    `told_more`: a reader of whom some of these files were meant to be read at a smaller threshold: that one counts.
    `beat` is called now and then; what it raises ends the attack and goes on to the caller.
    """
    patience = Patience(seconds, beat)
    try:
        papers = [read_paper(file) for file in (*earlier, pdf)]
    except UnreadableError:
        return Verdict(complete=False, notes=["a file cannot be read as a report with its figures attached"])
    verdict = Verdict()
    _compare(verdict, papers[-1])
    verdict.join(attack_tables([paper.figures for paper in papers], patience=patience, told_more=told_more))
    verdict.seconds = patience.passed
    return verdict


def _compare(verdict: Verdict, paper: Paper) -> None:
    printed = Printed(paper)
    verdict.add(printed.found())
    for place, drawing in enumerate(paper.drawings(), 1):
        verdict.add(Drawn(place, drawing, printed.k).found())
    found, notes = compare_files(paper)
    verdict.add(found)
    verdict.notes += notes
    verdict.complete = verdict.complete and not notes
