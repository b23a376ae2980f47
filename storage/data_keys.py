"""The key of each draft, case and question, and of the system: it seals what is theirs; destroying it destroys that.

Data keys are stored wrapped by the keyring's key of an epoch. Whoever has the database alone has none of them.
"""

from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.failures import SealBroken
from storage.sealing import Key, Place, epoch_of, new_key, seal, unseal
from storage.tables import DATA_KEYS


def of_draft(draft_id: str) -> str:
    """The owner of a draft's key."""
    return f"draft|{draft_id}"


def of_case(case_id: str) -> str:
    """The owner of the key of a case and of its chain in the audit."""
    return f"case|{case_id}"


def of_question(question_id: str) -> str:
    """The owner of the key of what somebody asked of a person."""
    return f"question|{question_id}"


def of_taught(added_id: str) -> str:
    """The owner of the key of a question that somebody added to guidance."""
    return f"taught|{added_id}"


def of_letting_in(request_id: str) -> str:
    """The owner of the key of what somebody writes who asks to be let in to a case."""
    return f"letting in|{request_id}"


def of_download(download_id: str) -> str:
    """The owner of the key of what somebody may fetch as a file."""
    return f"download|{download_id}"


def of_concern(case_id: str) -> str:
    """The owner of the key of what is written with a code."""
    return f"concern|{case_id}"


async def key_of(tx: Transaction, owner: str) -> Key | None:
    """The owner's key, or None when there is none (any more). Raises SealBroken when the keyring does not open it."""
    if owner in tx.opened:
        return tx.opened[owner]
    row = await tx.row(select(DATA_KEYS.c.wrapped).where(DATA_KEYS.c.owner == owner))
    return None if row is None else _unwrapped(tx, owner, row.wrapped)


async def key_for(tx: Transaction, owner: str) -> Key:
    """The owner's key, made now if there is none."""
    return await key_of(tx, owner) or await first_key(tx, owner)


async def first_key(tx: Transaction, owner: str) -> Key:
    """A new key for an owner who has none."""
    epoch = tx.keyring.writing_epoch
    key = new_key(epoch)
    wrapped = seal(Key(tx.keyring.keks[epoch], epoch), _place(owner), key.secret)
    if not await tx.keep_or_insert(DATA_KEYS, {"owner": owner, "epoch": epoch, "wrapped": wrapped}):
        # Another replica has made one at the same moment, and the first counts.
        return await must_have(tx, owner)
    tx.opened[owner] = key
    return key


async def next_key(tx: Transaction, owner: str) -> Key:
    """A new key in place of the owner's: what that one sealed can never be opened again, so nobody can put it back.

    Raises SealBroken when there is none.
    """
    await must_have(tx, owner)
    await destroy(tx, [owner])
    return await first_key(tx, owner)


async def must_have(tx: Transaction, owner: str) -> Key:
    """The owner's key. Raises SealBroken when there is none."""
    key = await key_of(tx, owner)
    if key is None:
        raise SealBroken
    return key


async def open_all(tx: Transaction, prefix: str) -> None:
    """Fetch the keys of every owner whose name begins so, in one question, for those who need many.

    One that does not open is passed over: whoever asks for that one is told.
    """
    owned = DATA_KEYS.c.owner
    for row in await tx.rows(select(owned, DATA_KEYS.c.wrapped).where(owned.startswith(prefix, autoescape=True))):
        if row.owner not in tx.opened:
            with suppress(SealBroken):
                _unwrapped(tx, row.owner, row.wrapped)


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The owners whose key the keyring does not open, or is said to be of another epoch than it is."""
    await open_all(tx, "")
    rows = await tx.rows(select(DATA_KEYS).order_by(DATA_KEYS.c.owner))
    return tuple(row.owner for row in rows if row.owner not in tx.opened or row.epoch != epoch_of(row.wrapped))


async def owners(tx: Transaction) -> tuple[str, ...]:
    """Everybody who has a key."""
    return tuple([row.owner for row in await tx.rows(select(DATA_KEYS.c.owner).order_by(DATA_KEYS.c.owner))])


async def destroy(tx: Transaction, whose: Collection[str]) -> None:
    """Delete the keys: whatever they sealed can never be opened again, wherever copies of it are."""
    await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner.in_(whose)))
    for owner in whose:
        tx.opened.pop(owner, None)


def _unwrapped(tx: Transaction, owner: str, wrapped: bytes) -> Key:
    epoch = epoch_of(wrapped)
    kek = tx.keyring.keks.get(epoch)
    if kek is None:
        raise SealBroken
    key = Key(unseal(Key(kek, epoch), _place(owner), wrapped), epoch)
    tx.opened[owner] = key
    return key


def _place(owner: str) -> Place:
    return Place("data_keys", "wrapped", owner)
