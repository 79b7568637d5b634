"""Notices: what was told to a post, new until it says it has seen them."""

import random
from datetime import timedelta

from linli.actions.deciding import Office
from linli.actions.outbox import deliver_due
from tests import cast, offices
from tests.console.conftest import NOW, Seat


def told(office: Office) -> str:
    """Hand a case to a department and deliver what that makes due; return its id."""
    filed = offices.file(office, requester="anonymous", requester_phone="")
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "pan", "dispatch", unit=cast.UNITS["city-management"].id)
    deliver_due(office, now=NOW + timedelta(hours=1), chance=random.Random(1))
    return filed.case_id


def test_whom_nothing_concerns_reads_that_there_is_nothing(office: Office, seat: Seat) -> None:
    told(office)
    shown = seat("kong", language="zh-CN").get("/console/notices").content.decode()
    assert "没有通知" in shown
    assert 'class="badge"' not in shown


def test_a_hand_over_is_told_and_stays_new_until_it_was_seen(office: Office, seat: Seat) -> None:
    case_id = told(office)
    client = seat("song")
    first = client.get("/console/notices").content.decode()
    assert f"/console/cases/{case_id}" in first
    assert "New notice" in first
    assert "New notice" in client.get("/console/notices").content.decode()
    assert client.post("/console/notices")["Location"] == "/console/notices"
    assert "New notice" not in client.get("/console/notices").content.decode()
    assert f"/console/cases/{case_id}" in client.get("/console/notices").content.decode()
