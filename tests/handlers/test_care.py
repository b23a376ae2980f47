"""What reviewers found: words are kept, people are not misled, and nobody is named who must not be."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from dialogs import wording
from dialogs.alerts import Kind, Owed, To
from handlers.desk import PolicyForgotten
from handlers.numbers import numbers
from handlers.reply import Asked, CaseShown, Home, NoSuchCase, Received, Said
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    Discarded,
    OpenedCase,
    OpenedHome,
    Resumed,
    WantedToChange,
    WentBack,
)
from storage import audit, outbox
from tests.handlers.office import (
    ASHA,
    BEN,
    CARYS,
    DILYS,
    EXAMPLE,
    NASTY_MESSAGES,
    ONE_LINE,
    POLICY,
    STAFF_CONCERN,
    TOM,
    Office,
)


async def test_throwing_away_the_rest_does_not_say_that_nothing_was_sent(office: Office) -> None:
    about = await office.fills_in(ONE_LINE)
    assert isinstance(about, Asked)

    reply = await office.does(Discarded(TOM, about.draft))

    assert isinstance(reply, Said)
    assert reply.title == wording.DISCARDED_REST
    assert "has been received" in reply.lines[0]
    assert "Threw away what had not been sent of the report" in await office.reads_newest(ASHA)


async def test_what_has_been_sent_cannot_be_thrown_away(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})

    assert isinstance(await office.does(Discarded(TOM, review.draft)), Received)
    assert isinstance(await office.does(Resumed(TOM, review.draft)), Received)


async def test_the_rest_of_a_report_is_listed_as_that(office: Office) -> None:
    await office.fills_in(ONE_LINE)

    home = await office.does(OpenedHome(TOM))

    assert isinstance(home, Home)
    assert home.drafts[0].label.startswith("The rest of what you reported")


async def test_a_tick_is_kept_while_another_answer_is_changed(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    who = await office.does(WantedToChange(TOM, review.draft, "who", {"about_readers": ("asha",)}))
    assert isinstance(who, Asked)

    again = await office.answers(who, {"subject": "Mia Other", "age": "16_17"})

    assert isinstance(again, Asked)
    assert (again.screen, again.entered) == ("review", {"about_readers": ("asha",)})
    assert "Asha Patel" not in again.notices[-1].text


async def test_a_line_from_an_old_page_is_kept_and_said_not_to_have_been_sent(office: Office) -> None:
    line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(line, Asked)
    await office.does(Answered(TOM, line.draft, "danger", {"danger": ("no",)}, ""))

    reply = await office.does(Answered(TOM, line.draft, "one_line", {"line": ("He is at the door",)}, line.told))

    assert isinstance(reply, Asked)
    assert reply.remark == wording.LINE_NOT_SENT
    yes = await office.does(Answered(TOM, line.draft, "danger", {"danger": ("yes",)}, ""))
    assert isinstance(yes, Asked)
    assert yes.entered == {"line": "He is at the door"}


async def test_going_back_while_nothing_can_be_saved_shows_the_words_again(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)
    office.breaks()

    reply = await office.does(WentBack(TOM, about.draft, "about", {"tile": ("photos",)}))
    lost = await office.does(WentBack(TOM, about.draft, "no such screen", {}))

    assert isinstance(reply, Asked)
    assert (reply.screen, reply.entered) == ("about", {"tile": "photos"})
    assert isinstance(lost, Said)
    assert len(office.faults) == 2


async def test_nobody_who_was_just_named_is_given_to_ring_when_nothing_can_be_saved(office: Office) -> None:
    line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(line, Asked)
    office.breaks()

    reply = await office.answers(line, {"line": "It is her.", "about_now": ["asha"]})

    assert isinstance(reply, Asked)
    assert "Asha Patel" not in reply.remark
    assert "Carys Jones" in reply.remark


async def test_a_reminder_names_nobody_whom_it_is_about(office: Office) -> None:
    line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(line, Asked)
    await office.does(WentBack(TOM, line.draft, "one_line", {"about_now": ("asha",)}))

    await office.passes(minutes=6)

    assert "Asha Patel" not in str(office.messenger.to("tom")[0])
    assert "Carys Jones" in str(office.messenger.to("tom")[0])


async def test_once_everybody_has_declined_everybody_and_the_reporter_hear_it(office: Office) -> None:
    case = await office.reports(STAFF_CONCERN)
    assert isinstance(await office.does(CannotTake(CARYS, case)), Said)

    reply = await office.does(CannotTake(DILYS, case))
    await office.settles()

    assert isinstance(reply, Said)
    assert reply.lines[0].startswith("Everybody has said so")
    assert "Nobody has picked up" in office.messenger.to("tom")[-1].lines[0]


async def test_whoever_has_left_does_not_keep_a_case(office: Office) -> None:
    case = await office.reports()
    await office.acknowledges(ASHA)
    people = {key: person for key, person in EXAMPLE.people.items() if key != "asha"}
    office.with_organisation(replace(EXAMPLE, people=people))

    reply = await office.does(Acknowledged(BEN, case))
    await office.settles()

    assert isinstance(reply, Said)
    assert reply.title == wording.ACKNOWLEDGED
    assert "Picked up by Ben Okafor" in office.messenger.changed[-1][1].lines[1]


async def test_a_report_out_of_hours_says_when_the_office_opens_and_reaches_somebody_directly(
    office: Office,
) -> None:
    office.clock.move(hours=12)

    received = await office.fills_in(NASTY_MESSAGES)
    await office.settles()

    assert isinstance(received, Received)
    assert any("closed until 08:30 on Wednesday 2 December" in line for line in received.lines)
    assert len(office.messenger.to("ben")) == 1


async def test_marks_that_hide_what_was_written_are_left_out_and_counted(office: Office) -> None:
    hidden = {"account": "He wrote \u202eevil\u202c\u200b and left."}
    case = await office.reports([*NASTY_MESSAGES[:5], hidden, *NASTY_MESSAGES[6:]])

    reply = await office.does(OpenedCase(ASHA, case))

    assert isinstance(reply, CaseShown)
    assert "He wrote evil and left. [3 hidden marks left out]" in [each.answer for each in reply.answers[0]]


async def test_a_damaged_case_hides_no_other_and_is_counted(office: Office) -> None:
    first = await office.reports()
    await office.reports(ONE_LINE)
    with sqlite3.connect(office.file) as connection:
        connection.execute("UPDATE cases SET content = zeroblob(400) WHERE id = ?", (first,))
    connection.close()

    home = await office.does(OpenedHome(ASHA))

    assert isinstance(home, Home)
    assert len(home.cases) == 1
    assert "One case cannot be opened" in home.trouble


async def test_a_case_without_its_policy_is_a_fault_and_not_a_guess(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        with pytest.raises(PolicyForgotten):
            await office.desk.policy_of(tx, "0" * 64)


async def test_an_older_policy_is_read_once(office: Office) -> None:
    await office.remembers_policy()
    office.desk = replace(office.desk, policy=replace(POLICY, hash="0" * 64))
    async with office.desk.database.transaction() as tx:
        assert await office.desk.policy_of(tx, POLICY.hash) is await office.desk.policy_of(tx, POLICY.hash)


async def test_asking_for_a_case_that_is_not_there_leaves_a_trace(office: Office) -> None:
    assert await office.does(OpenedCase(BEN, "f" * 32)) == NoSuchCase()

    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    assert (entries[-1].what, entries[-1].actor) == ("refused a case", "ben")


def test_a_number_that_was_not_checked_says_so_and_one_that_has_expired_is_not_shown() -> None:
    unchecked = next(each for each in POLICY.signposts.values() if each.checked is None)
    dated = next(each for each in POLICY.signposts.values() if each.expires is not None)
    assert dated.expires is not None

    [shown] = numbers([unchecked.id], POLICY, EXAMPLE, date(2026, 12, 1))
    assert shown.unverified == wording.UNVERIFIED
    assert numbers([dated.id], POLICY, EXAMPLE, dated.expires)
    assert numbers([dated.id], POLICY, EXAMPLE, date(2036, 1, 1)) == ()


async def test_what_is_no_longer_owed_when_its_turn_comes_is_not_sent(office: Office) -> None:
    case = await office.reports()
    await office.acknowledges(ASHA)
    before = len(office.messenger.sent)
    now = office.clock.now()
    async with office.desk.database.transaction() as tx:
        await outbox.owe(tx, Owed(Kind.ALERT, To.PERSON, now, case, person="ben", rung=7))
        await outbox.owe(tx, Owed(Kind.ALERT_ANSWERED, To.PERSON, now, case, person="ben", rung=8))
        await outbox.owe(tx, Owed(Kind.NOT_SENT, To.REPORTER, now, draft="gone"))

    await office.settles()

    assert len(office.messenger.sent) == before


async def test_a_category_without_a_note_shows_none(office: Office) -> None:
    quiet = {key: replace(category, note="") for key, category in POLICY.categories.items()}
    office.desk = replace(office.desk, policy=replace(POLICY, categories=quiet))
    case = await office.reports()

    reply = await office.does(OpenedCase(ASHA, case))

    assert isinstance(reply, CaseShown)
    assert wording.NOTE not in dict(reply.facts)


async def test_a_case_of_somebody_who_has_left_can_be_passed_on_and_the_next_are_really_told(office: Office) -> None:
    case = await office.reports()
    await office.acknowledges(ASHA)
    people = {key: person for key, person in EXAMPLE.people.items() if key != "asha"}
    office.with_organisation(replace(EXAMPLE, people=people))

    opened = await office.does(OpenedCase(BEN, case))
    reply = await office.does(CannotTake(BEN, case))
    await office.settles()

    assert isinstance(opened, CaseShown)
    assert opened.buttons
    assert isinstance(reply, Said)
    assert reply.title == wording.PASSED_ON
    assert len(office.messenger.to("carys")) == 1


async def test_coming_back_to_what_was_sent_says_when_it_came_and_not_that_it_is_going_out_now(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})
    office.clock.move(hours=3)

    again = await office.does(Resumed(TOM, review.draft))

    assert isinstance(again, Received)
    assert again.lines[0] == "This was received at 10:00. Nobody has picked it up yet."
