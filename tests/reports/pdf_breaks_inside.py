"""Ways to break what a good PDF draws, and its structure tree."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from .pdf_breaks import drop, element, elements, fonts, link, put, redrawn, remapped


def _swapped(array: Any) -> None:
    own = [place for place, each in enumerate(array) if isinstance(each, pikepdf.Dictionary)]
    first, last = own[0], own[-1]
    array[first], array[last] = array[last], array[first]


def _drop_last(row: Any) -> None:
    del row.K[-1]


# what is drawn
put("everything_drawn_is_content_or_artifact", "a line", lambda p: redrawn(p, rb"\Z", b"\n0 0 m 9 9 l S"))
put(
    "artifacts_and_content_are_not_mixed",
    "an artifact in text",
    lambda p: redrawn(p, rb"\bBT\b", b"/Artifact BMC 0 0 1 1 re f EMC BT"),
)
put("every_piece_of_content_has_its_element_and_back", "content of nobody",
    lambda p: redrawn(p, rb"\Z", b"\n/Span <</MCID 999>> BDC 0 0 1 1 re f EMC"))  # fmt: skip
put("every_piece_of_content_has_its_element_and_back", "an element without content",
    lambda p: element(p, "P").K.append(998))  # fmt: skip
put("every_piece_of_content_has_its_element_and_back", "two parents swapped",
    lambda p: _swapped(p.Root.StructTreeRoot.ParentTree.Nums[1]))  # fmt: skip
put("content_is_begun_once", "a number twice", lambda p: redrawn(p, rb"\Z", b"\n/Span <</MCID 1>> BDC EMC"))
put("running_heads_are_artifacts_of_the_page", "a head of no kind",
    lambda p: redrawn(p, rb"/Artifact\s*<</Type /Pagination\s*/Subtype /\w+>>\s*BDC", b"/Artifact BMC"))  # fmt: skip
put(
    "streams_hold_known_operators_and_their_own_resources",
    "an operator",
    lambda p: redrawn(p, rb"\Z", b"\nxyz"),
)
put("streams_hold_known_operators_and_their_own_resources", "deep nesting",
    lambda p: redrawn(p, rb"\Z", b"\n" + b"q " * 30 + b"Q " * 30))  # fmt: skip
put(
    "streams_hold_known_operators_and_their_own_resources",
    "no resources",
    lambda p: p.Root.__setitem__("/X", Stream(p, b"q Q", Dictionary(Subtype=Name.Form))),
)
put("colours_are_rgb_or_grey", "four inks", lambda p: redrawn(p, rb"\Z", b"\n0 0 0 1 k"))
put(
    "fonts_are_embedded_and_complete",
    "not embedded",
    lambda p: drop(fonts(p)[0].FontDescriptor, "/FontFile2"),
)
put("fonts_are_embedded_and_complete", "no map", lambda p: drop(fonts(p)[0], "/CIDToGIDMap"))
put(
    "fonts_are_embedded_and_complete",
    "a glyph that is not there",
    lambda p: redrawn(p, rb"<[0-9a-f]{4}", b"<fff0"),
)
put(
    "fonts_are_embedded_and_complete",
    "the mark for nothing",
    lambda p: redrawn(p, rb"<[0-9a-f]{4}", b"<0000"),
)
put(
    "widths_are_those_of_the_fonts",
    "other widths",
    lambda p: [drop(font, "/W") for font in fonts(p)] and None,
)
put("every_glyph_says_which_letter_it_is", "no letters",
    lambda p: [drop(font, "/ToUnicode") for font in fonts(p, "/Type0")] and None)  # fmt: skip
put(
    "every_glyph_says_which_letter_it_is",
    "a private letter",
    lambda p: remapped(p, rb"(> <)[0-9a-fA-F]{4}>", rb"\1e000>"),
)
put(
    "every_glyph_says_which_letter_it_is",
    "a mark of order",
    lambda p: remapped(p, rb"(> <)[0-9a-fA-F]{4}>", rb"\1feff>"),
)

# the tree
put(
    "the_tree_is_whole_and_of_standard_types",
    "a type of its own",
    lambda p: element(p, "Sect").__setitem__("/S", Name.Mine),
)
put("the_tree_is_whole_and_of_standard_types", "another parent",
    lambda p: element(p, "H1").__setitem__("/P", element(p, "Table")))  # fmt: skip
put("the_tree_is_whole_and_of_standard_types", "an element outside",
    lambda p: p.Root.__setitem__("/X", p.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))))  # fmt: skip
put("the_tree_is_whole_and_of_standard_types", "a standard type mapped",
    lambda p: p.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.Span)))  # fmt: skip
put(
    "lists_tables_and_contents_are_built_as_they_should",
    "a row outside",
    lambda p: element(p, "TBody").__setitem__("/S", Name.Div),
)
put(
    "lists_tables_and_contents_are_built_as_they_should",
    "an entry outside",
    lambda p: element(p, "L").__setitem__("/S", Name.Sect),
)
put("lists_tables_and_contents_are_built_as_they_should", "a caption below",
    lambda p: element(p, "Table").K.insert(2, element(p, "Caption")))  # fmt: skip
put("tables_are_regular", "a short row", lambda p: _drop_last(element(p, "TR")))
put("tables_are_regular", "no body", lambda p: element(p, "TBody").__setitem__("/S", Name.TFoot))
put("heads_of_tables_say_what_they_head", "no direction", lambda p: drop(element(p, "TH").A, "/Scope"))
put("heads_of_tables_say_what_they_head", "a head that is not there",
    lambda p: element(p, "TD").A.__setitem__("/Headers", Array([String("nobody")])))  # fmt: skip
put(
    "heads_of_tables_say_what_they_head",
    "no list of names",
    lambda p: drop(p.Root.StructTreeRoot, "/IDTree"),
)
put("heads_of_tables_say_what_they_head", "no heads",
    lambda p: [each.__setitem__("/S", Name.TD) for each in elements(p, "TH")] and None)  # fmt: skip
put("pictures_have_words_and_a_place", "no words", lambda p: drop(element(p, "Figure"), "/Alt"))
put(
    "pictures_have_words_and_a_place",
    "outside",
    lambda p: element(p, "Figure").A.__setitem__("/BBox", Array([0, 0, 9, 9999])),
)
put("headings_go_down_step_by_step", "a step left out", lambda p: element(p, "H2").__setitem__("/S", Name.H3))
put("headings_go_down_step_by_step", "no first", lambda p: element(p, "H1").__setitem__("/S", Name.P))
put("notes_have_names", "a note", lambda p: element(p, "P").__setitem__("/S", Name.Note))
put("bookmarks_lead_to_the_headings", "no bookmarks", lambda p: drop(p.Root, "/Outlines"))
put("annotations_are_links_that_are_printed", "hidden", lambda p: link(p).__setitem__("/F", 2))
put("annotations_are_links_that_are_printed", "a film", lambda p: link(p).__setitem__("/Subtype", Name.Movie))
put("keys_follow_the_structure", "rows", lambda p: p.pages[0].__setitem__("/Tabs", Name.R))
put("links_are_links_and_say_where_they_lead", "no words", lambda p: drop(link(p), "/Contents"))
put(
    "links_are_links_and_say_where_they_lead",
    "outside of the text",
    lambda p: element(p, "Link").__setitem__("/S", Name.Span),
)
put(
    "links_are_links_and_say_where_they_lead",
    "to nowhere",
    lambda p: link(p).__setitem__("/Dest", String("nowhere")),
)
put(
    "links_are_links_and_say_where_they_lead",
    "no way back",
    lambda p: link(p).__setitem__("/StructParent", 0),
)
