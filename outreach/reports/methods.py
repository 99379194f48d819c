"""Methods and data quality: how we count, how complete it is, how small numbers are treated."""

from __future__ import annotations

from .facts import Facts, Half
from .parts import Defined, Numbers, Pair, Section, Table, Words
from .rules import Cell, percent
from .words import day, kind_of, short

ASKED = (
    ("First time or not: not asked", "seen", "0"),
    ("Age not asked", "age", "not_asked"),
    ("Gender not asked", "gender", "not_asked"),
    ("Group not asked", "population", "not_asked"),
    ("None of these four asked", "asked", "0"),
)
COUNTING = (
    "Workers record contacts on a phone, with no name, no exact place and no exact time. People are told apart by a "
    "code on a card that they keep; it is scrambled with a key that is changed every year.",
    "A record that is sent twice is counted once. A corrected record replaces the first one, and a withdrawn record "
    "is taken out of every figure.",
    "Totals are true. Percentages are worked out from printed numbers, never where the whole is below 100.",
)
DEFINITIONS = (
    ("Contact", "One meeting between a worker and one person or one group."),
    (
        "People, from A to B",
        "A is the number of different codes shown in the period; B adds every contact without a code. Never added up "
        "over zones or periods.",
    ),
    ("First time", "What the person answered to “first time with us?”; not worked out from codes."),
    ("Needles and syringes", "Syringes with a fixed needle, plus the larger of barrels and loose needles."),
    ("Naloxone kit, dose", "A kit holds two doses. Doses are those in kits and single ones together."),
    ("Used needles returned", "Counted, or estimated from the volume or weight of the bin."),
    ("Referral", "An offer to be seen by another service, counted in the period of the offer."),
)


def methods(f: Facts, numbers: Numbers) -> Section:
    """Definitions, completeness, the disclosure statement."""
    delivered = f"{f.phones.proven} of {f.phones.in_use} phones"
    lead = f"{delivered} have delivered what they held at the end of the period."
    if f.running:
        lead = f"The {kind_of(f.period.key)} is still running: every number will change."
    blocks = [
        Pair([Words("How we count", COUNTING)], [_disclosure(f)], "even"),
        Pair([_complete(f, numbers)], [_phones(f.phones.in_use - f.phones.proven), _as_at(f)], "w64"),
        Defined("Definitions", DEFINITIONS),
    ]
    return Section("m", "Methods and data quality", lead, blocks)


def _disclosure(f: Facts) -> Words:
    k = f.threshold
    paragraphs = [
        f"Counts below {k}, zero with them, are shown as “<{k}”. Quantities that stand for fewer than {k} contacts are "
        "withheld. Where a total would give a hidden number away, the next smallest is withheld too.",
        "This is a draft. The program that tries to work out every hidden number from all tables and from earlier "
        "reports has not been run on it: numbers hidden here may still be found by somebody who combines them. "
        "Do not publish it.",
    ]
    return Words("Small numbers", paragraphs, anchor="disc")


def _complete(f: Facts, numbers: Numbers) -> Table:
    halves = (f.then, f.now)
    rows = [("Contacts without a code", [_share(f, half.uncoded, half) for half in halves])]
    for name, dim, value in ASKED:
        rows.append((name, [_share(f, half.tally(dim).get(value, 0), half) for half in halves]))
    head = ["Share of contacts", short(f.before.key), short(f.period.key)]
    note = "Nobody has to answer anything to be served. Shares are printed only where there are at least 100 contacts."
    return Table(numbers.table(), "How complete the figures are", head, rows, None, note, "tight")


def _share(f: Facts, count: int, half: Half) -> Cell:
    """A share, or the band when the count behind it is not printed."""
    cell = f.band(count)
    return cell if cell.hidden else percent(cell, f.band(half.contacts))


def _phones(missing: int) -> Words:
    if missing == 0:
        return Words("Phones", ["Every phone that was in use has delivered what it held."])
    who = "1 phone has" if missing == 1 else f"{missing} phones have"
    words = (
        f"{who} not been in touch since the period ended and may hold records that are in no figure here. "
    )
    return Words(
        "Phones that may hold more", [words + "A draft that is made again counts them when they arrive."]
    )


def _as_at(f: Facts) -> Words:
    first = f"The figures are those of {day(f.as_at)}; the period ends on {day(f.period.end)}. "
    rest = "It is not closed: late records still change a draft, and the team's own words are still to come."
    return Words("As at", [first + rest])
