"""Named effects: the closed set of things a move may do beside changing the stage; pure, printable.

An effect written "name:parameter" gets the parameter. Each yields effects of the stream it runs on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from linli.domain.area import AreaLevel
from linli.domain.duty import DutyRole
from linli.domain.engine import effects as fx
from linli.domain.engine.clock_keeping import (
    STAGE_EVENT,
    extend_clock,
    may_pause,
    pause_clock,
    recompute_clock,
    relimit_clock,
    resume_clock,
    rule_now,
    rule_of,
    start_clock,
)
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import ClockKind, PartRule
from linli.domain.engine.guards import extendable_clock
from linli.domain.engine.state import RECALLED, CaseState, PartState
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Role
from linli.domain.wording import Wording

Given = Mapping[str, Any]
Make = Callable[[CaseState, Given, Context, str], Iterable[fx.Effect]]


def held_by(unit_id: str, state: CaseState, context: Context, *, post: str = "", first: Role | None = None) -> fx.Held:
    """Return the hand-over to a unit and to the post in it that takes work, also when nobody was named.

    A unit where nobody is in post cannot be handed work: it goes one tier up, as far as there is one. Nobody is
    handed a matter that accuses them.
    """
    named = context.directory.posts.get(post)
    if named is not None and named.staff_id in state.accused:
        post = ""
    found = context.directory.working_post(unit_id, context.now, state.area, first=first, but=state.accused)
    upper = context.directory.upper_unit(unit_id, state.area) if not found and not post else None
    if upper is not None:
        return held_by(upper.id, state, context, first=first)
    return fx.Held(unit=unit_id, post=post or (found.id if found else ""))


def _hold_target(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield held_by(given["unit"], state, context, post=given.get("post", ""))


def _set_handler(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Held(unit=context.actor.unit, post=context.actor.post_id, as_role="handler")


def _set_dispatcher(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Held(unit=context.actor.unit, post=context.actor.post_id, as_role="dispatcher")


def _hold_self(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Held(unit=context.actor.unit, post=context.actor.post_id)


def _hold_dispatcher(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Give the matter back to the desk that sent it, or to the nearest centre where nobody did."""
    unit = state.dispatcher.unit
    if not unit or unit not in context.directory.units:
        centre = context.directory.lowest_centre(state.area)
        unit = centre.id if centre else state.holder.unit
    yield held_by(unit, state, context, first=Role.OPERATOR)


def _hold_handler(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    unit = state.handler.unit or state.holder.unit
    post = context.directory.posts.get(state.handler.post)
    still_there = post is not None and post.is_active(context.now)
    yield held_by(unit, state, context, post=state.handler.post if still_there else "")


def _hold_centre(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    centre = context.directory.lowest_centre(state.area)
    if centre is None:
        raise Refused([Problem("no_unit_for_area", at="area")])
    yield held_by(centre.id, state, context, first=Role.OPERATOR)


def _hold_upper(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    upper = context.directory.upper_unit(state.holder.unit, state.area)
    if upper is not None:
        yield held_by(upper.id, state, context, first=Role.DISPATCHER)


def _hold_upper_or_agenda(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Move the work up one tier; at the top it goes on the joint meeting's agenda and the holder stays."""
    upper = list(_hold_upper(state, given, context, ""))
    if upper:
        yield from upper
        return
    yield from _agenda(state, given, context, "")


def _hold_duty(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """Hand the matter to the unit whose duty it is by the responsibility matrix; to the centre where it names none."""
    duty = context.directory.responsible(state.category, state.area, DutyRole(parameter))
    if duty is None:
        yield from _hold_centre(state, given, context, "")
    else:
        yield held_by(duty.unit_id, state, context, post=duty.post_id or "")


def _hold_committee(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Hand the matter to the residents' or villagers' committee there, or to the centre where there is none."""
    committee = context.directory.lowest_committee(state.area)
    if committee is None:
        yield from _hold_centre(state, given, context, "")
    else:
        yield held_by(committee.id, state, context)


def _hold_post(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Held(unit=state.holder.unit, post=given["post"])


def _hold_successor(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Whatever names the post that ends names its successor instead; the unit stays as it is."""
    if state.holder.post == given["leaving_post"]:
        yield fx.Held(unit=state.holder.unit, post=given["post"])
    if state.notes.get("sponsor") == given["leaving_post"]:
        yield fx.Noted(key="sponsor", value=given["post"])


def _exclude_accused(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Keep the case from the person the accusation is about, in every post of theirs, for good.

    Their unit is noted too; where the matter lay with them, another post of the unit has it from now on.
    """
    post = context.directory.posts[given["accused_post"]]
    notes = dict(state.notes)
    for key, one in (("accused", post.staff_id or ""), ("accused_units", post.unit_id if post.staff_id else "")):
        known = state.notes.get(key, "").split()
        if one and one not in known:
            notes[key] = " ".join([*known, one])
            yield fx.Noted(key=key, value=notes[key])
    kept = replace(state, notes=notes)
    holding = context.directory.posts.get(state.holder.post)
    if holding is not None and holding.staff_id in kept.accused:
        yield held_by(state.holder.unit, kept, context)


def _classify(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    changed = {key: given[key] for key in ("category", "area", "urgency", "title") if given.get(key)}
    if changed:
        yield fx.Classified(**changed, how_placed="by_hand" if "area" in changed else "")


def _count(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    yield fx.Counted(what=parameter, unit=context.actor.unit)


def _count_wrong_hand_over(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Count the wrong hand-over on account of the unit that sent the matter, never of a person."""
    yield fx.Counted(what="wrong_hand_overs", unit=state.dispatcher.unit)


def _note(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """ "note:key=value" or "note:key=$field"; an empty value clears it."""
    key, _, value = parameter.partition("=")
    if value.startswith("$"):
        value = str(given.get(value[1:], ""))
    if value or state.notes.get(key):
        yield fx.Noted(key=key, value=value)


def _answered(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Whoever asked is answered, where the move's optional answer was filled in."""
    if given.get("answer"):
        yield fx.Noted(key="answered", value="yes")
        yield fx.Counted(what="answers")


def _extend(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Extend the step, and by the same length every whole of which it is a lawful share."""
    clock = extendable_clock(state, context)
    asked = int(state.notes.get("extension_asked") or 0)
    if clock is None or not asked:
        return
    rule = rule_of(context.procedure, clock.key)
    yield extend_clock(clock, rule, context, asked)
    for key in rule.extension.prolongs if rule.extension else ():
        whole = state.clocks.get(key)
        if whole is not None and whole.is_open:
            yield extend_clock(whole, rule_of(context.procedure, key), context, asked)


def _pause(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    reason = given["pause_reason"]
    for clock in state.open_clocks():
        if may_pause(clock, context) and reason in rule_now(context.procedure, clock).pauses:
            yield pause_clock(clock, context, reason)


def _resume(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Let clocks run again; one that also rests in the present stage goes on resting for that reason."""
    here = f"{STAGE_EVENT}{state.stage}"
    for clock in state.open_clocks():
        if clock.status == "paused" and not clock.pauses[-1].reason.startswith(STAGE_EVENT):
            rule = rule_of(context.procedure, clock.key)
            yield resume_clock(clock, rule, context)
            if here in rule.pauses:
                yield fx.ClockPaused(key=clock.key, left_seconds=clock.left_seconds, reason=here)


def _recompute(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    for clock in state.open_clocks():
        if clock.status == "running":
            moved = recompute_clock(clock, rule_of(context.procedure, clock.key), context)
            if moved is not None:
                yield moved


def _relimit(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    for clock in state.open_clocks():
        if clock.status == "running":
            moved = relimit_clock(clock, rule_of(context.procedure, clock.key), state, context)
            if moved is not None:
                yield moved


def _add_part(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """Add a part with its own owner and clock; raises Refused above the rule's most."""
    rule = context.procedure.part(parameter)
    count = sum(part.rule == rule.key and part.stage != RECALLED for part in state.parts.values())
    if rule.max is not None and count >= rule.max:
        words: dict[str, str | int] = {"part": rule.title.zh, "part_en": rule.title.en, "limit": rule.max}
        raise Refused([Problem("too_many_parts", params=words)])
    unit = given.get("unit", "") if rule.owner in ("unit", "post") else ""
    holder = held_by(unit, state, context, post=given.get("post", "")) if unit else None
    part = PartState(
        id=f"p{len(state.parts) + 1}", rule=rule.key, stage=rule.stages[0].key, unit=unit,
        post=holder.post if holder else "", party=str(given.get("party", "")),
    )  # fmt: skip
    yield from _new_part(part, rule, state, context, given)


def _new_part(part: PartState, rule: PartRule, state: CaseState, context: Context, given: Given) -> Iterable[fx.Effect]:
    yield fx.PartSet(
        id=part.id, rule=part.rule, stage=part.stage, unit=part.unit, post=part.post, party=part.party,
        staff=context.actor.staff,
    )  # fmt: skip
    if rule.clock and (not rule.clock.start or f"{STAGE_EVENT}{part.stage}" in rule.clock.start):
        started = start_clock(rule.clock, state, context, given, key=f"{rule.clock.key}:{part.id}")
        if started:
            yield started


def _add_parts(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """ "add_parts:new=old": whoever did a part of `old` is asked for one of `new`."""
    new, _, old = parameter.partition("=")
    rule, done = context.procedure.part(new), context.procedure.part(old).counts_as_done
    models = [part for part in state.parts.values() if part.rule == old and part.stage in done]
    for number, model in enumerate(models, start=len(state.parts) + 1):
        part = replace(model, id=f"p{number}", rule=rule.key, stage=rule.stages[0].key, acts=())
        yield from _new_part(part, rule, state, context, given)


def _recall_parts(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """Call off every part of a rule, done or not: what they were about has changed."""
    rule = context.procedure.part(parameter)
    for part in state.parts.values():
        if part.rule == rule.key and part.stage != RECALLED:
            yield fx.PartSet(id=part.id, rule=rule.key, stage=RECALLED, staff=context.actor.staff)
            clock = state.clocks.get(f"{rule.clock.key}:{part.id}") if rule.clock else None
            if clock is not None and clock.is_open:
                yield fx.ClockMarked(key=clock.key, mark="stopped")


def _stop_step_clocks(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Let only the resident's wait and rights run on: the work goes on elsewhere."""
    for clock in state.open_clocks():
        if clock.kind in (ClockKind.STEP, ClockKind.PART, ClockKind.RESPONSE):
            yield fx.ClockMarked(key=clock.key, mark="stopped")


def _link(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    """ "link:rule": this case hangs on the one named, by that rule; `links` enters the other side."""
    rule = next(one for one in context.procedure.links if one.key == parameter)
    if given.get("other_case"):
        yield fx.Linked(rule=rule.key, relation=rule.relation, stream=given["other_case"], direction="to")


def _settle(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Settled(verb=given["proposal"])


def _migrate(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Migrated(version=given["version"])


def _merge_into(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    yield fx.Linked(rule="merged", relation="merged", stream=given["other_case"], direction="to")
    yield fx.Counted(what="merges")


def _nothing_here(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """The other stream's side is decided in `links`; this stream gains only the entry."""
    return ()


def _agenda(state: CaseState, given: Given, context: Context, _: str) -> Iterable[fx.Effect]:
    """Put the case on the joint meeting's agenda; the holder stays."""
    meeting = context.directory.joint_meeting(state.area)
    yield fx.Noted(key="agenda", value=meeting.id if meeting else "joint_meeting")
    yield fx.Counted(what="agenda")


def _hold_meeting(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    level = AreaLevel(parameter) if parameter else AreaLevel.COUNTY
    meeting = context.directory.joint_meeting(state.area, level)
    if meeting is None:
        raise Refused([Problem("no_unit_for_area", at="area")])
    yield held_by(meeting.id, state, context, first=Role.CONVENER)


def _hold_level(state: CaseState, given: Given, context: Context, parameter: str) -> Iterable[fx.Effect]:
    centre = context.directory.centre_for(state.area, AreaLevel(parameter))
    if centre is None:
        raise Refused([Problem("no_unit_for_area", at="area")])
    yield held_by(centre.id, state, context, first=Role.OPERATOR)


NAMED_EFFECTS: dict[str, tuple[Wording, Make]] = {
    "hold_target": (Wording("转到所选单位", "goes to the unit chosen"), _hold_target),
    "hold_self": (Wording("由本人接手", "goes to whoever acts"), _hold_self),
    "hold_dispatcher": (Wording("交回派遣单位", "goes back to the desk that sent it"), _hold_dispatcher),
    "hold_handler": (Wording("交回承办单位", "goes back to who handled it"), _hold_handler),
    "hold_centre": (Wording("到最近的综治中心", "goes to the nearest governance centre"), _hold_centre),
    "hold_upper": (Wording("上移一级", "moves up one tier"), _hold_upper),
    "hold_upper_or_agenda": (Wording("上移一级,顶级则上会", "moves up, or to the agenda at the top"),
                             _hold_upper_or_agenda),
    "hold_duty": (Wording("按职责表派给", "goes where the duty is"), _hold_duty),
    "hold_committee": (Wording("到居(村)委会", "goes to the committee of the community"), _hold_committee),
    "hold_post": (Wording("换本单位另一人", "goes to another post of the unit"), _hold_post),
    "hold_successor": (Wording("由接手人办理", "goes to the successor"), _hold_successor),
    "exclude_accused": (Wording("对被反映人保密", "is kept from the accused"), _exclude_accused),
    "set_handler": (Wording("记为承办人", "is recorded as handler"), _set_handler),
    "set_dispatcher": (Wording("记为派遣人", "is recorded as dispatcher"), _set_dispatcher),
    "classify": (Wording("改类别、地点、缓急或标题", "puts category, area, urgency or title right"), _classify),
    "count": (Wording("计一次", "counts once"), _count),
    "count_wrong_hand_over": (Wording("计派遣单位一次错派", "counts a wrong hand-over"), _count_wrong_hand_over),
    "note": (Wording("记下", "notes"), _note),
    "answered": (Wording("填了答复即为已答复", "answers whoever asked, where an answer is given"), _answered),
    "extend_clock": (Wording("延长时限", "extends the clock"), _extend),
    "pause_clocks": (Wording("暂停计时", "pauses clocks"), _pause),
    "resume_clocks": (Wording("恢复计时", "resumes clocks"), _resume),
    "recompute_clocks": (Wording("按新日历重算", "recomputes clocks"), _recompute),
    "recompute_limits": (Wording("按新类别重算时限", "recomputes the limit"), _relimit),
    "add_part": (Wording("增加分项", "adds a part"), _add_part),
    "add_parts": (Wording("逐一增加分项", "adds a part for each"), _add_parts),
    "recall_parts": (Wording("撤回分项", "calls parts off"), _recall_parts),
    "stop_step_clocks": (Wording("停止办理时限", "stops the clocks of the work"), _stop_step_clocks),
    "link": (Wording("与另一件关联", "links to another matter"), _link),
    "hold_meeting": (Wording("到联席会议", "goes to the joint meeting"), _hold_meeting),
    "hold_level": (Wording("到指定层级的综治中心", "goes to the centre of a tier"), _hold_level),
    "settle_proposal": (Wording("了结提议", "settles the proposal"), _settle),
    "migrate": (Wording("换流程版本", "changes the procedure version"), _migrate),
    "merge_into": (Wording("并入另一件", "joins another matter"), _merge_into),
    "split_off": (Wording("拆出一件新事项", "splits off a new matter"), _nothing_here),
    "agenda": (Wording("列入联席会议议程", "goes on the joint meeting's agenda"), _agenda),
}  # fmt: skip


def make_effects(spelled: str, state: CaseState, given: Given, context: Context) -> tuple[fx.Effect, ...]:
    """Return the effects of the one spelled "name" or "name:parameter"; raises KeyError."""
    name, _, parameter = spelled.partition(":")
    return tuple(NAMED_EFFECTS[name][1](state, given, context, parameter))
