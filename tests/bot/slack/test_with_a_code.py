"""Tests of the whole way at Slack with the real handlers: somebody tells us with a code, we answer, they come back."""

import pytest

from dialogs import wording_learner, wording_replies
from tests.bot.slack.walking import ASHA, BEN, LENA
from tests.fakes.slack_json import object_of, objects_in, text_of, written
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import direct
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

STORY = "canary: they said they would share it"
MORE = "canary: he did it again"
CHOICES = {"danger": "not_sure", "how": "code_only", "who": "me", "tile": "messages", "ongoing": "yes", "help": "stop"}


def code_in(bot: OnSlack, user: str) -> str:
    """The code in front of somebody: the last heading."""
    headings = [each for each in objects_in(bot.modal(user).view["blocks"]) if each["type"] == "header"]
    return text_of(object_of(headings[-1]["text"])["text"])


async def tells(bot: OnSlack, story: str = STORY) -> str:
    """Lena tells us without her name. Returns her code."""
    await bot.client.command(LENA, "/esafety", "tell")
    for field, value in CHOICES.items():
        await bot.goes_on(LENA, **{field: value})
    await bot.goes_on(LENA, account=story)
    return code_in(bot, LENA)


async def opens(bot: OnSlack, story: str) -> ShownView:
    """Asha opens the case in which that was told."""
    await bot.client.opens_home(ASHA)
    home = bot.slack.homes[ASHA]
    for value in [text_of(each["value"]) for _, each in buttons(home.view) if each["action_id"] == "open"]:
        await bot.client.press(home, "open", value)
        if story in bot.modal(ASHA).text:
            return bot.modal(ASHA)
    raise AssertionError("there is no such case")


async def looks(bot: OnSlack, code: str) -> str:
    """Lena comes back with a code. Returns what she reads."""
    await bot.client.shortcut(LENA, "check")
    return (await bot.goes_on(LENA, code=code)).text


async def test_a_learner_tells_and_reads_the_answer_with_nothing_but_the_code(here: OnSlack) -> None:
    code = await tells(here)
    assert len(code.split()) == 7
    assert wording_learner.SENT_CODE in here.modal(LENA).text
    await here.goes_on(LENA)
    assert code_in(here, LENA) == code
    assert "submit" not in here.modal(LENA).view

    assert wording_learner.NO_ANSWER_YET in await looks(here, f" {code.upper()} ")
    await here.goes_on(LENA, more=MORE)
    assert wording_learner.MORE_SENT in here.modal(LENA).text
    assert here.entered(LENA, "more") == "", "what was sent does not stand in the box to be sent again"

    case = await opens(here, STORY)
    assert MORE in case.text
    await here.client.press(case, "reply")
    await here.goes_on(ASHA, text="Why did you talk to him?")
    await here.goes_on(ASHA, text="Thank you for telling us. Do you feel safe at home?")
    assert wording_replies.REPLY_SENT in case.text
    await here.client.press(case, "open")
    assert "Do you feel safe at home?" in case.text

    assert "Do you feel safe at home?" in await looks(here, code)
    messages = written([dict(given) for method, given in here.slack.calls if method.startswith("chat.")])
    assert all(each not in messages for each in ("canary", code, " ".join(code.split()[:2]), "feel safe"))
    assert here.slack.to(direct(LENA)) == ()
    assert "canary" not in here.log.getvalue()


async def test_a_code_that_opens_nothing_is_said_beside_the_box_and_stays_there_to_be_put_right(here: OnSlack) -> None:
    code = await tells(here)
    assert wording_learner.SENT_CODE not in await looks(here, code.rsplit(" ", 1)[0])
    assert list(here.modal(LENA).errors.values()) == [wording_learner.CODE_SHAPE]
    assert here.entered(LENA, "code") == code.rsplit(" ", 1)[0]
    assert wording_learner.NO_ANSWER_YET in (await here.goes_on(LENA, code=code)).text


async def test_once_nothing_more_is_taken_there_is_no_box_to_write_in(here: OnSlack) -> None:
    code = await tells(here, "this one is made up")
    await here.client.press(await opens(here, "this one is made up"), "no_more")
    assert wording_replies.CLOSED in here.modal(ASHA).text
    assert wording_learner.NO_MORE in await looks(here, code)
    assert "submit" not in here.modal(LENA).view


async def test_two_who_handle_cases_let_the_form_rest_and_help_goes_on(here: OnSlack) -> None:
    for user, said in ((ASHA, wording_replies.PAUSE_FIRST), (BEN, wording_replies.PAUSED)):
        await here.client.opens_home(user)
        await here.client.press(here.slack.homes[user], "pause")
        assert said in here.modal(user).text
    await here.client.command(LENA, "/esafety", "tell")
    assert wording_learner.PAUSED in here.modal(LENA).text
    assert "999" in here.modal(LENA).text
    await here.client.press(here.modal(LENA), "check")
    assert wording_learner.CODE_HINT in here.modal(LENA).text
