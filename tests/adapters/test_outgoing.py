"""The way out: 300 spellings of addresses that are nobody else's business, and a listener that hears none of them."""

import ipaddress
import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from linli.adapters.outgoing import GuardedDoor
from linli.adapters.outgoing.addresses import admits, is_public
from linli.domain.ports import DeliveryFailed
from tests.adapters.receiver import Receiver

LOCAL_NAMES = ("localhost", "LOCALHOST", "localhost.", "ip6-localhost", "LocalHost")


class Ear:
    """Listens on every address of this machine and counts who knocks."""

    def __init__(self) -> None:
        self.knocks = 0
        self._socket = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                spoken, _ = self._socket.accept()
            except OSError:
                return
            self.knocks += 1
            spoken.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    with closing(Ear()) as listening:
        yield listening


def spelled_v4(address: str) -> Iterator[str]:
    """Return the ways in which resolvers take an IPv4 address."""
    whole = int(ipaddress.IPv4Address(address))
    a, b, c, d = address.split(".")
    low, mid = int(c) * 256 + int(d), (int(b) * 256 + int(c)) * 256 + int(d)
    yield from (
        address, f"{address}.", str(whole), hex(whole), f"0{whole:o}", f"{a}.{mid}", f"{a}.{b}.{low}",
        ".".join(hex(int(one)) for one in address.split(".")), ".".join(f"0{int(one):o}" for one in address.split(".")),
        ".".join(f"{int(one):03d}" for one in address.split(".")), f"0x{int(a):x}.{mid}",
        f"0{int(a):o}.{b}.{c}.{d}",
        f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]", f"[64:ff9b:1::{address}]",
        f"[2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1]", f"[::ffff:{whole >> 16:x}:{whole & 0xFFFF:x}]",
        f"[0:0:0:0:0:FFFF:{address}]", f"[2001:0:0:0:0:0:{(whole >> 16) ^ 0xFFFF:x}:{(whole & 0xFFFF) ^ 0xFFFF:x}]",
        f"user@{address}", f"example.com@{address}", f"{address}%2e", address.replace(".", "。"),
        "".join(chr(0x2460 + int(one) - 1) if one.isdigit() and one != "0" else one for one in address),
        "".join(chr(ord(one) - ord("0") + 0xFF10) if one.isdigit() else one for one in address),
    )  # fmt: skip


V4 = ("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.9", "100.64.0.1",
      "198.18.0.1", "224.0.0.1", "255.255.255.255")  # fmt: skip
V6 = (
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd00::1]",
    "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "[3fff::1]", "[5f00::1]", "[::ffff:0:127.0.0.1]",
    "[2001:0:7f00:1::1]", "[2001:10::1]", "[::127.0.0.1]", "[0000::0001]", "[::ffff:7f00:1]",
)  # fmt: skip
HOSTS = tuple(dict.fromkeys([*itertools.chain.from_iterable(spelled_v4(one) for one in V4), *V6, *LOCAL_NAMES]))


def test_there_are_300_spellings() -> None:
    assert len(HOSTS) >= 300


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_an_inner_address_is_ever_spoken_to(scheme: str, ear: Ear) -> None:
    door = GuardedDoor(schemes=frozenset({scheme}))
    for host in HOSTS:
        with pytest.raises(DeliveryFailed):
            door.ask("GET", f"{scheme}://{host}:{ear.port}/", headers={})
    assert ear.knocks == 0


def test_the_listener_hears_who_is_let_through(ear: Ear) -> None:
    before = ear.knocks
    door = GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8",))
    with pytest.raises(DeliveryFailed, match=r"RemoteDisconnected|Connection"):
        door.ask("GET", f"http://127.0.0.1:{ear.port}/", headers={})
    assert ear.knocks == before + 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "dict://127.0.0.1:11211/", "javascript:1",
     "unix:///run/x.sock", "http+unix://x", "data:,x", "//127.0.0.1/", "HTTP://127.0.0.1/", "ldap://127.0.0.1/"],
)  # fmt: skip
def test_only_the_schemes_that_are_meant_go_out(url: str) -> None:
    door = GuardedDoor()
    assert door.problem_with(url)
    with pytest.raises(DeliveryFailed):
        door.ask("GET", url, headers={})


def test_an_operator_lets_a_network_in_and_its_neighbours_stay_out() -> None:
    network = (ipaddress.ip_network("10.1.2.0/24"), ipaddress.ip_network("64:ff9b::/96"))
    assert admits(ipaddress.ip_address("10.1.2.3"), network)
    assert not admits(ipaddress.ip_address("10.1.3.3"), network)
    assert admits(ipaddress.ip_address("64:ff9b::8.8.8.8"), network)
    assert not admits(ipaddress.ip_address("64:ff9b::127.0.0.1"), network)
    assert not admits(ipaddress.ip_address("::ffff:10.1.2.3"), network)
    assert not is_public(ipaddress.ip_address("::ffff:8.8.8.8"))


def test_an_answer_is_read_no_further_than_somebody_needs_and_its_status_is_told() -> None:
    with Receiver() as receiver:
        receiver.answers = [302]
        door = GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8", "::1/128"))
        answer = door.ask("POST", receiver.url, headers={"X-One": "1"}, body=b"{}")
        assert (answer.status, len(receiver.messages)) == (302, 1)


def test_a_header_cannot_carry_another() -> None:
    door = GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8", "::1/128"))
    with Receiver() as receiver, pytest.raises(DeliveryFailed):
        door.ask("POST", receiver.url, headers={"X-One": "1\r\nX-Two: 2"})
