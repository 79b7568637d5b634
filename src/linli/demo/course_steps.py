"""Steps of courses: what several ways of a matter have in common, from taking in to rating.

A step yields when to go on, then makes the moves of that moment. What a lapse moved meanwhile is seen in the
state, so whoever holds the matter then is who acts.
"""

from linli.actions.seats import actor_at
from linli.demo.life import Course, Life
from linli.domain.engine.context import RESIDENT
from linli.domain.engine.guards import somebody_asked

GRADES = (5, 5, 5, 4, 4, 4, 4, 3, 3, 2, 2, 1)


def begin(life: Life) -> Course:
    """Report and take in; sometimes the grid worker looks first."""
    yield life.now
    life.file()
    if life.brief.course == "verified" or (life.likely(0.18) and life.brief.channel != "grid_worker"):
        yield life.work(5, 70)
        life.move("verify", life.grid_worker(), finding="confirmed")
    yield life.work(3, 115)
    life.move("register", life.desk(), title=life.said.title)


def send(life: Life) -> Course:
    """Send it to the unit whose duty it is."""
    yield life.work(4, 90)
    unit = life.cast.duty_unit(life.state.category, life.area)
    life.move("dispatch", life.dispatcher(), unit=unit.id)


def take(life: Life) -> Course:
    """The unit accepts and goes to work."""
    yield life.work(8, 230)
    life.move("accept", life.holder())
    yield life.work(5, 150)
    life.move("start", life.holder())


def deliver(life: Life) -> Course:
    """The unit reports the result within the limit."""
    yield life.share(0.1, 0.8)
    life.move("report_result", life.holder(), **life.result())


def check(life: Life) -> Course:
    """Somebody who had no hand in it looks."""
    yield life.work(20, 500)
    actor = life.grid_worker() if life.likely(0.6) else life.checker()
    life.move("check", actor)


def finish(life: Life) -> Course:
    """Answer whoever asked, close, and what follows."""
    yield life.work(10, 160)
    if somebody_asked(life.state) and life.state.notes.get("answered") != "yes":
        life.move("answer", life.checker(), answer=life.answer())
    life.move("close", life.checker())


def after(life: Life) -> Course:
    """Call back and rate; the bad ratings stay."""
    if life.state.requester == "none":
        return
    if life.likely(0.45):
        yield life.later(2, 90)
        grade = life.rng.choice(GRADES)
        comment = life.world.voices.comment(grade, life.rng)
        life.move("rate", RESIDENT, grade=grade, **({"comment": comment} if comment else {}))
    if life.agreed and life.likely(0.8):
        yield life.slow(200, 1100)
        reached = life.likely(0.82)
        solved = life.rng.choice(("solved", "solved", "solved", "partly", "unsolved"))
        satisfied = "satisfied" if solved == "solved" or life.likely(0.3) else "not_satisfied"
        life.move(
            "follow_up", life.caller(), reached="reached" if reached else "not_reached",
            **({"solved": solved, "satisfied": satisfied} if reached else {}),
        )  # fmt: skip


def to_handling(life: Life) -> Course:
    """Taken in, sent, accepted, begun."""
    yield from begin(life)
    yield from send(life)
    yield from take(life)


def close(life: Life) -> Course:
    """Done, checked, answered, closed."""
    yield from deliver(life)
    yield from check(life)
    yield from finish(life)


def to_the_end(life: Life) -> Course:
    """From work begun to the rating."""
    yield from close(life)
    yield from after(life)


def come_back(life: Life, *, waits: bool = True) -> Course:
    """After the limit passed whoever holds it sends it to the unit again, or settles it."""
    if waits:
        yield life.share(1.05, 1.4)
    first = life.state.handler.unit or life.state.holder.unit
    yield life.work(15, 120)
    if life.state.holder.unit != first:
        life.move("reassign", life.dispatcher(), unit=first, reason=life.because("reassign"))
        yield from take(life)


def ask_extension(life: Life) -> Course:
    """Work begun, and more time asked while the clock still runs."""
    yield from to_handling(life)
    yield life.share(0.4, 0.7)
    clock = life.state.clocks["handling"]
    if clock.due_at > life.now and clock.extended_count == 0:
        amount = life.rng.choice((1, 2, 3, 3, 5))
        why = {"extension_class": "parts", "reason": life.because("extension")}
        life.move("ask_extension", life.holder(), amount=amount, **why)
    life.rest_at("extension_asked")
    yield life.work(20, 120)


def ask_reopen(life: Life) -> Course:
    """The resident asks to have it handled again."""
    yield life.work(60, 900) if life.brief.rests_at else life.later(6, 150)
    life.move("ask_reopen", RESIDENT, reason=life.because("ask_reopen"))
    life.rest_at("reopen_asked")
    yield life.work(60, 700)


def reply(life: Life) -> Course:
    """The helping unit comes and replies."""
    part = max(life.state.parts)
    owner = life.cast.directory.posts[life.state.parts[part].post]
    yield life.work(30, 220)
    life.move("report_in", actor_at(owner), part=part)
    yield life.work(30, 400)
    life.move("reply", actor_at(owner), part=part, note=life.because("reply"))


def helper(life: Life) -> str:
    """Return the community's committee, or a department where the committee has the matter itself."""
    committee = life.cast.directory.lowest_committee(life.area)
    if committee is not None and committee.id != life.state.holder.unit:
        return committee.id
    return life.cast.department_but({life.state.holder.unit}, life.rng.randrange(100)).id


def open_matter_near(life: Life) -> str | None:
    """Return an open matter of the same street that was reported earlier, in its category where there is one."""
    street = life.area.rsplit("/", 3)[0]
    found = [
        stream
        for stream in life.world.streams.values()
        if stream != life.stream
        and (state := life.world.batch.state(stream)).area.startswith(street)
        and not state.is_final
        and not state.is_merged
        and state.stage in ("filed", "dispatched", "accepted", "handling")
    ]
    same = [one for one in found if life.world.batch.state(one).category == life.state.category]
    return next(iter([*same, *found]), None)
