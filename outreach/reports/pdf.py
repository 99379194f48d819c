"""HTML in, tagged PDF out. The only file that imports weasyprint.

Runs as a program of its own (`render.py` starts it with limits), so that a page which eats memory or never ends
takes nothing else with it. It reaches no network and no file except the bundled fonts: `Fetcher` refuses the rest.

    python -I pdf.py A4|Letter|"A4 sheet"|"Letter sheet" < report.html > report.pdf

Whatever WeasyPrint complains about goes to standard error, one line each.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML, URLFetcher  # type: ignore[import-untyped, unused-ignore]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped, unused-ignore]
from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped, unused-ignore]

STATIC = Path(__file__).resolve().parent.parent / "static"
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


def render(html: str, paper: str = "A4") -> bytes:
    """The PDF of `html`: PDF/UA-1, the same bytes for the same input, dates only from its own meta tags."""
    fetcher, fonts = Fetcher(), FontConfiguration()
    styles = [faces(html), *((STATIC / "css" / name).read_text() for name in STYLES[paper])]
    sheets = [CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in styles]
    document = HTML(string=html, url_fetcher=fetcher, base_url="about:blank")
    pdf: bytes = document.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", full_fonts=False, cache={}
    )
    return pdf


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
    sys.stdout.buffer.write(render(sys.stdin.buffer.read().decode(), sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
