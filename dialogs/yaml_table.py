"""Reads the mapping of a YAML file key by key, so that a reader of such a file says only what it expects.

Nothing here raises: a fault is noted and a harmless stand-in returned, so that one reading finds every fault. What was
read counts only if no fault was noted. Ids that must exist elsewhere and words that must be quoted are noted too, and
checked when everything has been read (`dialogs.policy_checks`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dialogs.faults import Fault
from dialogs.yaml_lines import Mapping, Node, Scalar, Sequence

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

MOST_DIGITS = 6
AN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True)
class Noted:
    """Something said in a line of a file that has to be checked later: an id of some kind, or words."""

    file: str
    line: int
    kind: str
    text: str


@dataclass(slots=True)
class Findings:
    """What one reading has found so far: faults, and what is still to be checked."""

    faults: list[Fault] = field(default_factory=list)
    references: list[Noted] = field(default_factory=list)
    quotes: list[Noted] = field(default_factory=list)


class Table:
    """A mapping that is being read. Give it a node of any kind: one that is no mapping is a fault, noted once.

    Every reading method takes a key; without a default the key must be there. Call `done` last: keys that nobody asked
    for are faults.
    """

    def __init__(self, node: Node | None, file: str, findings: Findings) -> None:
        self.file = file
        self.line = node.line if node else 1
        self.findings = findings
        self.broken = not isinstance(node, Mapping)
        self._asked: set[str] = set()
        self._entries = {entry.key: entry for entry in node.entries} if isinstance(node, Mapping) else {}
        if node and self.broken:
            self.fault(self.line, "there must be 'key: value' lines here")

    def fault(self, line: int, problem: str) -> None:
        """Notes a fault in a line of this file."""
        self.findings.faults.append(Fault(self.file, line, problem))

    def line_of(self, key: str) -> int:
        """The line of a key, or that of the whole mapping if the key is absent."""
        return self._entries[key].line if key in self._entries else self.line

    def node(self, key: str, *, needed: bool) -> Node | None:
        """What stands at a key; None if nothing does, which is a fault if it is needed."""
        self._asked.add(key)
        entry = self._entries.get(key)
        if entry and not (isinstance(entry.value, Scalar) and entry.value.empty):
            return entry.value
        if needed and not self.broken:
            self.fault(self.line_of(key), f"'{key}' is missing")
        return None

    def text(self, key: str, default: str | None = None) -> str:
        """A text. An empty one counts as missing unless there is a default."""
        node = self.node(key, needed=default is None)
        text = self._scalar(node, f"'{key}' must be text")
        if node and default is None and not text and isinstance(node, Scalar):
            self.fault(node.line, f"'{key}' must not be empty")
        return text or default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty by default."""
        return tuple(text for _, text in self._lines(key))

    def quote(self, key: str, default: str | None = None) -> str:
        """A text in the policy's exact words."""
        text = self.text(key, default)
        self._note(self.findings.quotes, self._value_line(key), key, text)
        return text

    def quotes(self, key: str) -> tuple[str, ...]:
        """A list of texts in the policy's exact words."""
        lines = self._lines(key)
        for line, text in lines:
            self._note(self.findings.quotes, line, key, text)
        return tuple(text for _, text in lines)

    def reference(self, key: str, kind: str, default: str | None = None) -> str:
        """The id of something that is declared elsewhere."""
        text = self.text(key, default)
        self._note(self.findings.references, self._value_line(key), kind, text)
        return text

    def references(self, key: str, kind: str) -> tuple[str, ...]:
        """A list of ids of things that are declared elsewhere."""
        lines = self._lines(key)
        for line, text in lines:
            self._note(self.findings.references, line, kind, text)
        return tuple(text for _, text in lines)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """`true` or `false`."""
        node = self.node(key, needed=default is None)
        text = self._scalar(node, f"'{key}' must be true or false")
        if text and text not in {"true", "false"} and node:
            self.fault(node.line, f"'{key}' must be true or false, not '{text}'")
        return text == "true" if text else bool(default)

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number from 1."""
        return self.parsed(key, whole_number, default or 1, "a whole number from 1", needed=default is None)

    def day(self, key: str) -> date | None:
        """A date like 2026-11-22, or nothing."""
        return self.parsed(key, day, None, "a date like 2026-11-22")

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of the words of an enumeration."""
        words = ", ".join(choices)
        stand_in = next(iter(choices)) if default is None else default
        return self.parsed(key, lambda text: named(text, choices), stand_in, f"one of: {words}", needed=default is None)

    def parsed(
        self, key: str, parse: Callable[[str], Value | None], default: Value, wanted: str, *, needed: bool = False
    ) -> Value:
        """Whatever `parse` makes of a text; where it makes None, a fault says what is wanted."""
        node = self.node(key, needed=needed)
        text = self._scalar(node, f"'{key}' must be {wanted}")
        if node is None or not isinstance(node, Scalar):
            return default
        value = parse(text)
        if value is None:
            self.fault(node.line, f"'{key}' must be {wanted}, not '{text}'")
        return default if value is None else value

    def all_parsed(self, key: str, parse: Callable[[str], Value | None], wanted: str) -> tuple[Value, ...]:
        """A list, each item read by `parse`; where it makes None, a fault says what is wanted."""
        values: list[Value] = []
        for line, text in self._lines(key):
            value = parse(text)
            if value is None:
                self.fault(line, f"'{key}' must hold {wanted}, not '{text}'")
            else:
                values.append(value)
        return tuple(values)

    def table(self, key: str, *, needed: bool = True) -> "Table":
        """The mapping at a key."""
        return Table(self.node(key, needed=needed), self.file, self.findings)

    def tables(self, key: str, *, needed: bool = False) -> tuple["Table", ...]:
        """A list of mappings."""
        return tables(self.node(key, needed=needed), self.file, self.findings)

    def named(self) -> tuple[tuple[str, "Table"], ...]:
        """Every key with the mapping that stands there: for a file whose keys are ids."""
        self._asked.update(self._entries)
        return tuple((key, Table(self._entries[key].value, self.file, self.findings)) for key in self.ids())

    def id(self) -> str:
        """The text at `id`: the name that others refer to this by."""
        text = self.text("id")
        self._check_id(text, self._value_line("id"))
        return text

    def keys(self) -> tuple[str, ...]:
        """Every key, in the order of the file."""
        return tuple(self._entries)

    def ids(self) -> tuple[str, ...]:
        """Every key, in the order of the file: each must be fit to be an id."""
        for key, entry in self._entries.items():
            self._check_id(key, entry.line)
        return self.keys()

    def done(self) -> None:
        """Notes every key that nobody asked for."""
        for key, entry in self._entries.items():
            if key not in self._asked:
                self.fault(entry.line, f"'{key}' is not known here")

    def _check_id(self, text: str, line: int) -> None:
        if text and not AN_ID.fullmatch(text):
            self.fault(line, f"'{text}' cannot be an id: use at most 60 letters, digits, full stops, _ and -")

    def _value_line(self, key: str) -> int:
        return self._entries[key].value.line if key in self._entries else self.line

    def _note(self, notes: list[Noted], line: int, kind: str, text: str) -> None:
        if text:
            notes.append(Noted(self.file, line, kind, text))

    def _scalar(self, node: Node | None, problem: str) -> str:
        match node:
            case None:
                return ""
            case Scalar(text, _, _):
                return text
            case _:
                self.fault(node.line, problem)
                return ""

    def _lines(self, key: str) -> tuple[tuple[int, str], ...]:
        match self.node(key, needed=False):
            case None:
                return ()
            case Sequence(items, _):
                return tuple((item.line, self._scalar(item, f"'{key}' must hold texts only")) for item in items)
            case node:
                self.fault(node.line, f"'{key}' must be a list")
                return ()


def tables(node: Node | None, file: str, findings: Findings) -> tuple[Table, ...]:
    """The mappings of a list; anything else is a fault."""
    match node:
        case None:
            return ()
        case Sequence(items, _):
            return tuple(Table(item, file, findings) for item in items)
        case _:
            findings.faults.append(Fault(file, node.line, "there must be a list here"))
            return ()


def identified(several: Iterable[Table]) -> tuple[tuple[str, Table], ...]:
    """Each mapping with its `id`; an id that is there twice is a fault."""
    found: dict[str, Table] = {}
    for table in several:
        name = table.id()
        if name in found:
            table.fault(table.line_of("id"), f"the id '{name}' is here twice")
        found.setdefault(name, table)
    return tuple(found.items())


def whole_number(text: str) -> int | None:
    """A whole number from 1 of a reasonable length, or None."""
    return int(text) if re.fullmatch(rf"[1-9][0-9]{{0,{MOST_DIGITS - 1}}}", text) else None


def day(text: str) -> date | None:
    """The date written like 2026-11-22, or None."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def named(text: str, choices: type[Choice]) -> Choice | None:
    """The member of an enumeration that is written so, or None."""
    return next((choice for choice in choices if choice == text), None)
