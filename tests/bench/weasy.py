"""The anchor of P6: WeasyPrint on the finished page and nothing else, as its manual says; the same PDF variant.

python -m tests.bench.weasy page.html > report.pdf
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from weasyprint import CSS, HTML, URLFetcher  # type: ignore[import-untyped, unused-ignore]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped, unused-ignore]
from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped, unused-ignore]

STATIC = Path(__file__).resolve().parents[2] / "outreach" / "static"
SCHEME = "outreach-font:"


class Fonts(URLFetcher):  # type: ignore[misc]
    """Finds the bundled fonts."""

    def fetch(self, url: str, headers: object = None) -> object:
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        body = (STATIC / "fonts" / url.removeprefix(SCHEME)).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": "font/woff2"})


def main(page: Path, styles: Path) -> None:
    """`styles` is a list of style sheets as JSON: those that ours used, so that both draw the same page."""
    fetcher, fonts = Fonts(), FontConfiguration()
    sheets = [
        CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in json.loads(styles.read_text())
    ]
    made = HTML(string=page.read_text(), url_fetcher=fetcher).write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/a-3a"
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
