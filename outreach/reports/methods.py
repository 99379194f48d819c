"""Methods and data quality: how we count, how complete it is, how small numbers are treated."""

from __future__ import annotations

from .facts import Facts, Half
from .keys import day
from .parts import Defined, Numbers, Pair, Section, Table, Words
from .rules import Cell, percent
from .words import kind_of, short

QUESTIONS = 4  # first time, age, gender, group: the questions about the person that a contact may answer


def methods(f: Facts, numbers: Numbers) -> Section:
    """Definitions, completeness, the disclosure statement."""
    missing = f.phones.in_use - f.phones.proven
    lead = f"{f.phones.proven} of {f.phones.in_use} phones have delivered everything they held at the end of the period."
    if f.running:
        lead = f"The {kind_of(f.period.key)} is still running: every number will change."
    blocks = [
        Pair([_counting()], [_disclosure(f)], "even"),
        _complete(f, numbers),
        Pair([_phones(missing)], [_late(f)], "even"),
        _definitions(),
    ]
    return Section("m", "Methods and data quality", lead, blocks)


def _counting() -> Words:
    return Words("How we count", [
        "Workers record contacts on a phone, with no name, no exact place and no exact time. People are told apart by a code on "
        "a card that they keep. The code is scrambled with a key that is changed every year.",
        "The same record that is sent twice is counted once. A corrected record replaces the first one, and a withdrawn record "
        "is taken out of every figure.",
        "Totals are true. Percentages are worked out from printed numbers, never where the whole is below 100.",
    ])


def _disclosure(f: Facts) -> Words:
    k = f.threshold
    return Words("Small numbers", [
        f"Counts below {k}, zero with them, are shown as “<{k}”. Quantities that stand for fewer than {k} contacts are withheld. Where a "
        "total would give a hidden number away, the next smallest is withheld too.",
        "This is a draft. The program that tries to work out every hidden number from all tables and from earlier reports has not "
        "been run on it: numbers hidden here may still be found by somebody who combines them. Do not publish it.",
    ], anchor="disc")


def _complete(f: Facts, numbers: Numbers) -> Table:
    rows = [
        ("Contacts without a code", [_share(f, half.uncoded, half) for half in (f.then, f.now)]),
        ("First time or not: not asked", [_share(f, half.tally("seen").get("0", 0), half) for half in (f.then, f.now)]),
        ("Age not asked", [_share(f, half.tally("age").get("not_asked", 0), half) for half in (f.then, f.now)]),
        ("Gender not asked", [_share(f, half.tally("gender").get("not_asked", 0), half) for half in (f.then, f.now)]),
        ("Group not asked", [_share(f, half.tally("population").get("not_asked", 0), half) for half in (f.then, f.now)]),
    ]
    rows.append(("None of the four asked", [_share(f, half.tally("asked").get("0", 0), half) for half in (f.then, f.now)]))
    head = ["Share of contacts", short(f.before.key), short(f.period.key)]
    note = "Nobody has to answer anything to be served. A share is printed only where there are at least 100 contacts."
    return Table(numbers.table(), "How complete the figures are", head, rows, None, note, "mid")


def _share(f: Facts, count: int, half: Half) -> Cell:
    """A share, or the band when the count behind it is not printed."""
    cell = f.band(count)
    return cell if cell.hidden else percent(cell, f.band(half.contacts))


def _phones(missing: int) -> Words:
    if missing == 0:
        return Words("Phones", ["Every phone that was in use has delivered what it held since the period ended."])
    one = missing == 1
    return Words("Phones that may still hold records", [
        f"{missing} {'phone has' if one else 'phones have'} not been in touch since the period ended and may hold records that "
        "are in no figure here. They are counted when they arrive: in this draft when it is made again, in a published report "
        "as late entries of the next one."
    ])


def _late(f: Facts) -> Words:
    first = f"The figures are those of {day(f.as_at)}; the period ends on {day(f.period.end)}. "
    return Words("As at", [
        first + "It has not been closed: records that arrive later, corrections and withdrawals still change a draft. A published report never changes."
    ])


def _definitions() -> Defined:
    return Defined("Definitions", [
        ("Contact", "One meeting between a worker and one person or one group, in which something was given, taken back, told or arranged."),
        ("People, from A to B", "A is the number of different codes shown in the period; B adds every contact without a code. Never added up "
         "over zones or periods."),
        ("First time", "What the person answered to “first time with us?”; not worked out from codes."),
        ("Needles and syringes", "Syringes with a fixed needle, plus the larger of barrels and loose needles."),
        ("Naloxone kit, dose", "A kit holds two doses. Doses are those in kits and single ones together."),
        ("Used needles returned", "Counted where they were counted; otherwise estimated from the volume or weight of the bin."),
        ("Referral", "An offer to be seen by another service. Accepted and attended are counted with the period of the offer."),
    ])
