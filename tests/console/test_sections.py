"""Sections at the console: laid down by their unit, passed by check-ins, summed by community; terms of schools."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.actions.deciding import Office
from linli.domain.round_section import SectionKind
from linli.store import models
from linli.store.staff import StaffMember, save_staff
from tests import cast
from tests.actions import rounds_played as played
from tests.actions.rounds_played import MONDAY, at
from tests.console.conftest import Seat, mistakes
from tests.console.test_rounds import main_of, page

HERE, SLOTS, TERMS = "/console/rounds/sections", "/console/rounds/slots", "/console/rounds/terms"
LANE = {"name": "柳荫巷一线", "kind": "lane", "places": ["pl-lane"], "codes": "S01"}


@pytest.fixture
def placed(office: Office, clock: Callable[[datetime], None]) -> Office:
    """The county with its places, at nine on a Monday."""
    clock(at(9))
    return played.with_places(office, played.PLACES)


def laid_down(seat: Seat, **changes: object) -> str:
    """The address of a section that its grid leader laid down."""
    answer = seat("he").post(f"{HERE}/new", LANE | changes)
    assert answer.status_code == 302 and answer.headers["Location"] == HERE
    return f"{HERE}/{models.PatrolSection.objects.order_by('-section').values_list('section', flat=True)[0]}"


def states(client: Client, **asked: str) -> list[str]:
    shown = page(client, HERE, **asked)
    return [part.partition('"')[0] for part in shown.split('class="slot slot--')[1:]]


def test_only_its_units_head_keeps_a_section_and_a_strangers_is_missing(placed: Office, seat: Seat) -> None:
    here = laid_down(seat)
    for who in ("hu", "tang", "wei", "admin"):
        for path in (f"{HERE}/new", here):
            answers = (seat(who).get(path).status_code, seat(who).post(path, LANE).status_code)
            assert answers == (404, 404), (who, path)
    assert seat("ren").get(HERE).status_code == 200 and seat("ren").get(here).status_code == 404
    assert seat("bai").get(here).status_code == 404 and seat("bai").post(here, LANE).status_code == 404
    assert "柳荫巷一线" not in page(seat("bai"), HERE)
    for who in ("ren", "wei", "admin"):
        assert seat(who).get(SLOTS).status_code == 404, who
    assert seat("ren").get(TERMS).status_code == 404


def test_every_mistake_stands_on_the_form_and_nothing_typed_is_lost(placed: Office, seat: Seat) -> None:
    he = seat("he", language="zh-CN")
    sent = {"name": "柳荫" * 40, "kind": "", "codes": "Z9、Z8", "places": ["pl-school", "pl-old"]}
    shown = mistakes(he, he.post(f"{HERE}/new", sent))
    for said in ("最多 60 个字", "没有找到编号为“Z9”的场所", "没有找到编号为“Z8”的场所", "没有“pl-old”这个选项"):
        assert said in shown, said
    assert "Z9、Z8" in shown and 'value="pl-school" checked' in shown and "柳荫柳荫" in shown
    assert not models.PatrolSection.objects.exists()
    for _ in range(2):
        he.post(f"{HERE}/new", LANE | {"command": "a" * 32})
    assert models.PatrolSection.objects.count() == 1, "the same form twice is one section"


def test_check_ins_of_anybody_pass_a_section_in_its_slot_and_a_change_leaves_the_past(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    here, ren, he = laid_down(seat), seat("ren"), seat("he")
    played.passed(placed, played.begun(placed, now=at(9)), "S01", now=at(9, 5))
    assert states(ren) == ["covered", *["ahead"] * 5]
    clock(at(19))
    played.passed(placed, played.begun(placed, "qiu", now=at(18)), "L01", now=at(18, 30), who="qiu")
    assert states(ren) == ["covered", "missed", "missed", "covered", "ahead", "ahead"]
    merged = replace(played.PLACES[0], is_active=False, merged_into="pl-yard")
    placed = played.with_places(placed, [merged])
    assert states(ren)[0] == "covered", "a place that was merged meanwhile keeps what was passed"
    clock(at(10, day=MONDAY + timedelta(days=1)))
    he.post(here, {**LANE, "name": "河畔一线", "places": ["pl-yard"], "codes": "", "is_continuous": "1"})
    assert len(states(ren)) == 24 and "河畔一线" in page(ren, HERE)
    before = page(ren, HERE, day=MONDAY.isoformat())
    assert "柳荫巷一线" in before and "2 / 6" in before, "the day before stays judged by what it was"
    he.post(here, {"do": "end"})
    assert "No section on this day" in page(ren, HERE) and "河畔一线" in page(he, HERE)
    assert "asked for no more" in mistakes(he, he.post(here, LANE))
    he.post(here, {"do": "end"})
    assert "河畔一线" in page(ren, HERE)


def test_communities_see_slots_and_the_dead_spots_and_never_a_worker(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    save_staff([StaffMember(username="walker", pseudonym=played.REN.staff_id or "", name="Wanderer")])
    laid_down(seat)
    played.passed(placed, played.begun(placed, now=at(9)), "S01", now=at(9, 5))
    clock(at(19))
    for who in ("hu", "yuan", "he", "lei", "tang", "gao"):
        shown = main_of(page(seat(who), SLOTS))
        assert "Wanderer" not in shown and played.REN.id not in shown, who
        for said in ("06:00–10:00", "1 / 3", "柳荫巷一线", "10:00–18:00", "2 slots"):
            assert said in shown, (who, said)
    assert "No section on this day" in page(seat("deng"), SLOTS), "another town sees its own"
    hu = seat("hu")
    lines = list(csv.reader(hu.get(f"{SLOTS}.csv").content.decode("utf-8-sig").splitlines()))
    assert lines[0] == ["Community", "Day", "Sections", "Slot", "Over or passed", "Of these passed"]
    passed = [line[3:] for line in lines[1:4]]
    assert passed == [["06:00–10:00", "1", "1"], ["10:00–14:00", "1", "0"], ["14:00–18:00", "1", "0"]]
    book = openpyxl.load_workbook(BytesIO(hu.get(f"{SLOTS}.xlsx", {"day": MONDAY.isoformat()}).content))
    assert [list(map(str, line)) for line in book.active.iter_rows(values_only=True)] == lines
    plain = main_of(page(hu, SLOTS))
    assert plain == main_of(page(hu, SLOTS, sort="post", post=played.REN.id, day="nonsense", page="x"))
    for client, path in ((hu, SLOTS), (seat("he"), HERE), (seat("he"), f"{HERE}/new"), (hu, TERMS)):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) <= 25, (path, len(asked))


def test_a_school_gate_is_walked_in_the_terms_that_a_centre_states(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    laid_down(seat, kind=SectionKind.SCHOOL_GATE.value)
    ren, hu = seat("ren"), seat("hu")
    assert states(ren) == [] and "No school on this day" in page(ren, HERE)
    assert mistakes(hu, hu.post(TERMS, {"do": "state", "first": "x"})).count("Please enter a date") >= 1
    given = {"do": "state", "first": "2026-02-25", "last": "2026-07-03", "command": "t" * 32}
    for _ in range(2):
        hu.post(TERMS, given)
    assert models.SchoolTerm.objects.count() == 1 and "School begins at 07:30 and ends at 17:00" in page(hu, TERMS)
    assert "It overlaps a term" in mistakes(hu, hu.post(TERMS, {**given, "command": "u" * 32}))
    clock(at(12))
    assert states(ren) == ["missed", "ahead"]
    clock(at(12, day=date(2026, 3, 7)))
    assert states(ren) == [], "a Saturday has no school"
    clock(at(12))
    term = models.SchoolTerm.objects.get().id
    for who in ("he", "deng", "yuan"):
        answer = seat(who).post(TERMS, {"do": "withdraw", "which": term})
        assert models.SchoolTerm.objects.get().is_active, (who, answer.status_code)
    hu.post(TERMS, {"do": "withdraw", "which": term})
    assert states(ren) == [] and "Taken back" in page(hu, TERMS)
    assert not [one for one in models.SchoolTerm._meta.get_fields() if one.name in ("post", "staff")]
    assert models.SchoolTerm.objects.get().area_path == cast.LIUAN
