"""`linli audit` says whether the record is whole, names the first place where it is not, and exits accordingly."""

import json
from argparse import ArgumentParser

import psycopg
import pytest

from linli.actions.audit import audit
from linli.cli import audit as verb
from linli.domain.problems import Refused
from tests import offices
from tests.databases import DatabaseServer


@pytest.fixture
def stream(fresh_database: str) -> str:
    return offices.file(offices.set_up_office()).stream


def run(*words: str) -> int:
    parser = ArgumentParser()
    verb.configure(parser)
    return verb.run(parser.parse_args(words))


def break_row(server: DatabaseServer, stream: str) -> None:
    with psycopg.connect(server.superuser_url, dbname=server.current) as connection:
        connection.execute("UPDATE case_row SET stage = 'closed', lapses = 9 WHERE 'case/' || id = %s", [stream])


def test_a_stream_that_does_not_exist_is_refused(stream: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        audit(stream="case/none")


def test_a_whole_record_exits_with_0(stream: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "记录完好" in capsys.readouterr().out
    assert run("--stream", stream, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["whole"] is True and document["first"] is None and document["checked"]["entries"] == 1


def test_a_broken_record_exits_with_1_and_names_the_first_place(
    stream: str, database_server: DatabaseServer, capsys: pytest.CaptureFixture[str]
) -> None:
    break_row(database_server, stream)
    assert run() == 1
    said = capsys.readouterr().out
    assert f"{stream}#1 case_row.lapses: row_differs" in said and "case_row.stage" not in said
    assert run("--all") == 1
    assert "case_row.stage" in capsys.readouterr().out
    assert run("--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["fault_count"], document["first"]["stream"], document["first"]["seq"]) == (2, stream, 1)
