"""A fold's own copy of a state: changed in place while entries are added up, frozen before anybody sees it.

A frozen state would be copied whole for each of its changes. For one decision that is nothing; for a replay of
the journal it was most of the time.
"""

from dataclasses import fields
from operator import attrgetter
from typing import Any

from linli.domain.engine.state import CaseState, ClockState

Working = Any
"""A state without its lock, its mappings its own: what no type checker lets anybody say of a frozen class."""


class _Unlocked(CaseState):
    """The same slots, so that freezing copies nothing."""

    __slots__ = ()
    __setattr__ = object.__setattr__


_NAMES = tuple(one.name for one in fields(CaseState))
_read = attrgetter(*_NAMES)
_MAPPINGS = ("clocks", "parts", "counts", "notes", "proposals")


def blank(stream: str) -> Working:
    """Return the empty state of `stream`, unlocked."""
    return _Unlocked(stream=stream)


def thawed(state: CaseState) -> Working:
    """Return a working copy of `state`."""
    working = _Unlocked(**dict(zip(_NAMES, _read(state), strict=True)))
    for name in _MAPPINGS:
        setattr(working, name, dict(getattr(state, name)))
    return working


def frozen(state: Working) -> CaseState:
    """Return a working copy as a state for ever; the copy itself is no more."""
    state.__class__ = CaseState
    lasting: CaseState = state
    return lasting


_CLOCK_NAMES = tuple(one.name for one in fields(ClockState))
_read_clock = attrgetter(*_CLOCK_NAMES)


def amended(clock: ClockState, **changes: Any) -> ClockState:
    """Return a copy of `clock` with `changes`, as `dataclasses.replace` does at twice the cost."""
    copy = object.__new__(ClockState)
    for name, value in zip(_CLOCK_NAMES, _read_clock(clock), strict=True):
        object.__setattr__(copy, name, value)
    for name, value in changes.items():
        object.__setattr__(copy, name, value)
    return copy
