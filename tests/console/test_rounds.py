"""Rounds at the console: one's own week and round, totals of communities, and no page that lists workers."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.actions.deciding import Office
from linli.actions.rounds import finish_round, start_round
from linli.domain.round import Round
from linli.store import models
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions import rounds_played as played
from tests.actions.rounds_played import MONDAY, at
from tests.actions.test_rounds import many_workers
from tests.console.conftest import Seat, mistakes

WEEK = {"week": MONDAY.isoformat()}


@pytest.fixture
def placed(office: Office, clock: Callable[[datetime], None]) -> Office:
    """The county with its places, at nine on a Monday."""
    clock(at(9))
    return played.with_places(office, played.PLACES)


def page(client: Client, path: str, **asked: str) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def main_of(shown: str) -> str:
    """What a page says, without its frame."""
    found = re.search(r"<main.*</main>", shown, re.DOTALL)
    assert found
    return found[0]


def begun(placed: Office, client: Client) -> str:
    answer = client.post("/console/rounds", {"do": "start"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_who_has_no_rounds_finds_none_and_a_strangers_is_missing(placed: Office, seat: Seat) -> None:
    own = played.begun(placed)
    for who in ("hu", "wei", "admin", "tang"):
        for path in ("/console/rounds", f"/console/rounds/{own.id}", "/console/rounds/at/L01"):
            assert seat(who).get(path).status_code == 404, (who, path)
            assert seat(who).post(path, {"do": "start"}).status_code == 404, (who, path)
    missing = seat("qiu").get("/console/rounds/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    for tail in ("", "/found"):
        assert seat("qiu").get(f"/console/rounds/{own.id}{tail}").status_code == 404
        assert seat("he").post(f"/console/rounds/{own.id}{tail}", {"do": "finish"}).status_code == 404
    assert missing.status_code == 404
    for who in ("ren", "wei", "admin", "zhou"):
        for path in ("coverage", "coverage.xlsx", "coverage.csv", "uncovered", "days"):
            assert seat(who).get(f"/console/rounds/{path}").status_code == 404, (who, path)


def test_a_round_from_the_phone_start_check_in_no_problem_finish(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    ren = seat("ren", language="zh-CN")
    assert "这一周还没有巡查" in page(ren, "/console/rounds")
    here = begun(placed, ren)
    shown = page(ren, here)
    assert "柳荫巷" in shown and "桥东小学" in shown and "还有 2 处" in shown
    clock(at(9, 10))
    ren.post(here, {"do": "place", "place": "pl-school", "told": "2019-01-01T00:00:00.000Z"})
    ren.post(here, {"do": "code", "place": "l01"})
    shown = page(ren, here)
    assert "手机时间是 2019-01-01 08:00,以服务器时间为准" in shown and "还有 0 处" in shown
    assert "没有找到编号为“X99”的场所" in mistakes(ren, ren.post(here, {"do": "code", "place": "X99"}))
    clock(at(10))
    assert ren.post(here, {"do": "clear"}).status_code == 302
    assert "没有发现问题" in page(ren, here)
    week = page(ren, "/console/rounds")
    assert "这一周还没结束" in week and "1 / 5" in week
    assert "这次巡查已经结束" in mistakes(ren, ren.post(here, {"do": "code", "place": "L01"}))


def test_the_same_form_twice_is_one_act(placed: Office, seat: Seat) -> None:
    ren = seat("ren")
    for _ in range(2):
        given = {"do": "start", "command": "a" * 32 + "-start"}
        here = str(ren.post("/console/rounds", given).headers["Location"])
    for _ in range(2):
        ren.post(here, {"do": "code", "place": "L01", "command": "b" * 32 + "-code"})
    assert models.Round.objects.count() == 1 and models.RoundStop.objects.count() == 1


def test_a_plate_starts_a_round_or_joins_the_one_that_goes_on(placed: Office, seat: Seat) -> None:
    ren = seat("ren")
    assert "a new one begins here" in page(ren, "/console/rounds/at/L01")
    here = str(ren.post("/console/rounds/at/L01", {"told": ""}).headers["Location"])
    assert "plate scanned" in page(ren, here)
    assert "joins the round" in page(ren, "/console/rounds/at/S01")
    assert str(ren.post("/console/rounds/at/S01", {}).headers["Location"]) == here
    assert ren.get("/console/rounds/at/none").status_code == 404
    assert "closed in the register" in page(ren, "/console/rounds/at/O01")


def test_a_finding_becomes_a_matter_and_every_mistake_stands_on_the_page(placed: Office, seat: Seat) -> None:
    ren = seat("ren", language="zh-CN")
    here = begun(placed, ren)
    shown = mistakes(ren, ren.post(f"{here}/found", {"words": "", "category": "", "place": "pl-lane"}))
    assert shown.count("请填写这一项。") >= 4 and not models.Case.objects.exists()
    kept = mistakes(ren, ren.post(f"{here}/found", {"words": "路灯不亮了", "category": "", "place": "pl-lane"}))
    assert "路灯不亮了" in kept and 'value="pl-lane" selected' in kept
    given = {"words": "路灯不亮", "category": "municipal.street_lamp", "place": "pl-lane", "urgency": "ordinary"}
    assert ren.post(f"{here}/found", given).headers["Location"] == here
    case = models.Case.objects.get()
    shown = page(ren, here)
    assert case.number in shown and "没有发现问题,结束" not in shown
    assert f"/console/cases/{case.id}" in shown


def test_a_forgotten_round_says_so_and_goes_on_in_another(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    ren = seat("ren")
    here = begun(placed, ren)
    clock(at(15))
    assert "counts until its last act at 09:00" in page(ren, here)
    after = str(ren.post(here, {"do": "code", "place": "L01"}).headers["Location"])
    assert after != here and "goes on from a round that was forgotten" in page(ren, after)
    assert "Not finished, counts until its last act" in page(ren, "/console/rounds")


def test_leave_and_flood_days_by_the_pages(placed: Office, seat: Seat) -> None:
    ren, he, hu = seat("ren"), seat("he"), seat("hu")
    assert mistakes(ren, ren.post("/console/rounds", {"do": "leave"})).count("Please fill this in.") >= 4
    ren.post("/console/rounds", {"do": "leave", "first": "2026-03-04", "last": "2026-03-05"})
    assert "Asked for" in page(ren, "/console/rounds")
    waiting = page(he, "/console/rounds/days")
    assert "Ren" in waiting
    which = re.search(r'name="which" value="(\w+)"', waiting)
    assert which
    assert "Ren" not in page(seat("bai"), "/console/rounds/days")
    he.post("/console/rounds/days", {"do": "agree", "which": which[1]})
    hu.post("/console/rounds/days", {"do": "state", "kind": "flood", "first": "2026-03-06", "last": "2026-03-06"})
    shown = page(ren, "/console/rounds")
    assert "Leave, not asked for" in shown and "Flood day, not asked for" in shown and "0 / 2" in shown
    assert "Choose a reason." in mistakes(hu, hu.post("/console/rounds/days", {"do": "state"}))
    assert he.post("/console/rounds/days", {"do": "state", "kind": "flood", "first": "2026-03-06",
                                            "last": "2026-03-06"}).status_code == 302  # fmt: skip
    assert "not a step for your post" not in page(he, "/console/rounds/days")


def _walked(placed: Office) -> tuple[Office, list[str]]:
    """Six workers of one community, all named, on rounds of different length."""
    office, posts = many_workers(placed, 5)
    save_staff(
        StaffMember(username=f"many{number}", pseudonym=post.staff_id or "", name=f"Wanderer{number}")
        for number, post in enumerate(posts)
    )
    for number, post in enumerate(posts):
        id_ = start_round(office, post, command_id=offices.command_id(), now=at(9))
        finish_round(
            office, post, id_, is_clear=False, command_id=offices.command_id(),
            now=at(9) + timedelta(minutes=30 + 10 * number),
        )  # fmt: skip
    return office, [f"Wanderer{number}" for number in range(5)]


def test_no_page_and_no_table_names_or_orders_workers(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    office, names = _walked(placed)
    clock(at(18))
    posts = [one.id for one in office.directory.posts.values()]
    for who in ("hu", "yuan", "he", "lei", "tang", "gao"):
        for path in ("coverage", "uncovered", "days")[: 2 if who in ("tang", "gao") else 3]:
            shown = page(seat(who), f"/console/rounds/{path}", **WEEK)
            assert not [one for one in names if one in shown], (who, path)
            assert not [one for one in posts if f'"{one}"' in shown], (who, path)
        sheet = seat(who).get("/console/rounds/coverage.csv", WEEK).content.decode()
        assert not [one for one in (*names, *posts) if one in sheet]
    for path in ("coverage?sort=minutes", "coverage?order=-met&post=p-ren", "uncovered?post=p-ren"):
        hu, plain = seat("hu"), path.partition("?")[0]
        shown = [main_of(page(hu, f"/console/rounds/{one}")) for one in (plain, path)]
        assert shown[0] == shown[1], "no such order exists"


def test_totals_are_shown_from_five_posts_on_and_stand_in_the_tables(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    clock(at(18))
    hu = seat("hu")
    assert "Fewer than 5 posts: not shown" in page(hu, "/console/rounds/coverage")
    _walked(placed)
    shown = page(hu, "/console/rounds/coverage")
    assert "<td" in shown and "7" in shown and "0 / 35" in shown
    book = openpyxl.load_workbook(BytesIO(hu.get("/console/rounds/coverage.xlsx", WEEK).content))
    rows = list(book.active.iter_rows(values_only=True))
    east = next(one for one in rows if "Bridge East" in str(one[0]))
    assert east[2:9] == (7, 0, 35, 0, 5, 30 + 40 + 50 + 60 + 70, 0)
    lotus = list(openpyxl.load_workbook(BytesIO(seat("yuan").get("/console/rounds/coverage.xlsx").content)).active)
    hidden = next([cell.value for cell in one] for one in lotus if "Lotus" in str(one[0].value))
    assert hidden[2:9] == [None] * 7 and "not shown" in str(hidden[9])


def test_places_that_nobody_passed_by_kind(placed: Office, seat: Seat) -> None:
    hu = seat("hu")
    shown = page(hu, "/console/rounds/uncovered")
    assert all(one in shown for one in ("柳荫巷", "桥东小学", "河畔小区")) and "旧市场" not in shown
    assert "柳荫巷" not in page(hu, "/console/rounds/uncovered", kind="school")
    assert "柳荫巷" in page(hu, "/console/rounds/uncovered", kind="nonsense", page="x")
    assert "No such place" in page(seat("deng"), "/console/rounds/uncovered")


def test_pages_ask_the_database_few_questions(placed: Office, seat: Seat, clock: Callable[[datetime], None]) -> None:
    played.walk_week(placed)
    _walked(placed)
    clock(at(18, day=MONDAY + timedelta(days=6)))
    ren, hu = seat("ren"), seat("hu")
    running: Round = played.begun(placed, now=at(18, day=MONDAY + timedelta(days=6)))
    for client, path in (
        (ren, "/console/rounds"), (ren, f"/console/rounds/{running.id}"), (hu, "/console/rounds/coverage"),
        (hu, "/console/rounds/uncovered"), (hu, "/console/rounds/days"), (ren, f"/console/rounds/{running.id}/found"),
    ):  # fmt: skip
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) <= 25, (path, len(asked))


def test_only_the_place_of_a_check_in_is_kept(placed: Office, seat: Seat) -> None:
    """What a phone sends beside it falls away: no column, no entry and no session holds it."""
    ren = seat("ren")
    here = begun(placed, ren)
    sent = {"do": "code", "place": "L01", "lat": "36.104939", "lon": "114.305717", "point": "36.104939,114.305717"}
    ren.post(here, sent)
    assert models.RoundStop.objects.count() == 1
    bodies = b"".join(bytes(one.body) for one in models.Entry.objects.all())
    assert b"36.10" not in bodies and b"114.30" not in bodies and b"36104939" not in bodies
    columns = {one.name for model in (models.Round, models.RoundStop) for one in model._meta.get_fields()}
    assert not columns & {"lon", "lat", "lon_e6", "lat_e6", "point", "position", "accuracy", "track", "device"}
    assert cast.POSTS["ren"].id == models.Round.objects.get().post


def test_no_index_orders_posts_by_what_they_did() -> None:
    """A post is looked up by its id, a community is summed: no index leads from a community to its posts."""
    kept = {"county", "post", "started_at"}, {"county", "community", "started_at"}
    found = [set(one.fields) for one in models.Round._meta.indexes]
    assert all(one in kept for one in found) and len(found) == 2
