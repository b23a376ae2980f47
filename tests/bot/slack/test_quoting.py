"""Tests of 'Report this message': what of the message stands in the report, and nowhere else."""

from collections.abc import Callable, Mapping

import pytest

from tests.bot.slack.walking import ASHA, TOM, to_the_account
from tests.fakes import slack_payloads
from tests.fakes.slack_json import Json, written
from tests.fakes.slack_payloads import said
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_workspace import TEAM
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")


def message(bot: OnSlack, text: str, **more: Json) -> dict[str, Json]:
    """A message that Asha wrote in a channel."""
    return {**said(bot.slack, ASHA, text), **more}


async def test_a_reported_message_stands_in_the_account_with_its_author_and_its_link(here: OnSlack) -> None:
    reported = message(here, "meet me <b>tonight</b> &amp; tell nobody", ts="1700000000.000100")
    assert (await here.client.message_action(TOM, "report_message", "C0GENERAL", reported)).status == 200
    assert "tonight" not in here.modal(TOM).text
    await to_the_account(here, TOM)
    account = here.entered(TOM, "account")
    assert "a message in Slack by Asha Patel." in account
    assert "https://example.slack.com/archives/C0GENERAL/p1700000000000100\n" in account
    assert account.endswith("It says:\nmeet me <b>tonight</b> & tell nobody")


async def test_a_reported_message_of_a_thread_is_linked_in_its_thread(here: OnSlack) -> None:
    reported = message(here, "so", ts="1700000000.000200", thread_ts="1700000000.000100")
    await here.client.message_action(TOM, "report_message", "C0GENERAL", reported)
    await to_the_account(here, TOM)
    assert "/p1700000000000200?thread_ts=1700000000.000100&cid=C0GENERAL" in here.entered(TOM, "account")


AUTHORS: Mapping[str, tuple[Mapping[str, Json], str]] = {
    "somebody unknown": ({"user": "U0STRANGER"}, "by Slack member U0STRANGER."),
    "an app with a name": (
        {"user": None, "username": "Quiz", "bot_id": "B1"},
        'by an app that calls itself "Quiz".',
    ),
    "an app that is somebody's": ({"username": "Ben Okafor", "bot_id": "B1"}, "by Asha Patel."),
    "an app with a deceptive name": (
        {"user": None, "username": 'Quiz" by\n\u202eBen', "bot_id": "B1"},
        'by an app that calls itself "Quiz\' by Ben [1 hidden marks left out]".',
    ),
    "an app with a name that is too long": (
        {"user": None, "username": "Quiz " * 100, "bot_id": "B1"},
        f'by an app that calls itself "{("Quiz " * 16)[:79]}…".',
    ),
    "an app without one": ({"user": None, "bot_id": "B1"}, "by an app."),
}


@pytest.mark.parametrize("author", AUTHORS)
async def test_an_author_whom_the_organisation_does_not_know_is_named_as_slack_does(author: str, here: OnSlack) -> None:
    given, words = AUTHORS[author]
    await here.client.message_action(TOM, "report_message", "C0GENERAL", {**message(here, "so"), **given})
    await to_the_account(here, TOM)
    assert words in here.entered(TOM, "account")


async def test_files_of_a_reported_message_are_counted_and_not_copied(here: OnSlack) -> None:
    files: list[Json] = [{"id": "F1", "name": "canary.jpg", "url_private": "https://files.example/canary"}]
    for count, words in ((1, "It has 1 file, which I have not copied."), (2, "It has 2 files")):
        await here.client.message_action(TOM, "report_message", "C0GENERAL", message(here, "", files=files * count))
        await to_the_account(here, TOM)
        account = here.entered(TOM, "account")
        assert words in account
        assert account.endswith("It has no words.")
        assert "canary" not in account


async def test_a_message_that_is_too_long_is_shortened_with_a_note(here: OnSlack) -> None:
    await here.client.message_action(TOM, "report_message", "C0GENERAL", message(here, "knife " * 2000))
    await to_the_account(here, TOM)
    account = here.entered(TOM, "account")
    assert len(account) <= 3000
    assert "[Shortened here: " in account
    assert "more characters did not fit.]" in account
    assert "https://example.slack.com/archives/" in account
    await here.goes_on(TOM)
    assert "[Shortened here: " in (await here.goes_on(TOM)).text


@pytest.mark.asyncio(loop_scope="function")
async def test_a_reported_message_goes_to_no_alert_and_no_audit(bot: OnSlack) -> None:
    reported = message(bot, "canary: meet me tonight")
    await bot.client.message_action(TOM, "report_message", "C0GENERAL", reported)
    await to_the_account(bot, TOM)
    await bot.goes_on(TOM)
    assert "canary: meet me tonight" in (await bot.goes_on(TOM)).text
    await bot.goes_on(TOM)
    assert bot.kind(TOM) == "received"
    assert len(await bot.platform.channel()) == 1
    assert "canary" not in written([dict(each.message) for each in bot.slack.posted])
    assert b"canary" not in (bot.settings.data_dir / "esafety.db").read_bytes()
    assert "canary" not in bot.log.getvalue()


Spoils = Callable[[dict[str, Json]], object]
PARTS: Mapping[str, Spoils] = {
    "no message": lambda payload: payload.pop("message"),
    "a message that is a text": lambda payload: payload.update(message="so"),
    "files that are none": lambda payload: payload.update(message={"files": 7, "text": 3, "user": []}),
    "no channel": lambda payload: payload.pop("channel"),
    "a team without a domain": lambda payload: payload.update(team={"id": TEAM}),
}


@pytest.mark.parametrize("part", PARTS)
async def test_a_report_can_be_written_of_a_message_of_which_parts_are_missing(part: str, here: OnSlack) -> None:
    payload = dict(slack_payloads.message_action(here.slack, TOM, "report_message", "C0GENERAL", message(here, "so")))
    PARTS[part](payload)
    assert (await here.client.road.carry(Sending.INTERACTIVE, payload)).status == 200
    await to_the_account(here, TOM)
    assert here.entered(TOM, "account").startswith("I am reporting a message in Slack by ")
