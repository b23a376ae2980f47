"""Which addresses the bot sends to, with its token: those of Microsoft's that an activity may name as its service.

Microsoft's own clients check the same names (microsoft.github.io/teams-sdk, "Service URL Validation"). Stricter here:
an address is used only in the one form that Teams writes, so that nobody has to agree on what another form means.
"""

import re
from collections.abc import Collection
from ipaddress import AddressValueError, IPv4Address

MICROSOFT = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
"""The hosts of the public cloud and of the American government's. Any other must be named by the operator."""

LONGEST = 512
ITS_OWN_PORT = {"https": "443", "http": "80"}

A_SERVICE = re.compile(r"(https?)://([a-z0-9.-]+)(?::([0-9]+))?((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?")
"""Scheme, host, port and path. No part of the path begins with a dot."""


def allowed(url: str, hosts: Collection[str] = ()) -> str:
    """The address with a slash at its end, or "" if it must not be used.

    `hosts` are allowed too: "host", or "host:port" where the port is not its scheme's own, in lower case. Only one of
    those that is this very computer may be spoken to by http.
    """
    form = A_SERVICE.fullmatch(url) if len(url) <= LONGEST else None
    if form is None:
        return ""
    scheme, host, port, path = form.groups()
    place = host if port in {None, ITS_OWN_PORT[scheme]} else f"{host}:{port}"
    listed = place in hosts and (scheme == "https" or is_this_computer(host))
    return f"{scheme}://{place}{path}/" if listed or (scheme == "https" and place in MICROSOFT) else ""


def is_this_computer(host: str) -> bool:
    """Whether the host is the loopback's name or its address."""
    try:
        return host == "localhost" or IPv4Address(host).is_loopback
    except AddressValueError:
        return False
