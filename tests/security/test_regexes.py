"""No regular expression is held up: each answers at once, on strings of 100 KB made against it."""

import re
import time

import pytest

from tests.security.regexes import LENGTH, Use, attacks, missed, uses

SECONDS_MAX = 0.05
BOUNDED = {("linli/demo/district/names.py", "line 23"): 400}
"""Patterns that are asked only about texts that were cut to a length before, and to which."""


def seconds(use: Use, text: str) -> float:
    given = text if isinstance(use.pattern.pattern, str) else text.encode("utf-8", "replace")
    asked = getattr(use.pattern, use.method)
    began = time.process_time()
    if use.method in ("sub", "subn"):
        asked("" if isinstance(given, str) else b"", given)
    elif use.method == "finditer":
        list(asked(given))
    else:
        asked(given)
    return time.process_time() - began


def test_the_expressions_of_the_source_are_found() -> None:
    assert len(uses()) >= 40
    assert missed() == []


@pytest.mark.parametrize("use", uses(), ids=lambda use: f"{use.place}:{use.name}:{use.method}")
def test_no_expression_is_held_up(use: Use) -> None:
    length = BOUNDED.get((use.place, use.name), LENGTH)
    pattern = use.pattern.pattern if isinstance(use.pattern.pattern, str) else use.pattern.pattern.decode("latin-1")
    for text in attacks(pattern, length):
        # The quickest of three: another program may have been given the machine meanwhile.
        assert min(seconds(use, text) for _ in range(3)) <= SECONDS_MAX, (use.name, text[:20])


def test_an_expression_that_is_held_up_is_seen() -> None:
    slow = Use(place="", name="", pattern=re.compile(r"(a+)+$"), method="match")
    assert seconds(slow, "a" * 22 + "\x01") > SECONDS_MAX
    assert any("a" * 22 in text for text in attacks(r"(a+)+$", 100))
