"""Tests of the incident log on the practice page: its addresses, its form, and the link to take it along."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.practice.views import control_of
from dialogs import wording_downloads, wording_log
from dialogs.alerts import Button, Press
from handlers.own_form import own_form
from handlers.reply import Said
from handlers.turn import Answered, OpenedLog, WantedToFilter, WantedToTake
from tests.bot.chat.listings import CHOSEN, LOG, WHO
from tests.fakes.canned import CASE
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


async def test_to_take_them_along_is_asked_for_by_the_pages_own_form_and_leads_to_a_link(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = LOG
    page = await visitor.look(f"{AT}?filter={CHOSEN}")
    assert f'action="{AT}/take"' in page
    assert f'name="about" value="{CHOSEN}"' in page
    assert (await visitor.post(f"{AT}/take", [("about", CHOSEN)])).status == 403
    world.handlers.reply = Said(wording_downloads.TAKE, (wording_downloads.ONCE,), download="/file/abc")
    page = await visitor.send(f"{AT}/take", [("about", CHOSEN)])
    assert world.handlers.turns[1:] == [WantedToTake(WHO, CHOSEN)]
    assert f'<a class="button first" href="/file/abc">{wording_downloads.GET}</a>' in page
    assert "abc" not in visitor.place
    world.handlers.reply = LOG
    await visitor.look(f"{AT}/take")
    assert world.handlers.turns[-1] == OpenedLog(WHO)


async def test_a_copy_of_a_case_is_offered_above_it(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = replace(CASE, remark="It is made.", download="/file/abc")
    page = await visitor.send(f"/as/asha/case/{CASE.case}/acknowledge")
    link = f'href="/file/abc">{wording_downloads.GET_COPY}</a>'
    assert page.index(link) < page.index(wording_downloads.ONCE) < page.index("It is made.")
    assert "abc" not in visitor.place


def test_the_buttons_of_the_log_are_links_that_say_which_cases() -> None:
    control = control_of(Button(Press.LOG, "Incident log", ""))
    assert (control.path, control.query, control.sends) == ("log", "", False)
    control = control_of(Button(Press.FILTER, "Choose", ".żó/&x"))
    assert (control.path, control.query) == ("log/form", "?filter=.%C5%BC%C3%B3%2F%26x")
