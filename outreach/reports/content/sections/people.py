"""Who the people are: groups, ages and genders, from contacts; nobody under 18 has a row."""

from __future__ import annotations

from ...printing.charts import Chart, bars
from ..parts import Pair, Section
from ..rules import Cell
from ..spoken import LAST, Spoken, sorted_rows, used
from .reach import bars_and_table


def people(s: Spoken) -> Section:
    """Populations, age and gender: one contact, one answer, nobody asked twice."""
    caption, note = s.say("people.group"), s.say("people.groupNote")
    groups = bars_and_table(s, "population", caption, s.say("columns.group"), note, total=False)
    blocks = [*([groups] if groups else []), *_age_gender(s)]
    return Section("people", s.say("people.title"), _lead(s), blocks)


def _lead(s: Spoken) -> str:
    rows = sorted_rows(used(s.rows("population")))
    first = next((row for row in rows if row.now.value and row.code not in LAST), None)
    if first is None:
        return s.say("people.leadNone")
    return s.say("people.lead", group=first.name, contacts=s.amount(first.now, "contacts"))


def _age_gender(s: Spoken) -> list[object]:
    spec = s.specs.get("age_gender")
    if spec is None:
        return []
    ages = [(s.name(head), s.cell(spec.at("contacts", head))) for head in spec.down]
    genders = [(s.name(head), s.cell(spec.at("contacts", None, head))) for head in spec.across]
    charts = Pair(
        [s.figure(s.say("people.age"), _bars(s, ages, s.say("people.age")))],
        [s.figure(s.say("people.gender"), _bars(s, genders, s.say("people.gender")))],
    )
    rows = [
        (s.name(down), [*(s.cell(spec.at("contacts", down, side)) for side in spec.across), cell])
        for down, (_, cell) in zip(spec.down, ages, strict=True)
    ]
    every = s.say("heads.All")
    head = [s.say("columns.age"), *(name for name, _ in genders), every]
    foot = (every, [*(cell for _, cell in genders), s.cell(spec.at("contacts"))])
    caption = s.say("people.ageGender", span=s.when)
    return [charts, s.table(caption, head, rows, foot, s.say("people.note"), "even")]


def _bars(s: Spoken, rows: list[tuple[str, Cell]], caption: str) -> Chart:
    return bars([(name, cell, None) for name, cell in rows], caption, width=300, left=130, script=s.script)
