"""The anchor of P6: WeasyPrint on the finished page and nothing else, as its manual says; the same PDF variant.

python -m tests.bench.weasy page.html > report.pdf
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from weasyprint import CSS, HTML  # type: ignore[import-untyped, unused-ignore]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped, unused-ignore]

PROGRAM = Path(__file__).resolve().parents[2] / "outreach" / "reports" / "pdf.py"


def main(page: Path) -> None:
    """Same style sheets, same fonts, same variant as ours."""
    ours = runpy.run_path(str(PROGRAM))
    html, fetcher, fonts = page.read_text(), ours["Fetcher"](), FontConfiguration()
    styles = [
        ours["faces"](html),
        *((ours["STATIC"] / "css" / name).read_text() for name in ours["sheets_of"](html, "A4")),
    ]
    sheets = [CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in styles]
    made = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/a-3a"
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
