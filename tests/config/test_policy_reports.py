"""Reports of broken content policy: where browsers are told to send them, what is kept, and what it costs."""

import json
from argparse import ArgumentParser, Namespace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client

from linli.actions.policy_reports import broken_lately, note_report
from linli.cli import check
from linli.config import policy_reports
from linli.domain.policy_report import BODY_BYTES_MAX, KEPT_DAYS, SHOWN_DAYS
from linli.store.models import PolicyCount
from linli.ui.moment import present
from tests import offices
from tests.actions.silent_ports import SILENT_PORTS

pytestmark = pytest.mark.django_db
REPORT = {
    "csp-report": {
        "document-uri": "http://testserver/r/WK7P-canary", "referrer": "http://canary/", "blocked-uri": "inline",
        "violated-directive": "script-src-elem", "script-sample": "canary('13800000000')", "source-file": "canary.js",
    }
}  # fmt: skip


@pytest.fixture(autouse=True)
def unspent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_reports, "THROTTLE", policy_reports.Throttle())


def send(body: bytes, kind: str = "application/csp-report") -> int:
    """Send a report as a browser does: without a token, whoever asks."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "null", "user-agent": "canary/1.0"})
    return client.post("/policy-reports", body, content_type=kind).status_code


def kept() -> dict[str, int]:
    return dict(PolicyCount.objects.values_list("directive", "count"))


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/at/all", "/console/"])
def test_every_page_says_where_a_breach_of_its_policy_is_reported(path: str) -> None:
    offices.set_up_office()
    answer = Client().get(path)
    assert answer["Reporting-Endpoints"] == 'policy="/policy-reports"'
    assert "report-uri /policy-reports" in answer["Content-Security-Policy"]
    assert "report-to policy" in answer["Content-Security-Policy"]


def test_of_a_report_only_the_directive_and_the_day_are_kept() -> None:
    assert send(json.dumps(REPORT).encode()) == 204
    assert send(json.dumps([{"body": {"effectiveDirective": "img-src"}}]).encode(), "application/reports+json") == 204
    assert kept() == {"script-src-elem": 1, "img-src": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(policy_count::text, ' ') FROM policy_count")
        text = str(cursor.fetchone()[0])
    assert "canary" not in text and "1380" not in text
    assert {field.name for field in PolicyCount._meta.get_fields()} == {"id", "day", "directive", "count"}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"csp-report": {"violated-directive": "own words"}}'])
def test_what_cannot_be_read_is_answered_alike_and_keeps_nothing(body: bytes) -> None:
    assert send(body) == 204
    assert kept() == {}


def test_a_message_that_is_too_long_is_let_go_unread() -> None:
    assert send(json.dumps(REPORT).encode() + b" " * BODY_BYTES_MAX) == 204
    assert kept() == {}


def test_a_flood_adds_one_row_and_soon_stops_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    now = present()
    monkeypatch.setattr(policy_reports, "present", lambda: now)
    for _ in range(100):
        assert send(json.dumps(REPORT).encode()) == 204
    assert kept() == {"script-src-elem": 30}
    monkeypatch.setattr(policy_reports, "present", lambda: now + timedelta(minutes=1))
    send(json.dumps(REPORT).encode())
    assert kept() == {"script-src-elem": 31}


def test_counts_are_forgotten_after_a_season() -> None:
    body, now = json.dumps(REPORT).encode(), present()
    note_report(body, now=now - timedelta(days=KEPT_DAYS + 1))
    note_report(body, now=now - timedelta(days=SHOWN_DAYS + 1))
    note_report(body, now=now)
    assert PolicyCount.objects.count() == 2
    assert broken_lately(now) == {"script-src-elem": 1}


def test_the_check_shows_them_and_calls_them_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = SimpleNamespace(now=present, data_dir=tmp_path, ports=lambda: SILENT_PORTS)
    parser = ArgumentParser()
    check.configure(parser)

    def run() -> tuple[int, str]:
        code = check.run(parser.parse_args(["--no-deploy"], Namespace(house=house)))
        return code, capsys.readouterr().out

    before, said = run()
    assert "content policy" not in said
    note_report(json.dumps(REPORT).encode(), now=present())
    after, said = run()
    assert "content policy broken, as browsers report, 7 days: script-src-elem 1" in said
    assert after == before
