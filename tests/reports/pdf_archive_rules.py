"""Rules about the file as a whole: its bytes, its limits, what may not be in it, its description, the files inside."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pikepdf

from .pdf_file import File, Problems, listed, rule

FILTERS = {
    "/ASCIIHexDecode",
    "/ASCII85Decode",
    "/FlateDecode",
    "/RunLengthDecode",
    "/DCTDecode",
    "/JPXDecode",
}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@rule("A 6.1.2", "UA 6.1")
def begins_as_pdf_1_7(file: File) -> Problems:
    first, second = file.data.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield f"header {first!r}"
    if not (second.startswith(b"%") and len(second) >= 5 and all(byte > 127 for byte in second[1:5])):
        yield "no comment of four high bytes after the header"


@rule("A 6.1.3", "UA 7.16")
def has_an_identifier_and_no_encryption_and_ends_at_its_end(file: File) -> Problems:
    identifier = file.pdf.trailer.get("/ID")
    if identifier is None or len(identifier) != 2 or not bytes(identifier[0]):
        yield "no file identifier"
    if file.pdf.is_encrypted:
        yield "encrypted"
    if not file.data.rstrip(b"\r\n").endswith(b"%%EOF") or len(file.data) - len(file.data.rstrip()) > 2:
        yield "data after the end of the file"


@rule("A 6.1.7", "A 6.1.10")
def streams_are_whole_and_filtered_as_allowed(file: File) -> Problems:
    yield from file.pdf.check_pdf_syntax()
    for stream in file.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream:
                yield f"a stream has {key}"
        for name in listed(stream.get("/Filter")):
            if str(name) not in FILTERS:
                yield f"filter {name}"


@rule("A 6.1.9")
def objects_stand_on_lines_of_their_own(file: File) -> Problems:
    loose = len(re.findall(rb"(?:^|\s)\d+ \d+ obj\b", file.data))
    if loose != len(re.findall(rb"\n\d+ \d+ obj\n", file.data)):
        yield "an object does not begin on a line of its own"


@rule("A 6.1.8", "A 6.1.13")
def stays_within_the_limits(file: File) -> Problems:
    for each in file.objects:
        for key, value in each.items():
            yield from _limits(key, value)
    for page in file.pages:
        for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if name in page:
                x1, y1, x2, y2 = (float(side) for side in page[name])
                if not (3 <= abs(x2 - x1) <= 14400 and 3 <= abs(y2 - y1) <= 14400):
                    yield f"{name} is too small or too large"


def _limits(key: str, value: Any) -> Problems:
    for name in (key, str(value) if isinstance(value, pikepdf.Name) else "/"):
        if len(name.encode()) > 128:
            yield f"name {name[:20]} is too long"
    if isinstance(value, pikepdf.String) and len(bytes(value)) > 32767:
        yield f"the string of {key} is longer than 32,767 bytes"
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        yield f"the integer of {key} is out of range"
    if isinstance(value, Decimal) and value and not Decimal("1.2e-38") <= abs(value) <= Decimal("3.4e38"):
        yield f"the number of {key} is out of range"


@rule("A 6.2.3", "A 6.2.4.3")
def says_what_its_colours_mean(file: File) -> Problems:
    intents = [each for each in file.root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    profile = intents[0].DestOutputProfile
    head = profile.read_bytes()[:128]
    if head[12:16] not in {b"mntr", b"prtr"} or head[16:20] != b"RGB " or head[8] >= 5 or int(profile.N) != 3:
        yield "the profile of the output intent is not one of RGB"
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "the output intent has no name"


@rule("A 6.2.5", "A 6.2.6", "A 6.2.10")
def states_and_blending_are_plain(file: File) -> Problems:
    for state in [state for each in file.objects for state in dict(each.get("/ExtGState", {})).values()]:
        for key in ("/TR", "/HTP", "/HT", "/TR2"):
            if key in state and (key != "/TR2" or state[key] != "/Default"):
                yield f"a graphics state has {key}"
        if str(state.get("/BM", "/Normal")) not in {
            "/Normal",
            "/Compatible",
            "/Multiply",
            "/Screen",
            "/Darken",
        }:
            yield f"blend mode {state.BM}"
        if str(state.get("/RI", "/Perceptual")) not in {
            "/RelativeColorimetric",
            "/Perceptual",
            "/Saturation",
        }:
            yield f"rendering intent {state.RI}"


@rule("A 6.2.8", "A 6.2.9", "UA 7.20")
def images_and_forms_are_plain(file: File) -> Problems:
    banned = {
        "/Image": ("/Alternates", "/OPI"),
        "/Form": ("/OPI", "/PS", "/Ref", "/Subtype2"),
        "/PS": ("/Subtype",),
    }
    for each in file.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        for key in banned.get(str(each.get("/Subtype", "")), ()):
            if key in each:
                yield f"{each.Subtype} with {key}"
        if each.get("/Interpolate", False):
            yield "an image is interpolated"


@rule("A 6.1.12", "A 6.4", "A 6.5", "A 6.9", "A 6.10", "A 6.11", "UA 7.10", "UA 7.19")
def does_nothing_by_itself(file: File) -> Problems:
    for key in (
        "/AA",
        "/OpenAction",
        "/AcroForm",
        "/NeedsRendering",
        "/OCProperties",
        "/Requirements",
        "/Perms",
    ):
        if key in file.root:
            yield f"the catalogue has {key}"
    for key in ("/JavaScript", "/AlternatePresentations", "/Renditions"):
        if key in file.root.get("/Names", {}):
            yield f"there are names of {key}"
    for page in file.pages:
        for key in ("/AA", "/PresSteps", "/Trans"):
            if key in page:
                yield f"a page has {key}"
    for each in file.objects:
        action = each.get("/A") if each.get("/Type") != "/StructElem" else None
        for found in (each, action):
            if (
                isinstance(found, pikepdf.Dictionary)
                and found.get("/Type") == "/Action"
                and str(found.S) not in ACTIONS
            ):
                yield f"action {found.S}"
        if "/JS" in each:
            yield "there is a script"


@rule("A 6.7.2", "A 6.7.4", "UA 7.1", "UA 7.2")
def is_tagged_and_says_language_and_title(file: File) -> Problems:
    if not file.root.get("/MarkInfo", {}).get("/Marked", False) or file.root.MarkInfo.get("/Suspects", False):
        yield "not marked as tagged, or suspect"
    if not LANGUAGE.fullmatch(str(file.root.get("/Lang", ""))):
        yield "no language"
    for each in file.of("/StructElem"):
        if "/Lang" in each and not LANGUAGE.fullmatch(str(each.Lang)):
            yield f"language {each.Lang}"
    if not file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not displayed"
