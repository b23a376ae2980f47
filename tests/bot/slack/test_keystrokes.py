"""Tests of what is typed in a form and not sent: it is there again when its writer goes on, and so is what is empty."""

from collections.abc import Mapping

import pytest
import pytest_asyncio

from bot.slack.typed import MOST_CHARACTERS
from tests.bot.slack.walking import LENA, TOM, WHO, to_the_account
from tests.fakes import slack_payloads
from tests.fakes.slack_json import Json, Object, text_of
from tests.fakes.slack_methods import as_slack_has_it
from tests.fakes.slack_roads import Answer, Sending
from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import names
from tests.scenarios.slack_platform import carried
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "He said: 'nobody likes you'."


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def nobody_has_a_draft(here: OnSlack) -> None:
    """Throws away what the test before has left."""
    for user in (TOM, LENA):
        await here.client.opens_home(user)
        while "Not finished yet" in here.slack.homes[user].text:
            await here.client.press(here.slack.homes[user], "discard")


async def types(bot: OnSlack, modal: ShownView, text: str, **changed: Json) -> Answer:
    """Somebody types in the account; Slack says so. `changed` are parts of the payload."""
    await bot.client.fill(modal, {"account": text})
    element: Object = {"type": "plain_text_input", "action_id": "account", "value": text}
    payload = slack_payloads.pressed_in_view(bot.slack, modal, "account.account", element)
    return await bot.client.road.carry(Sending.INTERACTIVE, {**payload, **changed})


async def at_the_account(bot: OnSlack) -> ShownView:
    """Tom has come to the screen that asks what happened."""
    await bot.client.command(TOM, "/report-incident")
    return await to_the_account(bot, TOM)


async def there_again(bot: OnSlack) -> str:
    """What stands in the account when Tom goes on from the Home tab."""
    await bot.client.opens_home(TOM)
    await bot.client.press(bot.slack.homes[TOM], "resume")
    return bot.entered(TOM, "account")


async def test_what_was_typed_is_there_again_though_closing_says_nothing_of_it(here: OnSlack) -> None:
    modal = await at_the_account(here)
    for text in (WORDS[:3], WORDS[:9], WORDS):
        assert (await types(here, modal, text)).status == 200
    await here.client.close(modal, with_values=False)
    assert await there_again(here) == WORDS


async def test_what_was_emptied_stays_empty(here: OnSlack) -> None:
    modal = await at_the_account(here)
    await types(here, modal, WORDS)
    await types(here, modal, "")
    await here.client.close(modal, with_values=False)
    assert await there_again(here) == ""


async def test_closing_alone_empties_nothing_even_where_nothing_was_typed_before(here: OnSlack) -> None:
    await here.client.close(await typed_and_closed(here), with_values=False)
    assert await there_again(here) == WORDS
    modal = here.modal(TOM)
    await here.client.fill(modal, {"account": ""})
    await here.client.close(modal, with_values=True)
    assert await there_again(here) == WORDS


async def test_a_closing_that_holds_an_empty_form_empties_nothing_that_was_typed_in_it(here: OnSlack) -> None:
    modal = await typed_and_closed(here)
    await here.client.fill(modal, {"account": ""})
    await here.client.close(modal, with_values=True)
    assert await there_again(here) == WORDS


async def typed_and_closed(bot: OnSlack) -> ShownView:
    """The form in which Tom has typed what happened."""
    modal = await at_the_account(bot)
    await types(bot, modal, WORDS)
    return modal


async def test_what_is_longer_than_any_form_is_not_kept(here: OnSlack) -> None:
    modal = await typed_and_closed(here)
    view = as_slack_has_it(modal)
    values: Mapping[str, Json] = {
        "account.account": {"account": {"type": "plain_text_input", "value": "x" * (MOST_CHARACTERS + 1)}}
    }
    forged: Json = {**view, "state": {"values": values}}
    assert (await types(here, modal, WORDS, view=forged)).status == 200
    closing = {**slack_payloads.closed(modal, with_values=True), "view": forged}
    assert (await here.client.road.carry(Sending.INTERACTIVE, closing)).status == 200
    assert await there_again(here) == WORDS


async def test_what_one_person_types_is_not_kept_for_another_with_the_same_form(here: OnSlack) -> None:
    modal = await typed_and_closed(here)
    assert (await types(here, modal, "forged", user=names(LENA))).status == 200
    await here.client.close(modal, with_values=False)
    assert await there_again(here) == WORDS


async def test_keystrokes_that_arrive_after_the_answer_change_nothing(here: OnSlack) -> None:
    modal = await at_the_account(here)
    element: Object = {"type": "plain_text_input", "action_id": "subject", "value": "late"}
    await here.client.press(modal, "back")
    await here.client.fill(modal, {"subject": "late"})
    late = slack_payloads.pressed_in_view(here.slack, modal, "who.subject", element)
    await here.client.fill(modal, {"subject": WHO["subject"]})
    await here.client.submit(modal)
    assert text_of(carried(modal.view).get("screen")) == "account"
    assert (await here.client.road.carry(Sending.INTERACTIVE, late)).status == 200
    await here.client.press(modal, "back")
    assert here.entered(TOM, "subject") == WHO["subject"]
