"""While the demo is served the day goes on: new matters come in and are worked on, by the same actions as the past."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from linli.demo.living import VISITORS_STREET, Living, begin_day
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseQuery
from linli.store import cases, journal
from linli.store.auditing import audit_store
from tests.demo.conftest import Demo

ROUNDS = 40


def day(demo: Demo) -> Living:
    found = begin_day(demo.wanted.folder, settings.LINLI_PORTS, demo.wanted.until)
    assert found is not None
    return found


def count(demo: Demo) -> int:
    query = CaseQuery(county_id=demo.office.county_id, reach=None, now=demo.wanted.until)
    return cases.count_cases(query, most=10_000)


def test_without_a_demo_there_is_no_day(tmp_path: Path, small_demo: Demo) -> None:
    assert begin_day(tmp_path, settings.LINLI_PORTS, small_demo.wanted.until) is None


def test_what_was_reported_today_is_played_once(small_demo: Demo) -> None:
    before = count(small_demo)
    filed = day(small_demo).catch_up(small_demo.wanted.until)
    assert count(small_demo) == before + filed
    assert day(small_demo).catch_up(small_demo.wanted.until) == 0


def test_the_day_goes_on_by_real_actions_and_leaves_the_visitors_street_to_the_visitors(small_demo: Demo) -> None:
    before, now, living = count(small_demo), small_demo.wanted.until, day(small_demo)
    for _ in range(ROUNDS):
        now += timedelta(seconds=living.go_on(now) + 0.001)
    query = CaseQuery(
        county_id=small_demo.office.county_id, reach=None, now=now, filed_since=small_demo.wanted.until, limit=500
    )
    lines = cases.list_cases(query).lines
    assert len(lines) == count(small_demo) - before
    assert len(lines) >= 5
    states = journal.load_states(small_demo.office.county_id, [line.stream for line in lines])
    streets = sorted(one.path for one in small_demo.office.directory.tree if one.level is AreaLevel.SUBDISTRICT)
    own = [one for one in states.values() if one.area.startswith(streets[VISITORS_STREET])]
    assert all(one.seq == 1 for one in own)
    assert any(one.seq > 2 for one in states.values())
    assert audit_store().fault_count == 0
