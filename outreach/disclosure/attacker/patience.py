"""How long an attack may take, and signs of life meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

EVERY = 2.0  # seconds between two signs of life


class Patience:
    """Counts down. `beat` is called now and then; whatever it raises ends the attack."""

    def __init__(self, seconds: float, beat: Callable[[], None] = lambda: None) -> None:
        self._start = self._told = monotonic()
        self._end, self._beat = self._start + seconds, beat

    def left(self) -> float:
        """Seconds that are left; a sign of life when it is time for one."""
        now = monotonic()
        if now - self._told >= EVERY:
            self._told = now
            self._beat()
        return self._end - now

    @property
    def passed(self) -> float:
        """Seconds since the start."""
        return monotonic() - self._start
