"""Whom we reached: contacts by month, people as a range that is never added up, first time or not, setting."""

from __future__ import annotations

from collections.abc import Sequence

from ...printing.charts import Chart, bars, line
from ..parts import Figure, Pair, Section, Table, Words
from ..rules import Cell
from ..speech import sentence
from ..spoken import Row, Spoken, sorted_rows, told, used
from .annex import aim, goal


def reached(s: Spoken) -> Section:
    """Contacts over twelve months, people, first time or not, setting."""
    blocks: list[object] = [*by_month(s, "months", "contacts", "reach.months", s.say("reach.contacts"))]
    blocks += [_people(s), _setting(s)]
    return Section("reach", s.say("reach.title"), _lead(s), blocks)


def by_month(s: Spoken, id: str, measure: str, caption: str, unit: str, height: int = 172) -> list[object]:
    """A line over twelve months and its table; the period is on a band."""
    spec = s.specs.get(id)
    if spec is None or not spec.down:
        return []
    keys = [head.categories[0] for head in spec.down]
    cells = [
        (s.speech.month(m), s.cell(spec.at(measure, head))) for m, head in zip(keys, spec.down, strict=True)
    ]
    inside = [place for place, month in enumerate(keys) if month in s.now] or [len(keys) - 1]
    words, target = s.say(caption, span=s.speech.span(keys)), pace(s, measure)
    chart = line(
        cells, (inside[0], inside[-1]), s.say("time.chosen"), words, height, target=target, script=s.script
    )
    head = [s.say("columns.month"), *(name for name, _ in cells)]
    return [s.figure(words, chart), s.table(words, head, [(unit, [cell for _, cell in cells])], css="wide12")]


def pace(s: Spoken, measure: str) -> tuple[int, str] | None:
    """What each month has to bring if the period is to reach its target, and the words beside that line."""
    row = goal(s, measure)
    value = aim(row) if row else None
    if value is None or value < len(s.now):
        return None
    return round(value / len(s.now)), s.say("legend.pace", target=int(value))


def _lead(s: Spoken) -> str:
    spec = s.specs.get("months")
    cells = [(s.cell(spec.at("contacts", head)), head.categories[0]) for head in spec.down] if spec else []
    shown = [(cell.value, s.speech.full_month(month)) for cell, month in cells if cell.value is not None]
    if len(shown) < 3:
        return s.say("reach.lead")
    (n, most), (m, least) = max(shown), min(shown)
    return s.say(
        "reach.leadMonths", most=most, n=s.say("units.contacts.n", n), least=least, m=s.speech.number(m)
    )


def _people(s: Spoken) -> Pair:
    return Pair([Words(s.say("reach.peopleTitle"), _paragraphs(s))], [_seen(s)], "w64")


def _paragraphs(s: Spoken) -> list[str]:
    codes, uncoded = s.total("codes"), s.total("contacts", coded="no")
    if codes.mark == "none":
        return [s.say("reach.noCodes"), s.say("reach.never")]
    share = s.share(uncoded, s.total("contacts"))
    much = s.say("reach.share", share=share.label) if share.value is not None else ""
    without = s.amount(uncoded, "contacts")
    first = s.say("reach.codes", codes=sentence(s.amount(codes, "codes")), uncoded=without, share=much)
    both = codes.value is not None and uncoded.value is not None
    second = s.say("reach.range", range=s.people(s.now)) if both else s.say("reach.noRange")
    return [sentence(first), second, s.say("reach.never")]


def _seen(s: Spoken) -> Table:
    rows = [(row.name, [row.then, row.now]) for row in s.rows("seen")]
    now, then = s.both("contacts")
    head, foot = [s.say("columns.firstTime"), *s.periods], (s.say("heads.All"), [then, now])
    return s.table(s.say("reach.seen"), head, rows, foot)


def _setting(s: Spoken) -> Pair:
    (rows, rest), caption = told(sorted_rows(used(s.rows("setting")))), s.say("reach.setting")
    total = s.total("contacts")
    cells = [(row.name, [row.now, s.share(row.now, total)]) for row in rows]
    head = [s.say("columns.setting"), sentence(s.say("units.contacts.name")), s.say("columns.share")]
    foot = (s.say("heads.All"), [total, s.share(total, total)])
    figure = s.figure(caption, beside_table(s, rows, caption), s.say("legend.upright"))
    return Pair([figure], [s.table(caption, head, cells, foot, s.and_hidden("", rest), "tight small")], "w64")


def bars_and_table(
    s: Spoken, id: str, caption: str, first: str, note: str = "", total: bool = True
) -> Pair | None:
    """Sorted bars beside their table of both periods; None when nothing was counted."""
    rows, rest = told(sorted_rows(used(s.rows(id))))
    if not rows or _nothing([cell for row in rows for cell in (row.now, row.then)]):
        return None
    words = f"{s.say('legend.upright')} {note}".strip()
    figure: Figure = s.figure(caption, beside_table(s, rows, caption), words)
    foot = None
    if total:
        now, then = s.sum(id)
        foot = (s.say("heads.All"), [then, now])
    lines = [(row.name, [row.then, row.now]) for row in rows]
    table = s.table(caption, [first, *s.periods], lines, foot, s.and_hidden("", rest), "tight small")
    return Pair([figure], [table], "w64")


def beside_table(s: Spoken, rows: Sequence[Row], caption: str) -> Chart:
    """Bars of both periods, as wide as the wider column of a pair."""
    lines = [(row.name, row.now, row.then) for row in rows]
    return bars(lines, caption, width=400, left=180, size=12, script=s.script)


def _nothing(cells: list[Cell]) -> bool:
    return all(cell.value == 0 or cell.mark == "none" for cell in cells)
