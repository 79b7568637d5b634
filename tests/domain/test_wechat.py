"""Callbacks of WeChat: what is forged, stale, broken or for somebody else is refused before it is read."""

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain import wechat
from linli.domain.problems import Refused
from linli.domain.wechat import Kind, Platform, Signed, WeChatAccount
from tests import cast
from tests.adapters.wechat_peer import ACCOUNT, TOKEN, callback, text_message

NOW = cast.MONDAY
CHANCE = bytes(range(16))
HOSTILE = '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>'


def test_the_scheme_is_the_platforms_own() -> None:
    """The example of the platform's documents: its token, key, ciphertext and signature.

    Source: WeCom developer documents, “加解密库下载与返回码”, sample of the decryption library (verify URL).
    """
    account = WeChatAccount(
        platform=Platform.WECOM, id="wx5823bf96d3bd56c7", token="QDG6eK",
        aes_key="jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    )  # fmt: skip
    echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    due = wechat.signature_of("QDG6eK", "1409659589", "263014780", echo)
    assert due == "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert wechat.unseal(account, echo) == b"1616140317555161061"


@given(words=st.binary(max_size=500))
def test_what_is_sealed_opens_again(words: bytes) -> None:
    assert wechat.unseal(ACCOUNT, wechat.seal(ACCOUNT, words, chance=CHANCE)) == words


@pytest.mark.parametrize("part", ["signature", "timestamp", "nonce"])
def test_a_forged_signature_is_refused(part: str) -> None:
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    told = {name: getattr(signed, name) for name in ("signature", "timestamp", "nonce")}
    told[part] = told[part][:-1] + ("0" if told[part][-1] != "0" else "1")
    with pytest.raises(Refused) as refused:
        wechat.check_signed(ACCOUNT, Signed(**told), wechat.sealed_part(body), now=NOW)
    assert refused.value.codes == ("wechat_forged",)


@pytest.mark.parametrize("seconds", [-wechat.STALE_SECONDS - 1, wechat.STALE_SECONDS + 1])
def test_a_stale_timestamp_is_refused_however_well_it_is_signed(seconds: int) -> None:
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    with pytest.raises(Refused) as refused:
        later = NOW + timedelta(seconds=seconds)
        wechat.check_signed(ACCOUNT, signed, wechat.sealed_part(body), now=later)
    assert refused.value.codes == ("wechat_stale",)


def test_a_timestamp_that_is_no_number_is_stale() -> None:
    signature = wechat.signature_of(TOKEN, "soon", "n", "x")
    with pytest.raises(Refused) as refused:
        wechat.check_signed(ACCOUNT, Signed(signature=signature, timestamp="soon", nonce="n"), "x", now=NOW)
    assert refused.value.codes == ("wechat_stale",)


def test_a_message_for_another_account_is_refused() -> None:
    other = WeChatAccount(platform=Platform.WECOM, id="other", token=TOKEN, aes_key=ACCOUNT.aes_key)
    with pytest.raises(Refused) as refused:
        wechat.unseal(ACCOUNT, wechat.seal(other, b"x", chance=CHANCE))
    assert refused.value.codes == ("wechat_not_ours",)


@pytest.mark.parametrize("sealed", ["", "!", "AAAA", base64.b64encode(bytes(32)).decode(), "x" * 64])
def test_what_does_not_open_is_refused_as_unreadable(sealed: str) -> None:
    with pytest.raises(Refused) as refused:
        wechat.unseal(ACCOUNT, sealed)
    assert refused.value.codes[0] in ("wechat_unreadable", "wechat_not_ours")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"<xml/>", b"<xml><Encrypt> </Encrypt></xml>", b"<xml", b"x" * (wechat.BODY_BYTES_MAX + 1),
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
        b'<?xml version="1.0" encoding="utf-77"?><xml/>', HOSTILE.encode("utf-16"), HOSTILE.encode("utf-16-le"),
        HOSTILE.encode("utf-8-sig"), b'<?xml version="1.0" encoding="utf-7"?>' + HOSTILE.encode("utf-7"),
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><Encrypt>a</Encrypt></xml>',
    ],
)  # fmt: skip
def test_a_body_that_is_no_callback_is_refused(body: bytes) -> None:
    """A document type or an entity is never read at all."""
    with pytest.raises(Refused) as refused:
        wechat.sealed_part(body)
    assert refused.value.codes == ("wechat_unreadable",)


def test_each_kind_of_message_is_understood() -> None:
    text = wechat.message_of(text_message("7", "路灯<不>亮"))
    assert (text.id, text.kind, text.sender, text.words) == ("7", Kind.TEXT, "resident-1", "路灯<不>亮")
    place = wechat.message_of(
        b"<xml><FromUserName>a</FromUserName><MsgType>location</MsgType><MsgId>8</MsgId>"
        b"<Location_X>36.1</Location_X><Location_Y>114.3</Location_Y><Label>x</Label></xml>"
    )
    assert (place.kind, place.lat, place.lon, place.words) == (Kind.LOCATION, 36.1, 114.3, "x")
    greeting = wechat.message_of(
        b"<xml><FromUserName>a</FromUserName><MsgType>event</MsgType><Event>subscribe</Event>"
        b"<CreateTime>1</CreateTime></xml>"
    )
    assert greeting.kind is Kind.GREETING
    assert len(greeting.id) == 64
    voice = wechat.message_of(b"<xml><FromUserName>a</FromUserName><MsgType>voice</MsgType><MsgId>9</MsgId></xml>")
    assert voice.kind is Kind.OTHER


def test_places_beyond_the_earth_are_none() -> None:
    found = wechat.message_of(
        b"<xml><FromUserName>a</FromUserName><MsgType>location</MsgType><MsgId>8</MsgId>"
        b"<Location_X>91</Location_X><Location_Y>nan</Location_Y></xml>"
    )
    assert (found.lat, found.lon) == (None, None)


def test_an_answer_opens_for_the_platform_and_names_the_writer() -> None:
    signed, body = callback(text_message("1", "路灯不亮"), now=NOW)
    message = wechat.message_of(wechat.unseal(ACCOUNT, wechat.sealed_part(body)))
    answer = wechat.answer_to(ACCOUNT, message, "已收到", signed=signed, chance=CHANCE)
    plain = wechat.unseal(ACCOUNT, wechat.sealed_part(answer)).decode()
    assert "<ToUserName>resident-1</ToUserName>" in plain
    assert "<Content>已收到</Content>" in plain


def test_the_secrets_of_an_account_stand_in_no_log() -> None:
    assert TOKEN not in repr(ACCOUNT)
    assert ACCOUNT.aes_key not in repr(ACCOUNT)
