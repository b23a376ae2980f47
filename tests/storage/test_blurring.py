"""Once somebody has an anonymous case, nothing that is done says when it was."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from storage import blurring, cases, outbox
from storage.database import Database
from storage.outbox import Row, State
from tests.storage.examples import CASE as NAMED
from tests.storage.examples import DAY, MINUTE, NOW

MIDNIGHT = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
CASE = replace(NAMED, reporter="", reporter_name="", draft="", acknowledged_by="asha", acknowledged_at=MIDNIGHT)
ALERT = Owed(Kind.ALERT, To.PERSON, NOW, case="case-1", person="asha")
LATER = replace(ALERT, person="ben", due=NOW + MINUTE)


async def blurred(database: Database, case: Case, *owed: Owed) -> Mapping[str, Row]:
    """What is owed of the case once the first of it was sent and it was blurred."""
    async with database.transaction() as tx:
        await cases.add(tx, case)
        for each in owed:
            await outbox.owe(tx, each)
        [claimed] = await outbox.claim(tx, NOW, "worker", MINUTE, 1)
        await outbox.sent(tx, claimed, NOW + MINUTE, "platform-1")
        await blurring.blur(tx, case.id, MIDNIGHT)
        return {row.owed.once: row for row in await outbox.of_case(tx, case.id)}


async def test_what_was_sent_is_of_the_day_and_no_longer_known_to_the_platform(database: Database) -> None:
    rows = await blurred(database, CASE, ALERT)
    row = rows[ALERT.once]
    assert (row.owed.due, row.at, row.platform_id, row.state) == (MIDNIGHT, MIDNIGHT, "", State.SENT)


async def test_what_is_still_owed_keeps_its_time(database: Database) -> None:
    rows = await blurred(database, CASE, ALERT, LATER)
    assert rows[LATER.once].owed.due == NOW + MINUTE


async def test_while_a_message_is_to_be_changed_the_platform_knows_it(database: Database) -> None:
    rows = await blurred(database, CASE, ALERT, replace(ALERT, kind=Kind.ALERT_ANSWERED, due=NOW + DAY))
    assert rows[ALERT.once].platform_id == "platform-1"
    assert rows[ALERT.once].at == MIDNIGHT


@pytest.mark.parametrize("case", [NAMED, replace(CASE, acknowledged_by="", acknowledged_at=None)])
async def test_with_a_reporter_or_while_nobody_has_it_nothing_is_taken_out(database: Database, case: Case) -> None:
    rows = await blurred(database, case, ALERT)
    row = rows[ALERT.once]
    assert (row.owed.due, row.at, row.platform_id) == (NOW, NOW + MINUTE, "platform-1")


async def test_a_case_that_is_not_there_changes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await blurring.blur(tx, "case-9", MIDNIGHT)
