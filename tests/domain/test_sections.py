"""Sections by version, slots as they stand at a moment, and terms: as pure rules."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from linli.domain.calendar import SHANGHAI
from linli.domain.place import Place, PlaceKind
from linli.domain.problems import Refused
from linli.domain.round_section import Section, SectionKind, slots_on
from linli.domain.round_standard import SlotRule
from linli.domain.round_week import Days
from linli.domain.school_term import TermSet, school_times, school_year, term_values
from linli.domain.section import Register, SectionFile, SectionSet, common_path, section_values
from linli.domain.settings_catalogue import Settings
from linli.domain.slot_coverage import SlotCount, SlotState, by_slot, slot_day, slot_number, state_of
from linli.domain.supply_checks import Reading
from tests import cast

MONDAY = date(2026, 3, 2)
CALENDAR = cast.calendar()
RULE = SlotRule()
LANE = Place(id="pl-lane", key="L01", name="柳荫巷", kind=PlaceKind.LANE, area_path=cast.GRID)
GATE = Place(id="pl-gate", key="S01", name="桥东小学门口", kind=PlaceKind.SCHOOL_GATE, area_path=cast.OTHER_GRID)
OLD = replace(LANE, id="pl-old", key="O01", name="旧市场", is_active=False)
REGISTER = Register(places={one.id: one for one in (LANE, GATE, OLD)})
TYPED = {"name": "柳荫巷一线", "kind": "lane"}


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def read(*chosen: str, register: Register = REGISTER, **typed: str) -> SectionSet:
    return section_values(Reading(typed=TYPED | typed, today=MONDAY), chosen, register, "u-bridge-east")


def codes(call: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [f"{one.code}@{one.at}" for one in refused.value.problems]


def test_a_section_lies_in_the_lowest_area_of_its_places_and_names_every_mistake() -> None:
    found = read("pl-lane", codes="s01, L01")
    assert (found.places, found.area, found.since) == (("pl-lane", "pl-gate"), cast.BRIDGE_EAST, "2026-03-02")
    assert read("pl-lane").area == cast.GRID and common_path([]) == "/"
    assert codes(lambda: read(name="", kind="x", codes="Z9")) == [
        "required@name", "unknown_choice@kind", "round_place_unknown@codes",
    ]  # fmt: skip
    assert codes(read) == ["section_no_place@places"]
    assert codes(lambda: read("pl-old", "nowhere")) == ["unknown_choice@places"] * 2
    stays = Register(places=REGISTER.places, kept=frozenset({"pl-old"}))
    assert read("pl-old", register=stays).places == ("pl-old",), "what was closed meanwhile may stay on it"
    assert codes(lambda: read(*(f"p{number}" for number in range(41))))[-1] == "section_places_many@places"


def test_a_change_holds_from_its_day_on() -> None:
    first = read("pl-lane")
    second = replace(first, places=("pl-gate",), since="2026-03-05")
    found = SectionFile(stream="section/x", versions=(first, second))
    assert [(one.places, since, until) for one, since, until in found.spells] == [
        (("pl-lane",), MONDAY, date(2026, 3, 4)), (("pl-gate",), date(2026, 3, 5), None),
    ]  # fmt: skip


def test_a_slot_that_is_not_over_is_never_missed_and_hours_fall_into_the_slot_they_lie_in() -> None:
    section = Section(id="s", name="柳荫巷", kind=SectionKind.LANE, area_path=cast.GRID)
    spans = slots_on(section, MONDAY, [at(7), at(19)], RULE, CALENDAR)
    now = at(15)
    assert [state_of(one, now) for one in spans] == [
        SlotState.COVERED, SlotState.MISSED, SlotState.OPEN, SlotState.COVERED, SlotState.AHEAD, SlotState.AHEAD,
    ]  # fmt: skip
    sums = by_slot(spans, RULE, now, CALENDAR)
    assert sums[:4] == tuple(SlotCount(asked=one, covered=two) for one, two in ((1, 1), (1, 0), (0, 0), (1, 1)))
    hourly = slots_on(replace(section, is_continuous=True), MONDAY, [at(1), at(7)], RULE, CALENDAR)
    whole = by_slot(hourly, RULE, at(23, day=MONDAY + timedelta(days=1)), CALENDAR)
    assert sum(one.asked for one in whole) == 24 and {one.asked for one in whole} == {4}
    assert whole[0].covered == 1 and whole[4].covered == 1, "one o'clock lies in the slot from 22:00"
    assert slot_number(at(5, 59), RULE, CALENDAR) == 5 and slot_number(at(6), RULE, CALENDAR) == 0
    assert slot_day(at(3), RULE, CALENDAR) == MONDAY - timedelta(days=1) and slot_day(at(6), RULE, CALENDAR) == MONDAY


def test_a_term_is_data_of_an_area_and_every_mistake_of_it_is_named() -> None:
    def term(first: str, last: str, *standing: Days) -> TermSet:
        reading = Reading(typed={"first": first, "last": last}, today=MONDAY)
        return term_values(reading, standing, "u-liuan", cast.LIUAN)

    told = term("2026-02-25", "2026-07-03")
    assert (told.first, told.last, told.area) == ("2026-02-25", "2026-07-03", cast.LIUAN)
    assert codes(lambda: term("", "3.7.")) == ["required@first", "not_a_date@last"]
    assert codes(lambda: term("2026-07-03", "2026-02-25")) == ["days_out_of_order@last"]
    assert codes(lambda: term("2026-01-01", "2026-12-31")) == ["days_too_many@last"]
    assert codes(lambda: term("2031-02-25", "2031-07-03")) == ["term_too_far@first", "term_too_far@last"]
    standing = Days(first=date(2026, 7, 1), last=date(2026, 7, 3))
    assert codes(lambda: term("2026-02-25", "2026-07-01", standing)) == ["term_overlaps@first"]
    times = school_times(Settings(), MONDAY)
    days = Days(first=date(2026, 2, 25), last=date(2026, 7, 3))
    gate = Section(id="g", name="校门", kind=SectionKind.SCHOOL_GATE, area_path=cast.GRID)
    for area, asked in ((cast.LIUAN, 2), (cast.DONGTANG, 0)):
        school = school_year([(area, days)], gate.area_path, times)
        assert len(slots_on(gate, MONDAY, [], RULE, CALENDAR, school)) == asked, area
        assert slots_on(gate, date(2026, 3, 7), [], RULE, CALENDAR, school) == (), "a Saturday has no school"
