"""Keeps what identifies out of the logs: ids, tokens, codes, sealed bytes, and the text of exceptions."""

from __future__ import annotations

import logging
import re
from typing import Any

HIDDEN = "[hidden]"
_PATTERNS = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"  # ids of phones and records
    r"|(?:Device|Reference|Bearer|Basic)\s+\S+"  # credentials
    r"|(?=[a-z_+/=-]*[0-9A-Z])[A-Za-z0-9_+/=-]{24,}"  # tokens, digests, sealed bytes; not our functions' names
    r"|\?[^\s\"']*"  # query strings
    r"|\b[0-9A-Za-z]{3}-[0-9A-Za-z]{4}\b"  # slip codes
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}\b"  # addresses of clients
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # e-mail addresses
)


def clean(text: str) -> str:
    """The text with everything that looks like an identifier hidden, and no line breaks that forge a line."""
    return _PATTERNS.sub(HIDDEN, text).replace("\r", "\\r").replace("\n", "\\n")


class Redact(logging.Filter):
    """Rewrites each record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = clean(_message(record)), None
        if record.exc_info:
            # The words of an exception may hold what was sent; its type and place are enough to find the fault.
            record.msg += f" ({place(record.exc_info[1])})"
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def place(error: BaseException | None) -> str:
    """Type of an exception and the function and line where it was raised."""
    frame = error.__traceback__ if error else None
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f" in {frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else ""
    return f"{type(error).__name__}{where}"


def install(*loggers: logging.Logger) -> None:
    """Puts the filter on these loggers and on all their handlers (a logger's filter sees only its own records)."""
    for target in (logging.getLogger(), *loggers):
        for holder in (target, *target.handlers):
            if not any(isinstance(one, Redact) for one in holder.filters):
                holder.addFilter(Redact())


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # A wrong number of arguments must not throw the log line away, nor show the arguments.
        message: Any = record.msg
        return str(message)
