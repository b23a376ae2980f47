"""What a platform sent, read without trusting it: what is not as it should be is as good as absent; nothing raises."""

from collections.abc import Mapping, Sequence

from dialogs.typed import shown

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

LONGEST_NAME = 80
"""Characters of a name that is shown to others, whatever its bearer made of it."""


def sound(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which nobody can store or read."""
    return text.encode(errors="replace").decode()


def mapping(value: Json) -> Mapping[str, Json]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: Json) -> list[Json]:
    """The value if it is a list, else an empty one."""
    return list(value) if isinstance(value, list | tuple) else []


def text(value: Json) -> str:
    """The value if it is a text, else an empty one. Half a surrogate pair becomes a mark."""
    return sound(value) if isinstance(value, str) else ""


def on_one_line(name: str) -> str:
    """A name that somebody chose for themselves, as others may be shown it: short, and nothing hidden in it."""
    line = " ".join(shown(name).split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"
