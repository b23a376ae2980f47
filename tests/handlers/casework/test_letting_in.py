"""Two people open a case to one of them: who can, who hears of it, and how long somebody can agree."""

from dataclasses import replace

import pytest

from dialogs import wording_letting_in as words
from dialogs.alerts import Kind, Press
from dialogs.casework.owing import of_the_work
from dialogs.casework.record import Act, Detail
from handlers.breaking_glass import Outcome
from handlers.clearing import clear
from handlers.letting_in import AGREED, AGREEING, ASKED, ASKING, DID_NOT_AGREE
from handlers.reply import Asked, CaseShown, Home, NoSuchCase, Said
from handlers.turn import Answered, OpenedHome, WantedToBeLetIn, WantedToChange
from storage import cases, letting_in, outbox
from tests.handlers.casework.desk_work import CASEWORK, DeskWork
from tests.handlers.casework.letting import (
    NOTHING_OPEN,
    REFERENCE,
    TOLD,
    WHY,
    WRITTEN_DOWN,
    agreed_for,
    agrees,
    asks,
    offered,
    recorded,
    reference,
    says,
    sends,
)
from tests.handlers.concern.learner import Learner, broken, takes
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, TOM, Office


@pytest.fixture
def work(work: DeskWork) -> DeskWork:
    """That case, of which the policy tells the Safeguarding Lead and the champion."""
    work.office.desk = replace(work.office.desk, policy=TOLD)
    return work


# ------------------------------------------------------------------------------------------------------ it is opened


async def test_two_people_open_a_case_to_the_one_who_asked(work: DeskWork) -> None:
    assert isinstance(await work.opens(DILYS), NoSuchCase)
    assert await asks(work.office, DILYS, await reference(work)) == WRITTEN_DOWN
    assert isinstance(await work.opens(DILYS), NoSuchCase)
    assert list(await offered(work.office, BEN)) == [f"Dilys Ward asks to be let in: {await reference(work)}"]
    assert await agrees(work.office, BEN) == agreed_for("Dilys Ward")
    assert isinstance(await work.opens(DILYS), CaseShown)
    assert work.case in str(await work.office.does(OpenedHome(DILYS)))
    assert await broken(work.office) == []


async def test_whoever_agrees_reads_who_asks_for_which_case_and_why(work: DeskWork) -> None:
    await asks(work.office, DILYS, REFERENCE, "Nobody\u202e answers.")
    [about] = (await offered(work.office, BEN)).values()
    form = await work.office.does(WantedToBeLetIn(BEN, about))
    assert isinstance(form, Asked)
    assert form.title == f"Dilys Ward asks to be let in: {REFERENCE}"
    assert form.notices[0].text == "Why: Nobody answers. [1 hidden marks left out]"
    assert (form.keeps, form.staff, [each.id for each in form.fields]) == (False, True, ["how"])


async def test_it_stands_in_the_record_of_the_case_and_in_that_of_the_system(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    await agrees(work.office, BEN)
    [entry] = await work.entries(Act.BROKE_GLASS)
    said = {Detail.TO: "dilys", Detail.FROM: "ben", Detail.WHY: WHY}
    assert {name.value: each for name, each in said.items()}.items() <= entry.detail.items()
    assert (entry.actor, entry.at) == ("dilys", work.office.clock.now())
    assert await recorded(work.office) == [("dilys", ASKED, ""), ("ben", AGREED, Outcome.OPENED)]
    shown = await work.opens()
    assert isinstance(shown, CaseShown)
    [happened] = [each for each in shown.chronology if "two people" in each.text]
    assert happened.text == "Was let in by two people: Ben Okafor agreed · Dilys Ward"
    assert happened.said == (f"Why: {WHY}",)


async def test_those_whom_the_policy_names_are_told_without_a_word_of_why(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    await agrees(work.office, BEN)
    assert work.office.woken
    await work.office.settles()
    message = work.office.messenger.to("carys")[-1]
    opened = "Two people have opened this case to Dilys Ward: Dilys Ward asked, Ben Okafor agreed."
    assert (await reference(work)) in message.lines[0]
    assert message.lines[1:] == (opened, words.CAN_END_IT)
    assert [(each.press, each.about) for each in message.buttons] == [(Press.OPEN, work.case)]
    assert WHY not in str(work.office.messenger.sent)
    assert not work.office.messenger.to("dilys"), "nobody is told only of what they did"


@pytest.mark.parametrize(("named", "heard"), [(("champion",), {"asha", "carys"}), ((), {"asha", "carys"})])
async def test_where_nobody_else_is_named_everybody_else_on_its_ladder_hears_of_it(
    work: DeskWork, named: tuple[str, ...], heard: set[str]
) -> None:
    work.office.desk = replace(work.office.desk, policy=replace(TOLD, casework=replace(CASEWORK, let_in_told=named)))
    await asks(work.office, DILYS, await reference(work))
    await agrees(work.office, BEN)
    async with work.office.desk.database.transaction() as tx:
        rows = [row.owed for row in await outbox.of_case(tx, work.case) if row.owed.kind is Kind.LET_IN]
    assert {each.person for each in rows} >= heard
    assert {each.person for each in rows} & {"dilys", "ben"} == set()


async def test_somebody_on_its_ladder_who_hears_of_it_may_open_it_and_nobody_who_must_not_know_hears(
    work: DeskWork,
) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"carys"}), told=frozenset()))
    only = replace(TOLD.routes["channel"], readers=("coordinator",))
    routes = {**TOLD.routes, "channel": only}
    work.office.desk = replace(work.office.desk, policy=replace(TOLD, routes=routes))
    before = len(work.office.messenger.to("carys"))
    await asks(work.office, BEN, await reference(work))
    await agrees(work.office, ASHA)
    await work.office.settles()
    assert len(work.office.messenger.to("carys")) == before
    assert "Ben Okafor asked, Asha Patel agreed" in str(work.office.messenger.to("dilys")[-1])
    assert isinstance(await work.opens(DILYS), CaseShown)


async def test_whoever_must_not_know_of_it_by_then_is_told_nothing(work: DeskWork) -> None:
    before = len(work.office.messenger.to("carys"))
    await asks(work.office, DILYS, await reference(work))
    await agrees(work.office, BEN)
    await work.becomes(replace(await work.now(), excluded=frozenset({"carys"})))
    await work.office.settles()
    assert len(work.office.messenger.to("carys")) == before


async def test_a_message_of_which_nothing_is_recorded_is_not_sent(work: DeskWork) -> None:
    before = len(work.office.messenger.sent)
    owed = of_the_work(await work.now(), Kind.LET_IN, work.office.clock.now(), 999, person="carys")
    async with work.office.desk.database.transaction() as tx:
        await outbox.owe(tx, owed)
    await work.office.settles()
    assert len(work.office.messenger.sent) == before


async def test_a_closed_case_can_be_opened_and_that_is_told(work: DeskWork) -> None:
    await work.is_closed()
    await asks(work.office, DILYS, await reference(work))
    await agrees(work.office, BEN)
    await work.office.settles()
    assert isinstance(await work.opens(DILYS), CaseShown)
    assert "Two people" in str(work.office.messenger.to("carys")[-1])


async def test_of_a_case_without_a_name_only_the_day_is_kept(office: Office) -> None:
    office.desk = replace(office.desk, policy=TOLD)
    await Learner(office).tells()
    work = DeskWork(office, await takes(office))
    await asks(office, DILYS, await reference(work))
    await agrees(office, BEN)
    [entry] = await work.entries(Act.BROKE_GLASS)
    assert (entry.at.hour, entry.at.minute) == (0, 0)
    assert await broken(office) == []


async def test_a_case_without_a_name_is_not_there_before_its_alert(office: Office) -> None:
    office.desk = replace(office.desk, policy=TOLD)
    await Learner(office).tells()
    async with office.desk.database.transaction() as tx:
        [case] = await cases.all_open(tx)
        await cases.change(tx, replace(case, since=office.clock.now() + letting_in.LIFE))
    await asks(office, DILYS, case.reference)
    await agrees(office, BEN)
    assert (await recorded(office))[-1] == ("ben", AGREED, Outcome.NO_SUCH_CASE)


# -------------------------------------------------------------------------------------------------------- it is not


async def test_nobody_agrees_alone(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    assert await offered(work.office, DILYS) == {}
    [about] = (await offered(work.office, BEN)).values()
    assert await work.office.does(WantedToBeLetIn(DILYS, about)) == NOTHING_OPEN
    forged = Answered(DILYS, f"g.{about}", AGREEING, {"how": (words.AGREES,)}, "")
    assert await work.office.does(forged) == NOTHING_OPEN
    assert isinstance(await work.opens(DILYS), NoSuchCase)


async def test_not_now_does_nothing_but_is_recorded(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    assert await says(work.office, BEN, words.NOT_NOW) == Said(words.NOT_NOW_TITLE, (words.NOT_NOW_WHAT,))
    assert isinstance(await work.opens(DILYS), NoSuchCase)
    assert await recorded(work.office) == [("dilys", ASKED, ""), ("ben", DID_NOT_AGREE, "")]
    assert await offered(work.office, BEN), "they may agree yet"
    await agrees(work.office, BEN)
    assert isinstance(await work.opens(DILYS), CaseShown)


async def test_a_request_is_over_after_an_hour_and_forgotten_later(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    [about] = (await offered(work.office, BEN)).values()
    form = await work.office.does(WantedToBeLetIn(BEN, about))
    work.office.clock.move(minutes=59)
    assert await offered(work.office, BEN)
    work.office.clock.move(minutes=1)
    assert await offered(work.office, BEN) == {}
    assert await work.office.does(WantedToBeLetIn(BEN, about)) == NOTHING_OPEN
    assert await sends(work.office, BEN, form, how=words.AGREES) == NOTHING_OPEN
    assert isinstance(await work.opens(DILYS), NoSuchCase)
    work.office.clock.move(hours=1)
    async with work.office.desk.database.transaction() as tx:
        await clear(work.office.desk, tx)
        assert await letting_in.broken(tx) == ()
    assert await broken(work.office) == []


async def test_the_same_form_sent_twice_asks_once_and_after_an_hour_anew(work: DeskWork) -> None:
    form = await work.office.does(WantedToBeLetIn(DILYS))
    for _ in range(2):
        assert await sends(work.office, DILYS, form, reference=REFERENCE, why=WHY) == WRITTEN_DOWN
    assert len(await offered(work.office, BEN)) == 1
    assert len(await recorded(work.office)) == 1
    work.office.clock.move(hours=1)
    assert await sends(work.office, DILYS, form, reference=REFERENCE, why=WHY) == WRITTEN_DOWN
    assert len(await offered(work.office, BEN)) == 1


async def test_asking_again_takes_the_place_of_the_one_before_and_nobody_fills_the_home_of_others(
    work: DeskWork,
) -> None:
    for why in ("Once.", "Twice."):
        await asks(work.office, DILYS, REFERENCE, why)
    [about] = (await offered(work.office, BEN)).values()
    assert "Twice." in str(await work.office.does(WantedToBeLetIn(BEN, about)))
    for number in range(2, 9):
        work.office.clock.move(seconds=1)
        await asks(work.office, DILYS, f"ES-{number}K4M2P")
    assert [label[-9:] for label in await offered(work.office, BEN)] == ["ES-8K4M2P", "ES-7K4M2P", "ES-6K4M2P"]


async def test_agreeing_twice_opens_it_once_and_whoever_agreed_is_not_asked_again(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    [about] = (await offered(work.office, BEN)).values()
    form = await work.office.does(WantedToBeLetIn(BEN, about))
    for _ in range(2):
        assert await sends(work.office, BEN, form, how=words.AGREES) == agreed_for("Dilys Ward")
    assert await offered(work.office, BEN) == {}
    assert await agrees(work.office, CARYS) == agreed_for("Dilys Ward")
    assert len(await work.entries(Act.BROKE_GLASS)) == 1
    assert [each[2] for each in await recorded(work.office)] == ["", Outcome.OPENED, Outcome.KNOWS]


async def test_only_those_who_handle_cases_ask_or_agree(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    [about] = (await offered(work.office, BEN)).values()
    home = await work.office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    assert Press.LET_IN not in [each.press for each in home.buttons]
    for turn in (
        WantedToBeLetIn(TOM),
        WantedToBeLetIn(TOM, about),
        Answered(TOM, "g.1", ASKING, {"reference": (REFERENCE,), "why": (WHY,)}, ""),
        Answered(TOM, f"g.{about}", AGREEING, {"how": (words.AGREES,)}, ""),
        WantedToChange(TOM, f"g.{about}", AGREEING, {}),
    ):
        assert await work.office.does(turn) == NoSuchCase()
