"""What the law asks of a people's mediation committee, all mistakes at once, and where its term stands."""

from dataclasses import replace
from datetime import date

import pytest

from linli.domain.area import AreaLevel
from linli.domain.mediation_committee import (
    CommitteeKind,
    MediationCommittee,
    TermState,
    committee_problems,
    last_day_of_term,
    level_of,
)
from linli.domain.unit import UnitKind

GOOD = MediationCommittee(
    unit_id="u-mediation", kind=CommitteeKind.RESIDENTS, member_count=5, women_count=2, chair_post_id="p-tiao",
    started_date=date(2025, 3, 1), ended_date=date(2028, 2, 29),
)  # fmt: skip


def wrong(tier: AreaLevel = AreaLevel.COMMUNITY, kind: UnitKind = UnitKind.MEDIATION_COMMITTEE, **changes: object):
    found = committee_problems(replace(GOOD, **changes), unit_kind=kind, tier=tier)
    assert all(one.within(language) for one in found for language in ("zh", "en"))
    return [(one.at, one.code) for one in found]


def test_a_committee_as_the_law_wants_it_stands() -> None:
    assert wrong() == []


@pytest.mark.parametrize("count", [0, 1, 2, 10, 99])
def test_fewer_than_three_members_or_more_than_nine_are_refused(count: int) -> None:
    assert ("member_count", "members_out_of_range") in wrong(member_count=count, women_count=min(1, count))


@pytest.mark.parametrize("count", [3, 9])
def test_three_and_nine_members_are_enough(count: int) -> None:
    assert wrong(member_count=count) == []


def test_women_must_sit_on_it_and_a_minority_where_several_peoples_live() -> None:
    assert wrong(women_count=0) == [("women_count", "woman_needed")]
    assert wrong(needs_minority=True) == [("minority_count", "minority_needed")]
    assert wrong(needs_minority=True, minority_count=1) == []


def test_nobody_is_counted_who_is_no_member() -> None:
    assert wrong(women_count=6, minority_count=7) == [
        ("women_count", "more_than_members"), ("minority_count", "more_than_members"),
    ]  # fmt: skip


def test_a_committee_in_use_has_a_chair() -> None:
    assert wrong(chair_post_id="") == [("chair", "chair_needed")]
    assert wrong(chair_post_id="", is_active=False) == []


def test_a_term_lasts_three_years_and_not_a_day_longer() -> None:
    assert wrong(ended_date=date(2028, 3, 1)) == [], "to the same day three years on, as many write it"
    assert wrong(ended_date=date(2028, 3, 2)) == [("ended_date", "term_too_long")]
    assert wrong(ended_date=date(2025, 3, 1)) == [("ended_date", "ends_before_it_begins")]
    assert wrong(ended_date=date(2026, 8, 1)) == [], "a term cut short is one"


@pytest.mark.parametrize(
    ("started", "last"),
    [
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_the_last_day_is_the_day_before_the_third_anniversary(started: date, last: date) -> None:
    assert last_day_of_term(started) == last


@pytest.mark.parametrize(
    ("kind", "tier", "stands"),
    [
        (CommitteeKind.RESIDENTS, AreaLevel.SUBDISTRICT, False),
        (CommitteeKind.TOWNSHIP, AreaLevel.SUBDISTRICT, True),
        (CommitteeKind.DISTRICT, AreaLevel.COMMUNITY, False),
        (CommitteeKind.DISTRICT, AreaLevel.COUNTY, True),
        (CommitteeKind.OWNERS, AreaLevel.GRID, True),
        (CommitteeKind.OWNERS, AreaLevel.COUNTY, False),
    ],
)
def test_a_kind_works_on_its_own_level(kind: CommitteeKind, tier: AreaLevel, stands: bool) -> None:
    found = committee_problems(replace(GOOD, kind=kind), unit_kind=UnitKind.TEAM, tier=tier)
    assert (not found) is stands


def test_a_sector_body_names_its_sector_and_what_it_takes_and_nobody_else_does() -> None:
    sector = replace(GOOD, kind=CommitteeKind.SECTOR)
    found = committee_problems(sector, unit_kind=UnitKind.SECTOR_BODY, tier=AreaLevel.COUNTY)
    assert [(one.at, one.code) for one in found] == [("sector", "required"), ("types", "required")]
    whole = replace(sector, sector="医疗卫生", types=("dispute.medical",))
    assert committee_problems(whole, unit_kind=UnitKind.SECTOR_BODY, tier=AreaLevel.COUNTY) == []
    assert wrong(sector="物业") == [("sector", "sector_of_no_body")]
    assert whole.takes("dispute.medical") and not whole.takes("dispute.debt") and GOOD.takes("dispute.debt")


def test_an_owners_committee_is_no_committee_of_that_law() -> None:
    assert wrong(tier=AreaLevel.GRID, kind=UnitKind.TEAM, **{"member_count": 0, "women_count": 0}) == [
        ("kind", "committee_of_other_level"), ("member_count", "members_out_of_range"), ("women_count", "woman_needed"),
    ]  # fmt: skip
    owners = replace(GOOD, kind=CommitteeKind.OWNERS, member_count=0, women_count=0, ended_date=date(2030, 3, 1))
    assert committee_problems(owners, unit_kind=UnitKind.TEAM, tier=AreaLevel.GRID) == []


def test_every_mistake_is_told_at_once() -> None:
    found = wrong(
        AreaLevel.COUNTY, UnitKind.PROPERTY_COMPANY, member_count=2, women_count=0, chair_post_id="", sector="x",
        ended_date=date(2031, 1, 1), types=("dispute.nothing",),
    )  # fmt: skip
    assert [code for _at, code in found] == [
        "unit_does_not_mediate", "committee_of_other_level", "sector_of_no_body", "term_too_long", "unknown_choice",
        "members_out_of_range", "woman_needed", "chair_needed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 11, 30), TermState.RUNNING),
        (date(2027, 12, 1), TermState.ENDING),
        (date(2028, 2, 29), TermState.ENDING),
        (date(2028, 3, 1), TermState.OVER),
    ],
)
def test_a_term_that_ends_within_ninety_days_is_shown(today: date, state: TermState) -> None:
    assert GOOD.term(today) is state


def test_a_body_of_a_grid_mediates_on_the_communitys_level() -> None:
    assert level_of(AreaLevel.GRID) is AreaLevel.COMMUNITY
    assert level_of(AreaLevel.SUBDISTRICT) is AreaLevel.SUBDISTRICT
