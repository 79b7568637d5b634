"""Loading cases: every row is kept or named, a repeated or interrupted run changes nothing twice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from linli.actions import load_cases as loading
from linli.actions.deciding import Office
from linli.actions.load_areas import load_areas
from linli.actions.office import open_office
from linli.domain.calendar import SHANGHAI
from linli.domain.case_query import CaseQuery, Order
from linli.domain.delimited import RawRecord, guess_encoding, records, text_lines
from linli.domain.load_map import LoadMap
from linli.domain.ports import Ports
from linli.domain.problems import Refused
from linli.store.auditing import audit_store
from linli.store.cases import list_cases
from tests.actions.hostile_rows import hostile_rows
from tests.actions.silent_ports import SILENT_PORTS
from tests.switches import is_no_skip_run

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOSTILE_ROWS = 100_000 if is_no_skip_run() else 3_000
REGISTER = (
    b"areaCode,street_code,street,village_code,village\n"
    b"990201,990201001,\xe6\xb2\xb3\xe4\xb8\x9c\xe8\xa1\x97\xe9\x81\x93,990201001001,\xe4\xb8\x80\xe7\xa4\xbe\xe5\x8c\xba\n"
)
MAP = LoadMap(
    source="town",
    columns={
        "id": "ID", "category": "Kind", "words": "Text", "place_words": "Where", "status": "State", "filed_at": "When",
        "lat": "Lat", "lon": "Lon",
    },
    categories={"Pothole": "municipal.road_damage", "Lamp": "municipal.street_lamp"},
    default_category="service.procedure",
    statuses={"open": "open", "done": "closed"},
)  # fmt: skip
SMALL = (
    b"ID,Kind,Text,Where,State,When,Lat,Lon\n1,Lamp,dark,Main St,open,2019-05-03,36.1,114.3\n2,Lamp,dark,Elm,done,,,\n"
)


def read(data: bytes) -> Iterable[RawRecord]:
    return records(text_lines([data], guess_encoding(data)))


@pytest.fixture
def office(fresh_database: str) -> Office:
    load_areas(read(REGISTER), names={"990201": "河东区"}, now=NOW)
    return open_office(SILENT_PORTS)


def load(office: Office, data: bytes, **rest: object) -> loading.Loaded:
    return loading.load_cases(office, read(data), MAP, hashes=("f", "m"), now=NOW, **rest)


def everything(office: Office) -> tuple[str, ...]:
    query = CaseQuery(county_id=office.county_id, reach=None, now=NOW, limit=500)
    return tuple(line.origin for line in list_cases(query).lines)


def test_a_header_without_the_mapped_columns_is_refused_with_each_of_them(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        load(office, b"ID,Text\n1,x\n")
    assert {one.at for one in refused.value.problems} == {"Kind", "Where", "State", "When", "Lat", "Lon"}


def test_a_loaded_case_stands_in_lists_by_the_moment_its_source_took_it_in(office: Office) -> None:
    load(office, SMALL)
    query = CaseQuery(county_id=office.county_id, reach=None, now=NOW)
    newest = list_cases(query).lines
    assert [line.origin for line in newest] == ["town#2", "town#1"]
    first, undated = newest[1], newest[0]
    assert first.reported_at == datetime(2019, 5, 3, tzinfo=SHANGHAI) and first.filed_at == NOW
    assert undated.reported_at == undated.filed_at == NOW
    oldest = list_cases(replace(query, order=Order.OLDEST)).lines
    assert [line.origin for line in oldest] == ["town#1", "town#2"]
    since = replace(query, filed_since=NOW - timedelta(days=30))
    assert [line.origin for line in list_cases(since).lines] == ["town#2"]
    before = replace(query, filed_before=datetime(2020, 1, 1, tzinfo=UTC))
    assert [line.origin for line in list_cases(before).lines] == ["town#1"]
    page = list_cases(replace(query, limit=1))
    assert [line.origin for line in list_cases(replace(query, limit=1, cursor=page.next_cursor)).lines] == ["town#1"]
    assert audit_store().faults == ()


def test_lists_by_report_walk_an_index_and_sort_nothing(office: Office) -> None:
    load(office, SMALL)
    asked = "SELECT id FROM case_row WHERE county_id = 1 ORDER BY reported_at DESC, id DESC LIMIT 50"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "case_by_report" in plan and "Sort" not in plan


def test_a_row_is_refused_with_all_its_mistakes(office: Office) -> None:
    loaded = load(office, SMALL.splitlines(keepends=True)[0] + b"7,Lamp,a\0b,x,lost,never,36.1,114.3\n")
    [(line, key, reasons)] = loading.each_refused(loaded)
    assert (line, key) == (2, "7")
    assert {(one.code, one.at) for one in reasons} == {
        ("bad_text", "words"), ("unknown_choice", "status"), ("not_a_moment", "filed_at"),
    }  # fmt: skip


def test_a_loaded_case_keeps_its_origin_and_runs_no_clock_of_ours(office: Office) -> None:
    load(office, SMALL)
    query = CaseQuery(county_id=office.county_id, reach=None, now=NOW)
    found = {line.origin: line for line in list_cases(query).lines}
    assert {key: (line.stage, line.channel, line.step_clock) for key, line in found.items()} == {
        "town#1": ("reported", "import", ""), "town#2": ("closed", "import", ""),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clock")
        assert cursor.fetchone() == (0,)


def test_a_second_run_changes_nothing(office: Office) -> None:
    first = load(office, SMALL)
    again = load(office, SMALL)
    assert (first.kept, again.kept, again.known, again.refused) == (2, 0, 2, 0)
    assert len(everything(office)) == 2


def test_a_row_that_changed_at_the_source_is_named_and_what_was_loaded_stays(office: Office) -> None:
    load(office, SMALL)
    changed = SMALL.replace(b"dark,Main", b"darker,Main")
    loaded = load(office, changed)
    assert (loaded.kept, loaded.known, loaded.remarks) == (0, 1, {"row_changed": 1})
    assert load(office, changed).remarks == {}


def test_a_key_that_stands_twice_is_kept_once_and_named_once(office: Office) -> None:
    loaded = load(office, SMALL + b"1,Lamp,other,Main St,open,,,\n")
    assert (loaded.kept, loaded.refused, loaded.remarks["row_twice"]) == (2, 1, 1)


def test_a_dry_run_says_the_same_and_keeps_nothing(office: Office) -> None:
    loaded = load(office, SMALL, is_dry_run=True)
    assert (loaded.read, loaded.kept) == (2, 2)
    assert everything(office) == ()


def test_a_run_that_stops_half_way_is_finished_by_the_next(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "CHUNK_ROWS", 10)
    data = SMALL.splitlines(keepends=True)[0] + b"".join(b"%d,Lamp,x,y,open,,,\n" % one for one in range(25))

    def broken() -> Iterable[RawRecord]:
        for record in read(data):
            if record.line > 18:
                raise OSError("the disk was pulled")
            yield record

    with pytest.raises(OSError, match="pulled"):
        loading.load_cases(office, broken(), MAP, hashes=("f", "m"), now=NOW)
    assert len(everything(office)) == 10
    loaded = load(office, data)
    assert (loaded.kept, loaded.known) == (15, 10)
    assert len(set(everything(office))) == 25


def test_every_row_of_a_hostile_file_is_kept_or_named_and_a_second_run_changes_nothing(office: Office) -> None:
    rows = list(hostile_rows(HOSTILE_ROWS, seed=7))
    encoding = guess_encoding(b"".join(rows[:2000]))
    loaded = loading.load_cases(office, records(text_lines(rows, encoding)), MAP, hashes=("f", "m"), now=NOW)
    named = sum(1 for _ in loading.each_refused(loaded))
    assert loaded.read == HOSTILE_ROWS
    assert loaded.kept + loaded.refused == loaded.read
    assert named == loaded.refused
    assert {"quote_not_closed", "bad_text", "too_long", "not_a_moment", "too_few_cells", "required"} <= set(
        loaded.remarks
    )
    again = loading.load_cases(office, records(text_lines(rows, encoding)), MAP, hashes=("f", "m"), now=NOW)
    assert (again.kept, again.refused, again.known) == (0, 0, HOSTILE_ROWS)


def test_the_ports_of_these_tests_reach_nobody() -> None:
    assert isinstance(SILENT_PORTS, Ports)
