"""Erasing: which values fall under a lawful erasure, and the entries that name them.

Source: 个人信息保护法 Art. 47 (deletion on request or when the purpose is fulfilled). The person's link goes,
the fact of the case stays: what staff wrote for staff is not touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linli.domain.engine.context import Command, Context, Decision, ValuePlace
from linli.domain.engine.running import conclude, joined
from linli.domain.engine.state import CaseState
from linli.domain.wording import Wording

ERASE = "erase"
ERASED = "erased"
"""The key in an entry's public part under which it names what was erased, each as "seq/field"."""
NAMED_IN_ONE_ENTRY = 200
"""So many names, each of at most 68 signs, stay below the 16 KB of an entry."""
ERASED_WORDS = Wording("已依法删除", "Erased by law")
"""What stands where an erased value stood."""
PEOPLE = frozenset({"requester", "party"})
SAID_BY_REQUESTER = frozenset({"comment"})
"""Fields that hold the requester's own words also where staff wrote them down."""


def concerns_erasing(command: Command) -> bool:
    """Say whether `command` proposes an erasure or agrees to one."""
    return command.verb == ERASE or (command.verb == "agree" and command.fields.get("proposal") == ERASE)


def erasable(state: CaseState, kept: Iterable[ValuePlace], whose: str = "") -> tuple[str, ...]:
    """Return the names of the values of the reporter, of the parties, or (by default) of both, in order."""
    wanted = PEOPLE & {whose} if whose else PEOPLE
    by_resident = {act.seq for act in state.acts if act.kind == "resident"}
    return tuple(one.spelled for one in sorted(kept) if _subject(one, by_resident) in wanted)


def _subject(one: ValuePlace, by_resident: set[int]) -> str:
    """Return whose a value is: as declared, but the requester's where it was they who said it."""
    is_theirs = one.seq in by_resident or one.field in SAID_BY_REQUESTER
    return "requester" if is_theirs and one.subject not in PEOPLE else one.subject


def with_erased(given: Mapping[str, Any], state: CaseState, context: Context) -> dict[str, Any]:
    """Return what the erasing entry says: the first names of what falls under it."""
    return {**given, ERASED: list(_names(given, state, context)[:NAMED_IN_ONE_ENTRY])}


def further_entries(decision: Decision, given: Mapping[str, Any], context: Context, command: Command) -> Decision:
    """Return the decision with as many more entries as the remaining names need."""
    names = _names(given, decision.before, context)
    for start in range(NAMED_IN_ONE_ENTRY, len(names), NAMED_IN_ONE_ENTRY):
        more = {"legal_basis": given["legal_basis"], ERASED: list(names[start : start + NAMED_IN_ONE_ENTRY])}
        then = conclude(decision.after, verb=ERASE, given=more, effects=(), context=context, command=command)
        decision = joined(decision, then)
    return decision


def nothing_to_erase(given: Mapping[str, Any], state: CaseState, context: Context) -> bool:
    """Say whether the caller looked for what is kept and nothing falls under the erasure."""
    return context.kept is not None and not _names(given, state, context)


def _names(given: Mapping[str, Any], state: CaseState, context: Context) -> Sequence[str]:
    return erasable(state, context.kept or (), str(given.get("whose", "")))
