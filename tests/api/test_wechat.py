"""The door at which WeChat knocks: signed or shut, answered at once, and silent about why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from linli.actions.deciding import Office
from linli.actions.wechat import SETTING
from linli.api.wechat import views
from linli.domain import wechat
from linli.domain.setting import Setting
from linli.domain.wechat import Platform, Signed, WeChatAccount
from linli.store import models, setup
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.wechat_peer import ACCOUNT, CHANCE, answered_words, callback, image_message, text_message

NOW = cast.MONDAY
PLACE = "/wechat/callback"


class Line:
    """An account that is never spoken for: what is answered here needs nothing of the platform."""

    def __init__(self, account: WeChatAccount) -> None:
        self.account = account

    def picture(self, media_id: str) -> bytes:
        raise AssertionError("a picture was asked for within a callback")

    def send(self, *, to: str, text: str, key: str) -> None:
        raise AssertionError("somebody was told outside of the answer")


@pytest.fixture
def office(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    settings.LINLI_PORTS = replace(SILENT_PORTS, wechat=Line(ACCOUNT), public_url="https://linli.test")
    found = offices.set_up_office()
    switch(found, "1", cast.STARTED_AT)
    monkeypatch.setattr(views, "present", lambda: NOW)
    yield found


def switch(office: Office, value: str, now: datetime) -> None:
    one = Setting(key=SETTING, value=value, from_date=date(2026, 1, 5), reason="开通")
    setup.save_records(office.county_id, [one], actor=offices.SYSTEM, now=now)


def address(signed: Signed, **more: str) -> str:
    told = {"msg_signature": signed.signature, "timestamp": signed.timestamp, "nonce": signed.nonce, **more}
    return f"{PLACE}?{urlencode(told)}"


def post(client: Client, signed: Signed, body: bytes) -> tuple[int, bytes]:
    answer = client.post(address(signed), body, content_type="text/xml")
    return answer.status_code, answer.content


def test_a_forged_signature_is_refused_and_learns_nothing(office: Office, client: Client) -> None:
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    assert post(client, replace(signed, signature="0" * 40), body) == (403, b"")
    assert post(client, signed, body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[A")) == (403, b"")
    assert client.post(PLACE, body, content_type="text/xml").status_code == 403
    assert models.WechatMessage.objects.count() == 0


def test_a_stale_timestamp_is_refused(office: Office, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    signed, body = callback(text_message("1", "路灯不亮"), now=cast.STARTED_AT)
    assert post(client, signed, body) == (403, b"")


def test_what_is_no_callback_is_refused(office: Office, client: Client) -> None:
    signed, _ = callback(text_message("1", "路灯不亮"), now=NOW)
    assert post(client, signed, b"") == (400, b"")
    assert post(client, signed, b'<!DOCTYPE x [<!ENTITY a "b">]><xml/>') == (400, b"")
    assert post(client, signed, b"x" * (wechat.BODY_BYTES_MAX + 1))[0] == 413
    assert client.put(PLACE).status_code == 405


def test_while_it_is_off_the_address_is_as_good_as_missing(office: Office, client: Client) -> None:
    switch(office, "0", NOW)
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    assert post(client, signed, body) == (404, b"")
    assert client.get(PLACE).status_code == 404


def test_a_message_is_answered_with_its_receipt_and_a_picture_with_a_word(office: Office, client: Client) -> None:
    status, answer = post(client, *callback(text_message("1", "路灯不亮"), now=NOW))
    assert status == 200
    assert "https://linli.test/r/" in answered_words(answer)
    status, answer = post(client, *callback(image_message("2", "m1", sender="resident-2"), now=NOW))
    assert (status, answered_words(answer)[:3]) == (200, "已收到")


def test_a_message_that_was_overheard_is_not_opened_by_sending_it_as_a_handshake(
    office: Office, client: Client
) -> None:
    """Both are signed alike, so whoever repeats a callback within its five minutes gets nothing of what it says."""
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    answer = client.get(address(signed, echostr=wechat.sealed_part(body)))
    assert (answer.status_code, answer.content) == (400, b"")


def test_the_handshake_of_each_platform_is_answered(office: Office, client: Client, settings: Settings) -> None:
    stamp = str(int(NOW.timestamp()))
    sealed = wechat.seal(ACCOUNT, b"4711", chance=CHANCE)
    signed = Signed(signature=wechat.signature_of(ACCOUNT.token, stamp, "n", sealed), timestamp=stamp, nonce="n")
    assert client.get(address(signed, echostr=sealed)).content == b"4711"
    assert client.get(address(replace(signed, signature="0" * 40), echostr=sealed)).status_code == 403
    official = replace(ACCOUNT, platform=Platform.OFFICIAL)
    settings.LINLI_PORTS = replace(settings.LINLI_PORTS, wechat=Line(official))
    plain = wechat.signature_of(ACCOUNT.token, stamp, "n")
    query = urlencode({"signature": plain, "timestamp": stamp, "nonce": "n", "echostr": "4712"})
    assert client.get(f"{PLACE}?{query}").content == b"4712"
