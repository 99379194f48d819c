"""Small pictures of the pages of a PDF, for the desk."""

from __future__ import annotations

import io
import threading

import pypdfium2  # type: ignore[import-untyped]

from ...errors import NotFoundError

WIDTH = 400  # of a picture in pixels: twice what the page shows, for sharp screens
_one_at_a_time = threading.Lock()  # the library behind it must not be used by two threads


def png(pdf: bytes, page: int) -> bytes:
    """Page number `page` (from 1). Raises NotFoundError."""
    with _one_at_a_time:
        file = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= page <= len(file):
                raise NotFoundError("There is no such page.")
            sheet = file[page - 1]
            picture = sheet.render(scale=WIDTH / sheet.get_width()).to_pil()
        finally:
            file.close()
    out = io.BytesIO()
    picture.convert("P", colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()
