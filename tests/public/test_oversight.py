"""Notices of oversight rounds on the public page: what the paper says, while the team is there; nobody is named."""

from dataclasses import replace

from django.test import Client
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.actions.oversight import end_period
from tests.actions import oversight_played as played
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS


def shown(client: Client) -> str:
    answer = client.get("/oversight", headers={"accept-language": "zh-CN"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_notice_stands_for_everybody_while_the_round_goes_on(
    office: Office, client: Client, settings: Settings
) -> None:
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress())
    house = replace(office, ports=settings.LINLI_PORTS)
    assert "现在没有正在进行的巡察" in shown(client)
    planned = played.planned(house, title="第二轮")
    one = played.on_site(house)
    words = shown(client)
    for word in ("2026年第一轮巡察", "受理反映履行职责方面的问题。", "来信", "电话", "荷塘村委会", "4月20日",
                 one.head.notice_number):  # fmt: skip
        assert word in words, word
    assert planned.head.title not in words and "Cha" not in words and "打击报复" in words
    end_period(house, played.CHA, one.id, command_id="e", now=played.ENDED_AT)
    assert "现在没有正在进行的巡察" in shown(client)
