"""Where a piece of evidence goes once it is listed: to whom it was given, when, and where it is kept now."""

import pytest

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from handlers.listing import Row
from handlers.reply import Asked, CaseShown, Said
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.viewing import newest, recorded, seen

PHONE = {Detail.ITEM: "Her phone", Detail.WHERE: "In the safe", Detail.HOLDER: "Tom Baker"}
ROE, BY = "Constable Roe, police", "Asha Patel on Tuesday 1 December"
OTHER = {Detail.ITEM: "A letter"}


async def rows(work: DeskWork) -> tuple[Row, ...]:
    """The list of evidence."""
    return next(each for each in (await seen(work)).lists if each.heading == "Evidence").rows


async def number(work: DeskWork, place: int = 0) -> str:
    """What the button beside an item of the list is about."""
    button = (await rows(work))[place].button
    assert button is not None
    return button.about.rpartition(".")[2]


@pytest.fixture
async def listed(work: DeskWork) -> DeskWork:
    """Two pieces of evidence."""
    await work.did(Task.EVIDENCE, PHONE)
    await work.did(Task.EVIDENCE, OTHER)
    return work


async def test_an_item_that_is_given_to_somebody_is_held_by_them_from_then(listed: DeskWork) -> None:
    given = {Detail.TEXT: ROE, Detail.ON: "1.12.26", Detail.WHERE: "At the police station"}
    shown = await listed.did(Task.EVIDENCE, {**given, Detail.HOLDER: "Tom Baker"}, await number(listed))

    assert shown.remark == words.EVIDENCE_MOVED
    phone, letter = await rows(listed)
    assert phone.label == "1. Her phone"
    assert phone.state == "Now: At the police station; held by Constable Roe, police"
    assert phone.more == (
        "In the safe; held by Tom Baker; added by Asha Patel on Tuesday 1 December",
        f"Given to {ROE}; now: At the police station; held by {ROE}; on Tuesday 1 December 2026; recorded by {BY}",
    )
    assert (letter.state, letter.more) == ("added by Asha Patel on Tuesday 1 December", ())


async def test_the_form_shows_where_it_is_now_and_never_takes_a_file(listed: DeskWork) -> None:
    await listed.did(Task.EVIDENCE, {Detail.HOLDER: "Carys Jones"}, await number(listed))
    form = await listed.form(Task.EVIDENCE, await number(listed))
    assert form.entered == {Detail.WHERE: "In the safe", Detail.HOLDER: "Carys Jones"}
    assert tuple(each.text for each in form.notices) == ("Her phone", *words.ONLY_IN_WORDS)


async def test_the_record_says_which_item_it_is_by_the_number_of_its_entry(listed: DeskWork) -> None:
    await listed.did(Task.EVIDENCE, {Detail.WHERE: "In the drawer"}, await number(listed, 1))
    [entry] = await listed.entries(Act.MOVED)
    _, letter = await listed.entries(Act.EVIDENCE)
    assert (entry.detail[Detail.ITEM], entry.detail[Detail.WHERE]) == (str(letter.number), "In the drawer")
    line = await newest(listed)
    assert (line.text, line.said) == (
        "Changed where evidence is: 2 · Asha Patel",
        ("Where it is: In the drawer",),
    )


async def test_what_was_given_away_holds_whoever_is_named_beside_it(listed: DeskWork) -> None:
    given = {Detail.TEXT: "The police", Detail.HOLDER: "Constable Roe"}
    await listed.did(Task.EVIDENCE, given, await number(listed))
    assert (await listed.newest(Act.MOVED))[Detail.HOLDER] == "Constable Roe"


async def test_nothing_new_is_not_recorded(listed: DeskWork) -> None:
    before = await listed.entries()
    same = {Detail.WHERE: "In the safe", Detail.HOLDER: "Tom Baker", Detail.ON: "1.12.26"}
    reply = await listed.does(Task.EVIDENCE, same, await number(listed))
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.WHERE: words.NOTHING_MOVED}
    assert await listed.entries() == before


async def test_an_item_that_is_not_there_has_no_form(listed: DeskWork) -> None:
    assert await listed.presses(Task.EVIDENCE, "999") == Said(words.NO_SUCH_TASK, words.NO_SUCH_TASK_WHAT_NOW)


async def test_two_at_once_see_that_it_has_moved(listed: DeskWork) -> None:
    form = await listed.form(Task.EVIDENCE, await number(listed))
    await listed.did(Task.EVIDENCE, {Detail.WHERE: "In the drawer"}, await number(listed))
    reply = await listed.sends(form, {Detail.WHERE: "At the police station"})
    assert isinstance(reply, Asked)
    assert reply.remark == words.CHANGED_MEANWHILE


async def test_of_a_closed_case_nothing_moves(listed: DeskWork) -> None:
    await listed.is_closed()
    assert [each.button for each in await rows(listed)] == [None, None]


async def test_a_move_of_what_is_not_listed_any_more_stands_in_the_chronology_without_a_number(work: DeskWork) -> None:
    await recorded(work, Act.MOVED, by="", item="999", where="Gone")
    assert (await newest(work)).text == "Changed where evidence is"
    assert isinstance(await work.opens(), CaseShown)
