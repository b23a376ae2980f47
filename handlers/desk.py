"""What every handler is given: the policy, the organisation, the database, the clock and randomness.

Handlers take everything from here, so a test can give them a small fake clock and a real database, and they need
neither settings nor globals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dialogs import policy_file
from dialogs.guidance.hearing import Ear
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.counted import Counted
from handlers.shelf import Shelf
from storage import policies
from storage.database import Database, Transaction
from storage.stretching import Stretching


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...


class Randomness(Protocol):
    """The only source of chance."""

    def identifier(self) -> str:
        """A new id that nobody can guess: 32 hexadecimal digits."""
        ...

    def reference(self) -> str:
        """A new reference for people to say and write. It may be taken already."""
        ...

    def below(self, limit: int) -> int:
        """A whole number from 0 below the limit, each as likely as any other."""
        ...


class Fault(Protocol):
    """Notes for whoever runs the bot that something failed."""

    def __call__(self, fault: Exception, /) -> None:
        """Note it: its kind and place, never its words."""
        ...


class Wake(Protocol):
    """Tells the worker that something may be due now."""

    def __call__(self) -> None:
        """Wake it. Calling this too often does no harm."""
        ...


class Facts(Protocol):
    """What is known without the database: what the policy says, and whom to turn to now."""

    @property
    def policy(self) -> Policy:
        """The policy in use."""
        ...

    @property
    def organisation(self) -> Organisation:
        """Who is who."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a handler may use. `stretching` works out what follows from the codes of anonymous concerns.

    `ear` understands what is asked about the policy; there is none if nothing was trained for this policy.
    `known` holds older policy versions that open cases were reported under; `shelf` the questions that people added;
    `counted` is who was counted already. `files_at` is the address below which files are fetched, with a slash at its
    end; empty where there is none. Whoever asks for help waits `patience` seconds for the database, and no longer.
    """

    policy: Policy = field(repr=False)
    policy_files: Mapping[str, bytes] = field(repr=False)
    organisation: Organisation = field(repr=False)
    database: Database
    clock: Clock
    randomness: Randomness
    wake: Wake
    failed: Fault
    stretching: Stretching
    ear: Ear | None = field(default=None, repr=False)
    known: dict[str, Policy] = field(default_factory=dict, repr=False)
    shelf: Shelf = field(default_factory=Shelf)
    counted: Counted = field(default_factory=Counted)
    patience: float = 0.3
    files_at: str = ""

    async def policy_of(self, tx: Transaction, policy_hash: str) -> Policy:
        """The policy version with that hash: the one in use, or an older one as it was stored.

        Raises PolicyForgotten when the database never saw it.
        """
        if policy_hash == self.policy.hash:
            return self.policy
        if policy_hash not in self.known:
            self.known[policy_hash] = await recalled(tx, policy_hash)
        return self.known[policy_hash]


class PolicyForgotten(Exception):
    """A case names a policy version that is not stored. The database was restored without its policies."""


async def recalled(tx: Transaction, policy_hash: str) -> Policy:
    """An older policy version as it was stored. Raises PolicyForgotten when the database never saw it."""
    files = await policies.recall(tx, policy_hash)
    if files is None:
        raise PolicyForgotten
    return policy_file.parse(files)
