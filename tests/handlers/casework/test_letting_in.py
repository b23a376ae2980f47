"""Two people open a case to one of them: who can, who hears of it, and what nobody learns who must not know of it."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest

from dialogs import wording
from dialogs import wording_letting_in as words
from dialogs.alerts import Kind, Press
from dialogs.casework.owing import of_the_work
from dialogs.casework.record import Act, Detail
from handlers.breaking_glass import Outcome
from handlers.clearing import clear
from handlers.letting_in import AGREED, AGREEING, ASKED, ASKING, DID_NOT_AGREE
from handlers.reply import Asked, CaseShown, Home, NoSuchCase, Reply, Said
from handlers.turn import Answered, OpenedCase, OpenedHome, WantedToBeLetIn, WantedToChange, Who
from storage import audit, cases, letting_in, outbox
from tests.handlers.casework.desk_work import CASEWORK, WORKED, DeskWork
from tests.handlers.concern.learner import Learner, broken, takes
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, TOM, Office
from tests.needs import MEASURED

TOLD = replace(WORKED, casework=replace(CASEWORK, let_in_told=("safeguarding_lead", "champion")))
WHY = "Asha and Carys cannot be reached."
REFERENCE = "ES-7K4M2P"
"""Of no case."""
MOST_LONGER = 0.002
"""Seconds."""
WRITTEN_DOWN = Said(words.OPEN_ONE, (words.ASKED,))
NOTHING_OPEN = Said(words.OVER, (words.OVER_WHAT,))


@pytest.fixture
def work(work: DeskWork) -> DeskWork:
    """That case, of which the policy tells the Safeguarding Lead and the champion."""
    work.office.desk = replace(work.office.desk, policy=TOLD)
    return work


async def sends(office: Office, who: Who, asked: Reply, **given: str) -> Reply:
    """Sends a form with this in it."""
    assert isinstance(asked, Asked), asked
    values = {name: (each,) for name, each in given.items()}
    return await office.does(Answered(who, asked.draft, asked.screen, values, asked.told))


async def asks(office: Office, who: Who, reference: str, why: str = WHY) -> Reply:
    """Somebody asks to be let in."""
    return await sends(office, who, await office.does(WantedToBeLetIn(who)), reference=reference, why=why)


async def offered(office: Office, who: Who) -> dict[str, str]:
    """The requests on somebody's Home: the id of each, by its label."""
    home = await office.does(OpenedHome(who))
    assert isinstance(home, Home)
    return {each.label: each.about for each in home.buttons if each.press is Press.LET_IN and each.about}


async def says(office: Office, who: Who, how: str, request: str = "") -> Reply:
    """Somebody opens a request (the first on their Home), and says how it is."""
    about = request or next(iter((await offered(office, who)).values()))
    return await sends(office, who, await office.does(WantedToBeLetIn(who, about)), how=how)


async def agrees(office: Office, who: Who) -> Reply:
    return await says(office, who, words.AGREES)


async def recorded(office: Office) -> list[tuple[str, str, str]]:
    """What of it stands in the system's chain: who did what, and what came of it."""
    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    ours = {ASKED, AGREED, DID_NOT_AGREE}
    return [(each.actor, each.what, each.detail.get("outcome", "")) for each in entries if each.what in ours]


async def reference(work: DeskWork) -> str:
    return (await work.now()).reference


def agreed_for(name: str) -> Said:
    return Said(words.AGREED_TITLE, (words.agreed(name),))


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


# -------------------------------------------------------------------------------------------- what nobody learns of it


async def conversation(work: DeskWork, named: str) -> list[Reply]:
    """All that Ben reads who asks for a case, agrees that another is let in to it, and looks afterwards."""
    office = work.office
    asked = await asks(office, BEN, named)
    await agrees(office, CARYS)
    await asks(office, DILYS, named, "Something of Ben's.")
    [about] = (await offered(office, BEN)).values()
    read = [
        asked,
        await office.does(OpenedCase(BEN, work.case)),
        await office.does(OpenedHome(BEN)),
        await office.does(WantedToBeLetIn(BEN, about)),
        await agrees(office, BEN),
        await office.does(OpenedHome(BEN)),
    ]
    await agrees(office, CARYS)
    await office.settles()
    return [*read, await office.does(OpenedHome(BEN)), await office.does(OpenedCase(BEN, work.case))]


async def test_whoever_must_not_know_of_a_case_reads_what_they_would_if_there_were_none(work: DeskWork) -> None:
    named, office = await reference(work), work.office
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    stored, count, sent = office.file.read_bytes(), office.chance.count, len(office.messenger.to("ben"))
    there = await conversation(work, named)
    assert [each[2] for each in await recorded(office)] == [
        "", Outcome.MAY_NOT, "", Outcome.MAY_NOT, Outcome.OPENED,
    ]  # fmt: skip
    assert (await work.now()).told & {"ben", "dilys"} == {"dilys"}
    told = office.messenger.to("ben")[sent:]
    await office.desk.database.close()
    office.file.write_bytes(stored)
    office.chance.count, office.messenger.sent[:] = count, []
    await office.purges(work.case)
    assert await conversation(work, named) == there
    assert office.messenger.to("ben") == told == []


async def test_every_request_is_answered_alike(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    for who in (ASHA, BEN, DILYS):
        for named in (await reference(work), REFERENCE, " es 9k4m2p "):
            assert await asks(work.office, who, named) == WRITTEN_DOWN
            work.office.clock.move(seconds=1)
            name = work.office.desk.organisation.name_of(who.key)
            assert await agrees(work.office, CARYS) == agreed_for(name)


async def test_what_cannot_be_a_reference_or_says_nothing_is_asked_for_again(work: DeskWork) -> None:
    for named in ("ES-7K4M2", "ES-7K4M2P9", "7K4M", "?", "ES-7K4M2\u00c9"):
        shown = await asks(work.office, DILYS, named)
        assert isinstance(shown, Asked)
        assert shown.problems == {"reference": words.REFERENCE_WRONG}
        assert shown.entered == {"reference": named, "why": WHY}
    shown = await asks(work.office, DILYS, "", "")
    assert isinstance(shown, Asked)
    assert set(shown.problems) == {"reference", "why"}
    await asks(work.office, DILYS, "7k4m2p")
    shown = await says(work.office, BEN, "")
    assert isinstance(shown, Asked)
    assert list(shown.problems) == ["how"]
    assert shown.title.endswith(REFERENCE)


async def test_a_case_that_does_not_open_is_answered_as_if_there_were_none(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    async with work.office.desk.database.transaction() as tx:
        await tx.connection.exec_driver_sql("UPDATE cases SET rung = rung + 1")
    assert await agrees(work.office, BEN) == agreed_for("Dilys Ward")
    assert (await recorded(work.office))[-1] == ("ben", AGREED, Outcome.NO_SUCH_CASE)


# ------------------------------------------------------------------------------------------------------- looking again


async def test_a_form_is_shown_again_with_what_stands_in_it(work: DeskWork) -> None:
    form = await work.office.does(WantedToBeLetIn(DILYS))
    assert isinstance(form, Asked)
    again = await work.office.does(WantedToChange(DILYS, form.draft, form.screen, {"why": (WHY,)}))
    assert again == replace(form, entered={"why": WHY})
    await asks(work.office, DILYS, REFERENCE)
    [about] = (await offered(work.office, BEN)).values()
    form = await work.office.does(WantedToBeLetIn(BEN, about))
    assert isinstance(form, Asked)
    again = await work.office.does(WantedToChange(BEN, form.draft, form.screen, {"how": (words.AGREES,)}))
    assert again == replace(form, entered={"how": words.AGREES})
    assert await work.office.does(WantedToChange(BEN, "g.gone", form.screen, {})) == NOTHING_OPEN


async def test_what_could_not_be_stored_is_said_and_not_lost(work: DeskWork) -> None:
    form = await work.office.does(WantedToBeLetIn(DILYS))
    await asks(work.office, DILYS, REFERENCE)
    [about] = (await offered(work.office, BEN)).values()
    agreeing = await work.office.does(WantedToBeLetIn(BEN, about))
    work.office.breaks()
    shown = await sends(work.office, DILYS, form, reference=REFERENCE, why=WHY)
    assert isinstance(shown, Asked)
    assert (shown.remark, shown.entered) == (words.FAILED, {"reference": REFERENCE, "why": WHY})
    shown = await sends(work.office, BEN, agreeing, how=words.AGREES)
    assert isinstance(shown, Asked)
    assert (shown.remark, shown.entered) == (words.FAILED, {"how": words.AGREES})
    assert wording.NOT_SHOWN in str(await work.office.does(WantedToBeLetIn(BEN, about)))


async def test_an_answer_takes_no_longer_where_there_is_a_case(
    work: DeskWork, record_property: Callable[[str, str], None]
) -> None:
    """Of the quickest of several: what else the machine does takes longer than the difference."""
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    quickest = [1.0, 1.0]
    for turn in range(12):
        await asks(work.office, DILYS, REFERENCE if turn % 2 else await reference(work))
        [about] = (await offered(work.office, BEN)).values()
        form = await work.office.does(WantedToBeLetIn(BEN, about))
        began = perf_counter()
        await sends(work.office, BEN, form, how=words.AGREES)
        quickest[turn % 2] = min(quickest[turn % 2], perf_counter() - began)
    there, nowhere = quickest
    record_property(MEASURED, f"agreeing to what one must not know of: {(there - nowhere) * 1000:+.2f} ms")
    assert abs(there - nowhere) < MOST_LONGER
