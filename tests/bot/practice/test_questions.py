"""Tests of questions to a person on the practice page: their addresses, their buttons, and lists of them."""

import html
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.forms import ChooseOne, LongText, Option, Purpose
from handlers.reply import Asked, Said
from handlers.turn import (
    Answered,
    OpenedQuestion,
    OpenedQuestions,
    Rated,
    Turn,
    Untaught,
    WantedToAskSomebody,
    WantedToTeach,
    Who,
)
from tests.bot.chat.listings import EMPTY, FULL, LISTINGS, NASTY
from tests.bot.chat.replies import words_of
from tests.fakes import canned, canned_guided
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

ASHA = Who("asha", "Asha Patel")
PASSAGES = (Option("phones", "Phones"), Option("aims", "Aims"))
FORM = Asked(
    "t.",
    "teach",
    words.TEACH,
    Purpose.ASK,
    (),
    (
        LongText("question", words.YOUR_QUESTION, words.TEACH_WHAT, 300, required=True),
        ChooseOne(
            "passage", words.TEACH_PASSAGE, "", (Option("phones", "Phones"), Option("aims", "Aims")), required=False
        ),
    ),
    {"question": "May I?"},
    {},
    (),
    words.TEACH_ADD,
    can_go_back=False,
    told="",
    number=0,
    count=0,
    heading=words.TEACH,
    keeps=False,
)
SENT = [("draft", "t."), ("screen", "teach"), ("told", "")]


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "turn"),
    [("", OpenedQuestions(ASHA)), ("/form", OpenedQuestions(ASHA)), ("/one/x1", OpenedQuestion(ASHA, "x1"))],
)
async def test_what_is_looked_at_has_an_address(
    path: str, turn: Turn, visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FULL
    assert words.WAITING_TITLE in await visitor.look(f"/as/asha/questions{path}")
    assert world.handlers.turns == [turn]


@pytest.mark.parametrize(
    ("do", "turn"),
    [
        ("helped", Rated(ASHA, "this-canary", helped=True)),
        ("not-helped", Rated(ASHA, "this-canary", helped=False)),
        ("hand-over", WantedToAskSomebody(ASHA, "this-canary")),
        ("teach", WantedToTeach(ASHA, "this-canary")),
        ("unteach", Untaught(ASHA, "this-canary")),
    ],
)
async def test_what_is_pressed_is_sent_with_what_it_is_about_and_no_address_holds_that(
    do: str, turn: Turn, visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = canned.SAID
    page = await visitor.send(f"/as/asha/questions/{do}", [("about", "this-canary")])
    assert world.handlers.turns == [turn]
    assert canned.SAID.title in page
    assert path_of(visitor.place) == "/as/asha/questions/form"
    assert "this-canary" not in visitor.place


@pytest.mark.parametrize("do", ["hand-over", "teach"])
async def test_a_button_that_is_about_nothing_sends_nothing(
    do: str, visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FORM
    await visitor.send(f"/as/asha/questions/{do}")
    assert world.handlers.turns in ([WantedToAskSomebody(ASHA)], [WantedToTeach(ASHA)])


@pytest.mark.parametrize("at", ["form", "one/x1"])
async def test_a_form_is_answered_where_it_stands(at: str, visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = FORM
    page = await visitor.look(f"/as/asha/questions/{at}")
    assert f'action="/as/asha/questions/{at}/answer"' in page
    await visitor.send(f"/as/asha/questions/{at}/answer", [*SENT, ("answer.question", "May I?")])
    assert world.handlers.turns[-1] == Answered(ASHA, "t.", "teach", {"question": ("May I?",)}, "")
    assert world.handlers.settled == 1


async def test_whoever_may_be_in_trouble_reads_whom_to_ring_before_anything_is_sent(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = canned_guided.TROUBLE
    page = await visitor.send("/as/tom/questions/form/answer", [("draft", "h.x1"), ("screen", "ask"), ("told", "")])
    assert canned_guided.TROUBLE.urgent in html.unescape(page)
    assert world.handlers.settled == 0


async def test_a_choice_that_nobody_makes_is_known_to_have_been_offered(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FORM
    assert '<input type="hidden" name="offered" value="passage">' in await visitor.look("/as/asha/questions/form")
    for sent, chosen in (((), ()), ((("answer.passage", "aims"),), ("aims",))):
        await visitor.send("/as/asha/questions/form/answer", [*SENT, ("offered", "passage"), *sent])
        assert world.handlers.turns[-1] == Answered(ASHA, "t.", "teach", {"passage": chosen}, "")


async def test_a_list_that_follows_something_sent_stands_at_its_own_address(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FULL
    await visitor.send("/as/asha/questions/unteach", [("about", "a1")])
    assert visitor.place == "/as/asha/questions"


@pytest.mark.parametrize("name", LISTINGS)
async def test_every_word_and_button_of_a_list_is_there_and_none_is_markup(
    name: str, visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = LISTINGS[name]
    page = await visitor.look("/as/asha/questions")
    main = page[page.index("<main") : page.index("</main>")]
    assert [
        text for text in words_of(LISTINGS[name]) if html.escape(text, quote=False) not in main.replace("&#39;", "'")
    ] == []
    assert "<b>this" not in page
    rows = [row for group in LISTINGS[name].groups for row in group.rows]
    assert main.count("<li>") + main.count('<li class="urgent">') == len(rows)
    for row in rows:
        about = row.button.about if row.button is not None else ""
        links = (f'href="/as/asha/{place}/{about}"' for place in ("questions/one", "case"))
        assert any(link in main for link in links) or f'name="about" value="{about}"' in main or not about


async def test_where_nothing_is_listed_that_is_said(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = EMPTY
    assert words.NO_GAPS in await visitor.look("/as/asha/questions")
    world.handlers.reply = FULL
    assert words.NO_GAPS not in await visitor.look("/as/asha/questions")


async def test_a_button_of_a_row_says_which_row_to_those_who_only_hear_it(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FULL
    page = html.unescape(await visitor.look("/as/asha/questions"))
    assert f'{words.ANSWER}<span class="unseen">: Lena Kovac, 1 December</span>' in page
    assert f'{words.REMOVE}<span class="unseen">: {NASTY}</span>' in page


async def test_an_answer_and_a_short_one_have_their_buttons(visitor: PracticeClient, world: PracticeWorld) -> None:
    buttons = (
        Button(Press.HELPED, words.HELPED, "phones"),
        Button(Press.HAND_OVER, words.hand_over("E-Safety Coordinator"), 'May I say "no"?'),
        Button(Press.QUESTIONS, words.WAITING_TITLE, ""),
    )
    for reply in (replace(canned_guided.SURE, buttons=buttons), Said("Thank you", (), buttons=buttons)):
        world.handlers.reply = reply
        page = await visitor.look("/as/asha/ask")
        assert 'action="/as/asha/questions/helped"' in page
        assert 'action="/as/asha/questions/hand-over"' in page
        assert 'href="/as/asha/questions"' in page
        assert 'name="about" value="May I say &#34;no&#34;?"' in page
