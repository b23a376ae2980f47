"""Notes every attempt of this process to reach something over a network, whichever library makes it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

REACHING = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})

_noted: list[list[str]] = []
_listening: list[bool] = []


@contextmanager
def noted() -> Iterator[list[str]]:
    """What was tried while the block runs. Python's own audit events tell it."""
    if not _listening:  # a hook stays for as long as the process
        sys.addaudithook(_hook)
        _listening.append(True)
    attempts: list[str] = []
    _noted.append(attempts)
    try:
        yield attempts
    finally:
        _noted.remove(attempts)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _noted and event in REACHING:
        for attempts in _noted:
            attempts.append(f"{event} {arguments[-1]}")
