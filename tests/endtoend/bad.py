"""Bad input: values that break careless code, and every way to spoil one field of a JSON body."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

TEXTS = (
    "", " ", "0", "-1", "1.5", "1e9", "NaN", "true", "null", "[]", "{}", "9223372036854775808", "1" * 400,
    "2026-13-45", "0000-00-00", "9999Q9", "2026Q", "99999-01", "28", "-28d", "999999999d", "١٢", "ｄａｔｅ",
    "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "' or 1=1 --", "\"><script>alert(1)</script>", "{{7*7}}", "%s%n%00",
    "../../../etc/passwd", "//evil.example/", "javascript:alert(1)", "\ufeff", "\u202e", "🙂" * 300, "x" * 20_000,
)  # fmt: skip
PATHS = (
    "0", "-1", "999999999", "9223372036854775807", "9223372036854775808", "1" * 300, "1.5", "abc", "%00", "%ff",
    "..%2f..%2fetc", "%F0%9F%99%82", "' or 1=1", "<b>", " ",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, 2**64, 1e308, "", "x", "\x00", "ü" * 2000, [], [[]], {}, {"a": 1},
    "0" * 63, "..", "AAAA=", "\ud800",
)  # fmt: skip


def spoiled(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each way to leave out or replace one field of `body`, and of its first item: (what was done, the body)."""
    for name in body:
        yield f"without {name}", {key: value for key, value in body.items() if key != name}
        for value in VALUES:
            yield f"{name} = {value!r:.20}", {**body, name: value}
    for name in body.get("items", [{}])[0] if body.get("items") else ():
        without = copy.deepcopy(body)
        del without["items"][0][name]
        yield f"item without {name}", without
        for value in VALUES:
            changed = copy.deepcopy(body)
            changed["items"][0][name] = value
            yield f"item {name} = {value!r:.20}", changed
