"""What a conversation leaves in the database, without what differs each time: ids, references, times.

Two platforms that were told the same leave the same.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.config import Config
from dialogs.alerts import OF_THE_WORK, Kind
from dialogs.case import Case
from dialogs.casework.owing import ANSWERS
from dialogs.casework.record import Entry
from storage import audit, cases, questions, taught
from storage.database import AnyRow, Database, Transaction
from storage.keyring import Keyring
from storage.tables import AUDIT_CHAINS, GUIDANCE_COUNTS, OUTBOX

SENT = "message sent"
ID = re.compile(r"\b[0-9a-f]{32}\b|\bES-[0-9A-Z]+(?:-[0-9A-Z]+)*\b")


@dataclass(frozen=True)
class Remains:
    """Everything, as text with its ids numbered: `audit` chain by chain, `owed` with what became of it, `cases`.

    `asked` is what came of questions about the policy: those to a person, those that were added, and the counts.
    """

    audit: Mapping[str, tuple[str, ...]]
    owed: tuple[str, ...]
    cases: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass
class Numbering:
    """Gives every id a number, in the order in which they are met."""

    met: dict[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """The text with each id as its number."""
        return ID.sub(lambda found: self.met.setdefault(found[0], f"<{len(self.met) + 1}>"), text)


async def remains(config: Config) -> Remains:
    """What is in the database that these settings name. Nobody may be writing to it."""
    database = await Database.open(config.database_url, Keyring.load(config.keyring))
    try:
        async with database.transaction() as tx:
            return await _read(tx)
    finally:
        await database.close()


async def _read(tx: Transaction) -> Remains:
    numbered = Numbering()
    asked = await _asked(tx, numbered)
    known = sorted((*await cases.all_open(tx), *await cases.all_closed(tx)), key=lambda case: case.opened)
    contents = tuple(numbered(_case(case)) for case in known)
    system = [await _chain(tx, audit.SYSTEM, numbered)]
    chains = {numbered(case.id): await _chain(tx, case.id, numbered) for case in known}
    chained = {"system": system[0], **chains, "": await _how_many_chains(tx)}
    return Remains(chained, await _owed(tx, numbered), contents, asked)


async def _asked(tx: Transaction, numbered: Numbering) -> tuple[str, ...]:
    # An id of a question comes of a key of the database's own: one that sorts by ids would sort otherwise elsewhere.
    to_somebody = sorted((*await questions.waiting(tx), *await questions.answered(tx)), key=lambda each: each.text)
    added = sorted(await taught.these(tx, await taught.ids(tx)), key=lambda each: each.question)
    counts = await tx.rows(select(GUIDANCE_COUNTS))
    counted = sorted((row.passage, row.what, row.times) for row in counts)
    return tuple(numbered(repr(each)) for each in (*to_somebody, *added, *counted))


def _case(case: Case) -> str:
    return json.dumps(
        {
            "id": case.id,
            "reference": case.reference,
            "severity": case.severity.value,
            "facts": [case.category, case.route, case.centre],
            "reporter": [case.reporter, case.reporter_name],
            "people": [sorted(case.excluded), sorted(case.told), case.acknowledged_by],
            "stands": [case.complete, case.rung, case.acknowledged_at is not None],
            "reports": [sorted(report.answers.items()) for report in case.reports],
        }
    )


async def _chain(tx: Transaction, chain: str, numbered: Numbering) -> tuple[str, ...]:
    # The root of a day names proofs, which are others in each database; on which days there is one is the clock's.
    entries = [each for each in await audit.entries(tx, chain) if each.what != audit.ROOT]
    # When something went out, beside what somebody does meanwhile, is another matter each time.
    done = [numbered(_entry(each)) for each in entries if each.what != SENT]
    return (*done, *sorted(numbered(_entry(each)) for each in entries if each.what == SENT))


def _entry(entry: Entry) -> str:
    return json.dumps([entry.what, entry.actor, sorted(entry.detail.items())])


async def _how_many_chains(tx: Transaction) -> tuple[str, ...]:
    return (str(len(await tx.rows(select(AUDIT_CHAINS)))),)


async def _owed(tx: Transaction, numbered: Numbering) -> tuple[str, ...]:
    # A daily word is there from the first hour on for everybody, whatever is said: when it falls due is the clock's.
    rows = await tx.rows(select(OUTBOX).where(OUTBOX.c.kind != Kind.ROUND))
    owed = [[row.kind, row.addressee, row.person, _rung(row), row.state, row.case_id, row.draft_id] for row in rows]
    return tuple(sorted(numbered(json.dumps(each)) for each in sorted(owed, key=lambda each: each[:5])))


def _rung(row: AnyRow) -> int:
    """Its rung; nothing where that is how long the record was just then."""
    counted = row.kind in OF_THE_WORK or (row.kind == Kind.MORE and row.rung >= ANSWERS)
    return 0 if counted else row.rung
