"""The keys of the open doors."""

from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from linli.actions.doors import client_of, create_client, list_clients, revoke_client, take_token
from linli.domain.problems import Refused
from tests import cast
from tests.offices import set_up_office

pytestmark = pytest.mark.django_db
NOW = cast.MONDAY


def test_a_client_without_name_scope_area_and_with_a_wild_rate_is_refused_with_every_mistake() -> None:
    """All mistakes at once, never only the first."""
    office = set_up_office()
    with pytest.raises(Refused) as refused:
        create_client(office, name=" ", scopes=["case.eat"], area_path="/nowhere/", rate_per_minute=0, now=NOW)
    found = {(one.code, one.at) for one in refused.value.problems}
    assert found == {
        ("required", "name"), ("unknown_choice", "scopes"), ("unknown_choice", "area"), ("rate_out_of_range", "rate"),
    }  # fmt: skip
    assert list_clients(office) == ()


def test_only_the_key_itself_opens_the_door() -> None:
    """A near miss, an empty key, the client's id and a revoked key all look the same: nobody."""
    office = set_up_office()
    client, secret = create_client(office, name="12345 热线", scopes=["case.file"], now=NOW)
    assert client_of(secret, now=NOW) == client
    assert client.may("case.file")
    assert not client.may("case.read")
    for other in ("", "lk_", secret[:-1], secret + "x", secret.removeprefix("lk_"), client.id, "lk_" + "x" * 5000):
        assert client_of(other, now=NOW) is None
    revoke_client(office, client.id, now=NOW)
    assert client_of(secret, now=NOW) is None
    with pytest.raises(Refused):
        revoke_client(office, client.id, now=NOW)


def test_a_key_lies_nowhere_in_the_database() -> None:
    """What is kept is its SHA-256 and nothing from which the key could be had."""
    _, secret = create_client(set_up_office(), name="hotline", scopes=["case.file"], now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT door_client::text FROM door_client")
        (row,) = cursor.fetchone()
    assert secret.startswith("lk_")
    assert len(secret) == 3 + 43
    assert secret not in row
    assert secret[3:] not in row


def test_a_client_may_knock_a_minutes_worth_at_once_and_then_one_by_one() -> None:
    """Thirty a minute: thirty at once, the next after two seconds, never more than thirty saved up."""
    client, _ = create_client(set_up_office(), name="hotline", scopes=["case.file"], rate_per_minute=30, now=NOW)
    assert [take_token(client, NOW) for _ in range(31)] == [0] * 30 + [2]
    assert take_token(client, NOW + timedelta(seconds=1)) == 1
    assert take_token(client, NOW + timedelta(seconds=2)) == 0
    assert take_token(client, NOW + timedelta(seconds=2)) == 2
    later = NOW + timedelta(hours=5)
    assert [take_token(client, later) for _ in range(31)] == [0] * 30 + [2]


def test_paying_for_a_request_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A busy client costs one way to the server for each request."""
    client, _ = create_client(set_up_office(), name="hotline", scopes=["case.file"], now=NOW)
    with django_assert_num_queries(1):
        take_token(client, NOW)


def test_clients_pay_apart() -> None:
    """One busy system does not slow another."""
    office = set_up_office()
    busy, _ = create_client(office, name="busy", scopes=["case.file"], rate_per_minute=1, now=NOW)
    calm, _ = create_client(office, name="calm", scopes=["case.file"], rate_per_minute=1, now=NOW)
    assert [take_token(one, NOW) for one in (busy, busy, calm)] == [0, 60, 0]
