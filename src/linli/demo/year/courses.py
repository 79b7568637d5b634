"""Every course of the year by its name: "<procedure>.<how it goes>"."""

from collections.abc import Callable

from linli.demo.life import Course
from linli.demo.year import disputes, petitions, services, suggestions
from linli.demo.year.lives import YearLife

YEAR_COURSES: dict[str, Callable[[YearLife], Course]] = {
    **disputes.COURSES, **petitions.COURSES, **suggestions.COURSES, **services.COURSES,
}  # fmt: skip
