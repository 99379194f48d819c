"""Referrals: offered, accepted, attended, by type."""

from __future__ import annotations

from .charts import funnel
from .facts import Facts
from .parts import Figure, Numbers, Section, Table, Words
from .rules import Cell, largest_first, percent, protect
from .words import said

CLOSES = (
    "It is attended when the service confirms a slip code or the person tells us; no name is asked for. It counts in "
    "the period of the offer, so the last weeks look lower than they are. A referral is not a person: one person may "
    "have several."
)
MOST = 9  # types with a row of their own; the rest is "other types"


def referrals(f: Facts, numbers: Numbers) -> Section:
    """The funnel and its table; a referral is not a person."""
    offered, accepted, attended = totals = _totals(f)
    k = f.threshold
    share = percent(attended, offered)
    lead = f"Of {said(offered, 'referrals offered', k)}, {said(accepted, 'were accepted', k)} "
    lead += f"and {said(attended, 'attended', k)}"
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
    return Section("f", "Referrals", lead, [figure, table, _words()])


def _totals(f: Facts) -> tuple[Cell, Cell, Cell]:
    sums = [sum(row[place] for row in f.now.funnel.values()) for place in range(3)]
    return f.band(sums[0]), f.band(sums[1]), f.band(sums[2])


def _rows(f: Facts) -> list[tuple[str, tuple[Cell, Cell, Cell]]]:
    """The types offered most, then all others in one row, so that the rows add up to the sum."""
    most = sorted(
        (code for code in f.types if code in f.now.funnel), key=lambda code: -f.now.funnel[code][0]
    )[:MOST]
    own = [code for code in f.types if code in most and f.now.funnel[code][0] >= f.threshold]
    rest = [steps for code, steps in f.now.funnel.items() if code not in own]
    counts = [f.now.funnel[code] for code in own] + [tuple(map(sum, zip(*rest, strict=True)))] * bool(rest)
    columns = [protect([row[place] for row in counts], f.threshold) for place in range(3)]
    rows = [(columns[0][i], columns[1][i], columns[2][i]) for i in range(len(counts))]
    placed = largest_first([(i, row[0]) for i, row in enumerate(rows[: len(own)])])
    named = [(f.types[own[i]], rows[i]) for i, _ in placed]
    return named + [("Other types", row) for row in rows[len(own) :]]


def _words() -> Words:
    return Words("How a referral closes", [CLOSES])
