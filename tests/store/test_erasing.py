"""Lawful erasure removes exactly what its entry names, at once, and the audit tells it from vandalism."""

from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection

from linli.actions.batch import Batch
from linli.actions.case_views import open_for
from linli.actions.deciding import Office, receipt_hash
from linli.actions.public_views import open_by_receipt
from linli.domain.auditing import FaultCode
from linli.domain.case_query import CaseQuery
from linli.domain.engine.context import Command
from linli.domain.problems import Refused
from linli.store import cases
from linli.store.auditing import audit_store
from linli.store.journal import one_transaction
from tests import cast, offices
from tests.databases import DatabaseServer

PHONE, NAME, WORDS = "000-8888-1234", "王某某", "张大妈家门口的灯不亮"
LATER = cast.MONDAY + timedelta(hours=2)
BASIS = "个人信息保护法第四十七条"


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def file(office: Office, **changes: object) -> str:
    return offices.file(office, requester_phone=PHONE, requester_name=NAME, words=WORDS, **changes).stream


def propose(office: Office, stream: str, **fields: str) -> None:
    offices.move(office, stream, "bao", "erase", at=LATER, legal_basis=BASIS, reason="本人申请", **fields)


def erase(office: Office, stream: str, **fields: str) -> None:
    propose(office, stream, **fields)
    offices.move(office, stream, "an", "agree", at=LATER, proposal="erase")


def kept(office: Office, stream: str) -> set[str]:
    return {one.spelled for one in cases.kept_values(office.county_id, stream)}


def erased(office: Office, stream: str) -> list[str]:
    found = cases.open_case(office.county_id, stream)
    assert found is not None
    return [name for entry in found.entries for name in entry.pub.get("erased", ())]


def test_nobody_erases_alone(office: Office) -> None:
    stream = file(office)
    before = kept(office, stream)
    propose(office, stream)
    assert before < kept(office, stream)
    with pytest.raises(Refused) as refused:
        offices.move(office, stream, "bao", "agree", at=LATER, proposal="erase")
    assert [one.code for one in refused.value.problems] == ["second_person_needed"]


def test_what_holds_nothing_personal_any_more_is_not_erased_again(office: Office) -> None:
    stream = file(office)
    erase(office, stream)
    with pytest.raises(Refused) as refused:
        propose(office, stream)
    assert [one.code for one in refused.value.problems] == ["nothing_to_erase"]


def test_the_app_role_removes_no_value_by_itself(office: Office) -> None:
    stream = file(office)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM value WHERE stream = %s", [stream])
    before = kept(office, stream)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM linli_erase_values(%s, %s, 1)", [office.county_id, stream])
        assert cursor.fetchone() == (0,)
    assert kept(office, stream) == before


@pytest.mark.parametrize("by_copy", [False, True], ids=["single", "batch"])
def test_the_entry_names_each_value_and_the_audit_passes(office: Office, by_copy: bool) -> None:
    stream = file(office)
    offices.move(office, stream, "resident", "note", note="灯杆在12号楼前")
    offices.move(office, stream, "hu", "register")
    offices.move(office, stream, "hu", "note", note="已联系城管局")
    if by_copy:
        propose(office, stream)
        batch, agree = Batch(office), {"proposal": "erase"}
        command = Command(id="batch-agree", verb="agree", stream=stream, fields=agree)
        with one_transaction():
            batch.move(command, actor=cast.actor("an"), now=LATER)
            batch.flush()
    else:
        erase(office, stream)
    assert set(erased(office, stream)) == {"1/requester_name", "1/requester_phone", "1/words", "2/note"}
    assert kept(office, stream) == {"4/note", "5/reason"}
    report = audit_store()
    assert report.faults == ()


def test_a_value_removed_without_the_event_fails_the_audit(office: Office, database_server: DatabaseServer) -> None:
    stream = file(office)
    erase(office, stream)
    other = file(office)
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as owner:
        owner.execute("DELETE FROM value WHERE stream = %s AND field = 'words'", [other])
    assert [(one.stream, one.seq, one.field, one.code) for one in audit_store().faults] == [
        (other, 1, "words", FaultCode.NO_VALUE)
    ]


def test_an_erased_value_that_comes_back_fails_the_audit(office: Office, database_server: DatabaseServer) -> None:
    stream = file(office)
    address = {"dbname": database_server.current, "autocommit": True}
    with psycopg.connect(database_server.superuser_url, **address) as owner:
        owner.execute("CREATE TABLE backup AS SELECT * FROM value WHERE stream = %s AND field = 'words'", [stream])
        erase(office, stream)
        owner.execute("INSERT INTO value SELECT * FROM backup")
    assert {(one.field, one.code) for one in audit_store().faults} == {("words", FaultCode.ERASED_VALUE)}


def test_photos_go_too_and_nothing_of_them_is_left_in_the_database(office: Office) -> None:
    stream = file(office, photo=(b"\xff\xd8 a picture of a door",))
    assert cases.photos_of(office.county_id, stream) == ((1, "photo1"),)
    erase(office, stream)
    assert "1/photo1" in erased(office, stream)
    assert cases.photos_of(office.county_id, stream) == ()
    assert cases.photo(office.county_id, stream, 1, "photo1") is None


def test_whose_data_go_may_be_narrowed(office: Office) -> None:
    stream = file(office)
    with pytest.raises(Refused) as refused:
        propose(office, stream, whose="party")
    assert [one.code for one in refused.value.problems] == ["nothing_to_erase"]
    erase(office, stream, whose="requester")
    assert audit_store().faults == ()


def test_more_names_than_one_entry_holds_go_into_several(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.domain.engine.erasing.NAMED_IN_ONE_ENTRY", 2)
    stream = file(office, place_words="12号楼前")
    offices.move(office, stream, "resident", "note", note="还是不亮")
    before = kept(office, stream)
    erase(office, stream)
    found = cases.open_case(office.county_id, stream)
    assert found is not None
    assert [len(one.pub["erased"]) for one in found.entries if one.type == "case.erase"] == [2, 2, 1]
    assert set(erased(office, stream)) == before
    assert audit_store().faults == ()


def test_search_and_every_table_have_forgotten_the_words(office: Office, database_server: DatabaseServer) -> None:
    stream = file(office)
    erase(office, stream)
    for text in (WORDS, NAME, PHONE):
        query = CaseQuery(county_id=office.county_id, reach=None, now=LATER, text=text)
        assert cases.list_cases(query).lines == ()
        assert tables_holding(text, database_server) == []


def tables_holding(text: str, server: DatabaseServer) -> list[str]:
    """Names of the tables in whose rows `text` stands, as text or as bytes."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    holding = []
    with psycopg.connect(server.superuser_url, dbname=server.current, autocommit=True) as owner:
        for (table,) in owner.execute(tables).fetchall():
            asked = f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s"
            row = owner.execute(asked, [f"%{text}%", f"%{text.encode().hex()}%"]).fetchone()
            if row and row[0]:
                holding.append(table)
    return holding


def test_what_was_to_be_sent_to_the_person_is_left_unsent(office: Office) -> None:
    stream = file(office)
    waiting = "SELECT count(*) FROM outbox WHERE payload->>'to' = 'requester' AND done_at IS NULL"
    assert count(waiting) == 1
    erase(office, stream)
    assert count(waiting) == 0
    assert count("SELECT count(*) FROM outbox WHERE error LIKE '%erased%' AND payload->'params' IS NULL") == 1


def count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def test_the_first_officer_sees_the_matter_and_reads_none_of_its_words(office: Office) -> None:
    stream = file(office)
    view = open_for(office, cast.POSTS["bao"], stream.partition("/")[2])
    assert view is not None and view.values == {} and view.rights == {"case.list", "case.looks"}


def test_whoever_works_on_it_sees_that_it_was_erased_and_no_contact(office: Office) -> None:
    stream = file(office)
    erase(office, stream)
    view = open_for(office, cast.POSTS["hu"], stream.partition("/")[2])
    assert view is not None
    assert (1, "words") in view.erased and (1, "words") not in view.values and not view.has_contact


def test_whoever_holds_the_receipt_reads_that_it_was_erased(office: Office) -> None:
    filed = offices.file(office, requester_phone=PHONE, words=WORDS)
    erase(office, filed.stream)
    code = filed.receipt
    assert cases.case_of_receipt(receipt_hash(code, office.ports.secret)) is not None
    view = open_by_receipt(office, code, LATER)
    assert view is not None
    assert view.erased == {(1, "words")} and view.values == {} and not view.has_contact
