"""Mends WeasyPrint's structure tree, so that a screen reader hears what a reader sees (PDF/UA-1, ISO 14289-1).

Part of the program pdf.py, which loads it by its path; it imports nothing of the package. It works on the objects
before they are written: running heads become artifacts, lists of terms and the contents get their own types, heads of
tables say their direction, links say where they lead, and wrappers that mean nothing go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped, unused-ignore]

NULL = b"null"
SCALE = 0.75  # points per CSS pixel
FULL = frozenset({"/TD", "/TH", "/Figure"})  # may stand without content of their own


class Nothing(pydyf.Object):  # type: ignore[misc]
    """What stands in the file where an element was that nothing points to any more."""

    @property
    def data(self) -> bytes:
        return NULL


class Tree:
    """The structure elements of one file, by reference; `moved` says which element took over another's content."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.document = self.at(self.root["K"][0])
        self.moved: dict[bytes, bytes] = {}
        self.kept: set[bytes] = set()

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: Any) -> list[tuple[bytes, Any]]:
        """The elements among the kids: references to annotations and numbers of content are left out."""
        found = [(kid, self.at(kid)) for kid in element["K"] if isinstance(kid, bytes)]
        return [(kid, child) for kid, child in found if child.get("Type") == "/StructElem"]


def mend(document: Any, pdf: Any) -> Tree:
    """The whole mending of one file, before it is written; the tree as it is then."""
    tree = Tree(pdf)
    _name_links(document)
    _settle(tree, tree.document)
    _headings_of_tables(tree)
    _boxes_of_figures(tree)
    _artifacts(tree, document)
    _parents(tree)
    return tree


def _name_links(document: Any) -> None:
    """A link says where it leads: its own words, or its `title` where it is only a page number."""
    for page in document.pages:
        for _, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation:
                words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
                annotation["Contents"] = pydyf.String(words or target)


def _settle(tree: Tree, element: Any) -> None:
    """Mends the kids of an element from the bottom up, then takes up those that mean nothing by themselves."""
    kids: list[Any] = []
    for kid in element["K"]:
        child = tree.at(kid) if isinstance(kid, bytes) else None
        if child is None or child.get("Type") != "/StructElem":
            kids.append(kid)
            continue
        _settle(tree, child)
        kids += _taken(tree, element, kid, child)
    element["K"] = pydyf.Array(kids)
    for kid, child in tree.kids(element):
        child["P"] = element.reference
        tree.kept.add(kid)
    _shape(tree, element)


def _taken(tree: Tree, parent: Any, kid: bytes, child: Any) -> list[Any]:
    """What an element keeps of a child: the child, nothing (empty), or the child's own kids (a wrapper)."""
    kind, content = child["S"], child["K"]
    if not content and kind not in FULL:
        return []
    if kind == "/NonStruct" and any(grand["S"] == "/Caption" for _, grand in tree.kids(child)):
        child["S"] = "/Div"
        return [kid]
    same = kind == "/Link" and parent["S"] == "/Link"
    words = kind == "/Span" and all(isinstance(each, int) for each in content) and parent["Pg"] == child["Pg"]
    if same or words or kind in {"/NonStruct", "/Part"}:
        tree.moved[child.reference] = parent.reference
        return list(content)
    return [kid]


def _shape(tree: Tree, element: Any) -> None:
    """Lists: a group of term and meanings is one entry; a list of links is a table of contents."""
    if element["S"] != "/L":
        return
    for _, group in tree.kids(element):
        if group["S"] == "/Div":
            _pair(tree, group)
    entries = [child for _, child in tree.kids(element)]
    if entries and all(_leads(tree, entry) for entry in entries):
        element["S"] = "/TOC"
        for entry in entries:
            entry["S"] = "/TOCI"
            for _, body in tree.kids(entry):
                body["S"] = "/Reference"


def _leads(tree: Tree, entry: Any) -> bool:
    bodies = [body for _, body in tree.kids(entry)]
    return bool(bodies) and all(
        body["S"] == "/LBody" and [child["S"] for _, child in tree.kids(body)] == ["/Link"] for body in bodies
    )


def _pair(tree: Tree, group: Any) -> None:
    """`<div><dt><dd>` came as two entries in a division: now one entry with label and body."""
    entries = tree.kids(group)
    group["S"] = "/LI"
    kids: list[bytes] = []
    for place, (entry, child) in enumerate(entries):
        for body, words in tree.kids(child):
            words["S"], words["P"] = "/LBody" if place else "/Lbl", group.reference
            kids.append(body)
        tree.kept.discard(entry)
    group["K"] = pydyf.Array(kids)


def _headings_of_tables(tree: Tree) -> None:
    """Every head says whether it stands over a column or before a row; and heads are found by their names."""
    names: list[tuple[str, bytes]] = []
    for reference in tree.kept:
        cell = tree.at(reference)
        if cell["S"] != "/TH":
            continue
        group = tree.at(tree.at(cell["P"])["P"])
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
        if "ID" in cell:
            names.append((cell["ID"].string, reference))
    if names:
        listed = [part for name, reference in sorted(names) for part in (pydyf.String(name), reference)]
        tree.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(listed)})


def _boxes_of_figures(tree: Tree) -> None:
    """WeasyPrint gives the place of a figure in CSS pixels from the top; the file counts points from the bottom."""
    for reference in tree.kept:
        figure = tree.at(reference)
        if figure["S"] != "/Figure":
            continue
        x1, y1, x2, y2 = figure["A"]["BBox"]
        height = tree.at(figure["Pg"])["MediaBox"][3]
        box = [x1 * SCALE, height - y2 * SCALE, x2 * SCALE, height - y1 * SCALE]
        figure["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(box), "Placement": "/Block"})


def _artifacts(tree: Tree, document: Any) -> None:
    """Running heads and feet are no part of the text: their content is marked as such, their elements go."""
    streams = [tree.at(tree.at(page)["Contents"]) for page in tree.pdf.page_references]
    numbers = {page: place for place, page in enumerate(tree.pdf.page_references)}
    loose: list[list[int]] = [[] for _ in streams]
    for place, element in enumerate(tree.pdf.objects):
        if not isinstance(element, pydyf.Dictionary) or element.get("Type") != "/StructElem":
            continue
        if element is tree.document or element.reference in tree.kept:
            continue
        if element.reference not in tree.moved:
            content = [kid for kid in element["K"] if isinstance(kid, int)]
            loose[numbers[element["Pg"]]] += content
        gone = Nothing()
        gone.number = place
        tree.pdf.objects[place] = gone
    for page, stream, marks in zip(document.pages, streams, loose, strict=True):
        sides = dict(zip(marks, _sides(page), strict=True))
        for at, item in enumerate(stream.stream):
            if isinstance(item, dict) and item.get("MCID") in sides:
                stream.stream[at - 1] = "/Artifact"
                stream.stream[at] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": sides[item["MCID"]]})


def _sides(page: Any) -> Iterator[str]:
    """For each piece of text in the margins, in the order of the structure: is it a head or a foot?"""
    for box in page._page_box.children:
        at = getattr(box, "at_keyword", "")
        for leaf in box.descendants() if at else ():
            if type(leaf).__name__ in {"TextBox", "InlineReplacedBox", "BlockReplacedBox"}:
                yield "/Footer" if at.startswith("@bottom") else "/Header"


def _parents(tree: Tree) -> None:
    """The way back from content to element, without what has gone."""
    numbers = tree.at(tree.root["ParentTree"])["Nums"]
    for place in range(1, len(numbers), 2):
        if isinstance(numbers[place], bytes):
            numbers[place] = _holder(tree, numbers[place])
        else:
            numbers[place] = pydyf.Array([_holder(tree, each) for each in numbers[place]])
    tree.root["ParentTreeNextKey"] = len(numbers) // 2


def _holder(tree: Tree, reference: bytes) -> bytes:
    while reference in tree.moved:
        reference = tree.moved[reference]
    return reference if reference in tree.kept else NULL
