"""The gate before every publication: the finished file is attacked as an outsider would, with all that they hold.

Fails closed: an attack that did not come to its end, a file that cannot be read, figures in the file that are not
those of the edition, or anything unexpected is no proof, and without a proof nothing is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ...disclosure import attacker
from ...disclosure.attacker import DIFFERS, EXACT, QUANTITY, SMALL, TWICE, Verdict
from ...errors import OutreachError

SECONDS = 180.0
TOO_LONG = "The attack did not come to an end in time, so nothing is proven. Try again when the server has less to do."
BROKEN = (
    "The attack could not read the file as an outsider would, so nothing is proven. Make the draft again."
)
# What an attack may find, in words that tell no number and no place.
FOUND = {
    EXACT: "A hidden count can be worked out from printed numbers.",
    SMALL: "A hidden count is proven to be small.",
    QUANTITY: "A hidden quantity can be worked out, or gives away how few it stands for.",
    DIFFERS: "Something is printed or drawn that the attached figures do not say.",
    TWICE: "A number was told to this audience before, and is another now.",
}


def examine(
    pdf: bytes,
    earlier: Sequence[bytes],
    beat: Callable[[], None] = lambda: None,
    seconds: float = SECONDS,
    *,
    told_more: bool = False,
) -> dict[str, Any]:
    """What the attack on a finished file came to: `complete`, `found` and `words`; never a number of the report.

    `earlier` are the files this audience holds, the oldest first; `told_more`: they were told some of them at a smaller
    threshold. `beat` is called now and then; what it raises goes on to the caller.
    """
    try:
        verdict = attacker.attack(pdf, earlier, seconds, beat, told_more=told_more)
    except OutreachError:
        raise  # the work was stopped
    except Exception:  # noqa: BLE001 - its text may hold a number; whatever it was, nothing is proven
        return told(Verdict(complete=False, notes=["unexpected"]), len(earlier))
    return told(verdict, len(earlier))


def told(verdict: Verdict, earlier: int) -> dict[str, Any]:
    """A verdict as it is kept beside an edition and told in words."""
    kinds = Counter(found.kind for found in verdict.found)
    return {
        "complete": verdict.complete,
        "found": len(verdict.found),
        "kinds": dict(sorted(kinds.items())),
        "tried": verdict.tried,
        "earlier": earlier,
        "seconds": round(verdict.seconds, 1),
        "words": words(verdict),
    }


def words(verdict: Verdict) -> str:
    """What stands in the way; "" when nothing does."""
    kinds = {found.kind for found in verdict.found}
    if kinds:
        return " ".join(sentence for kind, sentence in FOUND.items() if kind in kinds)
    if verdict.complete:
        return ""
    return TOO_LONG if any("in time" in note for note in verdict.notes) else BROKEN
