"""Entries 记录: canonical bytes, hashes and commitments of a stream's journal.

Source: RFC 8785 (JCS), narrowed: ASCII keys, no floats, times in UTC with milliseconds, at most 16 KB.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

ENTRY_PREFIX = b"linli/entry/v1\0"
FIELD_PREFIX = b"linli/field/v1\0"
FIRST_PREV = "0" * 64
BODY_LIMIT_BYTES = 16_384

INTEGER_LIMIT = 2**53 - 1
"""Larger integers are not the same number for every reader of JSON."""

Json = Mapping[str, Any]

# JCS sorts keys by UTF-16 units and escapes only what must be: for ASCII keys and without floats orjson does
# the same, many times faster than the standard library; `tests/domain/test_entry.py` holds it equal to `rfc8785`.
_SPELLING = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


def moment_text(moment: datetime) -> str:
    """Return `moment` as RFC 3339 UTC with three decimals; raises ValueError when naive."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def parse_moment(text: str) -> datetime:
    """Return the moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def to_milliseconds(moment: datetime) -> datetime:
    """Return `moment` cut to what an entry can hold."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def canonical(value: Any) -> bytes:
    """Return the one canonical spelling of `value`; raises ValueError for what the narrowed JCS refuses."""
    _check(value)
    try:
        return orjson.dumps(value, option=_SPELLING)
    except orjson.JSONEncodeError as error:  # half of a surrogate pair
        raise ValueError(str(error)) from error


def _check(value: Any) -> None:
    """Refuse keys that are not ASCII text, large integers, floats and everything that JSON does not know."""
    if isinstance(value, dict):
        for key, one in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"not an ASCII key: {key!r}")
            if type(one) is not str:
                _check(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            _check(one)
    elif isinstance(value, int):
        if not -INTEGER_LIMIT <= value <= INTEGER_LIMIT:
            raise ValueError(f"integer beyond 2^53 - 1: {value}")
    elif value is not None and not isinstance(value, str):
        raise ValueError(f"no canonical spelling for {type(value).__name__}")


_PLAIN = bytes(set(range(128)) - set(b'":'))
_STRANGE_KEY = re.compile(rb'[\x80-\xff]":')
"""What is left of a key beyond ASCII when all plain signs are taken away."""
_FLOAT = re.compile(rb"[0-9][.eE]")
"""What a float has and nothing else that stands outside quotes."""


def _may_be_refused(body: bytes) -> bool:
    """Say whether `_check` has to look: cheap, and never False for a float or a key that is not ASCII."""
    if b"\\" in body or _FLOAT.search(b"".join(body.split(b'"')[::2])):
        return True
    return not body.isascii() and _STRANGE_KEY.search(body.translate(None, _PLAIN)) is not None


def commitment(value: bytes, nonce: bytes) -> str:
    """Return the hiding commitment to `value`; `nonce` is 32 random bytes."""
    if len(nonce) != 32:
        raise ValueError("a nonce has 32 bytes")
    return hashlib.sha256(FIELD_PREFIX + nonce + value).hexdigest()


def entry_hash(body: bytes) -> str:
    """Return the hash that the next entry of the stream names as `prev`."""
    return hashlib.sha256(ENTRY_PREFIX + body).hexdigest()


def command_hash(body: Any) -> str:
    """Return the hash by which a repeated command is recognised as the same."""
    return hashlib.sha256(canonical(body)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One immutable line of a stream, as parsed from its bytes."""

    stream: str
    seq: int
    prev: str
    type: str
    recv: datetime
    actor: Json
    pub: Json
    com: Mapping[str, str]
    effects: tuple[Json, ...]
    cmd: str | None = None
    auth: str = ""
    dev: str | None = None
    rules: str = ""

    def body(self) -> bytes:
        """Return the canonical bytes; raises ValueError above 16 KB."""
        body = canonical(
            {
                "v": 1,
                "stream": self.stream,
                "seq": self.seq,
                "prev": self.prev,
                "type": self.type,
                "recv": moment_text(self.recv),
                "dev": self.dev,
                "cmd": self.cmd,
                "actor": dict(self.actor),
                "auth": self.auth,
                "pub": dict(self.pub),
                "com": dict(self.com),
                "eff": [dict(effect) for effect in self.effects],
                "rules": self.rules,
            }
        )
        if len(body) > BODY_LIMIT_BYTES:
            raise ValueError(f"entry body of {len(body)} bytes, at most {BODY_LIMIT_BYTES}")
        return body


def parse_entry(body: bytes) -> Entry:
    """Return the entry that `body` spells; raises ValueError when malformed."""
    return entry_of(json.loads(body))


def entry_of(data: Json) -> Entry:
    """Return the entry that a parsed body is; raises ValueError for another version."""
    if data.get("v") != 1:
        raise ValueError("unknown entry version")
    return Entry(
        stream=data["stream"],
        seq=data["seq"],
        prev=data["prev"],
        type=data["type"],
        recv=parse_moment(data["recv"]),
        actor=data["actor"],
        pub=data["pub"],
        com=data["com"],
        effects=tuple(data["eff"]),
        cmd=data["cmd"],
        auth=data["auth"],
        dev=data["dev"],
        rules=data["rules"],
    )


def read_canonical(body: bytes) -> Any:
    """Return what `body` spells; raises ValueError unless `canonical` would spell it again byte for byte."""
    try:
        data = orjson.loads(body)
        if orjson.dumps(data, option=_SPELLING) != body:
            raise ValueError("not in canonical spelling")
    except orjson.JSONEncodeError as error:  # brackets hundreds deep, large integers: only somebody who tampers
        raise ValueError("not in canonical spelling") from error
    if _may_be_refused(body):
        _check(data)
    return data


def is_canonical(body: bytes) -> bool:
    """Say whether `body` is spelled exactly as JCS would spell it again."""
    try:
        read_canonical(body)
    except ValueError:
        return False
    return True
