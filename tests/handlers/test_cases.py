"""Opening a case, taking it, passing it on."""

from dialogs import wording
from dialogs.alerts import Press
from handlers.reply import CaseShown, NoSuchCase, Said
from handlers.turn import Acknowledged, CannotTake, OpenedCase
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, NASTY_MESSAGES, ONE_LINE, STAFF_CONCERN, TOM, Office


async def test_a_case_shows_the_account_the_policys_words_and_the_chronology(office: Office) -> None:
    case = await office.reports()

    reply = await office.does(OpenedCase(ASHA, case))

    assert isinstance(reply, CaseShown)
    assert ("What happened, in their words?", "He wrote 'nobody likes you'.") in [
        (line.label, line.answer) for report in reply.answers for line in report
    ]
    step = reply.procedures[0].steps[0]
    assert (step.id, step.words, step.quoted) == ("A1", "Advise the learner not to respond to the message", True)
    assert reply.chronology[0].text == "Received · Tom Baker"
    assert reply.chronology[-1].text == "Opened · Asha Patel"


async def test_each_opening_is_written_down(office: Office) -> None:
    case = await office.reports()

    for who in (ASHA, BEN, ASHA):
        await office.does(OpenedCase(who, case))
    reply = await office.does(OpenedCase(ASHA, case))

    assert isinstance(reply, CaseShown)
    opened = [line.text for line in reply.chronology if line.text.startswith("Opened")]
    assert opened == ["Opened · Asha Patel", "Opened · Ben Okafor", "Opened · Asha Patel", "Opened · Asha Patel"]


async def test_looking_at_another_part_is_an_opening_only_if_they_were_not_there_that_day(office: Office) -> None:
    case = await office.reports()

    for _ in range(2):
        await office.does(OpenedCase(ASHA, case, further=True))
        await office.does(OpenedCase(BEN, case, further=True))
    await office.passes(days=2)
    reply = await office.does(OpenedCase(ASHA, case, further=True))

    assert isinstance(reply, CaseShown)
    opened = [line.text for line in reply.chronology if line.text.startswith("Opened")]
    assert opened == ["Opened · Asha Patel", "Opened · Ben Okafor", "Opened · Asha Patel"]


async def test_a_case_that_is_not_there_and_one_that_is_not_yours_look_the_same(office: Office) -> None:
    case = await office.reports(STAFF_CONCERN)

    for turn in (OpenedCase, Acknowledged, CannotTake):
        for who in (ASHA, BEN, TOM):
            assert await office.does(turn(who, case)) == NoSuchCase()
            assert await office.does(turn(who, "f" * 32)) == NoSuchCase()


async def test_acknowledging_stops_every_nudge_and_tells_the_reporter(office: Office) -> None:
    await office.reports(ONE_LINE)
    before = len(office.messenger.sent)

    reply = await office.acknowledges(ASHA)

    assert isinstance(reply, Said)
    assert [message.lines[0].endswith("by the E-Safety Coordinator.") for message in office.messenger.to("tom")] == [
        True
    ]
    assert {name for name, _ in office.messenger.changed} == {"#", "asha", "ben", "carys"}
    await office.passes(days=3)
    assert len(office.messenger.sent) == before + 1


async def test_a_case_can_be_taken_once(office: Office) -> None:
    case = await office.reports()
    await office.acknowledges(ASHA)

    for turn in (Acknowledged(BEN, case), CannotTake(BEN, case)):
        reply = await office.does(turn)
        assert isinstance(reply, Said)
        assert "is taken already. Picked up by Asha Patel at 10:00." in reply.lines[0]


async def test_whoever_opens_a_taken_case_sees_who_has_it_and_cannot_acknowledge_it(office: Office) -> None:
    case = await office.reports()
    await office.acknowledges(ASHA)

    reply = await office.does(OpenedCase(BEN, case))

    assert isinstance(reply, CaseShown)
    assert {button.press for button in reply.buttons} == {Press.WORK}
    assert any("Picked up by Asha Patel" in value for _, value in reply.facts)


async def test_saying_twice_that_one_cannot_take_it_passes_it_on_once(office: Office) -> None:
    case = await office.reports(ONE_LINE)
    told = len(office.messenger.to("carys"))

    for _ in range(3):
        reply = await office.does(CannotTake(ASHA, case))
        assert isinstance(reply, Said)
        assert reply.title == wording.PASSED_ON
        await office.settles()

    assert len(office.messenger.to("ben")) == 2
    assert len(office.messenger.to("carys")) == told


async def test_a_case_passed_on_by_everybody_tells_everybody_again(office: Office) -> None:
    case = await office.reports(STAFF_CONCERN)

    await office.does(CannotTake(CARYS, case))
    await office.settles()
    assert len(office.messenger.to("dilys")) == 1
    await office.does(CannotTake(DILYS, case))
    await office.settles()

    assert (len(office.messenger.to("carys")), len(office.messenger.to("dilys"))) == (2, 2)


async def test_a_one_line_case_says_that_the_rest_may_come(office: Office) -> None:
    await office.reports(ONE_LINE)

    assert wording.ONE_LINE_ONLY in await office.reads_newest(ASHA)


async def test_a_case_that_came_out_of_hours_says_so(office: Office) -> None:
    office.clock.move(hours=12)
    await office.reports(NASTY_MESSAGES)

    assert wording.OUT_OF_HOURS in await office.reads_newest(ASHA)
