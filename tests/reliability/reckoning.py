"""What must hold after any number of deaths, read from the database and from what the platform got."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs import wording
from dialogs.alerts import Kind
from dialogs.case import Case
from storage import audit, audit_check, cases, outbox
from storage.database import Database
from storage.outbox import Row, State
from tests.fakes.replica import Saying, SentLine
from tests.reliability.lives import World

REFERENCE = re.compile(r"ES-[2-9A-Z]{6}")


def reference_in(said: Saying) -> str:
    """The reference that a reporter reads, or an empty text."""
    found = REFERENCE.search(said["text"])
    return found[0] if found else ""


@dataclass
class Heard:
    """What reporters were told: the draft and the references, each as often as it was read."""

    references: dict[str, list[str]] = field(default_factory=dict)

    def note(self, draft: str, said: Saying) -> None:
        """Somebody read an answer to their report."""
        reference = reference_in(said)
        assert reference, f"a report was answered without a reference: {said}"
        self.references.setdefault(draft, []).append(reference)


@dataclass(frozen=True)
class Reckoning:
    """What was found.

    `repeats` counts messages that the platform got again, `unlabelled` those of them that do not say so, `broken` the
    audit's breaks, and `messages_noted` how many messages the audit says were sent.
    """

    cases: int
    alerts: int
    repeats: int
    unlabelled: int
    broken: int
    owed: int
    messages_noted: int


async def reckon(world: World, heard: Heard, alerts_for: Mapping[str, int]) -> Reckoning:
    """Checks everything that was promised.

    `alerts_for` says of a draft how many places its first alerts go to; of others nobody asks.
    """
    database = await Database.open(world.database, world.keyring)
    try:
        async with database.snapshot() as tx:
            stored = {case.draft: case for case in await cases.all_open(tx)}
            rows = {case.id: await outbox.of_case(tx, case.id) for case in stored.values()}
            chains = [await audit.entries(tx, case.id) for case in stored.values()]
            broken = await audit_check.verify(tx)
            every = await cases.all_open(tx)
    finally:
        await database.close()
    assert len(every) == len(stored), "a draft has two cases"
    _as_heard(stored, heard)
    sent = world.sent()
    for draft, expected in alerts_for.items():
        _alerted(rows[stored[draft].id], {line["key"] for line in sent}, expected)
    repeats, unlabelled = _repeats(sent)
    owed = sum(row.state is State.OWED and row.owed.kind is Kind.ALERT for each in rows.values() for row in each)
    alerts = sum(row.owed.kind is Kind.ALERT for each in rows.values() for row in each)
    noted = sum(entry.what == "message sent" for chain in chains for entry in chain)
    return Reckoning(len(stored), alerts, repeats, unlabelled, len(broken), owed, noted)


def _as_heard(stored: Mapping[str, Case], heard: Heard) -> None:
    for draft, references in heard.references.items():
        assert draft in stored, f"a report that was received is not there: {references}"
        assert set(references) == {stored[draft].reference}, "a report was received under two references"


def _alerted(rows: tuple[Row, ...], delivered: set[str], expected: int) -> None:
    alerts = [row for row in rows if row.owed.kind is Kind.ALERT]
    assert sum(row.owed.rung == 0 for row in alerts) == expected, rows
    for row in alerts:
        assert row.state is State.SENT, row
        assert row.owed.once in delivered, row


def _repeats(sent: list[SentLine]) -> tuple[int, int]:
    seen = Counter[str]()
    repeats = unlabelled = 0
    for line in sent:
        repeats += seen[line["key"]] > 0
        unlabelled += seen[line["key"]] > 0 and wording.MAYBE_REPEAT not in line["lines"]
        seen[line["key"]] += 1
    return repeats, unlabelled
