"""Whose session it is, read without Django's request stack, and what a commit says aloud: both on a real database."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import aclosing
from datetime import datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.seats import SESSION_POST
from linli.actions.staff_sessions import ENDS, TWO
from linli.adapters.notify import PostgresBell
from linli.domain.engine.access import reach_of
from linli.domain.live import Change, ChangeKind, LiveSeat
from linli.store import live
from linli.store.models import Staff
from linli.store.staff import StaffMember, account_of, save_staff
from linli.ui.moment import present
from tests import cast, offices

A_MOMENT_AGO = "a moment ago"
PEOPLE = {"zhou": "s-zhou", "hu": cast.POSTS["hu"].staff_id or ""}


@pytest.fixture
def office(fresh_database: str) -> Office:
    save_staff(StaffMember(username=name, pseudonym=one, name=name) for name, one in PEOPLE.items())
    return offices.set_up_office()


@pytest.fixture
def signed_in(office: Office) -> Iterator[Client]:
    yield signed_in_as("zhou", "zhou_at_desk")


def signed_in_as(name: str, post: str) -> Client:
    client = Client()
    account = account_of(PEOPLE[name])
    assert account is not None
    client.force_login(account)
    session = client.session
    session[SESSION_POST] = cast.POSTS[post].id
    session[TWO] = True
    session.save()
    return client


@pytest.mark.parametrize(("key", "value"), [(TWO, False), (ENDS, 0), (ENDS, A_MOMENT_AGO)])
def test_without_the_second_factor_or_after_lying_idle_nothing_is_heard(
    key: str, value: object, fresh_database: str, office: Office
) -> None:
    """Zhou sits at a desk, which needs two factors."""
    client = signed_in_as("zhou", "zhou_at_desk")
    session = client.session
    session[key] = present().timestamp() - 1 if value is A_MOMENT_AGO else value
    session.save()
    assert seat_of(fresh_database, key_of(client)) is None


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def seat_of(
    url: str, key: str, *, secret: str = "", before: tuple[str, ...] = (), now: datetime | None = None
) -> LiveSeat | None:
    async def ask() -> LiveSeat | None:
        keys = (secret or settings.SECRET_KEY, *before)
        seats = live.SessionSeats(url, secret_keys=keys, now=lambda: now or present())
        try:
            return await seats.seat_of(key)
        finally:
            await seats.close()

    return asyncio.run(ask())


def test_a_session_leads_to_the_seat_it_names(fresh_database: str, signed_in: Client, office: Office) -> None:
    found = seat_of(fresh_database, key_of(signed_in))
    assert found is not None
    assert found.reach == reach_of(cast.POSTS["zhou_at_desk"], office.directory)
    assert (found.staff_id, found.county_id) == ("s-zhou", office.county_id)


def test_a_post_that_is_not_held_counts_for_nothing(fresh_database: str, office: Office) -> None:
    found = seat_of(fresh_database, key_of(signed_in_as("zhou", "hu")))
    assert found is not None
    assert found.reach.post_id in {cast.POSTS["zhou"].id, cast.POSTS["zhou_at_desk"].id}


@pytest.mark.parametrize("key", ["", "x", "a" * 32, "a" * 41, "';--", "good\0"])
def test_an_unknown_session_leads_nowhere(fresh_database: str, office: Office, key: str) -> None:
    assert seat_of(fresh_database, key) is None


def test_a_session_ends_with_its_time_its_account_its_password_and_its_key(
    fresh_database: str, signed_in: Client
) -> None:
    key = key_of(signed_in)
    assert seat_of(fresh_database, key) is not None
    assert seat_of(fresh_database, key, now=present() + timedelta(days=2)) is None
    assert seat_of(fresh_database, key, secret="another" * 10) is None
    assert seat_of(fresh_database, key, secret="another" * 10, before=(settings.SECRET_KEY,)) is not None
    account = Staff.objects.get(username="zhou")
    account.set_password("something else entirely")
    account.save()
    assert seat_of(fresh_database, key) is None


def test_an_account_that_was_closed_hears_nothing(fresh_database: str, signed_in: Client) -> None:
    Staff.objects.filter(username="zhou").update(is_active=False)
    assert seat_of(fresh_database, key_of(signed_in)) is None


def test_signing_out_ends_it(fresh_database: str, signed_in: Client) -> None:
    key = key_of(signed_in)
    signed_in.logout()
    assert not Session.objects.filter(session_key=key).exists()
    assert seat_of(fresh_database, key) is None


def test_a_broken_connection_is_taken_anew(fresh_database: str, signed_in: Client) -> None:
    async def ask_twice() -> list[LiveSeat | None]:
        seats = live.SessionSeats(fresh_database, secret_keys=(settings.SECRET_KEY,), now=present)
        first = await seats.seat_of(key_of(signed_in))
        with psycopg.connect(fresh_database, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'linli-live' AND datname = current_database()"
            )
        second = await seats.seat_of(key_of(signed_in))
        await seats.close()
        return [first, second]

    first, second = asyncio.run(ask_twice())
    assert first is not None
    assert first == second


def heard(url: str, *, until: int) -> "asyncio.Task[list[Change | None]]":
    async def hear() -> list[Change | None]:
        found: list[Change | None] = []
        async with aclosing(PostgresBell(url).changes()) as changes:
            async for one in changes:
                found.append(one)
                if len(found) == until:
                    break
        return found

    return asyncio.ensure_future(hear())


def test_a_commit_says_what_changed_and_what_is_taken_back_says_nothing(fresh_database: str, office: Office) -> None:
    def work() -> None:
        with transaction.atomic():
            offices.file(office)
            transaction.set_rollback(True)
        stream = offices.file(office).stream
        offices.move(office, stream, "hu", "register")

    async def listen() -> list[Change | None]:
        hearing = heard(fresh_database, until=3)
        while not await asyncio.to_thread(is_listening, fresh_database):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(in_own_connection, work)
        return await asyncio.wait_for(hearing, 10)

    anew, filed, moved = asyncio.run(listen())
    assert anew is None
    assert filed is not None and moved is not None
    assert [filed.kind, moved.kind] == [ChangeKind.FILED, ChangeKind.MOVED]
    assert filed.area == cast.GRID
    assert filed.stream == moved.stream


def is_listening(url: str) -> bool:
    with psycopg.connect(url, autocommit=True) as asking:
        row = asking.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'linli-live' AND query LIKE 'LISTEN%%'"
            " AND datname = current_database() AND state = 'idle'"
        ).fetchone()
    return bool(row and row[0])


def in_own_connection(work: Callable[[], None]) -> None:
    """A thread has a connection of its own, which must go before the database does."""
    try:
        work()
    finally:
        connections.close_all()
