"""Bad input: texts, addresses and bodies that break careless code."""

from __future__ import annotations

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
FORM, MANY = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
BODIES: tuple[tuple[str, bytes], ...] = (
    (FORM, b""), (FORM, b"&&&===&"), (FORM, b"name=%ff%fe%00&units=%"), (FORM, b"a=1&" * 2000),
    (FORM, b"\xff\xfe" * 100), ("text/plain", b"x"),
    (MANY, b""), (MANY, b"--b\r\n"), (MANY, b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"),
    (MANY, b"--b\r\nContent-Disposition: form-data; name=file; filename=\"../x\"\r\n\r\n\xff\xfe\r\n--b--\r\n"),
    (MANY, b'--b\r\nContent-Disposition: form-data; name="file"; filename="z.json"\r\n\r\n[[[[\r\n--b--\r\n'),
    ("multipart/form-data", b"x"), ("application/json", b"{"), ("application/json", b"[" * 50_000),
    ("", b"x"), ("x/y; charset=nonsense", b"x"),
)  # fmt: skip
