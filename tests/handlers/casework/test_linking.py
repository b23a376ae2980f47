"""Two cases are linked, and unlinked."""

from dataclasses import replace

import pytest

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Said
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, BEN, STAFF_CONCERN

NOTHING = Said(words.NO_SUCH_TASK, words.NO_SUCH_TASK_WHAT_NOW)


async def reference(work: DeskWork) -> str:
    """What people call the case."""
    return (await work.now()).reference


async def problem(work: DeskWork, named: str) -> str:
    """What is wrong with linking the case of that reference."""
    reply = await work.does(Task.LINK, {Detail.REFERENCE: named})
    assert isinstance(reply, Asked), reply
    assert await work.entries(Act.LINK) == ()
    return reply.problems[Detail.REFERENCE]


async def test_two_cases_are_linked_both_ways(work: DeskWork) -> None:
    other = await begin(work.office)
    named = f" {(await reference(other)).lower()} "
    shown = await work.did(Task.LINK, {Detail.REFERENCE: named, Detail.WHY: "The same group chat."})
    assert shown.remark == words.linked(await reference(other))
    assert ((await work.work()).links, (await other.work()).links) == (frozenset({other.case}), frozenset({work.case}))
    assert (await work.newest(Act.LINK))[Detail.WHY] == "The same group chat."
    assert await other.newest(Act.LINK) == {Detail.CASE: work.case}


async def test_a_case_is_not_linked_to_itself(work: DeskWork) -> None:
    assert await problem(work, await reference(work)) == words.LINKED_TO_ITSELF
    assert await work.presses(Task.LINK, work.case) == NOTHING


async def test_a_case_is_linked_once(work: DeskWork) -> None:
    other = await begin(work.office)
    await work.did(Task.LINK, {Detail.REFERENCE: await reference(other)})
    reply = await work.does(Task.LINK, {Detail.REFERENCE: await reference(other)})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.REFERENCE: words.LINKED_ALREADY}
    assert len(await work.entries(Act.LINK)) == 1


async def test_a_case_that_is_not_for_this_person_is_as_none(work: DeskWork) -> None:
    secret = await begin(work.office, STAFF_CONCERN, taken=None)
    named = await reference(secret)
    none = await work.does(Task.LINK, {Detail.REFERENCE: "ES-ZZZZZZ"})
    there = await work.does(Task.LINK, {Detail.REFERENCE: named})
    assert isinstance(none, Asked)
    assert isinstance(there, Asked)
    assert none.problems == there.problems == {Detail.REFERENCE: words.NO_CASE_TO_LINK}
    assert replace(none, draft="", entered={}) == replace(there, draft="", entered={})
    system = DeskWork(work.office, "system")
    assert [each.what for each in await system.entries()][-2:] == ["refused a case", "refused a case"]
    assert await secret.entries(Act.LINK) == ()


@pytest.mark.parametrize("linked", [False, True])
async def test_a_button_about_a_case_that_is_not_for_this_person_leads_nowhere(work: DeskWork, *, linked: bool) -> None:
    other = await begin(work.office)
    if linked:
        await work.did(Task.LINK, {}, other.case)
    await other.becomes(replace(await other.now(), excluded=frozenset({"asha"}), acknowledged_by="ben"))
    assert await work.presses(Task.LINK, other.case) == await work.presses(Task.LINK, "0" * 32) == NOTHING


async def test_a_case_that_the_button_names_is_linked_and_unlinked_again(work: DeskWork) -> None:
    other = await begin(work.office)
    form = await work.form(Task.LINK, other.case)
    assert (form.title, [each.id for each in form.fields]) == (words.link_to(await reference(other)), [Detail.WHY])
    await work.did(Task.LINK, {}, other.case)
    form = await other.form(Task.LINK, work.case)
    assert form.title == words.unlink_from(await reference(work))
    shown = await other.did(Task.LINK, {Detail.WHY: "Another Mia."}, work.case)
    assert shown.remark == words.unlinked(await reference(work))
    assert (await work.work()).links == (await other.work()).links == frozenset()


async def test_linking_at_the_same_time_as_somebody_else_does_not_unlink(work: DeskWork) -> None:
    other = await begin(work.office)
    mine, theirs = await work.form(Task.LINK, other.case), await work.form(Task.LINK, other.case, BEN)
    await work.sends(theirs, {}, BEN)
    reply = await work.sends(mine, {Detail.WHY: "The same group chat."})
    assert isinstance(reply, Asked)
    assert (reply.remark, reply.title) == (words.CHANGED_MEANWHILE, words.unlink_from(await reference(other)))
    assert reply.entered == {Detail.WHY: "The same group chat."}
    assert (await work.work()).links == {other.case}
    assert ASHA.key not in {each.actor for each in await work.entries(Act.LINK, Act.UNLINK)}
