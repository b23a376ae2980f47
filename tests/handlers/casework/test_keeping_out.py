"""Somebody must not know of a case."""

from dataclasses import replace

from dialogs import wording_cases as words
from dialogs.alerts import Kind
from dialogs.casework.owing import of_the_work
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne
from handlers.recording import note
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from storage import outbox
from storage.outbox import Row, State
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, STAFF_CONCERN, Office

WHY = {Detail.WHY: "It is about his nephew."}


async def owed(work: DeskWork, *people: str) -> list[Row]:
    """What is, or was, owed to these people because of the case."""
    async with work.office.desk.database.transaction() as tx:
        return [row for row in await outbox.of_case(tx, work.case) if row.owed.person in people]


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
    assert said.items() >= {Detail.TO: "ben", **WHY}.items()
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
    assert reply == Said(words.HEADINGS[Task.KEEP_OUT], (words.kept_out("Asha Patel"),), over=True)
    case = await work.now()
    assert (case.acknowledged_by, case.acknowledged_at, case.rung) == ("", None, 0)
    await work.office.settles()
    assert {name for name, _ in work.office.messenger.sent[before:]} == {"ben"}
    assert [each.detail["to"] for each in await work.entries() if each.what == "no longer theirs"] == ["asha"]
    assert isinstance(await work.opens(BEN), CaseShown)
    await work.office.passes(days=2)
    assert work.office.messenger.to("carys")
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
    await work.becomes(replace(await work.now(), excluded=frozenset({"dilys"})))
    before = await work.now()
    reply = await work.does(Task.KEEP_OUT, {Detail.TO: "carys", **WHY}, who=CARYS)
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.TO: words.NOBODY_LEFT}
    assert reply.entered == {Detail.TO: "carys", **WHY}
    assert await work.now() == before
    assert await work.opens(DILYS) == NoSuchCase()


async def test_of_a_closed_case_the_others_hear_no_more_than_that_it_changed(work: DeskWork) -> None:
    await work.is_closed()
    before = len(work.office.messenger.sent)
    await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY}, who=BEN)
    await work.office.passes(days=3)
    assert {name for name, _ in work.office.messenger.sent[before:]} == {"carys", "dilys"}
    assert {row.owed.kind for row in await owed(work, "carys", "dilys")} == {Kind.CHANGED}
    assert await work.opens(ASHA) == NoSuchCase()


async def test_everybody_else_who_knows_and_the_next_above_hear_that_somebody_is_kept_out(work: DeskWork) -> None:
    before = len(work.office.messenger.sent)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    await work.office.settles()
    new = work.office.messenger.sent[before:]
    assert {name for name, _ in new} == {"carys", "dilys"}
    assert all("Ben" not in line and WHY[Detail.WHY] not in line for _, message in new for line in message.lines)
    assert isinstance(await work.opens(DILYS), CaseShown)


async def test_nobody_has_a_case_to_themselves_by_keeping_the_others_out(office: Office) -> None:
    work = await begin(office, STAFF_CONCERN, taken=CARYS)
    reply = await work.does(Task.KEEP_OUT, {Detail.TO: "dilys", **WHY}, who=CARYS)
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.TO: words.SOMEBODY_ELSE_STAYS}
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY}, who=CARYS)


async def test_what_whoever_is_kept_out_wanted_to_close_is_not_agreed_to(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), told=frozenset({"asha", "ben", "carys"})))
    await wants_to_close(work)
    assert {row.state for row in await owed(work, "ben") if row.owed.kind is Kind.TO_AGREE} == {State.OWED}
    await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY}, who=CARYS)
    assert (await work.work()).closing is None
    assert (await work.entries(Act.NOT_YET))[-1].actor == ""
    assert {row.state for row in await owed(work, "ben") if row.owed.kind is Kind.TO_AGREE} == {State.CANCELLED}


async def test_a_closing_goes_on_when_somebody_else_is_kept_out(work: DeskWork) -> None:
    await wants_to_close(work)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert (await work.work()).closing is not None


async def wants_to_close(work: DeskWork) -> None:
    """Asha wants to close it, and Ben is asked to agree."""
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        await note(work.office.desk, tx, case, "asha", Act.CLOSING, {"outcome": "resolved"})
        await outbox.owe(tx, of_the_work(case, Kind.TO_AGREE, work.office.clock.now(), 99, person="ben"))


# --------------------------------------------------------------------------------------------------------- let back in


async def test_somebody_who_was_kept_out_by_hand_is_let_back_in_and_hears_of_it(work: DeskWork) -> None:
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    await work.office.settles()
    before = len(work.office.messenger.to("ben"))
    shown = await work.did(Task.LET_BACK, {Detail.TO: "ben", Detail.WHY: "It was another Okafor."}, who=CARYS)
    assert shown.remark == words.let_back("Ben Okafor")
    assert shown.chronology[-1].text == "Let somebody back in: Ben Okafor · Carys Jones"
    await work.office.settles()
    assert len(work.office.messenger.to("ben")) == before + 1
    assert isinstance(await work.opens(BEN), CaseShown)
    assert await offered(work) == {"asha", "ben", "carys", "dilys"}


async def test_letting_somebody_back_in_needs_a_reason(work: DeskWork) -> None:
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    reply = await work.does(Task.LET_BACK, {Detail.TO: "ben"})
    assert isinstance(reply, Asked)
    assert set(reply.problems) == {Detail.WHY}
    assert await work.opens(BEN) == NoSuchCase()


async def test_whom_a_report_keeps_out_nobody_lets_back_in(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    refused = Said(words.HEADINGS[Task.LET_BACK], (words.REFUSED[Refusal.NOBODY_OUT],))
    assert await work.presses(Task.LET_BACK) == refused


async def test_whoever_is_kept_out_does_not_let_themselves_back_in(work: DeskWork) -> None:
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY})
    assert await work.presses(Task.LET_BACK, who=BEN) == NoSuchCase()


async def test_somebody_off_the_ladder_who_is_let_back_in_could_be_told_again(office: Office) -> None:
    work = await begin(office, STAFF_CONCERN, taken=CARYS)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY}, who=CARYS)
    await work.did(Task.LET_BACK, {Detail.TO: "ben", **WHY}, who=CARYS)
    assert await work.opens(BEN) == NoSuchCase()
    assert "ben" not in (await work.now()).excluded
