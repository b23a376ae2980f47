"""What settings of every kind are held to, and how it is said when one cannot be used."""

import re
from urllib.parse import urlsplit

THIS_COMPUTER = ("127.0.0.1", "localhost")


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
