"""Everybody sees their own questions; whoever answers sees all, and what the policy leaves open, without words."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from dialogs import wording, wording_questions
from dialogs.alerts import Press
from dialogs.guidance.gaps import FEWEST, What, part_of
from dialogs.policy import Policy
from handlers.listing import Group
from handlers.teaching import place_of
from handlers.turn import OpenedQuestion, OpenedQuestions, Who
from storage import guidance_counts, taught
from storage.tables import QUESTIONS, TAUGHT
from storage.taught import Added
from tests.handlers import asking as use
from tests.handlers.asking import ANSWER, IN_TROUBLE, OTHER_WORDS, UNKNOWN, WORDS, home_of, listing_of, said
from tests.handlers.office import ASHA, BEN, POLICY, TOM, Office

PASSAGE = "phones.classroom"


async def group(office: Office, heading: str) -> Group:
    """One of the groups that whoever answers sees."""
    [found] = [each for each in (await listing_of(office, ASHA)).groups if each.heading == heading]
    return found


async def count(office: Office, what: What, times: int, policy: Policy = POLICY, passage: str = PASSAGE) -> None:
    async with office.desk.database.transaction() as tx:
        for _ in range(times):
            await guidance_counts.add(tx, policy.hash, passage, what)


async def led_to(office: Office, who: Who) -> list[str]:
    """The button of the home view that leads to the lists."""
    return [each.label for each in (await home_of(office, who)).buttons if each.press is Press.QUESTIONS]


async def test_where_there_is_nothing_yet_every_list_says_so(office: Office) -> None:
    listing = await listing_of(office, ASHA)

    assert listing.title == wording_questions.WAITING_TITLE
    assert [(each.heading, each.rows, each.empty) for each in listing.groups] == [
        (wording_questions.TO_ANSWER, (), wording_questions.NONE_TO_ANSWER),
        (wording_questions.GAPS, (), wording_questions.NO_GAPS),
        (wording_questions.ADDED, (), wording_questions.NONE_ADDED),
    ]
    assert [button.press for button in listing.buttons] == [Press.TEACH]


async def test_what_waits_is_listed_the_urgent_first_by_who_asked_and_when(office: Office) -> None:
    plain, urgent = await use.asks(office), await use.asks(office, IN_TROUBLE, BEN)

    first, second = (await group(office, wording_questions.TO_ANSWER)).rows

    today = wording.on(office.clock.now().date())
    assert (first.label, first.state) == (f"Ben Okafor, {today}", wording_questions.URGENT)
    assert (second.label, second.state) == (f"Tom Baker, {today}", "")
    assert (first.urgent, second.urgent) == (True, False)
    for row, question in ((first, urgent), (second, plain)):
        assert row.button is not None
        assert (row.button.press, row.button.label, row.button.about) == (
            Press.QUESTION,
            wording_questions.ANSWER,
            question,
        )


async def test_what_was_answered_is_listed_by_who_answered_and_when(office: Office) -> None:
    question = await use.asks(office)
    await office.does(use.answering(question, ANSWER))

    [row] = (await group(office, wording_questions.ANSWERED)).rows

    assert row.state == wording_questions.answered_by("Asha Patel", wording.on(office.clock.now().date()))
    assert row.button is not None
    assert (row.button.label, row.button.about) == (wording_questions.OPEN, question)
    assert (await group(office, wording_questions.TO_ANSWER)).rows == ()


async def test_no_word_of_a_question_or_an_answer_stands_in_a_list(office: Office) -> None:
    await office.does(use.answering(await use.asks(office), ANSWER))
    await use.asks(office, OTHER_WORDS)
    for who in (ASHA, TOM):
        seen = str((await listing_of(office, who), await home_of(office, who)))
        assert not [word for word in (WORDS, "projector", ANSWER, "caretaker", "wifi") if word in seen]


async def test_everybody_else_sees_only_what_they_asked(office: Office) -> None:
    old = await use.asks(office)
    await office.does(use.answering(old, ANSWER))
    office.clock.move(days=1)
    new = await use.asks(office, OTHER_WORDS)
    await use.asks(office, who=BEN)
    await use.teaches(office, WORDS, PASSAGE)

    listing = await listing_of(office, TOM)

    [only] = listing.groups
    assert (listing.title, only.heading) == (wording_questions.YOURS_TITLE, "")
    assert {row.button.about for row in only.rows if row.button is not None} == {old, new}
    assert {row.state for row in only.rows} == {
        "",
        wording_questions.answered_by("Asha Patel", wording.on(date(2026, 12, 1))),
    }
    assert {row.label for row in only.rows} == {
        wording_questions.asked_on(wording.on(date(2026, 12, day))) for day in (1, 2)
    }
    assert [button.press for button in listing.buttons] == [Press.HAND_OVER]


async def test_whoever_asked_does_not_read_what_we_made_of_it(office: Office) -> None:
    await use.asks(office, IN_TROUBLE)
    [only] = (await listing_of(office, TOM)).groups
    assert [(row.state, row.urgent) for row in only.rows] == [("", False)]


async def test_somebody_who_asked_nothing_is_told_so_and_whom_to_ask(office: Office) -> None:
    listing = await listing_of(office, TOM)
    assert [(each.rows, each.empty) for each in listing.groups] == [((), wording_questions.NONE_TO_ANSWER)]
    assert [(each.press, each.about) for each in listing.buttons] == [(Press.HAND_OVER, "")]


async def test_what_was_not_answered_is_said_by_part_of_the_policy_and_never_of_fewer_than_five(office: Office) -> None:
    await count(office, What.UNANSWERED, FEWEST - 1)
    await count(office, What.HELPED, FEWEST - 1)
    await count(office, What.UNANSWERED, 50, replace(POLICY, hash="older"))
    assert (await group(office, wording_questions.GAPS)).rows == ()

    await count(office, What.NOT_HELPED, 1)
    [row] = (await group(office, wording_questions.GAPS)).rows
    assert (row.label, row.state, row.button) == (
        part_of(POLICY, PASSAGE),
        wording_questions.missed(FEWEST, 0),
        None,
    )
    await count(office, What.HELPED, 1)
    [row] = (await group(office, wording_questions.GAPS)).rows
    assert row.state == wording_questions.missed(FEWEST, FEWEST)
    await count(office, What.NOT_HELPED, FEWEST - 1)
    await count(office, What.HELPED, FEWEST + 1)
    [row] = (await group(office, wording_questions.GAPS)).rows
    assert row.state == wording_questions.missed(FEWEST, 2 * FEWEST), "in fives, rounded down"


async def test_what_was_added_is_listed_with_its_passage_and_can_be_removed(office: Office) -> None:
    await use.teaches(office, WORDS, PASSAGE)
    async with office.desk.database.transaction() as tx:
        await taught.add(tx, Added(UNKNOWN, "Of an older policy", "gone", "asha", date(2026, 1, 1)))

    rows = (await group(office, wording_questions.ADDED)).rows

    assert [(row.label, row.state) for row in rows] == [
        (WORDS, place_of(POLICY.passages[PASSAGE])),
        ("Of an older policy", wording_questions.PASSAGE_GONE),
    ]
    assert [row.button.press for row in rows if row.button is not None] == [Press.UNTEACH] * 2


async def test_above_each_list_stands_how_many_of_it_cannot_be_opened(office: Office) -> None:
    lost, whole = await use.asks(office), await use.asks(office, OTHER_WORDS)
    await use.teaches(office, WORDS, PASSAGE)
    assert [each.note for each in (await listing_of(office, ASHA)).groups if each.note] == [wording_questions.GAPS_WHAT]

    damaged = {"content": b"\x01" + bytes(60)}
    async with office.desk.database.transaction() as tx:
        assert await tx.write(update(QUESTIONS).where(QUESTIONS.c.id == lost).values(damaged)) == 1
        assert await tx.write(update(TAUGHT).values(damaged)) == 1

    waits, kept = await group(office, wording_questions.TO_ANSWER), await group(office, wording_questions.ADDED)
    assert (waits.note, kept.note) == (wording_questions.damaged(1), wording_questions.damaged(1))
    assert [row.button.about for row in waits.rows if row.button is not None] == [whole]
    assert kept.rows == ()
    assert await led_to(office, ASHA) == [f"{wording_questions.WAITING_TITLE} (2)"], "what is damaged waits too"
    assert await led_to(office, TOM) == [wording_questions.YOURS_TITLE]


async def test_nothing_can_be_added_where_nothing_was_trained(office: Office) -> None:
    office.desk = replace(office.desk, ear=None)
    assert (await listing_of(office, ASHA)).buttons == ()


async def test_home_leads_to_the_questions_with_how_many_wait(office: Office) -> None:
    assert await led_to(office, ASHA) == [wording_questions.WAITING_TITLE]
    question = await use.asks(office)
    assert await led_to(office, ASHA) == [f"{wording_questions.WAITING_TITLE} (1)"]
    await office.does(use.answering(question, ANSWER))
    assert await led_to(office, ASHA) == [wording_questions.WAITING_TITLE]


async def test_home_leads_whoever_asked_to_their_own_questions_and_nobody_else(office: Office) -> None:
    assert await led_to(office, TOM) == []
    question = await use.asks(office)
    assert await led_to(office, TOM) == [wording_questions.YOURS_TITLE]
    await office.does(use.answering(question, ANSWER))
    assert await led_to(office, TOM) == [wording_questions.YOURS_TITLE]
    assert await led_to(office, BEN) == []


@pytest.mark.parametrize("who", [ASHA, TOM])
async def test_lists_that_cannot_be_read_are_said_to_be_so(office: Office, who: Who) -> None:
    office.breaks()
    for turn in (OpenedQuestions(who), OpenedQuestion(who, UNKNOWN)):
        assert (await said(office, turn)).title == wording.NOT_SHOWN
