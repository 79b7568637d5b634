"""Texts that break careless programs, in combination: markup, control characters, width, direction, size, formulas."""

from collections.abc import Iterator
from itertools import product

MARK = "9d1f"
SEEDS = (
    "",
    " ",
    "\t",
    "\x00",
    "\x01\x02\x1f",
    "\x7f",
    "\ufffe",
    "\uffff",
    "\u202e反\u202c",
    "\u200b",
    "\ufeff",
    "\u2028\u2029",
    "e\u0301" * 200,
    f"<script>alert('{MARK}')</script>",
    f"\"><img src=x onerror=alert('{MARK}')>",
    f"'><svg/onload=alert('{MARK}')>",
    f"</textarea><b>{MARK}",
    f"</title><script src=//x.example/{MARK}></script>",
    f"<!--{MARK}",
    f"]]><x>{MARK}",
    f"javascript:alert('{MARK}')",
    f"\" autofocus onfocus=alert('{MARK}') x=\"",
    f"{{{{{MARK}|safe}}}}",
    "{% load x %}",
    "{{ settings.SECRET_KEY }}",
    "${7*7}",
    "#{7*7}",
    "'; DROP TABLE entry; --",
    "' OR '1'='1",
    "\\'; --",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "%",
    "%s%n%x",
    "%(x)s",
    "{0}",
    "\\",
    "../../etc/passwd",
    "..%2f..%2f",
    "None",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "1e999",
    "0",
    "-0",
    "9" * 400,
    "0x10",
    "１３８００００００００",
    "٣٤٥",
    "²",
    "½",
    "真",
    "𠮷𩸽",
    "👩‍👩‍👧‍👦",
    "字" * 2500,
    "x" * 30_000,
    "a\r\nSet-Cookie: planted=1",
    "\n" * 60,
    "&lt;b&gt;",
    "＜script＞",
    "/minghe/",
    "u-liuan",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "http://x.example/",
    "//x.example",
    "case/../case",
    "*" * 50,
    "true",
    "on",
    "[]",
    '{"a":1}',
    "\x1b[31m",
    "\u0000\u0000",
    "\U000e0001",
    "\u0600",
    "ﷺ" * 60,
    "__proto__",
    "constructor.prototype",
    "_connector",
    "_negated=1",
    "縗' OR 1=1 -- ",
    "\u00bf\u005c' OR 1=1 -- ",
    "\u8a97\\",
    "＇ OR 1=1",
    "%EF%BC%87",
    "\u02bc' --",
    "$$; SELECT pg_sleep(9); $$",
    "E'\\x27'",
    "*)(uid=*))(|(uid=*",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    '{"__proto__": {"x": 1}}',
    "[" * 400,
    "%0d%0aSet-Cookie: planted=1",
    "\u2066\u2067\u2068\u2069",
    "\u202a\u202b\u202d",
    "a\u0300\u0301\u0302" * 100,
    "＝1+1",
    "\u3000=1+1",
    "file:///etc/passwd",
    "\\\\x.example\\share",
    "CON",
    "..;/",
    "\ud7ff\ue000",
    "１／０",
    "二〇二六年二月三十日",
)
COUNT_MIN = 540


def hostile_texts() -> tuple[str, ...]:
    """Return every seed, then pairs of them, until there are more than COUNT_MIN, each once."""
    return tuple(dict.fromkeys(_texts()))[: COUNT_MIN + 20]


def _texts() -> Iterator[str]:
    yield from SEEDS
    short = [one for one in SEEDS if len(one) < 60]
    for first, second in product(short, short[::7]):
        yield first + second


def is_unescaped(text: str, page: str) -> bool:
    """Say whether the mark of a text stands in a page as markup, or closes what stands around it."""
    dangerous = (
        f"<script>alert('{MARK}", f"<img src=x onerror=alert('{MARK}", f"<svg/onload=alert('{MARK}", f"<b>{MARK}",
        f"x.example/{MARK}></script>", f"<!--{MARK}", f"<x>{MARK}", f"\" autofocus onfocus=alert('{MARK}",
        f"href=\"javascript:alert('{MARK}",
    )  # fmt: skip
    return any(one in page and one.partition(MARK)[0] in text for one in dangerous)
