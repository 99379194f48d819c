"""Files that travel inside a report's PDF: the same figures for machines."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """One file inside the PDF; its name is neutral, its description is a sentence in the edition's language."""

    name: str
    mime: str
    description: str
    data: bytes

    def told(self) -> dict[str, str]:
        """As pdf.py reads it."""
        return {
            "name": self.name,
            "mime": self.mime,
            "description": self.description,
            "data": b64encode(self.data).decode(),
        }
