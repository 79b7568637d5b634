"""The petition duty desk: what must be routed, told, taken in, decided and reviewed by when, and by whom.

Duties of units, read from the clocks of open petitions within the reader's reach; nothing is said of who petitioned.
Source: 信访工作条例 (2022) arts. 22, 23, 34-36.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_lists import GRANTING_ROLES, query_for
from linli.actions.deciding import Office
from linli.domain.case_query import Order
from linli.domain.engine.context import SYSTEM, Context
from linli.domain.engine.declarations import Move
from linli.domain.engine.guards import extendable_clock
from linli.domain.engine.moves import move_for
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.unit import Post, Role
from linli.procedures import procedure_of, procedures
from linli.store import cases, journal

PETITION = "petition"
EXTENSION, OBJECTION = "extension", "objection_right"
DEEDS = ("routing", "receipt", "taking_in", OBJECTION, "deciding", EXTENSION, "reviewing", "final_reviewing")
"""What is to be done, in the order of the regulation: clocks by their keys, and the extension that was asked."""
LAPSED = "after_lapse"
"""The clock of whoever takes over what lapsed: they owe what the stage asks."""
SHOWN_MAX = 300
WATCHING = frozenset({Role.UNIT_HEAD, Role.CONVENER, Role.SPONSOR, Role.AUDITOR})
"""Who answers for others' work on petitions, and registers none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing that a unit owes (or, for an objection, may still do) on one petition."""

    deed: str
    state: CaseState
    clock: ClockState
    unit: str
    """Who must do it."""
    post: str = ""
    wait_due_at: datetime | None = None
    """When whoever petitioned must have the answer."""

    def is_late(self, now: datetime) -> bool:
        """Say whether it should have been done by now."""
        return self.deed != OBJECTION and self.clock.status == "running" and self.clock.due_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyList:
    """What is owed within one's reach, the earliest first."""

    owed: tuple[Owed, ...]
    is_cut: bool = False
    """There are more open petitions than are read at once; those due first are."""

    def counts(self) -> Mapping[str, int]:
        """Return how much is owed of each kind."""
        return {deed: sum(one.deed == deed for one in self.owed) for deed in DEEDS}


def duties(office: Office, post: Post, now: datetime) -> DutyList:
    """Return everything that is owed on the open petitions which `post` may list."""
    query = query_for(
        office, post, now, procedures=(PETITION,), is_final=False, is_held=False, order=Order.DUE, limit=SHOWN_MAX
    )
    page = cases.list_cases(query)
    states = journal.load_states(office.county_id, [line.stream for line in page.lines]) if page.lines else {}
    found = [one for line in page.lines for one in owed_on(office, states[line.stream], now)]
    found.sort(key=lambda one: (one.clock.due_at, DEEDS.index(one.deed), one.state.number))
    return DutyList(owed=tuple(found), is_cut=bool(page.next_cursor))


def owed_on(office: Office, state: CaseState, now: datetime) -> Iterator[Owed]:
    """Yield what is owed on one petition."""
    wait = state.clocks.get("wait")
    due_at = wait.due_at if wait is not None and wait.is_open else None
    for clock in state.open_clocks():
        if clock.key in DEEDS and not (clock.key == OBJECTION and (clock.lapsed_at or clock.due_at <= now)):
            yield Owed(
                deed=clock.key, state=state, clock=clock, unit=state.holder.unit, post=state.holder.post,
                wait_due_at=due_at,
            )  # fmt: skip
    asked = _extension_asked(office, state, now)
    if asked is not None:
        directory = office.directory
        upper = directory.upper_unit(state.holder.unit, state.area) or directory.joint_meeting(state.area)
        unit = upper.id if upper else state.holder.unit
        found = next(iter(directory.posts_of(unit, now, GRANTING_ROLES)), None)
        yield Owed(
            deed=EXTENSION, state=state, clock=asked, unit=unit, post=found.id if found else "", wait_due_at=due_at
        )


def _extension_asked(office: Office, state: CaseState, now: datetime) -> ClockState | None:
    """Return the clock for which an extension was asked and not decided on."""
    if not state.notes.get("extension_asked"):
        return None
    procedure = procedure_of(state.procedure, state.version)
    context = Context(now=now, actor=SYSTEM, procedure=procedure, directory=office.directory)
    return extendable_clock(state, context)


def filing_move() -> Move:
    """Return the move by which a petition is registered; raises LookupError."""
    move = move_for(procedures()[PETITION], None, "file")
    if move is None:
        raise LookupError("petitions cannot be registered")
    return move


def may_register(post: Post) -> bool:
    """Say whether `post` registers petitions."""
    return any(post.role in way.roles for way in filing_move().who)


def has_petitions(post: Post) -> bool:
    """Say whether `post` has to do with petitions at all: registers, handles, or answers for those who do."""
    return may_register(post) or post.role in WATCHING
