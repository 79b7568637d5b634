"""A refused form is answered by leading back to its page, which shows the mistakes and what was typed once.

So "back" never meets a page that a browser cannot show again. What was typed waits on the server, in a session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from linli.domain.problem_catalogue import CATALOGUE
from linli.domain.problems import Problem

KEPT = "refused"
KEPT_MAX = 4
"""Pages of one browser that may wait to be shown again, the newest."""
CHARACTERS_MAX = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was wrong with a form, and what stood in it."""

    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


NOTHING_REFUSED = Refusal()


def keep_refusal(session: SessionBase, to: str, refusal: Refusal) -> None:
    """Let the page at `to` show a refusal once."""
    kept = dict(session.get(KEPT, {}))
    kept.pop(_key(to), None)
    kept[_key(to)] = {
        "problems": [[one.code, one.at, dict(one.params)] for one in refusal.problems],
        "typed": {key: value[:CHARACTERS_MAX] for key, value in refusal.typed.items()},
    }
    session[KEPT] = dict(list(kept.items())[-KEPT_MAX:])


def take_refusal(session: SessionBase, to: str) -> Refusal:
    """Return what the page at `to` is to show now, and forget it."""
    kept = dict(session.get(KEPT, {}))
    found: dict[str, Any] | None = kept.pop(_key(to), None)
    if found is None:
        return NOTHING_REFUSED
    session[KEPT] = kept
    problems = (Problem(code, at, params) for code, at, params in found["problems"] if code in CATALOGUE)
    return Refusal(problems=tuple(problems), typed=found["typed"])


def _key(to: str) -> str:
    """An address may hold a receipt code, which nothing stores in plain."""
    return sha256(to.encode()).hexdigest()[:20]
