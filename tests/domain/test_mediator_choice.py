"""Whom to propose for a dispute: the parties' choice, then from below, then by type and by how much is open."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from linli.domain.directory import Directory
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee
from linli.domain.mediator import Mediator, MediatorKind, mediator_problems
from linli.domain.mediator_choice import PER_STEP, DisputeNeed, ProposedMediator, propose
from linli.domain.unit import Post, Role, Unit, UnitKind
from tests import cast
from tests.cast import BRIDGE_EAST, COUNTY, GRID, LIUAN, STARTED_AT

TODAY = date(2026, 3, 2)
PLACES = {
    "owners": (BRIDGE_EAST, CommitteeKind.OWNERS), "east": (BRIDGE_EAST, CommitteeKind.RESIDENTS),
    "liuan": (LIUAN, CommitteeKind.TOWNSHIP), "medical": (COUNTY, CommitteeKind.SECTOR),
    "district": (COUNTY, CommitteeKind.DISTRICT), "lotus": (cast.LOTUS, CommitteeKind.RESIDENTS),
}  # fmt: skip


def county(mediators: dict[str, dict[str, Any]]) -> Directory:
    """The cast's county with a body on every step; "east1" is a mediator of the body "east"."""
    setup = cast.setup()
    units, committees, posts, roster = [], [], [], []
    for key, (path, kind) in PLACES.items():
        area = next(one for one in setup.areas if one.path == path)
        units.append(
            Unit(
                id=f"m-{key}",
                key=f"m-{key}",
                name=key,
                kind=UnitKind.MEDIATION_COMMITTEE,
                area_id=area.id,
                area_path=path,
                tier=area.level,
            )
        )
        committees.append(
            MediationCommittee(
                unit_id=f"m-{key}",
                kind=kind,
                started_date=date(2025, 1, 1),
                ended_date=date(2027, 12, 31),
                types=("dispute.medical",) if key == "medical" else (),
                sector="医疗" if key == "medical" else "",
            )
        )
    for name, asked in mediators.items():
        given = dict(asked)
        body = name.rstrip("0123456789")
        posts.append(
            Post(
                id=f"p-{name}",
                unit_id=f"m-{body}",
                role=Role.MEDIATOR,
                area_path=PLACES[body][0],
                staff_id=given.pop("staff", f"s-{name}"),
                started_at=STARTED_AT,
            )
        )
        roster.append(Mediator(**{"post_id": f"p-{name}", "kind": MediatorKind.FULL_TIME, **given}))
    return Directory(
        replace(
            setup, units=(*setup.units, *units), posts=(*setup.posts, *posts), committees=tuple(committees),
            mediators=tuple(roster),
        )
    )  # fmt: skip


def proposals(mediators: dict[str, dict[str, Any]], category: str = "dispute.neighbour", **changes: Any) -> list[str]:
    return [one.post_id.removeprefix("p-") for one in proposed(mediators, category, **changes)]


def proposed(
    mediators: dict[str, dict[str, Any]], category: str = "dispute.neighbour", **changes: Any
) -> tuple[ProposedMediator, ...]:
    need = DisputeNeed(category=category, area_path=GRID, now=cast.MONDAY, today=TODAY)
    return propose(county(mediators), replace(need, **changes))


def test_nobody_is_proposed_who_stepped_aside_is_away_full_or_takes_nothing_new() -> None:
    mediators: dict[str, dict[str, Any]] = {
        "east1": {}, "east2": {"takes_new": False}, "east3": {"away_from_date": TODAY},
        "east4": {"open_max": 3}, "east5": {"types": ("dispute.debt",)}, "east6": {"is_active": False},
    }  # fmt: skip
    assert proposals(mediators, stepped_aside=frozenset({"p-east1"}), open_counts={"p-east4": 3}) == []


def test_whoever_stepped_aside_does_not_come_back_in_another_post() -> None:
    mediators: dict[str, dict[str, Any]] = {"east1": {"staff": "s-one"}, "liuan1": {"staff": "s-one"}, "liuan2": {}}
    assert proposals(mediators, stepped_aside=frozenset({"p-east1", "s-one"})) == ["liuan2"]
    assert proposals(mediators, stepped_aside=frozenset({"p-east1", "s-one"}), chosen_post="p-liuan1") == ["liuan2"]


def test_nobody_from_elsewhere_is_proposed_and_no_vacant_post() -> None:
    assert proposals({"lotus1": {}, "east1": {"staff": None}}) == []


def test_the_levels_go_from_below_and_every_step_is_seen() -> None:
    mediators = {f"{body}{number}": {} for body in PLACES for number in (1, 2, 3)}
    assert proposals(mediators) == [
        "owners1",
        "owners2",
        "east1",
        "east2",
        "liuan1",
        "liuan2",
        "district1",
        "district2",
    ]
    assert PER_STEP == 2


def test_a_sector_body_stands_before_the_district_for_its_type_only() -> None:
    mediators: dict[str, dict[str, Any]] = {"medical1": {}, "district1": {}}
    assert proposals(mediators, "dispute.medical") == ["medical1", "district1"]
    assert proposals(mediators, "dispute.debt") == ["district1"]


def test_within_a_step_this_very_type_then_less_open_then_full_time() -> None:
    mediators: dict[str, dict[str, Any]] = {
        "east1": {"kind": MediatorKind.VOLUNTEER}, "east2": {}, "liuan1": {},
        "liuan2": {"types": ("dispute.neighbour",)},
    }  # fmt: skip
    counts = {"p-east2": 1, "p-liuan2": 9}
    assert proposals(mediators, open_counts=counts) == ["east1", "east2", "liuan2", "liuan1"]
    assert proposals(mediators) == ["east2", "east1", "liuan2", "liuan1"]


def test_the_parties_choice_wins_over_level_type_load_and_leave() -> None:
    chosen = {"types": ("dispute.debt",), "open_max": 1, "away_from_date": TODAY - timedelta(days=1)}
    found = proposed({"east1": {}, "lotus1": chosen}, chosen_post="p-lotus1", open_counts={"p-lotus1": 4})
    assert [one.post_id for one in found] == ["p-lotus1", "p-east1"]
    assert found[0].is_chosen and not found[1].is_chosen
    assert [one.zh for one in found[0].reasons] == [
        "各方选定", "村(社区)一级,离得最近", "名册上不受理这一类", "专职", "在办 4 件", "现在外出",
    ]  # fmt: skip


def test_every_proposal_says_why_in_both_languages() -> None:
    (one,) = proposed({"medical1": {"kind": MediatorKind.PART_TIME}}, "dispute.medical", open_counts={"p-medical1": 2})
    assert [words.zh for words in one.reasons] == ["行业性、专业性调委会", "受理医疗纠纷", "兼职", "在办 2 件"]
    assert [words.en for words in one.reasons] == [
        "A sector body", "Takes this type: medical", "Part-time", "2 open now",
    ]  # fmt: skip


def test_the_same_question_has_the_same_answer() -> None:
    mediators: dict[str, dict[str, Any]] = {f"east{number}": {} for number in range(6)}
    assert proposals(mediators) == proposals(dict(reversed(list(mediators.items())))) == ["east0", "east1"]


def test_a_line_of_the_roster_tells_every_mistake_at_once() -> None:
    one = Mediator(
        post_id="p-tiao", kind=MediatorKind.FULL_TIME, types=("dispute.nothing",), skills=("magic",), open_max=0,
        away_until_date=TODAY,
    )  # fmt: skip
    assert [(found.at, found.code) for found in mediator_problems(one)] == [
        ("types", "unknown_choice"), ("skills", "unknown_choice"), ("away_from_date", "required"),
        ("open_max", "too_small"),
    ]  # fmt: skip
    backwards = Mediator(
        post_id="p-tiao", kind=MediatorKind.FULL_TIME, away_from_date=TODAY, away_until_date=TODAY - timedelta(days=1)
    )
    assert [found.code for found in mediator_problems(backwards)] == ["ends_before_it_begins"]


def test_both_days_of_an_absence_count() -> None:
    away = Mediator(
        post_id="p", kind=MediatorKind.VOLUNTEER, away_from_date=TODAY, away_until_date=TODAY + timedelta(days=2)
    )
    assert [away.is_away(TODAY + timedelta(days=days)) for days in (-1, 0, 2, 3)] == [False, True, True, False]
