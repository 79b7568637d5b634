"""The account with WeChat against a platform on this machine that is slow, wrong and forgetful when told to be."""

from collections.abc import Iterator

import pytest

from linli.adapters.outgoing import GuardedDoor
from linli.adapters.wecom import NoWeComTenant, WeChatTenant
from linli.domain.ports import DeliveryFailed, MediaGone
from tests.adapters.wechat_peer import ACCOUNT, AGENT, SECRET, Peer, picture, running_peer


@pytest.fixture
def peer() -> Iterator[Peer]:
    with running_peer() as running:
        yield running


def tenant(peer: Peer) -> WeChatTenant:
    door = GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8",))
    return WeChatTenant(ACCOUNT, door=door, api_url=peer.url, secret=SECRET, agent=AGENT)


def test_without_an_account_nothing_is_said_to_be_sent() -> None:
    with pytest.raises(DeliveryFailed):
        NoWeComTenant().send(to="x", text="y", key="z")


def test_an_address_inside_the_house_is_not_spoken_to(peer: Peer) -> None:
    """The guarded door is the only way out: without a network named for it, this very machine is refused."""
    door = GuardedDoor(schemes=frozenset({"http"}))
    shut = WeChatTenant(ACCOUNT, door=door, api_url=peer.url, secret=SECRET, agent=AGENT)
    with pytest.raises(DeliveryFailed, match="hook_not_public"):
        shut.picture("m1")
    assert peer.told() == {"token": [], "send": [], "media": []}


def test_a_text_goes_to_its_writer_with_one_token_for_many(peer: Peer) -> None:
    line = tenant(peer)
    line.send(to="resident-1", text="已收到", key="1")
    line.send(to="resident-1", text="已答复", key="2")
    told = peer.told()
    assert [one["text"]["content"] for one in told["send"]] == ["已收到", "已答复"]
    assert told["send"][0]["agentid"] == AGENT
    assert len(told["token"]) == 1


def test_an_ended_token_is_asked_for_anew_once(peer: Peer) -> None:
    line = tenant(peer)
    peer.will("send", {"errcode": 42001})
    line.send(to="resident-1", text="已收到", key="1")
    assert len(peer.told()["token"]) == 2
    peer.will("send", {"errcode": 40014}, {"errcode": 40014})
    with pytest.raises(DeliveryFailed, match="40014"):
        line.send(to="resident-1", text="又一条", key="2")


@pytest.mark.parametrize("plan", [{"status": 500}, {"errcode": 45009}, {"delay": 6}], ids=["wrong", "limit", "slow"])
def test_a_failure_is_a_failure_and_says_no_secret(peer: Peer, plan: dict[str, int]) -> None:
    peer.will("send", plan)
    with pytest.raises(DeliveryFailed) as failed:
        tenant(peer).send(to="resident-1", text="已收到", key="1")
    assert SECRET not in str(failed.value)


def test_a_picture_comes_as_it_is_or_is_gone_for_good(peer: Peer) -> None:
    line = tenant(peer)
    assert line.picture("m1") == picture()
    peer.will("media", {"errcode": 40007})
    with pytest.raises(MediaGone):
        line.picture("m2")


def test_no_token_is_a_failure_by_name(peer: Peer) -> None:
    peer.will("token", {"errcode": 40013})
    with pytest.raises(DeliveryFailed, match="40013"):
        tenant(peer).picture("m1")
