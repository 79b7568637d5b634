"""A report and its mishaps leave no word of it in the log."""

import pytest
from django.db import connection, transaction

from linli.actions.deciding import Office
from tests import cast
from tests.logged import listening
from tests.public.conftest import command_of, sent, visitor_in

CANARIES = ("金丝雀甲", "13900007777", "canary@canary.example", "门口第三棵树")
GIVEN = dict(zip(("requester_name", "requester_phone", "requester_email", "words"), CANARIES, strict=True))


def broken(*_: object, **__: object) -> None:
    """Fail as a database does: its message holds the value."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [CANARIES[0]])


def test_no_line_of_the_log_holds_a_word_of_a_report(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visitor_in("zh")
    visitor.raise_request_exception = False
    with listening() as log:
        receipt = sent(visitor, **GIVEN)
        assert visitor.get(f"/r/{receipt}").status_code == 200
        assert visitor.get(f"/r/{receipt}/nothing").status_code == 404
        visitor.post("/report/", {"area": cast.GRID})
        visitor.post("/report/what/", {"category": "municipal.street_lamp", "requester": "known", **GIVEN})
        command = command_of(visitor)
        with monkeypatch.context() as patched:
            patched.setattr("linli.actions.reports.file_case", broken)
            assert visitor.post("/report/check/", {"command_id": command}).status_code == 500
        assert visitor.get("/follow/", {"q": CANARIES[0]}, headers={"host": "strange.example"}).status_code == 400
    kinds = {one["kind"] for line in log.lines for one in line.get("exception", ())}
    assert "django.db.utils.DataError" in kinds
    assert {line["route"] for line in log.lines if "route" in line} >= {"matter", "report_check"}
    assert not any(word in log.text for word in (*CANARIES, receipt, command))
