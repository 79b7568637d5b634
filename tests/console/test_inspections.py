"""Inspections at the console: on a phone from the plan to the end, refused like missing, every mistake on the page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from linli.actions import draws
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.domain.inspection import InspectionStage
from linli.store import inspections as lists
from linli.store import setup
from tests import cast, offices
from tests.actions import inspections_played as played
from tests.actions.inspections_played import AT, STROKES, TODAY, EchoPhotos
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.actions.test_draws import drawing
from tests.console.conftest import Seat, mistakes

HERE = "/console/inspections"


@pytest.fixture
def place_office(office: Office, settings: Settings) -> Office:
    """The cast's county with places; photos are taken as they come."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress(), photos=EchoPhotos())
    setup.save_records(office.county_id, played.PLACES, actor=offices.SYSTEM, now=cast.STARTED_AT)
    return open_office(settings.LINLI_PORTS, office.county_id)


@pytest.fixture
def seat(seat: Seat) -> Seat:
    """Seats that read Chinese."""

    def sit(name: str) -> Client:
        client = seat(name)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
        return client

    return sit


def page(client: Client, path: str) -> str:
    """The page at an address."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def planned(client: Client, **changes: str) -> str:
    """Plan one through the form; return its address."""
    given = {"place": "M1", "checklist": "fire_market", "kind": "routine", "planned": TODAY, "inspectors": "p-he"}
    answer = client.post(f"{HERE}/new", {**given, **changes, "command": "plan-1"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def all_ok(office: Office, url: str, *not_ok: str) -> dict[str, str]:
    """The filled-in list."""
    keys = played.one(office, url.rsplit("/", 1)[1]).head.items
    given = {f"items.{key}.outcome": "not_ok" if key in not_ok else "ok" for key in keys}
    return given | {f"items.{key}.note": "货物堵住通道" for key in not_ok}


def test_from_the_plan_to_a_hazard_on_one_phone(place_office: Office, seat: Seat) -> None:
    he = seat("he")
    url = planned(he)
    assert "桥东市场" in page(he, HERE) and "开始检查" in page(he, url)
    assert he.post(f"{url}/do/begin", {"command": "b1"}).status_code == 302
    assert "保存" in page(he, url)
    photo = SimpleUploadedFile("p.jpg", b"jpeg", content_type="image/jpeg")
    answer = he.post(f"{url}/do/answer", {
        **all_ok(place_office, url, "exits"), "items.gear.outcome": "", "items.exits.photo": photo, "command": "a1",
    })  # fmt: skip
    assert answer.status_code == 302
    shown = page(he, url)
    assert "货物堵住通道" in shown and f"{url}/photo/" in shown
    assert "被检查单位签字" not in shown, "not before every item is answered"
    he.post(f"{url}/do/answer", {**all_ok(place_office, url, "exits"), "command": "a2"})
    refused = mistakes(he, he.post(f"{url}/do/finish", {"command": "f1"}))
    assert "还没有签字" in refused
    he.post(f"{url}/do/sign", {"way": "signed", "strokes": STROKES, "command": "s1"})
    assert "当场签字" in page(he, url)
    assert he.post(f"{url}/do/finish", {"command": "f2"}).status_code == 302
    record = page(he, url)
    assert "已完成" in record and "/console/cases/" in record and "2026-05-31" in record
    case = "/console/cases/" + record.partition("/console/cases/")[2][:26]
    hazard = page(he, case)
    assert "本次检查发现的隐患" in record and "检查发现" in hazard and f'href="{url}"' in hazard
    photo_url = record.partition(f'href="{url}/photo/')[2].partition('"')[0]
    assert he.get(f"{url}/photo/{photo_url}").content == b"jpeg"
    assert seat("bai").get(f"{url}/photo/{photo_url}").status_code == 404
    assert he.get(f"{url}/photo/1/photo_x_1").status_code == 404
    assert he.post(f"{url}/do/paper", {"command": "k1"}).status_code == 302
    assert "检〔2026〕1号" in page(he, url) and he.get(f"{url}/record.docx").status_code == 200
    assert he.get(f"{url}/record.exe").status_code == 404 == seat("bai").get(f"{url}/record.pdf").status_code
    follow = page(he, f"{HERE}/new?previous={url.rsplit('/', 1)[1]}")
    assert 'value="M1"' in follow and 'value="follow_up" checked' in follow


def test_what_is_wrong_stands_beside_what_was_typed_and_the_rest_is_kept(place_office: Office, seat: Seat) -> None:
    he = seat("he")
    url = planned(he)
    he.post(f"{url}/do/begin", {"command": "b1"})
    given = {"items.lanes.outcome": "ok", "items.exits.outcome": "not_ok", "items.gear.note": "字" * 501,
             "items.gear.outcome": "ok", "command": "a1"}  # fmt: skip
    shown = mistakes(he, he.post(f"{url}/do/answer", given))
    assert "请写明哪里不符合" in shown and "最多 500 个字" in shown
    assert 'name="items.exits.outcome" value="not_ok" checked' in shown
    assert set(played.one(place_office, url.rsplit("/", 1)[1]).answers) == {"lanes"}
    signed = mistakes(he, he.post(f"{url}/do/sign", {"way": "refused", "command": "s1"}))
    assert "还没有填" in signed


def test_a_plan_names_every_mistake_and_loses_nothing(place_office: Office, seat: Seat) -> None:
    he = seat("he")
    answer = he.post(f"{HERE}/new", {"place": "没有这里", "planned": "2020-01-01", "kind": "joint"})
    shown = mistakes(he, answer)
    for words in ("场所台账里没有这一处", "检查日期不能早于今天", 'value="没有这里"', 'value="2020-01-01"'):
        assert words in shown
    assert planned(he, place="桥东市场").startswith(HERE), "a name does as well as a number"


def test_it_is_changed_called_off_and_shut_to_strangers(place_office: Office, seat: Seat) -> None:
    he = seat("he")
    url = planned(he)
    for who in ("bai", "wei", "admin", "ding"):
        for tail in ("", "/plan"):
            assert seat(who).get(url + tail).status_code == 404, (who, tail)
        for verb in ("begin", "answer", "sign", "name", "finish", "sample", "result"):
            assert seat(who).post(f"{url}/do/{verb}", {}).status_code == 404, (who, verb)
    assert he.post(f"{url}/do/rank", {}).status_code == 404 and he.get(f"{url}/do/begin").status_code == 404
    he.post(f"{url}/plan", {"place": "S1", "checklist": "flood_site", "kind": "routine", "planned": TODAY,
                            "inspectors": ["p-he", "p-ren"], "save": "1", "command": "c1"})  # fmt: skip
    assert "河岸工地" in page(he, url) and "Ren" in page(he, url)
    assert "请填写这一项" in mistakes(he, he.post(f"{url}/plan", {"cancel": "1", "reason": " "}))
    he.post(f"{url}/plan", {"cancel": "1", "reason": "暴雨", "command": "c2"})
    assert "暴雨" in page(he, url) and he.get(f"{url}/plan").status_code == 404
    assert played.one(place_office, url.rsplit("/", 1)[1]).stage is InspectionStage.CANCELLED


def test_two_of_a_department_each_from_their_own_seat(place_office: Office, seat: Seat) -> None:
    wei, song = seat("wei"), seat("song")
    answer = wei.post(f"{HERE}/new", {
        "place": "M1", "checklist": "food_sampling", "kind": "unannounced", "planned": TODAY,
        "inspectors": ["p-wei", "p-song"], "command": "p1",
    })  # fmt: skip
    url = str(answer.headers["Location"])
    assert seat("gu").get(url).status_code == 404, "nobody is warned"
    wei.post(f"{url}/do/begin", {"command": "b1"})
    assert seat("gu").get(url).status_code == 200
    assert "请填数字" in mistakes(wei, wei.post(f"{url}/do/sample", {"product": "米线", "samples": "x"}))
    wei.post(f"{url}/do/sample", {"product": "散装米线", "samples": "3", "command": "m1"})
    song.post(f"{url}/do/answer", {**all_ok(place_office, url), "command": "a1"})
    wei.post(f"{url}/do/sign", {"way": "absent", "reason": "负责人不在", "command": "s1"})
    assert "依法要 2 名检查人员签字确认" in mistakes(wei, wei.post(f"{url}/do/finish", {"command": "f1"}))
    song.post(f"{url}/do/name", {"command": "n1"})
    wei.post(f"{url}/do/finish", {"command": "f2"})
    wei.post(f"{url}/do/result", {"batch": "b1", "result": "failed", "command": "r1"})
    record = page(wei, url)
    assert "不合格" in record and "散装米线" in record and "负责人不在" in record
    refused = page(wei, f"{HERE}/all?refused=1")
    assert "无人在场" in refused


def test_every_list_is_its_address_and_asks_few_questions(place_office: Office, seat: Seat) -> None:
    he = seat("he")
    for number in range(6):
        played.finished(place_office, *(("exits",) if number % 2 else ()))
    played.planned(place_office)
    for query, has, lacks in (
        ("", "桥东市场", "没有符合条件的"), ("?stage=finished&found=yes", "项问题", "待检查</span>"),
        ("?checklist=flood_site", "没有符合", "桥东市场"), ("?since=2026-03-03", "没有符合", "桥东市场"),
        ("?mine=1&kind=routine&until=2026-03-02", "桥东市场", "没有符合条件的"),
        ("?since=x&after=y_z", "没有符合", "项问题"),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            shown = page(he, f"{HERE}/all{query}")
        assert has in shown and lacks not in shown, query
        assert len(queries) <= 25
    for path in (HERE, f"{HERE}/coverage", f"{HERE}/coverage?checklist=flood_site", f"{HERE}/campaigns",
                 f"{HERE}/draws", f"{HERE}/new"):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            page(he, path)
        assert len(queries) <= 25, path
    assert seat("admin").get(HERE).status_code == 404


def test_coverage_leads_to_a_plan_and_a_campaign_to_its_inspections(
    place_office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    he = seat("he")
    shown = page(he, f"{HERE}/coverage?checklist=fire_market")
    assert "place=M1&amp;checklist=fire_market" in shown and "1 处中 0 处按时检查过" in shown
    assert 'value="M1"' in page(he, f"{HERE}/new?place=M1&checklist=fire_market")
    clock(AT + timedelta(days=100))
    seasons = page(he, f"{HERE}/campaigns")
    assert "汛期" in seasons
    form = page(he, f"{HERE}/campaigns/new?season=flood")
    assert 'value="2026-05-15"' in form and 'value="flood_site" checked' in form
    wrong = mistakes(he, he.post(f"{HERE}/campaigns/new", {"title": "", "first": "x"}))
    assert "请填写这一项" in wrong
    made = he.post(f"{HERE}/campaigns/new", {
        "title": "汛期检查", "first": "2026-05-15", "last": "2026-09-30", "season": "flood", "checklists": "flood_site",
        "command": "k1",
    })  # fmt: skip
    assert made.status_code == 302
    assert "汛期检查" in page(he, f"{HERE}/campaigns") and "汛期检查" in page(he, f"{HERE}/new")
    (line,) = lists.campaigns(place_office.county_id)
    assert seat("wei").post(f"{HERE}/campaigns/{line.id}/close", {}).status_code == 404
    assert he.get(f"{HERE}/campaigns/{line.id}/close").status_code == 404
    he.post(f"{HERE}/campaigns/{line.id}/close", {"command": "x1"})
    assert "汛期检查" not in page(he, f"{HERE}/new")


def test_a_draw_is_shut_until_its_day_taken_back_and_published(
    place_office: Office, seat: Seat, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wei, anybody = seat("wei"), Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    wrong = mistakes(wei, wei.post(f"{HERE}/draws/new", {"count": "x"}))
    assert "请填写这一项" in wrong
    answer = wei.post(f"{HERE}/draws/new", {
        "checklist": "fire_market", "count": "1", "per_place": "2", "inspectors": ["p-wei", "p-song"],
        "first": TODAY, "last": "2026-03-20", "command": "d1",
    })  # fmt: skip
    url = str(answer.headers["Location"])
    id_ = url.rsplit("/", 1)[1]
    view = draws.open_draw(place_office, cast.POSTS["wei"], id_)
    assert view is not None and "市场" in page(wei, url) and "Wei" in page(wei, url)
    monkeypatch.setattr("linli.public.draws.present", lambda: AT)
    shut = page(anybody, f"/draws/{id_}")
    assert view.draw.told.seed_sha256 in shut and view.seed not in shut and "p-wei" not in shut
    assert anybody.get(f"/draws/{id_}.json").status_code == 404
    assert seat("he").get(url).status_code == 404 and seat("he").post(f"{url}/act", {}).status_code == 404
    listed = page(seat("yuan"), f"{HERE}/draws")
    assert f'"/draws/{id_}"' in listed and f"{HERE}/draws/{id_}" not in listed, "the district reads it with everybody"
    assert seat("yuan").get(url).status_code == 404
    wei.post(f"{url}/act", {"back": "1", "why": "wrong_places", "command": "b1"})
    opened = page(anybody, f"/draws/{id_}")
    assert view.seed in opened and "Wei" not in opened and "场所名单有误" in opened
    assert anybody.get(f"/draws/{id_}.json").json()["seed"] == view.seed
    assert id_ in page(anybody, "/draws") and anybody.get("/draws/none").status_code == 404
    assert wei.post(f"{url}/act", {"plan": "1", "command": "b2"}).status_code == 302
    second = draws.draw_lots(place_office, cast.POSTS["wei"], drawing(count=1, inspectors=("p-wei", "p-song")),
                             command_id="d2", now=AT)  # fmt: skip
    wei.post(f"{HERE}/draws/{second}/act", {"plan": "1", "command": "b3"})
    assert "突击检查" in page(wei, HERE)
    assert page(wei, f"{HERE}/draws").count("row__link") == 2
