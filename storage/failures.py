"""What can go wrong with what is remembered, said in fixed sentences that a person can act on.

No error here carries a statement, a parameter, a person or anybody's words: those never leave the database.
"""

from enum import StrEnum


class Failure(StrEnum):
    """Why something could not be saved or read. The value is the sentence."""

    BUSY = "Nothing was saved: the database was busy for too long. Try again."
    FULL = "Nothing was saved: the disk is full. Free some space, then try again."
    CORRUPT = "Nothing was saved: the database file is damaged. Stop the bot and restore the newest backup."
    READ_ONLY = "Nothing was saved: the database may not be written to. Give the bot's account the right to write."
    UNREACHABLE = "Nothing was saved: the database cannot be reached. Check that it runs, then try again."
    NO_MEMORY = "Nothing was saved: there was not enough memory (64 MiB) to work out a key. Free some, then try again."
    REFUSED = "Nothing was saved: it contradicts what is stored already."
    CHANGED = "Nothing was saved: a stored record does not open. It was changed, or its key is not in the keyring."
    OTHER = "Nothing was saved: the database failed. Its own log says why."


class StorageFailed(Exception):
    """Nothing of this transaction was saved. Say so to whoever is waiting, and never say "received"."""

    def __init__(self, reason: Failure) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SealBroken(StorageFailed):
    """Something sealed does not open: it was changed or moved, or its key is gone."""

    def __init__(self) -> None:
        super().__init__(Failure.CHANGED)


class ReferenceTaken(Exception):
    """Another case has that reference. The transaction is still good: choose another reference and add it again."""

    def __init__(self) -> None:
        super().__init__("Another case has that reference.")


class CannotOpen(Exception):
    """The database cannot be used, and nothing in it was changed. The text is one sentence for the operator."""


class DatabaseUnavailable(CannotOpen):
    """It is not there, does not answer, or refuses us."""


class DatabaseCorrupt(CannotOpen):
    """The SQLite file is damaged, or is something else."""


class DatabaseNewer(CannotOpen):
    """A newer version of the bot has changed its tables."""


class DatabaseOlder(CannotOpen):
    """Its tables are an older version's, or not made yet."""


class FolderNotWritable(CannotOpen):
    """The folder of the SQLite file cannot be made or written in."""


class WrongKeyring(CannotOpen):
    """It was written with other keys than those of this keyring."""
