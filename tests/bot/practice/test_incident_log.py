"""Tests of the incident log on the practice page: its addresses, its form, and the table to take along."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.views import control_of
from dialogs import wording_log
from dialogs.alerts import Button, Press
from handlers.own_form import own_form
from handlers.turn import Answered, OpenedLog, WantedToFilter
from tests.bot.chat.listings import CHOSEN, LOG, WHO
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

AT = "/as/asha/log"


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


async def test_the_log_is_shown_at_an_address_that_says_which_cases(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = LOG
    page = await visitor.look(f"{AT}?filter={CHOSEN}")
    await visitor.look(AT)
    assert world.handlers.turns == [OpenedLog(WHO, CHOSEN), OpenedLog(WHO, "")]
    assert LOG.groups[0].note in page
    assert page.count('<li class="urgent">') == 2
    assert f'href="/as/asha/log/form?filter={CHOSEN}"' in page
    assert 'href="/as/asha/log">All cases' in page


async def test_the_form_is_at_an_address_of_its_own_and_leads_to_the_cases_that_are_chosen(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = own_form(f"l.{CHOSEN}", "log", wording_log.CHOOSE, (), wording_log.SHOW)
    page = await visitor.look(f"{AT}/form?filter={CHOSEN}")
    assert world.handlers.turns == [WantedToFilter(WHO, CHOSEN)]
    assert f'action="{AT}/form/answer"' in page
    form = [("draft", "l."), ("screen", "log"), ("told", ""), ("answer.first", "soon")]
    await visitor.send(f"{AT}/form/answer", form)
    assert path_of(visitor.place) == f"{AT}/form"
    world.handlers.reply = LOG
    await visitor.send(f"{AT}/form/answer", form)
    assert world.handlers.turns[2] == Answered(WHO, "l.", "log", {"first": ("soon",)}, "")
    assert visitor.place.endswith(f"{AT}?filter={CHOSEN}")
    assert world.handlers.turns[-1] == OpenedLog(WHO, CHOSEN)


async def test_the_table_is_a_file_that_is_asked_for_by_the_pages_own_form(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = LOG
    page = await visitor.look(f"{AT}?filter={CHOSEN}")
    assert f'action="{AT}/table"' in page
    assert wording_log.TAKE_WHAT in page
    answer = await visitor.post(f"{AT}/table", [("token", await visitor.token()), ("about", CHOSEN)])
    assert (answer.status, await answer.read()) == (200, world.handlers.table)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="incident-log.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert world.handlers.taken == [(WHO, CHOSEN)]


async def test_somebody_who_handles_no_cases_and_another_site_get_no_table(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    assert (await visitor.post(f"{AT}/table", [("about", CHOSEN)])).status == 403
    assert world.handlers.taken == []
    world.handlers.table = None
    assert (await visitor.post(f"{AT}/table", [("token", await visitor.token())])).status == 404


def test_the_buttons_of_the_log_are_links_that_say_which_cases() -> None:
    control = control_of(Button(Press.LOG, "Incident log", ""))
    assert (control.path, control.query, control.sends) == ("log", "", False)
    control = control_of(Button(Press.FILTER, "Choose", ".żó/&x"))
    assert (control.path, control.query) == ("log/form", "?filter=.%C5%BC%C3%B3%2F%26x")
