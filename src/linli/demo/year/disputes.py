"""Courses of disputes: from the application to the agreement and what became of it, by the real moves."""

from collections.abc import Callable

from linli.demo.life import Course
from linli.demo.texts.year_disputes import (
    BREACH_ANSWER,
    OTHER_ROUTES,
    PARTY_ABOUT,
    QUARRELS,
    REFUSED_ANSWER,
    SESSION_NOTES,
    VISIT_NOTES,
    Quarrel,
)
from linli.demo.year.afterwards import afterwards
from linli.demo.year.lives import YearLife

SECTOR_OF = {
    "dispute.wages": "labour",
    "dispute.medical": "health",
    "dispute.traffic": "transport",
    "dispute.land": "land",
}
"""Kinds for which a sector's own mediators stand ready."""
FOUND = {"grid_worker": "search", "inside": "search"}


def quarrel_of(life: YearLife) -> Quarrel:
    """Return the matter that this dispute is about."""
    return QUARRELS[life.brief.category][life.brief.told % len(QUARRELS[life.brief.category])]


def take_in(life: YearLife, *, to_street: bool = False) -> Course:
    """Apply at the desk, or be found by the grid worker; hand it to the mediators who live there, or the street's."""
    yield life.now
    told = quarrel_of(life)
    filer = life.grid_worker() if life.brief.channel == "grid_worker" else life.desk()
    life.file_as(
        filer, title=f"{life.spot.estate}{told.title}", words=told.words.format(place=life.spot.estate),
        found_by=FOUND.get(life.brief.channel, "application"),
    )  # fmt: skip
    yield life.work(15, 200)
    unit = life.cast.mediators_of_street(life.area) if to_street else life.cast.mediators(life.area)
    life.move("assign", life.dispatcher(), unit=unit.id)
    yield life.work(20, 240)
    for party in ("a", "b"):
        life.move(
            "add_party", life.holder(), party=party, party_name=life.person(), party_phone=life.phone(),
            party_about=life.rng.choice(PARTY_ABOUT),
        )  # fmt: skip
    yield life.work(10, 90)
    life.move("ask_consent", life.holder())


def consent(life: YearLife) -> Course:
    """Both say yes; the dispute is accepted by that."""
    for _ in ("a", "b"):
        yield life.any_day(0.2, 1.6)
        asked = life.parts("consent", "asked")[0]
        life.move("give", life.holder(), part=asked.id, how_given=life.rng.choice(("on_paper", "orally", "on_screen")))


def sit(life: YearLife, *, times: int) -> Course:
    """Begin, and sit down together so often."""
    yield life.within("mediation", 0.05, 0.15)
    life.move("begin", life.holder())
    for number in range(times):
        yield life.within("mediation", 0.15, 0.3)
        life.move(
            "hold_session", life.holder(), session_kind="closed" if life.likely(0.8) else "open",
            attended=life.rng.randint(3, 7), session_note=SESSION_NOTES[number % len(SESSION_NOTES)],
        )  # fmt: skip


def agree(life: YearLife) -> Course:
    """The agreement is written, signed by both and sealed."""
    told = quarrel_of(life)
    yield life.within("mediation", 0.1, 0.35)
    life.move(
        "propose_agreement", life.holder(), main_facts=told.facts, issues=told.issues, agreement=told.agreement,
        manner=told.manner,
    )  # fmt: skip
    for _ in ("a", "b"):
        yield life.work(10, 120)
        life.move("give", life.holder(), part=life.parts("signature", "asked")[0].id, how_given="on_paper")
    yield life.work(10, 60)
    life.move(
        "conclude", life.holder(), answer=f"已达成协议:{told.manner}协议书一式三份,您和对方各一份,调委会留存一份。"
    )


def agree_orally(life: YearLife) -> Course:
    """What can be settled at once needs no paper."""
    yield life.work(20, 200)
    life.move("record_oral", life.holder(), agreement=quarrel_of(life).agreement)


def perform(life: YearLife) -> Course:
    """Performance is arranged, seen to, and confirmed by a second unit."""
    yield from arrange(life)
    yield from confirm(life)


def arrange(life: YearLife) -> Course:
    """A day is set, and the mediator looks after it."""
    yield life.days(0.4, 2)
    life.move("arrange_performance", life.holder(), performance_date=life.day_ahead(12, 32))
    yield life.within("performance", 0.4, 0.7)
    life.move(
        "visit", life.holder(), solved="solved" if life.likely(0.7) else "partly", note=life.rng.choice(VISIT_NOTES)
    )


def confirm(life: YearLife) -> Course:
    """Two units say that it was done."""
    yield life.within("performance", 0.3, 0.7)
    life.move("confirm_performed", life.holder(), note=life.rng.choice(VISIT_NOTES))
    yield life.work(10, 100)
    life.second("confirm_performed")
    yield from afterwards(life)


def _until_agreed(life: YearLife, *, times: int = 1) -> Course:
    yield from take_in(life)
    yield from consent(life)
    yield from sit(life, times=times)


def performed(life: YearLife) -> Course:
    """As it should go."""
    yield from _until_agreed(life, times=life.rng.choice((1, 1, 2)))
    yield from agree(life)
    yield from perform(life)


def oral(life: YearLife) -> Course:
    """Settled by word of mouth, and kept."""
    yield from _until_agreed(life)
    yield from agree_orally(life)
    yield from perform(life)


def prolonged(life: YearLife) -> Course:
    """A month is not enough: both parties agree to a longer time."""
    yield from _until_agreed(life, times=2)
    yield life.within("mediation", 0.2, 0.5)
    life.move("ask_prolongation", life.holder(), amount=15, reason="还需核对票据,双方都愿意再谈")
    for _ in ("a", "b"):
        yield life.work(30, 300)
        life.move("give", life.holder(), part=life.parts("prolongation", "asked")[0].id, how_given="orally")
    yield from sit_again(life)
    yield from agree(life)
    yield from perform(life)


def sit_again(life: YearLife) -> Course:
    """One sitting more."""
    yield life.within("mediation", 0.2, 0.5)
    life.move("hold_session", life.holder(), session_kind="closed", attended=5, session_note=SESSION_NOTES[2])


def lifted(life: YearLife) -> Course:
    """Beyond the community: the street's mediators, or those of the sector, take it."""
    yield from take_in(life)
    yield from consent(life)
    yield life.within("mediation", 0.03, 0.1)
    sector = SECTOR_OF.get(life.brief.category)
    unit = life.unit(f"mediation-{sector}") if sector else life.cast.mediators_of_street(life.area)
    life.move("choose_mediator", life.holder(), unit=unit.id, reason="双方希望由更熟悉这类纠纷的调解员来谈")
    yield from sit(life, times=2)
    yield from agree(life)
    yield from perform(life)


def panel(life: YearLife) -> Course:
    """Five in one: officer and legal adviser sit in."""
    yield from take_in(life)
    yield from consent(life)
    yield life.within("mediation", 0.03, 0.1)
    for unit, seat in ((life.unit("dept-justice"), "legal_adviser"), (life.unit("dept-police"), "community_officer")):
        life.move("invite_panel", life.holder(), unit=unit.id, panel_seat=seat, request="请参加调解,帮助说明法律规定。")
    for part in life.parts("panel", "asked"):
        yield life.work(60, 400)
        life.move("report_in", life.owner_of(part), part=part.id)
    yield from sit(life, times=2)
    for part in life.parts("panel", "reported_in"):
        yield life.work(10, 60)
        life.move("reply", life.owner_of(part), part=part.id, note="已参加调解,说明了相关规定。")
    yield from agree(life)
    yield from perform(life)


def confirmed(life: YearLife) -> Course:
    """The court confirms the agreement at both parties' joint wish."""
    yield from _until_agreed(life)
    yield from agree(life)
    yield life.days(0.3, 1)
    life.move("ask_confirmation", life.holder())
    for _ in ("a", "b"):
        yield life.work(30, 200)
        life.move("give", life.holder(), part=life.parts("application", "asked")[0].id, how_given="on_paper")
    yield life.work(30, 150)
    life.move("apply_confirmation", life.holder())
    yield life.days(0.3, 0.8)
    life.move("arrange_performance", life.holder(), performance_date=life.day_ahead(28, 45))
    yield life.days(6, 14)
    number = f"({life.now.year})云溪民特{life.rng.randrange(1, 90)}号"
    life.move("record_confirmed", life.holder(), court_number=number)
    yield from confirm(life)


def performing(life: YearLife) -> Course:
    """Agreed, and being performed at present."""
    yield from _until_agreed(life)
    yield from agree(life)
    yield life.days(0.4, 2)
    life.move("arrange_performance", life.holder(), performance_date=life.day_ahead(70, 110))


def breached(life: YearLife) -> Course:
    """Agreed and not kept; the way to court is told."""
    yield from _until_agreed(life)
    yield from agree(life)
    yield from arrange(life)
    yield life.within("performance", 0.6, 0.9)
    life.move("record_breach", life.holder(), answer=BREACH_ANSWER)
    yield life.work(10, 100)
    life.second("record_breach")


def failed(life: YearLife) -> Course:
    """No agreement; the other routes are told."""
    yield from _until_agreed(life, times=3)
    yield life.within("mediation", 0.2, 0.5)
    route = "arbitration" if life.brief.category == "dispute.wages" else "court"
    life.move("fail", life.holder(), routes=route, answer=OTHER_ROUTES[route])
    yield life.work(10, 100)
    life.second("fail")


def refused(life: YearLife) -> Course:
    """One party clearly refuses: it goes no further."""
    yield from take_in(life)
    yield life.any_day(0.2, 1)
    first, other = life.parts("consent", "asked")
    life.move("give", life.holder(), part=first.id, how_given="orally")
    yield life.any_day(0.3, 2)
    life.move("refuse", life.holder(), part=other.id)
    yield life.work(10, 120)
    life.move("end_refused", life.holder(), routes="court", answer=REFUSED_ANSWER)


def waiting(life: YearLife) -> Course:
    """Taken in, and the parties are being asked."""
    yield from take_in(life)


def in_talks(life: YearLife) -> Course:
    """Being mediated, by the street's own committee."""
    yield from take_in(life, to_street=True)
    yield from consent(life)
    yield from sit(life, times=1)


COURSES: dict[str, Callable[[YearLife], Course]] = {
    f"dispute.{one.__name__}": one
    for one in (
        performed, oral, prolonged, lifted, panel, confirmed, performing, breached, failed, refused, waiting, in_talks,
    )
}  # fmt: skip
