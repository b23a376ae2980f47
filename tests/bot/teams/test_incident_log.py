"""Tests of the incident log on Teams: another part of it, and the form in which its cases are chosen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.doing import Do
from dialogs import wording_log
from handlers.log import ask
from handlers.reply import Asked
from handlers.turn import Answered, OpenedLog, WantedToChange, WantedToFilter
from tests.bot.chat.listings import CHOSEN, LOG
from tests.bot.teams.drawn import buttons, carried, dialogs, done, read, squeezed, wrong_with
from tests.bot.teams.test_case_work import Answering
from tests.handlers.office import ASHA, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def test_another_part_of_the_log_is_of_the_same_cases() -> None:
    first, second, *_ = dialogs(LOG)
    answering = Answering(LOG)
    card = await answering.dialog(first, Do.PAGE)
    [turn] = answering.turns
    assert isinstance(turn, OpenedLog)
    assert turn.chosen == CHOSEN
    assert carried(card).about == f"l.{CHOSEN}"
    assert read([card]) == read([second])


async def test_its_buttons_lead_to_the_form_and_to_all_cases() -> None:
    (first, *_), answering = dialogs(LOG), Answering(LOG)
    assert [done(each) for each in buttons(first)][:2] == [(Do.FILTER, CHOSEN), (Do.LOG, "-")]
    await answering.dialog(first, Do.FILTER)
    await answering.dialog(first, Do.LOG)
    assert [type(each) for each in answering.turns] == [WantedToFilter, OpenedLog]


async def test_the_form_is_one_card_and_what_is_entered_arrives(office: Office) -> None:
    form = ask(office.desk, WantedToFilter(ASHA, CHOSEN))
    assert isinstance(form, Asked)
    (card,) = dialogs(form)
    assert wrong_with(card) == ()
    for said in (wording_log.CHOOSE, "Not closed", "Hanley", "Messages"):
        assert squeezed(said) in read([card])
    answering = Answering(LOG)
    await answering.dialog(card, "answer", first="1/11/2026")
    [turn] = answering.turns
    assert isinstance(turn, Answered | WantedToChange)
    assert (turn.draft, turn.values["first"], turn.values["state"]) == (f"l.{CHOSEN}", ("1/11/2026",), ("open",))
