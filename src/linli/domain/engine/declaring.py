"""Declaring: short spellings of the declaration types, so that a procedure's file reads like its rules."""

from typing import Any

from linli.domain.engine.declarations import (
    Choice,
    ClockKind,
    ClockRule,
    Field,
    FieldType,
    Length,
    LengthFrom,
    Move,
    Stage,
    StageKind,
)
from linli.domain.wording import Wording


def choices(*rows: tuple[str, str, str]) -> tuple[Choice, ...]:
    """Return options from (key, Chinese, English)."""
    return tuple(Choice(key=key, title=Wording(zh, en)) for key, zh, en in rows)


def explained(*rows: tuple[str, Wording, Wording]) -> tuple[Choice, ...]:
    """Return options from (key, title, what choosing it means in law)."""
    return tuple(Choice(key=key, title=title, meaning=meaning) for key, title, meaning in rows)


def field(key: str, zh: str, en: str, type_: FieldType, **rest: Any) -> Field:
    """Return a field; coded and public to the entry unless `commit="com"` is given."""
    return Field(key=key, title=Wording(zh, en), type=type_, **rest)


def words(key: str, zh: str, en: str, **rest: Any) -> Field:
    """Return a field for what somebody writes: kept apart, only committed to."""
    return Field(key=key, title=Wording(zh, en), **{"type": FieldType.TEXT, "commit": "com", **rest})


def stage(
    key: str, title: tuple[str, str], public: tuple[str, str], then: tuple[str, str], kind: StageKind = StageKind.ACTIVE
) -> Stage:
    """Return a stage: its title, what the public page says, and the next lawful step, each (Chinese, English)."""
    return Stage(
        key=key, title=Wording(*title), public_words=Wording(*public), next_lawful_step=Wording(*then), kind=kind
    )


def move(verb: str, title: tuple[str, str], past: tuple[str, str], **rest: Any) -> Move:
    """Return a move that leaves the stage as it is and may be made at any open one, unless told otherwise."""
    return Move(verb=verb, title=Wording(*title), past=Wording(*past), **{"before": (), "after": None, **rest})


def clock(key: str, title: tuple[str, str], kind: ClockKind, **rest: Any) -> ClockRule:
    """Return a clock; a length that is read from a field is given by `from_field`."""
    return ClockRule(key=key, title=Wording(*title), kind=kind, **rest)


def from_field(key: str) -> Length:
    """Return a length that whoever starts the clock fills in: a number of units, or a last day."""
    return Length(source=LengthFrom.FIELD, key=key)
