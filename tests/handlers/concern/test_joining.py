"""More comes in to a concern that is there: who hears of it and when, and what it makes of the case."""

from datetime import timedelta

import pytest

from dialogs import wording_learner
from handlers.clearing import clear
from handlers.turn import Acknowledged, ClosedCode, OpenedCase
from storage.concerns import State
from storage.outbox import State as Outcome
from tests.handlers.concern.learner import (
    BLACKMAIL,
    NASTY,
    STAFF,
    Learner,
    broken,
    every_case,
    happened,
    owed,
    replies,
    takes,
    the_case,
    the_concern,
    the_thread,
)
from tests.handlers.office import ASHA, POLICY, Office


async def test_whoever_has_the_case_hears_once_of_all_that_came_before_they_were_told(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BLACKMAIL)
    await lena.sends(last)
    await takes(office)
    before = len(office.messenger.to("asha"))
    for text in ("One", "Two", "Three"):
        await lena.sends(last, text)
    await office.settles()
    assert len(office.messenger.to("asha")) == before + 1
    await lena.sends(last, "Four")
    await office.settles()
    assert len(office.messenger.to("asha")) == before + 2
    assert "more was written" in str(office.messenger.to("asha")[-1])


async def test_more_that_is_not_urgent_is_told_at_the_next_quarter(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await takes(office)
    await lena.writes(await lena.opens(code), "They did it again.")
    [more] = await owed(office, "more")
    assert more.owed.due == office.clock.now() + timedelta(minutes=15)


async def test_what_is_written_with_the_code_is_told_once_though_sent_twice(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells(BLACKMAIL)
    await takes(office)
    opened = await lena.opens(code)
    for _ in range(2):
        shown = await lena.writes(opened, "They did it again.")
        assert shown.remark == wording_learner.MORE_SENT
    assert [each.text for each in await the_thread(office)] == ["They did it again."]
    assert len(await owed(office, "more")) == 1


async def test_words_of_danger_in_a_follow_up_alert_whoever_has_the_case_at_once(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await takes(office)
    office.messenger.sent.clear()
    await lena.writes(await lena.opens(code), "I want to die")
    assert (await the_case(office)).severity.value in {"S0", "S1"}
    await office.settles()
    assert office.messenger.to("asha")


async def test_words_of_danger_in_a_follow_up_alert_everybody_while_nobody_has_the_case(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await office.settles()
    assert office.messenger.sent == []
    await lena.writes(await lena.opens(code), "I want to die")
    await office.settles()
    assert office.messenger.to("asha")
    assert (await the_case(office)).started == office.clock.now()


async def test_a_follow_up_never_makes_a_case_less_serious(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells(BLACKMAIL)
    severity = (await the_case(office)).severity
    await lena.writes(await lena.opens(code), "It is fine now")
    assert (await the_case(office)).severity is severity


async def test_after_it_was_finished_more_lets_it_stand_as_received_again(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    code = (await lena.sends(last)).code
    await takes(office)
    for more in ("by code", "by form"):
        await replies(office, state="finished")
        assert (await the_concern(office)).state is State.FINISHED
        if more == "by code":
            await lena.writes(await lena.opens(code), more)
        else:
            await lena.sends(last, more)
        concern = await the_concern(office)
        assert (concern.state, concern.finished) == (State.RECEIVED, None)


async def test_a_form_whose_code_was_closed_says_that_its_new_words_were_not_taken(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    await lena.sends(last)
    await office.does(ClosedCode(ASHA, await takes(office)))
    shown = await lena.sends(last, "One more thing")
    assert (shown.remark, shown.code) == (wording_learner.NO_MORE, "")
    assert shown.entered["account"] == "One more thing"
    assert len((await the_case(office)).reports) == 1
    assert (await lena.sends(last)).code  # what was taken before is there as before


@pytest.mark.parametrize("gone", ["access", "case"])
async def test_a_form_whose_case_is_gone_keeps_its_words_and_gets_a_new_code(office: Office, gone: str) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    code = (await lena.sends(last)).code
    if gone == "case":
        await office.purges((await the_case(office)).id)
    else:
        await replies(office, state="finished")
        office.clock.move(days=31)
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
    shown = await lena.sends(last, "New words")
    assert shown.remark == wording_learner.TOO_OLD
    assert shown.entered["account"] == "New words"
    assert shown.draft != last.draft
    fresh = await lena.sends(shown, "New words")
    assert fresh.code not in {"", code}
    assert await broken(office) == []


async def test_naming_somebody_later_takes_the_case_out_of_their_hands(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BLACKMAIL)
    await lena.sends(last)
    await takes(office)
    office.messenger.sent.clear()
    await lena.sends(last, "She knows him", not_do="Don't tell Asha Patel")
    await office.settles()
    case = await the_case(office)
    assert case.acknowledged_by == ""
    assert "asha" in case.excluded
    assert "asha" not in case.told
    assert {to for to, _ in office.messenger.sent} & {"ben", "carys"}
    assert not office.messenger.to("asha")
    assert "no longer theirs" in await happened(office)


async def test_what_becomes_a_matter_of_staff_leaves_the_ordinary_way(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    await lena.sends(last)
    await lena.goes_on(last, {**NASTY, "tile": "staff", "account": "It was a tutor"})
    case = await the_case(office)
    assert case.route == "staff_conduct"
    await office.passes(minutes=16)
    assert office.messenger.to("#") == []
    assert office.messenger.to("carys")


async def test_what_is_a_matter_of_staff_never_comes_to_the_channel(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(STAFF)
    await lena.sends(last)
    await lena.goes_on(last, {**NASTY, "account": "It was about messages too"})
    await lena.writes(await lena.opens((await lena.sends(last)).code), "More")
    await office.passes(minutes=31)
    assert (await the_case(office)).route == "staff_conduct"
    assert {to for to, _ in office.messenger.sent} <= {"carys", "dilys"}


async def test_a_form_that_leaves_nobody_to_read_the_rest_is_not_taken(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(STAFF)
    await lena.sends(last, subject="Carys Jones")
    shown = await lena.sends(last, "It is her friend too", subject="Dilys Ward")
    assert shown.remark == wording_learner.NOBODY_MAY_READ
    assert shown.entered["account"] == "It is her friend too"
    assert len((await the_case(office)).reports) == 1


async def test_an_alert_that_was_sent_is_not_sent_again_for_more(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BLACKMAIL)
    await lena.sends(last)
    await office.settles()
    first = len(office.messenger.to("asha"))
    await lena.sends(last, "More")
    await office.settles()
    sent = office.messenger.to("asha")[first:]
    assert len(sent) == 1
    assert all(row.state is Outcome.SENT for row in await owed(office, "more"))


async def test_what_becomes_urgent_at_night_is_told_to_everybody_although_somebody_has_the_case(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await office.passes(minutes=16)
    await takes(office)
    office.clock.move(hours=12)  # 22:16: nobody is at work
    before = len(office.messenger.to("ben"))
    await lena.writes(await lena.opens(code), "I want to die tonight")
    await office.passes(seconds=5)
    case = await the_case(office)
    assert (case.severity.value, case.acknowledged_by, case.rung) == ("S1", "", 0)
    assert len(office.messenger.to("ben")) > before
    assert await owed(office, "escalate")


async def test_more_is_told_in_the_channel_where_the_alert_was_while_nobody_has_the_case(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await office.passes(minutes=16)
    posted = len(office.messenger.to("#"))
    await lena.writes(await lena.opens(code), "He wrote again. He knows where I live.")
    await office.passes(minutes=16)
    assert len(office.messenger.to("#")) == posted + 1


async def test_what_was_chosen_on_the_way_counts_whatever_is_changed_in_the_end(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(STAFF)
    assert (await lena.sends(last, danger="yes")).code
    case = await the_case(office)
    assert case.route == POLICY.reporting.staff_route
    assert case.reports[0].answers["tile"] == "staff"


async def test_the_same_words_another_day_are_new_words(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    for _ in range(2):
        await lena.writes(await lena.opens(code), "please help me")
        office.clock.move(days=7)
    assert [each.text for each in await the_thread(office)] == ["please help me", "please help me"]


async def test_a_learner_reads_that_somebody_has_read_it_only_once_somebody_has(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await office.passes(minutes=16)
    [case] = await every_case(office)
    await office.does(Acknowledged(ASHA, case.id))
    assert wording_learner.STATES["received"] in (await lena.opens(code)).notices[0].text
    await office.does(OpenedCase(ASHA, case.id))
    assert wording_learner.STATES["read"] in (await lena.opens(code)).notices[0].text
    await lena.writes(await lena.opens(code), "It is worse now.")
    assert wording_learner.STATES["received"] in (await lena.opens(code)).notices[0].text


async def test_more_that_leaves_nobody_to_read_it_is_not_taken_and_its_words_stay(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    everybody = ", ".join(person.name for person in office.desk.organisation.people.values())
    shown = await lena.writes(opened, "They all do it.", subject=everybody)
    assert list(shown.problems.values()) == [wording_learner.NOBODY_MAY_READ]
    assert shown.entered["more"] == "They all do it."
    assert await the_thread(office) == ()
