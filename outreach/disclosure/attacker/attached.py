"""Compares the other attached files, and what the figures say beside their cells, with the cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .spelled import only
from .structure import Paper
from .verdict import DIFFERS, EXACT, SMALL, Found


def compare_files(paper: Paper) -> tuple[list[Found], list[str]]:
    """Findings, and notes about files that could not be understood."""
    found, notes = list(_indicators(paper.figures)), []
    found += _late(paper.figures)
    for name, data in paper.files.items():
        told = _data(data)
        if isinstance(told, dict) and "cells" in told:
            found += _same(paper.figures, told, name)
        elif isinstance(told, dict) and "dataValues" in told:
            found += _values(paper.figures, told, name)
        elif name.endswith(".csv"):
            found += _lines(paper.figures, data, name)
        else:
            notes.append("an attached file cannot be read")
    return found, notes


def _data(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _same(figures: Mapping[str, Any], told: Mapping[str, Any], name: str) -> Iterator[Found]:
    if told["cells"] != figures["cells"]:
        yield Found(DIFFERS, name, 0, 0)


def _values(figures: Mapping[str, Any], told: Mapping[str, Any], name: str) -> Iterator[Found]:
    """Data values have other names; each number must be a published one, or a sum or difference of published ones that
    its comment names. A hidden one may not be sent as 0."""
    known = {cell.get("value") for cell in figures["cells"].values()}
    for row in figures.get("indicators") or []:
        known |= {row.get("value")}
    for value in told["dataValues"]:
        number = only(str(value.get("value", "")).removesuffix(".0"))
        told_as = str(value.get("comment", ""))
        if number is not None and number not in known and number != _worked_out(figures, told_as):
            yield Found(DIFFERS, name, number, number)


def _worked_out(figures: Mapping[str, Any], words: str) -> int | None:
    """The sum or difference of published numbers that a comment names ("key - key"); None when one is hidden."""
    total, sign = 0, 1
    for part in words.split(" "):
        value = (figures["cells"].get(part) or {}).get("value")
        if part in ("+", "-"):
            sign = 1 if part == "+" else -1
        elif value is None:
            return None
        else:
            total += sign * value
    return total


def _lines(figures: Mapping[str, Any], data: bytes, name: str) -> Iterator[Found]:
    """Lines that begin with a key must say the number of its cell, and of a hidden one no number at all."""
    cells = figures["cells"]
    for line in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))):
        if not line or line[0] not in cells:
            continue
        value = cells[line[0]].get("value")
        said = [n for n in map(only, line[1:]) if n is not None]
        if said != ([] if value is None else [value]):
            low = said[0] if said else 0
            yield Found(DIFFERS, f"{name}: {line[0]}", low, low)


def _indicators(figures: Mapping[str, Any]) -> Iterator[Found]:
    """A value of an indicator whose numerator or denominator is hidden gives it away."""
    cells = figures["cells"]
    for row in figures.get("indicators") or []:
        sides = [cells.get(str(row.get(side))) for side in ("numerator", "denominator")]
        hidden = any(cell is not None and cell.get("value") is None for cell in sides)
        if row.get("value") is not None and hidden:
            yield Found(DIFFERS, f"indicator {row.get('code', '')}", 0, 0)


def _late(figures: Mapping[str, Any]) -> Iterator[Found]:
    """Records that came in after a period closed are told only when they are many."""
    k = int(figures["about"]["threshold"])
    for entry in figures.get("late") or []:
        for value in entry.values() if isinstance(entry, Mapping) else ():
            if isinstance(value, int) and not isinstance(value, bool) and 0 < value < k:
                yield Found(EXACT, "late entries", value, value)
    for entry in figures.get("changes") or []:
        for side in ("by", "difference"):
            value = entry.get(side) if isinstance(entry, Mapping) else None
            if isinstance(value, int) and 0 < abs(value) < k:
                yield Found(SMALL, "changes", abs(value), abs(value))
