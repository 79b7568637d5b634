"""Whose duty a matter is: whoever owns the thing, then whose own list it is on, then the sector, then the territory."""

from dataclasses import replace

import pytest

from linli.actions.duty_units import duty_units
from linli.domain.directory import Directory
from linli.domain.duty import Duty, DutyRole
from tests import cast

LAMP = "municipal.street_lamp"


def units(*more: Duty) -> list[str]:
    setup = cast.setup()
    directory = Directory(replace(setup, duties=(*setup.duties, *more)))
    names = {unit.id: key for key, unit in cast.UNITS.items()}
    return [names[one.unit.id] for one in duty_units(directory, LAMP, cast.GRID)]


def duty(unit: str, category: str, role: DutyRole) -> Duty:
    home = cast.UNITS[unit]
    return Duty(id=f"more-{unit}", unit_id=home.id, category=category, area_path=home.area_path, role=role)


def test_the_sector_goes_before_a_territory_that_answers_for_everything() -> None:
    assert units() == ["city-management", "liuan"]


def test_whoever_owns_the_thing_goes_first() -> None:
    assert units(duty("housing", LAMP, DutyRole.PRINCIPAL)) == ["housing", "city-management", "liuan"]


@pytest.mark.parametrize("category", [LAMP, "municipal"])
def test_a_territory_whose_own_list_it_is_on_goes_before_the_sector(category: str) -> None:
    own = replace(duty("liuan", category, DutyRole.TERRITORIAL), area_path=cast.GRID)
    assert units(own) == ["liuan", "city-management"]
