"""WeChat as a way in, against a platform that delays, fails and repeats: a message is one matter, and none is lost."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from time import monotonic

import pytest

from linli.actions import wechat
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.adapters.outgoing import GuardedDoor
from linli.adapters.photos import PillowPhotoCleaner
from linli.adapters.wecom import WeChatTenant
from linli.domain.problems import Refused
from linli.domain.setting import Setting
from linli.store import models, setup
from linli.store.cases import photos_of, values_of
from linli.store.journal import load_states
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.wechat_peer import (
    ACCOUNT,
    AGENT,
    CHANCE,
    SECRET,
    Peer,
    answered_words,
    callback,
    image_message,
    place_message,
    running_peer,
    text_message,
)

NOW = cast.MONDAY
WORDS = "印月路口的路灯不亮三天了"


@pytest.fixture(scope="module")
def platform() -> Iterator[Peer]:
    with running_peer() as running:
        yield running


@pytest.fixture
def peer(platform: Peer) -> Peer:
    platform.forget()
    return platform


@pytest.fixture
def office(db: None, peer: Peer) -> Office:
    found = offices.set_up_office()
    setup.save_records(found.county_id, [switched(on=True)], actor=offices.SYSTEM, now=cast.STARTED_AT)
    door = GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8",), answer_bytes_max=1_000_000)
    line = WeChatTenant(ACCOUNT, door=door, api_url=peer.url, secret=SECRET, agent=AGENT)
    ports = replace(SILENT_PORTS, wechat=line, photos=PillowPhotoCleaner(), public_url="https://linli.test")
    return open_office(ports, found.county_id)


def switched(*, on: bool) -> Setting:
    return Setting(key=wechat.SETTING, value="1" if on else "0", from_date=date(2026, 1, 5), reason="开通")


def sent(office: Office, plain: bytes, *, now: datetime = NOW) -> str:
    signed, body = callback(plain, now=now)
    return answered_words(wechat.take_message(office, signed, body, chance=CHANCE, now=now))


def worked(office: Office, *, now: datetime) -> wechat.Worked:
    return wechat.work_messages(office, now=now, chance=random.Random(1))


def matters(office: Office) -> list[models.Case]:
    return list(models.Case.objects.filter(county_id=office.county_id).order_by("id"))


def test_nothing_comes_in_while_the_channel_is_off_or_not_configured(office: Office) -> None:
    signed, body = callback(text_message("1", WORDS), now=NOW)
    without = replace(office, ports=replace(office.ports, wechat=None))
    setup.save_records(office.county_id, [switched(on=False)], actor=offices.SYSTEM, now=NOW)
    off = open_office(office.ports, office.county_id)
    for shut in (without, off):
        with pytest.raises(Refused) as refused:
            wechat.take_message(shut, signed, body, chance=CHANCE, now=NOW)
        assert refused.value.codes == ("wechat_off",)
    assert matters(office) == []


def test_a_forged_and_a_stale_callback_leave_nothing(office: Office) -> None:
    signed, body = callback(text_message("1", WORDS), now=NOW)
    with pytest.raises(Refused) as refused:
        wechat.take_message(office, replace(signed, signature="0" * 40), body, chance=CHANCE, now=NOW)
    assert refused.value.codes == ("wechat_forged",)
    with pytest.raises(Refused) as refused:
        wechat.take_message(office, signed, body, chance=CHANCE, now=NOW + timedelta(minutes=6))
    assert refused.value.codes == ("wechat_stale",)
    assert models.WechatMessage.objects.count() == 0


def test_words_become_a_matter_and_the_answer_bears_its_receipt(office: Office) -> None:
    answer = sent(office, text_message("1", WORDS))
    [case] = matters(office)
    assert (case.channel, case.requester, case.area_path) == ("wechat", "anonymous", cast.COUNTY)
    assert case.number in answer
    assert "https://linli.test/r/" in answer
    kept = {one.field: one.text for one in values_of(office.county_id, f"case/{case.id}")}
    assert kept == {"words": WORDS}


def test_a_repetition_is_answered_alike_and_files_nothing(office: Office) -> None:
    """The platform repeats what it thinks was not answered, as it came or signed anew."""
    first = sent(office, text_message("1", WORDS))
    assert sent(office, text_message("1", WORDS)) == first
    assert sent(office, text_message("1", WORDS), now=NOW + timedelta(seconds=10)) == first
    assert len(matters(office)) == 1


def test_who_wrote_is_kept_nowhere_once_it_is_told(office: Office) -> None:
    sent(office, text_message("1", WORDS, sender="resident-1"))
    row = models.WechatMessage.objects.get()
    assert (row.state, row.sealed) == ("told", "")
    later = NOW + timedelta(minutes=31)
    worked(office, now=later)
    row.refresh_from_db()
    assert row.thread == ""


def test_who_wrote_is_forgotten_although_the_channel_was_switched_off(office: Office) -> None:
    sent(office, text_message("1", WORDS, sender="resident-1"))
    setup.save_records(office.county_id, [switched(on=False)], actor=offices.SYSTEM, now=NOW)
    off = open_office(office.ports, office.county_id)
    assert worked(off, now=NOW + timedelta(minutes=31)) == wechat.Worked()
    assert models.WechatMessage.objects.get().thread == ""


def test_a_picture_is_acknowledged_at_once_and_filed_when_the_platform_gives_it(office: Office, peer: Peer) -> None:
    peer.will("media", {"status": 500})
    begun = monotonic()
    assert sent(office, image_message("2", "m2")) == wechat.SOON_WORDS.zh
    assert monotonic() - begun < 5
    assert matters(office) == []
    at = NOW + timedelta(seconds=25)
    assert worked(office, now=at).failed == 1
    assert worked(office, now=at + timedelta(seconds=60)) == wechat.Worked(filed=1, told=1)
    [case] = matters(office)
    assert [name for _seq, name in photos_of(office.county_id, f"case/{case.id}")] == ["photo1"]
    assert peer.told()["send"][-1]["text"]["content"].startswith("已收到并登记")
    assert peer.told()["send"][-1]["touser"] == "resident-1"


def test_a_platform_that_delays_beyond_every_limit_holds_up_nothing_for_good(office: Office, peer: Peer) -> None:
    sent(office, image_message("2", "m2"))
    peer.will("media", {"delay": 7})
    at = NOW + timedelta(seconds=25)
    begun = monotonic()
    assert worked(office, now=at).failed == 1
    assert monotonic() - begun < 7
    assert worked(office, now=at + timedelta(seconds=90)).filed == 1


def test_a_picture_that_is_gone_does_not_lose_the_matter(office: Office, peer: Peer) -> None:
    peer.will("media", {"errcode": 40007})
    sent(office, image_message("2", "m2"))
    worked(office, now=NOW + timedelta(seconds=25))
    [case] = matters(office)
    assert [one.text for one in values_of(office.county_id, f"case/{case.id}")] == [wechat.PICTURE_LOST]


def test_a_picture_that_never_comes_is_given_up_and_the_matter_filed(office: Office, peer: Peer) -> None:
    peer.will("media", *[{"status": 500}] * 20)
    sent(office, image_message("2", "m2"))
    at = NOW
    for _ in range(wechat.PICTURE_TRIES):
        at += timedelta(minutes=20)
        worked(office, now=at)
    assert len(matters(office)) == 1


def test_what_could_not_be_told_is_tried_again_and_then_stays_with_its_reason(office: Office, peer: Peer) -> None:
    peer.will("send", *[{"errcode": 45015}] * (wechat.TELLING_TRIES + 1))
    sent(office, image_message("2", "m2"))
    at = NOW
    for _ in range(wechat.TELLING_TRIES + 1):
        at += timedelta(minutes=20)
        worked(office, now=at)
    row = models.WechatMessage.objects.get()
    assert (row.state, row.error) == ("given_up", "errcode 45015")
    assert len(matters(office)) == 1
    wechat.try_message_again(office, row.id, now=at)
    assert worked(office, now=at) == wechat.Worked(told=1)
    worked(office, now=NOW + wechat.KEPT + timedelta(days=2))
    assert models.WechatMessage.objects.count() == 0


def test_an_answer_that_cannot_be_given_any_more_is_emptied(office: Office, peer: Peer) -> None:
    peer.will("send", *[{"errcode": 45015}] * (wechat.TELLING_TRIES + 1))
    sent(office, image_message("2", "m2"))
    at = NOW
    for _ in range(wechat.TELLING_TRIES + 1):
        at += timedelta(minutes=20)
        worked(office, now=at)
    worked(office, now=NOW + wechat.ANSWERABLE + timedelta(hours=1))
    row = models.WechatMessage.objects.get()
    assert (row.state, row.sealed) == ("given_up", "")
    with pytest.raises(Refused):
        wechat.try_message_again(office, row.id, now=at)


def test_what_follows_within_the_half_hour_is_added_to_the_matter(office: Office) -> None:
    sent(office, text_message("1", WORDS))
    answer = sent(office, text_message("2", "补充:是路口西侧的那盏"), now=NOW + timedelta(minutes=5))
    [case] = matters(office)
    assert answer.startswith(f"已补充到事项 {case.number}")
    state = load_states(office.county_id, [f"case/{case.id}"])[f"case/{case.id}"]
    assert [one.verb for one in state.acts] == ["file", "note"]
    sent(office, text_message("3", "新事项 井盖破了"), now=NOW + timedelta(minutes=6))
    sent(office, text_message("4", "别人的事", sender="resident-2"), now=NOW + timedelta(minutes=6))
    sent(office, text_message("5", "隔了很久", sender="resident-1"), now=NOW + timedelta(minutes=50))
    assert len(matters(office)) == 4


def test_a_place_is_understood_in_the_platforms_own_coordinates(office: Office) -> None:
    """GCJ-02 of a point in the bordered grid: 114.305, 36.105 in WGS-84."""
    sent(office, place_message("6", 36.1052, 114.3110))
    [case] = matters(office)
    assert case.area_path == cast.GRID


def test_control_characters_do_not_keep_a_matter_out(office: Office) -> None:
    sent(office, text_message("1", "路灯\u200b不亮\x7f"))
    assert len(matters(office)) == 1


def test_a_voice_and_a_greeting_are_answered_and_file_nothing(office: Office) -> None:
    voice = b"<xml><FromUserName>a</FromUserName><MsgType>voice</MsgType><MsgId>9</MsgId></xml>"
    assert "12345" in sent(office, voice)
    greeting = b"<xml><FromUserName>a</FromUserName><MsgType>event</MsgType><Event>subscribe</Event></xml>"
    assert sent(office, greeting) == wechat.GREETING_WORDS.zh
    assert matters(office) == []
