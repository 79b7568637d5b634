"""The one access policy: the accused, the administrator and closed cases first; then that lists ask the same."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.cli.docs.access_table import access_pages
from linli.domain.area import AreaLevel
from linli.domain.engine.access import READ_VERBS, SETUP_ROLES, addressing, may, may_set_up, reach_of, relations_of
from linli.domain.engine.declarations import Procedure, Relation, Who
from linli.domain.engine.state import CaseState, Holder, PartState
from linli.domain.follow_up import KIND_OF
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.procedures import procedures
from tests import cast
from tests.cast import POSTS, UNITS
from tests.house.scans import ROOT

R = Relation
EVERY_SEAL = tuple(Seal)
HELD = CaseState(stream="case/1", seq=1, area=cast.GRID, holder=Holder(unit="u-city-management"), seal="open")


def relations(name: str, state: CaseState = HELD) -> frozenset[Relation]:
    return relations_of(POSTS[name], state, cast.directory())


def held_by(unit: str, **changes: object) -> CaseState:
    return CaseState(**{"stream": "case/1", "seq": 1, "area": cast.GRID, "holder": Holder(unit=f"u-{unit}"), **changes})


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


PETITION = procedures()["petition"]
RESTRICTED = held_by("city-management", seal="restricted", procedure="petition", version=PETITION.version)


def addressed(name: str, state: CaseState, procedure: Procedure = PETITION) -> frozenset[Relation]:
    """What a post is to a case of a procedure."""
    post = POSTS[name]
    return addressing(
        relations(name, state), post=post, state=state, directory=cast.directory(), procedure=procedure
    )  # fmt: skip


def asks_who(name: str, state: CaseState, procedure: Procedure = PETITION) -> bool:
    """Whether the post of that name may open who asked."""
    found = addressed(name, state, procedure)
    return may("case.requester", post=POSTS[name], relations=found, area=state.area, seal=Seal(state.seal))


def test_only_the_unit_that_holds_a_petition_opens_who_asked_and_only_while_it_holds_it() -> None:
    assert all(asks_who(name, RESTRICTED) for name in ("wei", "song", "jin"))
    assert not any(asks_who(name, RESTRICTED) for name in ("kong", "min", "admin", "tang", "bao"))
    gone = held_by("centre", seal="restricted", past_units=("u-city-management",))
    assert not any(asks_who(name, gone) for name in ("wei", "song", "jin"))
    part = PartState(id="p1", rule="co_handler", stage="asked", unit="u-housing")
    assert not asks_who("kong", replace(RESTRICTED, parts={"p1": part}))


def test_a_grid_worker_of_the_holding_unit_does_not_open_who_petitioned() -> None:
    state = held_by("bridge-east", seal="restricted")
    assert R.HOLDER in relations("ren", state) and not asks_who("ren", state)


ADDRESSING = {"petition", "service_visit", "stuck_matter"}
"""Procedures whose holder writes to whoever asked by name; another one here is a decision about people's data."""


@pytest.mark.parametrize("key", sorted(procedures()))
def test_for_every_other_procedure_nothing_is_opened_and_nothing_barred(key: str) -> None:
    accused = replace(RESTRICTED, notes={"accused": "s-song", "accused_units": "u-city-management"})
    for name, state in product(POSTS, (RESTRICTED, accused)):
        found = addressed(name, state, procedures()[key])
        assert (found == relations(name, state)) or key in ADDRESSING, (name, found)
    assert procedures()[key].holder_addresses == (key in ADDRESSING)


@pytest.mark.parametrize(("seal", "role"), list(product(EVERY_SEAL, Role)))
def test_the_unit_of_the_accused_never_learns_who_asked(seal: Seal, role: Role) -> None:
    """Whatever else the post is, and in whatever role: not the name, and nothing sealed."""
    post = replace(POSTS["wei"], role=role)
    everything = frozenset(Relation) - {R.ACCUSED}
    for verb in ("case.requester", "case.sealed"):
        assert not may(verb, post=post, relations=everything, area=cast.GRID, seal=seal)


def test_the_unit_of_the_accused_is_barred_where_it_handles_where_it_oversees_and_after_the_person_moved() -> None:
    accused = replace(RESTRICTED, notes={"accused": "s-song", "accused_units": "u-city-management"})
    assert R.BESIDE_ACCUSED in addressed("wei", accused) and not asks_who("wei", accused)
    assert asks_who("cheng", accused)
    of_centre = replace(RESTRICTED, notes={"accused": "s-peng"})
    assert not asks_who("cheng", of_centre) and asks_who("wei", of_centre)
    moved = replace(RESTRICTED, notes={"accused": "s-gone", "accused_units": "u-city-management"})
    assert not asks_who("wei", moved)
    assert R.BESIDE_ACCUSED not in addressed("wei", RESTRICTED)


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


def hui_reads(key: str, *, is_final: bool, seal: Seal = Seal.SEALED) -> set[str]:
    """What the follow-up desk may read of a matter of a procedure."""
    state = held_by("centre", procedure=key, seal=seal.value, is_final=is_final)
    found = relations("hui", state)
    return {one for one in READ_VERBS if may(one, post=POSTS["hui"], relations=found, area=state.area, seal=seal)}


@pytest.mark.parametrize("key", sorted(procedures()))
def test_of_what_is_sealed_the_follow_up_desk_finds_only_what_it_calls_about_and_who_asked_once_it_ended(
    key: str,
) -> None:
    """Who asked to see their data, and what got out, is nothing to it: those are not called back about."""
    called = "follow_up" in procedures()[key].shared
    assert called == (key in KIND_OF)
    known = {"case.looks", "case.glass", "case.rating"}  # what was looked at and rated: no words of the matter
    assert hui_reads(key, is_final=False) - known == ({"case.list"} if called else set())
    assert hui_reads(key, is_final=True) - known == ({"case.list", "case.requester"} if called else set())


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
        stream="case/1", seq=1, procedure=draw(st.sampled_from(["", "dispute", "data_right", "data_breach"])),
        is_final=draw(st.booleans()), area=draw(st.sampled_from([*cast.GRIDS, cast.LIUAN, cast.COUNTY])),
        seal=draw(st.sampled_from(EVERY_SEAL)).value, holder=Holder(unit=draw(st.sampled_from(UNIT_IDS))),
        handler=Holder(unit=draw(unit)), dispatcher=Holder(unit=draw(unit)),
        past_units=tuple(draw(st.lists(st.sampled_from(UNIT_IDS), max_size=2))),
        parts={part.id: part for part in parts}, notes=notes,
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(state=states())
def test_what_a_list_shows_is_exactly_what_may_be_listed(state: CaseState) -> None:
    directory = cast.directory()
    for post, verb in product(POSTS.values(), ("case.list", "case.export", "case.requester")):
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
        "admin": {"setup.read", "setup.change", "setup.decide", "setup.rehearse"},
        "yuan": {"setup.read", "setup.decide", "setup.rehearse"},
        "bao": {"setup.decide"},
        "tang": {"setup.decide"},
        "an": {"setup.decide"},
    }
    # The second person of a change may come from where rules are not kept: who keeps them never decides alone.
    assert allowed == expected.get(name, set())


def test_an_administrator_of_a_subdistrict_keeps_no_rules_of_the_county() -> None:
    of_street = replace(cast.POSTS["admin"], area_path=cast.LIUAN)
    assert not any(may_set_up(verb, of_street, cast.directory()) for verb in SETUP_ROLES)


def test_the_printed_matrix_leaves_no_role_relation_sealing_or_verb_out() -> None:
    """Each verb has a table for each sealing, whose rows hold every role once and whose columns every relation."""
    ((_, text),) = access_pages()
    columns = ("Role", "elsewhere", "in the area", *(one.value for one in Relation))
    everybody = {"nobody", *(f"`{one.value}`" for one in Role)}
    cells = 0
    for verb in READ_VERBS:
        section = text.split(f"\n## `{verb}`\n")[1].split("\n## ")[0].split("\n# ")[0]
        for seal in Seal:
            table = section.split(f"(`{seal.value}`)\n")[1].split("\n### ")[0].strip().splitlines()
            head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
            assert tuple(head) == columns, (verb, seal)
            named = [name for row in rows for name in (everybody if row[0] == "everybody" else row[0].split(", "))]
            assert sorted(named) == sorted(everybody), (verb, seal)
            assert all(len(row) == len(columns) and {*row[1:]} <= {"✓", "·"} for row in rows)
            cells += len(everybody) * (len(columns) - 1)
    assert cells == len(READ_VERBS) * len(Seal) * (len(Role) + 1) * (len(Relation) + 2)


@pytest.mark.parametrize("seal", EVERY_SEAL)
def test_the_whole_matrix_grants_nothing_that_the_sealing_forbids(seal: Seal) -> None:
    """Role × relation × verb, all of them, by the rules that stand above every table."""
    granted = 0
    for verb, role, relation in product(sorted(READ_VERBS), (None, *Role), (None, *Relation)):
        post = replace(POSTS["hu"], role=role, area_path=cast.LIUAN) if role else None
        held = frozenset({relation}) if relation else frozenset()
        allowed = may(verb, post=post, relations=held, area=cast.GRID, seal=seal)
        granted += allowed
        if not allowed:
            continue
        case = (verb, role, relation, seal)
        assert relation is not R.ACCUSED, case
        assert relation is not None or role not in (None, Role.ADMINISTRATOR), case
        if seal is Seal.CLOSED:
            assert verb == "case.list" and relation in (R.HOLDER, R.REQUESTER), case
        if seal is Seal.SEALED and relation is None:
            assert verb in ("case.list", "case.glass", "case.looks", "case.requester"), case
    assert granted > 0
