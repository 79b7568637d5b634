"""Accountability says how keys, audits, copies, clock, erasing and waiting things stand; emergencies wait on Today."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from linli.actions import vault
from linli.actions.audit import audit
from linli.actions.cases import file_case
from linli.actions.clock_state import clock_state
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.glass import Because, ReviewRounds, break_glass, raise_overdue
from linli.adapters.key_store import FileKeyStore
from linli.console.accountability import standing as page
from linli.domain.allowance import BucketKind, Hold
from linli.domain.look import GLASS_LASTS, REVIEW_WITHIN
from linli.store import models
from linli.store.key_keeping import note_audit
from linli.store.secrets import StoredVault, using
from tests import cast, offices
from tests.console.conftest import NOW, Seat

LATE = NOW + REVIEW_WITHIN + timedelta(minutes=1)
PHONE = "000-70918"


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> Iterator[FileKeyStore]:
    store = FileKeyStore(tmp_path / "keys")
    with using(StoredVault(store)):
        yield store


@pytest.fixture
def dispute(keys: FileKeyStore, office: Office) -> FiledCase:
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": "探针甲", "requester_phone": PHONE, "words": "探针话",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    return file_case(office, filing, actor=cast.actor("hu"), now=NOW)


@pytest.fixture(autouse=True)
def server_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' day is not the server's, and this page would rightly say so."""
    monkeypatch.setattr(page, "clock_state", lambda *, now, moved: ())


def broken(office: Office, filed: FiledCase) -> None:
    because = Because(reason="life", words="说要动手", request=offices.command_id("glass"))
    break_glass(office, cast.POSTS["cheng"], filed.number, because, NOW)


def lines(seat: Seat, who: str = "bao") -> dict[str, tuple[str, str]]:
    found = seat(who).get("/console/accountability").context["standing"]
    return {one.title: (one.state, one.words) for one in found}


def test_all_in_order_but_what_was_never_done(dispute: FiledCase, seat: Seat) -> None:
    found = lines(seat)
    assert {title: state for title, (state, _) in found.items()} == {
        "Last audit that opened every value": "near",
        "Last copy of the keys": "near",
        "Keys of sealed data": "fine",
        "Clock of this machine": "fine",
        "Keeping and erasing": "fine",
        "Reports that wait": "fine",
        "Emergency openings": "fine",
    }
    assert found["Emergency openings"][1] == "0 open now, 0 reviewed, 0 to be reviewed, 0 of them overdue."


def test_an_audit_and_a_copy_that_were_done_are_dated_and_grow_old(
    dispute: FiledCase, seat: Seat, tmp_path: Path, clock: Callable[[datetime], None]
) -> None:
    now = datetime.now(UTC)
    clock(now)
    vault.copy_keys(tmp_path / "copies", now=now)
    note_audit(0)
    found = lines(seat)
    assert found["Last audit that opened every value"][0] == found["Last copy of the keys"][0] == "fine"
    assert "whole" in found["Last audit that opened every value"][1] and "30 days" in found["Last copy of the keys"][1]
    clock(now + timedelta(days=40))
    assert [lines(seat)[title][0] for title in ("Last audit that opened every value", "Last copy of the keys")] == [
        "near", "near",
    ]  # fmt: skip
    note_audit(3)
    assert lines(seat)["Last audit that opened every value"][0] == "overdue"


def test_a_missing_key_stands_first_and_in_words(dispute: FiledCase, keys: FileKeyStore, seat: Seat) -> None:
    keys.kek_file.unlink()
    keys._begin()
    first = seat("bao", language="zh-CN").get("/console/accountability").context["standing"][0]
    assert (first.title, first.state) == ("密封数据的密钥", "overdue")
    assert "收不了件" in first.words and str(keys.kek_file) in first.words


def test_a_clock_that_is_wrong_is_said(dispute: FiledCase, seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "clock_state", clock_state)
    state, words = lines(seat)["Clock of this machine"]
    assert state == "overdue" and "clocks of this machine and of the database differ" in words


def test_reports_that_wait_and_emergencies_are_counted(
    dispute: FiledCase, office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    hold = Hold(reasons=(BucketKind.DEVICE,), until=NOW + timedelta(days=30))
    file_case(office, offices.filing(requester_phone=PHONE), actor=cast.actor("resident"), now=NOW, hold=hold)
    assert lines(seat)["Reports that wait"][1].startswith("1 reports wait")
    broken(office, dispute)
    assert lines(seat)["Emergency openings"] == (
        "near", "1 open now, 0 reviewed, 1 to be reviewed, 0 of them overdue.",
    )  # fmt: skip
    clock(NOW + GLASS_LASTS + timedelta(minutes=1))
    assert lines(seat)["Emergency openings"][1].startswith("0 open now")
    clock(LATE)
    assert lines(seat)["Emergency openings"] == (
        "overdue", "0 open now, 0 reviewed, 1 to be reviewed, 1 of them overdue.",
    )  # fmt: skip


def test_a_head_of_unit_reads_of_openings_and_not_of_the_house(dispute: FiledCase, seat: Seat) -> None:
    assert seat("gu").get("/console/accountability").context["standing"] is None


def test_a_keyed_audit_of_everything_is_noted_and_one_of_a_single_stream_is_not(
    fresh_database: str, keys: FileKeyStore
) -> None:
    found = offices.set_up_office()
    stream = offices.file(found, requester_phone=PHONE).stream
    audit(stream=stream, is_keyed=True)
    assert vault.vault_state().audited_at is None
    audit(is_keyed=True)
    assert vault.vault_state().audited_at is not None


# waiting for me


def test_an_opening_waits_for_the_second_person_and_counts(
    dispute: FiledCase, office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    def waiting(who: str) -> dict[str, object]:
        return next(one for one in seat(who).get("/console/").context["sums"] if one["key"] == "waiting")

    assert [waiting(who)["count"] for who in ("bao", "cheng")] == [0, 0]
    broken(office, dispute)
    assert [waiting(who)["count"] for who in ("bao", "cheng", "hu")] == [1, 0, 0]
    body = seat("bao").get("/console/").content.decode()
    section = body[body.index('id="waiting"') :]
    assert dispute.number in section and "review by" in section and "Review overdue" not in section
    assert "Nobody waits for you" not in body and waiting("bao")["is_late"] is False
    clock(LATE)
    body = seat("bao").get("/console/").content.decode()
    assert "Review overdue" in body[body.index('id="waiting"') :] and waiting("bao")["is_late"] is True
    assert "sum--overdue" in body


def test_a_review_that_is_overdue_goes_up_to_officers_and_auditors_once(dispute: FiledCase, office: Office) -> None:
    broken(office, dispute)
    assert raise_overdue(office, now=NOW + REVIEW_WITHIN) == 0
    assert raise_overdue(office, now=LATE) == 1 == raise_overdue(office, now=LATE + timedelta(days=1))
    queued = models.Outbox.objects.filter(key__startswith="glass-overdue/")
    told = {cast_name(one.payload["post"]) for one in queued}
    assert {"bao", "lei"} <= told and "cheng" not in told
    assert len(queued) == len(told) and all(one.payload["params"]["number"] == dispute.number for one in queued)


def cast_name(post_id: str) -> str:
    return post_id.removeprefix("p-")


def test_a_worker_looks_every_ten_minutes_also_after_its_clock_was_set_back(dispute: FiledCase, office: Office) -> None:
    broken(office, dispute)
    rounds = ReviewRounds()
    steps = [timedelta(), timedelta(minutes=9), timedelta(minutes=10), timedelta(hours=-1), timedelta(minutes=-59)]
    assert [rounds.work(office, now=LATE + timedelta(hours=2) + step) for step in steps] == [1, 0, 1, 1, 0]
