"""Indicators of an edition: which cells they need, and what they come to, from protected cells and nothing else.

A number that is hidden hides every indicator made of it. Shares and rates are worked out from two printed numbers, so
that they tell nothing that those do not; a share is a whole number, and only where the whole is 100 or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...disclosure.cells import TIME, Asked, Key, Protected, key
from ...figures.rules import Period, parse_period
from ..content import menu
from ..content.document import Document, Head, TableSpec
from ..content.menu import Scene
from ..content.rules import MIN_BASE
from ..content.truth import Truth
from .definitions import PERIODS, Counted, Definition, Estimated, Made, Pack, People
from .target_rules import Estimate, Target, aim, estimate_for, progress

TABLE, PARTS = "indicators", "indicator_parts"  # what goes first when no pattern can be proven: the parts
Chosen = Sequence[tuple[Pack, Definition]]
Where = Mapping[str, tuple[str, ...]]

REASONS: Mapping[str, str] = {
    "not_collected": "not collected",
    "period": "not for this length of period",
    "estimate": "no size estimate",
    "base": "fewer than 100 in all",
    "people": "cannot be counted",
    "dropped": "not printed",
}


@dataclass(frozen=True)
class Result:
    """What one indicator comes to: a number, a range, or why there is none."""

    value: float | None = None
    low: int | None = None
    high: int | None = None
    mark: str = ""  # few, held, shut, or none with a reason
    reason: str = ""


def wanted(chosen: Chosen, here: Scene, tables: Sequence[TableSpec]) -> dict[Key, str]:
    """The cells that these indicators need in this report, each once, with the table it belongs to."""
    where = {**here.scope, TIME: tuple(here.period.months)}
    found = dict.fromkeys(needed(chosen, where), TABLE)
    parts = (at for _pack, one in chosen for at in _splits(one, where, tables))
    return {**dict.fromkeys(parts, PARTS), **found}


def ask(chosen: Chosen, here: Scene, truth: Truth, tables: Sequence[TableSpec]) -> list[Asked]:
    """Those cells that the tables do not hold yet, with their true numbers. What cannot be counted is left out."""
    held = {at for spec in tables for at in spec.places()}
    missing = ((at, table) for at, table in wanted(chosen, here, tables).items() if at not in held)
    asked = (menu.ask(at, truth, table, here.shut) for at, table in missing)
    return [one for one in asked if one is not None]


def needed(chosen: Chosen, where: Where) -> list[Key]:
    """The cells that the numbers themselves are made of, without their parts."""
    return list(dict.fromkeys(at for _pack, one in chosen for at in _keys(one, where)))


def _keys(one: Definition, where: Where) -> Iterator[Key]:
    for expression in (one.numerator, one.denominator):
        if isinstance(expression, People):
            yield from _people(where, expression.group)
        elif isinstance(expression, Counted | Made):
            yield _key(expression, where)


def _key(expression: Counted | Made, where: Where) -> Key:
    if isinstance(expression, Made):
        return key(expression.made, where)
    return key(key(expression.count, expression.where), where)


def _people(where: Where, group: str = "") -> tuple[Key, ...]:
    """Distinct codes, contacts without a code, all contacts; of a group also those with a code, which must be as safe
    as what they can be worked out from."""
    side = {**where, **({f"pop.{group}": ("yes",)} if group else {})}
    found = key("codes", side), key("contacts", {**side, "coded": "no"}), key("contacts", side)
    return (*found, key("contacts", {**side, "coded": "yes"})) if group else found


def groups(chosen: Chosen) -> list[str]:
    """The populations whose different people these indicators count."""
    found = (one.numerator.group for _pack, one in chosen if isinstance(one.numerator, People))
    return sorted({group for group in found if group})


def _splits(one: Definition, where: Where, tables: Sequence[TableSpec]) -> Iterator[Key]:
    """Parts that are asked for beside what the menu prints anyway: each category of a sum, and the gender of a group.

    No others: items by zone, or a group by age, would close a circle of dimensions, and no pattern could be proven.
    """
    if not isinstance(one.numerator, Counted):
        return
    start = _key(one.numerator, where)
    for dim in one.disaggregations:
        yield from (key(start, {dim: cat}) for cat in start.of(dim) if len(start.of(dim)) > 1)
        if (
            dim == "gender"
            and any(asked.startswith("pop.") for asked, _ in start.where)
            and not start.of(dim)
        ):
            yield from (key(start, {dim: head.categories}) for head in heads_of(dim, tables))


def heads_of(dim: str, tables: Iterable[TableSpec]) -> tuple[Head, ...]:
    """The heads under which the report prints a dimension; () when it does not."""
    for spec in tables:
        for side, heads in ((spec.down_dim, spec.down), (spec.across_dim, spec.across)):
            if side == dim and heads:
                return heads
    return ()


def rows(
    chosen: Chosen, document: Document, estimates: Sequence[Estimate] = (), targets: Sequence[Target] = ()
) -> list[dict[str, Any]]:
    """One row of `Document.indicators` for each indicator, in their order."""
    return [
        {"pack": pack.pack, "pack_title": pack.title, "version": pack.version}
        | evaluate(one, document, estimates, [t for t in targets if t.pack == pack.pack])
        for pack, one in chosen
    ]


def evaluate(
    one: Definition, document: Document, estimates: Sequence[Estimate] = (), targets: Sequence[Target] = ()
) -> dict[str, Any]:
    """One indicator of an edition, ready to be frozen: its definition, its number or why there is none, its target."""
    period, where = _where(document)
    estimate = _estimate(one, document, estimates)
    result = _result(one, document.cells, period, where, estimate)
    target = aim(targets, one, period)
    return _told(one) | {
        "numerator": _numerator(one, where),
        "denominator": _denominator(one, where),
        "estimate": estimate.told() if estimate else None,
        "value": result.value,
        "low": result.low,
        "high": result.high,
        "mark": result.mark,
        "reason": result.reason,
        "share_without_code": _without_code(one, document.cells, where),
        "target": target.told() if target else None,
        **progress(target, one.better, result.value, result.low, result.high),
        "disaggregations": list(_disaggregations(one, document, where)),
    }


def _where(document: Document) -> tuple[Period, Where]:
    period = parse_period(str(document.about["period"]["key"]))
    scope = {dim: tuple(cats) for dim, cats in dict(document.about.get("scope", {})).items()}
    return period, {**scope, TIME: tuple(period.months)}


def _told(one: Definition) -> dict[str, Any]:
    fields = (
        "code",
        "title",
        "asks",
        "of",
        "unit",
        "shown",
        "dedup",
        "asked_too",
        "better",
        "source",
        "edition",
    )
    told: dict[str, Any] = {name: getattr(one, name) for name in fields}
    hint = {"value": one.hint.value, "words": one.hint.words} if one.hint else None
    period = PERIODS[one.period][1]
    return told | {"verifiable": one.verifiable, "why": one.why, "period": period, "hint": hint}


def _numerator(one: Definition, where: Where) -> str:
    if isinstance(one.numerator, People):
        return str(_people(where, one.numerator.group)[0])
    return str(_key(one.numerator, where)) if one.numerator else ""


def _denominator(one: Definition, where: Where) -> str:
    return str(_key(one.denominator, where)) if isinstance(one.denominator, Counted | Made) else ""


def _estimate(one: Definition, document: Document, estimates: Sequence[Estimate]) -> Estimate | None:
    if not isinstance(one.denominator, Estimated):
        return None
    scope = dict(document.about.get("scope", {}))
    return estimate_for(estimates, one.denominator.estimate, scope, str(document.about["period"]["start"]))


def _result(
    one: Definition, cells: Mapping[Key, Protected], period: Period, where: Where, estimate: Estimate | None
) -> Result:
    if one.numerator is None:
        return _nothing("not_collected")
    if len(period.months) not in PERIODS[one.period][0]:
        return _nothing("period")
    if isinstance(one.numerator, People):
        found = _range(cells, _people(where, one.numerator.group))
        return found if one.denominator is None else _coverage(found, estimate)
    top = _cell(cells, _key(one.numerator, where))
    if top.value is None or one.denominator is None:
        return top
    if isinstance(one.denominator, Estimated):
        return _nothing("estimate") if estimate is None else _rate(top.value, estimate.people, one.shown)
    under = _cell(cells, _key(one.denominator, where))
    return under if under.value is None else _rate(top.value, under.value, one.shown)


def _nothing(reason: str) -> Result:
    return Result(mark="none", reason=reason)


def _cell(cells: Mapping[Key, Protected], at: Key) -> Result:
    found = cells.get(at)
    if found is None:
        return _nothing("dropped")
    return Result(found.value, mark=found.mark)


def _range(cells: Mapping[Key, Protected], people: Sequence[Key]) -> Result:
    codes, uncoded = people[:2]
    if codes not in cells:
        return _nothing("people")
    low, more = cells[codes], _cell(cells, uncoded)
    if low.value is None:
        return Result(mark=low.mark)
    if more.value is None:  # "at least": how many more there may be is hidden
        return Result(low=low.value, mark=more.mark, reason=more.reason)
    return Result(low=low.value, high=low.value + int(more.value))


def _coverage(found: Result, estimate: Estimate | None) -> Result:
    """A range of people as whole percentages of an estimate."""
    if found.low is None or estimate is None:
        return found if found.low is None else _nothing("estimate")
    ends = [n if n is None else _rate(n, estimate.people, "percent") for n in (found.low, found.high)]
    if any(end is not None and end.value is None for end in ends):
        return _nothing("base")
    low, high = (None if end is None else int(end.value or 0) for end in ends)
    return replace(found, low=low, high=high)


def _rate(top: float, under: float, shown: str) -> Result:
    """A share as a whole number, only of 100 or more; a number for each person with one decimal below ten."""
    if shown in ("percent", "per hundred"):
        if under < MIN_BASE:
            return _nothing("base")
        return Result(int((200 * top + under) // (2 * under)))
    if not under:
        return _nothing("base")
    each = top / under
    return Result(int(each + 0.5) if each >= 10 else round(each, 1))


def _without_code(one: Definition, cells: Mapping[Key, Protected], where: Where) -> int | None:
    """Whole percentage of contacts without a code; None where it may not be told."""
    if not isinstance(one.numerator, People):
        return None
    _, uncoded, contacts, *_ = (_cell(cells, at).value for at in _people(where, one.numerator.group))
    if uncoded is None or contacts is None:
        return None
    share = _rate(uncoded, contacts, "percent").value
    return None if share is None else int(share)


def _disaggregations(one: Definition, document: Document, where: Where) -> Iterator[dict[str, Any]]:
    """The parts of the numerator that this edition prints: the menu's tables, and what was asked for besides."""
    if not isinstance(one.numerator, Counted | Made):
        return
    start = _key(one.numerator, where)
    for dim in one.disaggregations:
        for head in heads_of(dim, document.tables):
            among = start.of(dim)  # narrowed already: its own categories, one by one
            at = key(start, {dim: head.categories})
            if at in document.cells and at != start and (not among or set(head.categories) <= set(among)):
                yield {"by": dim, "name": head.name, "kind": head.kind, "key": str(at)}
