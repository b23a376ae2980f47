"""What became of a question is counted: once for each person, without who they are, and never said before it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from dialogs import wording_questions
from dialogs.alerts import Press
from dialogs.guidance.gaps import Count, What, part_of
from handlers import counted as counting
from handlers import soon as waiting
from handlers.counted import Counted
from handlers.rating import Counting, buttons, count_soon
from handlers.reply import Way
from handlers.turn import Rated
from tests.handlers.asking import answered_by, counts, everything_else, said
from tests.handlers.office import ASHA, BEN, POLICY, SOON, TOM, Office

PASSAGE, OTHER = "staff.devices", "phones.classroom"
NEAR = next(each for each in POLICY.passages if each != PASSAGE and part_of(POLICY, each) == part_of(POLICY, PASSAGE))
"""Another passage of the same part."""


@asynccontextmanager
async def slow(office: Office) -> AsyncIterator[None]:
    """While somebody else has the database, nobody can write."""
    async with office.desk.database.transaction():
        yield
    await asyncio.gather(*waiting.WORKING)


async def test_what_helped_is_counted_and_that_is_said(office: Office) -> None:
    reply = await said(office, Rated(TOM, PASSAGE, helped=True))

    assert (reply.title, reply.lines) == (wording_questions.THANKS, (wording_questions.COUNTED,))
    assert (reply.ways, reply.buttons) == ((Way.ASK, Way.HELP), ())
    assert await counts(office) == (Count(PASSAGE, What.HELPED, 1),)
    assert "tom" not in await everything_else(office)


async def test_whoever_was_not_helped_is_told_whom_to_ask(office: Office) -> None:
    reply = await said(office, Rated(TOM, PASSAGE, helped=False))

    assert reply.lines[0] == wording_questions.COUNTED
    assert "Asha Patel" in reply.lines[1]
    assert [(each.press, each.about) for each in reply.buttons] == [(Press.HAND_OVER, "")]
    assert Way.REPORT in reply.ways
    assert await counts(office) == (Count(PASSAGE, What.NOT_HELPED, 1),)


async def test_each_person_counts_once_in_each_part_of_the_policy_as_helped_and_once_as_not(office: Office) -> None:
    for who in (TOM, BEN):
        for helped in (True, False):
            told = [(await said(office, Rated(who, each, helped=helped))).lines[0] for each in (PASSAGE, *[NEAR] * 2)]
            assert told == [wording_questions.COUNTED, *[wording_questions.COUNTED_ALREADY] * 2]
    assert (await said(office, Rated(TOM, OTHER, helped=True))).lines[0] == wording_questions.COUNTED

    assert set(await counts(office)) == {
        Count(PASSAGE, What.HELPED, 2),
        Count(PASSAGE, What.NOT_HELPED, 2),
        Count(OTHER, What.HELPED, 1),
    }


async def test_what_was_not_answered_and_what_did_not_help_are_one_thing(office: Office) -> None:
    assert await count_soon(office.desk, TOM, PASSAGE, What.UNANSWERED) is Counting.DONE
    assert await count_soon(office.desk, TOM, NEAR, What.NOT_HELPED) is Counting.ALREADY
    assert await counts(office) == (Count(PASSAGE, What.UNANSWERED, 1),)


@pytest.mark.parametrize("helped", [True, False])
async def test_whoever_sees_the_numbers_is_not_counted_and_told_so(office: Office, *, helped: bool) -> None:
    reply = await said(office, Rated(ASHA, PASSAGE, helped=helped))
    assert reply.lines[0] == wording_questions.NOT_COUNTED_OURS
    assert await counts(office) == ()

    office.desk = replace(office.desk, policy=answered_by("deputy"))
    for who, told in ((ASHA, wording_questions.COUNTED), (BEN, wording_questions.NOT_COUNTED_OURS)):
        assert (await said(office, Rated(who, PASSAGE, helped=helped))).lines[0] == told


@pytest.mark.parametrize("passage", ["", "gone", "x" * 10_000])
@pytest.mark.parametrize("helped", [True, False])
async def test_what_is_no_passage_of_this_policy_is_not_counted_and_that_is_said(
    office: Office, passage: str, *, helped: bool
) -> None:
    reply = await said(office, Rated(TOM, passage, helped=helped))
    assert reply.lines[0] == wording_questions.NOT_COUNTED
    assert await counts(office) == ()


async def test_what_may_not_be_counted_is_never_called_counted(office: Office) -> None:
    office.breaks()
    for lines in ((wording_questions.NOT_COUNTED,), (wording_questions.COUNTED_ALREADY,)):
        assert (await said(office, Rated(TOM, PASSAGE, helped=True))).lines == lines
    assert len(office.faults) == 1


async def test_nobody_waits_for_a_database_that_is_slow_and_what_was_begun_is_done_yet(office: Office) -> None:
    office.desk = replace(office.desk, patience=SOON)
    async with slow(office):
        reply = await said(office, Rated(TOM, PASSAGE, helped=True))
        assert reply.lines == (wording_questions.NOT_COUNTED,)
        assert waiting.WORKING
    assert await counts(office) == (Count(PASSAGE, What.HELPED, 1),)
    assert set() == waiting.WORKING
    assert office.faults == []


def test_words_are_rated_by_the_first_passage() -> None:
    assert [(each.press, each.about) for each in buttons(PASSAGE)] == [
        (Press.HELPED, PASSAGE),
        (Press.NOT_HELPED, PASSAGE),
    ]


def test_who_was_counted_cannot_be_read_from_memory_and_is_another_mark_in_every_run() -> None:
    one, other = Counted(), Counted()
    for each in (one, other):
        assert each.first("tom", "Phones", missed=True)
        assert not any(word in str(vars(each)) for word in ("tom", "Phones"))
    assert str(vars(one)["_seen"]) != str(vars(other)["_seen"])


def test_person_part_and_what_became_of_it_tell_one_count_from_another() -> None:
    counted = Counted()
    every = [(who, part, missed) for who in ("tom", "ben") for part in ("one", "two") for missed in (True, False)]
    assert all(counted.first(who, part, missed=missed) for who, part, missed in every)
    assert not any(counted.first(who, part, missed=missed) for who, part, missed in every)


def test_what_was_counted_long_ago_is_forgotten_first() -> None:
    counted = Counted()
    for number in range(counting.MOST_REMEMBERED):
        assert counted.first(f"person {number}", "one", missed=False)
    assert not counted.first("person 0", "one", missed=False)
    assert counted.first("one more", "one", missed=False)
    assert counted.first("person 0", "one", missed=False)
    assert not counted.first("person 2", "one", missed=False)
