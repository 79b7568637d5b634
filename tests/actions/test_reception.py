"""The rota is drawn up from the calendar, changed with history, and published as the same bytes each time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from linli.actions import reception
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.reception import AskedDuty
from linli.actions.reception_papers import publish_rota, published_file, published_rotas
from linli.domain.problems import Refused
from linli.domain.reception import DutyKind
from linli.store import setup
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.plain_press import PlainPress

NOW = cast.MONDAY
TODAY = date(2026, 3, 2)
HU, GU, MA, DENG, LEI = (cast.POSTS[one] for one in ("hu", "gu", "ma", "deng", "lei"))
LIUAN = HU.unit_id
ASKED = AskedDuty(on_date=TODAY, begins=time(9), ends=time(11, 30), post_id=GU.id, place="街道一楼接待室")


@pytest.fixture
def real_office(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """An office whose commits are real."""
    with django_db_blocker.unblock():
        yield offices.set_up_office()


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    people = {post.staff_id: name for name, post in cast.POSTS.items() if "_" not in name}
    save_staff(StaffMember(username=name, pseudonym=key or "", name=name.title()) for key, name in people.items())
    return replace(found, ports=replace(found.ports, papers=PlainPress()))


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return set(refused.value.codes)


def test_a_rota_without_a_leader_is_refused(office: Office) -> None:
    for post_id in (HU.id, "p-nobody", cast.POSTS["qin"].id):
        with pytest.raises(Refused) as refused:
            reception.add_duty(office, HU, replace(ASKED, post_id=post_id), now=NOW)
        assert codes(refused) == {"reception_no_leader"}, post_id
    with pytest.raises(Refused) as refused:
        reception.fill_month(office, HU, TODAY, [], ASKED, now=NOW)
    assert codes(refused) == {"reception_nobody_chosen"}


def test_only_the_window_and_the_head_of_the_unit_draw_up_its_rota(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        reception.add_duty(office, cast.POSTS["zhou"], ASKED, now=NOW)
    assert codes(refused) == {"not_found"}
    line = reception.add_duty(office, GU, ASKED, now=NOW)
    with pytest.raises(Refused) as refused:
        reception.end_duty(office, DENG, line.id, now=NOW)
    assert codes(refused) == {"not_found"}


def test_the_month_is_filled_in_turn_and_keeps_what_stands(office: Office) -> None:
    reception.add_duty(office, HU, replace(ASKED, on_date=date(2026, 3, 4), post_id=MA.id), now=NOW)
    made = reception.fill_month(office, HU, TODAY, [GU.id, MA.id], ASKED, now=NOW)
    days = reception.rota_shown(office, LIUAN, TODAY, NOW)
    assert len(made) == 21
    assert not any(one.is_gap for one in days)
    assert all(len(one.lines) == 1 for one in days)
    assert {line.leader for one in days for line in one.lines} == {"Gu", "Ma"}
    with pytest.raises(Refused) as refused:
        reception.fill_month(office, HU, TODAY, [GU.id], ASKED, now=NOW)
    assert codes(refused) == {"reception_no_gap"}


def test_no_leader_is_promised_at_two_units_at_once(office: Office) -> None:
    """Whoever leads above may receive at several units, but not in the same hours."""
    at_centre = replace(ASKED, post_id=LEI.id, place="东塘镇一楼")
    reception.add_duty(office, DENG, at_centre, now=NOW)
    with pytest.raises(Refused) as refused:
        reception.add_duty(office, HU, replace(at_centre, begins=time(11), ends=time(12)), now=NOW)
    assert codes(refused) == {"reception_twice"}
    made = reception.fill_month(office, HU, TODAY, [LEI.id], ASKED, now=NOW)
    assert TODAY not in {one.on_date for one in made}
    assert len(made) == 21
    with pytest.raises(Refused) as refused:
        reception.fill_month(office, HU, TODAY, [LEI.id], ASKED, now=NOW)
    assert codes(refused) == {"reception_twice"}


def test_two_who_plan_at_once_put_no_third_leader_on_a_day(real_office: Office) -> None:
    """What stands on the day is read behind one lock: of three who press together one is refused."""

    def planned(post_id: str) -> str:
        try:
            reception.add_duty(real_office, HU, replace(ASKED, post_id=post_id), now=NOW)
        except Refused as refused:
            return refused.codes[0]
        finally:
            connections.close_all()
        return "planned"

    with ThreadPoolExecutor(3) as pool:
        told = sorted(pool.map(planned, [GU.id, MA.id, LEI.id]))
    assert told == ["planned", "planned", "reception_too_many"]


def test_days_that_are_over_are_not_filled(office: Office) -> None:
    later = NOW + timedelta(days=21)
    made = reception.fill_month(office, HU, TODAY, [GU.id], ASKED, now=later)
    assert min(one.on_date for one in made) == date(2026, 3, 23)


def test_a_line_that_is_taken_off_stays_in_the_history(office: Office) -> None:
    line = reception.add_duty(office, HU, ASKED, now=NOW)
    reception.end_duty(office, GU, line.id, now=NOW + timedelta(hours=1))
    assert all(one.is_gap for one in reception.rota_shown(office, LIUAN, TODAY, NOW))
    told = [(one.verb, one.who, one.on_date) for one in reception.history(office, LIUAN)]
    assert told == [("taken_off", "Gu", TODAY), ("planned", "Hu", TODAY)]
    with pytest.raises(Refused):
        reception.end_duty(office, GU, line.id, now=NOW)


def test_a_leader_who_left_the_post_leaves_a_gap_in_sight(office: Office) -> None:
    reception.add_duty(office, HU, ASKED, now=NOW)
    gone = replace(GU, ended_at=NOW - timedelta(days=1))
    setup.save_records(office.county_id, [gone], actor=offices.SYSTEM, now=NOW)
    day = reception.rota_shown(open_office(office.ports, office.county_id), LIUAN, TODAY, NOW)[0]
    assert day.is_gap
    assert day.lines[0].leader == ""


def test_going_down_names_its_community(office: Office) -> None:
    out = replace(ASKED, kind=DutyKind.OUT, place="桥东社区便民服务点", on_date=date(2026, 3, 8))
    with pytest.raises(Refused) as refused:
        reception.add_duty(office, HU, out, now=NOW)
    assert codes(refused) == {"place_needed"}
    with pytest.raises(Refused) as refused:
        reception.add_duty(office, HU, replace(out, area_path=cast.LOTUS), now=NOW)
    assert codes(refused) == {"place_needed"}, "another subdistrict's community"
    reception.add_duty(office, HU, replace(out, area_path=cast.BRIDGE_EAST), now=NOW)
    found = reception.goings_down(office, TODAY, date(2026, 3, 31), NOW)
    assert [(one.duty.area_path, one.leader) for one in found] == [(cast.BRIDGE_EAST, "Gu")]


def test_a_rota_is_published_and_given_again_as_the_same_bytes(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        publish_rota(office, HU, TODAY, now=NOW)
    assert codes(refused) == {"reception_empty"}
    reception.add_duty(office, HU, ASKED, now=NOW)
    made = publish_rota(office, HU, TODAY, now=NOW)
    first = published_file(office, LIUAN, made.seq, "docx")
    reception.fill_month(office, HU, TODAY, [GU.id], ASKED, now=NOW)
    assert published_file(office, LIUAN, made.seq, "docx") == first
    assert first is not None
    assert "3月2日（星期一）" in first.decode()
    assert "Gu" in first.decode()
    assert [(one.seq, one.kinds, one.docx_sha256) for one in published_rotas(office, LIUAN)] == [
        (made.seq, ("pdf", "docx"), made.docx_sha256)
    ]
    assert published_file(office, LIUAN, made.seq + 1, "docx") is None
    assert published_file(office, LIUAN, made.seq, "exe") is None
