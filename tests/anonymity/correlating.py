"""Whether anything that is kept of anonymous concerns says in which order they came, and so when each did.

For everything that is kept the rank correlation (Spearman) with the order in which concerns came is computed: 1 or -1
says it all, and 0 nothing. Numbers are ranked as numbers, text and bytes by their bytes, and by how long they are.
"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from dialogs.case import Case
from storage import audit, cases, concerns
from storage.copying import copy_file
from storage.database import Database

CASE_DIGITS = 32
MARK, PART = 8, 16
"""Bytes that something is known by in the file."""

PAGE = 4096
"""Bytes of a page of SQLite's file, as it is made here."""

LONG = 1_000
"""Bytes. SQLite does not keep what is longer in the page of its row, but on pages of its own."""

BLOBS = (("reports", "case_id", "answers"), ("cases", "id", "content"), ("concerns", "case_id", "content"))
FEWEST = 20
"""Of fewer values nothing can be said."""

Kept = Mapping[str, Sequence[tuple[int, object]]]
"""What is kept, by a name for it: of which concern (its place in the order in which they came), and the value."""

Correlations = Mapping[str, float]


def correlations(kept: Kept) -> Correlations:
    """How much each of them says of the order."""
    return {name: spearman(pairs) for name, pairs in kept.items() if len(pairs) >= FEWEST}


def spearman(pairs: Sequence[tuple[int, object]]) -> float:
    """The rank correlation of the two sides; equal values share their rank. 0 when one side is all the same."""
    first, second = (_centred(_ranks([_order(each[side]) for each in pairs])) for side in (0, 1))
    spread = (sum(each * each for each in first) * sum(each * each for each in second)) ** 0.5
    return sum(a * b for a, b in zip(first, second, strict=True)) / spread if spread else 0.0


def in_rows(database: Path, came: Sequence[str]) -> Kept:
    """Every column of every row that belongs to a concern, and in which order a table gives its rows out."""
    place = {case: number for number, case in enumerate(came)}
    kept: dict[str, list[tuple[int, object]]] = {}
    with closing(sqlite3.connect(database)) as connection:
        for table in _tables(connection):
            cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own
            names = [column[0] for column in cursor.description]
            for position, row in enumerate(cursor):
                number = next((found for value in row if (found := _case_in(value, place)) is not None), None)
                if number is not None:
                    kept.setdefault(f"order of {table}", []).append((number, position))
                    for name, value in _values(table, names, row):
                        kept.setdefault(name, []).append((number, value))
    return kept


async def opened(database: Database, came: Sequence[str]) -> Kept:
    """What an insider reads who has the keys: every case, its concern and messages, every audit."""
    kept: dict[str, list[tuple[int, object]]] = {}
    async with database.transaction() as tx:
        for number, case_id in enumerate(came):
            case, concern = await cases.get(tx, case_id), await concerns.of_case(tx, case_id)
            assert case is not None
            assert concern is not None
            found = [*_of_case(case), ("concern.day", concern.day), ("concern.finished", concern.finished)]
            for entry in await audit.entries(tx, case_id):
                found += [("audit.at", entry.at), (f"audit {entry.number} {entry.what}", entry.at)]
            found += [("message.day", each.day) for each in await concerns.thread(tx, case_id)]
            for name, value in found:
                kept.setdefault(f"opened {name}", []).append((number, value))
        place = {case_id: number for number, case_id in enumerate(came)}
        for entry in await audit.entries(tx, audit.SYSTEM):
            for value in (*entry.detail, *entry.detail.values()):
                if value in place:
                    kept.setdefault("opened audit of the system", []).append((place[value], entry.number))
    return kept


def in_the_file(database: Path, came: Sequence[str]) -> Kept:
    """Where in the file of the database something of each concern stands: its id, and what it holds."""
    parts = {case.encode(): (number, "its id") for number, case in enumerate(came)}
    place = {case: number for number, case in enumerate(came)}
    with closing(sqlite3.connect(database)) as connection:
        for table, owner, column in BLOBS:
            for case, blob in connection.execute(f"SELECT {owner}, {column} FROM {table}"):  # noqa: S608 - our own names
                if case in place:
                    length = "long" if len(blob) > LONG else "short"
                    parts[blob[-PART:]] = place[case], f"{table}.{column}, {length}"
    kept: dict[str, list[tuple[int, object]]] = {}
    for part, offset in _places(database.read_bytes(), parts):
        number, what = parts[part]
        kept.setdefault(what, []).append((number, offset))
    return kept


def in_pages(database: Path, came: Sequence[str]) -> Kept:
    """Where in each page of the file the id of each concern stands, for pages that name many of them.

    SQLite writes a new row below those that are in its page already, and sorts only the list of where they stand.
    """
    parts = {case.encode()[:PART]: number for number, case in enumerate(came)}
    kept: dict[str, dict[int, object]] = {}
    for part, offset in _places(database.read_bytes(), parts):
        kept.setdefault(f"page {offset // PAGE}", {})[parts[part]] = offset
    return {page: [*places.items()] for page, places in kept.items() if len(places) >= len(came) / 2}


def vacuumed(database: Path, folder: Path) -> Path:
    """A copy of the file that SQLite has written anew."""
    copy = folder / "vacuumed.db"
    copy_file(database, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("VACUUM")
    return copy


def _places(content: bytes, parts: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Wherever one of these parts stands."""
    marks = {int.from_bytes(part[:MARK], sys.byteorder): part for part in parts}
    for start in range(MARK):
        end = start + (len(content) - start) // MARK * MARK
        numbers = memoryview(content)[start:end].cast("Q")
        for index in [index for index, number in enumerate(numbers) if number in marks]:
            part, offset = marks[numbers[index]], start + index * MARK
            if content.startswith(part, offset):
                yield part, offset


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _values(table: str, names: Sequence[str], row: Sequence[object]) -> Iterator[tuple[str, object]]:
    """Each value of a row; also only among rows of the same kind, because a leak in one kind could be few of all."""
    kind = [str(row[names.index(each)]) for each in ("kind", "number", "rung") if each in names]
    for name, value in zip(names, row, strict=True):
        yield f"{table}.{name}", value
        if kind and isinstance(value, int | float):
            yield f"{table}.{name} of {' '.join(kind)}", value
        if isinstance(value, str | bytes):
            yield f"length of {table}.{name}", len(value)


def _case_in(value: object, place: Mapping[str, int]) -> int | None:
    """The concern whose case this value names: its id, or something that ends with it."""
    return place.get(value[-CASE_DIGITS:]) if isinstance(value, str) else None


def _of_case(case: Case) -> Iterator[tuple[str, object]]:
    for each in fields(Case):
        value: object = getattr(case, each.name)
        if isinstance(value, datetime | str | int):
            yield f"case.{each.name}", value
    yield from (("report.at", report.at) for report in case.reports)


def _order(value: object) -> tuple[int, float, bytes]:
    """What a value is sorted by: nothing, then numbers and times, then text and bytes."""
    match value:
        case None:
            return 0, 0.0, b""
        case int() | float():
            return 1, float(value), b""
        case datetime():
            return 1, value.timestamp(), b""
        case date():
            return 1, float(value.toordinal()), b""
        case str():
            return 2, 0.0, value.encode()
        case bytes():
            return 2, 0.0, value
        case _:
            raise TypeError(f"{type(value)} cannot be ranked")


def _ranks(values: Sequence[tuple[int, float, bytes]]) -> list[float]:
    places: dict[tuple[int, float, bytes], list[int]] = {}
    for position, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(position)
    mean = {value: sum(several) / len(several) for value, several in places.items()}
    return [mean[value] for value in values]


def _centred(values: Iterable[float]) -> list[float]:
    several = list(values)
    mean = sum(several) / len(several)
    return [each - mean for each in several]
