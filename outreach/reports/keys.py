"""Cover, key figures, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from . import facts as count
from .charts import Chart, bullet, drawing
from .facts import Facts, Half
from .parts import Cover, KeyFigure, Keys, Legend, Numbers, Pair, Section, Table, Words
from .rules import Cell
from .words import change, compared, kind_of, listed, people_label, said, short

LAMP = "#ffb765"


def cover(f: Facts) -> Cover:
    """The answer in two sentences, a light for each night, and the data of this draft."""
    contacts, kind = f.band(f.now.contacts), kind_of(f.period.key)
    needles, kits = f.units(count.needles(f.now.items)), f.units(count.kits(f.now.items))
    offered, attended = referred(f)
    gave = listed(
        [
            said(c, unit, f.threshold)
            for c, unit in ((needles, "needles and syringes"), (kits, "naloxone kits"))
        ]
    )
    seen = attended.label if attended.value is not None else said(attended, "referrals", f.threshold)
    sentences = [
        f"The team made {said(contacts, 'contacts', f.threshold)} and handed out {gave}.",
        f"Of {said(offered, 'referrals', f.threshold)} that were offered, {seen} ended with the person being seen.",
    ]
    lit = sum(contacts >= f.threshold for _, contacts in f.nights)
    return Cover(
        kind="Report of the year" if kind == "year" else f"Report of the {kind}",
        title=f.period.label,
        nights=nights(f),
        nights_words=f"{len(f.nights)} nights, a light for each with {f.threshold} contacts or more: {lit}.",
        sentences=sentences,
        facts=_edition(f),
    )


def _edition(f: Facts) -> list[tuple[str, str]]:
    state = "Draft; the period is still running" if f.running else "Draft"
    return [
        ("Status", state),
        ("Period", f"{day(f.period.start)} to {day(f.period.end)}"),
        ("Figures as at", day(f.as_at)),
        ("Compared with", f.before.label),
        ("Phones", f"{f.phones.proven} of {f.phones.in_use} have delivered everything"),
        ("Small numbers", f"Counts below {f.threshold} are not shown; see page"),
    ]


def day(value: date) -> str:
    """ "14 October 2026"."""
    return f"{value:%d %B %Y}".lstrip("0")


def nights(f: Facts) -> Chart:
    """One light per night, a column a week; lit when there were enough contacts to say so."""
    first = f.nights[0][0] - timedelta(days=f.nights[0][0].weekday())
    columns = ((f.nights[-1][0] - first).days // 7) + 1
    step = min(27.0, 372 / columns)
    size = step / 27
    shapes = []
    for night, contacts in f.nights:
        x = (night - first).days // 7 * step + step / 2
        y = night.weekday() * 20 * size + 10 * size
        if contacts >= f.threshold:
            shapes.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{8.6 * size:.1f}" fill="{LAMP}" fill-opacity="0.16"/>'
            )
            shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 * size:.1f}" fill="{LAMP}"/>')
        else:
            shapes.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 * size:.1f}" fill="none" '
                'stroke="#8f8092" stroke-width="1.2"/>'
            )
    lit = sum(contacts >= f.threshold for _, contacts in f.nights)
    words = f"The {len(f.nights)} nights of the period as rows of lights; {lit} of them are lit."
    return Chart(drawing(columns * step, 142 * size, *shapes), words)


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
    """This period beside the one before, and how to read the numbers."""
    rows = [(name, [then, now, change(now, then)]) for name, then, now in _compared(f)]
    head = ["Figure", short(f.before.key), short(f.period.key), "Change"]
    table = Table(
        numbers.table(), f"This period and the one before, {f.before.label}", head, rows, css="tight"
    )
    moved = [(name.lower(), cells[2].value) for name, cells in rows if cells[2].value is not None]
    lead = _lead(
        [n for n, value in moved if value > 0], [n for n, value in moved if value < 0], kind_of(f.period.key)
    )
    words = Words(
        "What this draft does not say yet",
        [
            "Why the figures moved, what was missing, and what the people we serve say about it is written by the team "
            "before a report is published. This draft holds figures only.",
        ],
    )
    return Section("c", "What changed", lead, [Pair([table, words], [Legend(f.threshold)], "w64")])


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


def _compared(f: Facts) -> list[tuple[str, Cell, Cell]]:
    now, then = f.now, f.then
    rows = [
        ("Contacts", f.band(then.contacts), f.band(now.contacts)),
        ("Different codes", f.band(then.codes), f.band(now.codes)),
        ("Needles and syringes", f.units(count.needles(then.items)), f.units(count.needles(now.items))),
        ("Used needles returned", f.units(then.returned), f.units(now.returned)),
        ("Naloxone kits", f.units(count.kits(then.items)), f.units(count.kits(now.items))),
        (
            "Condoms",
            f.units(count.counting(then.items, "condoms")),
            f.units(count.counting(now.items, "condoms")),
        ),
    ]
    for place, word in enumerate(("offered", "accepted", "attended")):
        before, after = (sum(row[place] for row in half.funnel.values()) for half in (then, now))
        rows.append((f"Referrals {word}", f.band(before), f.band(after)))
    return rows
