"""Every field of every move of every procedure bears any text: an answer or a refusal, never a fault."""

import pytest

from linli.domain.engine.asked import check_answers
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import Move
from linli.domain.problems import Refused
from linli.procedures import procedures
from tests import cast
from tests.security.hostile_texts import hostile_texts

TEXTS = (*hostile_texts(), "\ud800", "\udfff\ud800", "x" * 1_000_000, "字" * 300_000)
SHAPES: tuple[object, ...] = (
    None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**400, b"\xff", [], {}, [[]], {"lon_e6": "x"}, ("",), [None],
    {"__proto__": 1}, {"lon_e6": 10**30, "lat_e6": True}, {"lon_e6": None, "lat_e6": []}, object,
)  # fmt: skip
MOVES = [
    pytest.param(procedure.key, move, id=f"{procedure.key}.{move.verb}.{at}")
    for procedure in procedures().values()
    for at, move in enumerate(procedure.moves)
    if move.asks()
]


@pytest.mark.parametrize(("procedure", "move"), MOVES)
def test_every_field_bears_any_text(procedure: str, move: Move) -> None:
    context = Context(
        now=cast.MONDAY, actor=cast.actor("hu"), procedure=procedures()[procedure], directory=cast.directory()
    )
    keys = [key for key, _ in move.asks()]
    for text in TEXTS:
        try:
            answers = check_answers(move, dict.fromkeys(keys, text), context)
        except Refused:
            continue
        for value in answers.values:
            assert "\x00" not in str(value)


@pytest.mark.parametrize("typed", ["9999-12-31", "3000-01-01", "0001-01-01"])
def test_a_day_to_which_no_clock_can_run_is_no_day(typed: str) -> None:
    context = Context(
        now=cast.MONDAY, actor=cast.actor("wei"), procedure=procedures()["suggestion"], directory=cast.directory()
    )
    promise = next(one for one in procedures()["suggestion"].moves if one.verb == "promise")
    found = check_answers(promise, {"promise_words": "建成", "promised_date": typed}, context)
    assert [(one.code, one.at) for one in found.problems] == [("not_a_date", "promised_date")]


@pytest.mark.parametrize(("procedure", "move"), MOVES)
def test_every_field_bears_any_shape(procedure: str, move: Move) -> None:
    context = Context(
        now=cast.MONDAY, actor=cast.actor("hu"), procedure=procedures()[procedure], directory=cast.directory()
    )
    keys = [key for key, _ in move.asks()]
    for shape in SHAPES:
        try:
            check_answers(move, dict.fromkeys(keys, shape), context)
        except Refused:
            continue
