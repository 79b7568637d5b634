"""Courses of deputies' suggestions: handed over, consulted about, answered, judged, and what was promised kept."""

from collections.abc import Callable
from datetime import timedelta

from linli.demo.life import Course
from linli.demo.texts.year_suggestions import (
    CO_OPINIONS,
    COMMENTS,
    DEPUTY_GIVEN,
    DEPUTY_SURNAMES,
    DISSATISFIED,
    KEPT,
    PROPOSALS,
    SESSION,
    VISIT_NOTES,
    Proposal,
)
from linli.demo.year.lives import YearLife
from linli.domain.area import AreaLevel
from linli.domain.suggestion import listed_as
from linli.domain.unit import Role

FIRST_SESSION = 2021
LETTERS = {"resolved": "A", "planned": "B", "deferred": "C"}
CONTACTED = ("visit", "meeting", "call")
GRADES = ("5", "5", "4", "4", "3")


def proposal_of(life: YearLife) -> Proposal:
    """Return what the deputies propose."""
    return PROPOSALS[life.brief.told % len(PROPOSALS)]


def register(life: YearLife) -> Course:
    """The office enters it with its number and the deputies who proposed it."""
    yield life.now
    told = proposal_of(life)
    tree = life.world.office.directory.tree
    street = tree.at_level(life.brief.grid, AreaLevel.SUBDISTRICT)
    place = street.name if street else life.spot.subdistrict
    day = life.world.office.directory.calendar.local_date(life.now)
    life.file_as(
        life.county_desk(), area=life.world.office.directory.tree.lineage(life.brief.grid)[0].path, channel="letter",
        topic=told.topic, listed_as=listed_as(day.year, life.brief.told + 1),
        session=SESSION.format(number=day.year - FIRST_SESSION), list_number=life.brief.told + 1,
        proposed_date=(day - timedelta(days=3)).isoformat(), publish="yes", title=told.title.format(place=place)[:40],
        suggestion_text=told.text.format(place=place),
    )  # fmt: skip
    yield life.work(10, 120)
    for number in range(1, life.rng.choice((1, 1, 2, 3)) + 1):
        name = life.rng.choice(DEPUTY_SURNAMES) + life.rng.choice(DEPUTY_GIVEN)
        life.move("add_proposer", life.county_desk(), party=f"d{number}", deputy_name=name)


def hand_over(life: YearLife) -> Course:
    """To the unit whose power it is, which takes it on; now and then another one helps."""
    unit = life.unit(proposal_of(life).unit)
    yield life.within("assigning", 0.2, 0.7)
    if life.brief.told % 5 == 0:
        life.move("assign_complex", life.county_desk(), unit=unit.id, reason="涉及规划和多个部门,按复杂事项办理")
    else:
        life.move("assign", life.county_desk(), unit=unit.id)
    if life.brief.told % 3 == 0:
        life.move("ask_co_handler", life.holder(), unit=life.cast.centre(life.brief.grid).id)
    if life.brief.told % 8 == 0:
        sponsor = next(one for one in life.cast.team("joint-meeting") if one.role is Role.SPONSOR)
        life.move("set_sponsor", life.county_desk(), sponsor=sponsor.id)
    yield life.within("objection_right", 0.2, 0.7)
    life.move("accept", life.holder())
    for part in life.parts("co_handler", "asked"):
        yield life.days(3, 25)
        life.move("give_opinion", life.owner_of(part), part=part.id, opinion=life.rng.choice(CO_OPINIONS))


def answer(life: YearLife, disposition: str) -> Course:
    """Consult the deputies, draft, and let the head sign."""
    told, clock = proposal_of(life), life.answering()
    if life.brief.told % 4 == 0:
        yield life.within(clock, 0.1, 0.4)
        life.move(
            "record_visit", life.holder(), visit_date=life.day_ahead(0, 0), visit_place=life.spot.road,
            attended=life.rng.randint(4, 15), note=life.rng.choice(VISIT_NOTES),
        )  # fmt: skip
    if disposition == "planned":
        yield life.within(clock, 0.1, 0.3)
        life.move("promise", life.holder(), promise_words=told.promise, promised_date=life.day_ahead(60, 330))
    yield life.within(clock, 0.2, 0.7)
    given = {"disposition": disposition, "answer_class": LETTERS[disposition]}
    words = told.done if disposition == "resolved" else told.later
    life.move(
        "draft", life.handler_of_holder(), contacted=life.rng.choice(CONTACTED), **given,
        answer=f"代表:您好。{words}感谢您对我们工作的支持和监督。",
    )  # fmt: skip
    yield life.within(clock, 0.1, 0.4)
    life.move("sign", life.head_of_holder(), **given)


def feedback(life: YearLife, *, is_redo: bool = False) -> Course:
    """Every deputy says what they think; the office writes it down."""
    while life.parts("feedback", "asked"):
        yield life.days(0.5, 2.5)
        part = life.parts("feedback", "asked")[0]
        if is_redo:
            life.move(
                "ask_redo", life.county_desk(), part=part.id, dissatisfied_with="2", attitude="3", comment=DISSATISFIED
            )
            is_redo = False
        else:
            life.move(
                "satisfied", life.county_desk(), part=part.id, satisfied_with=life.rng.choice(GRADES),
                attitude=life.rng.choice(("5", "5", "4")), comment=life.rng.choice(COMMENTS),
            )  # fmt: skip


def keep(life: YearLife) -> Course:
    """What was promised is done by its day, and checked by the office."""
    for part in life.parts("promise", "promised"):
        yield life.within(f"promise_due:{part.id}", 0.6, 0.9)
        life.move("report_kept", life.holder(), part=part.id, kept_words=KEPT)
        yield life.days(2, 9)
        life.move("confirm_kept", life.county_desk(), part=part.id)


def resolved(life: YearLife) -> Course:
    """Done, answered, judged."""
    yield from register(life)
    yield from hand_over(life)
    yield from answer(life, "resolved")
    yield from feedback(life)


def redone(life: YearLife) -> Course:
    """A deputy is dissatisfied: done again within a month."""
    yield from register(life)
    yield from hand_over(life)
    yield from answer(life, "resolved")
    yield from feedback(life, is_redo=True)
    yield from answer(life, "resolved")
    yield from feedback(life)


def planned(life: YearLife) -> Course:
    """Put into a plan with a day, which is tracked."""
    yield from register(life)
    yield from hand_over(life)
    yield from answer(life, "planned")
    yield from feedback(life)
    yield from keep(life)


def deferred(life: YearLife) -> Course:
    """Not for now; said so."""
    yield from register(life)
    yield from hand_over(life)
    yield from answer(life, "deferred")
    yield from feedback(life)


COURSES: dict[str, Callable[[YearLife], Course]] = {
    f"suggestion.{one.__name__}": one for one in (resolved, redone, planned, deferred)
}
