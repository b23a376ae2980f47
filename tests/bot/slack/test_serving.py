"""Tests of how the bot on Slack starts and stops: what it says of its set-up, and what it does while Slack is away."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import config
from bot.side import Refused
from bot.slack import checking, serving
from tests.bot.slack.walking import ASHA, CARYS, LENA, TOM, reports
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, direct
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_slack import OnSlack, on_slack, settings

pytestmark = pytest.mark.untraced

SECONDS = 5.0


async def all_is_told(slack: FakeSlack, folder: Path, *, socket_mode: bool = False) -> list[str]:
    """What the operator is told by a bot that starts once more, and then serves."""
    async with on_slack(slack, settings(slack, folder, socket_mode=socket_mode)):
        pass
    async with on_slack(slack, settings(slack, folder, socket_mode=socket_mode)) as bot:
        if not socket_mode:
            assert (await bot.client.command(LENA, "/esafety", "help")).status == 200
        return bot.told


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked", "not_authed"])
async def test_a_token_that_slack_refuses_is_refused_at_the_start(error: str, slack: FakeSlack, tmp_path: Path) -> None:
    slack.faults.append(Fault(How.REFUSED, "auth.test", error=error))
    with pytest.raises(Refused, match="SLACK_BOT_TOKEN"):
        await all_is_told(slack, tmp_path)


async def test_a_new_keyring_is_to_be_copied_and_one_that_is_there_is_not_spoken_of(
    bot: OnSlack, slack: FakeSlack, tmp_path: Path
) -> None:
    (told,) = [line for line in bot.told if "Keep a copy of that file somewhere else" in line]
    assert str(bot.settings.keyring) in told
    assert bot.settings.keyring.exists()
    assert [line for line in await all_is_told(slack, tmp_path / "again") if "copy" in line] == []


FAULTS: Mapping[str, str] = {
    "public": checking.NOT_PRIVATE,
    "archived": checking.ARCHIVED,
    "shared": checking.SHARED,
    "not in it": checking.NOT_SHOWN,
    "gone": checking.NOT_SHOWN,
    "chat:write": "The bot lacks the permission chat:write",
    "groups:read": "The bot lacks the permission groups:read",
}


def spoil(slack: FakeSlack, fault: str) -> None:
    """Sets Slack up wrongly."""
    channel = slack.channels[CHANNEL]
    match fault:
        case "public":
            channel.private = False
        case "archived":
            channel.archived = True
        case "shared":
            channel.shared = True
        case "not in it":
            channel.members.discard(BOT_USER)
        case "gone":
            del slack.channels[CHANNEL]
        case scope:
            slack.scopes -= {scope}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_is_set_up_wrongly_is_told_at_the_start_and_the_bot_serves(
    fault: str, slack: FakeSlack, tmp_path: Path
) -> None:
    spoil(slack, fault)
    told = await all_is_told(slack, tmp_path)
    assert any(line.startswith(f"FAULT    {FAULTS[fault]}") for line in told), told


async def test_a_public_channel_that_the_bot_is_not_in_is_told_of_twice(slack: FakeSlack, tmp_path: Path) -> None:
    spoil(slack, "public")
    spoil(slack, "not in it")
    told = await all_is_told(slack, tmp_path)
    assert [f"FAULT    {each}" for each in (checking.NOT_PRIVATE, checking.NOT_IN_IT)] == told


async def test_a_role_that_nobody_has_is_told_at_the_start_and_the_bot_serves(slack: FakeSlack, tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(EXAMPLE.read_text().replace("roles: [champion]", "roles: []"))
    async with on_slack(slack, settings(slack, tmp_path, ESAFETY_ORGANISATION=str(ours))) as bot:
        assert (await bot.client.command(LENA, "/esafety", "help")).status == 200
        assert any("(champion)" in line for line in bot.told if line.startswith("FAULT    ")), bot.told


async def test_who_should_not_be_in_the_channel_is_counted_and_not_named(slack: FakeSlack, tmp_path: Path) -> None:
    slack.channels[CHANNEL].members.add(LENA)
    (told,) = await all_is_told(slack, tmp_path)
    assert told.startswith("warning  1 about Slack")
    assert LENA not in told


async def test_what_is_set_up_rightly_needs_no_words(slack: FakeSlack, tmp_path: Path) -> None:
    assert await all_is_told(slack, tmp_path) == []
    assert await all_is_told(slack, tmp_path, socket_mode=True) == []


async def test_an_app_token_that_slack_refuses_is_told_at_the_start(slack: FakeSlack, tmp_path: Path) -> None:
    ready = settings(slack, tmp_path, socket_mode=True)
    slack.app_token = "xapp-another"
    async with on_slack(slack, ready) as bot:
        assert f"FAULT    {serving.NO_CONNECTION}" in bot.told


async def test_it_does_not_start_without_the_settings_of_any_platform(slack: FakeSlack, tmp_path: Path) -> None:
    without = config.read({"ESAFETY_DATA_DIR": str(tmp_path)}, tmp_path / ".env")
    with pytest.raises(Exception, match=r"^No platform is set up: set what docs/slack.md or docs/teams.md says"):
        async with on_slack(slack, without):
            pass


# ------------------------------------------------------------------------------------- Slack is away when it starts


def go_away(slack: FakeSlack, how: How) -> None:
    """Slack answers nothing of what is asked about the set-up."""
    slack.faults += [Fault(how, method, times=1000) for method in ("auth.test", "conversations.info")]


async def come_back(slack: FakeSlack) -> None:
    """Slack answers again, and has been asked who the bot is."""
    slack.faults.clear()
    before = len(slack.called("auth.test"))
    async with asyncio.timeout(SECONDS):
        while len(slack.called("auth.test")) == before:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


@pytest.mark.parametrize("how", [How.STATUS, How.RESET, How.HTML, How.RATE_LIMITED])
async def test_it_starts_and_serves_while_slack_is_away(how: How, slack: FakeSlack, tmp_path: Path) -> None:
    go_away(slack, how)
    async with on_slack(slack, settings(slack, tmp_path)) as bot:
        assert any(line.startswith("warning  1 about Slack") for line in bot.told)
        assert "slack-could-not-be-asked-about-its-set-up error=NotDelivered" in bot.log.getvalue()
        await bot.client.command(LENA, "/esafety", "help")
        assert "ring 999 now" in bot.modal(LENA).text


async def test_while_it_does_not_know_itself_it_tells_each_reader_and_later_the_channel(
    slack: FakeSlack, tmp_path: Path
) -> None:
    go_away(slack, How.STATUS)
    async with on_slack(slack, settings(slack, tmp_path)) as bot:
        first = await reports(bot, TOM)
        assert slack.to(CHANNEL) == ()
        assert any(first in each.text for reader in (ASHA, CARYS) for each in slack.to(direct(reader)))

        await come_back(slack)
        second = await reports(bot, TOM)
        assert [second in each.text for each in slack.to(CHANNEL)] == [True]
        asked = len(slack.called("auth.test"))
        await asyncio.sleep(0.2)
        assert len(slack.called("auth.test")) == asked, "it knows now"


async def test_a_token_that_is_refused_later_stops_nobody(slack: FakeSlack, tmp_path: Path) -> None:
    go_away(slack, How.STATUS)
    async with on_slack(slack, settings(slack, tmp_path)) as bot:
        slack.faults.insert(0, Fault(How.REFUSED, "auth.test", error="token_revoked"))
        asked = len(slack.called("auth.test"))
        async with asyncio.timeout(SECONDS):
            while len(slack.called("auth.test")) < asked + 2:
                await asyncio.sleep(0.01)
        assert (await bot.client.command(LENA, "/esafety", "help")).status == 200
