"""The journal only grows, a command happens once, and what does not happen whole leaves nothing."""

import threading
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, transaction
from psycopg import sql

from linli.actions.cases import file_case, move_case
from linli.actions.deciding import Filing, Office
from linli.domain.engine.assembling import Head
from linli.domain.engine.context import Command
from linli.domain.entry import commitment, parse_entry
from linli.domain.problems import Refused
from linli.store import cases, journal, secrets, writing
from linli.store.auditing import audit_store
from linli.store.secrets import EVERYTHING, opened
from tests import cast, offices
from tests.databases import DatabaseServer

RESIDENT = cast.actor("resident")
CANARY = "金丝雀-6b1f"


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def count(table: str) -> int:
    with opened(0, EVERYTHING), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)).as_string(None))
        return int(cursor.fetchone()[0])


def counts() -> dict[str, int]:
    return {table.name: count(table.name) for table in writing.ORDER}


def together(*works: Callable[[], object]) -> list[object]:
    """Run each work in a thread of its own, all at once; return results and failures in order."""
    results: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            start.wait()
            results[place] = work()
        except Exception as failure:  # the test itself says which failures it expects
            results[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


# refusals


def test_the_app_role_cannot_change_what_was_written_nor_forget_it(office: Office) -> None:
    offices.file(office)
    kept = ["entry", "command", *(f"entry_{n}" for n in range(8))]
    refused = [
        *(f"{words} {table}" for table in kept for words in ("DELETE FROM", "TRUNCATE")),
        *(f"UPDATE {table} SET recv = recv" for table in kept),
        "UPDATE value SET value = ''", "TRUNCATE value", "DELETE FROM stream", "TRUNCATE stream",
        "ALTER TABLE entry DISABLE TRIGGER ALL", "SET session_replication_role = replica",
    ]  # fmt: skip
    for statement in refused:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(app_address()) as app:
            app.execute(statement)
            pytest.fail(f"allowed: {statement}")


def test_a_trigger_refuses_the_owner_too(office: Office, database_server: DatabaseServer) -> None:
    offices.file(office)
    assert database_server.current is not None
    for statement in ("UPDATE entry SET recv = recv", "DELETE FROM entry", "TRUNCATE entry"):
        with (
            psycopg.connect(database_server.owner_url(database_server.current)) as owner,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="only added to"),
        ):
            owner.execute(statement)


def test_a_failure_in_the_middle_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()
    monkeypatch.setattr(journal, "_add_rest", lambda rows, saving: rows["receipt"].append({"code_hash": None}))
    with pytest.raises(KeyError):
        offices.file(office)
    monkeypatch.undo()

    too_long = "9" * 70  # the number's column takes 60
    monkeypatch.setattr("linli.actions.deciding.case_number", lambda *_: too_long)
    with pytest.raises(psycopg.errors.StringDataRightTruncation):
        offices.file(office)
    assert counts() == before
    assert audit_store().fault_count == 0


def test_a_filing_within_another_transaction_stands_or_falls_with_it(office: Office) -> None:
    before = counts()
    with pytest.raises(InterruptedError), transaction.atomic():
        offices.file(office)
        raise InterruptedError
    assert counts() == before
    with transaction.atomic():
        offices.file(office)
    assert counts()["case_row"] == before["case_row"] + 1


def test_a_filing_is_kept_as_soon_as_it_is_answered(office: Office, database_server: DatabaseServer) -> None:
    stream = offices.file(office).stream
    with psycopg.connect(database_server.app_url(str(database_server.current))) as another:
        assert another.execute("SELECT seq FROM stream WHERE stream = %s", [stream]).fetchone() == (1,)


def test_a_row_without_a_column_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        writing.Writing().add(writing.STREAM, [{"county_id": 1, "stream": "case/1", "seq": 1}])


# once and for all


def test_one_command_given_by_eight_at_once_has_one_effect_and_one_answer(office: Office) -> None:
    filing = offices.filing()
    answers = together(*[lambda: file_case(office, filing, actor=RESIDENT, now=cast.MONDAY)] * 8)
    assert len({str(answer) for answer in answers}) == 1
    assert not isinstance(answers[0], Exception)
    assert (count("case_row"), count("command"), count("receipt")) == (1, 1, 1)


def test_one_move_given_by_four_at_once_is_one_entry(office: Office) -> None:
    stream = offices.file(office).stream
    command = Command(id="once", verb="register", stream=stream)
    answers = together(*[lambda: move_case(office, command, actor=cast.actor("hu"), now=cast.MONDAY)] * 4)
    assert answers == [{"stream": stream, "seq": 2}] * 4
    assert count("entry") == count("stream") + setup_extra() + 1


def test_numbers_are_never_given_twice(office: Office) -> None:
    def file_five() -> list[str]:
        return [offices.file(office).number for _ in range(5)]

    answers = together(*[file_five] * 6)
    numbers = [number for answer in answers for number in answer]
    assert len(set(numbers)) == 30


def test_two_cases_merged_into_each_other_at_once_do_not_block_each_other(office: Office) -> None:
    for _ in range(5):
        one, other = offices.file(office).stream, offices.file(office).stream
        for stream, into in ((one, other), (other, one)):
            offices.move(office, stream, "hu", "merge", merge_class="same_thing", other_case=into, reason="同一件事")
        results = together(
            lambda which=one: offices.move(office, which, "peng", "agree", proposal="merge"),
            lambda which=other: offices.move(office, which, "peng", "agree", proposal="merge"),
        )
        assert all(result is None or isinstance(result, Refused) for result in results), results
        assert None in results
    assert audit_store().fault_count == 0


def test_a_state_read_before_the_lock_is_read_again_where_somebody_moved_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = offices.handled_case(office)
    real, slips = journal.lock_streams, iter([True])

    def late(county_id: int, streams: set[str]) -> dict[str, Head]:
        if next(slips, False):
            together(lambda: offices.move(office, stream, "song", "note", note="抢先一步"))
        return real(county_id, streams)

    monkeypatch.setattr(journal, "lock_streams", late)
    offices.move(office, stream, "song", "note", note="随后一步")
    assert journal.load_states(office.county_id, [stream])[stream].seq == 7
    assert audit_store().fault_count == 0


def test_a_link_that_appears_while_the_lock_is_awaited_is_locked_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream, other = offices.file(office).stream, offices.file(office).stream
    seen: list[set[str]] = []
    names = iter([set(), {other}, {other}])
    real = journal.lock_streams
    monkeypatch.setattr(journal, "lock_streams", lambda county, one: seen.append(set(one)) or real(county, one))
    with transaction.atomic():
        states, heads = journal.load_locked(office.county_id, stream, lambda state: next(names))
    assert seen == [{stream}, {stream, other}]
    assert set(states) == set(heads) == {stream, other}


# what is kept


def test_what_a_person_wrote_stands_in_no_table(office: Office) -> None:
    filed = offices.file(office, words=CANARY, place_words=CANARY, requester_name=CANARY)
    offices.move(office, filed.stream, "hu", "note", note=CANARY)
    with opened(office.county_id, EVERYTHING), connection.cursor() as cursor:
        for table in (*writing.ORDER, writing.ENTRY):
            cursor.execute(f'SELECT * FROM "{table.name}"')
            rows = cursor.fetchall()
            assert rows or table not in (writing.VALUE, writing.BLIND_INDEX, writing.ENTRY), f"{table.name} is empty"
            assert not any(CANARY in plain(value) for row in rows for value in row), f"{table.name} holds it"
    assert [one.text for one in cases.values_of(office.county_id, filed.stream)].count(CANARY) == 4


def test_an_entry_commits_to_each_value_and_has_a_salt_of_its_own(office: Office) -> None:
    filed = offices.file(office)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, salt FROM entry WHERE stream = %s", [filed.stream])
        body, salt = cursor.fetchone()
        cursor.execute("SELECT field, key_id FROM value WHERE stream = %s ORDER BY field", [filed.stream])
        assert cursor.fetchall() == []
    with opened(office.county_id, [filed.stream]):
        sealed = secrets.sealed_rows(office.county_id, [filed.stream])
    values = list(secrets.unsealed(sealed))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT salt) FROM entry")
        assert len(set(cursor.fetchone())) == 1
    assert (
        sorted(parse_entry(bytes(body)).com)
        == [row.place.field for row, _ in values]
        == [
            "requester_phone",
            "words",
        ]
    )
    assert len(bytes(salt)) == 32 and len({held.nonce for _, held in values}) == 2
    assert parse_entry(bytes(body)).com == {row.place.field: commitment(held.value, held.nonce) for row, held in values}


def test_a_receipt_leads_to_its_case_and_is_itself_not_stored(office: Office) -> None:
    filed = offices.file(office)
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, code_hash FROM receipt")
        case_id, code_hash = cursor.fetchone()
    assert case_id == filed.case_id
    assert filed.receipt.replace("-", "") not in code_hash.upper()


def app_address() -> str:
    """Address of the app role on the present database."""
    params = connection.get_connection_params()
    return psycopg.conninfo.make_conninfo(
        dbname=params["dbname"], user=params["user"], password=params["password"], host=params["host"]
    )


def setup_extra() -> int:
    """Entries of the set-up beyond one for each stream."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(seq - 1), 0) FROM stream WHERE stream NOT LIKE 'case/%'")
        return int(cursor.fetchone()[0])


def plain(value: object) -> str:
    """Return what a column holds as text."""
    return bytes(value).decode("utf-8", "replace") if isinstance(value, (bytes, memoryview)) else str(value)


def test_a_filing_under_another_procedure_is_another_command(office: Office) -> None:
    filing = offices.filing()
    other = Filing(command_id=filing.command_id, procedure="dispute", fields=filing.fields)
    file_case(office, filing, actor=RESIDENT, now=cast.MONDAY)
    with pytest.raises(Refused, match="command_conflict"):
        file_case(office, other, actor=RESIDENT, now=cast.MONDAY)
