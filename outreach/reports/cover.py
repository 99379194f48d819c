"""The first page: the answer in two sentences, a light for each night, the contents, and the data of the draft."""

from __future__ import annotations

from datetime import timedelta

from . import facts as count
from .charts import Chart, drawing
from .facts import Facts
from .keys import referred
from .parts import Cover
from .words import day, kind_of, listed, said

LAMP = "#ffb765"


def strong(words: str) -> str:
    """Marks words that the template prints bold."""
    return f"**{words}**"


def cover(f: Facts) -> Cover:
    """The answer in two sentences, a light for each night, and the data of this draft."""
    contacts, kind = f.band(f.now.contacts), kind_of(f.period.key)
    needles, kits = f.units(count.needles(f.now.items)), f.units(count.kits(f.now.items))
    offered, attended = referred(f)
    pairs = ((needles, "needles and syringes"), (kits, "naloxone kits"))
    gave = listed([strong(said(cell, unit, f.threshold)) for cell, unit in pairs])
    seen = f"fewer than {f.threshold}" if attended.mark == "few" else attended.label
    sentences = [
        f"The team made {strong(said(contacts, 'contacts', f.threshold))} and handed out {gave}.",
        f"Of {said(offered, 'referrals offered', f.threshold)}, {strong(seen)} ended with the person being seen.",
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
        ("Phones", _phones(f)),
        ("Small numbers", f"Counts below {f.threshold} are not shown; see page"),
    ]


def _phones(f: Facts) -> str:
    if not f.phones.in_use:  # enrolled today: none could prove anything about a day that is over
        return "none was in use before today"
    return f"{f.phones.proven} of {f.phones.in_use} have delivered everything"


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
