"""Reads a condition: `{field: value}`, `{field: [values]}`, `{any: [..]}`, `{all: [..]}` or `{not: ..}`.

Refuses to ask about anything but the choices that it is given: those of earlier screens, or of the whole form.
"""

from collections.abc import Iterable, Mapping

from dialogs.forms import AllOf, AnyOf, ChooseMany, ChooseOne, Condition, Field, Is, Not, Screen
from dialogs.yaml_lines import Entry, Node, Scalar, Sequence
from dialogs.yaml_lines import Mapping as Keys
from dialogs.yaml_table import Table

Known = Mapping[str, Field]
"""The fields that a condition may ask about, by id."""

RESERVED = frozenset({"any", "all", "not"})
"""What a condition means by these; so no field can have them as its id."""


def fields_of(screens: Iterable[Screen]) -> Known:
    """Every field of these screens by its id."""
    return {field.id: field for screen in screens for field in screen.fields}


def condition(table: Table, key: str, known: Known | None) -> Condition | None:
    """The condition at a key, or None if there is none. Without `known` only its shape is checked."""
    node = table.node(key, needed=False)
    return _read(node, table, known) if node else None


def _read(node: Node, table: Table, known: Known | None) -> Condition:
    if not isinstance(node, Keys) or not node.entries:
        table.fault(node.line, "a condition looks like {field: value}, {any: [..]}, {all: [..]} or {not: ..}")
        return AllOf(())
    parts = tuple(_part(entry, table, known) for entry in node.entries)
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _part(entry: Entry, table: Table, known: Known | None) -> Condition:
    match entry.key:
        case "any":
            return AnyOf(_several(entry, table, known))
        case "all":
            return AllOf(_several(entry, table, known))
        case "not":
            return Not(_read(entry.value, table, known))
        case _:
            return _is(entry, table, known)


def _several(entry: Entry, table: Table, known: Known | None) -> tuple[Condition, ...]:
    if not isinstance(entry.value, Sequence) or not entry.value.items:
        table.fault(entry.line, f"'{entry.key}' must be a list of conditions")
        return ()
    return tuple(_read(item, table, known) for item in entry.value.items)


def _is(entry: Entry, table: Table, known: Known | None) -> Is:
    asked = known.get(entry.key) if known else None
    if known is not None:
        _check_field(entry, asked, table)
    items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    if not items:
        table.fault(entry.line, f"'{entry.key}' needs at least one option here")
    return Is(entry.key, tuple(_option(item, asked, table) for item in items))


def _check_field(entry: Entry, asked: Field | None, table: Table) -> None:
    if asked is None:
        table.fault(entry.line, f"'{entry.key}' is not a field that has been asked before this")
    elif not isinstance(asked, ChooseOne | ChooseMany) or asked.source:
        table.fault(entry.line, f"'{entry.key}' has no options of its own, so nothing can depend on it")


def _option(node: Node, asked: Field | None, table: Table) -> str:
    if not isinstance(node, Scalar):
        table.fault(node.line, "an option's id must stand here")
        return ""
    if isinstance(asked, ChooseOne | ChooseMany) and not asked.source:
        options = [option.id for option in asked.options]
        if node.text not in options:
            table.fault(node.line, f"'{node.text}' is not an option of '{asked.id}' ({', '.join(options)})")
    return node.text
