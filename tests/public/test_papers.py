"""Papers on the receipt page: whoever holds the receipt keeps what is addressed to them, and finds no other."""

from dataclasses import replace

from django.test import Client
from pytest_django.fixtures import Settings

from linli.actions.case_views import open_for
from linli.actions.deciding import FiledCase, Office
from linli.actions.papers import Issuing, issue_paper
from tests import cast, offices
from tests.actions.plain_press import PlainPress
from tests.public.conftest import NOW, PORTS, body, visitor_in


def issued(office: Office, settings: Settings) -> FiledCase:
    """A report with a letter of answer for its reporter, and an order to the unit."""
    ports = replace(PORTS, papers=PlainPress())
    settings.LINLI_PORTS = ports
    able = replace(office, ports=ports)
    filed = offices.file(able)
    offices.move(able, filed.stream, "hu", "register")
    offices.move(able, filed.stream, "hu", "answer", answer="已经修好")
    offices.move(able, filed.stream, "yuan", "supervise", strength="order", due_date="2026-03-20", reason="超期")
    for who, key, typed in (
        ("hu", "answer_letter", {"addressee": "张先生"}), ("yuan", "supervision_order", {"demands": "三日内办结"})
    ):  # fmt: skip
        view = open_for(able, cast.POSTS[who], filed.case_id, NOW)
        assert view is not None
        asked = Issuing(command_id=offices.command_id("paper"), key=key, typed=typed)
        issue_paper(able, view, asked, NOW)
    return filed


def test_the_letter_is_there_the_order_is_not_and_nobody_of_the_staff_is_named(
    office: Office, settings: Settings
) -> None:
    filed = issued(office, settings)
    visitor = visitor_in("zh-CN")
    page = body(visitor.get(f"/r/{filed.receipt}"))
    assert "给您的文书" in page and "答复函" in page and "督办单" not in page
    links = [one.split('"')[0] for one in page.split('href="') if "/paper/" in one.split('"')[0]]
    assert len(links) == 2
    for link in links:
        answer = visitor.get(link)
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        assert "已经修好" in answer.content.decode() and "STAFF-" not in answer.content.decode()


def test_another_paper_another_kind_and_another_receipt_are_missing(office: Office, settings: Settings) -> None:
    filed, visitor = issued(office, settings), Client()
    other = offices.file(office)
    for address in (f"{filed.receipt}/paper/1.docx", f"{filed.receipt}/paper/6.docx", f"{filed.receipt}/paper/5.exe",
                    f"{other.receipt}/paper/5.docx", "0000-0000-0000-0000/paper/5.docx"):  # fmt: skip
        assert visitor.get(f"/r/{address}").status_code == 404
