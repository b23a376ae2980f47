"""A record is destroyed by two people: what stops it, and what is left."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from dialogs import wording_cases, wording_learner
from dialogs import wording_keeping as words
from dialogs.alerts import Kind, Press
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from handlers.casework import destroying, reviewing
from handlers.casework.about import About
from handlers.casework.at import at
from handlers.reply import Asked, CaseShown, Home, NoSuchCase, Said
from handlers.turn import OpenedCase, OpenedHome, OpenedReport
from storage import audit, cases
from storage.audit_check import verify
from storage.outbox import State as Outcome
from storage.tables import OUTBOX
from tests.handlers.casework.closing_work import refused, told_with_a_code
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.casework.keeping_work import (
    LONG_AGO,
    agrees,
    asks,
    buttons,
    closes,
    facts,
    happens,
    holds,
    keeps,
    system,
    wants_destroyed,
)
from tests.handlers.casework.test_handing import owed, owes
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, EXAMPLE, TOM, Office

# ------------------------------------------------------------------------------------------------------ asked, and told


async def test_whoever_else_reviews_is_told_with_nothing_but_the_reference(work: DeskWork) -> None:
    shown = await wants_destroyed(work)
    assert shown.remark == words.WAITS
    assert facts(shown)[words.DESTROYING] == words.wants_destroyed("Asha Patel", "Nobody needs it.")
    message = work.office.messenger.to("carys")[-1]
    reference = (await work.now()).reference
    assert message.lines == (
        f"{reference}: somebody wants the record of this closed case destroyed. Another person must agree first.",
    )
    assert [(each.press, each.about) for each in message.buttons] == [
        (Press.WORK, About(Task.DESTROY, work.case).button),
        (Press.OPEN, work.case),
    ]
    assert {row.owed.person for row in await owed(work, Kind.TO_DESTROY)} == {"carys"}


async def test_nobody_agrees_to_what_they_asked_for(work: DeskWork) -> None:
    await wants_destroyed(work)
    assert refused(await work.presses(Task.DESTROY)) == wording_cases.REFUSED[Refusal.OWN_DESTROYING]
    assert "Agree to destroying" not in buttons(await work.opens())
    assert "Agree to destroying" in buttons(await work.opens(CARYS))


async def test_where_nobody_who_reviews_knows_of_it_those_on_its_ladder_are_told_of_it(work: DeskWork) -> None:
    await closes(work, "passed_on")
    policy = work.office.desk.policy
    rules = replace(policy.casework, retention=replace(policy.casework.retention, by=("coordinator", "champion")))
    work.office.desk = replace(work.office.desk, policy=replace(policy, casework=rules))
    assert await work.presses(Task.REVIEW, who=DILYS) == NoSuchCase()
    await asks(work)
    assert "dilys" in (await work.now()).told
    reply = await agrees(work, who=DILYS)
    assert reply == Said(wording_cases.HEADINGS[Task.DESTROY], (words.DESTROYED,), over=True)


async def test_whoever_is_asked_and_knows_of_it_by_its_route_does_so_no_longer_than_by_that(work: DeskWork) -> None:
    await closes(work, "passed_on")
    await work.becomes(replace(await work.now(), acknowledged_by="carys", told=frozenset({"carys"})))
    await asks(work, CARYS)
    assert {row.owed.person for row in await owed(work, Kind.TO_DESTROY)} == {"asha"}
    await work.becomes(replace(await work.now(), closed=None, route="staff_conduct"))
    assert await work.opens(ASHA) == NoSuchCase()


async def test_nobody_has_a_record_destroyed_alone_and_it_is_said_what_to_do(work: DeskWork) -> None:
    await closes(work, "passed_on")
    people = {key: each for key, each in EXAMPLE.people.items() if key != "carys"}
    work.office.with_organisation(replace(EXAMPLE, people=people))
    again = await work.does(Task.REVIEW, {Detail.HOW: words.DESTROY, Detail.WHY: "Nobody needs it."})
    assert isinstance(again, Asked)
    assert again.problems["how"].startswith("Nobody else who may know of this case can agree, so it stays.")
    assert "Safeguarding Lead" in again.problems["how"]
    assert not await work.entries(Act.DESTROYING)


async def test_where_nobody_who_reviews_may_know_of_it_the_others_keep_it(work: DeskWork) -> None:
    await closes(work, "passed_on")
    about_both, others = frozenset({"asha", "carys"}), frozenset({"ben", "dilys"})
    await work.becomes(replace(await work.now(), excluded=about_both, acknowledged_by="ben", told=others))
    again = await work.does(Task.REVIEW, {Detail.HOW: words.DESTROY, Detail.WHY: "Nobody needs it."}, who=BEN)
    assert isinstance(again, Asked)
    assert again.problems["how"].startswith("Nobody else who may know of this case can agree, so it stays.")
    kept = {Detail.HOW: words.KEEP, Detail.WHY: "Not yet.", Detail.REVIEW: "1/2/2030"}
    assert (await work.did(Task.REVIEW, kept, who=BEN)).remark == words.KEPT_ON


# ------------------------------------------------------------------------------------------------------------ destroyed


async def test_once_another_agrees_nothing_of_it_is_left(work: DeskWork) -> None:
    await wants_destroyed(work)
    reference, chain = (await work.now()).reference, len(await work.entries())
    form = await work.form(Task.DESTROY, who=CARYS)
    assert form.notices[0].text == words.DESTROYS
    assert words.wants_destroyed("Asha Patel", "Nobody needs it.") in str(form.notices)

    reply = await work.sends(form, {Detail.HOW: words.AGREES, Detail.WHY: ""}, CARYS)
    assert reply == Said(wording_cases.HEADINGS[Task.DESTROY], (words.DESTROYED,), over=True)
    await work.office.settles()

    for who in (ASHA, CARYS):
        assert await work.opens(who) == NoSuchCase() == await work.office.does(OpenedCase(who, "0" * 32))
        assert await work.presses(Task.NOTE, who=who) == NoSuchCase()
    assert await work.sends(form, {Detail.HOW: words.AGREES, Detail.WHY: ""}, CARYS) == NoSuchCase()
    assert await work.office.does(OpenedReport(TOM, work.case)) == NoSuchCase()
    home = await work.office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    assert reference not in str(home)
    async with work.office.desk.database.snapshot() as tx:
        assert await cases.count(tx) == 0
        assert not await tx.rows(select(OUTBOX).where(OUTBOX.c.case_id == work.case))
        assert await verify(tx) == ()
        left = await audit.entries(tx, work.case)
    assert len(left) == chain + 1  # somebody was shown the form
    assert not any(each.actor or each.detail for each in left)
    newest = next(each for each in reversed(await system(work)) if each.what == cases.PURGED)
    said = {"chain": work.case, "reference": reference, "rule": "at_once", "asked": "asha"}
    assert (newest.actor, newest.detail) == ("carys", said)


async def test_whoever_does_not_agree_says_why_and_whoever_asked_hears_of_it(work: DeskWork) -> None:
    await wants_destroyed(work)
    again = await agrees(work, words.NO)
    assert isinstance(again, Asked)
    assert again.problems == {"why": words.AGREE_WHY_NEEDED}
    reply = await agrees(work, words.NO, "An inquiry has begun.")
    assert isinstance(reply, CaseShown)
    assert reply.remark == words.NOT_DESTROYED
    assert words.DESTROYING not in facts(reply)
    assert "Something" in str(work.office.messenger.to("asha")[-1])
    assert (await work.newest(Act.NOT_DESTROYED))["why"] == "An inquiry has begun."


# ------------------------------------------------------------------------------------------------------- what stops it


async def test_a_hold_that_comes_in_between_stops_it(work: DeskWork) -> None:
    await wants_destroyed(work)
    form = await work.form(Task.DESTROY, who=CARYS)
    await holds(work)
    reply = await work.sends(form, {Detail.HOW: words.AGREES, Detail.WHY: "All done."}, CARYS)
    assert isinstance(reply, Asked)
    assert wording_cases.REFUSED[Refusal.NOTHING_TO_DESTROY] in reply.remark
    assert reply.entered == {"why": "All done."}
    assert (await work.now()).closed


async def test_a_hold_stops_it_even_where_it_was_asked_after(work: DeskWork) -> None:
    await closes(work, "passed_on")
    await holds(work)
    await happens(work, Act.DESTROYING, why="x")
    assert refused(await work.presses(Task.DESTROY, who=CARYS)) == words.HELD


async def test_days_that_are_corrected_meanwhile_stop_it(work: DeskWork) -> None:
    await closes(work)
    await work.did(Task.DATES, LONG_AGO)
    await asks(work)
    await work.did(Task.DATES, {Detail.BORN: "1/2/2010", Detail.LEFT: "3/4/2026"})
    assert refused(await work.presses(Task.DESTROY, who=CARYS)) == words.not_before(date(2035, 2, 1))


async def test_a_case_that_is_opened_again_is_not_destroyed(work: DeskWork) -> None:
    await wants_destroyed(work)
    await work.did(Task.REOPEN, {Detail.WHY: "It goes on."}, who=CARYS)
    assert refused(await work.presses(Task.DESTROY, who=CARYS)) == wording_cases.REFUSED[Refusal.OPEN]
    assert (await work.work()).destroying is None


async def test_what_is_kept_on_instead_is_not_destroyed(work: DeskWork) -> None:
    await wants_destroyed(work)
    kept = {Detail.HOW: words.KEEP, Detail.WHY: "Not yet.", Detail.REVIEW: "1/2/2030"}
    await work.did(Task.REVIEW, kept, who=CARYS)
    assert refused(await work.presses(Task.DESTROY, who=CARYS)) == wording_cases.REFUSED[Refusal.NOTHING_TO_DESTROY]


@pytest.mark.parametrize("how", ["left", "kept out"])
async def test_whoever_may_not_decide_it_any_more_has_not_asked(work: DeskWork, how: str) -> None:
    await wants_destroyed(work)
    if how == "left":
        people = {key: each for key, each in EXAMPLE.people.items() if key != "asha"}
        work.office.with_organisation(replace(EXAMPLE, people=people))
    else:
        await work.becomes(replace(await work.now(), excluded=frozenset({"asha"})))
    assert refused(await work.presses(Task.DESTROY, who=CARYS)) == words.ASKER_GONE


async def test_a_message_is_not_sent_once_nobody_wants_it_any_more(work: DeskWork) -> None:
    await closes(work)
    await owes(work, Kind.TO_DESTROY, "carys")
    assert [row.state for row in await owed(work, Kind.TO_DESTROY)] == [Outcome.MOOT]


async def test_there_is_no_form_of_what_there_is_not(work: DeskWork) -> None:
    keeps(work.office)
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        here = await at(work.office.desk, tx, ASHA, About(Task.DESTROY, work.case), case)
        assert await destroying.form(here) is None
        assert await reviewing.form(here) is None


async def test_nobody_agrees_to_anything_else_than_they_were_shown(work: DeskWork) -> None:
    await wants_destroyed(work)
    form = await work.form(Task.DESTROY, who=CARYS)
    await asks(work)
    reply = await work.sends(form, {Detail.HOW: words.AGREES, Detail.WHY: ""}, CARYS)
    assert isinstance(reply, Asked)
    assert reply.remark == wording_cases.CHANGED_MEANWHILE


async def test_nobody_agrees_to_destroy_what_was_written_since_they_were_asked(work: DeskWork) -> None:
    await wants_destroyed(work)
    form = await work.form(Task.DESTROY, who=CARYS)
    await work.did(Task.NOTE, {Detail.TEXT: "The police rang: they need this."})
    reply = await work.sends(form, {Detail.HOW: words.AGREES, Detail.WHY: ""}, CARYS)
    assert isinstance(reply, Asked)
    assert reply.remark == wording_cases.CHANGED_MEANWHILE
    await work.opens(CARYS)  # to read it changes nothing
    assert isinstance(await work.sends(reply, {Detail.HOW: words.AGREES, Detail.WHY: ""}, CARYS), Said)


async def test_whoever_may_not_know_of_it_any_more_is_not_asked(work: DeskWork) -> None:
    await closes(work, "passed_on")
    await happens(work, Act.DESTROYING, why="Nobody needs it.")
    await work.becomes(replace(await work.now(), route="staff_conduct", told=frozenset()))
    await owes(work, Kind.TO_DESTROY, "dilys")
    assert [row.state for row in await owed(work, Kind.TO_DESTROY)] == [Outcome.MOOT]


async def test_the_record_of_somebody_without_a_name_is_destroyed_too_and_their_code_opens_nothing(
    office: Office,
) -> None:
    lena, code, work = await told_with_a_code(office)
    await wants_destroyed(work)
    assert await agrees(work) == Said(wording_cases.HEADINGS[Task.DESTROY], (words.DESTROYED,), over=True)
    assert (await lena.tries(code)).problems == {"code": wording_learner.CODE_UNKNOWN}
    async with office.desk.database.snapshot() as tx:
        assert await cases.count(tx) == 0
        assert await verify(tx) == ()
