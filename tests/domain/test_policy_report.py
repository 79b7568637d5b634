"""What is read of a browser's report: the name of a directive, and nothing of anybody."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from linli.domain.policy_report import AT_ONCE, EACH, REPORTS_MAX, Slack, directives_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def old(directive: object) -> bytes:
    return json.dumps({"csp-report": {"violated-directive": directive, "document-uri": "/r/secret"}}).encode()


def new(*directives: object) -> bytes:
    reports = [{"type": "csp-violation", "body": {"effectiveDirective": one}} for one in directives]
    return json.dumps(reports).encode()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"7", b"[]", b"[7, null]", b'{"csp-report": 7}', b"\xff\xfe", b"[" * 60_000, old(7), old(""),
     old("my-own-words"), old("张三 13800000000"), new({"a": 1}), b'{"csp-report": {"document-uri": "x"}}'],
    ids=lambda one: one[:20].decode("latin-1"),
)  # fmt: skip
def test_whatever_names_no_directive_counts_for_nothing(body: bytes) -> None:
    assert directives_of(body) == ()


def test_both_forms_of_a_report_are_read() -> None:
    assert directives_of(old("script-src 'self' https://x.example/?q=secret")) == ("script-src",)
    assert directives_of(new("img-src", "invented", "style-src-elem")) == ("img-src", "style-src-elem")


def test_of_one_message_only_so_many_reports_count() -> None:
    assert len(directives_of(new(*["img-src"] * 200))) == REPORTS_MAX


def test_a_flood_of_messages_is_let_go_and_the_clock_brings_the_next_ones_back() -> None:
    slack, taken = Slack(), 0
    for _ in range(1_000):
        after = slack.take(NOON)
        taken += after is not None
        slack = after or slack
    assert taken == AT_ONCE
    assert slack.take(NOON + EACH - timedelta(milliseconds=1)) is None
    assert slack.take(NOON + EACH) is not None
