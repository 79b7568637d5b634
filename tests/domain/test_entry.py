"""Entries: one canonical spelling, hashes that bind a chain, commitments that hide and bind, and their limits."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import Actor, Command, EntryDraft, ValueDraft
from linli.domain.engine.effects import EFFECTS, ClockSet, Effect, Held, Noted, effect_from_json
from linli.domain.entry import (
    BODY_LIMIT_BYTES,
    FIRST_PREV,
    Entry,
    canonical,
    command_hash,
    commitment,
    entry_hash,
    is_canonical,
    moment_text,
    parse_entry,
    parse_moment,
    to_milliseconds,
)

NOW = datetime(2026, 3, 2, 1, 2, 3, 456_789, tzinfo=UTC)
ENTRY = Entry(
    stream="case/1", seq=1, prev=FIRST_PREV, type="case.file", recv=to_milliseconds(NOW), actor={"kind": "resident"},
    pub={"category": "municipal"}, com={"words": "0" * 64}, effects=({"k": "noted", "key": "a", "value": "b"},),
    cmd="c1",
)  # fmt: skip


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": 0.1}, {1: "a"}, "\ud800", {"a": object()}, 2**60])
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        canonical(value)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_text(datetime(2026, 3, 2))  # noqa: DTZ001 - the naive moment is what is refused


def test_a_nonce_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"value", b"short")


def test_an_entry_above_its_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 16384"):
        replace(ENTRY, pub={"title": "长" * BODY_LIMIT_BYTES}).body()


@pytest.mark.parametrize("body", [b'{"v":2}', b"[]", b"{"])
def test_a_body_that_is_no_entry_is_refused(body: bytes) -> None:
    with pytest.raises((ValueError, AttributeError)):
        parse_entry(body)


@pytest.mark.parametrize(
    "body", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1.0}', b'{"a":"\\u4e2d"}', b'{"a":1}\n', b"{", b'{"a":"\\ud800"}']
)
def test_another_spelling_of_the_same_is_told_apart(body: bytes) -> None:
    assert not is_canonical(body)


def test_a_moment_has_three_decimals_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert moment_text(NOW) == "2026-03-02T01:02:03.456Z" == moment_text(NOW.astimezone(shanghai))
    assert parse_moment(moment_text(NOW)) == to_milliseconds(NOW)


def test_an_entry_comes_back_from_its_bytes_as_it_was() -> None:
    assert parse_entry(ENTRY.body()) == ENTRY
    assert is_canonical(ENTRY.body())


def test_the_hash_is_the_one_that_is_written_down() -> None:
    body = ENTRY.body()
    assert entry_hash(body) == hashlib.sha256(b"linli/entry/v1\0" + body).hexdigest()
    assert commitment(b"v", b"n" * 32) == hashlib.sha256(b"linli/field/v1\0" + b"n" * 32 + b"v").hexdigest()


@pytest.mark.parametrize("name", [key for key in json.loads(ENTRY.body()) if key not in ("v", "dev")])
def test_every_part_of_an_entry_is_bound_by_its_hash(name: str) -> None:
    spelled = json.loads(ENTRY.body())
    spelled[name] = "other" if spelled[name] != "other" else "another"
    assert entry_hash(canonical(spelled)) != entry_hash(ENTRY.body())


@given(st.binary(max_size=50), st.binary(max_size=50), st.binary(min_size=32, max_size=32))
def test_a_commitment_binds_its_value(one: bytes, other: bytes, nonce: bytes) -> None:
    assert (commitment(one, nonce) == commitment(other, nonce)) == (one == other)


def test_the_same_value_is_hidden_by_another_nonce() -> None:
    assert commitment(b"v", b"n" * 32) != commitment(b"v", b"m" * 32)


def test_a_chain_names_the_entry_before_and_commits_to_what_is_kept() -> None:
    draft = EntryDraft(stream="case/1", type="case.note", at=to_milliseconds(NOW), actor={"kind": "resident"}, pub={},
                       effects=(), values=(ValueDraft(field="note", subject="case",
                                                      value="说明".encode()),))  # fmt: skip
    first, second = chain((draft, draft), Head(), lambda count: b"r" * count)
    assert parse_entry(first.body).prev == FIRST_PREV and parse_entry(second.body).prev == first.hash
    assert parse_entry(first.body).com["note"] == commitment("说明".encode(), b"r" * 32)
    assert "说明" not in first.body.decode() and first.values[0].value == "说明".encode()
    assert second.seq == 2


@pytest.mark.parametrize("kind", sorted(EFFECTS))
def test_an_effect_comes_back_from_its_spelling_also_when_it_is_empty(kind: str) -> None:
    made = _made(EFFECTS[kind])
    assert effect_from_json(json.loads(canonical(made.to_json()))) == made


def _made(kind: type[Effect]) -> Effect:
    """An effect with every required field as empty as its type allows."""
    empty = {"str": "", "int": 0, "bool": False, "datetime": to_milliseconds(NOW)}
    required = {
        name: empty.get(str(getattr(one.type, "__name__", one.type)), {})
        for name, one in kind.__dataclass_fields__.items()
        if one.default is one.default_factory
    }
    return kind(**required)


def test_an_effect_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown effect"):
        effect_from_json({"k": "magic"})


def test_clearing_a_note_is_spelled_out() -> None:
    assert Noted(key="paused", value="").to_json() == {"k": "noted", "key": "paused", "value": ""}
    assert Held(unit="u").to_json() == {"k": "held", "unit": "u"}
    assert "since" not in {key for key in ClockSet.__dataclass_fields__ if key == "k"}


def test_the_same_command_is_recognised_and_another_is_not() -> None:
    resident, other = Actor(kind="resident"), Actor(kind="system")
    command = Command(
        id="1", verb="note", stream="case/1", fields={"note": "说明", "photo": (b"\xff",), "lone": "\ud800", "x": 1.5}
    )
    same = replace(command, id="2", fields={**command.fields})
    assert command.body_hash(resident) == same.body_hash(resident)
    assert command.body_hash(resident) != command.body_hash(other)
    for changes in ({"verb": "file"}, {"stream": "case/2"}, {"part": "p1"}, {"fields": {**command.fields, "x": 2.5}},
                    {"fields": {**command.fields, "photo": (b"\xfe",)}}):  # fmt: skip
        assert replace(command, **changes).body_hash(resident) != command.body_hash(resident)
    assert command_hash({"a": 1}) != command_hash({"a": 2})
