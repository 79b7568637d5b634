"""Courses of petitions: the duty to answer, from registering to the opinion, its review and its end."""

from collections.abc import Callable

from linli.demo.life import Course
from linli.demo.texts.year_petitions import (
    APPEALS,
    COMMENTS,
    OBJECTIONS,
    OTHER_ROUTES,
    RECEIPT_NOTES,
    REFUSALS,
    REVIEW_REASONS,
    Appeal,
)
from linli.demo.year.afterwards import afterwards
from linli.demo.year.lives import YearLife
from linli.domain.engine.context import RESIDENT
from linli.domain.unit import Role

DECIDED = ("decide", "accept", "answer_review")
RESULTS = {
    "supported": "supported", "explained": "reasonable_but_no_basis_explained", "not_supported": "not_supported",
}  # fmt: skip


def appeal_of(life: YearLife) -> Appeal:
    """Return the matter that this petition is about."""
    return APPEALS[life.brief.told % len(APPEALS)]


def register(life: YearLife) -> Course:
    """It comes by letter, visit, phone or net, and all of it is registered."""
    yield life.now
    told = appeal_of(life)
    life.file_as(
        life.desk(), title=f"{life.spot.community}{told.title}"[:40], words=told.words.format(place=life.spot.estate)
    )


def route(life: YearLife, unit_key: str = "") -> Course:
    """Within the fifteen days it goes to the body with the power."""
    yield life.within("routing", 0.1, 0.7)
    unit = life.unit(unit_key or appeal_of(life).unit)
    life.move("route", life.holder(), unit=unit.id, petition_route="petition_opinion")


def take_in(life: YearLife) -> Course:
    """Told of receipt, and taken in."""
    yield life.within("taking_in", 0.05, 0.25)
    life.move("notify_receipt", life.holder(), receipt_note=life.rng.choice(RECEIPT_NOTES))
    yield life.within("taking_in", 0.1, 0.5)
    life.move("accept", life.holder())


def opinion(life: YearLife, result: str) -> dict[str, str]:
    """Return the opinion of that result: request, facts, opinion, legal basis, and the answer in plain words."""
    told = appeal_of(life)
    words = {"supported": told.supported, "explained": told.explained, "not_supported": told.refused}[result]
    unit = life.world.office.directory.unit_name(life.state.holder.unit)
    return {
        "petition_result": RESULTS[result], "request_words": told.request, "facts": told.facts, "opinion": words,
        "legal_basis": told.basis,
        "answer": f"您好。您提出的请求,{unit}查清了情况:{told.facts}处理意见:{words}不同意的,三十日内可以请求复查。",
    }  # fmt: skip


def decide(life: YearLife, result: str) -> Course:
    """Give the opinion within the sixty days."""
    yield life.within("deciding", 0.2, 0.8)
    life.move("decide", life.holder(), **opinion(life, result))


def end(life: YearLife) -> Course:
    """Accept the answer, or let the time to ask for a review go by; then rate and be called."""
    if life.likely(0.35):
        yield life.any_day(1, 12)
        comment = life.rng.choice(COMMENTS)
        life.move("accept_answer", RESIDENT, **({"comment": comment} if comment else {}))
    else:
        yield life.any_day(31, 32)
    if life.state.is_final:
        yield from afterwards(life)


def _decided(life: YearLife, result: str) -> Course:
    yield from register(life)
    yield from route(life)
    yield from take_in(life)
    yield from decide(life, result)


def supported(life: YearLife) -> Course:
    """The request is met."""
    yield from _decided(life, "supported")
    yield from end(life)


def explained(life: YearLife) -> Course:
    """Reasonable, with no basis in law: explained."""
    yield from _decided(life, "explained")
    yield from end(life)


def not_supported(life: YearLife) -> Course:
    """Not met, with the reason."""
    yield from _decided(life, "not_supported")
    yield from end(life)


def objected(life: YearLife) -> Course:
    """Sent to the wrong unit, which says so within five working days."""
    yield from register(life)
    right = appeal_of(life).unit
    wrong = "dept-city" if right != "dept-city" else "dept-housing"
    yield from route(life, wrong)
    yield life.within("objection_right", 0.2, 0.6)
    unit = life.unit(right)
    life.move("object", life.holder(), right_unit=unit.id, reason=life.rng.choice(OBJECTIONS).format(unit=unit.name))
    yield from route(life)
    yield from take_in(life)
    yield from decide(life, life.rng.choice(("supported", "explained")))
    yield from end(life)


def extended(life: YearLife) -> Course:
    """Complex: more time is asked, granted one tier up, and told."""
    yield from register(life)
    yield from route(life)
    yield from take_in(life)
    yield life.within("deciding", 0.6, 0.8)
    life.move(
        "ask_extension",
        life.holder(),
        amount=20,
        extension_class="complex",
        reason="需要两个部门共同核实,现场勘测未完成",
    )
    yield life.work(60, 400)
    life.move("grant_extension", life.upper(Role.UNIT_HEAD, Role.DISPATCHER))
    yield from decide(life, "supported")
    yield from end(life)


def stuck(life: YearLife) -> Course:
    """Nobody decides in time: it moves up, comes before the joint meeting, and is answered after it."""
    yield from register(life)
    yield from route(life)
    yield from take_in(life)
    yield life.days(92, 104)
    life.move("decide", life.holder(), **opinion(life, "supported"))
    yield from end(life)


def reviewed(life: YearLife) -> Course:
    """The answer is not accepted: one tier up looks again."""
    yield from _decided(life, life.rng.choice(("not_supported", "explained")))
    yield from review(life)
    yield from end(life)


def review(life: YearLife) -> Course:
    """Ask within thirty days, and be answered within thirty by somebody else."""
    yield life.within("review_right", 0.1, 0.8)
    life.move("ask_review", RESIDENT, reason=life.rng.choice(REVIEW_REASONS))
    yield life.within("reviewing", 0.3, 0.8)
    life.move("answer_review", life.holder(), **opinion(life, life.rng.choice(("explained", "supported"))))


def finally_reviewed(life: YearLife) -> Course:
    """Reviewed twice; there it ends."""
    yield from _decided(life, "not_supported")
    yield from review(life)
    yield life.within("final_review_right", 0.1, 0.8)
    life.move("ask_final_review", RESIDENT, reason=life.rng.choice(REVIEW_REASONS))
    yield life.within("final_reviewing", 0.3, 0.8)
    county = life.world.office.directory.units[life.state.holder.unit]
    posts = life.cast.posts(county, Role.UNIT_HEAD, Role.DISTRICT_COORDINATOR, Role.DISPATCHER, Role.OPERATOR)
    life.move("answer_final_review", life.unlike(DECIDED, *posts), **opinion(life, "not_supported"))
    yield from afterwards(life)


def other_route(life: YearLife) -> Course:
    """Another lawful way applies, and is told."""
    yield from register(life)
    yield life.within("routing", 0.2, 0.8)
    key, answer, basis = life.rng.choice(OTHER_ROUTES)
    life.move("tell_other_route", life.holder(), petition_route=key, answer=answer, legal_basis=basis)


def not_taken_in(life: YearLife) -> Course:
    """By law not taken in, with the reason."""
    yield from register(life)
    yield life.within("routing", 0.2, 0.8)
    answer, basis = life.rng.choice(REFUSALS)
    life.move("refuse", life.holder(), answer=answer, legal_basis=basis)


def withdrawn(life: YearLife) -> Course:
    """Taken back by whoever brought it."""
    yield from register(life)
    yield from route(life)
    yield life.any_day(1, 9)
    if not life.state.is_final:
        life.move("withdraw", RESIDENT, reason="事情已经解决了,谢谢。")


COURSES: dict[str, Callable[[YearLife], Course]] = {
    f"petition.{one.__name__}": one
    for one in (
        supported, explained, not_supported, objected, extended, stuck, reviewed, finally_reviewed, other_route,
        not_taken_in, withdrawn,
    )
}  # fmt: skip
