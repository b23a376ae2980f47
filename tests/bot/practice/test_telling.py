"""Tests of the forms of which nothing is kept, on the practice page."""

import html
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.practice.guard import LEARNERS_PAGE
from dialogs import wording_learner
from dialogs.alerts import Button, Message, Press
from dialogs.forms import ChooseOne, Option
from handlers.messenger import EverybodyPlace
from handlers.reply import Said, Way
from handlers.turn import (
    Answered,
    ClosedCode,
    WantedToComeBack,
    WantedToPause,
    WantedToReply,
    WantedToTell,
    WentBack,
    Who,
)
from tests.bot.tell import screens
from tests.fakes import canned
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

LENA = Who("lena", "Lena Hill")
ASHA = Who("asha", "Asha Patel")
SCREEN = [("draft", "c.token-1."), ("screen", "danger"), ("told", "")]


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


@pytest.mark.parametrize(("do", "turn"), [("start", WantedToTell(LENA)), ("code", WantedToComeBack(LENA))])
async def test_a_form_begins_when_it_is_asked_for(
    visitor: PracticeClient, world: PracticeWorld, do: str, turn: WantedToTell | WantedToComeBack
) -> None:
    world.handlers.reply = screens.DANGER
    page = await visitor.send(f"/as/lena/tell/{do}")
    assert world.handlers.turns == [turn]
    assert 'name="draft" value="c.token-1."' in page
    assert world.handlers.settled == 0


async def test_no_address_holds_the_state_of_the_form(visitor: PracticeClient, world: PracticeWorld) -> None:
    for reply in screens.SCREENS.values():
        world.handlers.reply = reply
        for do in ("start", "code", "answer", "back"):
            page = await visitor.send(f"/as/lena/tell/{do}", SCREEN)
            assert path_of(visitor.place) == "/as/lena/tell"
            assert page.count(reply.draft or "c.token") <= page.count(f'value="{reply.draft}"')


async def test_a_screen_becomes_an_answer_or_leads_back(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.LAST
    await visitor.send("/as/lena/tell/answer", [*SCREEN, ("answer.danger", "no")])
    await visitor.send("/as/lena/tell/back", SCREEN)
    assert world.handlers.turns == [
        Answered(LENA, "c.token-1.", "danger", {"danger": ("no",)}, ""),
        WentBack(LENA, "c.token-1.", "danger", {}),
    ]


async def test_its_own_forms_go_to_its_own_address(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = replace(screens.DANGER, can_go_back=True)
    page = await visitor.look("/as/lena/tell")
    assert 'action="/as/lena/tell/answer" id="answer" class="screen" autocomplete="off"' in page
    assert 'formaction="/as/lena/tell/back"' in page


async def test_what_is_not_kept_is_not_called_kept(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.LAST
    page = await visitor.look("/as/lena/tell")
    assert wording_learner.NOTHING_KEPT in page
    assert "is kept, and you find it" not in page
    assert "<title>Tell us what happened – " in page
    assert '<p class="over">Tell someone</p>' in page


async def test_a_learners_boxes_are_remembered_by_no_browser(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.LAST
    page = await visitor.look("/as/lena/tell")
    assert 'rows="9" autocomplete="off" spellcheck="false"' in page
    assert 'value="" autocomplete="off" spellcheck="false"' in page
    world.handlers.reply = canned.ABOUT
    assert "spellcheck" not in await visitor.look("/as/tom/report/d1")


async def test_choices_made_before_are_menus_with_what_was_chosen(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = screens.LAST
    page = await visitor.look("/as/lena/tell")
    assert '<option value="no" selected>No</option>' in page
    assert page.count('<option value="">') == 1  # who it is about was skipped, and may stay so
    assert "<button disabled hidden>" in page


async def test_a_code_is_shown_word_by_word_and_without_a_step(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.SENT
    page = html.unescape(await visitor.look("/as/lena/tell"))
    assert page.count("Step ") == 0
    code = page[page.index('<output class="code"') : page.index("</output>")]
    assert code.count("<span") == 7
    assert '<span class="digits">42</span>' in code
    assert page.index(wording_learner.SENT_CODE) < page.index("<output") < page.index(wording_learner.NOT_YOUR_FAULT)
    world.handlers.reply = screens.ONCE_MORE
    page = await visitor.look("/as/lena/tell")
    assert '<button class="first">' not in page
    assert "Home</a>" in page


async def test_peoples_own_words_stay_words(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.OPENED
    page = await visitor.look("/as/lena/tell")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert 'href="https://example.com' not in page
    assert (page.count("You wrote"), page.count("We wrote")) == (2, 1)


async def test_a_case_shows_what_was_written_since(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = replace(canned.CASE, thread=screens.THREAD)
    page = await visitor.look("/as/asha/case/c1")
    assert "What was written since" in page
    assert (page.count("They wrote"), page.count("We wrote")) == (2, 1)
    assert "<script" not in page


async def test_a_handler_writes_back_below_the_case(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = screens.WRITE
    page = await visitor.look("/as/asha/case/c1/reply")
    assert world.handlers.turns == [WantedToReply(ASHA, "c1")]
    assert 'action="/as/asha/case/c1/reply/answer"' in page
    assert (page.count("They wrote"), page.count("We wrote")) == (2, 1)
    world.handlers.turns.clear()
    form = [("draft", "r.c1"), ("screen", "reply"), ("told", "")]
    await visitor.send("/as/asha/case/c1/reply/answer", [*form, ("answer.text", "Thank you.")])
    await visitor.send("/as/asha/case/c1/reply/back", form)
    assert path_of(visitor.place) == "/as/asha/case/c1/reply"
    assert world.handlers.turns == [
        Answered(ASHA, "r.c1", "reply", {"text": ("Thank you.",)}, ""),
        WentBack(ASHA, "r.c1", "reply", {}),
    ]


async def test_what_was_written_back_leads_to_the_case(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = Said("Sent", ("They read it when they come back.",))
    page = await visitor.send("/as/asha/case/c1/reply/answer", [("draft", "r.c1"), ("screen", "reply"), ("told", "")])
    assert '<a class="button first" href="/as/asha/case/c1">Open the case</a>' in page


async def test_a_code_takes_nothing_more_and_the_form_is_paused(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = Said("Done", ("It rests.",))
    await visitor.send("/as/asha/case/c1/no-more")
    assert path_of(visitor.place) == "/as/asha/case/c1"
    assert "It rests." in await visitor.send("/as/asha/pause")
    assert world.handlers.turns == [ClosedCode(ASHA, "c1"), WantedToPause(ASHA)]


async def test_home_and_messages_offer_what_can_be_pressed(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = replace(canned.HOME, buttons=(Button(Press.PAUSE, "Pause the form", ""),))
    page = await visitor.look("/as/asha")
    assert all(f'action="/as/asha/{path}"' in page for path in ("pause", "tell/start", "tell/code"))


async def test_a_short_answer_leads_on_to_forms(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = Said("Help now", ("Ring.",), (), (Way.REPORT, Way.TELL, Way.CHECK, Way.ASK))
    page = await visitor.look("/as/tom/help")
    for path in ("report/start", "tell/start", "tell/code"):
        assert page.count(f'action="/as/tom/{path}"') == 1
    assert 'href="/as/tom/ask"' in page


async def test_what_everybody_is_told_is_there_for_everybody_to_press(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    assert "/everybody" not in await visitor.look("/as/lena")
    buttons = (Button(Press.CHECK, "Read our answer", ""), Button(Press.TELL, "Tell someone", ""))
    await world.messenger.send(EverybodyPlace("slack"), Message(wording_learner.REMINDER, buttons), key="a")
    assert 'href="/as/lena/everybody"' in await visitor.look("/as/lena")
    page = await visitor.look("/as/lena/everybody")
    assert wording_learner.REMINDER[0] in page
    assert all(f'action="/as/lena/tell/{path}"' in page for path in ("start", "code"))
    assert wording_learner.REMINDER[0] not in await visitor.look("/as/lena/messages")


async def test_the_label_of_an_only_field_stands_beside_it_below_notices(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    alone = replace(screens.DANGER, title=screens.DANGER.fields[0].label)
    for reply, unseen in ((alone, False), (replace(alone, notices=()), True)):
        world.handlers.reply = reply
        assert ('<legend class="unseen">' in await visitor.look("/as/lena/tell")) is unseen


async def test_the_learners_page_beside_it_guards_its_own_forms(visitor: PracticeClient) -> None:
    assert (await visitor.post(LEARNERS_PAGE, [], Origin="null")).status == 404  # it is not served here
    assert (await visitor.post("/clock", [], Origin="null")).status == 403


@pytest.mark.parametrize(
    ("required", "entered", "first"),
    [
        (False, {}, "No choice"),
        (False, {"which": "a"}, "No choice"),
        (True, {}, "Choose one"),
        (True, {"which": "gone"}, "Choose one"),
        (True, {"which": "a"}, ""),
    ],
)
async def test_a_menu_begins_with_no_choice_only_where_none_can_be_made(
    visitor: PracticeClient, world: PracticeWorld, *, required: bool, entered: dict[str, str], first: str
) -> None:
    field = ChooseOne("which", "Which?", "", (Option("a", "This"), Option("b", "That")), required)
    asked = replace(screens.LAST, fields=(field,), entered=entered, compact=frozenset({"which"}))
    world.handlers.reply = asked
    page = await visitor.look("/as/lena/tell")
    assert re.findall('<option value="">([^<]*)</option>', page) == ([first] if first else [])
