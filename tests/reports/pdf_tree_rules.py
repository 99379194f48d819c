"""Rules about the structure tree: what a screen reader hears, in which order, and what it says of tables and links."""

from __future__ import annotations

import re
from itertools import pairwise

from .pdf_file import Element, File, Problems, listed, rule

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure",
    "Formula", "Form",
}  # fmt: skip
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
    "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"},
}  # fmt: skip
KIDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"},
}  # fmt: skip
VISIBLE = 4  # annotation flags: printed, nothing else


@rule("A 6.7.3", "UA 7.1")
def the_tree_is_whole_and_of_standard_types(file: File) -> Problems:
    if [each.kind for each in file.tree.kids] != ["Document"]:
        yield "the tree has not one document at its root"
    roles = file.root.StructTreeRoot.get("/RoleMap", {})
    for element in file.elements:
        if element.kind not in STANDARD and f"/{element.kind}" not in roles:
            yield f"type {element.kind}"
        above = element.parent.object if element.parent else None
        if above is None or "/P" not in element.object or element.object.P.objgen != above.objgen:
            yield f"{element.kind} does not know its parent"
    if any(str(role)[1:] in STANDARD for role in roles):
        yield "a standard type is mapped to another"
    known = {each.object.objgen for each in file.elements}
    for each in file.of("/StructElem"):
        if each.objgen not in known:
            yield f"an element {each.get('/S')} stands outside the tree"


@rule("UA 7.2")
def lists_tables_and_contents_are_built_as_they_should(file: File) -> Problems:
    for element in file.elements:
        above = element.parent.kind if element.parent else ""
        if above not in PARENTS.get(element.kind, {above}):
            yield f"{element.kind} in {above}"
        for kind in set(element.kinds) - KIDS.get(element.kind, set(element.kinds)):
            yield f"{kind} in {element.kind}"
        if element.kind in KIDS and element.content:
            yield f"text directly in {element.kind}"
        if "Caption" in element.kinds[1:-1] or element.kinds.count("Caption") > 1:
            yield f"a caption in the middle of {element.kind}"


@rule("UA 7.2")
def tables_are_regular(file: File) -> Problems:
    for table in file.tree.all("Table"):
        parts = table.kinds
        if parts.count("THead") > 1 or parts.count("TFoot") > 1:
            yield "two heads or feet in a table"
        if ("THead" in parts or "TFoot" in parts) and "TBody" not in parts:
            yield "a table with head or foot but no body"
        widths = {width for part in table.kids if part.kind != "Caption" for width in _row_widths(part)}
        if len(widths) > 1:
            yield f"rows of {sorted(widths)} cells in one table"


def _row_widths(part: Element) -> list[int]:
    """How many columns each row covers, with cells that reach down from rows above."""
    found, reaching = [], []  # type: ignore[var-annotated]
    for row in [part] if part.kind == "TR" else part.kids:
        reaching = [(rows - 1, wide) for rows, wide in reaching if rows > 1]
        width = sum(wide for _, wide in reaching)
        for cell in row.kids:
            about = [each for each in listed(cell.object.get("/A")) if each.O == "/Table"]
            wide = int(about[0].get("/ColSpan", 1)) if about else 1
            reaching.append((int(about[0].get("/RowSpan", 1)) if about else 1, wide))
            width += wide
        found.append(width)
    return found


@rule("UA 7.5")
def heads_of_tables_say_what_they_head(file: File) -> Problems:
    names = [str(each.object.ID) for each in file.elements if "/ID" in each.object]
    if len(set(names)) != len(names):
        yield "two elements of one name"
    tree = file.root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    if sorted(names) != [str(name) for name in list(tree)[::2]]:
        yield "the list of names is not that of the elements"
    for table in file.tree.all("Table"):
        for cell in table.all("TH"):
            if str(_attribute(cell, "/Scope")) not in {"/Row", "/Column", "/Both"}:
                yield "a head without direction"
        if not any(True for _ in table.all("TH")):
            yield "a table without heads"
        for cell in table.all("TD"):
            for name in listed(_attribute(cell, "/Headers")):
                if str(name) not in names:
                    yield f"a cell names a head {name} that is not there"


def _attribute(cell: Element, name: str) -> object:
    return next((each.get(name) for each in listed(cell.object.get("/A")) if name in each), None)


@rule("UA 7.3", "UA 7.7")
def pictures_have_words_and_a_place(file: File) -> Problems:
    for element in file.elements:
        if element.kind not in {"Figure", "Formula"}:
            continue
        if len(str(element.object.get("/Alt", ""))) < 4:
            yield f"{element.kind} without words"
        box = _attribute(element, "/BBox")
        if box is None or not element.content:
            yield f"{element.kind} without place or content"
            continue
        x1, y1, x2, y2 = (float(side) for side in box)  # type: ignore[attr-defined]
        left, bottom, right, top = (float(side) for side in file.pages[element.content[0][0]].MediaBox)
        if not (left - 1 <= x1 < x2 <= right + 1 and bottom - 1 <= y1 < y2 <= top + 1):
            yield f"{element.kind} lies outside its page"


@rule("UA 7.4.2", "UA 7.4.4")
def headings_go_down_step_by_step(file: File) -> Problems:
    levels = [int(each.kind[1]) for each in file.elements if re.fullmatch(r"H[1-6]", each.kind)]
    if not levels or levels[0] != 1:
        yield "the first heading is not of the first level"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    if any(each.kind == "H" for each in file.elements):
        yield "headings with and without level"
    for each in file.elements:
        if re.fullmatch(r"H[1-6]", each.kind) and not each.content and not each.kids:
            yield "an empty heading"


@rule("UA 7.9")
def notes_have_names(file: File) -> Problems:
    for note in file.tree.all("Note"):
        if not str(note.object.get("/ID", "")):
            yield "a note without name"


@rule("UA 7.17")
def bookmarks_lead_to_the_headings(file: File) -> Problems:
    with file.pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root] + [
            child.title for entry in outline.root for child in entry.children
        ]
    headings = sum(each.kind in {"H1", "H2"} for each in file.elements)
    if len(titles) != headings or not all(title.strip() for title in titles):
        yield f"{len(titles)} bookmarks for {headings} headings"


@rule("A 6.3", "UA 7.18.1", "UA 7.18.2")
def annotations_are_links_that_are_printed(file: File) -> Problems:
    for page in file.pages:
        for each in page.get("/Annots", []):
            if each.get("/Subtype") != "/Link":
                yield f"annotation {each.get('/Subtype')}"
            if int(each.get("/F", 0)) != VISIBLE:
                yield "an annotation that is hidden or not printed"


@rule("UA 7.18.3")
def keys_follow_the_structure(file: File) -> Problems:
    for place, page in enumerate(file.pages):
        if page.get("/Tabs") != "/S":
            yield f"page {place + 1}: keys do not follow the structure"


@rule("UA 7.18.5")
def links_are_links_and_say_where_they_lead(file: File) -> Problems:
    held = {each.objgen: element for element in file.elements for each in element.annotations}
    for page in file.pages:
        for each in page.get("/Annots", []):
            element = held.get(each.objgen)
            if element is None or element.kind != "Link":
                yield "a link outside of the text"
                continue
            if len(str(each.get("/Contents", ""))) < 2:
                yield "a link without words"
            above = file.parents.get(int(each.get("/StructParent", -1)))
            if above is None or above.objgen != element.object.objgen:
                yield "the parent tree does not lead from a link to its element"
            if "/Dest" in each and not _leads(file, str(each.Dest)):
                yield f"a link to {each.Dest}, which is not there"


def _leads(file: File, name: str) -> bool:
    return name in [
        str(each) for each in file.root.get("/Names", {}).get("/Dests", {}).get("/Names", [])[::2]
    ]
