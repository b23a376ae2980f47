"""Very many concerns at once share a message; what is urgent never does."""

from dataclasses import replace

from dialogs.alerts import Message
from handlers.turn import Acknowledged
from storage import cases, outbox
from storage.outbox import State
from tests.handlers.concern.learner import DANGER, NASTY, Learner, broken, every_case
from tests.handlers.office import ASHA, NASTY_MESSAGES, Office


async def many(office: Office, count: int) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    for _ in range(count):
        fresh = await lena.begins()
        token = fresh.draft.split(".")[1]
        await lena.sends(replace(last, draft=last.draft.replace(last.draft.split(".")[1], token)))


async def outcomes(office: Office) -> list[State]:
    found: list[State] = []
    async with office.desk.database.transaction() as tx:
        for case in await cases.all_open(tx):
            found += [row.state for row in await outbox.of_case(tx, case.id) if row.owed.kind == "alert"]
    return found


def shared(message: Message) -> bool:
    return "concerns came in" in str(message)


async def test_ten_concerns_each_have_an_alert_of_their_own(office: Office) -> None:
    await many(office, 10)
    await office.passes(minutes=15)
    assert len(office.messenger.to("#")) == 10
    assert not any(shared(each) for each in office.messenger.to("#"))


async def test_from_eleven_on_one_message_tells_of_all(office: Office) -> None:
    await many(office, 11)
    await office.passes(minutes=15)
    [message] = office.messenger.to("#")
    assert "11 concerns came in" in str(message)
    assert message.buttons == ()
    assert await outcomes(office) == [State.SENT] * 11
    assert await broken(office) == []


async def test_what_is_urgent_has_an_alert_of_its_own_among_many(office: Office) -> None:
    await many(office, 11)
    await Learner(office).tells(DANGER)
    await office.passes(minutes=15)
    assert len(office.messenger.to("asha")) == 1
    assert [shared(each) for each in office.messenger.to("#")] == [False, True]


async def test_taking_one_of_many_changes_no_message_that_they_share(office: Office) -> None:
    await many(office, 11)
    await office.passes(minutes=15)
    for case in await every_case(office):
        await office.does(Acknowledged(ASHA, case.id))
    await office.settles()
    assert office.messenger.changed == []


async def test_a_report_with_a_name_shares_no_message(office: Office) -> None:
    await many(office, 11)
    await office.fills_in(NASTY_MESSAGES)
    await office.passes(minutes=15)
    assert sorted(shared(each) for each in office.messenger.to("#")) == [False, True]


async def test_a_message_that_many_share_counts_none_that_may_not_be_known_there(office: Office) -> None:
    await many(office, 11)
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    await lena.sends(last)
    await lena.goes_on(last, {**NASTY, "tile": "staff"})
    await office.passes(minutes=15)
    [message] = office.messenger.to("#")
    assert "11 concerns came in" in str(message)


async def test_what_was_taken_or_purged_on_the_way_is_not_called_told(office: Office) -> None:
    await many(office, 12)
    first, second, *_ = await every_case(office)

    async def meanwhile() -> None:
        await office.does(Acknowledged(ASHA, first.id))
        await office.purges(second.id)

    office.clock.move(minutes=15)
    office.messenger.before_sending = meanwhile
    await office.settles()
    async with office.desk.database.transaction() as tx:
        rows = await outbox.of_case(tx, first.id)
    assert {row.state for row in rows if row.owed.kind == "alert"} <= {State.CANCELLED, State.SENT}
    assert await broken(office) == []


async def test_a_shared_message_that_may_have_come_already_says_so(office: Office) -> None:
    await many(office, 11)
    office.clock.move(minutes=15)
    await office.somebody_else_claims()
    await office.passes(seconds=9)
    assert any("repeat" in str(each).lower() for each in office.messenger.to("#"))


async def test_whoever_is_not_in_the_channel_hears_of_all_that_shared_its_message(office: Office) -> None:
    office.messenger.in_the_channel = frozenset({"asha"})
    await many(office, 12)
    await office.passes(minutes=15)
    [message] = office.messenger.to("ben")
    assert "12 concerns came in" in str(message)


async def test_very_many_urgent_ones_share_a_message_and_are_told_at_once(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(DANGER)
    for _ in range(12):
        fresh = await lena.begins()
        await lena.sends(replace(last, draft=last.draft.replace(last.draft.split(".")[1], fresh.draft.split(".")[1])))
    await office.passes(seconds=5)
    assert "12 concerns came in, all of them URGENT" in str(office.messenger.to("#")[0])
