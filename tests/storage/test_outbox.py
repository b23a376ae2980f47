import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dialogs.alerts import Kind, Owed, To
from storage import outbox
from storage.database import Database
from storage.keyring import Keyring
from storage.outbox import Claimed, Health, Problem, State
from tests.storage.examples import ALERT, DAY, MINUTE, NOW, rung

LEASE = timedelta(seconds=30)
AFTER = NOW + LEASE


async def owe(database: Database, *all_owed: Owed) -> None:
    async with database.transaction() as tx:
        for owed in all_owed:
            await outbox.owe(tx, owed)


async def claim(database: Database, now: datetime = NOW, worker: str = "one", limit: int = 10) -> tuple[Claimed, ...]:
    async with database.transaction() as tx:
        return await outbox.claim(tx, now, worker, LEASE, limit)


async def rows(database: Database) -> tuple[outbox.Row, ...]:
    async with database.transaction() as tx:
        return await outbox.of_case(tx, "case-1")


async def test_what_is_owed_is_claimed_as_it_was_owed(database: Database) -> None:
    await owe(database, ALERT)
    assert await claim(database) == (Claimed(ALERT, fence=1, attempts=1, maybe_repeat=False, until=AFTER),)


async def test_the_same_obligation_is_owed_once(database: Database) -> None:
    await owe(database, ALERT, ALERT)
    await owe(database, replace(ALERT, due=NOW + DAY, priority=0))
    assert [row.owed for row in await rows(database)] == [ALERT]


async def test_what_was_sent_is_not_owed_again(database: Database) -> None:
    await owe(database, ALERT)
    [claimed] = await claim(database)
    async with database.transaction() as tx:
        assert await outbox.sent(tx, claimed, NOW, "C1:17.2")
        await outbox.owe(tx, ALERT)
    assert await claim(database, NOW + DAY) == ()
    assert await rows(database) == (outbox.Row(ALERT, State.SENT, "C1:17.2", NOW, 1, None),)


async def test_nothing_is_claimed_before_it_is_due(database: Database) -> None:
    await owe(database, replace(ALERT, due=NOW + MINUTE))
    assert await claim(database, NOW + MINUTE - timedelta(microseconds=1)) == ()
    assert len(await claim(database, NOW + MINUTE)) == 1


async def test_what_is_leased_is_not_claimed_again(database: Database) -> None:
    await owe(database, ALERT)
    await claim(database)
    assert await claim(database, AFTER - timedelta(microseconds=1), "two") == ()


async def test_a_lease_that_ran_out_is_taken_over_as_a_possible_repeat(database: Database) -> None:
    await owe(database, ALERT)
    await claim(database)
    [taken] = await claim(database, AFTER, "two")
    assert taken == Claimed(ALERT, fence=2, attempts=2, maybe_repeat=True, until=AFTER + LEASE)


async def test_whoever_was_overtaken_records_nothing(database: Database) -> None:
    await owe(database, ALERT)
    [paused] = await claim(database)
    [taken] = await claim(database, AFTER, "two")
    before = await rows(database)
    async with database.transaction() as tx:
        assert not await outbox.sent(tx, paused, AFTER, "late")
        assert not await outbox.put_off(tx, paused, AFTER, Problem.REFUSED)
        assert not await outbox.give_up(tx, paused, AFTER, Problem.REFUSED)
    assert await rows(database) == before
    async with database.transaction() as tx:
        assert await outbox.sent(tx, taken, AFTER, "in time")
    assert [row.platform_id for row in await rows(database)] == ["in time"]


async def test_nothing_is_sent_twice(database: Database) -> None:
    await owe(database, ALERT)
    [claimed] = await claim(database)
    async with database.transaction() as tx:
        assert await outbox.sent(tx, claimed, NOW)
        assert not await outbox.sent(tx, claimed, NOW)


async def test_the_most_urgent_goes_first_then_what_was_due_first(database: Database) -> None:
    def alert(person: str, priority: int, due: datetime) -> Owed:
        return replace(ALERT, person=person, priority=priority, due=due)

    await owe(
        database, alert("late", 2, NOW), alert("early", 2, NOW - MINUTE), alert("urgent", 0, NOW), alert("x", 4, NOW)
    )
    assert [each.owed.person for each in await claim(database, limit=3)] == ["urgent", "early", "late"]
    assert [each.owed.person for each in await claim(database)] == ["x"]


async def test_the_ladder_is_climbed_one_rung_at_a_time(database: Database) -> None:
    elsewhere = replace(rung(3), case="case-2")
    await owe(database, replace(rung(2), priority=0), rung(1), elsewhere)
    later = NOW + DAY
    first = await claim(database, later)
    assert [each.owed for each in first] == [rung(1), elsewhere]
    async with database.transaction() as tx:
        assert await outbox.sent(tx, first[0], later)
    assert [each.owed.rung for each in await claim(database, later)] == [2]


async def test_a_rung_that_was_given_up_does_not_hold_up_the_ladder(database: Database) -> None:
    await owe(database, rung(1), rung(2))
    [first] = await claim(database, NOW + DAY)
    async with database.transaction() as tx:
        assert await outbox.give_up(tx, first, NOW, Problem.NO_ADDRESS)
    assert [each.owed.rung for each in await claim(database, NOW + DAY)] == [2]


@pytest.mark.parametrize("problem", list(Problem))
async def test_what_failed_is_tried_again_when_it_was_put_off_to(database: Database, problem: Problem) -> None:
    await owe(database, ALERT)
    [claimed] = await claim(database)
    async with database.transaction() as tx:
        assert await outbox.put_off(tx, claimed, NOW + MINUTE, problem)
    assert await claim(database, NOW + MINUTE - timedelta(seconds=1)) == ()
    [row] = await rows(database)
    assert (row.state, row.problem) == (State.OWED, problem)
    [again] = await claim(database, NOW + MINUTE)
    assert (again.attempts, again.maybe_repeat) == (2, problem.may_have_arrived)


async def test_a_possible_repeat_stays_one_until_it_is_sent(database: Database) -> None:
    await owe(database, ALERT)
    await claim(database)
    [second] = await claim(database, AFTER)
    async with database.transaction() as tx:
        await outbox.put_off(tx, second, AFTER, Problem.RATE_LIMITED)
    [third] = await claim(database, AFTER)
    assert third.maybe_repeat


async def test_what_was_given_up_stays_visible_and_is_not_tried_again(database: Database) -> None:
    await owe(database, ALERT)
    [claimed] = await claim(database)
    async with database.transaction() as tx:
        assert await outbox.give_up(tx, claimed, NOW + MINUTE, Problem.NO_ADDRESS)
    assert await claim(database, NOW + DAY) == ()
    assert await rows(database) == (outbox.Row(ALERT, State.DEAD, "", NOW + MINUTE, 1, Problem.NO_ADDRESS),)


async def test_what_is_cancelled_is_not_owed_any_more(database: Database) -> None:
    not_sent = Owed(Kind.NOT_SENT, To.REPORTER, NOW, draft="draft-1")
    await owe(database, ALERT, rung(0), rung(1), not_sent, replace(rung(0), case="case-2"))
    async with database.transaction() as tx:
        assert await outbox.cancel(tx, [Kind.ESCALATE], case_id="case-1") == 2
        assert await outbox.cancel(tx, [Kind.NOT_SENT], draft_id="draft-1") == 1
        assert await outbox.cancel(tx, [], case_id="case-1") == 0
    assert {each.owed for each in await claim(database, NOW + DAY)} == {ALERT, replace(rung(0), case="case-2")}


async def test_what_was_being_sent_while_it_was_cancelled_is_known_to_be_sent(database: Database) -> None:
    await owe(database, ALERT, replace(ALERT, person="ben"))
    one, two = await claim(database)
    async with database.transaction() as tx:
        await outbox.cancel(tx, [Kind.ALERT], case_id="case-1")
        assert await outbox.sent(tx, one, NOW, "C1:17.2")
        assert not await outbox.put_off(tx, two, NOW, Problem.REFUSED)
    assert {(row.state, row.platform_id) for row in await rows(database)} == {
        (State.SENT, "C1:17.2"),
        (State.CANCELLED, ""),
    }


async def test_what_was_sent_cannot_be_cancelled(database: Database) -> None:
    await owe(database, ALERT)
    [claimed] = await claim(database)
    async with database.transaction() as tx:
        await outbox.sent(tx, claimed, NOW)
        assert await outbox.cancel(tx, [Kind.ALERT], case_id="case-1") == 0


async def test_health_counts_what_is_late_failing_and_given_up(database: Database) -> None:
    async def health() -> Health:
        async with database.transaction() as tx:
            return await outbox.health(tx, NOW)

    assert await health() == Health(0, 0, 0, 0, None)
    people = [replace(ALERT, person=person, due=NOW - MINUTE) for person in ("a", "b", "c", "d")]
    await owe(database, *people, ALERT, rung(1))
    a, b, c, *_ = await claim(database)
    async with database.transaction() as tx:
        await outbox.sent(tx, a, NOW)
        await outbox.put_off(tx, b, NOW + DAY, Problem.TIMED_OUT)
        await outbox.give_up(tx, c, NOW, Problem.REFUSED)
    assert await health() == Health(owed=4, overdue=3, failing=1, dead=1, oldest=NOW - MINUTE)


async def test_two_at_once_never_claim_the_same(postgres_url: str, keyring: Keyring) -> None:
    one = await Database.open(postgres_url, keyring)
    two = await Database.open(postgres_url, keyring)
    await owe(one, *(replace(ALERT, person=f"person-{number}") for number in range(4)))
    async with one.transaction() as first, two.transaction() as second:
        ours = await outbox.claim(first, NOW, "one", LEASE, 3)
        theirs = await asyncio.wait_for(outbox.claim(second, NOW, "two", LEASE, 3), timeout=5)
    assert (len(ours), len(theirs)) == (3, 1)
    assert not {each.owed for each in ours} & {each.owed for each in theirs}
    await one.close()
    await two.close()


async def test_what_turned_out_to_be_owed_no_more_can_be_owed_again_once_that_is_forgotten(database: Database) -> None:
    asked = Owed(Kind.QUESTION, To.PERSON, NOW, draft="question-1", person="asha", priority=2)
    told, elsewhere = replace(asked, person="ben"), replace(asked, draft="question-2")
    answered = replace(asked, kind=Kind.QUESTION_ANSWERED)
    await owe(database, asked, told, elsewhere, answered)
    for claimed in await claim(database):
        async with database.transaction() as tx:
            await outbox.sent(tx, claimed, NOW, state=State.SENT if claimed.owed == told else State.MOOT)

    await owe(database, asked, told, elsewhere, answered)
    assert await claim(database, NOW + DAY) == ()
    async with database.transaction() as tx:
        await outbox.forget_moot(tx, (Kind.QUESTION,), "question-1")
    await owe(database, asked, told, elsewhere, answered)
    assert [each.owed for each in await claim(database, NOW + DAY)] == [asked]
