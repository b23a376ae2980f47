"""Sending a report: who is announced, when nothing is taken, under which policy, by whom."""

from dataclasses import replace

import pytest

from dialogs import wording
from handlers.receiving import NoReferenceFree
from handlers.reply import Asked, Home, NoSuchCase, NotTaken, Received, Said
from handlers.turn import Answered, OpenedCase, OpenedHome, Resumed, Who
from storage import drafts
from tests.handlers.office import ASHA, BEN, CARYS, NASTY_MESSAGES, ONE_LINE, POLICY, STAFF_CONCERN, TOM, Office


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


async def test_a_reporter_who_is_kept_out_since_reads_that_it_was_received_and_nothing_of_how_it_stands(
    office: Office,
) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1], BEN)
    assert isinstance(review, Asked)
    await office.answers(review, {}, BEN)
    await office.names_in_the_newest_case("ben")
    waiting = await office.does(Resumed(BEN, review.draft))
    await office.passes(minutes=37)
    await office.acknowledges(ASHA)

    again = await office.does(Resumed(BEN, review.draft))

    assert again == waiting
    assert isinstance(again, Received)
    assert again.lines[:2] == ("This was received at 10:00.", wording.WORSE)


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


async def test_a_case_is_taken_from_whoever_the_whole_report_is_about(office: Office) -> None:
    reply = await office.fills_in(ONE_LINE)
    await office.settles()
    await office.acknowledges(ASHA)
    for given in NASTY_MESSAGES[1:-1]:
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)
    assert isinstance(reply, Asked)

    received = await office.answers(reply, {"about_readers": ["asha"]})
    await office.settles()

    assert isinstance(received, Received)
    case = await office.newest_case()
    assert isinstance(await office.does(OpenedCase(ASHA, case)), NoSuchCase)
    assert office.messenger.to("carys")[-1].lines[1].startswith("The full report")
    assert "It is not with Asha Patel any more" in await office.reads_newest(CARYS)
    await office.acknowledges(CARYS)
    assert "by the Safeguarding Lead" in office.messenger.to("tom")[-1].lines[0]


async def test_each_addition_is_told_to_whoever_has_the_case(office: Office) -> None:
    about = await office.fills_in(ONE_LINE)
    assert isinstance(about, Asked)
    await office.settles()
    await office.acknowledges(ASHA)

    for line in ("He is outside now.", "He has gone."):
        await office.does(Answered(TOM, about.draft, "one_line", {"line": (line,)}, about.told))
        await office.settles()

    assert [message.lines[1].startswith("More has come") for message in office.messenger.to("asha")[1:]] == [True] * 2


async def test_whoever_was_told_by_the_first_line_is_named_before_the_rest_is_sent(office: Office) -> None:
    reply = await office.fills_in(ONE_LINE)
    for given in (*STAFF_CONCERN[1:-1],):
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)

    assert isinstance(reply, Asked)
    assert "your first line has gone to Asha Patel" in reply.notices[-1].text


async def test_a_reference_that_is_taken_is_replaced(office: Office) -> None:
    office.chance.references = ["ES-SAME", "ES-SAME", "ES-OTHER"]
    first = await office.fills_in(NASTY_MESSAGES)
    second = await office.fills_in(NASTY_MESSAGES)

    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert (first.reference, second.reference) == ("ES-SAME", "ES-OTHER")


async def test_a_report_for_which_no_reference_is_free_is_not_called_received(office: Office) -> None:
    office.chance.references = ["ES-SAME"] * 50
    await office.fills_in(NASTY_MESSAGES)

    with pytest.raises(NoReferenceFree):
        await office.fills_in(NASTY_MESSAGES)
