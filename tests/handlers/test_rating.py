"""What became of a question is counted: once for each person, without who they are, and never said before it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from dialogs import wording_questions
from dialogs.alerts import Press
from dialogs.guidance.gaps import Count, What
from handlers import counted as counting
from handlers import soon as waiting
from handlers.counted import Counted
from handlers.rating import buttons
from handlers.reply import Way
from handlers.turn import Rated
from tests.handlers.asking import counts, everything_else, said
from tests.handlers.office import ASHA, TOM, Office, open_office

PASSAGE = "phones.classroom"


@asynccontextmanager
async def slow(office: Office) -> AsyncIterator[None]:
    """While somebody else has the database, nobody can write."""
    async with office.desk.database.transaction():
        yield
    await asyncio.gather(*waiting.WORKING)


async def test_what_helped_is_counted_and_that_is_said(office: Office) -> None:
    reply = await said(office, Rated(TOM, PASSAGE, helped=True))

    assert (reply.title, reply.lines) == (wording_questions.THANKS, (wording_questions.THANKS_HELPED,))
    assert (reply.ways, reply.buttons) == ((Way.ASK, Way.HELP), ())
    assert await counts(office) == (Count(PASSAGE, What.HELPED, 1),)
    assert "tom" not in await everything_else(office)


async def test_whoever_was_not_helped_is_told_whom_to_ask(office: Office) -> None:
    reply = await said(office, Rated(TOM, PASSAGE, helped=False))

    assert reply.lines[0] == wording_questions.THANKS_NOT_HELPED
    assert "Asha Patel" in reply.lines[1]
    assert [(each.press, each.about) for each in reply.buttons] == [(Press.HAND_OVER, "")]
    assert Way.REPORT in reply.ways
    assert await counts(office) == (Count(PASSAGE, What.NOT_HELPED, 1),)


async def test_each_person_counts_once_for_each_thing_that_they_say(office: Office) -> None:
    for who in (TOM, TOM, ASHA, ASHA):
        reply = await said(office, Rated(who, PASSAGE, helped=True))
        assert reply.lines[0] == wording_questions.THANKS_HELPED
    await said(office, Rated(TOM, PASSAGE, helped=False))
    await said(office, Rated(TOM, "staff.devices", helped=True))

    assert set(await counts(office)) == {
        Count(PASSAGE, What.HELPED, 2),
        Count(PASSAGE, What.NOT_HELPED, 1),
        Count("staff.devices", What.HELPED, 1),
    }


@pytest.mark.parametrize("passage", ["", "gone", "x" * 10_000])
@pytest.mark.parametrize("helped", [True, False])
async def test_what_is_no_passage_of_this_policy_is_not_counted_and_that_is_said(
    office: Office, passage: str, *, helped: bool
) -> None:
    reply = await said(office, Rated(TOM, passage, helped=helped))
    assert reply.lines[0] == wording_questions.NOT_COUNTED
    assert await counts(office) == ()


async def test_what_could_not_be_counted_is_never_called_counted(office: Office) -> None:
    office.breaks()
    for _ in range(2):
        assert (await said(office, Rated(TOM, PASSAGE, helped=True))).lines == (wording_questions.NOT_COUNTED,)
    assert len(office.faults) == 2


async def test_nobody_waits_for_a_database_that_is_slow_and_what_was_begun_is_done_yet(office: Office) -> None:
    async with slow(office):
        reply = await said(office, Rated(TOM, PASSAGE, helped=True))
        assert reply.lines == (wording_questions.NOT_COUNTED,)
        assert waiting.WORKING
    assert await counts(office) == (Count(PASSAGE, What.HELPED, 1),)
    assert set() == waiting.WORKING
    assert office.faults == []


async def test_whoever_presses_again_after_it_failed_is_counted(office: Office) -> None:
    whole = office.desk
    async with open_office(office.file.with_name("broken.db")) as other:
        other.breaks()
        office.desk = replace(whole, database=other.desk.database)
        assert (await said(office, Rated(TOM, PASSAGE, helped=True))).lines == (wording_questions.NOT_COUNTED,)
    office.desk = whole
    assert (await said(office, Rated(TOM, PASSAGE, helped=True))).lines == (wording_questions.THANKS_HELPED,)
    assert await counts(office) == (Count(PASSAGE, What.HELPED, 1),)


def test_words_are_rated_by_the_first_passage() -> None:
    assert [(each.press, each.about) for each in buttons(PASSAGE)] == [
        (Press.HELPED, PASSAGE),
        (Press.NOT_HELPED, PASSAGE),
    ]


def test_who_was_counted_cannot_be_read_from_memory_and_is_another_mark_in_every_run() -> None:
    one, other = Counted(), Counted()
    for each in (one, other):
        assert each.first("tom", PASSAGE, What.HELPED)
        assert "tom" not in str(vars(each))
    assert str(vars(one)["_seen"]) != str(vars(other)["_seen"])


def test_what_was_counted_long_ago_is_forgotten_first() -> None:
    counted = Counted()
    for number in range(counting.MOST_REMEMBERED):
        assert counted.first(f"person {number}", PASSAGE, What.HELPED)
    assert not counted.first("person 0", PASSAGE, What.HELPED)
    assert counted.first("one more", PASSAGE, What.HELPED)
    assert counted.first("person 0", PASSAGE, What.HELPED)
    assert not counted.first("person 2", PASSAGE, What.HELPED)


def test_what_could_not_be_counted_is_the_first_again() -> None:
    counted = Counted()
    assert counted.first("tom", PASSAGE, What.HELPED)
    counted.not_counted("tom", PASSAGE, What.HELPED)
    counted.not_counted("asha", PASSAGE, What.HELPED)
    assert counted.first("tom", PASSAGE, What.HELPED)
