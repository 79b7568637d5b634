"""News goes only where it may: public addresses, by HTTPS, resolved once, never where an answer points."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from linli.adapters.outgoing import GuardedDoor
from linli.adapters.outgoing.addresses import is_public
from linli.adapters.webhook import HttpsHookSender
from linli.domain.ports import DeliveryFailed
from tests.adapters.receiver import Receiver

REFUSED = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8",
    "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "168.63.129.16",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1", "::a00:1",
    "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808",
    "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:7f00:1:0:0:80ff:fffe", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
)  # fmt: skip
ADMITTED = (
    "1.1.1.1", "8.8.8.8", "114.114.114.114", "172.15.255.255", "172.32.0.1", "169.253.1.1", "223.5.5.5",
    "2400:3200::1", "2606:4700:4700::1111",
)  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_of_no_strangers_is_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ADMITTED)
def test_an_address_on_the_open_internet_is_admitted(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


WRONG = {
    "http://example.com/": "hook_not_https",
    "ftp://example.com/": "hook_not_https",
    "//example.com/": "hook_not_https",
    "javascript:alert(1)": "hook_not_https",
    "": "hook_not_https",
    "https://": "hook_not_an_address",
    "https:///path": "hook_not_an_address",
    "https://user@example.com/": "hook_not_an_address",
    "https://user:word@example.com/": "hook_not_an_address",
    "https://example.com/#part": "hook_not_an_address",
    "https://example.com:0/": "hook_not_an_address",
    "https://example.com:99999/": "hook_not_an_address",
    "https://exa mple.com/": "hook_not_an_address",
    "https://example.com/\r\nX: y": "hook_not_an_address",
    "https://例子.com/": "hook_not_an_address",
    "https://-x/": "hook_not_an_address",
    "https://127.0.0.1/": "hook_not_public",
    "https://[::1]:8443/": "hook_not_public",
    "https://[::ffff:10.0.0.1]/": "hook_not_public",
    "https://2130706433/": "hook_not_public",
    "https://0x7f.1/": "hook_not_public",
    "https://0177.0.0.1/": "hook_not_public",
    "https://169.254.169.254/latest/meta-data/": "hook_not_public",
}


@pytest.mark.parametrize("url", WRONG)
def test_an_address_that_cannot_be_used_is_refused_with_its_reason(url: str) -> None:
    assert HttpsHookSender(GuardedDoor()).problem_with(url) == WRONG[url]


@pytest.mark.parametrize("url", ["https://example.com/", "https://example.com:8443/in?x=1", "https://8.8.8.8/news"])
def test_a_plain_https_address_is_taken(url: str) -> None:
    assert HttpsHookSender(GuardedDoor()).problem_with(url) == ""


def local_sender() -> HttpsHookSender:
    """A sender that may speak plainly to this machine."""
    return HttpsHookSender(GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8", "::1/128")))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


def test_a_name_that_leads_inside_is_never_spoken_to(receiver: Receiver) -> None:
    """The name looks harmless; what it resolves to decides."""
    strict = HttpsHookSender(GuardedDoor(schemes=frozenset({"http"})))
    assert strict.problem_with(f"http://localhost:{receiver.port}/") == ""
    with pytest.raises(DeliveryFailed, match="hook_not_public"):
        strict.send(url=f"http://localhost:{receiver.port}/", body=b"{}", headers={})
    assert receiver.messages == []


def test_one_bad_address_among_several_refuses_them_all(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, **_: Any) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("8.8.8.8", port)), (*kind, ("127.0.0.1", port))]

    monkeypatch.setattr("linli.adapters.outgoing.socket.getaddrinfo", two)
    with pytest.raises(DeliveryFailed, match="hook_not_public"):
        HttpsHookSender(GuardedDoor()).send(url=f"https://twice.example:{receiver.port}/", body=b"{}", headers={})
    assert receiver.messages == []


def test_a_name_is_resolved_once_and_what_it_says_afterwards_is_not_asked(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def once(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr("linli.adapters.outgoing.socket.getaddrinfo", once)
    local_sender().send(url=f"http://moving.example:{receiver.port}/in?a=1", body=b'{"a":1}', headers={"X-One": "1"})
    assert asked.count("moving.example") == 1
    assert receiver.messages[0].path == "/in?a=1"
    assert receiver.messages[0].headers["host"] == f"moving.example:{receiver.port}"
    assert receiver.messages[0].body == b'{"a":1}'


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 500, 503])
def test_any_answer_but_success_is_a_failure_and_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.answers = [status]
    with pytest.raises(DeliveryFailed, match=str(status)):
        local_sender().send(url=receiver.url, body=b"{}", headers={})
    assert len(receiver.messages) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(receiver: Receiver) -> None:
    """The receiver speaks plainly; to a sender that wants TLS that is no partner at all."""
    with pytest.raises(DeliveryFailed, match=r"SSL|EOF"):
        HttpsHookSender(GuardedDoor(networks=("127.0.0.0/8", "::1/128"))).send(
            url=f"https://localhost:{receiver.port}/", body=b"{}", headers={}
        )
    assert receiver.messages == []


def test_nobody_listening_is_a_failure_that_may_be_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(DeliveryFailed):
            local_sender().send(url=f"http://127.0.0.1:{port}/", body=b"{}", headers={})


def test_a_receiver_that_never_answers_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.adapters.outgoing.WHOLE_SECONDS", 0.3)
    receiver.is_dripping = True
    with pytest.raises(DeliveryFailed):
        local_sender().send(url=receiver.url, body=b"{}", headers={})
