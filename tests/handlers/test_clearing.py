"""What is done every hour ends what has had its time, and can be done again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from handlers.clearing import MOST_BYTES, bind, clear, tidy
from handlers.turn import OpenedQuestion
from handlers.word_of_questions import named
from storage import audit, concerns
from storage.audit_check import Break, verify
from storage.tables import OUTBOX
from tests.handlers import asking
from tests.handlers.concern.learner import Learner, every_case, replies, takes, the_case, with_settings
from tests.handlers.logged_work import begin
from tests.handlers.office import EXAMPLE, TOM, Office


async def is_open(office: Office, case: str) -> bool:
    async with office.desk.database.transaction() as tx:
        await clear(office.desk, tx)
        await clear(office.desk, tx)
        return await concerns.of_case(tx, case) is not None


@pytest.mark.parametrize("days", [1, 30, 180])
async def test_a_finished_concern_can_be_opened_as_long_as_was_said(office: Office, days: int) -> None:
    office.with_organisation(with_settings(replace(EXAMPLE.anonymous, access_days=days)))
    await Learner(office).tells()
    case = await takes(office)
    await replies(office, state="finished")
    office.clock.move(days=days)
    assert await is_open(office, case)
    office.clock.move(days=1)
    assert not await is_open(office, case)
    assert (await the_case(office)).id == case


async def test_what_is_not_finished_never_ends(office: Office) -> None:
    await Learner(office).tells()
    case = await takes(office)
    office.clock.move(days=3_000)
    assert await is_open(office, case)


async def test_days_are_those_of_the_offices_clock(office: Office) -> None:
    office.clock.at = datetime(2027, 6, 1, 12, tzinfo=UTC)
    await Learner(office).tells()
    case = await takes(office)
    await replies(office, state="finished")
    office.clock.at = datetime(2027, 7, 1, 22, 59, tzinfo=UTC)
    assert await is_open(office, case)
    office.clock.at = datetime(2027, 7, 1, 23, 0, tzinfo=UTC)  # the second of July, in London
    assert not await is_open(office, case)


async def test_what_came_in_lately_no_longer_stands_in_the_file_in_the_order_in_which_it_came(office: Office) -> None:
    await tidy(office.desk)
    before = office.file.stat().st_mtime_ns
    for _ in range(3):
        await Learner(office).tells()
    case = (await every_case(office))[0].id.encode()
    places = office.file.read_bytes().count(case)
    await tidy(office.desk)
    assert office.file.stat().st_mtime_ns > before
    assert office.file.read_bytes().count(case) <= places
    assert len(await every_case(office)) == 3
    assert await office.desk.database.write_anew(MOST_BYTES)
    assert not await office.desk.database.write_anew(1)


async def test_an_answer_can_be_read_for_90_days_and_what_waits_is_kept_until_it_is_answered(office: Office) -> None:
    done, waits = await asking.asks(office), await asking.asks(office, asking.OTHER_WORDS)
    await office.does(asking.answering(done, asking.ANSWER))

    for days, kept in ((90, {done, waits}), (1, {waits}), (3_000, {waits})):
        office.clock.move(days=days)
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
            await clear(office.desk, tx)
        assert {each.id for each in (*await asking.answered(office), *await asking.waiting(office))} == kept
    gone = await office.does(OpenedQuestion(TOM, done))
    assert gone == await office.does(OpenedQuestion(TOM, asking.UNKNOWN))


async def test_with_a_question_goes_whatever_was_owed_because_of_it(office: Office) -> None:
    question, waits = await asking.asks(office), await asking.asks(office, asking.OTHER_WORDS)
    await office.settles()
    await office.does(asking.answering(question, asking.ANSWER))
    await office.settles()
    for days, left in ((90, {named(question), named(waits)}), (1, {named(waits)})):
        office.clock.move(days=days)
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
            await clear(office.desk, tx)
            owed = await tx.rows(select(OUTBOX.c.draft_id).where(OUTBOX.c.draft_id.startswith("question-")))
        assert {row.draft_id for row in owed} == left


async def test_whoever_takes_the_role_over_is_told_within_the_hour_of_what_waits_and_once(office: Office) -> None:
    await asking.asks(office)
    done = await asking.asks(office, asking.OTHER_WORDS)
    await office.does(asking.answering(done, asking.ANSWER))
    await office.settles()
    office.messenger.sent.clear()
    office.desk = replace(office.desk, policy=asking.answered_by("deputy"))

    for _ in range(3):
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
        await office.settles()
    assert [to for to, _ in office.messenger.sent] == ["ben"]


async def test_once_a_day_the_audit_proves_how_far_every_chain_has_come_but_of_what_came_without_a_name(
    office: Office,
) -> None:
    office.clock.at = datetime(2027, 6, 1, 12, tzinfo=UTC)
    await Learner(office).tells()
    known = await begin(office)
    for at, made in (
        (datetime(2027, 6, 1, 12, tzinfo=UTC), 1),
        (datetime(2027, 6, 1, 22, 59, tzinfo=UTC), 1),
        (datetime(2027, 6, 1, 23, 0, tzinfo=UTC), 2),  # the second of June, in London
        (datetime(2027, 6, 2, 3, 0, tzinfo=UTC), 2),
    ):
        office.clock.at = at
        await known.did(Task.NOTE, {Detail.TEXT: "Looked at it."})
        await bind(office.desk)
        async with office.desk.database.transaction() as tx:
            roots = [each for each in await audit.entries(tx, audit.SYSTEM) if each.what == audit.ROOT]
        assert [set(each.detail) for each in roots] == [{known.case}] * made
    office.clock.move(days=3)
    await bind(office.desk)
    await bind(office.desk)
    async with office.desk.database.snapshot() as tx:
        newest = (await audit.stored(tx, audit.SYSTEM))[-1].mac[: audit.ROOT_DIGITS]
        assert not [each for each in await verify(tx, newest) if isinstance(each, Break)]
