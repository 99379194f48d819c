"""Ways to break a good PDF, at least one for each rule: what shows that a rule can find anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Break = Callable[[Pdf], None]
BREAKS: list[tuple[str, str, Break]] = []  # rule, what is broken, how
RAW: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("begins_as_pdf_1_7", "version 2.0", lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0", 1)),
    ("begins_as_pdf_1_7", "no high bytes", lambda data: re.sub(rb"\n%[^\n]+\n", b"\n%abcd\n", data, count=1)),
    (
        "has_an_identifier_and_no_encryption_and_ends_at_its_end",
        "no identifier",
        lambda data: data.replace(b"/ID", b"/IX"),
    ),
    (
        "has_an_identifier_and_no_encryption_and_ends_at_its_end",
        "more at the end",
        lambda data: data + b"more",
    ),
    ("streams_are_whole_and_filtered_as_allowed", "a byte of a stream", lambda data: _damaged(data)),
    (
        "objects_stand_on_lines_of_their_own",
        "a space",
        lambda data: re.sub(rb"(\n\d+ 0 obj)\n", rb"\1 ", data, count=1),
    ),
]


def _damaged(data: bytes) -> bytes:
    at = data.index(b"stream\n") + 27
    return data[:at] + bytes([data[at] ^ 255, data[at + 1] ^ 255]) + data[at + 2 :]


def put(rule: str, what: str, function: Break) -> None:
    """Puts one way into the list."""
    BREAKS.append((rule, what, function))


def elements(pdf: Pdf, kind: str) -> list[Any]:
    """All structure elements of a type, in the order of the objects."""
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == f"/{kind}"]


def element(pdf: Pdf, kind: str) -> Any:
    return elements(pdf, kind)[0]


def fonts(pdf: Pdf, subtype: str = "/CIDFontType2") -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == subtype]


def link(pdf: Pdf) -> Any:
    return next(each for page in pdf.pages for each in page.get("/Annots", []))


def inside(pdf: Pdf) -> Any:
    return pdf.Root.AF[0]


def redrawn(pdf: Pdf, old: bytes, new: bytes, count: int = 1, page: int = 0) -> None:
    """Changes the drawing of a page."""
    data = pdf.pages[page].Contents.read_bytes()
    assert re.search(old, data), f"nothing like {old!r} is drawn"
    pdf.pages[page].Contents = pdf.make_stream(re.sub(old, new, data, count=count))


def reworded(pdf: Pdf, old: str, new: str) -> None:
    """Changes the description."""
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert old in packet, f"there is no {old}"
    pdf.Root.Metadata.write(packet.replace(old, new).encode())


def remapped(pdf: Pdf, pattern: bytes, new: bytes) -> None:
    """Changes what the first code of each font means."""
    for font in fonts(pdf, "/Type0"):
        data = font.ToUnicode.read_bytes()
        font.ToUnicode.write(re.sub(pattern, new, data))


def drop(where: Any, key: str) -> None:
    del where[key]


# the file
put("stays_within_the_limits", "a long string", lambda p: p.Root.__setitem__("/X", String("x" * 40000)))
put("stays_within_the_limits", "a long name", lambda p: p.Root.__setitem__("/" + "x" * 200, Name.Yes))
put("stays_within_the_limits", "a large number", lambda p: p.Root.__setitem__("/X", 2**40))
put(
    "stays_within_the_limits",
    "a large page",
    lambda p: p.pages[0].__setitem__("/MediaBox", Array([0, 0, 20000, 9])),
)
put(
    "streams_are_whole_and_filtered_as_allowed",
    "a file elsewhere",
    lambda p: inside(p).EF.F.__setitem__("/F", String("x")),
)
put("says_what_its_colours_mean", "no intent", lambda p: drop(p.Root, "/OutputIntents"))
put(
    "says_what_its_colours_mean",
    "no name",
    lambda p: drop(p.Root.OutputIntents[0], "/OutputConditionIdentifier"),
)
put(
    "says_what_its_colours_mean",
    "no profile",
    lambda p: p.Root.OutputIntents[0].DestOutputProfile.write(bytes(200)),
)
put("states_and_blending_are_plain", "a transfer function",
    lambda p: p.pages[0].Resources.ExtGState.__setitem__("/X", Dictionary(TR=Name.Identity)))  # fmt: skip
put("states_and_blending_are_plain", "a mode of its own",
    lambda p: p.pages[0].Resources.ExtGState.__setitem__("/X", Dictionary(BM=Name.Mine)))  # fmt: skip
put("images_and_forms_are_plain", "a reference",
    lambda p: p.Root.__setitem__("/X", Stream(p, b"", Dictionary(Subtype=Name.Form, Ref=Dictionary()))))  # fmt: skip
put(
    "does_nothing_by_itself",
    "a script",
    lambda p: p.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="1")),
)
put(
    "does_nothing_by_itself",
    "scripts by name",
    lambda p: p.Root.Names.__setitem__("/JavaScript", Dictionary(Names=Array())),
)
put("does_nothing_by_itself", "a launch",
    lambda p: link(p).__setitem__("/A", Dictionary(Type=Name.Action, S=Name.Launch)))  # fmt: skip
put("does_nothing_by_itself", "a form", lambda p: p.Root.__setitem__("/AcroForm", Dictionary(Fields=Array())))
put("is_described_in_well_formed_utf_8", "no description", lambda p: drop(p.Root, "/Metadata"))
put(
    "is_described_in_well_formed_utf_8",
    "an encoding",
    lambda p: reworded(p, 'id="W5M', 'encoding="x" id="W5M'),
)
put("claims_pdf_a_3a_and_pdf_ua_1", "level B", lambda p: reworded(p, "conformance>A", "conformance>B"))
put("claims_pdf_a_3a_and_pdf_ua_1", "no PDF/UA", lambda p: reworded(p, "<pdfuaid:part>1</pdfuaid:part>", ""))
put(
    "defines_every_property_that_is_not_known",
    "no schema of PDF/UA",
    lambda p: reworded(p, ">pdfuaid<", ">other<"),
)
put("defines_every_property_that_is_not_known", "an own property",
    lambda p: reworded(p, "<dc:format>", "<dc:mine>x</dc:mine><dc:format>"))  # fmt: skip
put(
    "says_the_same_in_both_descriptions",
    "another title",
    lambda p: p.docinfo.__setitem__("/Title", "Another"),
)
put(
    "says_the_same_in_both_descriptions",
    "another day",
    lambda p: p.docinfo.__setitem__("/CreationDate", "D:19990101"),
)
put("says_the_same_in_both_descriptions", "an author", lambda p: p.docinfo.__setitem__("/Author", "A person"))
put("files_inside_say_what_they_are", "no relationship", lambda p: drop(inside(p), "/AFRelationship"))
put("files_inside_say_what_they_are", "no MIME type", lambda p: drop(inside(p).EF.F, "/Subtype"))
put("files_inside_say_what_they_are", "listed twice", lambda p: p.Root.AF.append(inside(p)))
put("files_inside_say_what_they_are", "not associated", lambda p: drop(p.Root, "/AF"))
put("files_inside_say_what_they_are", "no name", lambda p: drop(inside(p), "/UF"))
put("files_inside_say_what_they_are", "other data", lambda p: inside(p).EF.F.write(b"other"))
put(
    "is_tagged_and_says_language_and_title",
    "not marked",
    lambda p: p.Root.MarkInfo.__setitem__("/Marked", False),
)
put(
    "is_tagged_and_says_language_and_title",
    "suspect",
    lambda p: p.Root.MarkInfo.__setitem__("/Suspects", True),
)
put("is_tagged_and_says_language_and_title", "no language", lambda p: drop(p.Root, "/Lang"))
put(
    "is_tagged_and_says_language_and_title",
    "no tag of a language",
    lambda p: p.Root.__setitem__("/Lang", "my words"),
)
put("is_tagged_and_says_language_and_title", "no title shown",
    lambda p: p.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False))  # fmt: skip
