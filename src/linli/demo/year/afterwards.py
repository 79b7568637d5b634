"""What follows the end of a matter of the year: rated by whoever asked, called back by the follow-up desk."""

from linli.demo.life import Course
from linli.demo.texts.year_petitions import COMMENTS
from linli.demo.texts.year_services import PUT_RIGHT
from linli.demo.year.lives import YearLife
from linli.domain.engine.context import RESIDENT

GRADES = (5, 5, 5, 4, 4, 4, 3, 3, 2, 1)
SOLVED_WHEN = {"satisfied": ("solved", "solved", "solved", "partly"), "not_satisfied": ("partly", "unsolved")}


def rate(life: YearLife) -> Course:
    """Rate, sometimes with a word."""
    yield life.any_day(0.5, 12)
    grade, comment = life.rng.choice(GRADES), life.rng.choice(COMMENTS)
    life.move("rate", RESIDENT, grade=grade, **({"comment": comment} if comment else {}))


def put_right(life: YearLife) -> Course:
    """After a bad review of the service hall: put it right in time, and call whoever gave it."""
    clock = life.state.clocks.get("fixing")
    if clock is None or not clock.is_open:
        return
    yield life.days(0.5, 2.5)
    note, answer = life.rng.choice(PUT_RIGHT)
    life.move("fix_review", life.holder(), fix_note=note, answer=answer)
    yield life.days(0.5, 1.5)
    life.move("call_back", life.caller(), reached="reached" if life.likely(0.8) else "not_reached")


def call_back(life: YearLife) -> Course:
    """Call; where nobody answers, twice more at most."""
    for _ in range(3):
        yield life.days(1, 4)
        if life.likely(0.78):
            satisfied = "satisfied" if life.likely(0.88) else "not_satisfied"
            solved = life.rng.choice(SOLVED_WHEN[satisfied])
            life.move("follow_up", life.caller(), reached="reached", satisfied=satisfied, solved=solved)
            return
        life.move("follow_up", life.caller(), reached="not_reached")


def afterwards(life: YearLife) -> Course:
    """Whoever left a way to be reached may be asked, and may speak."""
    if life.brief.requester != "known":
        return
    if life.likely(0.4):
        yield from rate(life)
        yield from put_right(life)
    if life.agreed:
        yield from call_back(life)
