"""What one run of the benchmark was asked for, and where its caches lie."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """`cache` keeps what is dear to make (the peer's packages, the big store); everything else is thrown away."""

    cache: Path
    quick: bool
    wanted: frozenset[str]

    @property
    def rounds(self) -> int:
        return 2 if self.quick else 5

    @property
    def contacts(self) -> int:
        """Contacts pushed in one round."""
        return 2_000 if self.quick else 10_000

    @property
    def big(self) -> int:
        """Contacts in the big store."""
        return 50_000 if self.quick else 1_000_000

    @contextlib.contextmanager
    def folder(self) -> Iterator[Path]:
        """A fresh folder on the same disk as the caches, removed afterwards."""
        path = Path(tempfile.mkdtemp(prefix="round-", dir=self.cache))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
