"""The attacker: somebody who wants to know a hidden number and holds every file that this audience was given.

It shares no code with the protection that it tests: own reading of the figures and of the PDF, own model, own programs.
"""

from __future__ import annotations

from .tables import attack_tables
from .verdict import DIFFERS, EXACT, QUANTITY, SMALL, TWICE, Found, Verdict

__all__ = ["DIFFERS", "EXACT", "QUANTITY", "SMALL", "TWICE", "Found", "Verdict", "attack_tables"]
