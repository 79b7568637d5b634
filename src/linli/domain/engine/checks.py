"""Static checks: everything about a declared procedure that can be known to be wrong before it runs."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from linli.domain.area import AreaLevel
from linli.domain.duty import DutyRole
from linli.domain.engine.asked import field_of
from linli.domain.engine.check_clocks import clock_mistakes
from linli.domain.engine.check_flow import flow_mistakes
from linli.domain.engine.declarations import (
    ClockKind,
    Move,
    PartRule,
    Procedure,
    Relation,
    RollUp,
    StageKind,
    Trigger,
)
from linli.domain.engine.guards import GUARDS
from linli.domain.engine.moves import FINAL_ONLY, all_moves
from linli.domain.engine.named_effects import NAMED_EFFECTS
from linli.domain.engine.shared_moves import ANY_STAGE, HANDLED, SHARED_MOVES
from linli.domain.engine.state import RECALLED
from linli.domain.seal import Seal

NEW = ("*new",)
KINDS_OF = ("case", "round", "meeting", "programme")
REQUESTERS = ("required", "optional", "none", "many")
WITHOUT_RELATION = ("file", "erase", "hold_erasure", "lift_hold")
"""Verbs that a role alone may make on what is not open: entering a matter, lawful erasure, and keeping from it."""
NEEDS_FIELD = {
    "hold_target": "unit",
    "hold_post": "post",
    "pause_clocks": "pause_reason",
    "exclude_accused": "accused_post",
    "merge_into": "other_case",
    "link": "other_case",
    "migrate": "version",
    "settle_proposal": "proposal",
}
NEEDS_OF_SHARED: dict[str, tuple[str, ...]] = {
    "refer": ("part.co_handler",),
    "whistle": ("part.responder",),
    "rate": ("clock.rating_right", "requester"),
    "rate_by_proxy": ("clock.rating_right", "requester"),
    "follow_up": ("requester",),
    "answer": ("requester",),
    "ask_reopen": ("clock.reopen_right", "verb.refuse_reopen", "verb.reopen", "requester"),
    "ask_extension": ("verb.grant_extension", "verb.refuse_extension", "extension"),
    "pause": ("verb.resume", "pauses"),
    "merge": ("link.merged", "verb.close_merged"),
    "split": ("link.child",),
}


def mistakes_of(procedure: Procedure, known: Collection[str]) -> tuple[str, ...]:
    """Return every mistake of `procedure`; `known` are the keys of all procedures it may name."""
    found = [
        *_frame(procedure, known),
        *_stages(procedure),
        *_shared(procedure),
        *(one for move in all_moves(procedure) for one in _move(procedure, move)),
        *(one for part in procedure.parts for one in _part(procedure, part)),
        *clock_mistakes(procedure),
    ]
    return tuple(found) or tuple(flow_mistakes(procedure))


def _twice(keys: Collection[str], what: str) -> Iterator[str]:
    listed = list(keys)
    yield from (f"{what} {key} stands twice" for key in sorted({one for one in listed if listed.count(one) > 1}))


def _frame(procedure: Procedure, known: Collection[str]) -> Iterator[str]:
    if procedure.of not in KINDS_OF:
        yield f"of {procedure.of!r} is unknown"
    if procedure.requester not in REQUESTERS:
        yield f"requester {procedure.requester!r} is unknown"
    if procedure.counts not in ("root", "never"):
        yield f"counts {procedure.counts!r} is unknown"
    for what, keys in (
        ("clock", [one.key for one in (*procedure.clocks, *(p.clock for p in procedure.parts if p.clock))]),
        ("part", [one.key for one in procedure.parts]),
        ("field", [one.key for one in procedure.fields]),
        ("link", [one.key for one in procedure.links]),
        ("paper", [one.key for one in procedure.papers]),
    ):
        yield from _twice(keys, what)
    verbs = {move.verb: move for move in all_moves(procedure)}
    for link in procedure.links:
        if link.procedure != "*" and link.procedure not in known:
            yield f"link {link.key}: procedure {link.procedure} is unknown"
        if link.relation not in ("child", "raised_from", "follows", "like_place", "merged"):
            yield f"link {link.key}: relation {link.relation} is unknown"
        if link.on_final and (link.on_final not in verbs or verbs[link.on_final].trigger is not Trigger.ROLL_UP):
            yield f"link {link.key}: {link.on_final} is no roll-up move"
    for paper in procedure.papers:
        if paper.on not in verbs:
            yield f"paper {paper.key}: verb {paper.on} is unknown"
    for repeat in procedure.repeats:
        if repeat.spawns not in known:
            yield f"repeat {repeat.key}: procedure {repeat.spawns} is unknown"


def _stages(procedure: Procedure) -> Iterator[str]:
    yield from _twice([stage.key for stage in procedure.stages], "stage")
    if not any(stage.kind is StageKind.FINAL for stage in procedure.stages):
        yield "no stage is final"
    for stage in procedure.stages:
        if stage.next_lawful_step is None and procedure.requester != "none":
            yield f"stage {stage.key}: the next lawful step is missing"
    filing = [move for move in procedure.moves if move.verb == "file"]
    if len(filing) != 1 or filing[0].before != NEW or filing[0].after != procedure.initial:
        yield "file must lead from *new to the first stage, once"
        return
    asked = dict(filing[0].asks())
    for key in ("area", "channel"):
        if not asked.get(key):
            yield f"file must ask {key}"
    if procedure.requester != "none" and "requester" not in asked:
        yield "file must ask who asked"
    if not any(effect.startswith("hold_") for effect in filing[0].effects):
        yield "file gives the case to nobody"


def _shared(procedure: Procedure) -> Iterator[str]:
    own = {move.verb for move in procedure.moves}
    have = {f"verb.{move.verb}" for move in all_moves(procedure)}
    have |= {f"part.{part.key}" for part in procedure.parts} | {f"clock.{one.key}" for one in procedure.clocks}
    have |= {f"link.{link.key}" for link in procedure.links}
    have |= {"requester"} if procedure.requester != "none" else set()
    have |= {"extension"} if any(one.extension for one in procedure.clocks) else set()
    have |= {"pauses"} if any(not p.startswith("stage.") for c in procedure.clocks for p in c.pauses) else set()
    for verb in sorted(procedure.shared):
        if verb not in SHARED_MOVES:
            yield f"shared move {verb} is unknown"
        if verb in own:
            yield f"{verb} is declared and shared"
        yield from (f"shared move {verb} needs {one}" for one in NEEDS_OF_SHARED.get(verb, ()) if one not in have)


def _move(procedure: Procedure, move: Move, part: PartRule | None = None) -> Iterator[str]:
    """Mistakes of one move, each told with its verb (and its part's key)."""
    name = f"{part.key}.{move.verb}" if part else move.verb
    for one in (*_places(procedure, move, part), *_ways(procedure, move), *_names(procedure, move, part)):
        yield f"move {name}: {one}"


def _places(procedure: Procedure, move: Move, part: PartRule | None) -> Iterator[str]:
    stages = {stage.key for stage in (part.stages if part else procedure.stages)}
    if move.before not in (NEW, ANY_STAGE, FINAL_ONLY, ()) or (part and not move.before):
        yield from (f"stage {key} is unknown" for key in move.before if key not in stages)
    if part and not move.before:
        yield "a part's move names the stages before it"
    if move.after is not None and move.after not in stages:
        yield f"stage {move.after} is unknown"
    if part and (move.second or move.trigger not in (Trigger.PERSON, Trigger.CLOCK)):
        yield "a part's move has no second person and no roll-up"
    if move.quorum is not None and move.quorum not in {one.key for one in procedure.parts}:
        yield f"quorum {move.quorum} names no part"
    if move.past is None:
        yield "how it is told afterwards is missing"


def _ways(procedure: Procedure, move: Move) -> Iterator[str]:
    if move.trigger is Trigger.PERSON and not move.who:
        yield "nobody may make it"
    if move.trigger is not Trigger.PERSON and (move.who or move.second):
        yield "only persons are entitled or agree"
    if move.second and all(way.relations <= {Relation.REQUESTER, Relation.PARTY} and way.relations for way in move.who):
        yield "a second person of the staff cannot agree for whoever asked"
    if procedure.seal is not Seal.OPEN and move.verb not in WITHOUT_RELATION:
        yield from ("a role alone opens what is not open" for way in move.who if not way.relations)
    verbs = {one.verb for one in all_moves(procedure)}
    verbs |= {f"{part.key}_{one.verb}" for part in procedure.parts for one in part.moves}
    for way in move.who:
        yield from (f"unlike actor of {verb}: unknown" for verb in way.unlike_actor_of if verb not in verbs | HANDLING)


HANDLING = frozenset(HANDLED) | {"close", "ask_extension"}
"""Verbs that shared moves name whether or not a procedure has them."""


def _names(procedure: Procedure, move: Move, part: PartRule | None) -> Iterator[str]:
    asked = dict(move.asks())
    for key in asked:
        try:
            field_of(procedure, key, part)
        except KeyError:
            yield f"field {key} is unknown"
    for spelled in move.guards:
        name, _, parameter = spelled.partition(":")
        if name not in GUARDS:
            yield f"guard {name} is unknown"
        else:
            yield from (f"guard {spelled}: {one}" for one in _guard_parameter(procedure, move, name, parameter))
    for spelled in move.effects:
        name, _, parameter = spelled.partition(":")
        if name not in NAMED_EFFECTS:
            yield f"effect {name} is unknown"
            continue
        if name in NEEDS_FIELD and NEEDS_FIELD[name] not in asked:
            yield f"effect {name} needs field {NEEDS_FIELD[name]}"
        if (name == "hold_target" or (name == "add_part" and "unit" in asked)) and "target_can_take" not in move.guards:
            yield f"effect {name} needs guard target_can_take"
        yield from (f"effect {spelled}: {one}" for one in _effect_parameter(procedure, move, name, parameter))


def _guard_parameter(procedure: Procedure, move: Move, name: str, parameter: str) -> Iterator[str]:
    kinds = {"right_is_open": ClockKind.RIGHT, "time_has_come": ClockKind.NOT_BEFORE}
    if name in kinds and not any(one.key == parameter and one.kind is kinds[name] for one in procedure.clocks):
        yield f"no clock of kind {kinds[name]} has that key"
    if name in ("parts_done", "parts_asked", "party_is_new") and parameter not in {one.key for one in procedure.parts}:
        yield "no part has that key"
    if name == "clock_is_open" and parameter not in {one.key for one in procedure.clocks}:
        yield "no clock has that key"
    if name == "second_unit_differs" and parameter not in {one.verb for one in all_moves(procedure)}:
        yield "no move has that verb"
    if name in ("some_part", "no_part"):
        key, _, stage = parameter.partition("=")
        rule = next((one for one in procedure.parts if one.key == key), None)
        if rule is None or stage not in {one.key for one in rule.stages}:
            yield "no part has that stage"
    asking = {"date_ahead", "date_behind", "is_yes", "is_another", "ticked", "known_place"}
    named = parameter.split("+") if name in asking else []
    yield from ("the move does not ask that field" for key in named if key not in dict(move.asks()))
    if name == "other_is" and "other_case" not in dict(move.asks()):
        yield "the move does not ask for another matter"
    if name in ("noted", "not_noted"):
        key, _, value = parameter.partition("=")
        if not any(_notes(effect, key, value) for effect in _all_effects(procedure)):
            yield "nothing ever notes that"


def _all_effects(procedure: Procedure) -> Iterator[str]:
    for move in (*all_moves(procedure), *(one for part in procedure.parts for one in part.moves)):
        yield from move.effects


def _notes(effect: str, key: str, value: str) -> bool:
    name, _, parameter = effect.partition(":")
    noted, _, what = parameter.partition("=")
    return name == "note" and noted == key and bool(what) and (not value or what == value or what.startswith("$"))


def _effect_parameter(procedure: Procedure, move: Move, name: str, parameter: str) -> Iterator[str]:
    parts = {one.key: one for one in procedure.parts}
    keys = {"add_part": [parameter], "recall_parts": [parameter], "add_parts": parameter.split("=")}.get(name, [])
    yield from (f"part {key!r} is unknown" for key in keys if key not in parts)
    if name == "recall_parts" and parameter in parts and RECALLED not in {one.key for one in parts[parameter].stages}:
        yield "the part has no stage recalled"
    if name == "link" and parameter not in {one.key for one in procedure.links}:
        yield "no link has that key"
    if name == "hold_duty" and parameter not in set(DutyRole):
        yield "no such duty role"
    if (name == "hold_level" or (name == "hold_meeting" and parameter)) and parameter not in set(AreaLevel):
        yield "no such level"
    if name == "count" and not parameter:
        yield "what is counted"
    if name == "note" and "=$" in parameter:
        key = parameter.partition("=$")[2]
        if key not in dict(move.asks()):
            yield "the move does not ask that field"
        elif _is_personal(procedure, key):
            yield "what a person wrote is no note"


def _is_personal(procedure: Procedure, key: str) -> bool:
    try:
        return field_of(procedure, key).commit != "pub"
    except KeyError:
        return False


def _part(procedure: Procedure, part: PartRule) -> Iterator[str]:
    stages = {stage.key: stage for stage in part.stages}
    name = f"part {part.key}"
    if part.owner not in ("unit", "post", "party", "responder"):
        yield f"{name}: owner {part.owner} is unknown"
    yield from (f"{name}: {one}" for one in _twice([stage.key for stage in part.stages], "stage"))
    if not part.counts_as_done or not set(part.counts_as_done) <= set(stages):
        yield f"{name}: counts as done in no stage it has"
    if part.max is not None and part.max < max(part.min, 1):
        yield f"{name}: at most {part.max}, at least {part.min}"
    if part.roll_up is RollUp.RATIO and not 1 <= part.ratio_percent <= 100:
        yield f"{name}: a ratio of {part.ratio_percent} percent"
    if RECALLED in stages and stages[RECALLED].kind is not StageKind.FINAL:
        yield f"{name}: stage recalled is not final"
    added = {f"add_part:{part.key}"}
    effects = tuple(_all_effects(procedure))
    if not added & set(effects) and not any(one.startswith(f"add_parts:{part.key}=") for one in effects):
        yield f"{name}: nothing ever adds one"
    for move in part.moves:
        yield from _move(replace(procedure, fields=(*part.fields, *procedure.fields)), move, part)
    for stage in part.stages:
        leads_on = any(stage.key in move.before and move.after not in (None, stage.key) for move in part.moves)
        if stage.kind is not StageKind.FINAL and stage.key not in part.counts_as_done and not leads_on:
            yield f"{name}: stage {stage.key} is a dead end"
        reached = (
            stage is part.stages[0] or stage.key == RECALLED or any(move.after == stage.key for move in part.moves)
        )
        if not reached:
            yield f"{name}: stage {stage.key} is never reached"
