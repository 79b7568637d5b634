"""Sweeps of like places on a real database: every place once, its own coverage, a hazard linked to the first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.audit import audit
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.office import open_office
from linli.actions.sweeps import begin_sweep, check_place, close_sweep, open_sweep, raise_hazard, sweeps_for
from linli.domain.case_query import CaseQuery
from linli.domain.place import Place, PlaceKind
from linli.domain.problems import Refused
from linli.domain.sweep import PLACES_MAX, Coverage, SweepPlan
from linli.domain.unit import Post
from linli.store import cases, journal, setup
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

HU, GU, REN, LAN, YUAN = (cast.POSTS[one] for one in ("hu", "gu", "ren", "lan", "yuan"))
NOW = cast.MONDAY
PLACES = tuple(
    Place(id=f"pl{number}", key=f"k{number}", name=f"{number}号市场", kind=PlaceKind.MARKET, area_path=path)
    for number, path in enumerate((cast.GRID, cast.GRID, cast.OTHER_GRID, cast.BRIDGE_WEST, cast.FAR_GRID), start=1)
)
GIVEN = {
    "category": "fire.blocked_exit", "severity": "general", "area": cast.GRID, "channel": "inside",
    "title": "1号市场疏散通道堵塞", "place": "pl1", "found_in": "inspection",
}  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    school = replace(PLACES[0], id="pl8", key="k8", name="小学", kind=PlaceKind.SCHOOL)
    closed = replace(PLACES[0], id="pl9", key="k9", name="旧市场", is_active=False)
    setup.save_records(found.county_id, [*PLACES, school, closed], actor=offices.SYSTEM, now=cast.STARTED_AT)
    return open_office(SILENT_PORTS, found.county_id)


def hazard(office: Office, **changes: object) -> str:
    filing = Filing(command_id=offices.command_id(), procedure="hazard", fields={**GIVEN, **changes})
    return file_case(office, filing, actor=cast.actor("hu"), now=NOW).case_id


def plan(case: str, **changes: str) -> SweepPlan:
    due = (NOW + timedelta(days=10)).date().isoformat()
    return replace(SweepPlan(case=case, kind="market", area=cast.LIUAN, overseer="p-gu", due_date=due), **changes)


def begun(office: Office) -> str:
    return begin_sweep(office, HU, plan(hazard(office)), command_id=offices.command_id(), now=NOW)


def found_here() -> Filing:
    fields = {"category": "fire.blocked_exit", "severity": "general", "title": "3号市场疏散通道堵塞"}
    return Filing(command_id=offices.command_id(), procedure="hazard", fields=fields)


def refused(office: Office, post: Post, **changes: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        begin_sweep(office, post, plan(hazard(office), **changes), command_id=offices.command_id(), now=NOW)
    return [f"{one.code}@{one.at}" if one.at else one.code for one in refusal.value.problems]


def test_it_takes_in_every_place_of_the_kind_but_the_one_where_it_began(office: Office) -> None:
    sweep = open_sweep(office, HU, begun(office))
    assert sweep is not None
    assert sorted(sweep.spots) == ["pl2", "pl3", "pl4"], "neither the school, the closed market nor the other town's"
    assert sweep.coverage == Coverage(total=3, checked=0, found=0)


def test_everything_wrong_with_a_plan_is_named_at_once(office: Office) -> None:
    wrong = {"kind": "moon", "area": cast.LOTUS, "overseer": "p-ren", "due_date": "2026-03-01"}
    assert refused(office, HU, **wrong) == [
        "unknown_choice@kind", "sweep_area@area", "sweep_overseer@overseer", "not_in_future@due_date",
    ]  # fmt: skip
    assert refused(office, HU, kind="", area="", overseer="", due_date="") == [
        "required@kind", "required@area", "required@overseer", "required@due_date",
    ]  # fmt: skip
    assert refused(office, HU, kind="station") == ["sweep_empty@kind"]


def test_whoever_has_no_business_with_the_area_finds_no_sweep(office: Office) -> None:
    id_ = begun(office)
    assert open_sweep(office, REN, id_) is not None and open_sweep(office, LAN, id_) is None
    assert refused(office, LAN) == ["not_found"]
    with pytest.raises(Refused) as refusal:
        check_place(office, LAN, id_, "pl3", "nothing", command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("not_found",)


def test_each_place_is_checked_once_by_somebody_of_its_area(office: Office) -> None:
    id_ = begun(office)
    with pytest.raises(Refused) as refusal:
        check_place(office, REN, id_, "pl3", "nothing", command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("not_yours",), "the other grid's market is not this grid worker's"
    command = offices.command_id()
    for _again in range(2):
        sweep = check_place(office, REN, id_, "pl2", "nothing", command_id=command, now=NOW)
    assert sweep.coverage == Coverage(total=3, checked=1, found=0)
    with pytest.raises(Refused) as refusal:
        check_place(office, REN, id_, "pl2", "gone", command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("sweep_checked",)


def test_a_hazard_found_is_a_matter_of_its_own_linked_to_the_first(office: Office) -> None:
    id_, filing = begun(office), found_here()
    filed = [raise_hazard(office, HU, id_, "pl3", filing, now=NOW) for _again in range(2)]
    assert filed[0] == filed[1]
    sweep = open_sweep(office, HU, id_)
    assert sweep is not None and sweep.spots["pl3"].case == filed[0].case_id
    states = journal.load_states(office.county_id, [filed[0].stream, f"case/{sweep.head.case}"])
    (link,) = states[filed[0].stream].links
    assert (link.relation, link.stream) == ("like_place", f"case/{sweep.head.case}")
    query = CaseQuery(county_id=office.county_id, reach=None, now=NOW)
    assert [one.id for one in cases.list_cases(replace(query, origin=sweep.stream)).lines] == [filed[0].case_id]
    assert [one.place_id for one in cases.list_cases(replace(query, place_id="pl3")).lines] == ["pl3"]
    assert len(cases.list_cases(replace(query, severity="general")).lines) == 2


def test_the_same_press_with_another_hazard_is_refused_and_nothing_is_half_done(office: Office) -> None:
    id_, filing = begun(office), found_here()
    raise_hazard(office, HU, id_, "pl3", filing, now=NOW)
    with pytest.raises(Refused):
        raise_hazard(office, HU, id_, "pl3", replace(filing, fields={**filing.fields, "title": "另"}), now=NOW)
    wrong = Filing(command_id=offices.command_id(), procedure="hazard", fields={"severity": "huge"})
    with pytest.raises(Refused) as refusal:
        raise_hazard(office, HU, id_, "pl2", wrong, now=NOW)
    assert sorted(one.at for one in refusal.value.problems) == ["category", "severity", "title"]
    sweep = open_sweep(office, HU, id_)
    assert sweep is not None and sweep.coverage == Coverage(total=3, checked=1, found=1)


def test_its_overseer_closes_it_when_every_place_was_looked_at(office: Office) -> None:
    id_ = begun(office)
    for place in ("pl2", "pl3"):
        check_place(office, HU, id_, place, "nothing", command_id=offices.command_id(), now=NOW)
    for post, code in ((GU, "sweep_unfinished"), (HU, "not_yours")):
        with pytest.raises(Refused) as refusal:
            close_sweep(office, post, id_, command_id=offices.command_id(), now=NOW)
        assert refusal.value.codes == (code,)
    check_place(office, HU, id_, "pl4", "gone", command_id=offices.command_id(), now=NOW)
    assert not close_sweep(office, GU, id_, command_id=offices.command_id(), now=NOW).is_open
    with pytest.raises(Refused) as refusal:
        raise_hazard(office, HU, id_, "pl4", found_here(), now=NOW)
    assert refusal.value.codes == ("sweep_closed",)


def test_a_place_that_closes_meanwhile_stays_in_the_sweep(office: Office) -> None:
    id_ = begun(office)
    setup.save_records(office.county_id, [replace(PLACES[1], is_active=False)], actor=offices.SYSTEM, now=NOW)
    later = open_office(SILENT_PORTS, office.county_id)
    sweep = open_sweep(later, HU, id_)
    assert sweep is not None and sweep.coverage.total == 3
    assert check_place(later, HU, id_, "pl2", "gone", command_id=offices.command_id(), now=NOW).coverage.checked == 1


def test_a_hazard_names_only_places_of_the_register(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        hazard(office, place="nowhere")
    assert refusal.value.codes == ("place_not_listed",)


def test_the_list_is_one_question_and_the_journal_is_whole(office: Office) -> None:
    id_ = begun(office)
    with CaptureQueriesContext(connection) as asked:
        (line,) = sweeps_for(office, YUAN)
    assert (line.id, line.places, line.checked, len(asked)) == (id_, 3, 0, 1)
    assert not sweeps_for(office, LAN)
    assert audit().fault_count == 0


def test_as_many_places_as_a_sweep_may_hold_are_all_in_it_however_long_their_names(office: Office) -> None:
    many = [
        replace(PLACES[0], id=f"many{number:03d}", key=f"many{number:03d}", name=f"{number:03d}{'市' * 117}")
        for number in range(PLACES_MAX - 3)
    ]
    setup.save_records(office.county_id, many, actor=offices.SYSTEM, now=cast.STARTED_AT)
    whole = open_office(SILENT_PORTS, office.county_id)
    made = begin_sweep(whole, HU, plan(hazard(whole)), command_id=offices.command_id(), now=NOW)
    found = open_sweep(whole, HU, made)
    assert found is not None and found.coverage == Coverage(total=PLACES_MAX, checked=0, found=0)
    assert found.seq > 1 and not audit().fault_count
