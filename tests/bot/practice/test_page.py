"""Tests of the practice page's addresses: each becomes one turn, and each reply is shown."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, PersonPlace
from handlers.reply import Home, NoSuchCase
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    Discarded,
    OpenedCase,
    OpenedHome,
    Resumed,
    WantedToChange,
    WantedToReport,
    WentBack,
    Who,
)
from tests.fakes import canned
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

TOM = Who("tom", "Tom Reed")
ASHA = Who("asha", "Asha Patel")
SCREEN = [("draft", "d1"), ("screen", "about"), ("told", "told-2")]


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


async def test_one_chooses_who_to_be(visitor: PracticeClient) -> None:
    page = await visitor.look("/")
    assert all(f'href="/as/{key}"' in page for key in ("tom", "lena", "asha", "ben", "carys", "dilys"))


@pytest.mark.parametrize("path", ["/", "/as/tom", "/as/asha/case/c1", "/as/tom/messages", "/nowhere"])
async def test_every_page_says_that_it_is_practice_and_whom_to_ring(visitor: PracticeClient, path: str) -> None:
    page = await visitor.look(path)
    assert "PRACTICE" in page
    assert 'href="tel:999"' in page


async def test_home_lists_drafts_and_cases(visitor: PracticeClient, world: PracticeWorld) -> None:
    page = await visitor.look("/as/asha")
    assert world.handlers.turns == [OpenedHome(ASHA)]
    assert "Started today at 11:52" in page
    assert 'href="/as/asha/case/c1"' in page


async def test_somebody_who_handles_nothing_sees_no_cases(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = Home((), (), (), handles=False, numbers=())
    page = await visitor.look("/as/tom")
    assert "Cases" not in page
    assert "channel" not in page


async def test_starting_a_report_shows_its_first_screen(visitor: PracticeClient, world: PracticeWorld) -> None:
    page = await visitor.send("/as/tom/report/start")
    assert world.handlers.turns == [WantedToReport(TOM)]
    assert "Is anyone in danger right now?" in page
    assert path_of(visitor.place) == "/as/tom/report/d1"


async def test_a_screen_that_is_sent_becomes_an_answer(visitor: PracticeClient, world: PracticeWorld) -> None:
    answers = [("answer.kinds", "contact"), ("answer.kinds", "money"), ("answer.account", "He said\r\nno & <left>")]
    await visitor.send("/as/tom/report/answer", SCREEN + answers)
    values = {"kinds": ("contact", "money"), "account": ("He said\nno & <left>",)}
    assert world.handlers.turns == [Answered(TOM, "d1", "about", values, "told-2")]


async def test_what_is_due_is_sent_after_each_turn_and_move_of_the_clock(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    await visitor.send("/as/tom/report/answer", SCREEN)
    assert world.handlers.settled == 1
    await visitor.send("/clock", [("by", "5 minutes"), ("here", "/")])
    assert world.handlers.settled == 2


async def test_loading_a_page_again_sends_nothing_again(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.RECEIVED
    received = await visitor.send("/as/tom/report/answer", SCREEN)
    assert "ES-7K4M" in received
    assert await visitor.look(visitor.place) == received
    assert len(world.handlers.turns) == 1


async def test_somebody_else_is_not_shown_the_page(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.RECEIVED
    await visitor.send("/as/tom/report/answer", SCREEN)
    world.handlers.reply = canned.SAID
    page = await visitor.look(visitor.place.replace("/tom/", "/ben/"))
    assert "ES-7K4M" in page
    assert "Your reference" not in page


async def test_a_short_answer_about_a_draft_leads_back_to_it_first(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = canned.SAID
    assert "Go on with it" not in await visitor.look("/as/tom/help")
    world.handlers.reply = replace(canned.SAID, resume="d1")
    page = await visitor.look("/as/tom/help")
    assert '<a class="button first" href="/as/tom/report/d1">Go on with it</a>' in page
    assert page.count('class="first"') == 0


async def test_a_page_that_is_no_longer_kept_is_asked_for_again(visitor: PracticeClient, world: PracticeWorld) -> None:
    await visitor.look("/as/tom/report/d1?page=gone")
    assert world.handlers.turns == [Resumed(TOM, "d1")]


async def test_problems_stand_above_the_screen_and_beside_the_fields(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = canned.WRONG
    page = await visitor.send("/as/tom/report/answer", SCREEN)
    assert "<title>Error: What happened?" in page
    assert '<a href="#answer-kinds">Choose at least one.</a>' in page
    assert 'aria-describedby="hint-account problem-account" aria-invalid="true"' in page
    assert "<li>Read it again.</li>" in page
    assert 'value="Jo"' in page


async def test_what_was_entered_is_shown_again_as_text(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.ABOUT
    page = await visitor.look("/as/tom/report/d1")
    assert "He said &lt;b&gt;" in page
    assert 'value="money" checked' in page


async def test_no_box_cuts_off_what_is_typed(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.ABOUT
    assert "maxlength" not in await visitor.look("/as/tom/report/d1")


async def test_going_back_keeps_what_was_entered(visitor: PracticeClient, world: PracticeWorld) -> None:
    await visitor.send("/as/tom/report/back", [*SCREEN, ("answer.account", "half a sen")])
    assert world.handlers.turns == [WentBack(TOM, "d1", "about", {"account": ("half a sen",)})]


async def test_the_review_offers_to_change_each_answer(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.REVIEW
    page = await visitor.look("/as/tom/report/d1")
    assert page.count('name="change"') == len(canned.REVIEW.review) + 1  # and the one for Return in a box
    assert "Left empty" in page
    world.handlers.turns.clear()
    await visitor.send("/as/tom/report/change", [("draft", "d1"), ("change", "safety")])
    assert world.handlers.turns == [WantedToChange(TOM, "d1", "safety", {})]


async def test_a_draft_is_thrown_away(visitor: PracticeClient, world: PracticeWorld) -> None:
    await visitor.send("/as/tom/report/discard", [("draft", "d1")])
    assert world.handlers.turns == [Discarded(TOM, "d1"), OpenedHome(TOM)]
    assert visitor.place == "/as/tom"


async def test_received_says_who_is_told_and_what_is_next(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.RECEIVED
    page = await visitor.look("/as/tom/report/d1")
    assert all(
        words in page for words in ("ES-7K4M", "are being told now", "Do not question the learner", "Not verified")
    )


async def test_what_was_not_taken_can_be_taken_along(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.NOT_TAKEN
    page = await visitor.look("/as/tom/report/d1")
    assert "readonly" in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script" not in page


async def test_a_case_shows_the_policys_words_and_what_is_wrong_with_them(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    page = await visitor.look("/as/asha/case/c1")
    assert world.handlers.turns == [OpenedCase(ASHA, "c1")]
    assert '<blockquote><p class="line">Advise the learner not to respond</p></blockquote>' in page
    assert "Use its new address." in page
    assert "until the safeguarding lead decides" in page
    assert "Carys Jones" in page


async def test_no_such_case_is_not_found(visitor: PracticeClient) -> None:
    page = await visitor.look("/as/asha/case/c9")
    assert visitor.status == 404
    assert "There is no such case, or it is not one that you can see." in page


async def test_a_case_is_taken_or_passed_on(visitor: PracticeClient, world: PracticeWorld) -> None:
    page = await visitor.send("/as/asha/case/c1/acknowledge")
    assert "You have picked up ES-7K4M." in page
    assert '<a class="button first" href="/as/asha/case/c1">Open the case</a>' in page
    await visitor.send("/as/asha/case/c1/cannot-take")
    assert world.handlers.turns == [Acknowledged(ASHA, "c1"), CannotTake(ASHA, "c1")]


async def test_a_case_that_changed_is_read_afresh(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.CASE
    await visitor.send("/as/asha/case/c1/acknowledge")
    assert visitor.place == "/as/asha/case/c1"
    assert world.handlers.turns == [Acknowledged(ASHA, "c1"), OpenedCase(ASHA, "c1")]


async def test_taking_a_case_that_is_not_theirs_leads_to_nothing(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = NoSuchCase()
    await visitor.send("/as/ben/case/c1/acknowledge")
    assert visitor.status == 404


async def test_messages_show_what_they_say_now_and_said_before(visitor: PracticeClient, world: PracticeWorld) -> None:
    sent = await world.messenger.send(PersonPlace("tom"), Message(("Nobody has it yet",)), key="a")
    await world.messenger.change(PersonPlace("tom"), sent, Message(("Asha Patel has it",)))
    page = await visitor.look("/as/tom/messages")
    assert page.index("Asha Patel has it") < page.index("Nobody has it yet")
    assert "Nothing has been sent here" in await visitor.look("/as/lena/messages")


async def test_the_channel_is_there_for_those_who_handle_cases_alone(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    await world.messenger.send(ChannelPlace(), Message(("S1 · ES-7K4M",), canned.CASE_BUTTONS), key="a")
    page = await visitor.look("/as/asha/channel")
    assert "S1 · ES-7K4M" in page
    assert 'action="/as/asha/case/c1/acknowledge"' in page
    assert "ES-7K4M" not in await visitor.look("/as/tom/channel")
    assert visitor.status == 404
