"""What makes WeasyPrint's file an archive copy: one description for PDF/A-3a and PDF/UA-1, and the files inside it.

Part of the program pdf.py, which loads it by its path; it imports nothing of the package. Dates come from the page's
own meta tags, never from the clock, so that the same edition gives the same bytes.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from hashlib import md5
from typing import Any
from xml.sax.saxutils import escape

import pydyf  # type: ignore[import-untyped, unused-ignore]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMAS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
# PDF/A allows only properties that it knows or that the file itself defines; that of PDF/UA is not among the known.
DEFINES_UA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that this file follows</pdfaProperty:description>"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


def describe(document: Any, pdf: Any) -> None:
    """Replaces the description with one that claims both standards; the same words as in the information dictionary."""
    about = document.metadata
    entries = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        f"<pdf:Producer>{escape(pdf.info['Producer'].string)}</pdf:Producer>",
        "<dc:format>application/pdf</dc:format>",
        _choice("title", about.title),
        _choice("description", about.description),
        f"<dc:language><rdf:Bag><rdf:li>{escape(about.lang)}</rdf:li></rdf:Bag></dc:language>"
        if about.lang
        else "",
        f"<xmp:CreatorTool>{escape(about.generator)}</xmp:CreatorTool>" if about.generator else "",
        f"<xmp:CreateDate>{escape(about.created)}</xmp:CreateDate>" if about.created else "",
        f"<xmp:ModifyDate>{escape(about.modified)}</xmp:ModifyDate>" if about.modified else "",
        DEFINES_UA,
    ]
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SCHEMAS.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about="" {names}>{"".join(entries)}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    )
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream, stream.compress = [packet.encode()], False


def _choice(name: str, words: str | None) -> str:
    if not words:
        return ""
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt></dc:{name}>'


def attach(pdf: Any, files: Sequence[Mapping[str, str]], created: str) -> None:
    """Puts the files into the PDF, sorted by name, each as data of the whole document."""
    names, associated = pydyf.Array(), pydyf.Array()
    for file in sorted(files, key=lambda file: file["name"]):
        entry = _file(pdf, file, pydyf.String(created))
        names.extend([pydyf.String(file["name"]), entry.reference])
        associated.append(entry.reference)
    if not files:
        return
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = associated


def _file(pdf: Any, file: Mapping[str, str], day: Any) -> Any:
    data = b64decode(file["data"])
    about = {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + file["mime"].replace("/", "#2f"),
        "Params": pydyf.Dictionary(
            {
                "Size": len(data),
                "CheckSum": f"<{md5(data, usedforsecurity=False).hexdigest()}>",
                "CreationDate": day,
                "ModDate": day,
            }
        ),
    }
    stream = pydyf.Stream([data], pydyf.Dictionary(about), compress=True)
    pdf.add_object(stream)
    entry = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file["name"]),
            "UF": pydyf.String(file["name"]),
            "Desc": pydyf.String(file["description"]),
            "AFRelationship": "/Data",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(entry)
    return entry
