"""What we gave: by item, needles out and back, and the rate for each person who injects where it can be told."""

from __future__ import annotations

from collections.abc import Sequence

from ..parts import Figure, Pair, Section, Words
from ..rules import percent
from ..speech import sentence
from ..spoken import Row, Spoken, sorted_rows, told, used
from .reach import beside_table

SUMS = ("needles", "condoms", "kits", "self-tests")
ONE_COLUMN = 16  # items; more of them stand in two columns
MOST = 8  # bars of the chart
LOW, HIGH = 200, 300  # needles and syringes per person who injects and year: WHO for 2020 and for 2030


def gave(s: Spoken) -> Section:
    """Items, and needles that came back."""
    rows = sorted_rows(used(s.rows("items")))
    sums = [(s.total(unit), unit) for unit in SUMS]
    top = [s.amount(cell, unit) for cell, unit in sums if cell.value]
    lead = s.say("given.lead", given=s.speech.listed(top)) if top else s.say("given.leadNone")
    blocks = _items(s, rows) if rows else []
    return Section("supplies", s.say("given.title"), lead, [*blocks, _needles(s), *_back(s), *_rate(s)])


def _items(s: Spoken, rows: Sequence[Row]) -> list[object]:
    """The items handed out most, drawn beside their table; where there are many, the others in two columns below.
    Units of items do not add up."""
    shown, rest = told(rows)
    note = s.and_hidden(s.say("given.note"), rest)
    lines = [(row.name, [row.then, row.now]) for row in shown]
    head, few = [s.say("columns.item"), *s.periods], len(lines) <= ONE_COLUMN
    first = lines if few else lines[:MOST]
    caption = s.say("given.items" if few else "given.most")
    drawn = [row for row in shown if row.now.value is not None]
    figures, table = (
        [_most(s, drawn)] if drawn else [],
        s.table(caption, head, first, None, "", "tight small"),
    )
    found: list[object] = [Pair(figures, [table], "w64") if figures else table]
    half = (len(lines) - len(first) + 1) // 2
    parts = [part for part in (lines[len(first) :][:half], lines[len(first) :][half:]) if part]
    names = (s.say("given.others"), s.say("given.othersMore"))
    tables = [
        [s.table(name, head, part, css="tight small")] for name, part in zip(names, parts, strict=False)
    ]
    if tables:
        found.append(Pair(tables[0], tables[1] if len(tables) > 1 else []))
    return [*found, Words("", [note])]


def _most(s: Spoken, shown: Sequence[Row]) -> Figure:
    caption = s.say("given.most")
    return s.figure(caption, beside_table(s, shown[:MOST], caption), s.say("legend.upright"))


def _needles(s: Spoken) -> Words:
    out, back = s.total("needles"), s.total("returned")
    words = s.say("given.needles", out=s.amount(out, "needles"), back=back.label)
    share = percent(back, out)
    if share.value is not None:
        words += " " + s.say("given.perHundred", share.value)
    return Words(s.say("given.needlesTitle"), [sentence(words), s.say("given.notTarget")])


def _back(s: Spoken) -> list[object]:
    """Used needles brought back and picked up, by how they were counted."""
    tables = []
    for id in ("returned", "collected"):
        rows = [(row.name, [row.then, row.now]) for row in used(s.rows(id))]
        if any(cell.value for _, cells in rows for cell in cells):
            now, then = s.sum(id)
            head = [s.say("columns.way"), *s.periods]
            foot = (s.say("heads.All"), [then, now])
            tables.append(s.table(s.say(f"given.{id}"), head, rows, foot, css="tight small"))
    return [Pair(tables[:1], tables[1:])] if len(tables) == 2 else list(tables)


def _rate(s: Spoken) -> list[Words]:
    """Needles for each person who injects and year: only where the report holds an estimate of how many there are."""
    rows = (row["estimate"] for row in s.document.indicators if row.get("estimate"))
    estimate = next((one for one in rows if one["population"] == "pwid"), None)
    given = s.total("needles").value
    if estimate is None or not given:
        return []
    rate = round(given * 12 / len(s.now) / int(estimate["people"]))
    told = {"people": int(estimate["people"]), "source": estimate["source"], "year": str(estimate["year"])}
    words = [s.say("given.rate", n=rate, **told)]
    if len(s.now) < 12:
        words.append(s.say("given.rateLike"))
    words.append(s.say("given.rateReached" if rate >= LOW else "given.rateMissed", low=LOW, high=HIGH))
    return [Words(s.say("given.rateTitle"), [" ".join(words)])]
