"""Handling limits: of the rows that apply, the most precise holds."""

from dataclasses import replace
from itertools import product

import pytest

from linli.domain.area import AreaClass
from linli.domain.default_catalogue import CATEGORY_BY_KEY, LIMITS
from linli.domain.directory import Directory
from linli.domain.limit import Limit, limit_at, matrix_of
from tests import cast

URGENCIES = ("ordinary", "urgent")


def row(category: str, area_class: AreaClass | None = None) -> Limit:
    return Limit(category=category, area_class=area_class, urgency="ordinary", length=1, unit="day", source="本区")


def test_without_any_row_nothing_holds() -> None:
    assert limit_at({}, "a.b", None, "ordinary") is None
    with pytest.raises(LookupError):
        Directory(replace(cast.setup(), limits=())).limit("municipal", cast.GRID, "ordinary")


def test_a_longer_category_wins_over_a_named_class() -> None:
    matrix = matrix_of([row(""), row("a", AreaClass.ORDINARY), row("a.b")])
    assert limit_at(matrix, "a.b", AreaClass.ORDINARY, "ordinary") == row("a.b")
    assert limit_at(matrix, "a.c", AreaClass.ORDINARY, "ordinary") == row("a", AreaClass.ORDINARY)
    assert limit_at(matrix, "a.c", None, "ordinary") == row("")
    assert limit_at(matrix, "ab", AreaClass.ORDINARY, "ordinary") == row("")


def looked_through(category: str, area_class: AreaClass, urgency: str) -> Limit:
    """The rule said the slow way: every row is asked whether it applies, and the most precise wins."""
    apply = [
        one for one in LIMITS
        if one.urgency == urgency and one.area_class in (None, area_class)
        and (not one.category or f"{category}.".startswith(f"{one.category}."))
    ]  # fmt: skip
    return max(apply, key=lambda one: (len(one.category), one.area_class is not None))


def test_the_matrix_answers_as_looking_through_the_rows_does() -> None:
    matrix = matrix_of(LIMITS)
    for key, place, urgency in product(("", "unheard.of", *CATEGORY_BY_KEY), AreaClass, URGENCIES):
        assert limit_at(matrix, key, place, urgency) == looked_through(key, place, urgency)
