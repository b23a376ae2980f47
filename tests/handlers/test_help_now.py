"""Tests of what is always there: whom to ring, how to tell somebody, whom to ask. None of it needs the database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.reply import Found, Home, Said, Way
from handlers.turn import OpenedCase, OpenedHome, Searched, Turn, WantedHelp, WantedToAsk, WantedToTell
from tests.handlers.office import ASHA, TOM, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


@pytest.mark.parametrize("turn", [WantedHelp(TOM), WantedToTell(TOM)])
async def test_the_numbers_are_there_even_while_the_database_is_not(office: Office, turn: Turn) -> None:
    office.breaks()

    reply = await office.does(turn)

    assert isinstance(reply, Said)
    assert {"999", "0800 1111", "116 123"} <= {number.contact for number in reply.numbers}
    assert Way.REPORT in reply.ways


async def test_help_now_says_who_is_on_duty(office: Office) -> None:
    reply = await office.does(WantedHelp(TOM))

    assert isinstance(reply, Said)
    assert any("Asha Patel on 01632 960001" in line for line in reply.lines)


async def test_help_now_names_nobody_where_nobody_is_on_duty(office: Office) -> None:
    office.with_organisation(replace(office.desk.organisation, people={}))

    reply = await office.does(WantedHelp(TOM))

    assert isinstance(reply, Said)
    assert reply.numbers


async def test_telling_somebody_says_that_a_name_will_be_seen(office: Office) -> None:
    reply = await office.does(WantedToTell(TOM))

    assert isinstance(reply, Said)
    assert "see your name" in " ".join(reply.lines)


async def test_where_no_question_is_understood_it_is_sent_to_somebody_who_can_answer_it(office: Office) -> None:
    office.desk = replace(office.desk, ear=None)

    reply = await office.does(WantedToAsk(TOM))

    assert isinstance(reply, Said)
    assert "Asha Patel" in " ".join(reply.lines)


async def test_home_always_has_the_numbers(office: Office) -> None:
    home = await office.does(OpenedHome(TOM))

    assert isinstance(home, Home)
    assert "999" in {number.contact for number in home.numbers}


@pytest.mark.parametrize("turn", [OpenedHome(ASHA), OpenedCase(ASHA, "0" * 32)])
async def test_what_cannot_be_shown_is_not_said_to_be_unsaved(office: Office, turn: Turn) -> None:
    office.breaks()

    reply = await office.does(turn)

    assert isinstance(reply, Said)
    assert "cannot be shown" in reply.title
    assert "999" in {number.contact for number in reply.numbers}


async def test_a_search_while_the_database_is_away_finds_nothing(office: Office) -> None:
    office.breaks()

    assert await office.does(Searched(TOM, "0" * 32, "who", "centre", "han")) == Found(())
