"""Where a request came from: nobody may invent it, from wherever they ask."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from linli.ui.sender_address import sender_address

PROXIES = ("172.18.0.0/16", "2001:db8:1::/48")


def seen(direct: str, told: str = "") -> str:
    request = RequestFactory().get("/", headers={"x-forwarded-for": told} if told else {})
    request.META["REMOTE_ADDR"] = direct
    return sender_address(request)


@pytest.mark.parametrize("direct", ["198.51.100.9", "10.0.0.5", "192.168.1.7", "fd00::5", "2001:db8:2::1", "nonsense"])
@pytest.mark.parametrize("told", ["1.1.1.1", "1.1.1.1, 2.2.2.2", "127.0.0.1", "172.18.0.9", "::1"])
def test_whoever_asks_directly_is_counted_by_their_own_address_also_inside_the_house(
    direct: str, told: str, settings: Settings
) -> None:
    settings.LINLI_PROXY_NETWORKS = PROXIES
    assert seen(direct, told) == direct


@pytest.mark.parametrize(
    ("direct", "told", "expected"),
    [
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("::1", "203.0.113.5", "203.0.113.5"),
        ("", "203.0.113.5", "203.0.113.5"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("172.18.0.4", "9.9.9.9, 203.0.113.5", "203.0.113.5"),
        ("::ffff:172.18.0.4", "203.0.113.5", "203.0.113.5"),
        ("2001:db8:1::7", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "9.9.9.9, 203.0.113.5, 172.18.0.4", "203.0.113.5"),
        ("127.0.0.1", "127.0.0.1, 172.18.0.3, 203.0.113.5, 172.18.0.4", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", " , ,", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "9.9.9.9, unknown", "unknown"),
        ("127.0.0.1", "9.9.9.9, 203.0.113.5:4711", "203.0.113.5:4711"),
    ],
)
def test_behind_proxies_of_the_house_it_is_what_the_first_of_them_saw(
    direct: str, told: str, expected: str, settings: Settings
) -> None:
    settings.LINLI_PROXY_NETWORKS = PROXIES
    assert seen(direct, told) == expected


def test_without_a_named_network_only_this_machine_is_a_proxy(settings: Settings) -> None:
    settings.LINLI_PROXY_NETWORKS = ()
    assert seen("172.18.0.4", "203.0.113.5") == "172.18.0.4"
    assert seen("127.0.0.1", "203.0.113.5") == "203.0.113.5"
