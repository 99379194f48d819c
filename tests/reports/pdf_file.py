"""A PDF as its rules see it, and the list of rules. Each rule is named by the clauses it checks.

The clauses are those of ISO 19005-3 (PDF/A-3, level A: "A 6.1.3") and ISO 14289-1 (PDF/UA-1: "UA 7.1"). What a program
cannot judge (is an alternative text good?) is not here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

Problems = Iterator[str]
Rule = Callable[["File"], Problems]
RULES: dict[str, Rule] = {}


def rule(*clauses: str) -> Callable[[Rule], Rule]:
    """Puts a rule into the list, under its clauses and its name."""

    def register(function: Rule) -> Rule:
        RULES[f"{', '.join(clauses)}: {function.__name__}"] = function
        return function

    return register


@dataclass
class Element:
    """One structure element: its type, its parent's type, the types of its kids, and the object itself."""

    kind: str
    object: Any
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)  # (page, MCID)
    annotations: list[Any] = field(default_factory=list)
    order: list[Element | tuple[int, int]] = field(default_factory=list)  # kids and content as they are read

    @property
    def kinds(self) -> list[str]:
        return [kid.kind for kid in self.kids]

    def all(self, kind: str = "") -> Iterator[Element]:
        """This element and everything below it, in reading order."""
        if not kind or self.kind == kind:
            yield self
        for kid in self.kids:
            yield from kid.all(kind)


class File:
    """The bytes, the objects in them, the pages, and the structure tree."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root

    @cached_property
    def objects(self) -> list[Any]:
        """All dictionaries and streams, also those inside others."""
        found: list[Any] = []
        for each in self.pdf.objects:
            _collect(each, found)
        return found

    @cached_property
    def pages(self) -> list[Any]:
        return [page.obj for page in self.pdf.pages]

    def of(self, kind: str) -> list[Any]:
        """Objects of one /Type."""
        return [each for each in self.objects if each.get("/Type") == kind]

    @cached_property
    def tree(self) -> Element:
        """The root of the structure tree; its kids are the elements of the document."""
        top = Element("StructTreeRoot", self.root.StructTreeRoot, None)
        places = {page.objgen: place for place, page in enumerate(self.pages)}
        _grow(top, self.root.StructTreeRoot.get("/K"), places, None)
        return top

    @cached_property
    def elements(self) -> list[Element]:
        return [each for each in self.tree.all() if each is not self.tree]

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The parent tree: for each page an array by MCID, for each annotation its element."""
        numbers = self.root.StructTreeRoot.ParentTree.Nums
        return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


def _collect(each: Any, found: list[Any]) -> None:
    if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
        found.append(each)
        entries = dict(each.items()).values()
    elif isinstance(each, pikepdf.Array):
        entries = list(each)
    else:
        return
    for entry in entries:
        if isinstance(entry, pikepdf.Object) and not entry.is_indirect:
            _collect(entry, found)


def listed(value: Any) -> list[Any]:
    """The kids of an element, whether one or many."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _grow(parent: Element, kids: Any, places: dict[Any, int], page: int | None) -> None:
    own = parent.object.get("/Pg")
    page = places[own.objgen] if own is not None else page
    for kid in listed(kids):
        if isinstance(kid, int):
            parent.content.append((-1 if page is None else page, kid))
            parent.order.append(parent.content[-1])
        elif kid.get("/Type") == "/OBJR":
            parent.annotations.append(kid.Obj)
        elif kid.get("/Type") == "/MCR":
            place = places[kid.Pg.objgen] if "/Pg" in kid else page
            parent.content.append((-1 if place is None else place, int(kid.MCID)))
        else:
            child = Element(str(kid.get("/S", "/?"))[1:], kid, parent)
            parent.kids.append(child)
            parent.order.append(child)
            _grow(child, kid.get("/K"), places, page)
