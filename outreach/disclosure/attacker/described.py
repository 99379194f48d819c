"""Tables as the attached figures describe them: what each row must print, in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any


def grid(spec: Mapping[str, Any], cells: Mapping[str, Any]) -> list[Counter[str]]:
    """The rows of a table as the attached figures describe it, with its foot, and the same the other way round."""
    downs: list[Any] = [*spec["down"], None]
    acrosses: list[Any] = [*spec["across"], None]
    ends = acrosses if "a" in spec.get("sums", "") or not spec["across"] else acrosses[:-1]
    told = [
        [
            _label(cells.get(_key(spec, measure, down, across)))
            for measure in spec["measures"]
            for across in ends
        ]
        for down in downs
    ]
    lines = [*told, *map(list, zip(*told, strict=True)), *map(list, zip(*told[:-1], strict=True))]
    return [Counter(label for label in line if label) for line in lines]


def _label(cell: Mapping[str, Any] | None) -> str:
    if cell is None:
        return ""
    if cell.get("value") is not None:
        return str(cell["value"])
    return "few" if cell.get("mark") == "few" else "word"


def _key(spec: Mapping[str, Any], measure: str, down: Any, across: Any) -> str:
    where = {dim: list(cats) for dim, cats in spec["where"].items()}
    for dim, head in ((spec["down_dim"], down), (spec["across_dim"], across)):
        if head is not None and dim.endswith(".*"):
            where[f"{dim[:-1]}{head['categories'][0]}"] = ["yes"]
        elif head is not None:
            where[dim] = list(head["categories"])
    return "|".join([measure, *(f"{dim}={_cats(dim, cats)}" for dim, cats in sorted(where.items()))])


def _cats(dim: str, cats: list[str]) -> str:
    cats = sorted(set(cats))
    if dim == "time" and len(cats) > 1:
        return f"{cats[0]}..{cats[-1]}"
    return ",".join(cats)
