"""An entry has one spelling: our quick one is that of the reference implementation, byte for byte."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.entry import INTEGER_LIMIT, Entry, canonical, is_canonical, parse_entry, read_canonical

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["\x00\x1f\x7f", "\b\t\n\f\r", '"\\/', "\u2028\u2029", "\ue000\U0001f600", "é\u0301", "灯不亮"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER_LIMIT, INTEGER_LIMIT) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
ENTRY = Entry(
    stream="case/1", seq=1, prev="0" * 64, type="case.file", recv=datetime(2026, 3, 2, tzinfo=UTC),
    actor={"kind": "resident"}, pub={"title": "灯"}, com={}, effects=({"k": "stage", "to": "reported"},),
)  # fmt: skip


@given(VALUES)
def test_the_spelling_is_that_of_rfc_8785(value: Any) -> None:
    spelled = canonical(value)
    assert spelled == rfc8785.dumps(value)
    assert is_canonical(spelled)
    assert read_canonical(spelled) == json.loads(spelled)


@given(VALUES)
def test_any_other_spelling_of_the_same_value_is_refused(value: Any) -> None:
    spelled = canonical(value)
    for other in (json.dumps(value).encode(), json.dumps(value, indent=1, sort_keys=True).encode()):
        assert is_canonical(other) == (other == spelled)


@given(st.binary(max_size=60))
def test_bytes_that_are_canonical_are_spelled_so_by_the_reference(body: bytes) -> None:
    if is_canonical(body):
        assert rfc8785.dumps(json.loads(body)) == body


@pytest.mark.parametrize(
    "value",
    [
        1.0, float("nan"), float("inf"), INTEGER_LIMIT + 1, -INTEGER_LIMIT - 1, "\ud800", {"a": "\udfff"},
        {"名": 1}, {"é": 1}, {1: 1}, {None: 1}, {True: 1}, {"a": {1}}, b"bytes", {"a": object()}, [[{"b": 2.5}]],
    ],
)  # fmt: skip
def test_what_the_narrowed_profile_leaves_out_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical(value)


@pytest.mark.parametrize(
    "body",
    [
        b"", b" 1", b"1 ", b"-0", b"1.0", b"1e3", b"NaN", b"Infinity", b"01", b"9007199254740992", b'{"a":1,"a":1}',
        b'{"b":1,"a":1}', b'{"a": 1}', b'"\\u0041"', b'"\\/"', b'"\\u001F"', b'"\x01"', b'{"\xc3\xa9":1}',
        b'"\xff"', b'"\\ud800"', b"\xef\xbb\xbf1", '"灯"'.encode("utf-16"), b"[" * 100_000, b'{"a":' * 50_000,
        b"9" * 5_000,
    ],
)  # fmt: skip
def test_a_spelling_that_is_not_the_canonical_one_is_recognised(body: bytes) -> None:
    assert not is_canonical(body)


def test_an_entry_is_read_back_as_it_was_written() -> None:
    assert parse_entry(ENTRY.body()) == ENTRY
    assert is_canonical(ENTRY.body())


def test_an_entry_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        parse_entry(ENTRY.body().replace(b'"v":1', b'"v":2'))
