"""Which address a request came from, for counting; it is hashed before it is kept anywhere."""

import ipaddress
from functools import cache

from django.conf import settings
from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def sender_address(request: HttpRequest) -> str:
    """Return the address a request came from; behind proxies of the house, the one which the first of them saw.

    A proxy writes whom it spoke with at the end of the list; what stands before may be anybody's invention. So the
    list is read from its end for as long as the house's own proxies wrote it, and no word is taken from others.
    """
    found = str(request.META.get("REMOTE_ADDR", ""))
    told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    while told and _is_ours(found, tuple(settings.LINLI_PROXY_NETWORKS)):
        found = told.pop()
    return found


@cache
def _networks(named: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(one) for one in named)


def _is_ours(address: str, named: tuple[str, ...]) -> bool:
    """Say whether a proxy of the house has that address: one on this machine, or in a network that was named."""
    if not address:
        return True  # a socket of this machine has no address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return parsed.is_loopback or any(parsed in one for one in _networks(named) if one.version == parsed.version)
