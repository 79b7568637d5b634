"""Allowances in PostgreSQL: the statement reckons as the rule does, for many buckets and many hands at once."""

import threading
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, connections

from linli.domain.allowance import Allowance
from linli.store import allowances
from tests import cast

NOW = cast.MONDAY
LONGEST = timedelta(hours=2)


@pytest.mark.django_db
def test_the_statement_reckons_as_the_rule_does() -> None:
    chance = Random(71)
    rules = {f"bucket-{at}": Allowance(reports=chance.choice((1, 7, 60, 1200))) for at in range(5)}
    expected, now = {}, NOW
    for _ in range(200):
        now += timedelta(seconds=chance.choice((0, 0, 0, 5, 600, 4000)))
        asked = {one: rules[one] for one in chance.sample(sorted(rules), 3)}
        found = allowances.spend(asked, longest=LONGEST, now=now)
        for one, rule in asked.items():
            expected[one] = rule.spend(expected.get(one), now, longest=LONGEST)
            # PostgreSQL and Python may round a sixtieth of a second differently in the last place.
            assert abs(found[one] - expected[one]) <= timedelta(milliseconds=1)
            expected[one] = found[one]
    assert allowances.look(rules) == expected


@pytest.mark.django_db
def test_nothing_asked_is_nothing_counted() -> None:
    assert allowances.spend({}, longest=LONGEST, now=NOW) == {}
    assert allowances.look({}) == {}


@pytest.mark.django_db
def test_buckets_that_are_full_again_are_forgotten() -> None:
    allowances.spend({"a": Allowance(reports=60), "b": Allowance(reports=1)}, longest=LONGEST, now=NOW)
    assert allowances.forget_full(NOW + timedelta(minutes=10)) == 1
    assert set(allowances.look({"a": Allowance(reports=60), "b": Allowance(reports=1)})) == {"b"}


@pytest.mark.django_db
def test_what_is_counted_survives_no_crash_and_costs_no_journal_of_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, relpersistence FROM pg_class WHERE relname IN ('allowance', 'held_report')")
        assert dict(cursor.fetchall()) == {"allowance": "u", "held_report": "p"}
        cursor.execute("SELECT has_table_privilege(current_user, 'held_report', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_two_that_spend_the_same_buckets_at_once_wait_for_each_other_and_lose_no_report(fresh_database: str) -> None:
    rules = {f"b{at}": Allowance(reports=100_000) for at in range(4)}
    failures: list[BaseException] = []

    def spend_often() -> None:
        try:
            for _ in range(50):
                allowances.spend(rules, longest=LONGEST, now=NOW)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    hands = [threading.Thread(target=spend_often) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert not failures
    used = allowances.look(rules)
    each = timedelta(hours=1) / 100_000
    assert all(abs(one - NOW - 200 * each) < timedelta(milliseconds=5) for one in used.values())
