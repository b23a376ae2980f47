"""Somebody must not know of a case."""

from dataclasses import replace

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, STAFF_CONCERN, Office

WHY = {Detail.WHY: "It is about his nephew."}


async def offered(work: DeskWork) -> set[str]:
    """Who can be named."""
    choice = (await work.form(Task.KEEP_OUT)).fields[0]
    assert isinstance(choice, ChooseOne)
    return {each.id for each in choice.options}


async def test_those_who_handle_cases_can_be_named_once(work: DeskWork) -> None:
    assert await offered(work) == {"asha", "ben", "carys", "dilys"}
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert await offered(work) == {"asha", "carys", "dilys"}


async def test_whoever_is_kept_out_gets_the_same_as_for_no_case(work: DeskWork) -> None:
    shown = await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert shown.remark == words.kept_out("Ben Okafor")
    assert await work.opens(BEN) == NoSuchCase()
    said = dict(await work.newest(Act.KEPT_OUT))
    said.pop(Detail.ONCE)
    assert said == {Detail.TO: "ben", **WHY}
    assert (await work.now()).acknowledged_by == "asha"


async def test_it_needs_a_reason(work: DeskWork) -> None:
    reply = await work.does(Task.KEEP_OUT, {Detail.TO: "ben"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.WHY: "Write something here."}
    assert isinstance(await work.opens(BEN), CaseShown)


async def test_whoever_was_told_is_told_no_more(office: Office) -> None:
    work = await begin(office, taken=None)
    await office.passes(hours=4)
    assert "ben" in (await work.now()).told
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert "ben" not in (await work.now()).told
    before = len(office.messenger.to("ben"))
    await office.passes(days=30)
    assert len(office.messenger.to("ben")) == before


async def test_the_next_people_are_told_at_once_when_the_holder_is_kept_out(work: DeskWork) -> None:
    before = len(work.office.messenger.sent)
    reply = await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY})
    assert reply == Said(words.HEADINGS[Task.KEEP_OUT], (words.kept_out("Asha Patel"),))
    case = await work.now()
    assert (case.acknowledged_by, case.acknowledged_at, case.rung) == ("", None, 1)
    await work.office.settles()
    assert {name for name, _ in work.office.messenger.sent[before:]} == {"ben", "carys"}
    assert [each.detail["to"] for each in await work.entries() if each.what == "no longer theirs"] == ["asha"]
    assert isinstance(await work.opens(CARYS), CaseShown)
    await work.office.passes(hours=8)
    assert work.office.messenger.to("dilys")


async def test_whoever_had_it_off_the_ladder_keeps_it_when_another_is_kept_out(work: DeskWork) -> None:
    people = dict(work.office.desk.organisation.people)
    people["farah"] = replace(people["farah"], roles=("prevent_lead",))
    work.office.with_organisation(replace(work.office.desk.organisation, people=people))
    await work.becomes(replace(await work.now(), acknowledged_by="farah", told=frozenset({"farah"})))
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert (await work.now()).acknowledged_by == "farah"


async def test_nobody_is_passed_over_when_the_first_on_the_ladder_is_kept_out(office: Office) -> None:
    work = await begin(office, taken=None)
    await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY})
    await office.settles()
    assert len(office.messenger.to("ben")) == 1


async def test_nothing_is_kept_that_leaves_no_reader(office: Office) -> None:
    work = await begin(office, STAFF_CONCERN, taken=CARYS)
    await work.did(Task.KEEP_OUT, {Detail.TO: "dilys", **WHY}, who=CARYS)
    before = await work.now()
    reply = await work.does(Task.KEEP_OUT, {Detail.TO: "carys", **WHY}, who=CARYS)
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.TO: words.NOBODY_LEFT}
    assert reply.entered == {Detail.TO: "carys", **WHY}
    assert await work.now() == before
    assert await work.opens(DILYS) == NoSuchCase()


async def test_nobody_is_told_of_a_closed_case(work: DeskWork) -> None:
    await work.is_closed()
    before = len(work.office.messenger.sent)
    await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY}, who=BEN)
    await work.office.passes(days=3)
    assert len(work.office.messenger.sent) == before
    assert await work.opens(ASHA) == NoSuchCase()
