"""Checks what the audit tells of: that all that is sealed opens, nothing is misfiled or gone, and no case is silent.

It mends nothing, and knows no policy: what would have been owed next it cannot tell.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Column, select

from dialogs.alerts import Kind
from dialogs.case import Case
from storage import audit, cases, concerns, data_keys, downloads, drafts, letting_in, questions, standing, taught
from storage.audit import Stored
from storage.database import Transaction
from storage.failures import SealBroken
from storage.outbox import State
from storage.tables import (
    AUDIT_CHAINS,
    CASES,
    CONCERN_MESSAGES,
    CONCERNS,
    DOWNLOADS,
    DRAFTS,
    LETTING_IN,
    OUTBOX,
    QUESTIONS,
    TAUGHT,
)

LIVE = frozenset(State) - {State.CANCELLED}
"""States that the worker gives; one that was given up stays visible to those who handle cases."""

_BY_ID = (
    (DRAFTS.c.id, data_keys.of_draft),
    (QUESTIONS.c.id, data_keys.of_question),
    (TAUGHT.c.id, data_keys.of_taught),
    (LETTING_IN.c.id, data_keys.of_letting_in),
    (DOWNLOADS.c.id, data_keys.of_download),
)
"""What has a key of its own as long as it is there: the column of its id, and whose that key is."""

MORE = "more received"
NOT_THE_LAST = "it is not as it was written last: an older one was put back, or it was taken away or added"

STANDS = "said how it stands"
BROUGHT = frozenset({"received", MORE, "the whole report received", "wrote to whoever has the code"})
"""What the audit of a case says each time a report of it, or a message to or from its code, is stored."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A row, named by its key, that is not as we left it."""

    table: str
    row: str
    problem: str

    def __str__(self) -> str:
        return f"table {self.table}, row {self.row}: {self.problem}"


async def damages(tx: Transaction, chains: AbstractSet[str], whole: AbstractSet[str]) -> tuple[Damage, ...]:
    """The first row of each table that does not open, then all that is misfiled or gone, and every case that is silent.

    `chains` are all, and `whole` those that are as they were written: only these tell what there should be.
    """
    found = (
        *await _unopened(tx),
        *await _misfiled(tx),
        *await _gone(tx, chains),
        *await _keyless(tx),
        *await _left_over(tx, chains),
        *await _incomplete(tx, whole),
        *await _silent(tx),
    )
    named = {(each.table, each.row) for each in found}
    return (*found, *(each for each in await _put_back(tx, whole) if (each.table, each.row) not in named))


async def _unopened(tx: Transaction) -> list[Damage]:
    found = {
        "data_keys": await data_keys.broken(tx),
        "cases": await cases.broken(tx),
        "reports": await cases.broken_reports(tx),
        "drafts": await drafts.broken(tx),
        "concerns": await concerns.broken(tx),
        "concern_messages": await concerns.broken_messages(tx),
        "questions": await questions.broken(tx),
        "taught": await taught.broken(tx),
        "letting_in": await letting_in.broken(tx),
        "downloads": await downloads.broken(tx),
    }
    problem = "it does not open: it was changed or moved, or its key is gone"
    return [Damage(table, rows[0], problem) for table, rows in found.items() if rows]


async def _misfiled(tx: Transaction) -> list[Damage]:
    return [
        *(Damage("cases", case_id, "its reporter does not find it") for case_id in await cases.misfiled(tx)),
        *(Damage("subjects", each, "whom it is about does not find it") for each in await cases.lost_subjects(tx)),
        *(Damage("questions", each, "whoever asked does not find it") for each in await questions.misfiled(tx)),
    ]


async def _gone(tx: Transaction, chains: AbstractSet[str]) -> list[Damage]:
    there = await _ids(tx, CASES.c.id)
    silent = [Damage("cases", case_id, "its audit is gone") for case_id in sorted(there - chains)]
    purged = await _purged(tx)
    if purged is None:
        return silent  # the system's own chain is the break then, and it is named already
    gone = sorted(chains - there - purged - {audit.SYSTEM})
    return [
        *silent,
        *(Damage("cases", case_id, "it is gone, and was never purged") for case_id in gone),
        *(Damage("cases", case_id, "it was purged, and is there again") for case_id in sorted(there & purged)),
    ]


async def _keyless(tx: Transaction) -> list[Damage]:
    """The keys that are gone while what they sealed is there."""
    written = await _ids(tx, CONCERNS.c.case_id) | await _ids(tx, CONCERN_MESSAGES.c.case_id)
    needed = {
        *map(data_keys.of_case, await _ids(tx, CASES.c.id)),
        *map(data_keys.of_concern, written),
        *await _owners_by_id(tx),
    }
    there = frozenset(await data_keys.owners(tx))
    return [Damage("data_keys", owner, "it is gone, and what it sealed is there") for owner in sorted(needed - there)]


async def _left_over(tx: Transaction, chains: AbstractSet[str]) -> list[Damage]:
    """The keys of what is not there. A case that is gone and should not be is named as that."""
    there = await _ids(tx, CASES.c.id) | (chains - (await _purged(tx) or frozenset()))
    owners = {
        *map(data_keys.of_case, there | {audit.SYSTEM}),
        *map(data_keys.of_concern, there),
        *await _owners_by_id(tx),
    }
    problem = "what it sealed is gone: it should have gone too, or that should be there"
    return [Damage("data_keys", owner, problem) for owner in await data_keys.owners(tx) if owner not in owners]


async def _owners_by_id(tx: Transaction) -> frozenset[str]:
    return frozenset([of(each) for column, of in _BY_ID for each in await _ids(tx, column)])


async def _ids(tx: Transaction, column: Column[str]) -> frozenset[str]:
    return frozenset([row[0] for row in await tx.rows(select(column))])


async def _purged(tx: Transaction) -> frozenset[str] | None:
    """The chains of the cases that were purged; None if the system's own does not open."""
    try:
        told = await audit.entries(tx, audit.SYSTEM)
    except SealBroken:
        return None
    return frozenset(each.detail.get("chain", "") for each in told if each.what == cases.PURGED)


async def _incomplete(tx: Transaction, whole: AbstractSet[str]) -> list[Damage]:
    """The cases that open and have not as many reports and messages as was written down, or no concern any more."""
    written, with_access = await concerns.count_written(tx), await concerns.cases_with_access(tx)
    readable = (*await cases.all_open(tx), *await cases.all_closed(tx))
    found: list[Damage] = []
    for case in (each for each in readable if each.id in whole):
        entries = await audit.stored(tx, case.id)
        if len(case.reports) + written.get(case.id, 0) != sum(each.what in BROUGHT for each in entries):
            found.append(_miscounted(case))
        if case.anonymous and case.id not in with_access and not await _was_finished(tx, entries):
            found.append(Damage("concerns", case.id, "it is gone, and was not finished"))
    return found


def _miscounted(case: Case) -> Damage:
    if not case.anonymous:
        return Damage("reports", case.id, "there are not as many as its audit tells of")
    # Whoever has the code sends a report or a message, and its audit says of either that more was received.
    return Damage("concern_messages", case.id, "with its reports there are not as many as its audit tells of")


async def _was_finished(tx: Transaction, entries: tuple[Stored, ...]) -> bool:
    """Whether the concern was finished when it last stood otherwise: only then does its access end."""
    finished = False
    for each in entries:
        if each.what == STANDS:
            key = await data_keys.key_of(tx, data_keys.of_case(each.chain))
            finished = audit.opened(each, key).detail.get("state") == concerns.State.FINISHED
        elif each.what == MORE:
            finished = False
    return finished


async def _put_back(tx: Transaction, whole: AbstractSet[str]) -> list[Damage]:
    """The rows of cases and of concerns that are not as the record of their chain proves that they stand."""
    now, found = await standing.of_all(tx), list[Damage]()
    concern_of = {row.case_id: row.id for row in await tx.rows(select(CONCERNS.c.case_id, CONCERNS.c.id))}
    for row in await tx.rows(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.stands != "").order_by(AUDIT_CHAINS.c.chain)):
        proved = audit.head_of(tx, row).stands
        if row.chain not in whole or not proved:
            continue
        case, concern = standing.parts(proved)
        case_now, concern_now = standing.parts(now.get(row.chain, standing.NOTHING))
        if case != case_now:
            found.append(Damage("cases", row.chain, NOT_THE_LAST))
        if concern != concern_now:
            found.append(Damage("concerns", concern_of.get(row.chain, row.chain), NOT_THE_LAST))
    return found


async def _silent(tx: Transaction) -> list[Damage]:
    """The cases that nobody has and of which what tells somebody was stopped, which only taking a case may do.

    Whoever passes a case on cancels its timer and owes a later one, if its severity has any.
    """
    told, last = await _told_and_last_timers(tx)
    return [
        Damage("cases", case.id, "nobody has taken it, and nobody will be told of it any more")
        for case in await cases.all_open(tx)
        if not case.acknowledged_by and (case.id not in told or last.get(case.id, State.OWED) not in LIVE)
    ]


async def _told_and_last_timers(tx: Transaction) -> tuple[set[str], dict[str, str]]:
    """The cases with an alert that was not cancelled; the state of each case's timer for the highest rung."""
    what = (OUTBOX.c.case_id, OUTBOX.c.kind, OUTBOX.c.state)
    rows = await tx.rows(select(*what).order_by(OUTBOX.c.rung))
    told = {row.case_id for row in rows if row.kind == Kind.ALERT and row.state in LIVE}
    return told, {row.case_id: row.state for row in rows if row.kind == Kind.ESCALATE}
