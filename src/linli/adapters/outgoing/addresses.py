"""Which addresses the house may speak to: public ones, and networks that the operator named; whatever a name says.

Source: RFC 6890 (special-purpose addresses), RFC 4291 §2.5.5.2 (IPv4-mapped), RFC 3056 (6to4), RFC 4380 (Teredo),
RFC 6052 (NAT64); metadata services of clouds by their published addresses.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.IPv6Network("::/96")
NEVER = tuple(
    ipaddress.ip_network(one)
    for one in (
        "168.63.129.16/32",  # a cloud's platform service, on an address that looks public
        "192.88.99.0/24",  # relays of 6to4
        "192.0.0.0/24",  # protocol assignments; Python 3.11 knows only parts of it
        "100::/64",  # discarded
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local, withdrawn and still routed in places
    )
)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def admits(address: Address, networks: tuple[Network, ...] = ()) -> bool:
    """Say whether `address` may be spoken to: public, or within one of the operator's `networks`.

    An address that carries another one (IPv4-mapped, NAT64, 6to4, Teredo) is a way around such a rule: it is let
    through only where the operator named its network, and what it carries is admitted too.
    """
    is_named = any(address in one for one in networks if one.version == address.version)
    inner = _inside(address)
    if inner is not None:
        return is_named and admits(inner, networks)
    return is_named or is_public(address)


def is_public(address: Address) -> bool:
    """Say whether `address` is somebody's on the open internet, and plainly so: not one inside another."""
    if _inside(address) is not None:
        return False
    if any(address in network for network in NEVER if network.version == address.version):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_private
        or address.is_unspecified
    )


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in NAT64) or (address in COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
