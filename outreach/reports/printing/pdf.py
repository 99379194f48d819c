"""HTML in, tagged PDF out. The only file that imports weasyprint.

Runs as a program of its own (`render.py` starts it with limits), so that a page which eats memory or never ends
takes nothing else with it. It reaches no network and no file except the bundled fonts: `Fetcher` refuses the rest.

    python -I pdf.py < order.json > report.pdf

The order holds `html`, `paper` (a key of STYLES), `language` and `attachments` (name, mime, description, base64 data).

Whatever WeasyPrint complains about goes to standard error, one line each.
"""

from __future__ import annotations

import ctypes.util
import gc
import json
import logging
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

if __name__ == "__main__" and sys.platform == "linux":
    # WeasyPrint tries the names that its libraries have elsewhere before those of Linux. To look one up, Python starts
    # ldconfig and a C compiler: a third of the time until the page is begun.
    ctypes.util.find_library = lambda name: None

import weasyprint  # type: ignore[import-untyped, unused-ignore]
from weasyprint import CSS, HTML, URLFetcher  # type: ignore[import-untyped, unused-ignore]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped, unused-ignore]
from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped, unused-ignore]

STATIC = Path(__file__).resolve().parents[2] / "static"
FONTS = STATIC / "fonts"
STYLES = {
    "A4": ("report.css",),
    "Letter": ("report.css", "report-letter.css"),
    "A4 sheet": ("paper.css",),
    "Letter sheet": ("paper.css", "paper-letter.css"),
}
SCHEME = "outreach-font:"
MEMORY = 1536 * 1024 * 1024  # bytes of address space; a report with 60 zones takes a fraction of it
CPU_SECONDS = 180
UNDATED = "D:20000101"  # of files inside a page that says no date; the clock is never asked


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Lets through `data:` and the bundled fonts under their own scheme; everything else does not exist."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Raises ValueError for any other address, which WeasyPrint reports and leaves out."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        path = (FONTS / url.removeprefix(SCHEME)).resolve()
        if FONTS not in path.parents or path.suffix != ".woff2":
            raise ValueError("no such font")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/woff2"})


def _beside(name: str) -> Any:
    """A file of this folder: the program runs alone, without the package."""
    loader = SourceFileLoader(name, str(Path(__file__).with_name(f"{name}.py")))
    module = ModuleType(name)
    loader.exec_module(module)
    return module


archive, charts, letters, structure = map(
    _beside, ("pdf_archive", "pdf_charts", "pdf_letters", "pdf_structure")
)
letters.listen(weasyprint.pdf.stream.Stream)
charts.write_words(weasyprint)


def render(
    html: str, paper: str = "A4", language: str = "", attachments: Sequence[Mapping[str, str]] = ()
) -> bytes:
    """The PDF of `html`: PDF/A-3a and PDF/UA-1 in one, the same bytes for the same input, dates only from its own
    meta tags. `language` is that of the words when the page does not say it."""
    fetcher, fonts = Fetcher(), FontConfiguration()
    styles = [faces(html), *((STATIC / "css" / name).read_text() for name in sheets_of(html, paper))]
    sheets = [CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in styles]
    page = HTML(string=html, url_fetcher=fetcher, base_url="about:blank")
    document = page.render(stylesheets=sheets, font_config=fonts, cache={})
    document.metadata.lang = document.metadata.lang or language or None

    def finish(document: Any, pdf: Any) -> None:
        letters.mend(document, structure.mend(document, pdf))
        created = pdf.info.get("CreationDate")
        archive.attach(pdf, attachments, created.string if created else UNDATED)
        archive.describe(document, pdf)

    pdf: bytes = document.write_pdf(finisher=finish, pdf_variant="pdf/a-3a", full_fonts=False)
    return pdf


def sheets_of(html: str, paper: str) -> tuple[str, ...]:
    """The style sheets of a page: those of its paper, and what changes sides for right to left."""
    right = 'dir="rtl"' in html[:400] and "report.css" in STYLES[paper]
    return (*STYLES[paper], "report-rtl.css") if right else STYLES[paper]


def faces(html: str) -> str:
    """@font-face rules for the bundled fonts whose characters occur in `html`: unpacking a font costs time."""
    used = {ord(sign) for sign in html} | set(range(0x20, 0x7F))
    found = json.loads((FONTS / "fonts.json").read_text())["fonts"]
    return "".join(
        f"@font-face{{font-family:'{font['family']}';font-weight:{font['weight']};"
        f"src:url({SCHEME}{font['file']}) format('woff2');unicode-range:{font['ranges']}}}"
        for font in found
        if used & _signs(font["ranges"])
    )


def _signs(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def main() -> int:
    """Standard input to standard output, within limits; complaints to standard error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # saves a tenth of the time; the process ends after one document, and its memory is limited
    os.nice(5)  # a report may wait; a phone that syncs may not
    logger = logging.getLogger("weasyprint")
    logger.handlers = [logging.StreamHandler(sys.stderr)]
    logger.setLevel(logging.WARNING)
    sys.stdout.buffer.write(render(**json.load(sys.stdin.buffer)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
