"""What changes under somebody's feet: places merged and closed, a list renewed, a phone's clock; nothing is lost.

Everything goes through the acts of the pages on a real database: a round, an inspection and a sweep run at the same
places while the register and the lists move on.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from linli.actions.audit import audit
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.inspection_end import finish
from linli.actions.office import open_office
from linli.actions.place_merging import Merging, merge
from linli.actions.place_register import close, enter
from linli.actions.round_places import uncovered
from linli.actions.round_weeks import own_week
from linli.actions.rounds import finish_round
from linli.actions.sweeps import begin_sweep, check_place, close_sweep, open_sweep
from linli.domain import checklists as registry
from linli.domain.inspection_checks import Answer
from linli.domain.place import PlaceKind
from linli.domain.round import Standing
from linli.domain.sweep import Outcome, SweepPlan
from linli.store import cases, models, places
from tests import cast, offices
from tests.actions import inspections_played, rounds_played

NOW = cast.MONDAY
HU, REN, HE, GU = (cast.POSTS[one] for one in ("hu", "ren", "he", "gu"))
CELLS = {
    "kind": "market",
    "risk": "general",
    "address": "柳岸路88号",
    "area": cast.GRID,
    "lon": "114.305",
    "lat": "36.105",
}
NAMES = {"P-1": "桥东市场", "P-2": "桥东农贸市场", "P-3": "河畔菜场", "P-4": "东门市场"}


@pytest.fixture
def office(db: None) -> Office:
    """The cast's county with four markets that its centre entered."""
    found = offices.set_up_office()
    for key, name in NAMES.items():
        enter(found, HU, {**CELLS, "key": key, "name": name}, command_id=offices.command_id("enter"), now=NOW)
    return fresh(found)


def fresh(office: Office) -> Office:
    """The office as the next request opens it."""
    return open_office(replace(office.ports, photos=inspections_played.EchoPhotos()), office.county_id)


def id_of(office: Office, key: str) -> str:
    """The place of a number."""
    return next(one.id for one in office.directory.setup.places if one.key == key)


def moved_on(office: Office) -> Office:
    """The register after P-1 went into P-2, and P-3 was closed."""
    goes, stays = id_of(office, "P-1"), id_of(office, "P-2")
    files = places.files(office.county_id, [goes, stays])
    asked = Merging(goes=goes, stays=stays, goes_seq=files[goes].seq, stays_seq=files[stays].seq)
    merge(office, HU, asked, command_id=offices.command_id("merge"), now=NOW)
    close(office, HU, id_of(office, "P-3"), "已拆除", command_id=offices.command_id("close"), now=NOW)
    return fresh(office)


def at(minutes: int) -> datetime:
    """So many minutes after nine."""
    return NOW + timedelta(minutes=minutes)


def test_a_round_keeps_its_plan_and_counts_at_places_merged_and_closed_while_it_runs(office: Office) -> None:
    found = rounds_played.begun(office)
    assert len(found.head.planned) == 4
    later = moved_on(office)
    found = rounds_played.passed(later, found, "P-1", now=at(20))
    found = rounds_played.passed(later, found, "P-3", now=at(40))
    assert [one.told.standing for one in found.stops] == [Standing.MERGED, Standing.CLOSED]
    assert all(one.told.is_planned for one in found.stops) and len(found.head.planned) == 4
    assert found.visited == {id_of(later, key) for key in ("P-1", "P-2", "P-3")}
    done = finish_round(later, REN, found.id, is_clear=True, command_id="end", now=at(61))
    assert done.done().minutes >= 60 and done.done().is_clear
    left, in_all = uncovered(later, cast.GRID, now=at(62))
    assert ([one.place.key for one in left], in_all) == (["P-4"], 2), "who passed the old plate passed what it became"
    assert audit().fault_count == 0


@pytest.mark.parametrize("told", ["2019-01-01T08:00:00+08:00", "2041-07-01T00:00:00Z", "0001-01-01T00:00:00+00:00"])
def test_a_phone_whose_clock_is_wrong_by_years_moves_no_time_and_loses_no_check_in(office: Office, told: str) -> None:
    found = rounds_played.begun(office)
    for number, minutes in enumerate((20, 40), start=1):
        found = rounds_played.passed(office, found, f"P-{number}", now=at(minutes), told=told)
    finish_round(office, REN, found.id, is_clear=True, command_id="end", now=at(60))
    stored = rounds_played.stored(office, found.id)
    assert [one.at for one in stored.stops] == [at(20), at(40)], "the server's own time counts"
    assert {one.told.told[:4] for one in stored.stops} == {told[:4]}, "and what the phone said is named"
    monday = own_week(office, REN, NOW.date()).week.days[0]
    assert (monday.rounds, monday.minutes) == (1, 60)
    assert {one.at for one in models.RoundStop.objects.all()} == {at(20), at(40)}


def test_an_inspection_goes_on_with_its_list_at_a_place_that_is_merged_or_closed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is renewed with an item less and another one more, and the place leaves the register."""
    begun = {key: inspections_played.begun(office, place=id_of(office, key)) for key in ("P-1", "P-3")}
    for one in begun.values():
        blocked = Answer(item="exits", outcome="not_ok", note="上锁", photos=(b"photo",))
        assert inspections_played.say(office, one, "he", blocked) == ()
    known = dict(registry.editions())
    old = known["fire_market"][-1]
    items = (*(one for one in old.items if one.key != "exits"), replace(old.items[0], key="new_item"))
    newer = replace(old, version=old.version + 1, since=date(2026, 2, 1), items=items)
    monkeypatch.setattr(registry, "editions", lambda: {**known, "fire_market": (*known["fire_market"], newer)})
    later = moved_on(office)
    for key, one in begun.items():
        assert inspections_played.one(later, one.id).answers["exits"].outcome == "not_ok", "what was answered stands"
        rest = [Answer(item=item, outcome="ok") for item in one.head.items if item != "exits"]
        assert inspections_played.say(later, one, "he", *rest) == ()
        unknown = Answer(item="new_item", outcome="ok")
        assert inspections_played.say(later, one, "he", unknown), "an item of the new list is not of this inspection"
        inspections_played.signed(later, one, "he")
        done = finish(later, HE, one.id, command_id=offices.command_id("finish"), now=at(30))
        assert done.head.version == old.version and set(done.answers) == set(old.item_keys)
        case = cases.open_case(later.county_id, f"case/{done.cases[0]}")
        assert case is not None and case.state.notes["place"] == id_of(later, key) and case.state.area == cast.GRID
    assert audit().fault_count == 0


def test_a_sweep_looks_at_every_place_that_it_began_with(office: Office) -> None:
    fields = {
        "category": "fire.blocked_exit", "severity": "general", "area": cast.GRID, "channel": "inside",
        "title": "疏散通道堵塞", "place": id_of(office, "P-4"), "found_in": "round",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="hazard", fields=fields)
    case = file_case(office, filing, actor=cast.actor("hu"), now=NOW).case_id
    plan = SweepPlan(case=case, kind=PlaceKind.MARKET.value, area=cast.LIUAN, overseer="p-gu", due_date="2026-03-12")
    id_ = begin_sweep(office, HU, plan, command_id=offices.command_id("sweep"), now=NOW)
    later = moved_on(office)
    for key, outcome in (("P-1", Outcome.NOTHING), ("P-2", Outcome.NOTHING), ("P-3", Outcome.GONE)):
        place = id_of(later, key)
        check_place(later, REN, id_, place, outcome.value, command_id=offices.command_id("check"), now=at(5))
    close_sweep(later, GU, id_, command_id=offices.command_id("close"), now=at(6))
    sweep = open_sweep(later, HU, id_)
    assert sweep is not None and not sweep.is_open and sweep.coverage.checked == sweep.coverage.total == 3
    assert {one.name for one in sweep.spots.values()} == {"桥东市场", "桥东农贸市场", "河畔菜场"}
    assert audit().fault_count == 0
