"""What the bytes of shown text mean: the ToUnicode table of a font, read as any reader of PDF does."""

from __future__ import annotations

import re
from typing import Any

SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class Font:
    """Turns shown bytes into text. A code that the font does not explain becomes U+FFFD."""

    def __init__(self, resource: Any) -> None:
        self.width = 2 if str(resource.get("/Subtype")) == "/Type0" else 1
        self.known: dict[int, str] = {}
        if "/ToUnicode" in resource:
            self._read(resource.ToUnicode.read_bytes())
        elif self.width == 1:
            self.known = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}

    def text(self, shown: bytes) -> str:
        codes = (int.from_bytes(shown[i : i + self.width], "big") for i in range(0, len(shown), self.width))
        return "".join(self.known.get(code, "\ufffd") for code in codes)

    def _read(self, table: bytes) -> None:
        for kind, body in SECTION.findall(table):
            words = [
                (b"[" if start else b"]" if end else re.sub(rb"\s", b"", digits))
                for digits, start, end in HEX.findall(body)
            ]
            if kind == b"bfchar":
                for code, sign in zip(words[::2], words[1::2], strict=False):
                    self.known[int(code, 16)] = _signs(sign)
            elif kind == b"bfrange":
                self._ranges(words)

    def _ranges(self, words: list[bytes]) -> None:
        at = 0
        while at + 2 < len(words):
            first, last = int(words[at], 16), int(words[at + 1], 16)
            if words[at + 2] == b"[":
                end = words.index(b"]", at)
                for offset, sign in enumerate(words[at + 3 : end]):
                    self.known[first + offset] = _signs(sign)
                at = end + 1
                continue
            start = _signs(words[at + 2])
            for offset in range(min(last - first + 1, 65536)):
                self.known[first + offset] = start[:-1] + chr(ord(start[-1]) + offset) if start else ""
            at += 3


def _signs(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
