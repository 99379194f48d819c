"""Time inside the database as the application sees it: executing and fetching (SQLite works during fetches)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine.cursor import CursorFetchStrategy

FETCHES = ("fetchone", "fetchmany", "fetchall")


@dataclass
class Spent:
    """Seconds inside the database and number of statements since the last `reset`."""

    seconds: float = 0.0
    statements: int = 0
    began: float = 0.0

    def reset(self) -> None:
        self.seconds, self.statements = 0.0, 0


@contextlib.contextmanager
def counting(engine: Engine) -> Iterator[Spent]:
    """Counts every statement of `engine` while the block runs."""
    spent = Spent()

    def before(*_: Any) -> None:
        spent.began = perf_counter()

    def after(*_: Any) -> None:
        spent.seconds += perf_counter() - spent.began
        spent.statements += 1

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        with contextlib.ExitStack() as stack:
            for name in FETCHES:
                timed = _timed(getattr(CursorFetchStrategy, name), spent)
                stack.enter_context(patch.object(CursorFetchStrategy, name, timed))
            yield spent
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


def _timed(fetch: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        began = perf_counter()
        try:
            return fetch(*args, **named)
        finally:
            spent.seconds += perf_counter() - began

    return timed
