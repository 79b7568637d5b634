"""Lists of cases: within reach exactly what the access policy says, by keyset without gaps or repeats."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.actions.deciding import Office
from linli.domain.case_query import CaseQuery, ClockFilter, Order
from linli.domain.engine.access import reach_of
from linli.store import cases
from linli.store.journal import load_states
from tests import cast
from tests.offices import file, handled_case, move, set_up_office

LATER = cast.MONDAY + timedelta(hours=4)


@pytest.fixture
def office(fresh_database: str) -> Office:
    return set_up_office()


def query(office: Office, **rest: object) -> CaseQuery:
    return CaseQuery(county_id=office.county_id, reach=None, now=LATER, **rest)


def a_few_cases(office: Office) -> list[str]:
    streams = [file(office).stream, file(office, area=cast.FAR_GRID).stream, handled_case(office), handled_case(office)]
    housing = cast.UNITS["housing"].id
    move(office, streams[2], "wei", "refer", at=LATER, unit=housing, request="请看看")
    return streams


def test_every_post_lists_exactly_the_cases_that_the_policy_lets_it_see(office: Office) -> None:
    streams = a_few_cases(office)
    states = load_states(office.county_id, streams)
    seen = 0
    for name, post in cast.POSTS.items():
        reach = reach_of(post, office.directory)
        listed = {line.stream for line in cases.list_cases(replace(query(office), reach=reach)).lines}
        assert listed == {stream for stream, state in states.items() if reach.holds(state)}, name
        seen += len(listed)
    assert seen > len(streams)


def test_a_department_without_relation_lists_nothing(office: Office) -> None:
    a_few_cases(office)
    reach = reach_of(cast.POSTS["min"], office.directory)
    assert cases.list_cases(replace(query(office), reach=reach)).lines == ()


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_each_other_without_gap_or_repeat(office: Office, order: Order) -> None:
    filed = [file(office, at=cast.MONDAY + timedelta(minutes=number // 2)).stream for number in range(11)]
    asked, found = query(office, order=order, limit=3), []
    while True:
        page = cases.list_cases(asked)
        found += [line.stream for line in page.lines]
        if not page.next_cursor:
            break
        asked = replace(asked, cursor=page.next_cursor)
    assert sorted(found) == sorted(filed)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("cursor", ["x", "2026-01-01~a", "~", "2026-01-01T00:00:00+00:00~\0", "9" * 400])
def test_a_broken_cursor_asks_for_the_first_page(office: Office, cursor: str) -> None:
    file(office)
    assert len(cases.list_cases(query(office, cursor=cursor)).lines) == 1


def test_clock_states_are_counted_once_each(office: Office) -> None:
    file(office)
    handled_case(office)
    counts = cases.count_by_clock(query(office))
    assert sum(counts.values()) == 2
    assert counts[ClockFilter.OVERDUE] == 1


def test_text_finds_numbers_and_what_a_title_says(office: Office) -> None:
    stream = file(office).stream
    move(office, stream, "hu", "register", title="和平路口的路灯")
    [line] = cases.list_cases(query(office, text="和平路")).lines
    assert cases.list_cases(query(office, text=line.number)).lines == (line,)
    assert cases.list_cases(query(office, text="没有这样的")).lines == ()
