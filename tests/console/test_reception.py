"""The reception and its rota: gaps are in sight, no day without a leader, and a visitor is a number."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.store import models
from tests import cast
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat, mistakes
from tests.console.test_letters import FORM

GU = cast.POSTS["gu"].id
LINE = {
    "do": "add", "kind": "here", "post": GU, "on_date": "2026-03-02", "begins": "09:00", "ends": "11:30",
    "place": "街道一楼接待室",
}  # fmt: skip
ROTA = "/console/reception/rota?month=2026-03"


@pytest.fixture(autouse=True)
def papers(office: Office, settings: Settings) -> None:
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress(), public_url="https://linli.test")


def ticket(seat: Seat, name: str = "hu") -> str:
    """Give a number; return the ticket's address."""
    answer = seat(name).post("/console/reception", {"do": "ticket"})
    return str(answer.headers["Location"])


def step(seat: Seat, here: str, do: str, name: str = "hu") -> int:
    return seat(name).post(here, {"do": do, "visit": here.rpartition("/")[2]}).status_code


def test_a_rota_without_a_leader_is_refused(seat: Seat) -> None:
    client = seat("hu")
    shown = mistakes(client, client.post(ROTA, {**LINE, "post": "", "on_date": "", "begins": "nine"}))
    assert "3 things to put right" in shown
    assert "A reception day needs a leader" in shown
    shown = mistakes(client, client.post(ROTA, {**LINE, "post": cast.POSTS["hu"].id}))
    assert "A reception day needs a leader" in shown
    assert "Tick at least one leader" in mistakes(client, client.post(ROTA, {**LINE, "do": "fill"}))
    assert models.ReceptionDuty.objects.count() == 0


def test_the_month_shows_its_gaps_until_it_is_filled(seat: Seat) -> None:
    client = seat("hu")
    assert "22 working days have nobody." in client.get(ROTA).content.decode()
    client.post(ROTA, LINE)
    assert "21 working days have nobody." in client.get(ROTA).content.decode()
    shown = client.post(ROTA, {**LINE, "do": "fill", "leaders": [GU, cast.POSTS["ma"].id]}, follow=True)
    assert "21 days have somebody now." in shown.content.decode()
    assert "working days have nobody" not in client.get(ROTA).content.decode()


def test_a_time_is_read_as_people_type_it(seat: Seat) -> None:
    """With one digit, and with the wide colon of a Chinese keyboard."""
    seat("hu").post(ROTA, {**LINE, "begins": "9\uff1a00", "ends": "11:30"})
    assert models.ReceptionDuty.objects.get().begins == time(9)


def test_the_rota_says_in_its_own_words_what_is_asked(seat: Seat) -> None:
    """No other face's catalogue answers for a word of this page."""
    shown = seat("hu", language="zh-hans").get(ROTA).content.decode()
    for word in ("没有人接待", "2026年3月", "开始", "结束", "方式", ">排上<"):
        assert word in shown


def test_whoever_takes_a_line_off_stands_in_the_history(seat: Seat) -> None:
    client = seat("hu")
    client.post(ROTA, LINE)
    duty = models.ReceptionDuty.objects.get().pk
    assert "Taken off" in client.post(ROTA, {"do": "end", "duty": duty}, follow=True).content.decode()
    shown = client.get(ROTA).content.decode()
    assert "History" in shown
    assert "Taken off ·" in shown
    assert "Not found" in mistakes(client, client.post(ROTA, {"do": "end", "duty": duty}))


def test_a_handler_reads_the_rota_and_draws_none_up(seat: Seat) -> None:
    client = seat("zhou")
    assert "Fill the gaps in turn" not in client.get(ROTA).content.decode()
    assert "Not found" in mistakes(client, client.post(ROTA, LINE))


def test_the_notice_is_published_and_downloaded_as_it_was(seat: Seat) -> None:
    client = seat("hu")
    client.post(ROTA, LINE)
    shown = client.post(ROTA, {"do": "publish"}, follow=True).content.decode()
    found = re.search(r'href="(/console/reception/rota/\d+\.docx)"', shown)
    assert found is not None
    first = client.get(found[1])
    assert "3月2日（星期一）" in first.content.decode()
    assert client.get(found[1]).content == first.content
    assert seat("deng").get(found[1]).status_code == 404


def test_today_tells_who_receives_and_says_so_when_nobody_does(seat: Seat, clock: Callable[[datetime], None]) -> None:
    client = seat("hu")
    assert "No leader is on the rota today." in client.get("/console/reception").content.decode()
    client.post(ROTA, LINE)
    assert "Receiving today:" in client.get("/console/reception").content.decode()
    clock(cast.MONDAY - timedelta(days=1))
    assert "Not a working day." in client.get("/console/reception").content.decode()


def test_a_visitor_is_a_number_and_is_called_received_and_taken_in(office: Office, seat: Seat) -> None:
    here = ticket(seat)
    page = seat("hu").get(here).content.decode()
    code = re.search(r'<p class="number" translate="no">([-0-9A-Z]{19})</p>', page)
    assert code is not None
    assert "<svg" in page
    assert seat("hu").get(f"{here}/take-in").status_code == 404
    assert step(seat, here, "call") == 302
    assert step(seat, here, "receive", "gu") == 302
    client = seat("hu")
    shown = client.post(f"{here}/take-in?procedure=grid_event", FORM, follow=True).content.decode()
    assert "It is taken in" in shown
    assert models.Case.objects.get().channel == "visit"
    assert "Taken in" in client.get("/console/reception").content.decode()


def test_a_ticket_does_not_skip_its_turn(seat: Seat) -> None:
    here = ticket(seat)
    client = seat("hu")
    shown = mistakes(client, client.post(here, {"do": "receive", "visit": here.rpartition("/")[2]}))
    assert "This ticket is “Waiting”" in shown
    assert step(seat, here, "vanish") == 404
    assert step(seat, here, "call", "deng") == 404


def test_an_issue_raised_where_a_leader_has_gone_is_given_its_number(seat: Seat) -> None:
    client = seat("hu")
    out = {**LINE, "kind": "out", "place": "桥东便民服务点", "area_typed": "桥"}
    shown = mistakes(client, client.post(ROTA, out))
    assert "names more than one place" in shown
    client.post(ROTA, {**out, "area_typed": "桥东"})
    assert models.ReceptionDuty.objects.get().area_path == cast.BRIDGE_EAST
    assert "桥东便民服务点" in client.get("/console/reception").content.decode()
    duty = models.ReceptionDuty.objects.get().pk
    client.post("/console/reception", {"do": "ticket", "duty": duty})
    assert models.Visit.objects.get().duty == duty
