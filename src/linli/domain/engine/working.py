"""A fold's own copy of a state: changed in place while entries are added up, frozen before anybody sees it.

A frozen state is copied whole for each of its changes. For one decision that is nothing; for a replay of
the journal it was three quarters of the time.
"""

from dataclasses import fields, replace
from typing import Any

from linli.domain.engine.state import CaseState


class Working(CaseState):
    """A state that may still change; it has the same slots, so that freezing it copies nothing."""

    __slots__ = ()
    __setattr__ = object.__setattr__


_NAMES = tuple(one.name for one in fields(CaseState))


def thawed(state: CaseState) -> Working:
    """Return a working copy of `state`."""
    return Working(**{name: getattr(state, name) for name in _NAMES})


def frozen(state: CaseState) -> CaseState:
    """Return a working copy as a state for ever; the copy itself is no more."""
    if isinstance(state, Working):
        state.__class__ = CaseState  # type: ignore[assignment]  # same slots: nothing moves
    return state


def changed(state: CaseState, **changes: Any) -> CaseState:
    """Return `state` with `changes`: a working copy changes in place, any other is copied."""
    if type(state) is not Working:
        return replace(state, **changes)
    for name, value in changes.items():
        setattr(state, name, value)
    return state
