"""Driving any procedure: valid answers made up by chance, and a search for a way to the end."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from linli.domain.engine.available import AvailableMove, available_moves
from linli.domain.engine.check_flow import stages_before
from linli.domain.engine.declarations import Field, FieldType, Procedure, StageKind
from linli.domain.engine.moves import all_moves
from linli.domain.entry import moment_text
from linli.domain.problems import Refused
from tests import cast
from tests.domain.engine.play import Play

ACTORS = (*cast.POSTS, "resident", "party:a", "party:b")
DETOURS = frozenset({
    "note", "attach", "correct", "erase", "withdraw", "transfer", "escalate", "ask_extension", "pause", "supervise",
    "merge",
    "split", "refer", "whistle", "disagree", "refuse", "return", "send_back", "take_notice_down", "take_up_again",
    "recuse",
    "rework", "reassign", "defer", "object", "relapse", "note_danger", "ask_prolongation", "propose_again",
    "name_accused", "record_objection", "review", "record_rejected", "ask_confirmation", "skip",
    "hold_erasure", "lift_hold",
})  # fmt: skip
"""Moves that lead away from the end, or round in circles: the search tries them last."""


def answer_to(asked: Field, play: Play, chance: Random, stream: str) -> Any:
    """Return a value that the field admits; whether the guards like it is another matter."""
    simple: dict[FieldType, Any] = {
        FieldType.LINE: "字", FieldType.TEXT: "说明", FieldType.NUMBER: chance.randint(1, min(asked.limit, 9)),
        FieldType.FLAG: True, FieldType.DATE: (play.now + timedelta(days=chance.randint(2, 40))).date().isoformat(),
        FieldType.MOMENT: moment_text(play.now), FieldType.POINT: {"lon_e6": 114_000_000, "lat_e6": 36_000_000},
        FieldType.PHOTO: (b"photo",), FieldType.GRADE: str(chance.randint(1, 5)),
    }  # fmt: skip
    if asked.type in simple:
        return simple[asked.type]
    setup = play.directory.setup
    several: dict[FieldType, list[str]] = {
        FieldType.CHOICE: [choice.key for choice in asked.choices],
        FieldType.UNIT: [unit.id for unit in setup.units],
        FieldType.POST: [post.id for post in setup.posts],
        FieldType.CATEGORY: [one.key for one in setup.categories],
        FieldType.AREA: list(cast.GRIDS),
        FieldType.CASE: [key for key in play.states if key != stream],
    }
    return chance.choice(several[asked.type] or ["case/none"])


def answers_for(found: AvailableMove, play: Play, chance: Random, stream: str) -> dict[str, Any]:
    """Return a filled-in form: all that is required, and some of what is not."""
    asked = [(one, required or chance.random() < 0.3) for one, required in found.asks if one.key not in found.preset]
    filled = {one.key: answer_to(one, play, chance, stream) for one, wanted in asked if wanted}
    if filled.get("requester") == "known" or "requester_phone" in filled:
        filled["requester_phone"] = "1"
    if "part" in filled:
        filled.pop("part")
    return {**filled, **found.preset}


def filer(play: Play) -> str:
    """Return somebody whom the procedure in play lets take a matter in."""
    move = next(one for one in play.procedure.moves if one.verb == "file")
    return next(name for name, post in cast.POSTS.items() if any(post.role in way.roles for way in move.who))


def asks_for_another(play: Play) -> bool:
    """Say whether a filing of the procedure in play names a matter that is there already."""
    move = next(one for one in play.procedure.moves if one.verb == "file")
    return ("other_case", True) in move.asks()


def filing(play: Play, chance: Random) -> dict[str, Any]:
    """Return a filled-in filing form of the procedure in play."""
    from linli.domain.engine.asked import field_of

    move = next(one for one in play.procedure.moves if one.verb == "file")
    asks = tuple((field_of(play.procedure, key), required) for key, required in move.asks())
    filled = answers_for(AvailableMove(move=move, asks=asks), play, chance, "")
    filled["area"] = cast.GRID
    if play.procedure.requester != "none":
        filled |= {"requester": "known", "requester_phone": "1"}
    return filled


def offers(play: Play, stream: str) -> Iterator[tuple[str, AvailableMove]]:
    """Yield every (actor, move) that is open on a case now."""
    state = play.states[stream]
    for who in ACTORS:
        for one in available_moves(state, play.context(who, state)):
            if not one.reasons:
                yield who, one


def try_move(play: Play, stream: str, who: str, found: AvailableMove, chance: Random) -> bool:
    """Make a move with made-up answers; say whether it was accepted."""
    fields = answers_for(found, play, chance, stream)
    try:
        play.do(who, found.move.verb, on=stream, part=found.part_id or "", **fields)
    except Refused:
        return False
    return True


def distances(procedure: Procedure) -> dict[str, int]:
    """Return for every stage how many stage changes at least lead to an end."""
    found = {stage.key: 0 for stage in procedure.stages if stage.kind is StageKind.FINAL}
    while True:
        more = {
            key: found[move.after] + 1
            for move in all_moves(procedure)
            if move.after in found and move.verb not in DETOURS
            for key in stages_before(procedure, move)
            if found.get(key, 99) > found[move.after] + 1
        }
        if not more:
            return found
        found |= more


def finish(play: Play, stream: str, chance: Random, *, steps_max: int = 150) -> bool:
    """Search for an end: moves nearer to it first, then parts and answers, then time; say whether it came."""
    procedure = play.context("system", play.states[stream]).procedure
    far = distances(procedure)
    spent: set[tuple[str, str]] = set()
    for step in range(steps_max):
        state = play.states[stream]
        if state.is_final or state.is_merged:
            return True
        ranked = [(_rank(found, state.stage, far), chance.random(), who, found) for who, found in offers(play, stream)]
        ranked = [one for one in ranked if one[0] < 9 and _name(one[3]) not in spent]
        for _, _, who, found in sorted(ranked, key=lambda one: one[:2])[:12]:
            if any(try_move(play, stream, who, found, chance) for _ in range(4)):
                spent.add(_name(found))
                break
        else:
            play.wait(days=1 + step % 5).tick(on=stream)
            spent.clear()
        if play.states[stream].stage != state.stage:
            spent.clear()
    return False


def _name(found: AvailableMove) -> tuple[str, str]:
    return (found.move.verb, found.part_id or str(found.preset))


def _rank(found: AvailableMove, stage: str, far: dict[str, int]) -> int:
    move = found.move
    if move.verb in DETOURS:
        return 9
    if found.part_id:
        return 3
    if move.verb in ("agree", "answer"):
        return 1
    if move.after is None:
        return 4
    return 2 if far.get(move.after, 99) < far.get(stage, 99) else 6
