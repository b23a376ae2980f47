"""Tests of asking what the policy says, on the practice page."""

import html
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs import wording_guidance, wording_home
from dialogs.forms import LongText, Purpose
from handlers.reply import Asked, Way
from handlers.turn import Answered, WantedToAsk, Who
from tests.fakes import canned_guided
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

TOM = Who("tom", "Tom Reed")
SECRET = "my neighbour's canary"
FORM = Asked(
    "q.",
    "question",
    wording_guidance.QUESTION,
    Purpose.ASK,
    (),
    (LongText("question", wording_guidance.QUESTION_LABEL, wording_guidance.QUESTION_HINT, 2_000, required=True),),
    {},
    {},
    (),
    wording_guidance.QUESTION_ASK,
    can_go_back=False,
    told="",
    number=0,
    count=0,
    heading=wording_home.ASK,
    keeps=False,
)
SENT = [("draft", "q."), ("screen", "question"), ("told", ""), ("answer.question", SECRET)]


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


async def test_a_question_is_written_in_a_form_of_its_own(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = FORM
    page = await visitor.look("/as/tom/ask")
    assert world.handlers.turns == [WantedToAsk(TOM)]
    assert 'action="/as/tom/ask/answer"' in page
    assert wording_guidance.QUESTION_HINT in page
    assert "is kept, and you find it" not in page


async def test_the_answer_is_shown_and_no_address_or_file_holds_the_question(
    visitor: PracticeClient, world: PracticeWorld, tmp_path: Path
) -> None:
    world.handlers.reply = canned_guided.SURE
    page = await visitor.send("/as/tom/ask/answer", SENT)
    assert world.handlers.turns == [Answered(TOM, "q.", "question", {"question": (SECRET,)}, "")]
    assert visitor.status == 200
    assert path_of(visitor.place) == "/as/tom/ask"
    assert SECRET not in html.unescape(page + visitor.place)
    assert all(SECRET.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert await visitor.look(visitor.place) == page


async def test_an_answer_waits_for_no_alert(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned_guided.TROUBLE
    await visitor.send("/as/tom/ask/answer", SENT)
    assert world.handlers.settled == 0


async def test_an_empty_question_is_shown_what_to_do(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = replace(FORM, problems={"question": wording_guidance.QUESTION_EMPTY})
    page = await visitor.send("/as/tom/ask/answer", SENT[:3])
    assert f'<a href="#answer-question">{wording_guidance.QUESTION_EMPTY}</a>' in page
    assert 'action="/as/tom/ask/answer"' in page


async def test_numbers_stand_above_the_heading_where_it_is_urgent(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    for reply in (canned_guided.TROUBLE, canned_guided.CLOSEST):
        world.handlers.reply = reply
        page = await visitor.look("/as/tom/ask")
        main = page[page.index("<main") : page.index("</main>")]
        assert main.index('role="alert"') < main.index('href="tel:999"') < main.index("<h1>")
        assert reply.title in main
    world.handlers.reply = canned_guided.SURE
    assert 'role="alert"' not in await visitor.look("/as/tom/ask")


async def test_the_policys_words_come_out_as_they_are(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned_guided.CLOSEST
    page = await visitor.look("/as/tom/ask")
    assert f'<p class="exactly">{html.escape(canned_guided.NASTY, quote=False)}</p>' in page
    assert '<li class="exactly">Ring the &lt;service&gt;</li>' in page
    assert "<i>passwords" not in page
    assert (page.count("<ol>"), page.count("<blockquote>")) == (1, 3)
    assert page.count(f"<strong>{wording_guidance.WRONG}</strong>") == 2


async def test_everything_of_a_quotation_stands_in_its_order(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned_guided.CLOSEST
    page = html.unescape(await visitor.look("/as/tom/ask"))
    quote = canned_guided.SHORT
    told = (*quote.place, quote.lead, quote.text, quote.notes[0].erratum.problem, wording_guidance.INSTEAD)
    below = (wording_guidance.SAME_LIST, *quote.siblings, wording_guidance.PLAIN, quote.plain)
    last = canned_guided.LISTED.items[-1]
    places = [page.index(words) for words in (canned_guided.CLOSEST.lines[0], *told, *below, last, "Nobody has been")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", canned_guided.ANSWERS)
async def test_every_way_on_is_a_button(name: str, visitor: PracticeClient, world: PracticeWorld) -> None:
    reply = canned_guided.ANSWERS[name]
    world.handlers.reply = reply
    page = await visitor.look("/as/tom/ask")
    assert 'action="/as/tom/report/start"' in page
    assert 'href="/as/tom/help"' in page
    assert ('href="/as/tom/ask"' in page) is (Way.ASK in reply.ways)
    assert ('action="/as/tom/tell/start"' in page) is (Way.TELL in reply.ways)
