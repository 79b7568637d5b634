"""Supplies, equipment, plans and centres at the console: refused like missing, mistakes beside what was typed."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from linli.actions.deciding import Office
from linli.store import models
from tests import cast
from tests.actions.test_stock import flood_site
from tests.console.conftest import Seat, mistakes

NOW = cast.MONDAY
QUERIES_MAX = 25
PIECE = {"kind": "extinguisher", "code": "MHQ-7", "place": "东门岗亭", "category": "fire.extinguisher"}
PIECE |= {"every_days": "30", "expires": ""}
PLAN = {
    "kind": "flood",
    "title": "桥东防汛预案",
    "every_days": "180",
    "in_force": "2026-03-02",
    "text": "先断电\n再转移",
}
CHECK = {
    "rooms": ["coordination", "mediation"], "weekdays": ["1", "2", "3", "4", "5"], "area_m2": "180", "opens": "08:30",
    "closes": "18:00", "desk0": "u-liuan", "residency0": "permanent", "desk2": "u-letters", "residency2": "rotating",
    "days2": ["2"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def monday(clock: Callable[[datetime], None]) -> None:
    clock(NOW)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def test_who_has_nothing_to_do_with_it_finds_nothing(office: Office, seat: Seat) -> None:
    site = flood_site(office)
    tails = ("", ".xlsx", "/do", "/item", "/move", "/count")
    for who in ("admin", "bao"):
        for path in (
            "supplies",
            "supplies/new",
            "assets",
            "assets.xlsx",
            "assets/new",
            "plans",
            "plans/new",
            "centres",
        ):
            assert seat(who).get(f"/console/{path}").status_code == 404, (who, path)
    for who in ("deng", "bai", "admin"):
        for tail in tails:
            for answer in (seat(who).get, seat(who).post):
                assert answer(f"/console/supplies/{site.id}{tail}").status_code == 404, (who, tail)
    wei = seat("wei")
    assert wei.get(f"/console/supplies/{site.id}").status_code == 200
    for tail in tails[2:]:
        assert wei.post(f"/console/supplies/{site.id}{tail}", {}).status_code == 404, tail


def test_a_site_is_opened_filled_and_counted_on_the_phone(office: Office, seat: Seat) -> None:
    he = seat("he", language="zh-CN")
    assert "还没有储备点" in page(he, "/console/supplies")
    shown = mistakes(he, he.post("/console/supplies/new", {"name": "", "category": "fire"}))
    assert "请填写这一项。" in shown and "请选一个在用的末级类别。" in shown
    here = he.post("/console/supplies/new", {"name": "桥东防汛点", "category": "other"})["Location"]
    site_url = here.removesuffix("/item")
    for name, measure, minimum in (("水泵", "台", 38), ("编织袋", "条", 300)):
        given = {"name": name, "measure": measure, "minimum": str(minimum), "quantity": str(minimum)}
        assert he.post(here, given)["Location"] == site_url
    wrong = {"count-i1": "36", "count-i2": "dreihundert", "seen": "3", "note": "仓库门锁坏了"}
    shown = mistakes(he, he.post(f"{site_url}/count", wrong))
    assert (
        "请填数字。" in shown and 'value="36"' in shown and "仓库门锁坏了" in shown and 'value="dreihundert"' in shown
    )
    assert he.post(f"{site_url}/count", {**wrong, "count-i2": "300"})["Location"] == f"{site_url}#count"
    shown = page(he, site_url)
    for words in ("缺 2", "-2", "1/2 项达标", "仓库门锁坏了", "已为此立案办理", "物资缺口:桥东防汛点"):
        assert words in shown, words
    listed = page(he, "/console/supplies?only=short")
    assert "桥东防汛点" in listed and "1 种短缺" in listed and "已立事项" in listed


def test_something_is_lent_and_comes_back(office: Office, seat: Seat) -> None:
    site = flood_site(office)
    he, here = seat("he", language="zh-CN"), f"/console/supplies/{site.id}"
    lent = {"move": "lend", "item": "i1", "quantity": "40", "unit": "u-liuan", "due": "2026-03-09"}
    shown = mistakes(he, he.post(f"{here}/move", lent))
    assert "只有 38,不能更多。" in shown and 'value="40"' in shown
    he.post(f"{here}/move", {**lent, "quantity": "4", "note": "支援街道"})
    shown = page(he, here)
    assert "柳岸街道综治中心" in shown and "支援街道" in shown and "move=give_back" in shown
    assert "第 3" not in page(he, f"{here}/move?move=give_back&item=i1&lend=l7&quantity=4")
    he.post(f"{here}/move", {"move": "give_back", "item": "i1", "quantity": "4", "lend": "l7"})
    assert "move=give_back" not in page(he, here)


def test_the_books_leave_as_a_table(office: Office, seat: Seat) -> None:
    site = flood_site(office, less=2)
    answer = seat("he", language="zh-CN").get(f"/console/supplies/{site.id}.xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows[1:]] == ["水泵", "编织袋", "手电", "雨衣", "应急队员"]
    assert rows[1][2:] == (38, 36, 0, 0, 0, 36, 2)


def test_a_piece_is_entered_checked_and_found_by_its_filters(office: Office, seat: Seat) -> None:
    ren = seat("ren", language="zh-CN")
    shown = mistakes(ren, ren.post("/console/assets/new", {**PIECE, "code": "", "every_days": "0"}))
    assert "请填写这一项。" in shown and "不能小于 1。" in shown and "东门岗亭" in shown
    here = ren.post("/console/assets/new", PIECE)["Location"]
    shown = mistakes(ren, ren.post(here, {"result": "fault", "note": ""}))
    assert "请填写这一项。" in shown
    ren.post(here, {"result": "fault", "note": "压力不足"})
    shown = page(ren, here)
    assert "压力不足" in shown and "灭火器故障:MHQ-7" in shown and "有故障" in shown
    for query, is_there in (("", True), ("?kind=extinguisher&state=fault", True), ("?kind=letter_box", False),
                            ("?due=overdue", False), ("?area=minghe-liuan-bridge-east", True),
                            ("?area=minghe-dongtang", False), ("?kind=x&state=y&after=z_z", False)):  # fmt: skip
        assert ("东门岗亭" in page(ren, f"/console/assets{query}")) is is_there, query
    rows = list(load_workbook(io.BytesIO(ren.get("/console/assets.xlsx?state=fault").content)).active.values)
    assert rows[1][:3] == ("灭火器", "MHQ-7", "东门岗亭")
    he = seat("he", language="zh-CN")
    assert "西门" in mistakes(he, he.post(f"{here}/edit", {**PIECE, "place": "西门", "every_days": "x"}))
    he.post(f"{here}/edit", {**PIECE, "place": "西门"})
    assert "西门" in page(he, here)


def test_a_plan_is_made_revised_and_drilled(office: Office, seat: Seat, clock: Callable[[datetime], None]) -> None:
    he = seat("he", language="zh-CN")
    assert "先断电" in mistakes(he, he.post("/console/plans/new", {**PLAN, "title": ""}))
    here = he.post("/console/plans/new", PLAN)["Location"]
    he.post(f"{here}/version", {"every_days": "90", "in_force": "2026-03-02", "text": "先转移\n再断电"})
    assert "请填写这一项。" in mistakes(he, he.post(f"{here}/do", {"form": "field", "planned": ""}))
    he.post(f"{here}/do", {"form": "field", "planned": "2026-03-05"})
    clock(NOW + timedelta(days=4))
    drill = f"{here}/drills/d3"
    assert "请填写这一项。" in mistakes(he, he.post(drill, {"held": "2026-03-05", "heads": "20", "lessons": ""}))
    he.post(drill, {"held": "2026-03-05", "heads": "20", "lessons": "接头不配,已换"})
    shown = page(he, here)
    for words in ("接头不配,已换", "20 人参加", "先转移", "先断电", "第 2 版", "第 1 版"):
        assert words in shown, words
    assert he.get(drill).status_code == 404
    assert "桥东防汛预案" in page(he, "/console/plans") and "桥东防汛预案" not in page(
        he, "/console/plans?only=overdue"
    )
    he.post(f"{here}/do", {"end": "1"})
    assert "桥东防汛预案" in page(he, "/console/plans?only=ended")


def test_a_centre_checks_itself_and_coverage_names_what_is_missing(office: Office, seat: Seat) -> None:
    hu, here = seat("hu", language="zh-CN"), "/console/centres/liuan"
    assert "从未自查" in page(hu, here)
    shown = mistakes(hu, hu.post(f"{here}/check", {**CHECK, "area_m2": "", "days2": []}))
    assert "请填写这一项。" in shown and "轮驻要选星期几来。" in shown
    assert '<option value="u-letters" selected>' in shown and 'value="mediation" checked' in shown
    hu.post(f"{here}/check", CHECK)
    shown = page(hu, here)
    for words in ("3/5 项达标", "2/7", "缺:", "群众接待厅", "180/200 平方米", "区信访局", "轮驻"):
        assert words in shown, words
    shown = page(seat("yuan", language="zh-CN"), "/console/centres")
    for words in ("3 个中心中已有 1 个自查", "2/2", "0/4", "桥西社区", "荷塘村"):
        assert words in shown, words
    assert hu.get("/console/centres/dongtang").status_code == 404
    assert seat("ren").get(f"{here}/check").status_code == 404


def test_every_list_takes_few_queries_however_long_it_is(office: Office, seat: Seat) -> None:
    for _ in range(3):
        site = flood_site(office, less=1)
    he = seat("he")
    for number in range(30):
        he.post("/console/assets/new", {**PIECE, "code": f"MHQ-{number}"})
        he.post("/console/plans/new", PLAN)
    assert models.Asset.objects.count() == models.EmergencyPlan.objects.count() == 30
    paths = ["supplies", "assets", "plans", "centres", f"supplies/{site.id}", f"supplies/{site.id}/count"]
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            page(he, f"/console/{path}")
        assert len(asked) <= QUERIES_MAX, (path, len(asked))
