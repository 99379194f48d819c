"""What a record that is no contact adds to which figure of its month and zone. The same rules for folding, for a
rebuild, and for a part of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from ..contacts.record_rules import Cleanup
from ..safety.record_rules import Checkin, Incident, Reversal, consent_codes, type_codes
from ..supplies.record_rules import Shift, Unmet
from .tallies import NOT_ASKED, Told, month_of

DIMENSIONS: dict[str, str] = {
    "cleanup": "way of counting; amount = used needles collected",
    "unmet": "code of the item or the referral, or other, | why; people = who asked",
    "reversal": "how it ended or not_asked; amount = doses",
    "reversal_by": "who gave naloxone or not_asked",
    "reversal_with": "product or not_asked",
    "reversal_call": "whether an ambulance was called: 0 not asked, 1 yes, 2 no",
    "incident": "about whom; amount = incidents with a text for the team",
    "incident_type": "type of harm (several an incident)",
    "incident_may": "what was agreed to (several an incident)",
    "checkin": "state of a check-in",
    "shift": "setting; people = workers; amount = units missing",
    "shift_why": "item id|reason; amount = units missing (below zero: too many)",
}


class Added(NamedTuple):
    """Month, zone, and what is added there."""

    month: str
    zone: int
    told: tuple[Told, ...]


def cleanup(row: Cleanup) -> Added:
    """A clean-up."""
    return Added(month_of(row.day), row.zone_id, (("cleanup", row.method, 1, 0, row.returned),))


def unmet(row: Unmet) -> Added:
    """A need that was not met."""
    return Added(
        month_of(row.day), row.zone_id, (("unmet", f"{row.code or row.what}|{row.why}", 1, row.people, 0),)
    )


def reversal(row: Reversal) -> Added:
    """An overdose that was turned round."""
    told: tuple[Told, ...] = (
        ("reversal", row.outcome or NOT_ASKED, 1, 0, row.doses),
        ("reversal_by", row.giver or NOT_ASKED, 1, 0, row.doses),
        ("reversal_with", row.product or NOT_ASKED, 1, 0, row.doses),
        ("reversal_call", str(row.ambulance), 1, 0, 0),
    )
    return Added(row.month, row.zone_id, told)


def incident(row: Incident) -> Added:
    """An incident, by type and by consent."""
    told: list[Told] = [("incident", row.about, 1, 0, int(row.team_key is not None))]
    told += [("incident_type", code, 1, 0, 0) for code in type_codes(row.types)]
    told += [("incident_may", code, 1, 0, 0) for code in consent_codes(row.consents)]
    return Added(row.month, row.zone_id, tuple(told))


def checkin(row: Checkin) -> Added:
    """A check-in."""
    return Added(month_of(row.day), row.zone_id, (("checkin", row.state, 1, 0, 0),))


def shift(row: Shift) -> Added:
    """A shift, and what was missing at its end."""
    missing: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for line in row.lines:
        if line.difference:
            missing[f"{line.item_id}|{line.why}"] += line.difference
            lines[f"{line.item_id}|{line.why}"] += 1
    told: list[Told] = [("shift", row.setting, 1, row.workers, sum(missing.values()))]
    told += [("shift_why", value, lines[value], 0, missing[value]) for value in sorted(lines)]
    return Added(month_of(row.day), row.zone_id, tuple(told))


ADDS: dict[str, Callable[[Any], Added]] = {
    "cleanup": cleanup,
    "unmet": unmet,
    "reversal": reversal,
    "incident": incident,
    "checkin": checkin,
    "shift": shift,
}
