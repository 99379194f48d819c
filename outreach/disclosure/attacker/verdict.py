"""What an attack found. Neither the words nor a name of a finding may go to a log: they hold hidden numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

EXACT = "exact"  # a hidden count can be worked out
SMALL = "small"  # a hidden count is proven small, or narrower than its band says
QUANTITY = "quantity"  # a hidden quantity can be worked out, or gives its count away
DIFFERS = "differs"  # something is printed that the attached figures do not say
TWICE = "more than one number for a key"


@dataclass(frozen=True)
class Found:
    """One thing that a reader can prove: the true number lies between low and high."""

    kind: str
    key: str
    low: int
    high: int


@dataclass
class Verdict:
    """All findings. `complete` is False when time ran out or something could not be read: then nothing is proven."""

    found: list[Found] = field(default_factory=list)
    tried: int = 0  # hidden numbers attacked
    seconds: float = 0.0
    complete: bool = True
    notes: list[str] = field(default_factory=list)

    @property
    def safe(self) -> bool:
        """True only when everything was tried and nothing found."""
        return self.complete and not self.found

    def add(self, found: Iterable[Found]) -> None:
        """Findings that are not known yet."""
        for one in found:
            if one not in self.found:
                self.found.append(one)

    def join(self, other: Verdict) -> None:
        """The findings of another part of the attack."""
        self.add(other.found)
        self.tried += other.tried
        self.complete = self.complete and other.complete
        self.notes += [note for note in other.notes if note not in self.notes]
