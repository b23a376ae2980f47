"""JSON as it goes to and from Slack, and how to read it without trusting its shape."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
Object: TypeAlias = Mapping[str, Json]


def parsed(text: str | bytes) -> Json:
    """The JSON in that text. Raises ValueError when there is none."""
    value: Json = json.loads(text)
    return value


def written(value: Json) -> str:
    """The same value always becomes the same text."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def object_of(value: Json) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def list_of(value: Json) -> Sequence[Json]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def objects_in(value: Json) -> tuple[Object, ...]:
    """The objects of a list."""
    return tuple(each for each in list_of(value) if isinstance(each, Mapping))


def text_of(value: Json) -> str:
    """The value if it is text, else none."""
    return value if isinstance(value, str) else ""


def at(value: Json, *path: str) -> Json:
    """What stands at the end of these keys, or None."""
    for key in path:
        value = object_of(value).get(key)
    return value


def everything_in(value: Json) -> Iterator[Object]:
    """Every object inside the value, itself first, in the order of reading."""
    if isinstance(value, Mapping):
        yield value
        for each in value.values():
            yield from everything_in(each)
    else:
        for each in list_of(value):
            yield from everything_in(each)
