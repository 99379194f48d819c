"""Which contacts (or records) a quantity stands for: few of them make the quantity one to protect."""

from __future__ import annotations

from collections.abc import Iterable

from .cells import Key, Truth, key
from .tables import true_sum

RECORDS = {"collected": "cleanups", "reversal_doses": "reversals"}


def behind(of: Key) -> Key:
    """The count behind a quantity: who got the item, who brought needles back, the records themselves."""
    where = dict(of.where)
    if of.measure in RECORDS:
        return key(RECORDS[of.measure], where)
    if of.measure == "returned":
        method = where.pop("method", ("any",))
        return key("contacts", {**where, f"back.{method[0] if len(method) == 1 else 'any'}": "yes"})
    if of.measure == "units" and len(items := where.pop("item", ())) == 1:
        return key("contacts", {**where, f"item.{items[0]}": "yes"})
    return key("contacts", where)


def contacts_behind(terms: Iterable[tuple[int, Key]], truth: Truth) -> int | None:
    """How many contacts a quantity stands for at most; None when the truth does not know."""
    found = [true_sum(behind(of), truth) for _, of in terms]
    return None if None in found else max((n for n in found if n is not None), default=0)
