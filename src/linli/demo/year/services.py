"""Courses of the service hall: what people applied for, and what got stuck on the way."""

from collections.abc import Callable

from linli.demo.life import Course
from linli.demo.texts.year_services import ANSWERS, CAUSES, SERVICES, STUCK, Service
from linli.demo.year.afterwards import afterwards
from linli.demo.year.furnishing import guide_key
from linli.demo.year.lives import YearLife


def stuck(life: YearLife) -> Course:
    """Taken down at the window, contacted the same day, solved by the unit in charge, checked and answered."""
    yield life.now
    unit, category, title, words, solved = STUCK[life.brief.told % len(STUCK)]
    life.file_as(life.county_desk(), title=title, words=words, category=category)
    yield life.work(15, 90)
    life.move("contact", life.holder(), contact_way="phone")
    yield life.work(10, 60)
    in_charge = life.unit(unit)
    if life.state.holder.unit != in_charge.id:
        life.move("forward", life.holder(), unit=in_charge.id)
    yield life.work(200, 900)
    life.move("solve", life.holder(), cause=life.rng.choice(CAUSES), result=solved)
    yield life.work(20, 150)
    life.move("reply", life.checker_of_window(), outcome="solved", answer=ANSWERS.format(text=solved))
    yield from afterwards(life)


def service_of(life: YearLife) -> Service:
    """Return what is applied for."""
    return SERVICES[life.brief.told % len(SERVICES)]


def _applied(life: YearLife) -> Course:
    yield life.now
    told, number = service_of(life), life.brief.told % len(SERVICES)
    hall = life.unit("service-hall")
    life.file_as(
        life.worker_of(hall), title=told.title, unit=hall.id, limit_days=told.days, guide=guide_key(number),
        guide_version=1, desk=told.desk, cross_province=told.cross_province,
    )  # fmt: skip


def served(life: YearLife) -> Course:
    """Complete at once, decided and handed out."""
    yield from _applied(life)
    yield life.work(20, 200)
    life.move("check", life.holder())
    yield from _decided(life)


def told_once(life: YearLife) -> Course:
    """Something is missing: told once, supplied, decided."""
    yield from _applied(life)
    yield life.work(20, 200)
    life.move("tell_missing", life.holder(), missing=service_of(life).missing)
    yield life.days(1, 5)
    life.move("supplement", life.holder())
    yield life.work(20, 200)
    life.move("check", life.holder())
    yield from _decided(life)


def _decided(life: YearLife) -> Course:
    """The department with the power decides; the window that took it in hands it out."""
    yield life.within("handling", 0.02, 0.1)
    life.move("route", life.holder(), unit=life.unit(service_of(life).unit).id)
    yield life.within("handling", 0.2, 0.6)
    life.move("grant", life.holder(), answer=service_of(life).done)
    yield life.work(30, 300)
    life.move("send_out", life.holder(), given_as="online" if life.likely(0.6) else "post")
    yield from afterwards(life)


COURSES: dict[str, Callable[[YearLife], Course]] = {
    "stuck_matter.stuck": stuck, "service_visit.served": served, "service_visit.told_once": told_once,
}  # fmt: skip
