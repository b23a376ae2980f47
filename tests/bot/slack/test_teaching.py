"""Tests of the form on Slack in which whoever answers questions adds one: what is offered follows what is written."""

import pytest

from dialogs import wording_questions as words
from tests.bot.slack.walking import ASHA
from tests.fakes.slack_json import Object
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION, OTHER = "May I bring my drone to the workshop?", "downloading files"
IN_TROUBLE = "canary I want to kill myself"
PASSAGE = "phones.classroom"


async def adds(bot: OnSlack, **values: str) -> Object:
    """Fills in what is in front of her and submits it: what Slack is told."""
    await bot.client.fill(bot.modal(ASHA), values)
    answer = await bot.client.submit(bot.modal(ASHA))
    assert answer.status == 200
    return answer.body


async def is_offered_passages(bot: OnSlack) -> None:
    await bot.client.command(ASHA, "/esafety")
    await bot.client.press(bot.modal(ASHA), "questions")
    await bot.client.press(bot.modal(ASHA), "teach")
    await adds(bot, question=QUESTION)
    assert words.TEACH_PASSAGE in bot.modal(ASHA).text


async def test_a_passage_that_nobody_chose_is_asked_for_beside_the_choice(here: OnSlack) -> None:
    await is_offered_passages(here)
    assert (await adds(here))["response_action"] == "errors"
    assert list(here.modal(ASHA).errors.values()) == [words.TEACH_CHOOSE]


async def test_with_other_words_other_passages_are_drawn_and_none_is_chosen(here: OnSlack) -> None:
    await is_offered_passages(here)
    before = here.modal(ASHA).text
    assert (await adds(here, find=OTHER, passage=PASSAGE))["response_action"] == "update"
    assert here.modal(ASHA).text != before
    assert (here.entered(ASHA, "question"), here.entered(ASHA, "find")) == (QUESTION, OTHER)
    assert (await adds(here))["response_action"] == "errors"
    assert list(here.modal(ASHA).errors.values()) == [words.TEACH_CHOOSE]


async def test_trouble_is_drawn_with_why_it_is_not_added_and_without_passages(here: OnSlack) -> None:
    await is_offered_passages(here)
    assert (await adds(here, question=IN_TROUBLE, passage=PASSAGE))["response_action"] == "update"
    assert words.TEACH_TROUBLE in here.modal(ASHA).text
    assert words.TEACH_PASSAGE not in here.modal(ASHA).text
    assert here.entered(ASHA, "question") == IN_TROUBLE


async def test_trouble_is_said_beside_the_box_while_nothing_is_offered(here: OnSlack) -> None:
    await here.client.command(ASHA, "/esafety")
    await here.client.press(here.modal(ASHA), "questions")
    await here.client.press(here.modal(ASHA), "teach")
    assert (await adds(here, question=IN_TROUBLE))["response_action"] == "errors"
    assert list(here.modal(ASHA).errors.values()) == [words.TEACH_TROUBLE]


async def test_what_is_chosen_of_what_was_offered_is_added(here: OnSlack) -> None:
    await is_offered_passages(here)
    await adds(here, passage=PASSAGE)
    assert here.kind(ASHA) == "said"
    assert words.TAUGHT_WHAT in here.modal(ASHA).text
