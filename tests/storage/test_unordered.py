"""Chains of anonymous cases began in no order that is kept, and none can be removed or added unseen."""

from itertools import permutations

import pytest
from sqlalchemy import delete, insert, select, update

from storage import audit, cases, unordered
from storage.audit import NO_HEAD, SYSTEM, UNORDERED, Head, head_row
from storage.audit_check import verify
from storage.database import Database, Transaction
from storage.tables import AUDIT_CHAINS, AUDIT_ENTRIES
from tests.storage.examples import NOW, case

CHAINS = ("case-1", "case-2", "case-3")


async def begin(tx: Transaction, chain: str) -> None:
    await unordered.begin(tx, chain)
    await audit.append(tx, chain, NOW, "", "received")


@pytest.fixture
async def begun(database: Database) -> Database:
    """Two chains that began in no order, and one that the system names."""
    async with database.transaction() as tx:
        for number, chain in enumerate(CHAINS, start=1):
            await cases.add(tx, case(number))
            if number < 3:
                await begin(tx, chain)
        await audit.append(tx, CHAINS[2], NOW, "", "received")
    return database


async def breaks(tx: Transaction) -> list[str]:
    return [str(each) for each in await verify(tx) if str(each).startswith("chain")]


async def remove(tx: Transaction, chain: str) -> None:
    await tx.write(delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == chain))
    await tx.write(delete(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == chain))


async def test_a_whole_audit_has_nothing_wrong(begun: Database) -> None:
    async with begun.transaction() as tx:
        assert await breaks(tx) == []
        assert {each.detail.get("chain") for each in await audit.entries(tx, SYSTEM)} == {"case-3"}
        assert await unordered.has_begun(tx, "case-1")
        assert not await unordered.has_begun(tx, "case-9")


async def test_before_anything_began_there_is_nothing_wrong(database: Database) -> None:
    async with database.transaction() as tx:
        assert await unordered.problem(tx, ()) == ""
        assert await breaks(tx) == []


async def test_whatever_the_order_what_is_kept_is_the_same(database: Database) -> None:
    kept = set()
    for order in permutations(CHAINS):
        async with database.transaction() as tx:
            await tx.write(delete(AUDIT_CHAINS))
            for chain in order:
                await unordered.begin(tx, chain)
            rows = await tx.rows(select(AUDIT_CHAINS).order_by(AUDIT_CHAINS.c.chain))
            kept.add(tuple(tuple(row) for row in rows))
    assert len(kept) == 1


async def test_a_removed_chain_is_found(begun: Database) -> None:
    async with begun.transaction() as tx:
        await remove(tx, "case-1")
        assert await breaks(tx) == ["chain anonymous, its own record: a whole chain is missing"]


async def test_an_added_chain_is_found(begun: Database) -> None:
    async with begun.transaction() as tx:
        await tx.write(insert(AUDIT_CHAINS), head_row(tx, "case-9", NO_HEAD))
        await audit.append(tx, "case-9", NOW, "", "received")
        assert "chain anonymous, its own record: a chain is there that never began here" in await breaks(tx)


async def test_a_chain_in_the_place_of_another_is_found(begun: Database) -> None:
    async with begun.transaction() as tx:
        await remove(tx, "case-1")
        await tx.write(insert(AUDIT_CHAINS), head_row(tx, "case-9", NO_HEAD))
        await audit.append(tx, "case-9", NOW, "", "received")
        assert "chain anonymous, its own record: a chain is there that never began here" in await breaks(tx)


async def test_a_changed_record_is_found(begun: Database) -> None:
    for changed in ({"length": 1}, {"head": "0" * 64}, {"seal": "0" * 64}):
        async with begun.transaction() as tx:
            kept = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED))
            assert kept is not None
            record = update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED)
            await tx.write(record.values(**changed))
            assert await breaks(tx) == ["chain anonymous, its own record: it was changed"]
            await tx.write(record.values(length=kept.length, head=kept.head, seal=kept.seal))


async def test_a_removed_record_is_found(begun: Database) -> None:
    async with begun.transaction() as tx:
        await tx.write(delete(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED))
        assert await breaks(tx) == ["chain anonymous, its own record: a chain is there that never began here"]


async def test_a_record_put_back_as_it_was_before_is_found(begun: Database) -> None:
    async with begun.transaction() as tx:
        older = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED))
        assert older is not None
        await begin(tx, "case-4")
        values = head_row(tx, UNORDERED, Head(older.length, older.head))
        await tx.write(update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED).values(**values))
        assert "chain anonymous, its own record: a chain is there that never began here" in await breaks(tx)
