"""What settings of every kind are held to, and how it is said when one cannot be used."""

import re
from urllib.parse import urlsplit

THIS_COMPUTER = ("127.0.0.1", "localhost")
NO_MORE = re.compile(r"https?://[\w.:\[\]-]*[\w\]]", re.ASCII | re.IGNORECASE)
"""A host, and a port: also an empty query or mark would be put before what is written behind the address."""


class SettingWrong(Exception):
    """A setting cannot be used. Its text names the setting and what to write instead, never a secret's value."""


def may_carry_secrets(url: str) -> bool:
    """Whether it is an https address (http: on this computer only) of plain characters, without user, query or mark."""
    if not re.fullmatch(r"[!-\[\]-~]+", url):
        return False
    try:
        read = urlsplit(url)
        named = bool(read.hostname) and read.port != 0
    except ValueError:
        return False
    safe = read.scheme == "https" or (read.scheme == "http" and read.hostname in THIS_COMPUTER)
    return safe and named and not (read.username or read.password or read.query or read.fragment)


def public_url(text: str) -> str:
    """The address where people reach the web server, without a slash at its end. Raises SettingWrong."""
    url = text.removesuffix("/")
    if text and not (may_carry_secrets(url) and NO_MORE.fullmatch(url)):
        raise SettingWrong(
            "PUBLIC_URL must be an https address and no more, as https://esafety.example.org: no path, no query. "
            "Nothing was done."
        )
    return url
