"""Reads YAML into plain nodes that know their line, and lists what is wrong with the YAML itself.

Scalars stay texts: what a text means (a date, a number, yes or no) is for the reader who knows what is expected there,
so `no` is never taken for "false". Refuses what nobody needs who writes by hand: anchors, aliases, tags, several
documents, duplicate keys, very large or very deep files. Whatever the bytes are, the outcome is nodes or faults.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

import yaml

from dialogs.faults import Fault

MOST_BYTES = 1_000_000
DEEPEST = 20
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of surrogate pairs, which an escape can smuggle into a text."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written. `empty` when nothing is meant: nothing after the colon, `~` or `null`."""

    text: str
    empty: bool
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, and what stands there. `line` is the key's."""

    key: str
    value: "Node"
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in the order of the file; no key is there twice."""

    entries: tuple[Entry, ...]
    line: int


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """The YAML cannot be read any further."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet. A mapping's nodes are its keys and values in turn."""

    mapping: bool
    line: int
    nodes: list[Node]


@lru_cache(maxsize=64)  # versions of a policy differ in a file or two, and reading the others again takes half a second
def read(data: bytes, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The nodes of a file, or None if it cannot be read at all; and the faults."""
    faults: list[Fault] = []
    try:
        node = _node(_text(data), file, faults)
    except _Refused as refused:
        return None, (*faults, Fault(file, refused.line, refused.problem))
    return node, tuple(faults)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Refused(1, f"the file is larger than {MOST_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "this is not UTF-8 text: save the file as UTF-8") from None


def _node(text: str, file: str, faults: list[Fault]) -> Node:
    try:
        return _assembled(yaml.parse(text, Loader=yaml.SafeLoader), file, faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Refused(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _Refused(line, "this is not YAML: there is a character that cannot be shown") from None
    except (ValueError, OverflowError):  # PyYAML lets an escape beyond Unicode or an absurd version number through
        raise _Refused(1, "this is not YAML: it holds a number that makes no sense") from None


def _assembled(events: Iterable[yaml.Event], file: str, faults: list[Fault]) -> Node:
    """Builds the nodes without recursion, so that depth can be refused before it hurts."""
    outermost = _Open(mapping=False, line=1, nodes=[])
    stack = [outermost]
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.AliasEvent():
                raise _Refused(line, "aliases (*name) are not allowed: write it out")
            case yaml.ScalarEvent():
                stack[-1].nodes.append(_scalar(event, line))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                _refuse_decoration(event, line)
                if len(stack) > DEEPEST:
                    raise _Refused(line, f"this is nested more than {DEEPEST} levels deep")
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, []))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                ended = stack.pop()
                stack[-1].nodes.append(_closed(ended, file, faults))
            case yaml.DocumentStartEvent() if outermost.nodes:
                raise _Refused(line, "a second document begins here: one file holds one")
            case _:
                pass  # the start and the end of the stream or of the document
    if not outermost.nodes:
        raise _Refused(1, "the file is empty")
    return outermost.nodes[0]


def _refuse_decoration(event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
    if event.anchor is not None:
        raise _Refused(line, "anchors (&name) are not allowed: write it out")
    if event.tag is not None:
        raise _Refused(line, "tags (!name) are not allowed")


def _scalar(event: yaml.ScalarEvent, line: int) -> Scalar:
    _refuse_decoration(event, line)
    if UNWANTED.search(event.value):
        raise _Refused(line, "there is a character here that cannot be shown")
    empty = event.style is None and event.value in {"", "~", "null"}
    return Scalar(event.value.strip(), empty, line)


def _closed(ended: _Open, file: str, faults: list[Fault]) -> Sequence | Mapping:
    if not ended.mapping:
        return Sequence(tuple(ended.nodes), ended.line)
    entries: dict[str, Entry] = {}
    for key, value in zip(ended.nodes[::2], ended.nodes[1::2], strict=True):
        match key:
            case Scalar(text, _, line) if text in entries:
                faults.append(Fault(file, line, f"'{text}' is here twice"))
            case Scalar(text, _, line):
                entries[text] = Entry(text, value, line)
            case Sequence(_, line) | Mapping(_, line):
                faults.append(Fault(file, line, "a list or a mapping cannot be a key"))
            case _:
                assert_never(key)
    return Mapping(tuple(entries.values()), ended.line)
