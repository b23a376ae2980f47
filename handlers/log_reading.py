"""What somebody may know of the incident log: their cases with how each stands, and how many cannot be opened.

The database is asked first, and let go. What takes long comes after that, and lets others go in between: nobody waits
for a list who has something to report.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from dialogs import access
from dialogs.case import Case
from dialogs.casework.due import Due, due
from dialogs.casework.log import Filter, LogLine, chosen
from dialogs.casework.logged import NEEDED, line_of
from dialogs.casework.record import Entry
from dialogs.casework.work import ACTS, RECORDED, work_of
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Clock
from storage import audit, cases
from storage.audit import Chain
from storage.database import Database, Transaction


class Books(Protocol):
    """What the log is worked out from; a desk has it."""

    @property
    def organisation(self) -> Organisation:
        """Who is who."""
        ...

    @property
    def database(self) -> Database:
        """What is stored."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    async def policy_of(self, tx: Transaction, policy_hash: str) -> Policy:
        """The policy version with that hash."""
        ...


@dataclass(frozen=True, slots=True)
class Logged:
    """A case in the log, the policy that it is under, and how it stands."""

    case: Case
    policy: Policy
    line: LogLine


@dataclass(frozen=True, slots=True)
class Known:
    """All cases that somebody may know of, and how many more could not be opened."""

    cases: tuple[Logged, ...]
    damaged: int

    def chosen(self, by: Filter) -> tuple[Logged, ...]:
        """Those that the filter lets through, in the order in which they are read."""
        logged = {each.line.id: each for each in self.cases}
        return tuple(logged[line.id] for line in chosen((each.line for each in self.cases), by))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the database says."""

    cases: tuple[tuple[Case, Policy], ...]
    records: Mapping[str, Chain]
    damaged: int


async def known(books: Books, person: str, *, today: bool = False) -> Known:
    """What the person with this key may know of. A case that they may not is as if it were not there.

    With `today` each also says what they have to see to today. Raises StorageFailed.
    """
    async with books.database.transaction() as tx:
        found = await _found(books, tx, person, ACTS | RECORDED if today else NEEDED)
    logged: list[Logged] = []
    for case, policy in found.cases:
        await asyncio.sleep(0)
        entries = found.records[case.id].readable()
        line = line_of(policy, case, entries, books.organisation.hours, books.clock.now())
        if today:
            line = replace(line, today=_today(books, person, case, policy, entries))
        logged.append(Logged(case, policy, line))
    return Known(tuple(logged), found.damaged)


def _today(books: Books, person: str, case: Case, policy: Policy, entries: tuple[Entry, ...]) -> tuple[Due, ...]:
    return due(person, policy, case, work_of(entries), books.organisation, books.clock.now())


async def _found(books: Books, tx: Transaction, person: str, acts: Collection[str]) -> _Found:
    readable, now = await cases.every(tx), books.clock.now()
    under = [(case, await books.policy_of(tx, case.policy)) for case in readable if access.is_out(case, now)]
    theirs = tuple(
        (access.as_held(case, policy, books.organisation), policy)
        for case, policy in under
        if access.may_know(person, case, policy, books.organisation)
    )
    records = await audit.chains_of(tx, [case.id for case, _ in theirs], acts)
    return _Found(theirs, records, await cases.count(tx) - len(readable))
