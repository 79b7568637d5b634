"""Playing a procedure in a test: named people act, time passes, and every entry is folded back from its bytes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from linli.domain.directory import Directory
from linli.domain.engine.access import relations_of
from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import Command, Context, Decision
from linli.domain.engine.decide import decide
from linli.domain.engine.declarations import Procedure, Relation
from linli.domain.engine.fold import fold
from linli.domain.engine.state import CaseState
from linli.domain.engine.ticking import tick, tick_with_links
from linli.domain.entry import parse_entry
from linli.domain.problems import Refused
from linli.procedures import procedures
from tests import cast


class Play:
    """A county in the middle of its work: cases by stream, and a clock that the test moves."""

    def __init__(self, procedure: Procedure | str = "grid_event", *, at: datetime = cast.MONDAY) -> None:
        self.procedure = procedures()[procedure] if isinstance(procedure, str) else procedure
        self.now = at
        self.directory: Directory = cast.directory()
        self.states: dict[str, CaseState] = {}
        self.bodies: dict[str, list[bytes]] = {}
        self.count = 0

    @property
    def state(self) -> CaseState:
        """The case in play, the first one filed."""
        return self.states["case/1"]

    def wait(self, **length: float) -> "Play":
        """Let time pass."""
        self.now += timedelta(**length)
        return self

    def context(self, who: str, state: CaseState) -> Context:
        """Return the context in which `who` acts on `state` now."""
        actor = cast.actor(who)
        relations: frozenset[Relation] = frozenset()
        if actor.post is not None:
            relations = relations_of(actor.post, state, self.directory)
        elif actor.kind == "resident":
            relations = frozenset({Relation.PARTY if actor.id else Relation.REQUESTER})
        known = {**procedures(), self.procedure.key: self.procedure}
        return Context(
            now=self.now,
            actor=actor,
            procedure=known[state.procedure] if state.procedure else self.procedure,
            directory=self.directory,
            relations=relations,
            related={key: one for key, one in self.states.items() if key != state.stream},
            procedures=known,
            number=f"柳岸-2026-{self.count + 1}",
            new_ids=(f"n{self.count + 1}",),
        )

    def file(self, who: str = "resident", **fields: Any) -> CaseState:
        """File a case as case/1, case/2, ...; return its state."""
        stream = f"case/{len(self.states) + 1}"
        return self.command(who, CaseState(stream=stream), "file", fields)

    def do(self, who: str, verb: str, *, on: str = "case/1", part: str = "", **fields: Any) -> CaseState:
        """Let `who` make a move; return the case's new state; raises Refused."""
        return self.command(who, self.states[on], verb, fields, part=part)

    def command(self, who: str, state: CaseState, verb: str, fields: Mapping[str, Any], *, part: str = "") -> CaseState:
        """Give a command and keep what it decides."""
        self.count += 1
        command = Command(id=f"c{self.count}", verb=verb, stream=state.stream, fields=fields, part=part)
        for decision in decide(state, command, self.context(who, state)):
            self.keep(decision)
        return self.states[state.stream]

    def refused(self, who: str, verb: str, *, on: str = "case/1", part: str = "", **fields: Any) -> tuple[str, ...]:
        """Return the codes for which a move is refused; fails when it is not, or when it left anything behind."""
        before = dict(self.states)
        with pytest.raises(Refused) as refusal:
            self.do(who, verb, on=on, part=part, **fields)
        assert self.states == before
        assert all(one.within(language) for one in refusal.value.problems for language in ("zh", "en"))
        return refusal.value.codes

    def refused_filing(self, who: str = "resident", **fields: Any) -> tuple[str, ...]:
        """Return the codes for which a filing is refused."""
        with pytest.raises(Refused) as refusal:
            self.file(who, **fields)
        return refusal.value.codes

    def tick(self, *, on: str = "case/1") -> CaseState:
        """Sweep one case; return its state."""
        state = self.states[on]
        for decision in tick_with_links(state, replace(self.context("system", state))):
            self.keep(decision)
        after = self.states[on]
        assert tick(after, self.context("system", after)) is None
        return after

    def keep(self, decision: Decision) -> None:
        """Keep a decision after its way through canonical bytes and back gave the same state."""
        stream = decision.after.stream
        bodies = self.bodies.setdefault(stream, [])
        head = Head(seq=decision.before.seq)
        chained = chain(decision.entries, head, lambda count: bytes(count))
        bodies.extend(one.body for one in chained)
        folded = fold((parse_entry(one.body) for one in chained), decision.before)
        assert folded == decision.after
        assert decision.before == self.states.get(stream, CaseState(stream=stream))
        self.states[stream] = decision.after

    def replayed(self, stream: str = "case/1") -> CaseState:
        """Return the state that a replay of all kept bytes yields."""
        return fold(parse_entry(body) for body in self.bodies[stream])
