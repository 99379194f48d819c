"""Cover, key figures, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import facts as count
from .charts import bullet, multiples
from .facts import Facts, Half
from .parts import Figure, KeyFigure, Keys, Legend, Numbers, Section, Table
from .rules import Cell
from .words import change, compared, kind_of, listed, people_label, said, short

PANELS = (
    "Contacts",
    "Different codes",
    "Needles and syringes",
    "Naloxone kits",
    "Condoms",
    "Referrals attended",
)


def referred(f: Facts) -> tuple[Cell, Cell]:
    """All referrals offered and attended."""
    return f.band(sum(row[0] for row in f.now.funnel.values())), f.band(
        sum(row[2] for row in f.now.funnel.values())
    )


def key_figures(f: Facts, _numbers: Numbers) -> Section:
    """Five to eight numbers, each with its unit and the period before."""
    kind = kind_of(f.period.key)
    lead = f"{f.band(f.now.contacts).label} contacts"
    more = compared(f.band(f.now.contacts), f.band(f.then.contacts), kind)
    legend = [("bar", f"this {kind}"), ("tick", f"the {kind} before")]
    return Section(
        "k", "Key figures", f"{lead}, {more}." if more else f"{lead}.", [Keys(legend, _figures(f))]
    )


GIVEN: tuple[tuple[str, str, Callable[[Half], count.Units]], ...] = (
    (
        "needles and syringes",
        "Handed out: syringes with a needle, and barrels with loose needles.",
        lambda half: count.needles(half.items),
    ),
    (
        "used needles returned",
        "Brought back to us, counted or estimated from the size of the bin.",
        lambda half: half.returned,
    ),
    ("naloxone kits", "Handed out; a kit holds two doses.", lambda half: count.kits(half.items)),
    (
        "people trained",
        "Trained to recognise an overdose and to use naloxone.",
        lambda half: count.counting(half.items, "trained"),
    ),
    (
        "condoms",
        "External and internal condoms handed out.",
        lambda half: count.counting(half.items, "condoms"),
    ),
)


def _figures(f: Facts) -> list[KeyFigure]:
    met = "Times a worker met somebody and gave help or information."
    found = [_figure(f, f.band(f.now.contacts), f.band(f.then.contacts), "contacts", met), _people(f)]
    for unit, words, of in GIVEN:
        if of(f.now)[0] or of(f.then)[0]:
            found.append(_figure(f, f.units(of(f.now)), f.units(of(f.then)), unit, words))
    offered, attended = referred(f)
    before = f.band(sum(row[2] for row in f.then.funnel.values()))
    words = f"Of {offered.label} offered. A referral is not a person."
    return [*found, _figure(f, attended, before, "referrals attended", words)]


def _figure(f: Facts, now: Cell, then: Cell, unit: str, words: str) -> KeyFigure:
    return KeyFigure(now.label, unit, words, bullet(now, then), f"{short(f.before.key)}: {then.label}")


def _people(f: Facts) -> KeyFigure:
    codes, uncoded = f.band(f.now.codes), f.band(f.now.uncoded)
    before = people_label(f.band(f.then.codes), f.band(f.then.uncoded))
    upto = None if codes.value is None or uncoded.value is None else f.band(codes.value + uncoded.value)
    words = (
        f"{said(uncoded, 'contacts', f.threshold)} were made without a code, so the same person may be among them "
        "more than once."
    )
    chart = bullet(codes, f.band(f.then.codes), upto)
    return KeyFigure(
        people_label(codes, uncoded),
        "people",
        words[0].upper() + words[1:],
        chart,
        f"{short(f.before.key)}: {before}",
    )


def changed(f: Facts, numbers: Numbers) -> Section:
    """How to read the numbers; then this period beside the three before."""
    rows = [(name, [*cells, change(cells[-1], cells[-2])]) for name, cells in _results(f)]
    names = [short(past.period.key) for past in f.past]
    caption = f"This {kind_of(f.period.key)} and those before; the change is against {names[-2]}"
    table = Table(numbers.table(), caption, ["Figure", *names, "Change"], rows, css="even")
    shown = [row for row in _results(f) if row[0] in PANELS]
    chart = multiples(shown, names, "Six small lines over the last four periods")
    figure = Figure(numbers.figure(), "Six of these figures. Each has its own scale, from zero", chart)
    moved = [(name.lower(), cells[-1].value) for name, cells in rows if cells[-1].value is not None]
    lead = _lead(
        [n for n, value in moved if value > 0], [n for n, value in moved if value < 0], kind_of(f.period.key)
    )
    return Section("c", "What changed", lead, [Legend(f.threshold), table, figure])


def _lead(ups: Sequence[str], downs: Sequence[str], kind: str) -> str:
    """Names what moved the less usual way; both lists would be the table again."""
    if not ups and not downs:
        return f"No figure can be compared with the {kind} before."
    if not downs or not ups:
        return (
            f"Every figure that can be compared is {'higher' if ups else 'lower'} than in the {kind} before."
        )
    few, word, rest = (downs, "Lower", "higher") if len(downs) <= len(ups) else (ups, "Higher", "lower")
    return f"{word} than in the {kind} before: {listed(few)}. The other figures are {rest} or the same."


def _results(f: Facts) -> list[tuple[str, list[Cell]]]:
    rows = [
        ("Contacts", [f.band(past.contacts) for past in f.past]),
        ("Different codes", [f.band(past.codes) for past in f.past]),
        ("Needles and syringes", [f.units(count.needles(past.items)) for past in f.past]),
        ("Used needles returned", [f.units(past.returned) for past in f.past]),
        ("Naloxone kits", [f.units(count.kits(past.items)) for past in f.past]),
        ("Condoms", [f.units(count.counting(past.items, "condoms")) for past in f.past]),
    ]
    for place, word in enumerate(("offered", "accepted", "attended")):
        rows.append((f"Referrals {word}", [f.band(past.referrals[place]) for past in f.past]))
    return rows
