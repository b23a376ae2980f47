"""A closed case is opened again: who has it then, since when it was picked up, and what its reporter hears."""

from dataclasses import replace

from dialogs import wording, wording_cases
from dialogs import wording_closing as words
from dialogs.alerts import Kind
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Said
from handlers.turn import Acknowledged, CannotTake
from tests.handlers.casework.closing_work import ENTERED, ends_every_step, refused
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.casework.test_handing import owed, owes
from tests.handlers.office import BEN, EXAMPLE


async def test_whoever_opens_a_closed_case_again_says_why_and_has_it(work: DeskWork) -> None:
    await ends_every_step(work)
    assert refused(await work.presses(Task.REOPEN, who=BEN)) == wording_cases.REFUSED[Refusal.OPEN]
    await work.did(Task.CLOSE, ENTERED)
    assert isinstance(await work.does(Task.REOPEN, {}, who=BEN), Asked)
    shown = await work.did(Task.REOPEN, {Detail.WHY: "It began again."}, who=BEN)
    assert shown.remark == words.REOPENED
    case = await work.now()
    assert (case.closed, case.acknowledged_by) == (None, "ben")
    assert (await work.newest(Act.REOPENED))["why"] == "It began again."
    await work.office.settles()
    assert "finished with" not in str(work.office.messenger.to("tom"))
    assert "looking at" not in str(work.office.messenger.to("tom"))
    assert "Ben Okafor" in str(work.office.messenger.changed[-1])


async def test_a_case_that_is_closed_twice_is_told_twice(work: DeskWork) -> None:
    await ends_every_step(work)
    for _ in range(2):
        await work.did(Task.CLOSE, ENTERED)
        await work.office.settles()
        await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    assert str(work.office.messenger.to("tom")).count("finished with") == len("ab")


async def test_whoever_heard_that_it_is_closed_hears_that_it_is_open_again_and_not_why(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    await work.office.settles()
    message = work.office.messenger.to("tom")[-1]
    assert message.lines == (f"We are looking at {(await work.now()).reference} again.",)
    assert not message.buttons


async def test_whoever_must_not_know_of_it_any_more_does_not_hear_that_it_is_open_again(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    await work.becomes(replace(await work.now(), excluded=frozenset({"tom"})))
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    assert not await owed(work, Kind.REOPENED)


async def test_what_is_closed_again_meanwhile_is_not_said_to_be_open(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    assert "looking at" not in str(work.office.messenger.to("tom"))


async def test_whoever_heard_nothing_since_it_was_closed_hears_that_it_is_open_however_often_it_was_closed_meanwhile(
    work: DeskWork,
) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    await work.did(Task.CLOSE, ENTERED)
    await work.did(Task.REOPEN, {Detail.WHY: "And again."})
    await work.office.settles()
    assert "looking at" in str(work.office.messenger.to("tom")[-1])


async def test_whoever_heard_that_it_is_open_again_does_not_hear_it_twice(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."})
    await work.office.settles()
    await work.did(Task.CLOSE, ENTERED)
    await work.did(Task.REOPEN, {Detail.WHY: "And again."})
    await work.office.settles()
    assert str(work.office.messenger.to("tom")).count("looking at") == 1


async def test_a_case_that_is_opened_again_was_picked_up_when_it_was_first(work: DeskWork) -> None:
    await ends_every_step(work)
    first = (await work.now()).acknowledged_at
    await work.did(Task.CLOSE, ENTERED)
    work.office.clock.move(hours=24 * 30)
    shown = await work.did(Task.REOPEN, {Detail.WHY: "It began again."}, who=BEN)
    case = await work.now()
    assert (case.acknowledged_at, case.theirs_since) == (first, work.office.clock.now())
    now = dict(shown.facts)[wording.STATE]
    assert now.startswith("Picked up at 10:00 on ")
    assert ". With Ben Okafor since " in now


async def test_what_nobody_had_when_it_was_closed_is_picked_up_when_it_is_opened_again(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.becomes(replace(await work.now(), acknowledged_by="", acknowledged_at=None))
    work.office.clock.move(minutes=5)
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."}, who=BEN)
    case = await work.now()
    assert (case.acknowledged_at, case.theirs_since) == (work.office.clock.now(), None)


async def test_nobody_is_told_that_a_case_is_closed_that_is_open(work: DeskWork) -> None:
    await owes(work, Kind.CLOSED)
    assert "finished with" not in str(work.office.messenger.to("tom"))


async def test_whoever_had_a_closed_case_had_it_though_they_have_left(work: DeskWork) -> None:
    await work.is_closed()
    left = {key: person for key, person in EXAMPLE.people.items() if key != "asha"}
    work.office.with_organisation(replace(EXAMPLE, people=left))
    for turn in (Acknowledged(BEN, work.case), CannotTake(BEN, work.case)):
        said = await work.office.does(turn)
        assert isinstance(said, Said)
        assert said.title == words.IS_CLOSED
    assert (await work.now()).acknowledged_by == "asha"
