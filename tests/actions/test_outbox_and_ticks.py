"""The outbox and the tick, on a real database and a real mail server: at least once, never lost, safe to repeat."""

import random
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, connections

from linli.actions.deciding import Office
from linli.actions.notices import count_new, mark_seen, notices_for
from linli.actions.outbox import deliver_due
from linli.actions.ticks import recompute_clocks, tick_due
from linli.adapters.sms import NoSmsGateway
from linli.adapters.smtp import SmtpMailSender
from linli.domain.calendar import SHANGHAI, year_table_from_library
from linli.domain.case_query import CaseQuery
from linli.domain.ports import DeliveryFailed
from linli.domain.working_time import next_working_moment
from linli.store import outbox, setup, staff, ticking
from linli.store.cases import find_case, list_cases
from linli.store.journal import load_states
from tests import cast
from tests.offices import SYSTEM, file, handled_case, move, set_up_office

MONDAY = cast.MONDAY


class Recorder:
    """A sender that keeps what it was given, and fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.sent: list[dict[str, str]] = []
        self.failures = failures

    def send(self, **message: str) -> None:
        """Keep the message, or fail."""
        if self.failures:
            self.failures -= 1
            raise DeliveryFailed("not now")
        self.sent.append(message)


@pytest.fixture
def office(fresh_database: str) -> Office:
    found = set_up_office()
    ports = replace(found.ports, mail=Recorder(), sms=Recorder())
    return replace(found, ports=ports)


def deliver(office: Office, now: datetime) -> Any:
    return deliver_due(office, now=now, chance=random.Random(1))


def test_a_failing_gateway_delays_a_message_and_never_loses_it(office: Office) -> None:
    office.ports.sms.failures = 2
    file(office)
    first = deliver(office, MONDAY)
    assert (first.failed, office.ports.sms.sent) == (1, [])
    assert deliver(office, MONDAY).failed == 0, "it is not tried again at once"
    deliver(office, MONDAY + timedelta(minutes=5))
    deliver(office, MONDAY + timedelta(minutes=30))
    assert len(office.ports.sms.sent) == 1
    assert outbox.count_waiting(office.county_id) == (0, 0)


def test_without_a_gateway_a_text_is_given_up_by_name_and_never_said_to_be_sent(office: Office) -> None:
    office = replace(office, ports=replace(office.ports, sms=NoSmsGateway()))
    file(office)
    for hours in range(0, 200, 3):
        deliver(office, MONDAY + timedelta(hours=hours))
    assert outbox.count_waiting(office.county_id) == (0, 1)


def test_one_message_that_fails_does_not_hold_up_the_next(office: Office) -> None:
    office.ports.sms.failures = 1
    file(office)
    file(office)
    delivered = deliver(office, MONDAY)
    assert (delivered.sent, delivered.failed) == (3, 1)


def test_a_crash_between_sending_and_marking_repeats_the_message_under_the_same_key(office: Office) -> None:
    file(office)
    sender = office.ports.sms

    class Crash(Exception):
        pass

    with pytest.raises(Crash), outbox.take_one(office.county_id, MONDAY + timedelta(hours=1)) as waiting:
        assert waiting is not None
        raise Crash
    deliver(office, MONDAY)
    keys = [one["key"] for one in sender.sent]
    assert len(keys) == len(set(keys)) == 1


def test_two_workers_never_deliver_one_message_both(office: Office) -> None:
    for _ in range(20):
        file(office)

    def work() -> None:
        deliver(office, MONDAY)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [one["key"] for one in office.ports.sms.sent]
    assert len(keys) == len(set(keys)) == 20


def test_a_notice_reaches_the_post_once_and_is_new_until_it_was_seen(office: Office) -> None:
    file(office)
    deliver(office, MONDAY)
    hu = cast.POSTS["hu"]
    [notice] = notices_for(office, hu, language="zh")
    assert notice.is_new
    assert notice.subject.endswith("交给您办理")
    assert (count_new(office, hu), mark_seen(office, hu, now=MONDAY), count_new(office, hu)) == (1, 1, 0)
    assert notices_for(office, cast.POSTS["deng"], language="zh") == ()


def test_overdue_at_night_moves_the_work_at_once_and_reminds_in_the_morning(office: Office) -> None:
    night = datetime(2026, 3, 2, 22, 40, tzinfo=SHANGHAI)
    lane = {"category": "fire.blocked_lane", "urgency": "urgent"}
    found = file(office, at=night, requester="anonymous", requester_phone="", **lane)
    move(office, found.stream, "hu", "register", at=night)
    move(office, found.stream, "hu", "dispatch", at=night, unit=cast.UNITS["city-management"].id)
    due_at = load_states(office.county_id, [found.stream])[found.stream].clocks["handling"].due_at
    late = due_at + timedelta(minutes=1)
    local = late.astimezone(SHANGHAI)
    assert local.hour >= 18 or local.hour < 8, "the clock of an urgent matter runs out at night too"
    tick_due(office, now=late)
    line = find_case(office.county_id, found.case_id)
    assert line is not None
    assert (line.holder_unit, line.holder_post) == (cast.UNITS["centre"].id, cast.POSTS["peng"].id)

    def subjects(name: str) -> list[str]:
        return [one.subject for one in notices_for(office, cast.POSTS[name], language="zh")]

    deliver(office, late)
    assert any("上移到您这里" in one for one in subjects("peng")), "whoever has it now hears at once"
    assert not any("超时" in one for one in subjects("song"))
    deliver(office, next_working_moment(late, office.directory.calendar))
    assert any("超时" in one for one in subjects("song")), "the reminder comes with working hours"


def entries(office: Office) -> list[tuple[str, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, seq, hash FROM entry ORDER BY stream, seq")
        return cursor.fetchall()


def test_ticking_twice_is_ticking_once(office: Office) -> None:
    handled_case(office)
    later = MONDAY + timedelta(days=40)
    assert tick_due(office, now=later).cases == 1
    after = entries(office)
    assert tick_due(office, now=later).cases == 0
    assert entries(office) == after


def test_two_tickers_at_once_do_what_one_does(office: Office) -> None:
    streams = [file(office).stream for _ in range(12)]
    later = MONDAY + timedelta(hours=5)

    def work() -> None:
        tick_due(office, now=later)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for state in load_states(office.county_id, streams).values():
        assert state.count("escalations") == 1
        assert [act.verb for act in state.acts].count("clock_lapsed") == 1


def test_thirty_days_of_downtime_are_caught_up_by_one_tick(office: Office) -> None:
    left_alone, swept_daily = file(office).stream, file(office).stream
    end = MONDAY + timedelta(days=30)
    moment = MONDAY
    while moment < end:
        moment += timedelta(days=1)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE case_row SET next_tick_at = NULL WHERE id = %s", [left_alone.partition("/")[2]])
        tick_due(office, now=moment)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE case_row SET next_tick_at = %s WHERE id = %s", [MONDAY, left_alone.partition("/")[2]])
    tick_due(office, now=end)
    one, other = load_states(office.county_id, [left_alone, swept_daily]).values()
    assert (one.stage, one.holder, one.notes.get("agenda")) == (other.stage, other.holder, other.notes.get("agenda"))
    assert {key: clock.due_at for key, clock in one.clocks.items()} == {
        key: clock.due_at for key, clock in other.clocks.items()
    }


def test_a_case_that_cannot_be_decided_is_named_and_stops_no_other(office: Office) -> None:
    streams = [file(office).stream for _ in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stream SET hash = %s WHERE stream = %s", ["0" * 64, "nothing"])
    broken = streams[1].partition("/")[2]
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE entry DISABLE TRIGGER entry_only_grows")
        cursor.execute("UPDATE entry SET body = %s WHERE stream = %s", [b'{"v":2}', streams[1]])
        cursor.execute("ALTER TABLE entry ENABLE TRIGGER entry_only_grows")
    ticked = tick_due(office, now=MONDAY + timedelta(hours=5))
    assert ticked.refused == (f"case/{broken}",)
    assert ticked.cases == 2


def test_a_new_holiday_moves_open_deadlines_once_and_leaves_the_past_as_it_was(office: Office) -> None:
    stream = handled_case(office)
    before = load_states(office.county_id, [stream])[stream]
    table = year_table_from_library(2026)
    days = frozenset(MONDAY.date() + timedelta(days=one) for one in range(1, 4))
    changed = replace(table, off_days=table.off_days | days, version=2, notice="test")
    setup.save_records(office.county_id, [changed], actor=SYSTEM, now=MONDAY)
    renewed = replace(office, directory=setup.directory_of(office.county_id))
    later = MONDAY + timedelta(hours=3)
    assert recompute_clocks(renewed, now=later) == 1
    after = load_states(office.county_id, [stream])[stream]
    assert after.clocks["handling"].due_at > before.clocks["handling"].due_at
    assert after.acts[: len(before.acts)] == before.acts
    assert recompute_clocks(renewed, now=later) == 0


def test_due_streams_are_only_those_that_are_due(office: Office) -> None:
    file(office)
    assert ticking.due_streams(office.county_id, now=MONDAY, limit=10) == []
    assert ticking.next_tick_at(office.county_id) is not None
    assert len(list_cases(CaseQuery(county_id=office.county_id, reach=None, now=MONDAY)).lines) == 1


class Mailbox:
    """What a mail server keeps, and how it refuses."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        """Keep the mail unless told to refuse."""
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
        return self.answer


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    before = (settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    yield box
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = before
    controller.stop()


def mailing(office: Office) -> Office:
    sender = SmtpMailSender(sender="linli@example.org", host_name="example.org")
    return replace(office, ports=replace(office.ports, mail=sender))


def test_a_resident_who_left_an_address_gets_a_real_mail_in_chinese(office: Office, mailbox: Mailbox) -> None:
    file(office, requester_phone="", requester_email="reporter@example.org")
    deliver(mailing(office), MONDAY)
    [raw] = mailbox.mails
    mail = message_from_bytes(raw)
    assert mail["To"] == "reporter@example.org"
    assert "已收到您反映的事" in str(make_header(decode_header(mail["Subject"])))
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_server_that_refuses_is_asked_again_and_the_mail_bears_the_same_id(office: Office, mailbox: Mailbox) -> None:
    mailbox.answer = "451 try again"
    file(office, requester_phone="", requester_email="reporter@example.org")
    assert deliver(mailing(office), MONDAY).failed == 1
    mailbox.answer = "250 OK"
    deliver(mailing(office), MONDAY + timedelta(hours=1))
    assert len(mailbox.mails) == 1


def test_staff_with_an_address_are_mailed_beside_their_notice(office: Office, mailbox: Mailbox) -> None:
    staff.save_staff(
        [staff.StaffMember(username="hu", pseudonym="s-hu", name="胡", email="hu@example.org")], password=None
    )
    file(office, requester="anonymous", requester_phone="")
    deliver(mailing(office), MONDAY)
    assert [message_from_bytes(raw)["To"] for raw in mailbox.mails] == ["hu@example.org"]
