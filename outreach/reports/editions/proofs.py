"""The five proofs that stand beside an edition before it goes out, each with its state and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..words import day
from . import completeness, life
from .life import Standing


@dataclass(frozen=True)
class Step:
    """One of the five proofs: its state ("ok", "wait", "look", "off"), what it is, and the words below it."""

    state: str
    title: str
    words: str


def steps(here: Standing) -> list[Step]:
    """The five proofs and their state."""
    return [_closed(here), _phones(here), _nobody(here), _file(here), _second(here)]


def _closed(here: Standing) -> Step:
    if not here.closed:
        return Step(
            "wait",
            "Period not closed yet",
            f"It closes on {day(here.closes_on)}: until then records still come in.",
        )
    if here.document is not None and not here.drafted_after_closing:
        return Step(
            "look",
            "Draft from before the closing",
            "Make it again: the figures of the closing day are not in it.",
        )
    late = [row for row in (here.document.late if here.document else ()) if row.get("value")]
    words = "What comes now is told in the next report."
    told = f" {len(late)} earlier periods have late entries in this one." if len(late) > 1 else ""
    told = " One earlier period has late entries in this one." if len(late) == 1 else told
    return Step("ok", "Period closed", f"Since {day(here.closes_on)}. {words}{told}")


def _phones(here: Standing) -> Step:
    if here.document is None:
        return Step("wait", "Phones", "Told with the first draft.")
    found = here.document.about.get("phones", {})
    whole, proven = int(found.get("in_use", 0)), int(found.get("proven", 0))
    if not whole:
        return Step("ok", "No phone was in use", "The report says so.")
    if whole == proven:
        return Step(
            "ok",
            f"All {whole} phones complete" if whole != 1 else "The phone is complete",
            "Each proved what it holds.",
        )
    missing = " ".join(completeness.sentences(here.document.about.get("completeness", ())))
    return Step("wait", f"{proven} of {whole} phones complete", f"{missing} The report says so.".strip())


def _nobody(here: Standing) -> Step:
    if here.document is None or not here.proof:
        return Step(
            "wait",
            "Nobody can be singled out",
            "A program attacks each draft: it tries to work out hidden numbers, as an outsider would.",
        )
    title, proof = "Nobody can be singled out", here.proof
    if proof.get("found") or not proof.get("complete"):
        why = str(proof.get("words") or "The attack did not come to an end.")
        return Step(
            "look", title, f"{why} {life.REFUSED_DIFFERENCE if here.correction else 'Make the draft again.'}"
        )
    cells = here.document.cells.values()
    hidden = sum(cell.mark in ("few", "held") for cell in cells)
    earlier = int(proof.get("earlier", 0))
    joined = f", alone or with {earlier} earlier {'report' if earlier == 1 else 'reports'}" if earlier else ""
    return Step(
        "ok", title,
        f"{len(here.document.tables)} tables, {len(cells)} cells, {hidden} hidden. "
        f"The attack worked out none of them{joined}. "
        f"{float(proof.get('seconds', 0)):.1f} seconds.",
    )  # fmt: skip


def _file(here: Standing) -> Step:
    title, found = "The file is accessible", here.proof.get("file")
    if here.document is None or found is None:
        return Step("wait", title, "Checked when the PDF is drawn.")
    if found.get("missing"):
        return Step("look", title, f"Missing: {', '.join(found['missing'])}.")
    return Step("ok", title, f"Tagged, titled, every chart with words. {found['kb']:,} kB.")


def _second(here: Standing) -> Step:
    who = here.names.get(here.author or 0, "") or "the server, by itself"
    if here.approver is not None:
        return Step(
            "ok",
            "Second person",
            f"Drafted by {who}, approved by {here.names.get(here.approver, 'somebody else')}.",
        )
    others = _listed(
        [here.names[one] for one in sorted(here.writers) if one != here.me and one in here.names]
    )
    if here.me in here.writers or here.me == here.author:
        return Step(
            "off",
            "Second person",
            f"Drafted by {who}. Somebody else approves: you drafted it or wrote in it.",
        )
    may = (
        f"You may approve; {others} may not."
        if others
        else "You may approve, if nobody lets you write in it first."
    )
    return Step("off", "Second person", f"Drafted by {who}. {may}")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
