"""Tests of what people do in modals, and of what Slack does with them: nothing that was typed is lost by it."""

import asyncio
from copy import deepcopy

import pytest
import pytest_asyncio

from tests.bot.slack.walking import ASHA, LENA, TO_WHO, TOM, WHO, reports, to_the_account, to_the_review
from tests.fakes import slack_payloads
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, object_of, text_of
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_views import ShownView, read
from tests.fakes.slack_workspace import CHANNEL
from tests.scenarios.slack_platform import carried
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "He said: 'nobody likes you'."


def screen(bot: OnSlack, user: str) -> str:
    """The id of the screen in front of them."""
    return text_of(carried(bot.modal(user).view).get("screen"))


async def writes(bot: OnSlack, user: str, text: str = WORDS) -> ShownView:
    """Somebody has typed what happened, and not sent it."""
    await bot.client.command(user, "/report-incident")
    modal = await to_the_account(bot, user)
    await bot.client.fill(modal, {"account": text})
    return modal


async def resumes(bot: OnSlack, user: str) -> None:
    """Goes on with the newest draft of theirs."""
    await bot.client.opens_home(user)
    await bot.client.press(bot.slack.homes[user], "resume")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def nobody_has_a_draft(here: OnSlack) -> None:
    """Throws away what the test before has left."""
    for user in (TOM, LENA):
        await here.client.opens_home(user)
        while "Not finished yet" in here.slack.homes[user].text:
            await here.client.press(here.slack.homes[user], "discard")


async def test_what_was_typed_before_a_modal_was_closed_is_there_again(here: OnSlack) -> None:
    modal = await writes(here, TOM)
    answer = await here.client.close(modal, with_values=True)
    assert answer is not None
    assert (answer.status, answer.text) == (200, "")
    await resumes(here, TOM)
    assert (screen(here, TOM), here.entered(TOM, "account")) == ("account", WORDS)


async def test_closing_a_modal_of_which_slack_sends_nothing_loses_nothing_that_was_kept(here: OnSlack) -> None:
    await here.client.close(await writes(here, TOM), with_values=True)
    await resumes(here, TOM)
    await here.client.close(here.modal(TOM), with_values=False)
    await resumes(here, TOM)
    assert here.entered(TOM, "account") == WORDS


async def test_closing_the_first_screen_or_something_to_read_is_taken(here: OnSlack) -> None:
    await here.client.command(TOM, "/report-incident")
    first = here.modal(TOM)
    answer = await here.client.close(first, with_values=True)
    assert answer is not None
    assert answer.status == 200
    await here.client.command(TOM, "/esafety", "help")
    assert await here.client.close(here.modal(TOM)) is None


async def test_a_report_that_is_sent_twice_by_a_double_click_is_one_report(here: OnSlack) -> None:
    modal = await to_the_review(here, TOM)
    payload = slack_payloads.submitted(here.slack, modal)
    answers = await asyncio.gather(*(here.client.road.carry(Sending.INTERACTIVE, payload) for _ in range(2)))
    shown = [object_of(answer.body["view"]) for answer in answers]
    assert [carried(view)["kind"] for view in shown] == ["received", "received"]
    references = {word for view in shown for word in read(view).split() if word.startswith("ES-")}
    assert len(references) == 1
    await here.platform.channel()
    assert len(here.slack.to(CHANNEL)) == 1


async def test_a_screen_that_is_answered_twice_leads_to_the_next_one_once(here: OnSlack) -> None:
    await here.client.command(TOM, "/report-incident")
    payload = slack_payloads.submitted(here.slack, here.modal(TOM))
    await here.goes_on(TOM, danger="no")
    answered = dict(payload)
    view = dict(object_of(answered["view"]))
    view["state"] = {"values": {"danger.danger": {"danger": {"type": "radio_buttons", "selected_option": NO}}}}
    answer = await here.client.road.carry(Sending.INTERACTIVE, {**answered, "view": view})
    assert carried(object_of(answer.body["view"]))["screen"] == screen(here, TOM) == "about"


NO: Json = {"text": {"type": "plain_text", "text": "No"}, "value": "no"}


async def test_back_twice_goes_back_two_screens_and_keeps_what_was_typed(here: OnSlack) -> None:
    modal = await writes(here, TOM)
    for expected in ("who", "staff_involved"):
        assert (await here.client.press(modal, "back")).status == 200
        assert screen(here, TOM) == expected
    await here.goes_on(TOM, staff_involved="no")
    assert screen(here, TOM) == "account"
    assert here.entered(TOM, "account") == WORDS


async def test_back_that_arrives_twice_goes_back_once(here: OnSlack) -> None:
    modal = await writes(here, TOM)
    await here.client.press(modal, "back")
    assert (await here.client.again(TOM)).status == 200
    assert screen(here, TOM) == "who"
    assert here.entered(TOM, "subject") == WHO["subject"]


async def test_an_old_view_that_is_submitted_again_leads_to_where_the_report_stands(here: OnSlack) -> None:
    await here.client.command(TOM, "/report-incident")
    await here.goes_on(TOM, danger="no")
    old = deepcopy(here.modal(TOM))
    await to_the_account_from_about(here)
    await here.client.fill(old, {"tile": "messages"})
    answer = await here.client.road.carry(Sending.INTERACTIVE, slack_payloads.submitted(here.slack, old))
    assert carried(object_of(answer.body["view"]))["screen"] == "account"


async def to_the_account_from_about(bot: OnSlack) -> None:
    """From the second screen to the one that asks what happened."""
    for values in (*TO_WHO[1:], WHO):
        await bot.goes_on(TOM, **values)


async def test_a_view_of_a_report_that_was_sent_shows_that_it_was_received(here: OnSlack) -> None:
    old = deepcopy(await to_the_review(here, TOM))
    sent = (await here.goes_on(TOM)).text
    for payload in (slack_payloads.submitted(here.slack, old), slack_payloads.closed(old, with_values=True)):
        assert (await here.client.road.carry(Sending.INTERACTIVE, payload)).status == 200
    answer = await here.client.press(old, "back")
    assert answer.status == 200
    await here.platform.channel()
    assert len(here.slack.to(CHANNEL)) == 1
    assert "ES-" in sent


async def test_a_view_of_a_report_that_was_thrown_away_says_so_and_makes_no_new_one(here: OnSlack) -> None:
    modal = await writes(here, TOM)
    old = deepcopy(modal)
    await here.client.press(modal, "discard")
    answer = await here.client.road.carry(Sending.INTERACTIVE, slack_payloads.submitted(here.slack, old))
    assert "no longer here" in str(answer.body)
    await here.client.opens_home(TOM)
    assert "Not finished yet" not in here.slack.homes[TOM].text


async def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(here: OnSlack) -> None:
    await here.client.command(TOM, "/report-incident")
    modal = here.modal(TOM)
    answer = await here.client.submit(modal)
    assert answer.body["response_action"] == "errors"
    assert list(modal.errors) == ["danger.danger"]
    await here.goes_on(TOM, danger="no")
    assert screen(here, TOM) == "about"


@pytest.mark.parametrize("how", [How.STATUS, How.RESET, How.HTML, How.RATE_LIMITED])
async def test_a_change_that_slack_did_not_show_was_kept_and_can_be_made_again(how: How, here: OnSlack) -> None:
    modal = await writes(here, TOM)
    here.slack.faults.append(Fault(how, "views.update"))
    assert (await here.client.press(modal, "back")).status == 500, "Slack then shows that it did not work"
    assert screen(here, TOM) == "account"
    assert (await here.client.press(modal, "back")).status == 200
    assert screen(here, TOM) == "who"
    await here.goes_on(TOM)
    assert here.entered(TOM, "account") == WORDS


async def test_somebody_who_was_faster_than_a_change_keeps_what_they_see(here: OnSlack) -> None:
    modal = await writes(here, TOM)
    here.slack.faults.append(Fault(How.REFUSED, "views.update", error="hash_conflict"))
    assert (await here.client.press(modal, "back")).status == 200
    assert screen(here, TOM) == "account"


async def test_a_case_is_acknowledged_in_its_modal_and_can_be_opened_again_from_there(here: OnSlack) -> None:
    reference = await reports(here, TOM)
    await here.client.press_in(ASHA, here.slack.to(CHANNEL)[-1], "open")
    modal = here.modal(ASHA)
    assert (await here.client.press(modal, "acknowledge")).status == 200
    assert f"{reference} is yours" in modal.text
    assert (await here.client.press(modal, "open")).status == 200
    assert here.kind(ASHA) == "case"
    assert "Mia Example" in modal.text
