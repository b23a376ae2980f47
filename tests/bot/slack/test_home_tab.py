"""Tests of the App Home tab: what stands there for whom, and what its buttons do."""

from datetime import timedelta

import pytest

from dialogs import wording
from storage.drafts import MOST_LISTED
from tests.bot.slack.walking import ASHA, LENA, TOM, reports
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Object, text_of
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import CHANNEL
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.untraced

MANY = 110
"""Drafts that do not fit one view."""


async def home(bot: OnSlack, user: str) -> ShownView:
    """Their Home tab, newly drawn."""
    assert (await bot.client.opens_home(user)).status == 200
    return bot.slack.homes[user]


def actions(view: Object) -> set[str]:
    """What the buttons of a view do."""
    return {text_of(button["action_id"]).partition(":")[0] for _, button in buttons(view)}


async def test_somebody_who_handles_no_cases_sees_whom_to_ring_and_their_own_reports_only(bot: OnSlack) -> None:
    empty = await home(bot, TOM)
    assert "Emergency services: 999" in empty.text
    assert "When you have reported something, you see here how it stands." in empty.text
    assert actions(empty.view) == {"tell", "help", "check", "ask", "report"}
    reference = await reports(bot, TOM)
    with_report = await home(bot, TOM)
    assert f"{reference}, sent at" in with_report.text
    assert wording.STILL_NOBODY in with_report.text
    assert "Cases" not in with_report.text
    assert "Mia Example" not in with_report.text
    assert reference not in (await home(bot, LENA)).text

    (alert,) = bot.slack.to(CHANNEL)
    await bot.client.press_in(ASHA, alert, "acknowledge")
    picked_up = (await home(bot, TOM)).text
    assert "was picked up at" in picked_up
    assert "Asha" not in picked_up.partition("Your reports")[2]


async def test_who_handles_cases_sees_them_by_what_presses_most(bot: OnSlack) -> None:
    assert "There are no cases for you." in (await home(bot, ASHA)).text
    overdue = await reports(bot, TOM)
    await bot.platform.waits(timedelta(days=1))
    new, mine = await reports(bot, TOM), await reports(bot, TOM)
    await bot.client.press_in(ASHA, bot.slack.to(CHANNEL)[-1], "acknowledge")
    shown = await home(bot, ASHA)
    places = [
        shown.text.index(words)
        for words in ("Overdue: nobody has picked these up (1)", overdue, "New (1)", new, "Yours (1)", mine)
    ]
    assert places == sorted(places)
    assert "Mia" not in shown.text
    await bot.client.press(shown, "open")
    assert bot.kind(ASHA) == "case"
    assert overdue in bot.modal(ASHA).text


async def test_a_report_that_was_not_finished_can_be_gone_on_with_and_thrown_away(bot: OnSlack) -> None:
    await bot.client.command(TOM, "/report-incident", "he has a knife")
    await bot.goes_on(TOM, danger="no")
    await bot.client.close(bot.modal(TOM))
    shown = await home(bot, TOM)
    assert "Not finished yet" in shown.text
    assert "knife" not in shown.text
    await bot.client.press(shown, "resume")
    await bot.goes_on(TOM, tile="messages")
    await bot.client.close(bot.modal(TOM))

    assert (await bot.client.press(shown, "discard")).status == 200
    assert "Not finished yet" not in shown.text
    assert bot.slack.has_modal(TOM) is False


async def test_throwing_away_what_is_gone_already_draws_the_tab_anew(bot: OnSlack) -> None:
    await bot.client.command(TOM, "/report-incident", "he has a knife")
    before = dict((await home(bot, TOM)).view)
    shown = bot.slack.homes[TOM]
    await bot.client.press(shown, "discard")
    shown.view = before
    assert (await bot.client.press(shown, "discard")).status == 200
    assert "Not finished yet" not in shown.text


async def test_somebody_elses_draft_cannot_be_gone_on_with_or_thrown_away(bot: OnSlack) -> None:
    await bot.client.command(TOM, "/report-incident", "he has a knife")
    toms = await home(bot, TOM)
    await bot.client.press(ShownView("V1", LENA, toms.view), "resume")
    assert "This form is no longer here" in bot.modal(LENA).text
    await bot.client.press(ShownView("V1", LENA, toms.view), "discard")
    await bot.client.press(toms, "resume")
    assert bot.kind(TOM) == "screen"


async def test_a_tab_that_is_too_long_is_read_in_parts(bot: OnSlack) -> None:
    for _ in range(MANY):
        await bot.client.command(TOM, "/report-incident")
        await bot.goes_on(TOM, danger="yes")
        await bot.goes_on(TOM)
    shown = await home(bot, ASHA)
    seen = shown.text.count("ES-")
    assert seen < MANY
    assert "Part 1 of 2" in shown.text
    assert (await bot.client.press(shown, "page:next")).status == 200
    assert "Part 2 of 2" in shown.text
    assert seen + shown.text.count("ES-") == MANY
    await bot.client.press(shown, "open")
    assert bot.kind(ASHA) == "case"
    assert (await bot.client.press(shown, "page:previous")).status == 200
    assert "Part 1 of 2" in shown.text


async def test_only_the_newest_drafts_are_listed(bot: OnSlack) -> None:
    for number in range(MOST_LISTED + 2):
        await bot.client.command(TOM, "/report-incident", f"he has a knife: {number}")
    assert (await home(bot, TOM)).text.count("Throw away") == MOST_LISTED


async def test_another_tab_of_the_app_is_not_drawn(bot: OnSlack) -> None:
    assert (await bot.client.opens_home(TOM, tab="messages")).status == 200
    assert bot.slack.homes == {}


async def test_slack_asks_again_for_a_home_tab_that_it_did_not_take(bot: OnSlack) -> None:
    bot.slack.faults.append(Fault(How.STATUS, "views.publish"))
    assert (await bot.client.opens_home(TOM)).status == 500
    assert (await bot.client.again(TOM, retry=1)).status == 200
    assert "999" in bot.slack.homes[TOM].text


async def test_somebody_whom_slack_does_not_know_any_more_is_asked_for_once(bot: OnSlack) -> None:
    bot.slack.faults.append(Fault(How.REFUSED, "views.publish", error="user_not_found"))
    assert (await bot.client.opens_home(TOM)).status == 200
    assert (await bot.client.again(TOM)).status == 200
    assert len(bot.slack.called("views.publish")) == 1


async def test_the_tab_shows_whom_to_ring_while_nothing_can_be_read(bot: OnSlack) -> None:
    file = bot.settings.data_dir / "esafety.db"
    whole = file.read_bytes()
    file.write_bytes(b"no database " * 4096)
    shown = await home(bot, TOM)
    file.write_bytes(whole)
    assert wording.NOT_SHOWN in shown.text
    assert "999" in shown.text
