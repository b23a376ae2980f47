"""Whatever one change somebody makes to a record behind our back, `audit verify` finds it and says where."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from random import Random

import pytest

from storage.audit import UNORDERED
from storage.audit_check import Break, size, verify
from storage.content_check import Damage
from storage.database import Database, Transaction
from storage.tables import METADATA
from tests.needs import MEASURED
from tests.storage.kept import Kept, Value, fill, is_anonymous, key_of
from tests.storage.tampering import CHAIN, Change, draw, spots

pytestmark = pytest.mark.untraced

CASES, ENTRIES, CHANGES, PARTS = (120, 82, 2_500, 4) if "CAMPAIGN" in os.environ else (20, 14, 150, 1)
"""How many cases with how many entries each; how many changes in each of how many parts, which may run side by side."""
SEED = 20261123

PROMISED = {
    "audit_entries": "chain number at what content mac",
    "audit_chains": "chain length head stands seal",
    "data_keys": "owner epoch wrapped",
    "cases": "id reference draft policy severity opened complete rung acknowledged_at closed reporter_index content",
    "reports": "case_id number at answers",
    "subjects": "case_id name_index",
    "concerns": "id case_id day finished learner_key content",
    "concern_messages": "id case_id content",
    "questions": "id asker_index asked answered content",
    "taught": "id content",
    "letting_in": "id until content",
    "downloads": "id expires content",
    "drafts": "id content",
}
"""The columns of which every change is found."""

OUTSIDE = {
    "drafts": (
        "person_index form policy changed case_id sent",
        "no record yet: its writer reads it and sends it",
    ),
    "outbox": (
        """once kind addressee case_id draft_id person rung priority due next_try state attempts fence worker
        leased_until unsure problem ended platform_id""",
        "it is work to do; only that a case which nobody has was silenced is found",
    ),
    "installation": ("id keyring_mark trials", "it says nothing of anybody; another mark keeps the bot from starting"),
    "policy_files": ("policy path content", "public files, which are found by a hash of what they are"),
    "addresses": ("platform url", "learnt anew from each platform"),
    "guidance_counts": ("policy passage what times", "figures, of nobody"),
    "pauses": ("id first asked second until", "that it was asked for and by whom is in the audit"),
}
"""The columns of which a change need not be found, and why."""

TRIES = 50


class PutBackError(Exception):
    """Undoes what was tampered with."""


def test_every_column_is_promised_or_outside_with_a_reason() -> None:
    inside = {(table, name) for table, names in PROMISED.items() for name in names.split()}
    outside = {(table, name) for table, (names, _) in OUTSIDE.items() for name in names.split()}
    assert not inside & outside
    assert inside | outside == {(table.name, column.name) for table in METADATA.sorted_tables for column in table.c}


@pytest.mark.parametrize("part", range(PARTS))
async def test_a_single_change_of_a_record_is_found_and_named(
    part: int, on_a_file: Database, record_property: Callable[[str, str], None]
) -> None:
    random = Random(SEED + part)  # noqa: S311 -- the same draws each time, and nothing secret
    kept = await fill(on_a_file, CASES, ENTRIES)
    async with on_a_file.snapshot() as tx:
        entries = (await size(tx)).entries
        assert await verify(tx) == ()
    made, found, unnamed = 0, 0, list[str]()
    for change in _changes(kept, random):
        findings = await _found(on_a_file, change)
        if findings is None:
            continue
        made += 1
        found += bool(findings)
        if not _names(findings, change):
            keys = [key_of(table, row) for table, row in (*change.gone, *change.come)]
            unnamed.append(f"{change.spot} {keys}: {findings}")
        if made == CHANGES:
            break
    assert not unnamed, "\n".join(unnamed)
    of_them = f"{found:,} found, {made - len(unnamed):,} named"
    record_property(MEASURED, f"{made:,} changes of {entries:,} entries and their records: {of_them}")
    async with on_a_file.snapshot() as tx:
        assert await verify(tx) == ()


def _changes(kept: Kept, random: Random) -> Iterator[Change]:
    """Changes of every promised spot in turn, in a random order."""
    promised = [each for each in spots() if not each.column or each.column in PROMISED.get(each.table, "").split()]
    order = [each for each in promised if each.table in PROMISED]
    random.shuffle(order)
    order.sort(key=lambda each: each.column != "")  # a short run does those to whole rows at least
    for spot in cycle(order):
        drawn = (draw(spot, kept, random) for _ in range(TRIES))
        change = next(filter(None, drawn), None)
        if change is not None:
            yield change


async def _found(database: Database, change: Change) -> tuple[Break | Damage, ...] | None:
    """What is found after the change, which is then undone; None if the database did not take it."""
    found: tuple[Break | Damage, ...] | None = None
    with suppress(PutBackError):
        async with database.transaction() as tx:
            if await change.make(tx):
                found = await verify(Transaction(tx.connection, tx.keyring))
            raise PutBackError
    return found


def _names(findings: tuple[Break | Damage, ...], change: Change) -> bool:
    """Whether one of these is where the change was made: of an entry its chain and number, of a record its row."""
    rows = [*change.gone, *change.come]
    if change.spot.kind == CHAIN:
        [chain] = {str(row["chain"]) for _, row in rows}
        place = (UNORDERED, 0) if is_anonymous(chain) else (chain, 1)
        return any((each.chain, each.number) == place for each in findings if isinstance(each, Break))
    if change.spot.table == "audit_entries":
        places = {(_text(row["chain"]), number) for _, row in rows for number in (row["number"], change.missing)}
        return any((each.chain, each.number) in places for each in findings if isinstance(each, Break))
    ids = {part for table, row in rows for key in key_of(table, row) for part in _parts(key)}
    if change.spot.table == "audit_chains":
        return any(each.chain in ids for each in findings if isinstance(each, Break))
    ids |= {_text(row["case_id"]) for _, row in rows if "case_id" in row}
    whole = {each.row for each in findings if isinstance(each, Damage)}
    told = {part for each in whole for part in _parts(each.partition(":")[0])} | whole
    told |= {each.chain for each in findings if isinstance(each, Break)}
    return bool(told & ids)


def _text(value: Value) -> str:
    return value.decode(errors="backslashreplace") if isinstance(value, bytes) else str(value)


def _parts(key: Value) -> tuple[str, str]:
    """A key, and whose it is if it is the owner of a data key."""
    return _text(key), _text(key).rpartition("|")[2]
