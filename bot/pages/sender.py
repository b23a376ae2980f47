"""Where a request comes from: only as much of it as tells one network from another, and only to slow down guessing."""

from collections.abc import Iterable
from ipaddress import IPv6Address, IPv6Network, ip_address

NETWORK_BITS = 64
"""Whoever has one address of IPv6 has this network of them."""


def network_of(address: str, forwarded: Iterable[str], proxies: int) -> str:
    """The network that a request comes from, as text. `proxies` is how many servers of our own it passed.

    `address` is what it came from last, and `forwarded` are its headers X-Forwarded-For. Only what our own servers
    added to those is believed: whoever sends a request may have written the rest.
    """
    passed = [each.strip() for header in forwarded for each in header.split(",")]
    return _network(passed[-proxies] if 0 < proxies <= len(passed) else address)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((int(found), NETWORK_BITS), strict=False))
    return str(found)
