"""Single changes that somebody who can write to the database could make to it, drawn at random, of every kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from sqlalchemy import Boolean, Column
from sqlalchemy.exc import IntegrityError

from storage.database import Transaction
from storage.tables import METADATA
from tests.storage.kept import Kept, Row, Value, key_of

CHAINED = ("audit_entries", "audit_chains")
REMOVED, COPIED, SWAPPED, OLDER, FORGOTTEN = "removed", "copied", "swapped", "older put back", "forgotten put back"
TAIL, CHAIN = "tail removed", "chain removed"


@dataclass(frozen=True, slots=True)
class Spot:
    """What is changed of a table, and how; `column` is empty when it is of whole rows."""

    table: str
    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of a spot's table, and others, that are taken away, and rows that are put in their place.

    `missing` is the first entry of a chain that would be needed before an added one.
    """

    spot: Spot
    gone: list[tuple[str, Row]]
    come: list[tuple[str, Row]]
    missing: int = 0

    async def make(self, tx: Transaction) -> bool:
        """Make it behind our back. False if the database does not take it."""
        try:
            await tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table, row in self.gone:
                names, values = _key_names(table), key_of(table, row)
                where = " AND ".join(f"{name} = ?" for name in names)
                await tx.connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608
            for table, row in self.come:
                marks = ", ".join(_mark(table, name, value) for name, value in row.items())
                insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 -- our own names
                await tx.connection.exec_driver_sql(insert, tuple(row.values()))
        except IntegrityError:
            return False
        return True


def spots() -> Iterator[Spot]:
    """Every spot that there is in our tables."""
    for table in METADATA.sorted_tables:
        for column in table.c:
            yield from (Spot(table.name, column.name, kind) for kind in (*_values_of(column), SWAPPED))
        yield from (Spot(table.name, "", kind) for kind in (REMOVED, COPIED, SWAPPED, OLDER, FORGOTTEN))
    yield Spot("audit_entries", "", TAIL)
    yield Spot("audit_entries", "", CHAIN)


def draw(spot: Spot, kept: Kept, random: Random) -> Change | None:
    """One such change somewhere; None if the first row that comes to hand has nothing to change."""
    rows = kept.rows[spot.table]
    if spot.kind in {OLDER, FORGOTTEN}:
        return _put_back(spot, kept, random)
    if not rows:
        return None
    row = random.choice(rows)
    if spot.kind in {TAIL, CHAIN}:
        return _end(spot, kept, row)
    if spot.kind == REMOVED:
        return Change(spot, [(spot.table, row)], [])
    if spot.kind == COPIED:
        return _added(spot, kept, _copy(spot.table, row, random))
    if spot.kind == SWAPPED:
        return _swap(spot, row, random.choice(rows))
    value = _values_of(METADATA.tables[spot.table].c[spot.column])[spot.kind](random, row[spot.column])
    return None if value == row[spot.column] else _replaced(spot, [(row, row | {spot.column: value})])


def _added(spot: Spot, kept: Kept, row: Row) -> Change:
    length = sum(each["chain"] == row["chain"] for each in kept.rows["audit_entries"]) if "chain" in row else 0
    return Change(spot, [], [(spot.table, row)], length + 1)


def _replaced(spot: Spot, pairs: list[tuple[Row, Row]]) -> Change:
    return Change(spot, [(spot.table, old) for old, _ in pairs], [(spot.table, new) for _, new in pairs])


def _swap(spot: Spot, one: Row, two: Row) -> Change | None:
    """Swap one column of two rows, or all that is not their key."""
    keys = _key_names(spot.table)
    names = [spot.column] if spot.column else [name for name in one if name not in keys]
    if all(one[name] == two[name] for name in names):
        return None
    ones, twos = {name: one[name] for name in names}, {name: two[name] for name in names}
    return _replaced(spot, [(one, one | twos), (two, two | ones)])


def _put_back(spot: Spot, kept: Kept, random: Random) -> Change | None:
    """Put back a row as it was before it changed, or one that was taken away by rights."""
    fitting = (kept.changed if spot.kind == OLDER else kept.forgotten)[spot.table]
    if not fitting:
        return None
    row = random.choice(fitting)
    # Whatever has its key is taken away first.
    return Change(spot, [(spot.table, row)], [(spot.table, row)])


def _end(spot: Spot, kept: Kept, row: Row) -> Change:
    """Take a chain away from that entry on, or all of it and its record."""
    first = int(str(row["number"])) if spot.kind == TAIL else 1
    chain = [each for each in kept.rows["audit_entries"] if each["chain"] == row["chain"]]
    gone = [("audit_entries", each) for each in chain if int(str(each["number"])) >= first]
    records = [("audit_chains", each) for each in kept.rows["audit_chains"] if each["chain"] == row["chain"]]
    return Change(spot, [*gone, *(records if spot.kind == CHAIN else [])], [])


def _copy(table: str, row: Row, random: Random) -> Row:
    """The row under another key."""
    copy = dict(row)
    name = random.choice(_key_names(table))
    copy[name] = _other(random, copy[name])
    for column in METADATA.tables[table].c:
        if column.unique and copy[column.name] is not None:
            copy[column.name] = _other(random, copy[column.name])
    return copy


def _other(random: Random, value: Value) -> Value:
    return value + random.randrange(1, 200) if isinstance(value, int) else _longer(random, value)


def _longer(random: Random, value: str | bytes | None) -> str:
    return (value if isinstance(value, str) else "") + random.choice("0123456789")


Changed = Callable[[Random, Value], Value]


def _values_of(column: Column[object]) -> Mapping[str, Changed]:
    """How a value of that column may change."""
    if isinstance(column.type, Boolean):
        return {"the other": lambda _, value: 0 if value else 1}
    changed: dict[str, Changed] = {"changed": _changed}
    if column.type.python_type is str:
        changed |= {"an accent": _accented, "no text": _no_text, "emptied": lambda _, __: ""}
    elif column.type.python_type is not bytes:
        changed |= {"one more": _one_more, "one less": _one_less, "a bit": _bit, "a word": lambda _, __: "soon"}
    return changed | ({"nothing": lambda _, __: None} if column.nullable else {})


def _changed(random: Random, value: Value) -> Value:
    """One bit of bytes, one character or digit of anything else, or something where there was nothing."""
    if isinstance(value, bytes):
        at = random.randrange(len(value) * 8)
        return (int.from_bytes(value) ^ (1 << at)).to_bytes(len(value))
    if isinstance(value, int):
        digits = str(value)
        at = random.randrange(len(digits))
        return int(digits[:at] + random.choice("123456789") + digits[at + 1 :])
    return _with(random, value or "-", random.choice("0123456789abcdefXYZ"))


def _with(random: Random, text: str, letter: str) -> str:
    at = random.randrange(len(text))
    return text[:at] + letter + text[at + 1 :]


def _accented(random: Random, value: Value) -> Value:
    return _with(random, str(value or "-"), "\N{LATIN SMALL LETTER E WITH ACUTE}")


def _no_text(random: Random, value: Value) -> Value:
    """The text with the highest bit of one byte set, which makes it none."""
    text = str(value or "-").encode()
    at = random.randrange(len(text))
    return text[:at] + bytes([text[at] | 0x80]) + text[at + 1 :]


def _one_more(_: Random, value: Value) -> Value:
    return int(value or 0) + 1


def _one_less(_: Random, value: Value) -> Value:
    return int(value or 0) - 1


def _bit(random: Random, value: Value) -> Value:
    return int(value or 0) ^ (1 << random.randrange(63))


def _key_names(table: str) -> list[str]:
    return [column.name for column in METADATA.tables[table].primary_key]


def _mark(table: str, name: str, value: Value) -> str:
    """Where a value goes: bytes in a column of text are put there as text, whatever they are."""
    text = METADATA.tables[table].c[name].type.python_type is str
    return "CAST(? AS TEXT)" if text and isinstance(value, bytes) else "?"
