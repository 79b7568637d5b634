"""The directory: whose duty it is, who takes the work, and which unit stands above."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.domain.area import AreaLevel
from linli.domain.category import Category, CategoryKind
from linli.domain.directory import Directory
from linli.domain.duty import Duty, DutyRole
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording
from tests import cast
from tests.cast import BRIDGE_EAST, COUNTY, FAR_GRID, GRID, MONDAY, UNITS

HERE = cast.directory()


def test_nobody_is_responsible_for_what_the_matrix_does_not_name() -> None:
    assert HERE.responsible("fire", GRID, DutyRole.SECTOR) is None


def test_the_longer_area_wins_then_the_longer_category() -> None:
    duty = HERE.responsible("municipal.street_lamp", GRID, DutyRole.TERRITORIAL)
    assert duty is not None and duty.unit_id == UNITS["liuan"].id
    more = (
        Duty(
            id="x1",
            unit_id=UNITS["housing"].id,
            category="municipal.street_lamp",
            area_path=COUNTY,
            role=DutyRole.SECTOR,
        ),
        Duty(id="x2", unit_id=UNITS["bridge-east"].id, category="", area_path=BRIDGE_EAST, role=DutyRole.SECTOR),
    )
    there = Directory(replace(cast.setup(), duties=(*cast.setup().duties, *more)))
    found = there.responsible("municipal.street_lamp", GRID, DutyRole.SECTOR)
    assert found is not None and found.unit_id == UNITS["bridge-east"].id
    found = there.responsible("municipal.street_lamp", FAR_GRID, DutyRole.SECTOR)
    assert found is not None and found.unit_id == UNITS["housing"].id


def test_a_unit_that_was_closed_has_no_duty_any_more() -> None:
    units = tuple(replace(one, is_active=one.key != "housing") for one in UNITS.values())
    there = Directory(replace(cast.setup(), units=units))
    assert there.responsible("building.facade", GRID, DutyRole.SECTOR) is None


@pytest.mark.parametrize(
    ("unit", "area", "upper"),
    [
        ("bridge-east", GRID, "liuan"),
        ("liuan", GRID, "centre"),
        ("centre", GRID, None),
        ("city-management", GRID, "centre"),
        ("mediation", GRID, "liuan"),
        ("follow-up", FAR_GRID, "centre"),
        ("liuan-meeting", GRID, "centre"),
    ],
)
def test_the_unit_above_is_the_centre_of_the_next_tier(unit: str, area: str, upper: str | None) -> None:
    found = HERE.upper_unit(UNITS[unit].id, area)
    assert (found.key if found else None) == upper


def test_above_an_unknown_unit_stands_the_nearest_centre() -> None:
    found = HERE.upper_unit("nowhere", GRID)
    assert found is not None and found.key == "liuan"


def test_a_vacant_or_ended_post_takes_no_work() -> None:
    assert HERE.working_post(UNITS["empty"].id, MONDAY, GRID) is None
    posts = tuple(replace(one, ended_at=MONDAY) if one.id == "p-hu" else one for one in cast.POSTS.values())
    there = Directory(replace(cast.setup(), posts=posts))
    before, after = (
        there.posts_of(UNITS["liuan"].id, moment, (Role.OPERATOR,)) for moment in (MONDAY - timedelta(1), MONDAY)
    )
    assert [one.id for one in before] == ["p-hu", "p-zhou_at_desk"] and [one.id for one in after] == ["p-zhou_at_desk"]


def test_the_role_asked_for_first_is_taken_first() -> None:
    unit = UNITS["liuan"].id
    taken = HERE.working_post(unit, MONDAY, GRID)
    assert taken is not None and taken.role is Role.HANDLER
    taken = HERE.working_post(unit, MONDAY, GRID, first=Role.OPERATOR)
    assert taken is not None and taken.id == "p-hu"


def test_a_grid_worker_is_not_handed_a_case_and_an_administrator_neither() -> None:
    lone = Post(
        id="p",
        unit_id=UNITS["empty"].id,
        role=Role.GRID_WORKER,
        area_path=GRID,
        staff_id="s",
        started_at=cast.STARTED_AT,
    )
    for role in (Role.GRID_WORKER, Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER):
        there = Directory(replace(cast.setup(), posts=(*cast.POSTS.values(), replace(lone, role=role))))
        assert there.working_post(UNITS["empty"].id, MONDAY, GRID) is None


def test_a_matter_of_a_whole_area_goes_to_a_post_that_serves_a_part_of_it() -> None:
    assert HERE.working_post(UNITS["liuan"].id, MONDAY, COUNTY) is not None


def test_committees_meetings_and_centres_are_found_by_place() -> None:
    committee, meeting = HERE.lowest_committee(GRID), HERE.joint_meeting(GRID, AreaLevel.SUBDISTRICT)
    assert committee is not None and committee.key == "bridge-east"
    assert HERE.lowest_committee(COUNTY) is None
    assert meeting is not None and meeting.key == "liuan-meeting"
    assert HERE.joint_meeting(FAR_GRID, AreaLevel.SUBDISTRICT) is None
    centre = HERE.centre_for(GRID, AreaLevel.COUNTY)
    assert centre is not None and centre.key == "centre"
    assert HERE.centre_for(GRID, AreaLevel.COMMUNITY) is None


def test_every_category_has_a_limit_everywhere() -> None:
    for category in (*HERE.categories, "", "dispute.debt"):
        for grid in cast.GRIDS:
            for urgency in ("ordinary", "urgent"):
                assert HERE.limit(category, grid, urgency).length >= 1


def test_names_of_units_are_given_and_unknown_ones_are_empty() -> None:
    assert HERE.unit_name(UNITS["liuan"].id) == "柳岸街道综治中心" and HERE.unit_name("nowhere") == ""


def test_categories_are_indexed_by_key() -> None:
    extra = Category(key="zoo", name=Wording("动物园", "Zoo"), kind=CategoryKind.EVENT)
    assert Directory(replace(cast.setup(), categories=(extra,))).categories["zoo"] is extra


def test_another_systems_post_is_given_no_work() -> None:
    """A system acts at its post by itself; a matter that waited there would wait for nobody."""
    machine = Post(
        id="a", unit_id=UNITS["empty"].id, role=Role.HANDLER, area_path=GRID, staff_id="hotline",
        started_at=cast.STARTED_AT,
    )  # fmt: skip
    setup = replace(cast.setup(), posts=(*cast.POSTS.values(), machine))
    assert Directory(setup).working_post(UNITS["empty"].id, MONDAY, GRID) == machine
    there = Directory(replace(setup, machines=frozenset({"hotline"})))
    assert there.working_post(UNITS["empty"].id, MONDAY, GRID) is None
