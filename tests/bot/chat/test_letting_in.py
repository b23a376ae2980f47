"""The buttons by which a case is opened in an emergency: the same turns on each platform."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.carried import Carried
from bot.chat.doing import Do, turn_of
from bot.practice.views import control_of
from bot.slack import buttons as slack
from bot.teams import buttons as teams
from dialogs.alerts import Button, Press
from handlers.reply import Said
from handlers.turn import Answered, WantedToBeLetIn
from tests.bot.chat.worked import FORM, WHO
from tests.bot.teams.drawn import as_sent, done
from tests.fakes import canned
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld
from tests.fakes.slack_json import text_of

REQUEST = "e" * 32
ASK = Button(Press.LET_IN, "Open a case in an emergency", "")
AGREE = Button(Press.LET_IN, "Asha Patel asks to be let in: ES-7K4M2P", REQUEST)
LET_IN_FORM = replace(FORM, draft=f"g.{REQUEST}", screen="agree", heading="Agree to open a case")


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


@pytest.mark.parametrize(("button", "request_id"), [(ASK, ""), (AGREE, REQUEST)])
def test_a_button_is_the_same_turn_on_slack_and_on_teams(button: Button, request_id: str) -> None:
    wanted = WantedToBeLetIn(WHO, request_id)
    drawn = slack.of_press(button)
    assert turn_of(WHO, Do(text_of(drawn["action_id"])), text_of(drawn["value"]), Carried(), {}) == wanted
    do, value = done(as_sent(teams.of_press(button, teams.Place(Carried("home")))))
    assert turn_of(WHO, Do(do), value, Carried(), {}) == wanted


async def test_the_practice_page_shows_what_others_ask_first_and_leads_to_each_form(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = replace(canned.HOME, buttons=(AGREE, ASK))
    page = await visitor.look("/as/asha")
    places = [f'href="/as/asha/{control_of(each).path}"' for each in (AGREE, ASK)]
    assert [page.count(each) for each in places] == [1, 1]
    assert page.index(places[0]) < page.index("Started today") < page.index(places[1])
    world.handlers.turns.clear()
    world.handlers.reply = LET_IN_FORM
    await visitor.look(f"/as/asha/{control_of(ASK).path}")
    page = await visitor.look(f"/as/asha/{control_of(AGREE).path}")
    assert world.handlers.turns == [WantedToBeLetIn(WHO), WantedToBeLetIn(WHO, REQUEST)]
    assert f'action="/as/asha/let-in/{REQUEST}/answer"' in page


async def test_the_practice_page_answers_where_it_was_asked(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = Said("You agreed", ("If there is such a case.",))
    sent = [("draft", LET_IN_FORM.draft), ("screen", "agree"), ("told", ""), ("answer.why", "It is.")]
    page = await visitor.send(f"/as/asha/let-in/{REQUEST}/answer", sent)
    assert world.handlers.turns == [Answered(WHO, LET_IN_FORM.draft, "agree", {"why": ("It is.",)}, "")]
    assert "If there is such a case." in page
    assert path_of(visitor.place) == f"/as/asha/let-in/{REQUEST}"
