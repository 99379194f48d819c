"""Referrals: offered, accepted, attended, by type."""

from __future__ import annotations

from .charts import funnel
from .facts import Facts
from .parts import Figure, Numbers, Pair, Section, Table, Words
from .rules import Cell, percent, protect
from .words import said, short

MOST = 10  # types with a row of their own; the rest is "other types"


def referrals(f: Facts, numbers: Numbers) -> Section:
    """The funnel and its table; a referral is not a person."""
    offered, accepted, attended = totals = _totals(f)
    k = f.threshold
    share = percent(attended, offered)
    lead = f"Of {said(offered, 'referrals offered', k)}, {accepted.label} were accepted and {attended.label} attended"
    lead += f": {share.label} of those offered." if share.value is not None else "."
    rows = _rows(f)
    legend = [("outl", "offered"), ("bar2", "accepted"), ("bar", "attended"), ("hat", "hidden")]
    chart = funnel(
        [(name, *cells) for name, cells in rows],
        f"Referrals offered, accepted and attended by type, {f.period.label}",
    )
    figure = Figure(numbers.figure(), "Referrals offered, accepted and attended, by type", chart, "", legend)
    head = ["Type", "Offered", "Accepted", "Attended"]
    note = "Percentages are worked out from the printed numbers, and only where at least 100 were offered."
    table = Table(
        numbers.table(),
        f"Referrals by type, {f.period.label}",
        [*head, "Attended of offered"],
        [(name, [*cells, percent(cells[2], cells[0])]) for name, cells in rows],
        ("All referrals", [*totals, share]),
        note,
        "even",
    )
    return Section("f", "Referrals", lead, [figure, table, Pair([_before(f, numbers)], [_words()])])


def _totals(f: Facts) -> tuple[Cell, Cell, Cell]:
    sums = [sum(row[place] for row in f.now.funnel.values()) for place in range(3)]
    return f.band(sums[0]), f.band(sums[1]), f.band(sums[2])


def _rows(f: Facts) -> list[tuple[str, tuple[Cell, Cell, Cell]]]:
    """The types offered most, then all others in one row, so that the rows add up to the sum."""
    offered = sorted(
        (code for code in f.types if f.now.funnel.get(code, (0, 0, 0))[0]), key=lambda c: -f.now.funnel[c][0]
    )
    own = [code for code in offered[:MOST] if f.now.funnel[code][0] >= f.threshold]
    rest = [f.now.funnel[code] for code in offered if code not in own]
    counts = [f.now.funnel[code] for code in own] + (
        [tuple(map(sum, zip(*rest, strict=True)))] if rest else []
    )
    columns = [protect([row[place] for row in counts], f.threshold) for place in range(3)]
    names = [f.types[code] for code in own] + ["Other types"]
    return [(names[i], (columns[0][i], columns[1][i], columns[2][i])) for i in range(len(counts))]


def _before(f: Facts, numbers: Numbers) -> Table:
    then = [f.band(sum(row[place] for row in f.then.funnel.values())) for place in range(3)]
    rows = [(short(f.before.key), then), (short(f.period.key), list(_totals(f)))]
    return Table(
        numbers.table(),
        "All referrals, this period and the one before",
        ["Period", "Offered", "Accepted", "Attended"],
        rows,
        css="tight",
    )


def _words() -> Words:
    return Words(
        "How a referral closes",
        [
            "A referral is counted in the period in which it was offered. It is attended when the service confirms "
            "a slip code or the person tells us; no name is asked for. Recent referrals may still be attended, so "
            "the last weeks look lower than they are.",
            "A referral is not a person: one person may have several. People are never worked out from this table.",
        ],
    )
