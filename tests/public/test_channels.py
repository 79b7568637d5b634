"""Channels as equals, reception days and tickets as residents see them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from linli.actions import reception, visits
from linli.actions.deciding import Filing, Office
from linli.actions.reception import AskedDuty
from linli.domain.reception import DutyKind
from linli.domain.setting import Setting
from linli.store import models, setup
from tests import cast, offices

NOW = cast.MONDAY
LEI = cast.POSTS["lei"]
ASKED = AskedDuty(
    on_date=date(2026, 3, 2), begins=time(9), ends=time(11, 30), post_id=LEI.id, place="区综治中心一楼接待室"
)  # fmt: skip


@pytest.fixture(autouse=True)
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    for view in ("channels", "reception"):
        monkeypatch.setattr(f"linli.public.{view}.present", lambda: NOW)


def call(office: Office, key: str, waited_s: int | None) -> None:
    answered: datetime | None = NOW + timedelta(seconds=waited_s) if waited_s is not None else None
    models.Call.objects.create(
        county_id=office.county_id, source="pbx", key=key, began_at=NOW, answered_at=answered, ended_at=None
    )


def test_every_channel_stands_beside_the_others(office: Office, client: Client) -> None:
    one = Setting(
        key="channels.letter_address", value="明河区人民路1号 区综治中心 收", from_date=date(2026, 1, 5), reason="公布"
    )
    setup.save_records(office.county_id, [one], actor=offices.SYSTEM, now=cast.STARTED_AT)
    shown = client.get("/channels/", headers={"accept-language": "zh-hans"}).content.decode()
    for word in ("网页", "电话", "来访", "来信", "微信", "Open311", "明河区人民路1号", "12345", "/reception/"):
        assert word in shown
    assert "没有话务记录" in shown


def test_the_pick_up_within_fifteen_seconds_is_told_with_both_numbers(office: Office, client: Client) -> None:
    """The fifteenth second counts; a call that nobody answered was not picked up."""
    for key, waited in (("1", 3), ("2", 15), ("3", 16), ("4", None)):
        call(office, key, waited)
    shown = client.get("/channels/").content.decode()
    assert "2/4" in shown
    assert "50.0 %" in shown
    assert "3/4" in shown


def test_the_rota_shows_who_receives_and_the_days_without_anybody(office: Office, client: Client) -> None:
    reception.add_duty(office, LEI, ASKED, now=NOW)
    out = replace(ASKED, kind=DutyKind.OUT, on_date=date(2026, 3, 5), area_path=cast.LOTUS, place="荷塘村便民服务点")
    reception.add_duty(office, LEI, out, now=NOW)
    shown = client.get("/reception/", headers={"accept-language": "zh-hans"}).content.decode()
    assert shown.count("尚未安排") > 20
    for word in ("STAFF-lei", "09:00–11:30", "区综治中心一楼接待室", "荷塘村便民服务点"):
        assert word in shown
    assert client.get("/reception/?unit=no-such-unit").status_code == 404


def test_the_rota_is_a_calendar_to_subscribe_to(office: Office, client: Client) -> None:
    reception.add_duty(office, LEI, ASKED, now=NOW)
    answer = client.get("/reception/centre.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert "DTSTART:20260302T010000Z" in lines
    assert "LOCATION:区综治中心一楼接待室" in lines
    assert client.get("/reception/no-such-unit.ics").status_code == 404


def test_a_ticket_shows_its_turn_and_then_leads_to_the_matter(
    office: Office, client: Client, visitor: Client, clock: Callable[[datetime], None]
) -> None:
    """A browser that asks for no language reads Chinese; one that asks for English reads English."""
    hu = cast.POSTS["hu"]
    first, second = (visits.give_ticket(office, hu, now=NOW) for _ in range(2))
    shown = client.get(f"/ticket/{second.code}").content.decode()
    assert "前面还有 1 个号。" in shown
    assert "One number waits before yours." in visitor.get(f"/ticket/{second.code}").content.decode()
    visits.step_visit(office, hu, first.visit.id, "call", now=NOW)
    assert "轮到您了,请到接待室。" in client.get(f"/ticket/{first.code}").content.decode()
    assert "It is your turn" in visitor.get(f"/ticket/{first.code}").content.decode()
    visits.step_visit(office, hu, first.visit.id, "receive", now=NOW)
    fields = {key: value for key, value in cast.report().items() if key != "channel"}
    filed = visits.take_in_visit(office, hu, first.visit.id, Filing(command_id="c", fields=fields), now=NOW)
    answer = client.get(f"/ticket/{first.code}")
    assert f"/r/{filed.receipt}" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(f"/r/{filed.receipt}").status_code == 200


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "nonsense", "1234"])
def test_a_code_that_leads_nowhere_is_missing(office: Office, client: Client, code: str) -> None:
    assert client.get(f"/ticket/{code}").status_code == 404
