"""Tests of the learners' page: what is sent becomes a turn, and the reply is the page that comes back."""

import html
from collections.abc import AsyncIterator

import pytest

from bot.tell import tell_words
from bot.tell.drawing import LEAVE_TO
from dialogs import wording_learner
from handlers.concern.turns import Began, SteppedBack, WantedCode, WentOn
from handlers.reply import NoSuchCase, Reply, Said, Way
from tests.bot.tell import screens
from tests.bot.tell.learner_world import Client, LearnerWorld, answer, at_the_page, send, words


@pytest.fixture
def world() -> LearnerWorld:
    return LearnerWorld()


@pytest.fixture
async def client(world: LearnerWorld) -> AsyncIterator[Client]:
    async with at_the_page(world) as client:
        yield client


@pytest.mark.parametrize("path", ["/tell", "/tell/"])
async def test_the_first_page_begins_nothing(client: Client, world: LearnerWorld, path: str) -> None:
    page = await words(await client.get(path))
    assert all(line in page for line in (*tell_words.START_WHAT, *tell_words.WHO_SEES_WHAT))
    assert world.turns == []


@pytest.mark.parametrize(("do", "turn"), [("start", Began()), ("code", WantedCode())])
async def test_a_form_begins_when_its_button_is_pressed(
    client: Client, world: LearnerWorld, do: str, turn: Began | WantedCode
) -> None:
    response = await send(client, ("do", do))
    assert (response.status, response.history) == (200, ())
    assert world.turns == [turn]
    assert screens.DANGER.title in await words(response)


async def test_a_screen_becomes_a_turn_with_what_was_entered(client: Client, world: LearnerWorld) -> None:
    typed = "He said\r\nno & <left> \u00e9"
    await send(client, *answer("tell", "c.token-1.danger=no", [("account", typed), ("who", "me")]))
    await send(client, ("do", "back"), ("draft", "c.token-1."), ("screen", "who"), ("answer.who", "me"))
    values = {"account": ("He said\nno & <left> \u00e9",), "who": ("me",)}
    assert world.turns == [
        WentOn("c.token-1.danger=no", "tell", values),
        SteppedBack("c.token-1.", "who", {"who": ("me",)}),
    ]


async def test_the_same_form_sent_again_is_the_same_turn(client: Client, world: LearnerWorld) -> None:
    form = answer("tell", "c.token-1.", [("account", "Hello")])
    pages = [await (await send(client, *form)).text() for _ in range(2)]
    assert pages[0] == pages[1]
    assert world.turns[0] == world.turns[1]


@pytest.mark.parametrize("reply", screens.SCREENS.values(), ids=screens.SCREENS)
async def test_every_screen_has_the_numbers_first_and_a_way_out(
    client: Client, world: LearnerWorld, reply: Reply
) -> None:
    world.reply = reply
    page = await (await send(client, ("do", "start"))).text()
    body = page[page.index("<body") :]
    assert body.index(LEAVE_TO) < body.index('href="tel:999"') < body.index('href="tel:08001111"') < body.index("<h1>")
    assert body.count("<h1>") == 1
    assert "Text SHOUT to 85258" in body


@pytest.mark.parametrize("reply", screens.SCREENS.values(), ids=screens.SCREENS)
async def test_no_page_has_a_script_an_address_of_its_own_or_anything_from_elsewhere(
    client: Client, world: LearnerWorld, reply: Reply
) -> None:
    world.reply = reply
    page = await (await send(client, ("do", "start"))).text()
    assert not any(each in page for each in ("<script", " src=", " style=", "<iframe", "javascript:", "formaction"))
    assert page.count('action="/tell"') == page.count("<form") == page.count('autocomplete="off" novalidate')
    assert page.count("<link") == page.count('<link rel="stylesheet" href="/tell/style.css">') == 1


async def test_the_state_of_a_form_stands_in_the_form_alone(client: Client, world: LearnerWorld) -> None:
    world.reply = screens.LAST
    page = html.unescape(await (await send(client, ("do", "start"))).text())
    assert page.count(screens.LAST.draft) == page.count(f'name="draft" value="{screens.LAST.draft}"') == 1


async def test_every_page_has_the_same_name_in_the_history(client: Client, world: LearnerWorld) -> None:
    for reply in screens.SCREENS.values():
        world.reply = reply
        page = await (await send(client, ("do", "start"))).text()
        wrong = "Error: " if reply.problems else ""
        assert f"<title>{wrong}Tell someone – Example &lt;Training&gt;</title>" in page


async def test_return_in_a_box_sends_nothing_from_the_last_screen(client: Client, world: LearnerWorld) -> None:
    for reply, first in ((screens.LAST, "<button disabled hidden>"), (screens.ASK_CODE, '<button class="first"')):
        world.reply = reply
        page = await (await send(client, ("do", "start"))).text()
        assert page[page.index("<button") :].startswith(first)


async def test_the_code_stands_alone_word_by_word(client: Client, world: LearnerWorld) -> None:
    world.reply = screens.SENT
    page = await (await send(client, *answer("tell", "c.token-1."))).text()
    code = page[page.index('<output class="code" translate="no">') : page.index("</output>")]
    assert [each.partition("</span>")[0].rpartition(">")[2] for each in code.split("<span")[1:]] == screens.CODE.split()
    assert wording_learner.NOTHING_KEPT not in page


async def test_the_last_page_says_what_to_do_on_a_shared_computer(client: Client, world: LearnerWorld) -> None:
    world.reply = screens.ONCE_MORE
    response = await send(client, *answer("saved", "s.token-1"))
    assert tell_words.ALL_DONE in html.unescape(await response.text())
    assert 'class="screen"' not in await response.text()


async def test_what_was_written_stays_words(client: Client, world: LearnerWorld) -> None:
    world.reply = screens.OPENED
    page = await (await send(client, *answer("code", "k.", [("code", screens.CODE)]))).text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="https://example.com' not in page


async def test_while_the_form_rests_a_code_can_still_be_used(client: Client, world: LearnerWorld) -> None:
    world.reply = Said("Tell someone", (wording_learner.PAUSED,), screens.NUMBERS, (Way.REPORT, Way.HELP, Way.CHECK))
    page = await (await send(client, ("do", "start"))).text()
    assert 'name="do" value="code"' in page
    assert 'name="do" value="start"' not in page


@pytest.mark.parametrize("reply", [None, NoSuchCase()])
async def test_what_went_wrong_can_be_sent_again_and_stands_in_no_log(
    client: Client, world: LearnerWorld, reply: Reply | None
) -> None:
    world.reply = reply
    form = answer("tell", "c.token-1.", [("account", 'My "own"\r\nwords <b>')])
    response = await send(client, *form)
    page = await response.text()
    assert response.status == 500
    assert html.escape(wording_learner.NOT_CERTAIN, quote=False) in html.unescape(page)
    assert all(f'<textarea name="{name}" hidden>' in page for name, _ in form)
    assert "My &#34;own&#34;\nwords &lt;b&gt;</textarea>" in page
    assert "turn-failed" in world.logged.getvalue()
    assert not any(each in world.logged.getvalue() for each in ("own", "token", "account"))
