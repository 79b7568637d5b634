"""Guards: the closed set of named conditions a move may demand; pure, so that a diagram can print them.

A guard written "name:parameter" gets the parameter. Each returns the problem, or None when it holds.
"""

from collections.abc import Callable, Mapping
from typing import Any

from linli.domain.area import AreaLevel
from linli.domain.engine.answer_guards import ANSWER_GUARDS
from linli.domain.engine.clock_keeping import may_pause, rule_of
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import RollUp, Second
from linli.domain.engine.moves import move_for
from linli.domain.engine.state import RECALLED, CaseState, ClockState
from linli.domain.problems import Problem
from linli.domain.unit import SPONSORING, Unit, UnitKind
from linli.domain.wording import Wording

Check = Callable[[CaseState, Mapping[str, Any], Context, str], Problem | None]


def extendable_clock(state: CaseState, context: Context) -> ClockState | None:
    """Return the open clock that may be extended, the earliest due first."""
    for clock in state.open_clocks():
        extension = rule_of(context.procedure, clock.key).extension
        if extension and clock.extended_count < extension.max_count:
            return clock
    return None


def _unit_words(unit: Unit) -> dict[str, str]:
    return {"unit": unit.name, "unit_en": unit.name_en or unit.name}


def _part_words(context: Context, key: str) -> dict[str, str]:
    title = context.procedure.part(key).title
    return {"part": title.zh, "part_en": title.en}


def somebody_asked(state: CaseState) -> bool:
    """Say whether the case, or one that may have been merged into it, has somebody who waits for an answer."""
    return state.requester != "none" or any(
        link.relation == "merged" and link.direction == "from" for link in state.links
    )


def _has_requester(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if somebody_asked(state) else Problem("no_requester")


def _answered(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    if not somebody_asked(state) or state.notes.get("answered") == "yes" or given.get("answer"):
        return None
    return Problem("answer_first")


def _target_is_other_unit(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    unit = context.directory.units.get(str(given.get("unit", "")))
    if unit is None:
        return None
    if unit.id == state.holder.unit:
        return Problem("target_holds_already", at="unit")
    if not (state.area.startswith(unit.area_path) or unit.area_path.startswith(state.area)):
        return Problem("target_elsewhere", at="unit", params=_unit_words(unit))
    if any(part.unit == unit.id and part.stage in ("asked", "reported_in") for part in state.parts.values()):
        return Problem("target_asked_already", at="unit", params=_unit_words(unit))
    return None


def _target_is_department(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    unit = context.directory.units.get(str(given.get("unit", "")))
    if unit is None:
        return None
    if unit.kind is not UnitKind.DEPARTMENT or unit.tier is not AreaLevel.COUNTY:
        return Problem("target_not_department", at="unit")
    return _target_is_other_unit(state, given, context, "")


def _target_can_take(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    """The unit has somebody who takes work there; a post that is named is one of its own."""
    unit = context.directory.units.get(str(given.get("unit", "")))
    post = context.directory.posts.get(str(given.get("post", "")))
    if unit is None:
        return None
    if post is not None:
        is_barred = post.unit_id != unit.id or post.staff_id in state.accused
        return Problem("post_elsewhere", at="post") if is_barred else None
    if context.directory.working_post(unit.id, context.now, state.area, but=state.accused):
        return None
    return Problem("target_without_post", at="unit", params=_unit_words(unit))


def _has_upper_unit(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if context.directory.upper_unit(state.holder.unit, state.area) else Problem("top_tier")


def _extension_is_available(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    clock = extendable_clock(state, context)
    if clock is None:
        return Problem("no_extension_left")
    extension = rule_of(context.procedure, clock.key).extension
    amount = given.get("amount")
    if extension and isinstance(amount, int) and not 1 <= amount <= extension.max_amount:
        return Problem("extension_too_long", at="amount", params={"limit": extension.max_amount})
    return None


def _not_yet_due(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    clock = extendable_clock(state, context)
    late = clock is not None and clock.status == "running" and clock.due_at <= context.now
    return Problem("extension_too_late") if late else None


def _no_extension_asked(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return Problem("extension_asked_already") if state.notes.get("extension_asked") else None


def _extension_asked(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if state.notes.get("extension_asked") else Problem("no_extension_asked")


def _is_paused(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if state.notes.get("paused") else Problem("not_paused")


def _is_not_paused(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return Problem("paused_already") if state.notes.get("paused") else None


def _some_clock_may_pause(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    reason = given.get("pause_reason")
    running = [clock for clock in state.open_clocks() if clock.status == "running"]
    known, lawful = (
        {one for clock in some for one in rule_of(context.procedure, clock.key).pauses if not one.startswith("stage.")}
        for some in (running, [clock for clock in running if may_pause(clock, context)])
    )
    if state.notes.get("paused"):
        return None
    if not lawful:
        return Problem("pause_too_late" if known else "no_clock_to_pause")
    return Problem("pause_not_lawful", at="pause_reason") if reason is not None and reason not in lawful else None


def _right_is_open(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    clock = state.clocks.get(key)
    if clock is None or not clock.is_open or clock.lapsed_at or clock.due_at <= context.now:
        return Problem("right_lapsed")
    return None


def _time_has_come(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    clock = state.clocks.get(key)
    if clock is not None and (clock.lapsed_at or clock.due_at <= context.now):
        return None
    return Problem("too_early")


def _not_rated_since_closing(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    ratings = state.actors_of(("rate", "rate_by_proxy"))
    refusals = state.actors_of(("refuse_reopen",))
    since = max((state.closed_at or context.now, *(act.recv for act in refusals)))
    return Problem("rated_already") if any(act.recv >= since for act in ratings) else None


def _no_reopen_asked(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return Problem("reopen_asked_already") if state.notes.get("reopen_asked") else None


def _reopen_asked(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if state.notes.get("reopen_asked") else Problem("no_reopen_asked")


def _unit_did_not_handle(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    handled = {state.handler.unit} | {act.unit for act in state.actors_of(("accept", "start", "report_result"))}
    return Problem("unit_handled_it") if context.actor.unit and context.actor.unit in handled else None


def _other_case_fits(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    other = context.related.get(str(given.get("other_case", "")))
    if other is None:
        return None
    if other.stream == state.stream:
        return Problem("merge_into_itself", at="other_case")
    if other.is_final or other.procedure != state.procedure or other.seal != state.seal:
        return Problem("merge_does_not_fit", at="other_case")
    return None


def _proposal_by_another(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    proposal = state.proposals.get(str(given.get("proposal", "")))
    if proposal is None:
        return Problem("no_such_proposal", at="proposal")
    actor = context.actor
    move = move_for(context.procedure, state, str(given["proposal"]))
    if actor.staff == proposal["staff"] or actor.post_id == proposal["post"]:
        return Problem("second_person_needed")
    is_same_unit = move is not None and move.second is Second.UNIT and actor.unit == proposal["unit"]
    return Problem("second_unit_needed") if is_same_unit else None


def _second_unit_differs(state: CaseState, given: Mapping[str, Any], context: Context, verb: str) -> Problem | None:
    """Whoever last made `verb` was of another unit; the system, which has none, is not asked."""
    act = next(reversed(state.actors_of((verb,))), None)
    unit = context.actor.unit
    return Problem("second_unit_needed") if act is not None and unit and act.unit == unit else None


def parts_rolled_up(state: CaseState, context: Context, key: str) -> bool:
    """Say whether the parts of rule `key` together count as done; none at all do only where none is required."""
    rule = context.procedure.part(key)
    parts = [part for part in state.parts.values() if part.rule == key and part.stage != RECALLED]
    if len(parts) < rule.min:
        return False
    done = sum(part.stage in rule.counts_as_done for part in parts)
    if not parts:
        return rule.min == 0
    if rule.roll_up is RollUp.ANY:
        return done > 0
    needed = 100 if rule.roll_up is RollUp.ALL else rule.ratio_percent
    return done * 100 >= needed * len(parts)


def _parts_done(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    return None if parts_rolled_up(state, context, key) else Problem("parts_open", params=_part_words(context, key))


def _parts_at(state: CaseState, parameter: str) -> int:
    """Count the parts that "rule=stage" names."""
    rule, _, stage = parameter.partition("=")
    return sum(part.rule == rule and part.stage == stage for part in state.parts.values())


def _some_part(state: CaseState, given: Mapping[str, Any], context: Context, where: str) -> Problem | None:
    if _parts_at(state, where):
        return None
    return Problem("no_part_there", params=_part_words(context, where.partition("=")[0]))


def _no_part(state: CaseState, given: Mapping[str, Any], context: Context, where: str) -> Problem | None:
    if not _parts_at(state, where):
        return None
    return Problem("part_refused", params=_part_words(context, where.partition("=")[0]))


def _date_ahead(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    day = given.get(key)
    today = context.calendar.local_date(context.now).isoformat()
    return Problem("not_in_future", at=key) if isinstance(day, str) and day <= today else None


def _version_exists(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    newest = context.procedures.get(state.procedure)
    fits = (
        newest is not None
        and newest.version == given.get("version", newest.version)
        and any(stage.key == state.stage for stage in newest.stages)
    )
    return None if fits else Problem("no_such_version", at="version")


def _parts_asked(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """At least as many parts as the rule demands, and one, were added."""
    rule = context.procedure.part(key)
    count = sum(part.rule == key and part.stage != RECALLED for part in state.parts.values())
    least = max(rule.min, 1)
    return None if count >= least else Problem("too_few_parts", params={**_part_words(context, key), "limit": least})


def _party_is_new(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    parties = {part.party for part in state.parts.values() if part.rule == key and part.stage != RECALLED}
    return Problem("party_there_already", at="party") if given.get("party") in parties else None


def _post_is_here(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    post = context.directory.posts.get(str(given.get("post", "")))
    is_barred = post is not None and (post.unit_id != state.holder.unit or post.staff_id in state.accused)
    return Problem("post_elsewhere", at="post") if is_barred else None


def _successor_is_of_unit(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    """The post that ends is named by the matter, and its successor is of the same unit."""
    posts = context.directory.posts
    leaving, successor = posts.get(str(given.get("leaving_post", ""))), posts.get(str(given.get("post", "")))
    if leaving is None or successor is None:
        return None
    if leaving.id not in (state.holder.post, state.notes.get("sponsor")):
        return Problem("not_found", at="leaving_post")
    return Problem("successor_wrong", at="post") if leaving.unit_id != successor.unit_id else None


def _names_sponsor(state: CaseState, given: Mapping[str, Any], context: Context, field: str) -> Problem | None:
    """Whoever is named reads the matter from then on: only a post whose work that is, and that is held today."""
    post = context.directory.posts.get(str(given.get(field, "")))
    fits = post is None or (post.role in SPONSORING and post.is_active(context.now))
    return None if fits else Problem("sponsor_unknown", at=field)


def _is_yes(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """The field was ticked; unticked and missing are the same."""
    return None if given.get(key, True) is True else Problem("consent_needed", at=key)


def _noted(state: CaseState, given: Mapping[str, Any], context: Context, parameter: str) -> Problem | None:
    key, _, value = parameter.partition("=")
    return None if state.notes.get(key) == value else Problem("not_there_yet")


def _not_noted(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    return Problem("done_already") if state.notes.get(key) else None


def _not_told_missing(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    """What is missing is told once. Source: 行政许可法 art. 32(1)(4)."""
    return Problem("told_once_already") if state.notes.get("told_once") else None


def _clock_is_open(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """The clock was set and is not stopped; being late does not matter."""
    clock = state.clocks.get(key)
    return None if clock is not None and clock.is_open else Problem("not_there_yet")


def _no_hold(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    """Nothing is erased while a document holds it. Source: 个人信息保护法 art. 47(2)."""
    document = state.notes.get("held")
    return Problem("legal_hold", params={"document": document}) if document else None


def _has_hold(state: CaseState, given: Mapping[str, Any], context: Context, _: str) -> Problem | None:
    return None if state.notes.get("held") else Problem("no_legal_hold")


GUARDS: dict[str, tuple[Wording, Check]] = {
    "has_requester": (Wording("有反映人", "there is somebody who asked"), _has_requester),
    "answered": (Wording("已答复反映人", "whoever asked has been answered"), _answered),
    "target_is_other_unit": (Wording("对方是另一单位且管得到这里", "another unit that reaches here"),
                             _target_is_other_unit),
    "target_is_department": (Wording("对方是区级部门", "a district department"), _target_is_department),
    "target_can_take": (Wording("对方有在岗的人", "the unit has a post that can take it"), _target_can_take),
    "has_upper_unit": (Wording("有上一级", "there is a tier above"), _has_upper_unit),
    "extension_is_available": (Wording("还能延期", "an extension is left"), _extension_is_available),
    "not_yet_due": (Wording("尚未到期", "not yet due"), _not_yet_due),
    "no_extension_asked": (Wording("没有待批的延期", "no extension is pending"), _no_extension_asked),
    "extension_asked": (Wording("已申请延期", "an extension was asked"), _extension_asked),
    "is_paused": (Wording("正在暂停", "the clock is paused"), _is_paused),
    "is_not_paused": (Wording("没有暂停", "the clock is not paused"), _is_not_paused),
    "some_clock_may_pause": (Wording("有可依法暂停的时限", "a clock may lawfully pause"), _some_clock_may_pause),
    "right_is_open": (Wording("权利仍在期限内", "the right has not lapsed"), _right_is_open),
    "time_has_come": (Wording("等待期已满", "the waiting period is over"), _time_has_come),
    "not_rated_since_closing": (Wording("办结后未评价过", "not rated since closing"), _not_rated_since_closing),
    "no_reopen_asked": (Wording("没有待定的重办请求", "no reopening is pending"), _no_reopen_asked),
    "reopen_asked": (Wording("已请求重新办理", "reopening was asked"), _reopen_asked),
    "unit_did_not_handle": (Wording("本单位没有经办", "this unit did not handle it"), _unit_did_not_handle),
    "other_case_fits": (Wording("另一件同类且未办结", "the other matter is open and of the same kind"),
                        _other_case_fits),
    "proposal_by_another": (Wording("由另一人提出", "proposed by somebody else"), _proposal_by_another),
    "second_unit_differs": (Wording("由没有做过这一步的单位决定", "decided by a unit that did not do this"),
                            _second_unit_differs),
    "parts_done": (Wording("分项都已完成", "the parts are done"), _parts_done),
    "some_part": (Wording("有分项到了这一步", "a part stands there"), _some_part),
    "no_part": (Wording("没有分项停在这一步", "no part stands there"), _no_part),
    "date_ahead": (Wording("日期在今天之后", "the date lies ahead"), _date_ahead),
    "version_exists": (Wording("新版里有现在的环节", "the newer version has the present stage"), _version_exists),
    "parts_asked": (Wording("分项已经足数", "enough parts were added"), _parts_asked),
    "party_is_new": (Wording("这一方还没有登记过", "the party is new"), _party_is_new),
    "successor_is_of_unit": (Wording("接手人属于同一单位", "the successor is of the same unit"),
                             _successor_is_of_unit),
    "post_is_here": (Wording("岗位属于现在的单位", "the post is of the holding unit"), _post_is_here),
    "names_sponsor": (Wording("所指的是包案(分包)领导", "the one named sponsors matters"), _names_sponsor),
    "is_yes": (Wording("已勾选同意", "it was agreed to"), _is_yes),
    "noted": (Wording("已到这一步", "it has come to that"), _noted),
    "no_hold": (Wording("没有依法留存", "no legal hold"), _no_hold),
    "has_hold": (Wording("正在依法留存", "under a legal hold"), _has_hold),
    "not_noted": (Wording("尚未做过", "not done before"), _not_noted),
    "not_told_missing": (Wording("尚未一次性告知过", "what is missing was not told before"), _not_told_missing),
    "clock_is_open": (Wording("时限未了结", "the clock is still open"), _clock_is_open),
    **ANSWER_GUARDS,
}  # fmt: skip


def check_guard(spelled: str, state: CaseState, given: Mapping[str, Any], context: Context) -> Problem | None:
    """Return the problem of the guard spelled "name" or "name:parameter", or None; raises KeyError."""
    name, _, parameter = spelled.partition(":")
    return GUARDS[name][1](state, given, context, parameter)
