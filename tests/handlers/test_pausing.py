"""The form that asks for no name rests when two people want it to, and for an hour."""

from dialogs import wording_learner, wording_replies
from dialogs.alerts import Kind, Owed, Press, To
from dialogs.organisation import Anonymous
from handlers.reply import Home, NoSuchCase, Received, Said
from handlers.turn import OpenedHome, WantedToPause, WantedToTell, Who
from storage import audit, outbox
from tests.handlers.concern.learner import LENA, Learner, broken, with_settings
from tests.handlers.office import ASHA, BEN, CARYS, NASTY_MESSAGES, TOM, Office


async def wants_it(office: Office, who: Who) -> str:
    reply = await office.does(WantedToPause(who))
    assert isinstance(reply, Said), reply
    return reply.title


async def rests(office: Office) -> bool:
    return wording_learner.PAUSED in str(await Learner(office).does(WantedToTell(LENA)))


async def test_two_people_let_it_rest_for_an_hour(office: Office) -> None:
    assert await wants_it(office, ASHA) == wording_replies.PAUSE_FIRST
    assert not await rests(office)
    assert await wants_it(office, BEN) == wording_replies.PAUSED
    assert await rests(office)
    office.clock.move(minutes=59)
    assert await rests(office)
    office.clock.move(minutes=1)
    assert not await rests(office)
    assert await broken(office) == []


async def test_one_person_alone_cannot_however_often_they_ask(office: Office) -> None:
    for _ in range(5):
        assert await wants_it(office, ASHA) == wording_replies.PAUSE_FIRST
        office.clock.move(minutes=4)
    assert not await rests(office)


async def test_after_fifteen_minutes_a_second_person_is_the_first_again(office: Office) -> None:
    await wants_it(office, ASHA)
    office.clock.move(minutes=15)
    assert await wants_it(office, BEN) == wording_replies.PAUSE_FIRST
    assert await wants_it(office, ASHA) == wording_replies.PAUSED


async def test_while_it_rests_asking_again_makes_it_no_longer(office: Office) -> None:
    await wants_it(office, ASHA)
    await wants_it(office, BEN)
    office.clock.move(minutes=30)
    for who in (CARYS, ASHA):
        assert await wants_it(office, who) == wording_replies.PAUSED
    office.clock.move(minutes=30)
    assert not await rests(office)
    assert await wants_it(office, CARYS) == wording_replies.PAUSE_FIRST


async def test_the_champion_is_told_once_who_decided_it(office: Office) -> None:
    await wants_it(office, ASHA)
    await office.settles()
    assert office.messenger.sent == []
    await wants_it(office, BEN)
    await office.settles()
    [message] = office.messenger.to("dilys")
    assert "Asha Patel and Ben Okafor decided it" in str(message)
    assert {to for to, _ in office.messenger.sent} == {"dilys"}


async def test_the_champion_is_not_told_of_a_pause_that_is_over(office: Office) -> None:
    await wants_it(office, ASHA)
    await wants_it(office, BEN)
    await office.passes(hours=2)
    assert office.messenger.sent == []


async def test_the_champion_is_not_told_of_a_pause_that_never_came(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        await outbox.owe(tx, Owed(Kind.PAUSED, To.PERSON, office.clock.now(), draft="pause-1", person="dilys"))
    await wants_it(office, ASHA)
    await office.settles()
    assert office.messenger.sent == []


async def test_it_is_written_down_who_wanted_it(office: Office) -> None:
    await wants_it(office, ASHA)
    await wants_it(office, BEN)
    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    assert [(each.actor, each.what) for each in entries] == [
        ("asha", "wanted the anonymous form to rest"),
        ("ben", "let the anonymous form rest"),
    ]
    assert entries[1].detail == {"with": "asha"}


async def test_reports_with_a_name_go_on(office: Office) -> None:
    await wants_it(office, ASHA)
    await wants_it(office, BEN)
    assert isinstance(await office.fills_in(NASTY_MESSAGES), Received)


async def test_whoever_handles_no_cases_cannot_ask_for_it(office: Office) -> None:
    assert isinstance(await office.does(WantedToPause(TOM)), NoSuchCase)
    assert await wants_it(office, ASHA) == wording_replies.PAUSE_FIRST


async def test_the_button_stands_where_there_is_such_a_form_and_for_those_who_handle_cases(office: Office) -> None:
    async def pauses(who: Who) -> bool:
        home = await office.does(OpenedHome(who))
        assert isinstance(home, Home)
        return Press.PAUSE in {button.press for button in home.buttons}

    assert await pauses(ASHA)
    assert not await pauses(TOM)
    office.with_organisation(with_settings(Anonymous(named=True)))
    assert not await pauses(ASHA)


async def test_a_code_opens_while_the_form_rests(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await wants_it(office, ASHA)
    await wants_it(office, BEN)
    opened = await lena.opens(code)
    assert (await lena.writes(opened, "More")).remark == wording_learner.MORE_SENT


async def test_nothing_rests_that_could_not_be_stored(office: Office) -> None:
    office.breaks()
    reply = await office.does(WantedToPause(ASHA))
    assert isinstance(reply, Said)
    assert reply.title not in {wording_replies.PAUSE_FIRST, wording_replies.PAUSED}
