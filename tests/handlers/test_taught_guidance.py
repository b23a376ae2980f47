"""A question that somebody added answers at once, on every replica; one that nobody answers is counted, without words.

Trouble comes before both, and without the database everything else stays as it is.
"""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from dialogs import wording_guidance
from dialogs.alerts import Press
from dialogs.guidance.gaps import Count, What
from dialogs.guidance.hearing import Action, hear
from handlers.reply import Guided, Way
from handlers.turn import Rated, Untaught, WantedToAsk, Who
from storage import taught
from storage.tables import TAUGHT
from storage.taught import Added
from tests.handlers import asking as use
from tests.handlers.asking import IN_TROUBLE, added, counts
from tests.handlers.concern.learner import Learner
from tests.handlers.office import ASHA, BEN, EAR, POLICY, SOON, TOM, Office, open_office

PASSAGE = "phones.classroom"
BY_HAND = "a" * 32
A_QUESTION = "what is cyberbullying"
GREETING = "hello"


def is_refused(text: str) -> bool:
    """Whether it is heard as a question that the policy does not answer."""
    assert EAR is not None
    heard = hear(EAR, text)
    return heard.action is Action.REFUSE and not heard.strays


UNANSWERED, ANOTHER, *_ = filter(
    is_refused,
    ("What is the wifi password?", "Who waters the plants?", "Who pays if my laptop breaks?", "May I use a phone?"),
)
"""Two questions that the policy does not answer, of some that should be."""


async def asks(office: Office, text: str, who: Who = TOM) -> Guided:
    reply = await office.does(WantedToAsk(who, text))
    assert isinstance(reply, Guided), reply
    return reply


def answers_with(reply: Guided, passage: str) -> bool:
    """Whether these words of the policy alone are what is shown."""
    return [quote.text for quote in reply.quotes] == [POLICY.passages[passage].text]


async def read(office: Office) -> None:
    """Waits until what is being read has been."""
    reading = office.desk.shelf.reading
    assert reading is not None
    await reading


async def add(office: Office, question: str, passage: str = PASSAGE) -> None:
    """Adds a question that nobody could add in the form."""
    async with office.desk.database.transaction() as tx:
        await taught.add(tx, Added(BY_HAND, question, passage, "asha", date(2026, 12, 1)))


async def test_what_was_added_answers_at_once_in_the_policys_words_alone(office: Office) -> None:
    before = await asks(office, UNANSWERED)
    assert (before.title, before.quotes) == (wording_guidance.SILENT, ())

    await use.teaches(office, UNANSWERED, PASSAGE)
    reply = await asks(office, f"  {UNANSWERED.upper()} ")
    assert reply.title == wording_guidance.SAYS
    assert answers_with(reply, PASSAGE)
    assert [(each.press, each.about) for each in reply.buttons[:2]] == [
        (Press.HELPED, PASSAGE),
        (Press.NOT_HELPED, PASSAGE),
    ]


async def test_on_another_replica_it_answers_at_once_too_and_is_gone_when_it_is_removed(office: Office) -> None:
    async with open_office(office.file) as other:
        assert (await asks(other, UNANSWERED)).quotes == ()
        await use.teaches(office, UNANSWERED, PASSAGE)
        for _ in range(2):
            assert answers_with(await asks(other, UNANSWERED, BEN), PASSAGE)

        [kept] = await added(office)
        await office.does(Untaught(ASHA, kept.id))
        for each in (other, office):
            assert (await asks(each, UNANSWERED)).title == wording_guidance.SILENT


async def test_whoever_may_be_in_trouble_gets_help_whatever_was_added(office: Office) -> None:
    expected = await asks(office, IN_TROUBLE)
    await add(office, IN_TROUBLE)

    reply = await asks(office, IN_TROUBLE)
    assert reply == expected
    assert (reply.title, reply.quotes, reply.buttons) == (wording_guidance.TROUBLE, (), ())


async def test_whoever_may_be_in_trouble_waits_for_no_database(office: Office) -> None:
    expected = await asks(office, IN_TROUBLE)
    office.breaks()
    assert await asks(office, IN_TROUBLE) == expected
    assert office.faults == []


async def test_what_another_version_of_the_policy_says_is_not_looked_for(office: Office) -> None:
    await add(office, UNANSWERED, "gone")
    assert (await asks(office, UNANSWERED)).title == wording_guidance.SILENT


async def test_one_that_does_not_open_hides_no_other(office: Office) -> None:
    await add(office, UNANSWERED)
    async with office.desk.database.transaction() as tx:
        damaged = update(TAUGHT).where(TAUGHT.c.id == BY_HAND).values(content=b"damaged")
        assert await tx.write(damaged) == 1
    await use.teaches(office, ANOTHER, PASSAGE)
    assert answers_with(await asks(office, ANOTHER), PASSAGE)
    assert (await asks(office, UNANSWERED)).title == wording_guidance.SILENT


async def test_without_the_database_everything_else_is_answered_as_before(office: Office) -> None:
    texts = (A_QUESTION, UNANSWERED, GREETING, "I want to report something", "What does the Prevent policy say?")
    expected = [await asks(office, text) for text in texts]
    await use.teaches(office, ANOTHER, PASSAGE)
    known = await asks(office, ANOTHER)
    assert answers_with(known, PASSAGE)

    office.breaks()
    assert [await asks(office, text) for text in texts] == expected
    assert await asks(office, ANOTHER) == known
    assert all(UNANSWERED not in str(fault) for fault in office.faults)


async def test_nobody_waits_longer_than_a_moment_for_a_database_that_is_slow(office: Office) -> None:
    expected = await asks(office, A_QUESTION)
    office.desk = replace(office.desk, patience=SOON)
    begun = asyncio.get_running_loop().time()
    async with office.desk.database.transaction():
        assert await asks(office, A_QUESTION) == expected
        assert asyncio.get_running_loop().time() - begun < 10 * SOON
    await read(office)
    assert office.faults == []


async def test_however_many_ask_at_once_what_was_added_is_read_once_for_all(office: Office) -> None:
    office.desk = replace(office.desk, patience=SOON)
    expected = await asks(office, A_QUESTION)
    readings: set[asyncio.Task[None] | None] = set()
    async with office.desk.database.transaction():
        for _ in range(2):
            assert await asyncio.gather(*[asks(office, A_QUESTION, who) for who in (TOM, BEN)]) == [expected] * 2
            readings.add(office.desk.shelf.reading)
    await read(office)
    assert len(readings) == 1
    await asks(office, A_QUESTION)
    assert office.desk.shelf.reading not in readings, "and anew, once that is done"
    assert office.faults == []


@pytest.mark.parametrize("text", ["someone keeps sending me nasty messages", "I feel low"])
async def test_whoever_means_to_report_and_whoever_is_not_well_get_what_they_got_whatever_was_added(
    office: Office, text: str
) -> None:
    expected = await asks(office, text)
    await add(office, text)
    assert await asks(office, text) == expected
    assert expected.quotes == ()
    assert expected.numbers


async def test_what_is_not_answered_is_counted_near_its_passage_once_for_each_person(office: Office) -> None:
    for who in (TOM, TOM, BEN):
        await asks(office, UNANSWERED, who)

    assert EAR is not None
    assert await counts(office) == (Count(hear(EAR, UNANSWERED).passages[0], What.UNANSWERED, 2),)
    assert UNANSWERED not in await use.everything_else(office)
    assert UNANSWERED.encode() not in b"".join(each.read_bytes() for each in office.file.parent.iterdir())


@pytest.mark.parametrize("text", [GREETING, A_QUESTION, IN_TROUBLE, "x", ""])
async def test_a_greeting_trouble_and_what_is_answered_are_not_counted(office: Office, text: str) -> None:
    await office.does(WantedToAsk(TOM, text))
    assert await counts(office) == ()


async def test_what_is_answered_by_what_was_added_is_not_counted(office: Office) -> None:
    await use.teaches(office, UNANSWERED, PASSAGE)
    await asks(office, UNANSWERED)
    assert await counts(office) == ()


async def test_whether_it_helped_is_counted_when_somebody_says_so(office: Office) -> None:
    helped, not_helped, _ = (await asks(office, A_QUESTION)).buttons
    for button, pressed in ((helped, True), (not_helped, False)):
        await office.does(Rated(TOM, button.about, helped=pressed))
    assert {each.what for each in await counts(office)} == {What.HELPED, What.NOT_HELPED}
    assert {each.passage for each in await counts(office)} == {helped.about}


async def test_whom_to_ask_stands_below_what_is_a_question_and_below_nothing_else(office: Office) -> None:
    for text, presses in (
        (A_QUESTION, [Press.HELPED, Press.NOT_HELPED, Press.HAND_OVER]),
        (UNANSWERED, [Press.HAND_OVER]),
        (GREETING, []),
        (IN_TROUBLE, []),
    ):
        assert [button.press for button in (await asks(office, text)).buttons] == presses

    office.desk = replace(office.desk, policy=use.answered_by())
    assert (await asks(office, UNANSWERED)).buttons == ()


async def test_a_code_that_is_written_where_a_question_goes_is_looked_up_nowhere_and_does_not_come_back(
    office: Office,
) -> None:
    code = await Learner(office).tells()
    office.breaks()

    for text in (code, f" {code.upper()}\n"):
        reply = await asks(office, text)
        assert (reply.title, reply.buttons, reply.quotes) == (wording_guidance.CODE, (), ())
        assert reply.ways[0] is Way.CHECK
        assert "999" in {number.contact for number in reply.numbers}
        assert text.strip() not in str(reply)
    assert office.faults == []
