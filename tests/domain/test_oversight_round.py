"""Oversight rounds as pure rules: the list of units, who may go, what a plan lacks, the rate with its open list."""

from dataclasses import replace
from datetime import date

import pytest

from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import EntryDraft
from linli.domain.engine.effects import Effect
from linli.domain.entry import parse_entry
from linli.domain.oversight_checks import (
    Noted,
    Opening,
    RoundPlan,
    Sheet,
    document_problems,
    finding_problems,
    opening_problems,
    parent_of,
    plan_problems,
    sheet_problems,
)
from linli.domain.oversight_rate import HandedProblem, Rate, Recovered, percent_of
from linli.domain.oversight_round import (
    FindingSet,
    OversightRound,
    RoundSet,
    UnitSet,
    folded,
    is_member,
    leads,
    may_read,
    team_unit,
)
from linli.domain.problems import Problem
from tests import cast

TEAM = cast.UNITS["inspection"]
TODAY = cast.MONDAY.date()
PLAN = RoundPlan(
    title="2026年第一轮巡察", starts_date="2026-03-02", length_days=50, leader="p-cha", team=("p-cen",),
    units=("u-liuan", "u-bridge-east", "u-lotus"),
)  # fmt: skip
HEAD = RoundSet(
    unit=TEAM.id, area=cast.COUNTY, title=PLAN.title, starts_date="2026-03-02", length_days=50, leader="p-cha",
    team=("p-cen",),
)  # fmt: skip
UNITS = (
    UnitSet(unit="u-lotus"), UnitSet(unit="u-bridge-east", parent="u-liuan"), UnitSet(unit="u-liuan"),
)  # fmt: skip


def played(*effects: Effect) -> OversightRound:
    """A round whose stream holds these effects, through canonical bytes and back."""
    draft = EntryDraft(
        stream="oversight/r1", type="oversight.planned", at=cast.MONDAY, actor={"kind": "system"}, pub={},
        effects=effects,
    )  # fmt: skip
    found = folded(parse_entry(one.body) for one in chain((draft,), Head(), bytes))
    assert found is not None
    return found


def codes(found: list[Problem]) -> list[str]:
    return [f"{one.code}@{one.at}" if one.at else one.code for one in found]


def test_fifty_days_from_the_first_of_july_end_with_the_nineteenth_of_august() -> None:
    assert played(replace(HEAD, starts_date="2026-07-01")).ends_on == date(2026, 8, 19)


def test_a_street_is_followed_by_its_communities() -> None:
    assert [one.unit for one in played(HEAD, *UNITS).visited] == ["u-lotus", "u-liuan", "u-bridge-east"]
    units = tuple(cast.UNITS[key] for key in ("liuan", "bridge-east", "lotus", "centre"))
    assert parent_of(units[1], units) == "u-liuan" and parent_of(units[2], units) == "u-centre"
    assert parent_of(units[3], units) == ""


def test_the_round_and_its_units_are_the_teams_and_nobody_elses() -> None:
    directory, one = cast.directory(), played(HEAD, *UNITS)
    post = cast.POSTS
    assert team_unit(post["cha"], directory) == TEAM
    assert [team_unit(post[who], directory) for who in ("hui", "yuan", "bao", "admin")] == [None] * 4
    assert is_member(post["cen"], one) and leads(post["cha"], one) and not leads(post["cen"], one)
    assert may_read(post["cen"], one, directory) and may_read(post["yuan"], one, directory)
    assert not any(may_read(post[who], one, directory) for who in ("hu", "gu", "wei", "admin", "lian", "tang"))
    own = played(HEAD, UnitSet(unit="u-centre"))
    assert not may_read(post["yuan"], own, directory), "a centre that is visited reads what was handed over to it"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"title": " ", "starts_date": "", "length_days": 0, "leader": "", "units": ()},
         ["required@title", "required@starts_date", "oversight_days@length_days", "required@leader",
          "oversight_no_units@units"]),
        ({"starts_date": "2036-01-01"}, ["oversight_long_past@starts_date"]),
        ({"starts_date": "1 July"}, ["not_a_date@starts_date"]),
        ({"leader": "p-hu"}, ["oversight_leader@leader", "oversight_team_conflict@leader"]),
        ({"team": ("p-wei",)}, ["unknown_choice@team"]),
        ({"units": ("u-inspection",)}, ["oversight_own_team@units", "oversight_team_conflict@leader",
                                        "oversight_team_conflict@team"]),
        ({"units": ("u-nowhere",)}, ["unknown_choice@units"]),
        ({"units": tuple(f"u-{number}" for number in range(81))},
         ["oversight_too_many_units@units", *["unknown_choice@units"] * 81]),
    ],
)  # fmt: skip
def test_a_plan_is_told_all_of_its_mistakes(changes: dict[str, object], said: list[str]) -> None:
    plan = replace(PLAN, **changes)
    assert codes(plan_problems(plan, TEAM, cast.directory(), TODAY)) == said


def test_a_finding_of_several_units_is_a_shared_one() -> None:
    one = played(HEAD, *UNITS)
    noted = Noted(kind="individual", topic="funds", units=("u-liuan",), words="台账不全")
    assert finding_problems(noted, one) == []
    both = replace(noted, units=("u-liuan", "u-lotus"))
    assert codes(finding_problems(both, one)) == ["oversight_individual@units"]
    assert codes(finding_problems(replace(noted, kind="shared"), one)) == ["oversight_shared@units"]
    assert finding_problems(replace(both, kind="shared"), one) == []
    assert codes(finding_problems(Noted(units=("u-stone",)), one)) == [
        "required@words", "required@kind", "required@topic", "oversight_not_visited@units",
    ]  # fmt: skip


def test_a_questionnaire_says_only_what_is_asked() -> None:
    one = played(HEAD, *UNITS)
    good = Sheet(unit="u-lotus", place_kind="market", day="2026-03-02", answers={"rubbish": "poor"})
    assert sheet_problems(good, one, TODAY) == []
    odd = Sheet(unit="u-stone", place_kind="home", day="2026-03-03", answers={"who": "张三"})
    assert codes(sheet_problems(odd, one, TODAY)) == [
        "oversight_not_visited@unit", "oversight_day_outside@day", "unknown_choice@place_kind",
        "unknown_choice@answers",
    ]  # fmt: skip
    assert "oversight_unanswered@answers" in codes(sheet_problems(Sheet(), one, TODAY))


def test_two_people_open_a_letter_box() -> None:
    one, directory = played(HEAD, *UNITS), cast.directory()
    cha = cast.POSTS["cha"]
    good = Opening(unit="u-lotus", day="2026-03-02", letters=3, witness="p-cen")
    assert opening_problems(good, cha, one, directory, TODAY) == []
    for witness in ("p-cha", "p-wei", "p-x"):
        found = opening_problems(replace(good, witness=witness), cha, one, directory, TODAY)
        assert codes(found) == ["oversight_second_person@witness"]
    odd = opening_problems(Opening(letters=1000), cha, one, directory, TODAY)
    assert codes(odd) == ["required@unit", "required@day", "too_large@letters", "required@witness"]


def test_a_document_holds_what_waits_for_its_unit() -> None:
    finding = FindingSet(id="f1", unit="u-lotus", kind="individual", topic="funds", words_seq=2)
    one = played(HEAD, *UNITS, finding)
    assert document_problems(("f1",), "u-lotus", one, "2026-06-30", "按期", TODAY) == []
    assert codes(document_problems((), "u-liuan", one, "2026-03-02", "", TODAY)) == [
        "oversight_nothing_to_hand_over", "required@demands", "not_in_future@rectify_date",
    ]  # fmt: skip
    assert codes(document_problems(("f2",), "u-lotus", one, "2046-01-01", "按期", TODAY)) == [
        "oversight_finding_gone@findings", "oversight_long_past@rectify_date",
    ]  # fmt: skip


def problem(number: int, stage: str, **changes: object) -> HandedProblem:
    base = HandedProblem(
        finding=f"f{number}", unit="u-lotus", case="c", number="n", part="p1", kind="shared", topic="funds",
        words_seq=1, document="d", stage=stage, due_date="2026-06-30", is_late=False,
    )  # fmt: skip
    return replace(base, **changes)


def test_248_handed_over_and_220_rectified_are_88_7_percent_with_28_open() -> None:
    rate = Rate(problems=tuple(problem(n, "verified" if n <= 220 else "rectified") for n in range(1, 249)))
    assert (rate.handed_over, rate.rectified, rate.percent, len(rate.open)) == (248, 220, 88.7, 28)
    assert [one.finding for one in rate.open][:2] == ["f221", "f222"]


def test_of_nothing_there_is_no_rate_and_a_share_is_reckoned_in_whole_numbers() -> None:
    assert Rate(problems=()).percent is None
    assert [percent_of(13, 15), percent_of(1, 3), percent_of(1, 8), percent_of(1, 16)] == [86.7, 33.3, 12.5, 6.3]


def test_only_what_was_verified_counts_as_recovered() -> None:
    money = Recovered(fen=1_000_50, mu_hundredths=120, rules=1)
    rate = Rate(problems=(problem(1, "verified", recovered=money), problem(2, "rectified", recovered=money)))
    assert rate.recovered == money and not money.is_nothing and Recovered().is_nothing
    assert rate.of_unit("u-liuan").handed_over == 0
