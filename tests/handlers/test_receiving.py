"""Sending a report: who is announced, when nothing is taken, under which policy, by whom."""

from dataclasses import replace

from dialogs import wording
from handlers.turn import (
    Asked,
    Home,
    NotTaken,
    OpenedHome,
    Received,
    Resumed,
    Said,
    Who,
)
from storage import drafts
from tests.handlers.office import ASHA, NASTY_MESSAGES, ONE_LINE, POLICY, TOM, Office


async def test_somebody_new_on_the_ladder_is_announced_before_anything_is_sent(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    people = dict(office.desk.organisation.people)
    people["gwen"] = replace(people["ben"], key="gwen", name="Gwen New")
    office.with_organisation(replace(office.desk.organisation, people=people))

    shown = await office.answers(review, {})

    assert isinstance(shown, Asked)
    assert (shown.screen, shown.remark) == ("review", wording.TOLD_CHANGED)
    assert "Gwen New" in shown.notices[-1].text
    assert isinstance(await office.answers(shown, {}), Received)


async def test_nothing_is_taken_when_everybody_who_would_read_it_must_not(office: Office) -> None:
    line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(line, Asked)

    reply = await office.answers(line, {"line": "They all do it.", "about_now": ["asha", "ben", "carys", "dilys"]})

    assert isinstance(reply, NotTaken)
    assert "They all do it." in reply.copy
    assert any("LADO" in number.name for number in reply.numbers)
    await office.settles()
    assert office.messenger.sent == []


async def test_the_rest_of_a_report_may_find_nobody_left_and_says_that_the_start_was_received(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    home = await office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    reply = await office.does(Resumed(TOM, home.drafts[0].draft))
    for given in NASTY_MESSAGES[1:-1]:
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)
    assert isinstance(reply, Asked)

    reply = await office.answers(reply, {"about_readers": ["asha", "ben", "carys", "dilys"]})

    assert isinstance(reply, NotTaken)
    assert reply.lines == wording.NOBODY_MAY_READ_THE_REST


async def test_a_draft_is_finished_under_the_policy_it_was_begun_under(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.remembers_policy()
    newer = replace(POLICY, hash="0" * 64, forms={})
    office.desk = replace(office.desk, policy=newer)

    assert isinstance(await office.answers(review, {}), Received)


async def test_somebody_outside_the_organisation_file_may_report_and_is_named_in_the_case(office: Office) -> None:
    visitor = Who("slack:T9:U9", "Vera Visitor")

    await office.reports(who=visitor)

    assert "Vera Visitor" in await office.reads_newest(ASHA)


async def test_a_draft_left_for_seven_days_is_no_longer_here(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)
    office.clock.move(days=8)

    reply = await office.does(Resumed(TOM, about.draft))

    assert isinstance(reply, Said)
    async with office.desk.database.transaction() as tx:
        await drafts.expire(tx, office.clock.now())
