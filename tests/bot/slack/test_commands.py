"""Tests of slash commands and global shortcuts of the running bot, by people at a fake Slack."""

from collections.abc import Mapping

import pytest

from tests.bot.slack.walking import LENA, TOM, to_the_account
from tests.fakes.slack_workspace import CHANNEL
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "She says: 'nobody likes you' & <more>\nand I have it \N{PENSIVE FACE}"


async def test_report_incident_opens_the_first_screen_and_leaves_nothing_in_the_channel(here: OnSlack) -> None:
    answer = await here.client.command(TOM, "/report-incident", channel=CHANNEL)
    assert (answer.status, answer.text) == (200, "")
    assert "999" in here.modal(TOM).text
    assert here.kind(TOM) == "screen"
    assert (here.slack.posted, here.slack.whispered) == ([], [])


async def test_what_is_typed_after_report_incident_stands_in_the_account_and_on_the_review(here: OnSlack) -> None:
    await here.client.command(TOM, "/report-incident", f"  {WORDS} ")
    await to_the_account(here, TOM)
    assert here.entered(TOM, "account") == WORDS
    await here.goes_on(TOM)
    assert WORDS in (await here.goes_on(TOM)).text


@pytest.mark.parametrize("typed", ["report {words}", "REPORT\n{words}", " report   {words}"])
async def test_what_is_typed_after_esafety_report_stands_in_the_account(typed: str, here: OnSlack) -> None:
    await here.client.command(TOM, "/esafety", typed.format(words=WORDS))
    await to_the_account(here, TOM)
    assert here.entered(TOM, "account") == WORDS


WAYS: Mapping[str, tuple[str, str]] = {
    "report": ("screen", "First, is everybody safe?"),
    "tell": ("screen", "First, is everyone safe?"),
    "code": ("screen", "Six words and a number."),
    "check": ("screen", "Six words and a number."),
    "ask": ("screen", "What do you want to know?"),
    "ask who won the football": ("guided", "What I can do"),
    "help": ("said", "ring 999 now"),
    "HELP": ("said", "ring 999 now"),
    "": ("home", "Report an incident"),
    "nonsense about a knife": ("home", "999"),
}


@pytest.mark.parametrize("typed", WAYS)
async def test_a_word_after_esafety_chooses_the_way(typed: str, here: OnSlack) -> None:
    kind, words = WAYS[typed]
    answer = await here.client.command(LENA, "/esafety", typed)
    assert (answer.status, answer.text) == (200, "")
    assert here.kind(LENA) == kind
    assert words in here.modal(LENA).text
    assert (here.slack.posted, here.slack.whispered) == ([], [])


@pytest.mark.parametrize("callback", ["report", "tell", "check", "help"])
async def test_a_global_shortcut_goes_the_same_way_as_the_word(callback: str, here: OnSlack) -> None:
    kind, words = WAYS[callback]
    assert (await here.client.shortcut(LENA, callback)).status == 200
    assert here.kind(LENA) == kind
    assert words in here.modal(LENA).text


async def test_a_shortcut_that_nobody_made_shows_the_menu(here: OnSlack) -> None:
    assert (await here.client.shortcut(LENA, "nobody made it")).status == 200
    assert here.kind(LENA) == "home"


async def test_the_ways_of_the_menu_lead_on_in_the_same_modal(here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety")
    menu = here.modal(LENA)
    assert (await here.client.press(menu, "help")).status == 200
    assert "ring 999 now" in menu.text
    assert (await here.client.press(menu, "report")).status == 200
    assert here.kind(LENA) == "screen"
    await here.goes_on(LENA, danger="no")
    assert here.kind(LENA) == "screen"
