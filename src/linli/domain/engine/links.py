"""Links: what a decision on one case does to the cases that hang on it, or on which it hangs.

A link stands on both cases under the key of one link rule: "to" on the case that was merged, split off or
raised, "from" on the other. Both procedures declare the rule.
"""

from dataclasses import replace

from linli.domain.engine import effects as fx
from linli.domain.engine.clock_keeping import clock_effects
from linli.domain.engine.context import Command, Context, Decision, Decisions
from linli.domain.engine.declarations import LinkRule, Procedure
from linli.domain.engine.moves import is_before, move_for
from linli.domain.engine.named_effects import held_by
from linli.domain.engine.running import Making, conclude, joined, run_move
from linli.domain.engine.state import CaseState, LinkState
from linli.domain.unit import Role

MERGED = "merged"


class _Gathered:
    """Decisions by stream: each stream gets one, whatever reaches it and however often."""

    def __init__(self, first: Decision, context: Context) -> None:
        self.context = context
        self.found: dict[str, Decision] = {first.after.stream: first}

    def state(self, stream: str) -> CaseState | None:
        """Return a stream's state as far as it is decided, or None where the caller did not bring it."""
        decided = self.found.get(stream)
        return decided.after if decided else self.context.related.get(stream)

    def add(self, decision: Decision) -> None:
        """Add a decision that follows what its stream has so far."""
        stream = decision.after.stream
        before = self.found.get(stream)
        self.found[stream] = joined(before, decision) if before else decision


def linked_decisions(decision: Decision, context: Context, command: Command | None = None) -> Decisions:
    """Return `decision` and the decisions it makes due on other streams, one per stream."""
    gathered = _Gathered(decision, context)
    if command is not None and command.verb == "split":
        child = _child(decision, command, context)
        gathered.add(child)
        gathered.add(_marked(decision.after, _back(child.after.links[-1], child.after), context, "linked"))
    _tell_new_links(gathered, decision)
    _answer_merged(gathered, decision)
    told: set[str] = set()
    while True:
        changed = next(
            (one for one in gathered.found.values() if _has_changed(one) and one.after.stream not in told), None
        )
        if changed is None:
            return tuple(gathered.found.values())
        told.add(changed.after.stream)
        _close_merged(gathered, changed.after)
        _tell_parents(gathered, changed.after)


def _has_changed(decision: Decision) -> bool:
    return decision.after.is_final != decision.before.is_final


def _rule(procedure: Procedure, key: str) -> LinkRule | None:
    return next((rule for rule in procedure.links if rule.key == key), None)


def _back(link: LinkState, state: CaseState) -> fx.Linked:
    """Return the other side of `link`, which stands on `state`."""
    return fx.Linked(
        rule=link.rule, relation=link.relation, stream=state.stream, direction="from", is_final=state.is_final
    )


def _marked(state: CaseState, mark: fx.Linked, context: Context, verb: str) -> Decision:
    there = context.as_system(context.procedure_for(state))
    return conclude(state, verb=verb, given={}, effects=(mark,), context=there)


def _tell_new_links(gathered: _Gathered, decision: Decision) -> None:
    """Enter each new link on its other side too; a newly merged reporter has not been answered yet."""
    for link in decision.after.links:
        other = gathered.state(link.stream)
        if link.direction != "to" or link in decision.before.links or other is None:
            continue
        mark = _back(link, decision.after)
        if link.relation != MERGED:
            gathered.add(_marked(other, mark, gathered.context, "linked"))
            continue
        effects: tuple[fx.Effect, ...] = (mark,)
        if decision.after.requester != "none" and other.notes.get("answered"):
            effects = (mark, fx.Noted(key="answered", value=""))
        there = gathered.context.as_system(gathered.context.procedure_for(other))
        gathered.add(conclude(other, verb="merged_in", given={}, effects=effects, context=there))


def _answer_merged(gathered: _Gathered, decision: Decision) -> None:
    """Give the answer on a main case to the reporter of each case merged into it, on its own stream."""
    entry = decision.entries[0]
    answer = tuple(value for value in entry.values if value.field == "answer")
    if not answer:
        return
    for link in decision.after.links:
        other = gathered.state(link.stream)
        if link.relation != MERGED or link.direction != "from" or other is None or other.requester == "none":
            continue
        there = replace(gathered.context, procedure=gathered.context.procedure_for(other))
        effects = (fx.Noted(key="answered", value="yes"), fx.Counted(what="answers"))
        gathered.add(
            conclude(other, verb="answer", given={"from": decision.after.stream}, effects=effects,
                     values=answer, context=there)
        )  # fmt: skip


def _close_merged(gathered: _Gathered, main: CaseState) -> None:
    """Close the cases merged into a main case that closed, each with its own entry."""
    for link in main.links if main.is_final else ():
        other = gathered.state(link.stream)
        if link.direction != "from" or link.relation != MERGED or other is None or other.is_final:
            continue
        procedure = gathered.context.procedure_for(other)
        rule = _rule(procedure, link.rule)
        move = move_for(procedure, other, rule.on_final) if rule else None
        if move is not None and is_before(move, other.stage, is_final=False):
            gathered.add(run_move(other, move, {}, gathered.context.as_system(procedure)))


def _tell_parents(gathered: _Gathered, child: CaseState) -> None:
    """Mark the child final (or open again) on each parent; the last final one makes the roll-up move due."""
    for link in child.links:
        parent = gathered.state(link.stream)
        if link.direction != "to" or link.relation == MERGED or parent is None:
            continue
        verb = "linked_final" if child.is_final else "linked_open"
        told = _marked(parent, _back(link, child), gathered.context, verb)
        gathered.add(told)
        _roll_up_links(gathered, told.after, link)


def _roll_up_links(gathered: _Gathered, parent: CaseState, link: LinkState) -> None:
    procedure = gathered.context.procedure_for(parent)
    rule = _rule(procedure, link.rule)
    siblings = [one for one in parent.links if one.rule == link.rule and one.direction == "from"]
    if rule is None or not rule.on_final or not all(one.is_final for one in siblings):
        return
    move = move_for(procedure, parent, rule.on_final)
    if move is not None and is_before(move, parent.stage, is_final=parent.is_final):
        gathered.add(run_move(parent, move, {}, gathered.context.as_system(procedure)))


def _child(decision: Decision, command: Command, context: Context) -> Decision:
    """Return the filing of the case that was split off: same place and door, its own category, unit and clocks."""
    parent, given = decision.after, decision.entries[0].pub
    procedure = context.procedure
    stage = procedure.stage(procedure.initial)
    state = CaseState(stream=f"{procedure.of}/{context.new_ids[0]}")
    making = Making(state, context)
    making.take(
        fx.Filed(
            procedure=procedure.key, version=procedure.version, county=parent.county, number=context.number,
            category=given["category"], area=parent.area, urgency=parent.urgency, channel=parent.channel,
            seal=parent.seal, requester="none", title=parent.title, how_placed=parent.how_placed,
        ),
        fx.StageSet(to=stage.key, kind=stage.kind.value),
    )  # fmt: skip
    unit = given.get("unit") or parent.holder.unit
    making.take(held_by(unit, making.state, context, first=Role.OPERATOR))
    making.take(fx.Linked(rule="child", relation="child", stream=parent.stream, direction="to"))
    making.take(*clock_effects(making.state, frozenset({"verb.file", f"stage.{stage.key}"}), context, given))
    return conclude(
        state, verb="file", given={"split_from": parent.stream}, effects=tuple(making.effects), context=context,
        command=command, values=decision.entries[0].values,
    )  # fmt: skip
