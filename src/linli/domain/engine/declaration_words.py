"""Words for the declaration types' own values, for guards, effects, events and lengths: what rule sheets say."""

from collections.abc import Mapping

from linli.domain.deadline_steps import length_wording
from linli.domain.engine.declarations import (
    ClockKind,
    ClockRule,
    Field,
    LengthFrom,
    LinkRule,
    OnLapse,
    PartRule,
    Procedure,
    Relation,
    RollUp,
    Second,
    Stage,
    StageKind,
    Trigger,
    Who,
)
from linli.domain.engine.guards import GUARDS
from linli.domain.engine.moves import title_of
from linli.domain.engine.named_effects import NAMED_EFFECTS
from linli.domain.engine.shared_fields import PAUSE_REASONS, SHARED_FIELDS
from linli.domain.wording import Wording

RELATION_WORDINGS: Mapping[Relation, Wording] = {
    Relation.REQUESTER: Wording("反映人", "whoever asked"),
    Relation.PARTY: Wording("当事人", "party"),
    Relation.HOLDER: Wording("现在的承办单位", "unit that has it"),
    Relation.CO_HANDLER: Wording("协办单位", "co-handler"),
    Relation.UPPER_TIER: Wording("上一级", "tier above"),
    Relation.SUPERVISOR: Wording("辖区综治中心", "centre of the area"),
    Relation.SPONSOR: Wording("包案领导", "sponsor"),
    Relation.CONVENER: Wording("会议召集人", "convener"),
    Relation.PAST_HOLDER: Wording("曾经承办的单位", "unit that had it"),
    Relation.ACCUSED: Wording("被反映人", "accused"),
}
STAGE_KIND_WORDINGS: Mapping[StageKind, Wording] = {
    StageKind.ACTIVE: Wording("办理", "active"),
    StageKind.WAITING: Wording("等待", "waiting"),
    StageKind.OUTSIDE: Wording("在外单位", "outside"),
    StageKind.FINAL: Wording("终结", "final"),
}
CLOCK_KIND_WORDINGS: Mapping[ClockKind, Wording] = {
    ClockKind.STEP: Wording("环节时限", "step"),
    ClockKind.WAIT: Wording("总等待", "whole wait"),
    ClockKind.PART: Wording("分项时限", "part"),
    ClockKind.RIGHT: Wording("权利期限", "right"),
    ClockKind.NOT_BEFORE: Wording("最短等待", "not before"),
    ClockKind.RESPONSE: Wording("回应时限", "response"),
}
ON_LAPSE_WORDINGS: Mapping[OnLapse, Wording] = {
    OnLapse.REMIND: Wording("提醒", "reminds"),
    OnLapse.ESCALATE: Wording("工作上移一级", "the work moves up one tier"),
    OnLapse.CLOSE_RIGHT: Wording("权利消灭", "the right is over"),
    OnLapse.MOVE: Wording("自动办理", "makes a move"),
}
TRIGGER_WORDINGS: Mapping[Trigger, Wording] = {
    Trigger.PERSON: Wording("人", "person"),
    Trigger.CLOCK: Wording("时限到期", "a clock"),
    Trigger.MACHINE: Wording("系统或设备", "system or device"),
    Trigger.ROLL_UP: Wording("分项汇总", "roll-up"),
}
SECOND_WORDINGS: Mapping[Second, Wording] = {
    Second.PERSON: Wording("须另一人同意", "a second person agrees"),
    Second.UNIT: Wording("须另一单位同意", "another unit agrees"),
}
ROLL_UP_WORDINGS: Mapping[RollUp, Wording] = {
    RollUp.ALL: Wording("全部", "all"),
    RollUp.ANY: Wording("任一", "any"),
    RollUp.RATIO: Wording("按比例", "a ratio"),
}
OF_WORDINGS: Mapping[str, Wording] = {
    "case": Wording("事项", "case"),
    "round": Wording("一轮", "round"),
    "meeting": Wording("会议", "meeting"),
    "programme": Wording("工作计划", "programme"),
}
REQUESTER_WORDINGS: Mapping[str, Wording] = {
    "required": Wording("必须实名", "named"),
    "optional": Wording("可匿名", "may be anonymous"),
    "none": Wording("没有", "none"),
    "many": Wording("可有多人", "may be several"),
}
_Titled = ClockRule | Field | LinkRule | PartRule | Stage
_PAUSES = {choice.key: choice.title for choice in PAUSE_REASONS}


def both(zh: str, en: str) -> Wording:
    """Return a phrase put together from parts in both languages."""
    return Wording(zh or "—", en or "—")


def listed(words: list[Wording], zh: str = "、", en: str = ", ") -> Wording:
    """Return several phrases as one; a dash for none."""
    return both(zh.join(one.zh for one in words), en.join(one.en for one in words))


def who_wording(way: Who, procedure: Procedure) -> Wording:
    """Return one way of being entitled: roles, relation, tier and whose actor it must not be."""
    relation = listed([RELATION_WORDINGS[one] for one in sorted(way.relations)], "或", " or ")
    role = listed([one.wording for one in sorted(way.roles)], "、", ", ")
    zh = [relation.zh if way.relations else "本辖区"] + ([role.zh] if way.roles else [])
    en = [relation.en if way.relations else "posts of the area"] + ([role.en] if way.roles else [])
    if way.tier:
        zh.append(f"{way.tier.value} 及以上")
        en.append(f"{way.tier.value} and above")
    if way.unlike_actor_of:
        unlike = listed([title_of(procedure, verb) for verb in way.unlike_actor_of])
        zh.append(f"未经手({unlike.zh})")
        en.append(f"took no part in ({unlike.en})")
    return both(":".join(zh), ": ".join(en))


def guard_wording(spelled: str, procedure: Procedure) -> Wording:
    """Return a guard as people read it, with what it is about."""
    name, _, parameter = spelled.partition(":")
    return _with_parameter(GUARDS[name][0], parameter, procedure)


def effect_wording(spelled: str, procedure: Procedure) -> Wording:
    """Return an effect as people read it, with what it is about."""
    name, _, parameter = spelled.partition(":")
    return _with_parameter(NAMED_EFFECTS[name][0], parameter, procedure)


def _fields(procedure: Procedure) -> tuple[Field, ...]:
    return (*procedure.fields, *SHARED_FIELDS.values())


def _with_parameter(words: Wording, parameter: str, procedure: Procedure) -> Wording:
    if not parameter:
        return words
    named = _name_of(parameter, procedure)
    return Wording(f"{words.zh}({named.zh})", f"{words.en} ({named.en})")


def _name_of(parameter: str, procedure: Procedure) -> Wording:
    """Return the title of the clock, part, stage or field that a parameter names; the code itself otherwise."""
    key, equals, value = parameter.partition("=")
    titled: tuple[_Titled, ...] = (*procedure.clocks, *procedure.parts, *procedure.links, *_fields(procedure))
    head = next((one.title for one in titled if one.key == key), Wording(key, key))
    if not equals:
        return head
    part = next((one for one in procedure.parts if one.key == key), None)
    tail = _value_of(value, procedure, part)
    return Wording(f"{head.zh}={tail.zh}", f"{head.en} = {tail.en}")


def _value_of(value: str, procedure: Procedure, part: PartRule | None) -> Wording:
    if not value:
        return Wording("空", "nothing")
    stages = part.stages if part else ()
    titled: tuple[_Titled, ...] = (*stages, *procedure.parts, *_fields(procedure))
    key = value.removeprefix("$")
    return next((one.title for one in titled if one.key == key), Wording(key, key))


def event_wording(event: str, procedure: Procedure, part: PartRule | None = None) -> Wording:
    """Return "entered a stage", "made a move" or "noted so" as people read it."""
    kind, _, key = event.partition(".")
    if kind == "note":
        return _noted_wording(key, procedure)
    if key == "*final":
        return Wording("办结", "the end")
    if kind == "verb":
        own = next((move.title for move in part.moves if move.verb == key), None) if part else None
        return own or title_of(procedure, key)
    return next(one.title for one in (part.stages if part else procedure.stages) if one.key == key)


def _noted_wording(spelled: str, procedure: Procedure) -> Wording:
    """Return what was noted by the names of its field and choice; the code itself where no field has them."""
    key, _, value = spelled.partition("=")
    field = next((one for one in _fields(procedure) if one.key == key), None)
    name = field.title if field else Wording(key, key)
    choice = next((one.title for one in field.choices if one.key == value), None) if field else None
    said = choice or Wording(value, value)
    return Wording(f"{name.zh}:{said.zh}", f"{name.en}: {said.en}")


def length_of(rule: ClockRule) -> Wording:
    """Return a clock's length, or where it comes from."""
    if rule.length.source is LengthFrom.FIXED:
        return length_wording(rule.length.amount, rule.unit)
    if rule.length.source is LengthFrom.MATRIX:
        return Wording("按处置时限表", "by the table of handling limits")
    return Wording("由办理人填写", "filled in by whoever starts it")


def pause_wording(reason: str, procedure: Procedure) -> Wording:
    """Return a lawful reason for a pause, or the stage in which a clock rests."""
    return _PAUSES.get(reason) or event_wording(reason, procedure)
