"""A case goes from one person to another: who is asked, what they are told, and who has it when."""

from dataclasses import replace

import pytest

from dialogs import summary, wording_cases
from dialogs import wording_closing as words
from dialogs.alerts import Kind, Press
from dialogs.casework.owing import of_the_work
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne
from dialogs.organisation import Person
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from handlers.turn import Who
from storage import outbox
from storage.outbox import Row, State
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.concern.learner import Learner, takes, the_case
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, EXAMPLE, NASTY_MESSAGES, ONE_LINE, Office


async def owed(work: DeskWork, *kinds: Kind) -> list[Row]:
    """What is or was owed of the case, of these kinds."""
    async with work.office.desk.database.transaction() as tx:
        return [row for row in await outbox.of_case(tx, work.case) if row.owed.kind in kinds]


async def owes(work: DeskWork, kind: Kind, person: str = "") -> None:
    """Owes that past every rule, and does what is due."""
    message = of_the_work(await work.now(), kind, work.office.clock.now(), 999, person=person)
    async with work.office.desk.database.transaction() as tx:
        await outbox.owe(tx, message)
    await work.office.settles()


async def asks(work: DeskWork, person: str, why: str = "") -> CaseShown:
    """Asha asks somebody to take the case over, and they are told."""
    shown = await work.did(Task.HAND_OVER, {Detail.TO: person, Detail.WHY: why})
    await work.office.settles()
    return shown


# ------------------------------------------------------------------------------------------------------------- asking


async def test_somebody_who_is_asked_may_read_the_case_and_it_stays_where_it_is(work: DeskWork) -> None:
    assert isinstance(await work.opens(DILYS), NoSuchCase)
    shown = await asks(work, "dilys", "I am away from noon.")
    assert shown.remark == "Dilys Ward is being asked to take it over."
    assert (await work.now()).acknowledged_by == "asha"
    assert isinstance(await work.opens(DILYS), CaseShown)
    assert dict(await work.newest(Act.HAND_OVER)).items() >= {"to": "dilys", "why": "I am away from noon."}.items()


async def test_the_message_says_who_asks_and_no_word_of_the_case_or_of_why(work: DeskWork) -> None:
    await asks(work, "dilys", "Mia wants to talk to you.")
    [message] = work.office.messenger.to("dilys")
    assert message.lines[1:] == ("Asha Patel asks you to take this over.",)
    assert "Mia" not in str(message)
    take, open_ = message.buttons
    assert (take.press, take.label, take.about) == (Press.WORK, "Take it over", f"take-over.{work.case}")
    assert open_.press is Press.OPEN


async def test_whoever_asks_reads_first_what_it_means(work: DeskWork) -> None:
    mine = await work.form(Task.HAND_OVER)
    assert [each.text for each in mine.notices] == [words.READ_FROM_NOW, "It stays with you until they take it."]
    others = await work.form(Task.HAND_OVER, who=BEN)
    assert others.notices[1].text == "It stays with Asha Patel until they take it."


async def test_only_those_are_asked_who_handle_cases_may_know_and_do_not_have_it(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    who = (await work.form(Task.HAND_OVER)).fields[0]
    assert isinstance(who, ChooseOne)
    assert [each.id for each in who.options] == ["carys", "dilys"]


async def test_where_nobody_else_handles_cases_nobody_can_be_asked(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben", "carys", "dilys"})))
    said = await work.presses(Task.HAND_OVER)
    assert isinstance(said, Said)
    assert said.lines == (words.NOBODY_TO_ASK,)


async def test_a_case_that_nobody_has_is_handed_to_nobody(office: Office) -> None:
    work = await begin(office, taken=None)
    for task in (Task.HAND_OVER, Task.TAKE_OVER):
        said = await work.presses(task)
        assert isinstance(said, Said)
        assert said.lines == (wording_cases.REFUSED[Refusal.NOT_TAKEN],)


async def test_somebody_who_is_asked_twice_is_told_twice_and_a_form_sent_twice_asks_once(work: DeskWork) -> None:
    await asks(work, "dilys")
    await asks(work, "dilys")
    assert len(work.office.messenger.to("dilys")) == len("ab")
    form = await work.form(Task.HAND_OVER)
    for _ in range(2):
        await work.sends(form, {Detail.TO: "carys"})
    assert len(await work.entries(Act.HAND_OVER)) == len("abc")


@pytest.mark.parametrize("why", ["kept out", "nobody has it", "somebody has it", "closed"])
async def test_nobody_is_told_that_they_are_asked_when_that_makes_no_sense_any_more(work: DeskWork, why: str) -> None:
    await work.did(Task.HAND_OVER, {Detail.TO: "dilys"})
    case = await work.now()
    match why:
        case "kept out":
            await work.becomes(replace(case, excluded=frozenset({"dilys"})))
        case "nobody has it":
            await work.becomes(replace(case, acknowledged_by="", acknowledged_at=None))
        case "somebody has it":
            await work.did(Task.TAKE_OVER, {}, who=BEN)
            await owes(work, Kind.HANDED_OVER, "dilys")
        case _:
            await work.is_closed()
    await work.office.settles()
    assert not work.office.messenger.to("dilys")


async def test_a_platform_that_is_away_delays_the_message_and_loses_it_not(work: DeskWork) -> None:
    work.office.messenger.fail(1)
    await asks(work, "dilys")
    assert not work.office.messenger.to("dilys")
    await work.office.passes(minutes=1)
    assert work.office.messenger.to("dilys")


# -------------------------------------------------------------------------------------------------------------- taking


async def test_whoever_takes_it_over_reads_who_has_it_and_since_when(work: DeskWork) -> None:
    form = await work.form(Task.TAKE_OVER, who=BEN)
    assert [each.text for each in form.notices] == ["Asha Patel has had this case since 10:00."]
    assert form.submit == "Take it over"
    await work.becomes(replace(await work.now(), acknowledged_at=None))
    form = await work.form(Task.TAKE_OVER, who=BEN)
    assert [each.text for each in form.notices] == ["Asha Patel has this case."]


async def test_whoever_takes_it_over_has_it_and_the_alerts_say_so(work: DeskWork) -> None:
    picked_up = (await work.now()).acknowledged_at
    await asks(work, "ben")
    work.office.clock.move(minutes=30)
    told = len(work.office.messenger.to("tom"))
    work.office.messenger.changed.clear()
    shown = await work.did(Task.TAKE_OVER, {Detail.WHY: "Asha is away."}, who=BEN)
    await work.office.settles()
    case = await work.now()
    assert (case.acknowledged_by, case.theirs_since) == ("ben", work.office.clock.now())
    assert case.acknowledged_at == picked_up
    assert shown.remark == f"{case.reference} is yours now."
    assert {"from": "asha", "why": "Asha is away."}.items() <= (await work.newest(Act.TOOK_OVER)).items()
    [(_, changed)] = work.office.messenger.changed
    assert changed.lines[-1] == "Picked up at 10:00. With Ben Okafor since 10:30."
    assert len(work.office.messenger.to("tom")) == told
    assert (await work.work()).asked_over == ""


async def test_what_nobody_had_any_more_is_picked_up_anew(work: DeskWork) -> None:
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    assert (await work.now()).theirs_since
    await work.becomes(replace(await work.now(), acknowledged_by="", acknowledged_at=None))
    work.office.clock.move(minutes=5)
    await work.office.acknowledges(ASHA)
    case = await work.now()
    assert (case.acknowledged_at, case.theirs_since) == (work.office.clock.now(), None)


async def test_it_can_be_taken_back_and_the_alerts_say_so_again(work: DeskWork) -> None:
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    await work.office.settles()
    await work.did(Task.TAKE_OVER, {}, who=ASHA)
    await work.office.settles()
    assert "Asha Patel" in str(work.office.messenger.changed[-1])


async def test_once_somebody_takes_it_over_nobody_else_is_still_asked_to(work: DeskWork) -> None:
    await work.did(Task.HAND_OVER, {Detail.TO: "dilys"})
    await work.did(Task.TAKE_OVER, {}, who=CARYS)
    [row] = await owed(work, Kind.HANDED_OVER)
    assert row.state is State.CANCELLED


async def test_of_a_case_without_a_name_only_the_day_is_kept(office: Office) -> None:
    office.desk = replace(office.desk, policy=WORKED)
    await Learner(office).tells()
    work = DeskWork(office, await takes(office))
    form = await work.form(Task.TAKE_OVER, who=BEN)
    assert [each.text for each in form.notices] == ["Asha Patel has had this case since Tuesday 1 December."]
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    taken = await the_case(office)
    for each in (taken.acknowledged_at, taken.theirs_since):
        assert each is not None
        assert (each.hour, each.minute) == (0, 0)
    assert summary.who_has_it(taken, EXAMPLE) == "Picked up. Ben Okafor has it now."


async def test_whoever_took_a_case_over_keeps_it_when_more_of_it_comes_though_they_are_on_no_ladder(
    office: Office,
) -> None:
    pia = Person("pia", "Pia Lund", ("prevent_lead",))
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "pia": pia}))
    reply = await office.fills_in(ONE_LINE)
    work = DeskWork(office, await office.newest_case())
    await office.acknowledges(ASHA)
    await work.did(Task.HAND_OVER, {Detail.TO: "pia"})
    await work.did(Task.TAKE_OVER, {}, who=Who("pia", "Pia Lund"))
    for given in NASTY_MESSAGES[1:]:
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)
    await office.settles()
    assert (await work.now()).acknowledged_by == "pia"
    assert "The full report" in str(office.messenger.to("pia")[-1])
