"""Random journals: matters of every kind in the hands of chance, decided by the real engine."""

from random import Random

from linli.domain.engine.available import available_moves
from linli.domain.entry import Entry, parse_entry
from linli.domain.problems import Refused
from linli.procedures import procedures
from tests import cast
from tests.domain.engine.driver import ACTORS, answers_for, filing
from tests.domain.engine.play import Play

KINDS = ("grid_event", "grid_event", "grid_event", "petition", "support", "dispute", "oversight")
SERVICE_KINDS = ("stuck_matter", "service_visit")
CATEGORIES = ("municipal.street_lamp", "municipal.road_damage")
ENDINGS = frozenset({"void", "withdraw", "reject", "solve_on_spot", "merge", "escalate", "transfer", "split", "erase"})
"""They end or divert a matter before any work was done on it."""
ON_CLOCKS = frozenset({"pause", "resume", "defer", "take_up", "ask_extension", "grant_extension"})
"""Rarely open, and what deadlines turn on."""


def random_journal(
    seed: int, *, matters: int, steps: int, kinds: tuple[str, ...] = KINDS
) -> tuple[Play, dict[str, list[Entry]]]:
    """Return a county after `steps` moves and waits on `matters` matters, and the entries of each."""
    chance = Random(seed)
    play = Play()
    for _ in range(matters):
        _file(play, chance, kinds)
        play.wait(hours=chance.choice((0, 1, 30, 200)))
    for _ in range(steps):
        stream = chance.choice(sorted(play.states))
        if chance.random() < 0.35:
            play.wait(minutes=chance.choice((0, 20, 300, 1_000, 6_000)), seconds=chance.randrange(60))
        if chance.random() < 0.3:
            play.tick(on=stream)
        _move(play, stream, chance)
    return play, {stream: [parse_entry(body) for body in bodies] for stream, bodies in play.bodies.items()}


def _file(play: Play, chance: Random, kinds: tuple[str, ...]) -> None:
    play.procedure = procedures()[chance.choice(kinds)]
    for _ in range(30):
        fields = filing(play, chance)
        fields["area"] = chance.choice(cast.GRIDS[:3])
        if "category" in fields and play.procedure.key not in SERVICE_KINDS:
            fields["category"] = chance.choice(CATEGORIES)
        if play.procedure.key == "grid_event" and chance.random() < 0.4:
            fields |= {"requester": "none"}
            fields.pop("requester_phone", None)
        try:
            play.file("resident" if play.procedure.requester != "none" else "cha", **fields)
        except Refused:
            continue
        return


def _move(play: Play, stream: str, chance: Random) -> None:
    """Whoever has the matter acts most, then the desk, then anybody; matters mostly go forward."""
    state = play.states[stream]
    holder = next((name for name in ACTORS if f"p-{name}" == state.holder.post), "yuan")
    who = chance.choices([holder, chance.choice(("hu", "pan", "resident", "hui")), chance.choice(ACTORS)], (6, 3, 1))[0]
    found = [one for one in available_moves(state, play.context(who, state)) if not one.reasons]
    lively = [one for one in found if one.move.verb not in ENDINGS or chance.random() < 0.04]
    forward = [one for one in lively if one.move.after is not None or one.move.verb in ("answer", "rate", "agree")]
    pool = forward if forward and chance.random() < 0.75 else lively
    on_clocks = [one for one in lively if one.move.verb in ON_CLOCKS]
    if on_clocks and chance.random() < 0.3:
        pool = on_clocks
    if not pool:
        return
    one = chance.choice(pool)
    fields = answers_for(one, play, chance, stream)
    play.procedure = procedures()[state.procedure]
    try:
        play.do(who, one.move.verb, on=stream, part=one.part_id or "", **fields)
    except Refused:
        return
