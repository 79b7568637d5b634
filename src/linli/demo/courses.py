"""Courses: how a matter goes, from its report to its end; each is a script over the real moves.

A script yields when to go on, then makes the moves of that moment. What a lapse moved meanwhile is seen in
the state, so whoever holds the matter then is who acts.
"""

from datetime import timedelta

from linli.demo.course_steps import (
    after,
    ask_extension,
    ask_reopen,
    begin,
    check,
    close,
    come_back,
    deliver,
    finish,
    helper,
    open_matter_near,
    reply,
    send,
    take,
    to_handling,
    to_the_end,
)
from linli.demo.life import Course, Life, Script
from linli.domain.engine.context import RESIDENT
from linli.domain.unit import Role

SPLIT_CATEGORIES = ("appearance.bulky_waste", "municipal.street_lamp", "green.tree", "facility.corridor_lamp")
PAUSES = ("waiting_for_requester", "appraisal", "weather", "court")


def plain(life: Life) -> Course:
    """As it should go."""
    yield from begin(life)
    yield from send(life)
    yield from take(life)
    yield from deliver(life)
    yield from check(life)
    yield from finish(life)
    yield from after(life)


def on_the_spot(life: Life) -> Course:
    """The grid worker finds it and settles it at once."""
    yield life.now
    life.file()
    yield life.work(4, 25)
    life.move("solve_on_spot", life.grid_worker(), **life.result())


def returned(life: Life) -> Course:
    """Sent to the wrong unit, which names the right one."""
    yield from begin(life)
    yield life.work(4, 60)
    right = life.cast.duty_unit(life.state.category, life.area)
    wrong = life.cast.department_but({right.id, life.state.holder.unit}, life.rng.randrange(100))
    life.move("dispatch", life.dispatcher(), unit=wrong.id)
    yield life.work(10, 200)
    life.move("return", life.holder(), right_unit=right.id, reason=life.because("return"))
    life.rest_at("returned")
    yield from send(life)
    yield from take(life)
    yield from to_the_end(life)


def co_handled(life: Life) -> Course:
    """Another unit helps with a part of its own."""
    yield from to_handling(life)
    life.move("refer", life.dispatcher(), unit=helper(life), request=life.because("refer"))
    life.rest_at("co_handler_asked")
    yield from reply(life)
    yield from to_the_end(life)


def whistled(life: Life) -> Course:
    """The street whistles, and a department must come."""
    yield from to_handling(life)
    department = life.cast.department_but({life.state.holder.unit}, life.rng.randrange(100))
    life.move("whistle", life.dispatcher(), unit=department.id, request=life.because("whistle"))
    life.rest_at("responder_asked")
    yield from reply(life)
    yield from to_the_end(life)


def transferred(life: Life) -> Course:
    """The work turns out to be another department's, and goes there with all that was done."""
    yield from to_handling(life)
    yield life.work(30, 200)
    other = life.cast.department_but({life.state.holder.unit}, life.rng.randrange(100))
    life.move("transfer", life.dispatcher(), unit=other.id, reason=life.because("transfer"))
    yield from to_the_end(life)


def split(life: Life) -> Course:
    """Two things were reported at once: the second becomes a matter of its own."""
    yield from to_handling(life)
    yield life.work(10, 60)
    others = [one for one in SPLIT_CATEGORIES if one != life.state.category]
    life.split(category=life.rng.choice(others), request=life.because("split"))
    life.rest_at("split_off")
    yield from to_the_end(life)


def split_off(life: Life) -> Course:
    """What was split off is taken in and handled like any other."""
    yield life.work(10, 60)
    life.move("register", life.desk())
    yield from send(life)
    yield from take(life)
    yield from to_the_end(life)


def extended(life: Life) -> Course:
    """More time is asked and granted."""
    yield from ask_extension(life)
    if life.state.notes.get("extension_asked"):
        life.move("grant_extension", life.upper(Role.UNIT_HEAD, Role.DISPATCHER))
    yield from to_the_end(life)


def extension_refused(life: Life) -> Course:
    """More time is asked and not granted."""
    yield from ask_extension(life)
    if life.state.notes.get("extension_asked"):
        life.move(
            "refuse_extension", life.upper(Role.UNIT_HEAD, Role.DISPATCHER), reason=life.because("refuse_extension")
        )
    yield from to_the_end(life)


def paused(life: Life) -> Course:
    """The clock rests for a lawful reason."""
    yield from to_handling(life)
    yield life.share(0.15, 0.5)
    if life.state.clocks["handling"].due_at <= life.now:
        yield from to_the_end(life)
        return
    reason = life.rng.choice(PAUSES)
    life.move("pause", life.boss(), pause_reason=reason, reason=life.because(f"pause.{reason}"))
    life.rest_at("paused")
    yield life.slow(300, 1600)
    life.move("resume", life.boss())
    yield from to_the_end(life)


def deferred(life: Life) -> Course:
    """Put off with the consent of another unit, and taken up again."""
    yield from to_handling(life)
    life.move("defer", life.holder(), reason=life.because("defer"))
    yield life.work(30, 200)
    life.move("agree", life.other_unit(life.state.proposals["defer"]["unit"]), proposal="defer")
    yield life.slow(900, 3000)
    life.move("take_up", life.holder())
    yield from to_the_end(life)


def reworked(life: Life) -> Course:
    """The check fails, and the unit goes again."""
    yield from to_handling(life)
    yield from deliver(life)
    yield from check(life)
    yield life.work(5, 40)
    life.move("rework", life.checker(), reason=life.because("rework"))
    yield from take(life)
    yield from to_the_end(life)


def late(life: Life) -> Course:
    """The limit passes; the work moves up, and is sent down again."""
    yield from to_handling(life)
    yield from come_back(life)
    yield from to_the_end(life)


def late_supervised(life: Life) -> Course:
    """The limit passes, and the district orders a date."""
    yield from to_handling(life)
    yield life.share(1.02, 1.3)
    day = (life.now + timedelta(days=5)).date().isoformat()
    number = f"云督〔{life.now.year}〕{life.rng.randrange(1, 90)}号"
    life.move(
        "supervise", life.coordinator(), strength=life.rng.choice(("reminder", "order", "order", "listed")),
        due_date=day, order_number=number, reason=life.because("supervise"),
    )  # fmt: skip
    yield from come_back(life)
    yield from to_the_end(life)


def escalated(life: Life) -> Course:
    """The unit has no power to settle it and says so."""
    yield from to_handling(life)
    yield life.work(30, 200)
    if life.world.office.directory.upper_unit(life.state.holder.unit, life.area) is not None:
        life.move("escalate", life.holder(), reason=life.because("escalate"))
    yield from come_back(life, waits=False)
    yield from to_the_end(life)


def rejected(life: Life) -> Course:
    """Not taken in, with the reason in the answer."""
    yield life.now
    life.file()
    yield life.work(10, 110)
    reason = life.rng.choice(("not_found", "elsewhere", "other_procedure", "no_content"))
    life.move("reject", life.desk(), reject_reason=reason, answer=life.because(f"reject.{reason}"))


def void(life: Life) -> Course:
    """Entered twice by mistake, and made void by two people of two units."""
    yield life.now
    life.file()
    yield life.work(5, 60)
    if life.state.requester != "none":
        life.move("answer", life.desk(), answer=life.because("void_answer"))
    life.move("void", life.desk(), void_class="duplicate", reason=life.because("void"))
    life.rest_at("void_proposed")
    yield life.work(10, 100)
    life.move("agree", life.other_unit(life.state.proposals["void"]["unit"]), proposal="void")


def withdrawn(life: Life) -> Course:
    """Whoever reported it takes it back."""
    yield from begin(life)
    yield life.later(1, 20)
    if not life.state.is_final:
        life.move("withdraw", RESIDENT, reason=life.because("withdraw"))


def merged(life: Life) -> Course:
    """The same thing was reported before: two people of two units merge it into the earlier matter."""
    yield life.now
    life.file()
    yield life.work(10, 100)
    main = open_matter_near(life)
    if main is None:
        life.move("register", life.desk(), title=life.said.title)
        yield from send(life)
        yield from take(life)
        yield from to_the_end(life)
        return
    life.move("merge", life.desk(), other_case=main, merge_class="same_thing", reason=life.because("merge"))
    life.rest_at("merge_proposed")
    yield life.work(10, 60)
    if not life.world.batch.state(main).is_final:
        life.move("agree", life.other_unit(life.state.proposals["merge"]["unit"]), proposal="merge")


def reopened(life: Life) -> Course:
    """An answer that did not satisfy: asked to reopen, granted, handled again."""
    yield from to_handling(life)
    yield from close(life)
    yield from ask_reopen(life)
    life.move("reopen", life.decider(), reason=life.because("reopen"))
    yield from send(life)
    yield from take(life)
    yield from to_the_end(life)


def reopen_refused(life: Life) -> Course:
    """Asked to reopen, looked at again one tier up, and kept closed with an answer."""
    yield from to_handling(life)
    yield from close(life)
    yield from ask_reopen(life)
    life.move("refuse_reopen", life.decider(), answer=life.because("refuse_reopen"))


def corrected(life: Life) -> Course:
    """The resident adds something, and the desk puts a detail right."""
    yield from to_handling(life)
    yield life.later(1, 8)
    if life.state.requester != "none" and not life.state.is_final:
        life.move("note", RESIDENT, note=life.because("note"))
    yield life.work(10, 60)
    life.move("correct", life.dispatcher(), correction=life.because("correct"), title=life.said.title)
    yield from to_the_end(life)


_SCRIPTS: tuple[Script, ...] = (
    plain, on_the_spot, returned, co_handled, whistled, transferred, split, extended, extension_refused, paused,
    deferred, reworked, late, late_supervised, escalated, rejected, void, withdrawn, merged, reopened,
    reopen_refused, corrected,
)  # fmt: skip
COURSES: dict[str, Script] = {**{script.__name__: script for script in _SCRIPTS}, "verified": plain}
