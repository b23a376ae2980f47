"""Several ids as the one text that Teams makes of them, with commas between: no id may hold one, so it is escaped."""

from collections.abc import Iterable


def escaped(name: str) -> str:
    """An id as it stands among several. Nearly every one is as it was."""
    return name.replace("%", "%25").replace(",", "%2C")


def joined(names: Iterable[str]) -> str:
    """Several ids as one text."""
    return ",".join(map(escaped, names))


def apart(text: str) -> tuple[str, ...]:
    """The ids that were joined."""
    return tuple(name.replace("%2C", ",").replace("%25", "%") for name in text.split(",") if name)
