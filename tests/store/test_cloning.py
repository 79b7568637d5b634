"""A clone is a true record: the audit accepts thousands of them, and none repeats another."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.actions.batch import Batch
from linli.actions.deciding import Office
from linli.domain.engine.importing import ImportedCase
from linli.store.auditing import audit_store
from linli.store.cloning import clone_cases
from linli.store.journal import one_transaction
from linli.store.secrets import EVERYTHING, key_store, opened
from tests import cast, offices


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def column(query: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def test_nothing_is_cloned_where_there_is_nothing(office: Office) -> None:
    assert clone_cases(office.county_id, 10) == 0


def test_a_linked_case_is_not_cloned_because_its_links_would_lie(office: Office) -> None:
    one, other = offices.file(office).stream, offices.file(office).stream
    offices.move(office, one, "hu", "merge", merge_class="same_thing", other_case=other, reason="同一件事")
    offices.move(office, one, "peng", "agree", proposal="merge")
    bodies = [bytes(body) for body in column("SELECT body FROM entry WHERE stream LIKE 'case/%'")]
    linked_before = sum(b'"k":"linked"' in body for body in bodies)
    assert linked_before
    clone_cases(office.county_id, 10)
    bodies = [bytes(body) for body in column("SELECT body FROM entry WHERE stream LIKE 'case/%'")]
    assert sum(b'"k":"linked"' in body for body in bodies) == linked_before
    assert audit_store(keys=key_store()).fault_count == 0


def test_the_audit_accepts_every_clone(office: Office) -> None:
    offices.handled_case(office)
    offices.file(office, requester="anonymous", requester_phone="")
    assert clone_cases(office.county_id, 2_346) == 2_346
    report = audit_store(keys=key_store())
    assert report.faults == ()
    assert report.counts["cases"] == 2_348 and report.counts["commands"] == 6 + 6 * 1_173


def test_clones_of_loaded_and_of_proposed_cases_are_true_too(office: Office) -> None:
    stream = offices.file(office).stream
    offices.move(office, stream, "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    with one_transaction():
        batch = Batch(office)
        at_source = cast.MONDAY - timedelta(days=900)
        given = ImportedCase(
            origin="town#1", category="municipal.street_lamp", area=cast.GRID, how_placed="by_hand", is_closed=False,
            filed_at=at_source, values={"words": "灯不亮"},
        )  # fmt: skip
        batch.import_case(given, now=cast.MONDAY)
        batch.flush()
    assert clone_cases(office.county_id, 20) == 20
    assert audit_store(keys=key_store()).faults == ()
    assert sum(bool(one) for one in column("SELECT awaits_agreement FROM case_row")) == 11
    moments = column("SELECT reported_at FROM case_row WHERE origin <> ''")
    assert len(set(moments)) == 11 and max(moments) == at_source


def test_clones_can_be_cloned_again_and_nothing_stands_twice(office: Office) -> None:
    offices.handled_case(office)
    clone_cases(office.county_id, 5)
    clone_cases(office.county_id, 30)
    assert audit_store(keys=key_store()).fault_count == 0
    for query in (
        "SELECT number FROM case_row", "SELECT hash FROM entry", "SELECT salt FROM entry", "SELECT key_id FROM value",
        "SELECT id FROM command", "SELECT code_hash FROM receipt",
    ):  # fmt: skip
        with opened(office.county_id, EVERYTHING):
            found = [bytes(one) if isinstance(one, memoryview) else one for one in column(query)]
        assert len(set(found)) == len(found), query
    assert len(set(column("SELECT filed_at FROM case_row"))) > 5
