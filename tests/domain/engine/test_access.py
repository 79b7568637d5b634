"""The one access policy: the accused, the administrator and closed cases first; then that lists ask the same."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.cli.docs.access_table import access_pages
from linli.domain.area import AreaLevel
from linli.domain.engine.access import READ_VERBS, SETUP_ROLES, may, may_set_up, reach_of, relations_of
from linli.domain.engine.declarations import Relation, Who
from linli.domain.engine.state import CaseState, Holder, PartState
from linli.domain.seal import Seal
from linli.domain.unit import Role
from tests import cast
from tests.cast import POSTS, UNITS
from tests.house.scans import ROOT

R = Relation
EVERY_SEAL = tuple(Seal)
HELD = CaseState(stream="case/1", seq=1, area=cast.GRID, holder=Holder(unit="u-city-management"), seal="open")


def relations(name: str, state: CaseState = HELD) -> frozenset[Relation]:
    return relations_of(POSTS[name], state, cast.directory())


def held_by(unit: str, **changes: object) -> CaseState:
    return CaseState(**{"stream": "case/1", "seq": 1, "area": cast.GRID, "holder": Holder(unit=f"u-{unit}"), **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("verb", "seal", "role"), list(product(sorted(READ_VERBS), EVERY_SEAL, Role)))
def test_the_accused_reads_nothing_whatever_else_they_are(verb: str, seal: Seal, role: Role) -> None:
    post = next((one for one in POSTS.values() if one.role is role), POSTS["hu"])
    everything = frozenset(Relation)
    assert not may(verb, post=post, relations=everything, area=cast.GRID, seal=seal)


def test_the_accused_moves_nothing() -> None:
    ways = (Who(), Who(relations=frozenset({R.HOLDER})))
    assert not may("case.close", post=POSTS["hu"], relations=frozenset({R.HOLDER, R.ACCUSED}), area=cast.GRID,
                   seal=Seal.OPEN, ways=ways)  # fmt: skip


def test_the_accusation_follows_the_person_into_every_post() -> None:
    state = held_by("city-management", notes={"accused": "s-zhou"})
    assert R.ACCUSED in relations("zhou", state) and R.ACCUSED in relations("zhou_at_desk", state)


@pytest.mark.parametrize("seal", EVERY_SEAL)
def test_the_administrator_of_the_system_is_nothing_to_any_case(seal: Seal) -> None:
    for unit in ("centre", "liuan", "city-management"):
        state = held_by(unit, seal=seal.value)
        found = relations("admin", state)
        assert found == frozenset()
        assert not any(
            may(verb, post=POSTS["admin"], relations=found, area=cast.GRID, seal=seal) for verb in READ_VERBS
        )
        assert not reach_of(POSTS["admin"], cast.directory()).holds(state)


def test_a_closed_case_exists_only_for_its_body_and_its_sender() -> None:
    for role, relation in product(Role, Relation):
        post = next((one for one in POSTS.values() if one.role is role), POSTS["hu"])
        found = {
            verb
            for verb in READ_VERBS
            if may(verb, post=post, relations=frozenset({relation}), area=cast.GRID, seal=Seal.CLOSED)
        }
        assert found == ({"case.list"} if relation in (R.HOLDER, R.REQUESTER) else set())


def test_nobody_who_is_not_signed_in_reads_anything_without_a_relation() -> None:
    for verb, seal in product(READ_VERBS, Seal):
        assert not may(verb, post=None, relations=frozenset(), area=cast.GRID, seal=seal)


def test_whoever_handles_a_case_does_not_learn_who_reported_it() -> None:
    for relation in (R.HOLDER, R.CO_HANDLER, R.PAST_HOLDER):
        assert not may(
            "case.requester", post=POSTS["wei"], relations=frozenset({relation}), area=cast.GRID, seal=Seal.OPEN
        )
    assert may("case.requester", post=POSTS["hu"], relations=relations("hu"), area=cast.GRID, seal=Seal.OPEN)


def test_another_area_is_out_of_reach() -> None:
    assert relations("deng") == frozenset()
    assert not may("case.list", post=POSTS["deng"], relations=frozenset(), area=cast.GRID, seal=Seal.OPEN)


def test_the_tier_that_suffices_admits_those_above_it() -> None:
    way = Who(relations=frozenset({R.HOLDER}), tier=AreaLevel.SUBDISTRICT)
    rights = {
        tier: may("case.whistle", post=POSTS["hu"], relations=frozenset({R.HOLDER}), area=cast.GRID, seal=Seal.OPEN,
                  ways=(way,), tier=tier)
        for tier in (*AreaLevel, None)
    }  # fmt: skip
    assert [tier for tier, allowed in rights.items() if allowed] == [AreaLevel.COUNTY, AreaLevel.SUBDISTRICT]


def test_a_centre_stands_above_its_own_tier_and_below_a_department_of_the_district() -> None:
    assert R.UPPER_TIER in relations("cheng")
    assert R.UPPER_TIER not in relations("hu") and R.SUPERVISOR in relations("hu")
    assert R.UPPER_TIER in relations("hu", held_by("bridge-east"))
    assert R.UPPER_TIER not in relations("hu", held_by("liuan"))
    assert R.UPPER_TIER in relations("yuan", held_by("centre")) and R.UPPER_TIER not in relations(
        "cheng", held_by("centre")
    )


def test_a_convener_is_convener_only_of_what_is_on_the_agenda() -> None:
    assert R.CONVENER not in relations("tang")
    assert R.CONVENER in relations("tang", held_by("centre", notes={"agenda": "u-meeting"}))
    assert R.CONVENER not in relations("ma", held_by("centre", notes={"agenda": "u-meeting"}))


def test_advisers_and_handlers_of_a_centre_know_what_they_work_on() -> None:
    assert relations("zhou") == frozenset()
    assert relations("zhou", held_by("liuan")) == {R.HOLDER}


UNIT_IDS = sorted(unit.id for unit in UNITS.values())


@st.composite
def states(draw: st.DrawFn) -> CaseState:
    unit = st.sampled_from(["", *UNIT_IDS])
    stage = st.sampled_from(["asked", "replied", "recalled"])
    parts = [
        PartState(id=f"p{number}", rule="co_handler", stage=draw(stage), unit=draw(unit))
        for number in range(draw(st.integers(0, 2)))
    ]
    notes = {
        "agenda": draw(st.sampled_from(["", "u-meeting", "u-liuan-meeting"])),
        "sponsor": draw(st.sampled_from(["", "p-gao", "p-hu"])),
        "accused": draw(st.sampled_from(["", "s-hu", "s-zhou s-tang"])),
    }
    return CaseState(
        stream="case/1", seq=1, area=draw(st.sampled_from([*cast.GRIDS, cast.LIUAN, cast.COUNTY])),
        seal=draw(st.sampled_from(EVERY_SEAL)).value, holder=Holder(unit=draw(st.sampled_from(UNIT_IDS))),
        handler=Holder(unit=draw(unit)), dispatcher=Holder(unit=draw(unit)),
        past_units=tuple(draw(st.lists(st.sampled_from(UNIT_IDS), max_size=2))),
        parts={part.id: part for part in parts}, notes=notes,
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(state=states())
def test_what_a_list_shows_is_exactly_what_may_be_listed(state: CaseState) -> None:
    directory = cast.directory()
    for post, verb in product(POSTS.values(), ("case.list", "case.export")):
        found = relations_of(post, state, directory)
        allowed = may(verb, post=post, relations=found, area=state.area, seal=Seal(state.seal))
        assert reach_of(post, directory, verb).holds(state) == allowed, (post.id, verb)


def test_the_policy_written_out_is_the_one_reviewed() -> None:
    for name, text in access_pages():
        assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == text, "run `linli docs` and review the change"


@pytest.mark.parametrize("name", sorted(cast.POSTS))
def test_the_set_up_is_for_whoever_keeps_the_rules_of_the_whole_county(name: str) -> None:
    allowed = {verb for verb in SETUP_ROLES if may_set_up(verb, cast.POSTS[name], cast.directory())}
    expected = {
        "admin": {"setup.read", "setup.change", "setup.rehearse"},
        "yuan": {"setup.read", "setup.rehearse"},
    }
    assert allowed == expected.get(name, set())


def test_an_administrator_of_a_subdistrict_keeps_no_rules_of_the_county() -> None:
    of_street = replace(cast.POSTS["admin"], area_path=cast.LIUAN)
    assert not any(may_set_up(verb, of_street, cast.directory()) for verb in SETUP_ROLES)
