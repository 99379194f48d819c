"""QR codes as inline SVG: no request, no image file, no style attribute."""

from __future__ import annotations

import segno
from markupsafe import Markup

_QUIET = 3  # light modules around the code, so that a camera finds its edge on a dark page


def qr_svg(text: str, label: str) -> Markup:
    """`text` as a QR code; `label` is what a screen reader says instead."""
    rows = segno.make(text, error="m", micro=False).matrix
    size = len(rows) + 2 * _QUIET
    path = "".join(_runs(row, y + _QUIET) for y, row in enumerate(rows))
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path stroke="#17121b" d="{}"/></svg>'
    ).format(label, size, size, size, size, path)


def _runs(row: bytes | bytearray, y: int) -> str:
    """One row of the code as horizontal strokes."""
    parts, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            parts.append(f"M{start + _QUIET} {y}.5h{x - start}")
            start = None
    return "".join(parts)
