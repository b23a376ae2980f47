"""Tests that the safeguarding channel is looked at before it is told anything, and what happens when it cannot be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.messenger import NotDelivered
from storage.outbox import Problem
from tests.handlers.office import ASHA, BEN, TOM, Office, open_office

READERS = frozenset({"asha", "ben", "carys"})


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def test_a_channel_with_those_who_read_cases_is_told(office: Office) -> None:
    office.messenger.in_the_channel = READERS

    await office.reports()

    assert len(office.messenger.to("#")) == 1
    assert await office.is_told_of_trouble(ASHA) == ""


@pytest.mark.parametrize("somebody", ["slack:T0EXAMPLE:U0STRANGER", "tom", "ewan"])
async def test_with_anybody_else_in_it_each_reader_is_told_directly_instead(office: Office, somebody: str) -> None:
    office.messenger.in_the_channel = READERS | {somebody}

    case = await office.reports()

    assert office.messenger.to("#") == []
    assert {key: len(office.messenger.to(key)) for key in (*READERS, "dilys", "tom")} == {
        "asha": 1,
        "ben": 1,
        "carys": 1,
        "dilys": 0,
        "tom": 0,
    }
    assert "each of you instead" in await office.is_told_of_trouble(BEN)
    assert "Sent to each reader instead of the channel" in await office.reads_newest(ASHA)
    assert case


async def test_those_who_handle_nothing_hear_of_no_trouble(office: Office) -> None:
    office.messenger.in_the_channel = frozenset({"tom"})
    await office.reports()

    assert await office.is_told_of_trouble(TOM) == ""


@pytest.mark.parametrize("problem", [Problem.REFUSED, Problem.NO_ADDRESS])
async def test_a_channel_that_takes_nothing_for_good_is_not_waited_for(office: Office, problem: Problem) -> None:
    office.messenger.fails = [NotDelivered(problem)]

    await office.reports()

    assert office.messenger.to("#") == []
    assert len(office.messenger.to("asha")) == 1


async def test_a_channel_that_is_away_is_tried_again(office: Office) -> None:
    office.messenger.fails = [NotDelivered(Problem.UNREACHABLE)]
    await office.reports()
    assert office.messenger.to("#") == []

    await office.passes(minutes=1)

    assert len(office.messenger.to("#")) == 1


async def test_nobody_is_told_directly_once_somebody_has_the_case(office: Office) -> None:
    office.messenger.in_the_channel = frozenset({"tom"})
    office.messenger.before_reading = office.acknowledges_meanwhile
    await office.fills_in_the_usual()

    await office.settles()

    assert office.messenger.to("asha") == []


async def test_what_comes_too_soon_for_the_platform_is_sent_when_it_says_and_is_no_failure(office: Office) -> None:
    office.messenger.fails = [NotDelivered(Problem.NOT_YET, retry_after=0.5)]
    await office.reports()
    assert office.messenger.to("#") == []
    assert await office.is_told_of_trouble(ASHA) == ""

    await office.passes(seconds=0.6)

    assert len(office.messenger.to("#")) == 1
