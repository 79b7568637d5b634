"""A note goes from shift to shift and is confirmed; the loudspeaker car's drives are entered without positions."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from linli.actions.deciding import Office
from linli.actions.rosters import make_month
from linli.domain.roster import MonthPlan
from linli.store import models
from tests import cast, offices
from tests.actions import rounds_played as played
from tests.actions.rounds_played import HE, MONDAY, QIU, REN, at
from tests.console.conftest import Seat, mistakes
from tests.console.test_rounds import main_of, page

NOTES, DRIVES = "/console/rounds/handover", "/console/rounds/broadcasts"
WORDS = "三号楼的灯又灭了"


@pytest.fixture
def placed(office: Office, clock: Callable[[datetime], None]) -> Office:
    """The county with its places, and one walker a day by turns: Ren on Monday, Qiu on Tuesday, and so on."""
    clock(at(9))
    placed = played.with_places(office, played.PLACES)
    plan = MonthPlan(
        month=date(2026, 3, 1), posts=(REN.id, QIU.id), begins=time(8), ends=time(17), per_day=1, every_day=False
    )
    make_month(placed, HE, plan, command_id=offices.command_id("month"), now=cast.MONDAY)
    return placed


def test_the_next_shift_sees_the_note_and_confirms_it(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    ren, qiu, he = seat("ren"), seat("qiu"), seat("he")
    shift = models.Shift.objects.get(starts_at=at(8)).shift
    assert models.Shift.objects.get(starts_at=at(8)).post == REN.id
    tuesday = models.Shift.objects.get(starts_at=at(8, day=MONDAY + timedelta(days=1)))
    assert tuesday.post == QIU.id
    shown = mistakes(ren, ren.post(NOTES, {"do": "write", "shift": tuesday.shift, "note": ""}))
    assert "Please fill this in." in shown and "A note is written during the shift" in shown
    kept = mistakes(ren, ren.post(NOTES, {"do": "write", "shift": "x", "note": WORDS}))
    assert WORDS in kept and not models.ShiftNote.objects.exists()
    for _ in range(2):
        ren.post(NOTES, {"do": "write", "shift": shift, "note": WORDS, "command": "n" * 32})
    assert models.ShiftNote.objects.count() == 1 and "not read yet" in page(ren, NOTES)
    assert WORDS.encode() not in b"".join(bytes(one.body) for one in models.Entry.objects.all())
    assert WORDS.encode() not in b"".join(bytes(one.value) for one in models.Value.objects.all()), "it is sealed"
    assert WORDS in page(qiu, NOTES) and "left you a note" in page(qiu, "/console/rounds")
    for who in ("he", "bai"):
        assert WORDS not in page(seat(who), NOTES), who
    which = models.ShiftNote.objects.get().id
    for client in (ren, he, seat("bai")):
        client.post(NOTES, {"do": "confirm", "which": which})
    assert models.ShiftNote.objects.get().read_at is None, "neither its writer nor who is not on the next shift"
    clock(at(8, 5, day=MONDAY + timedelta(days=1)))
    for _ in range(2):
        qiu.post(NOTES, {"do": "confirm", "which": which, "command": "r" * 32})
    assert models.ShiftNote.objects.get().read_at == at(8, 5, day=MONDAY + timedelta(days=1))
    assert "not read yet" not in page(ren, NOTES) and "left you a note" not in page(qiu, "/console/rounds")
    assert "confirmed already" in mistakes(qiu, qiu.post(NOTES, {"do": "confirm", "which": which}))
    assert "confirm" not in main_of(page(seat("ren"), NOTES)).lower()


def test_a_drive_is_entered_with_its_route_and_struck_out_but_never_removed(placed: Office, seat: Seat) -> None:
    ren, hu = seat("ren"), seat("hu")
    sent = {"do": "log", "day": "2026-03-02", "at": "8:20", "minutes": "25", "topic": "fraud",
            "places": ["pl-lane"], "codes": "S01", "note": "音量偏小", "lon": "114.3", "lat": "36.1"}  # fmt: skip
    wrong = {**sent, "day": "2026-03-03", "at": "25:00", "minutes": "0", "topic": "x", "places": [], "codes": "Z9"}
    shown = mistakes(ren, ren.post(DRIVES, wrong))
    for said in (
        "“x” is not one of the choices",
        "no place with the code “Z9”",
        "It cannot be less than 1",
        "音量偏小",
    ):
        assert said in shown, said
    assert (
        "lies ahead" in mistakes(ren, ren.post(DRIVES, {**sent, "at": "23:00"})) or not models.Broadcast.objects.count()
    )
    ren.post(DRIVES, {**sent, "at": "23:00"})
    assert not models.Broadcast.objects.exists(), "it lies ahead"
    assert "last 31 days" in mistakes(ren, ren.post(DRIVES, {**sent, "day": "2026-01-05"}))
    for _ in range(2):
        ren.post(DRIVES, {**sent, "command": "d" * 32})
    drive = models.Broadcast.objects.get()
    assert (drive.places, drive.minutes, drive.started_at) == (["pl-lane", "pl-school"], 25, at(8, 20))
    assert b"114.3" not in b"".join(bytes(one.body) for one in models.Entry.objects.all())
    for client in (ren, hu):
        assert "柳荫巷 → 桥东小学" in page(client, DRIVES) and "音量偏小" in page(client, DRIVES)
    assert "柳荫巷 →" not in page(seat("deng"), DRIVES), "another town's own"
    assert hu.post(DRIVES, {"do": "strike", "which": drive.id}).status_code == 404
    seat("bai").post(DRIVES, {"do": "strike", "which": drive.id})
    assert not models.Broadcast.objects.get().is_void
    ren.post(DRIVES, {"do": "strike", "which": drive.id})
    assert "Struck out" in page(hu, DRIVES) and models.Broadcast.objects.get().is_void
    assert "struck out already" in mistakes(ren, ren.post(DRIVES, {"do": "strike", "which": drive.id}))
