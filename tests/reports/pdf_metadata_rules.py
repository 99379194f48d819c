"""Rules about what the file says of itself, and about the files inside it."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from xml.etree import ElementTree

from .pdf_file import File, Problems, listed, rule

MIME = re.compile(r"[-\w+.]+/[-\w+.]+")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMES = {
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension",
}
KNOWN = {
    "pdfaid": {"part", "conformance", "amd", "corr"},
    "dc": {
        "title",
        "description",
        "language",
        "format",
        "creator",
        "date",
        "identifier",
        "subject",
        "rights",
    },
    "xmp": {"CreateDate", "ModifyDate", "MetadataDate", "CreatorTool"},
    "pdf": {"Producer", "Keywords", "PDFVersion"},
    "pdfaExtension": {"schemas"},
}


@rule("A 6.6.2.1", "UA 7.1")
def is_described_in_well_formed_utf_8(file: File) -> Problems:
    if "/Metadata" not in file.root:
        yield "there is no description"
        return
    packet = file.root.Metadata.read_bytes().decode("utf-8", "strict")
    head = packet.split("?>", 1)[0]
    if not head.startswith("<?xpacket begin=") or "bytes=" in head or "encoding=" in head:
        yield "the packet's head is wrong"
    if not packet.rstrip().endswith('<?xpacket end="r"?>'):
        yield "the packet has no end"
    ElementTree.fromstring(packet.encode())  # noqa: S314 - our own file


def described(file: File) -> dict[str, str]:
    """Every property of the description, by prefix and name; the text of nested ones joined."""
    top = ElementTree.fromstring(file.root.Metadata.read_bytes())  # noqa: S314 - our own file
    found = {}
    for part in top.iter(f"{RDF}Description"):
        entries = [(each.tag, " ".join("".join(each.itertext()).split())) for each in part]
        for name, value in [*entries, *part.attrib.items()]:
            if name.startswith("{") and not name.startswith(RDF):
                space, _, local = name[1:].partition("}")
                found[f"{NAMES.get(space, space)}:{local}"] = value
    return found


@rule("A 6.6.4", "UA 5")
def claims_pdf_a_3a_and_pdf_ua_1(file: File) -> Problems:
    about = described(file)
    claims = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    for name, value in claims.items():
        if about.get(name) != value:
            yield f"{name} is {about.get(name)}"
    packet = file.root.Metadata.read_bytes().decode()
    for space in ("http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"):
        if f'xmlns:{NAMES[space]}="{space}"' not in packet:
            yield f"{space} has not its own prefix"


@rule("A 6.6.2.3")
def defines_every_property_that_is_not_known(file: File) -> Problems:
    packet = file.root.Metadata.read_bytes().decode()
    schemas = re.findall(r"<pdfaSchema:prefix>(\w+)</pdfaSchema:prefix>", packet)
    properties = set(re.findall(r"<pdfaProperty:name>(\w+)</pdfaProperty:name>", packet))
    for name in described(file):
        prefix, _, local = name.rpartition(":")
        if local not in KNOWN.get(prefix, set()) and not (prefix in schemas and local in properties):
            yield f"{name} is not defined"
    fields = ("Schema:schema", "Schema:namespaceURI", "Schema:prefix", "Schema:property", "Property:name",
              "Property:valueType", "Property:category", "Property:description")  # fmt: skip
    for field in fields if schemas else ():
        if f"<pdfa{field}>" not in packet:
            yield f"pdfa{field} is missing"
    for category in re.findall(r"<pdfaProperty:category>(\w+)<", packet):
        if category not in {"internal", "external"}:
            yield f"category {category}"


@rule("A 6.6.3", "UA 7.1")
def says_the_same_in_both_descriptions(file: File) -> Problems:
    about, info = described(file), file.pdf.docinfo
    pairs = {
        "/Title": "dc:title",
        "/Subject": "dc:description",
        "/Producer": "pdf:Producer",
        "/Creator": "xmp:CreatorTool",
    }
    for key, name in pairs.items():
        if str(info.get(key, "")) != about.get(name, ""):
            yield f"{key} and {name} differ"
    for key, name in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
        if re.sub(r"\D", "", str(info.get(key, ""))) != re.sub(r"\D", "", about.get(name, "")):
            yield f"{key} and {name} differ"
    if not about.get("dc:title"):
        yield "there is no title"
    if "/Author" in info or "dc:creator" in about:
        yield "there is an author's name"


@rule("A 6.8", "UA 7.11")
def files_inside_say_what_they_are(file: File) -> Problems:
    associated = [each.objgen for each in file.root.get("/AF", [])]
    names = [
        str(name)
        for name in listed(dict(file.root.get("/Names", {})).get("/EmbeddedFiles", {}).get("/Names"))[::2]
    ]
    if names != sorted(names) or len(set(names)) != len(names) or len(names) != len(associated):
        yield "the names of files are not a sorted list without doubles"
    for entry in [each for each in file.objects if "/EF" in each]:
        if not str(entry.get("/F", "")) or not str(entry.get("/UF", "")) or not str(entry.get("/Desc", "")):
            yield "a file has no name or description"
        if entry.get("/AFRelationship") not in {"/Data", "/Source", "/Alternative", "/Supplement"}:
            yield "a file does not say its relationship"
        if associated.count(entry.objgen) != 1:
            yield "a file is not associated with the document exactly once"
        yield from _inside(entry.EF.get("/F"))


def _inside(stream: Any) -> Problems:
    data, about = stream.read_bytes(), stream.get("/Params", {})
    if not MIME.fullmatch(str(stream.get("/Subtype", "/"))[1:]):
        yield "a file has no MIME type"
    if "/ModDate" not in about or int(about.get("/Size", -1)) != len(data):
        yield "a file has no date or a wrong size"
    if bytes(about.get("/CheckSum", b"")) != hashlib.md5(data, usedforsecurity=False).digest():
        yield "a file's checksum is wrong"
