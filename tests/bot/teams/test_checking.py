"""Tests of what is found out from Microsoft before going live, asked of a tenant on loopback."""

import asyncio
import contextlib
import io
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.chat.findings import Findings
from bot.checking import POSTED_ON_SLACK, check
from bot.config import Config, TeamsSettings, read
from bot.teams import checking
from bot.teams.address import Address
from bot.teams.api import connect
from bot.teams.checking import At, findings, look
from bot.teams.keys import Keys
from dialogs.organisation import Channels, Organisation, Person
from storage.database import Database
from storage.failures import StorageFailed
from tests.bot import real_people
from tests.dialogs import real
from tests.fakes import slack_server
from tests.fakes.teams_faults import Fault, How
from tests.fakes.teams_keys import APP, METADATA
from tests.fakes.teams_server import Call, FakeTeams, serving
from tests.fakes.teams_workspace import CHANNEL, HANDLERS, PEOPLE, TENANT
from tests.storage.examples import KEYRING

Change = Callable[[FakeTeams], None]

EXAMPLE = real.example_organisation()
STRANGER = "e5afe700-0000-4000-8000-00000000dead"
SECONDS = 1.0


def nothing(_teams: FakeTeams) -> None:
    """The tenant as it should be."""


def environment(teams: FakeTeams) -> dict[str, str]:
    """The settings of the bot in this tenant."""
    return {
        "MicrosoftAppId": APP,
        "MicrosoftAppPassword": teams.password,
        "MicrosoftAppTenantId": TENANT,
        "BotOpenIdMetadata": teams.url + METADATA,
        "ToChannelFromBotLoginUrl": teams.login_url,
        "ESAFETY_TEAMS_HOSTS": teams.host,
    }


def settings_for(teams: FakeTeams) -> TeamsSettings:
    """The same, read; and the tenant's own address in place of the one for every region."""
    settings = read(environment(teams), Path("there/is/no/.env")).teams
    assert settings is not None
    return replace(settings, service_url=teams.service_url)


async def found(
    change: Change = nothing, *, at: Organisation = EXAMPLE, tenant: str = TENANT, elsewhere: bool = False
) -> Findings:
    """What is found of an organisation in a tenant that was changed like this."""
    async with serving(change) as teams, connect(settings_for(teams), seconds=SECONDS) as api, ClientSession() as http:
        keys, address = Keys(http, teams.url + METADATA), At(teams.service_url)
        return await findings(api, keys, address, at, real.achieve(), tenant=tenant, posted_elsewhere=elsewhere)


def members(*users: str) -> Change:
    def change(teams: FakeTeams) -> None:
        teams.names |= dict.fromkeys(users, "Somebody")
        teams.members = set(users)

    return change


def without_the_bot(teams: FakeTeams) -> None:
    teams.in_the_team = False


def failing(how: How, call: Call, status: int = 503) -> Change:
    def change(teams: FakeTeams) -> None:
        teams.faults.append(Fault(how, call, times=99, status=status, error="Unauthorized"))

    return change


def channels(channel: str = CHANNEL, tenant: str = TENANT) -> Organisation:
    return replace(EXAMPLE, channels=Channels(teams=channel, teams_tenant=tenant))


async def test_a_tenant_that_is_set_up_has_no_findings() -> None:
    assert await found() == Findings()


async def test_a_bot_that_does_not_run_finds_the_same() -> None:
    async with serving() as teams:
        assert await look(settings_for(teams), EXAMPLE, real.achieve(), posted_elsewhere=False) == Findings()


async def test_storage_that_fails_does_not_end_the_look_at_the_set_up(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/esafety.db", KEYRING)
    faults = list[StorageFailed]()
    async with serving() as teams, connect(settings_for(teams), seconds=SECONDS) as api, ClientSession() as http:
        keys = Keys(http, teams.url + METADATA)
        address = Address(database, frozenset({teams.host}), teams.service_url, faults.append)
        with contextlib.closing(sqlite3.connect(tmp_path / "esafety.db")) as connection:
            connection.execute("DROP TABLE addresses")
        assert await findings(api, keys, address, EXAMPLE, real.achieve(), tenant=TENANT) == Findings()
    await address.finishes()
    await database.close()
    assert len(faults) == 1


async def test_a_password_that_microsoft_does_not_accept_is_a_fault() -> None:
    async with serving() as teams:
        settings = replace(settings_for(teams), password="canary")
        told = await look(settings, EXAMPLE, real.achieve(), posted_elsewhere=False)
    assert told == Findings(faults=(checking.NO_ENTRY,))


async def test_without_the_keys_nobody_can_tell_whether_the_bot_will_hear_anything() -> None:
    async with serving() as teams:
        settings = replace(settings_for(teams), open_id_metadata=f"{teams.url}/nothing")
        faults, [warning] = told = await look(settings, EXAMPLE, real.achieve(), posted_elsewhere=False)
    assert faults == ()
    assert warning.startswith("Microsoft Teams could not be asked for the keys with which it signs ")
    assert told.away


async def test_a_bot_that_is_not_in_the_team_is_a_fault() -> None:
    assert await found(without_the_bot) == Findings(faults=(checking.NOT_IN_IT,))


async def test_a_channel_that_is_not_there_is_a_fault() -> None:
    told = await found(at=channels("19:gone@thread.tacv2"))
    assert told == Findings(faults=(checking.NOT_IN_IT,))


async def test_a_bot_that_may_log_in_and_is_not_taken_by_teams_is_a_fault() -> None:
    assert await found(failing(How.REFUSED, Call.MEMBERS, 401)) == Findings(faults=(checking.NO_SERVICE,))


@pytest.mark.parametrize("how", [How.RATE_LIMITED, How.STATUS, How.HTML, How.RESET, How.HANG])
@pytest.mark.parametrize(
    ("call", "what"), [(Call.LOGIN, "for a token"), (Call.MEMBERS, "about the safeguarding channel")]
)
async def test_a_microsoft_that_does_not_answer_is_a_warning_and_no_fault(how: How, call: Call, what: str) -> None:
    faults, [warning] = told = await found(failing(how, call))
    assert faults == ()
    assert warning.startswith(f"Microsoft Teams could not be asked {what} ")
    assert told.away


async def test_that_no_channel_is_set_is_a_fault() -> None:
    assert await found(at=channels("")) == Findings(faults=(checking.NOT_SET,))


async def test_no_channel_is_needed_where_alerts_are_posted_elsewhere() -> None:
    assert await found(at=channels(""), elsewhere=True) == Findings()


async def test_people_of_another_tenant_are_a_fault_for_nobody_of_them_would_be_known() -> None:
    assert (await found(tenant=STRANGER)).faults == (checking.ANOTHER_TENANT,)
    assert (await found(at=channels(tenant=""))).faults == (checking.NO_TENANT,)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (members(*HANDLERS, STRANGER, PEOPLE[6]), f"{PEOPLE[6]}, {STRANGER}. While"),
        (members(*HANDLERS, PEOPLE[3]), f"{PEOPLE[3]}. While"),
        (members(HANDLERS[1]), f"{HANDLERS[0]}, {HANDLERS[2]}. Add them to its team."),
    ],
    ids=["a stranger and a tutor", "the champion, who is told later", "readers who are not there"],
)
async def test_members_who_do_not_fit_the_organisation_file_are_named_by_their_ids(change: Change, what: str) -> None:
    faults, [warning] = await found(change)
    assert faults == ()
    assert what in warning


async def test_somebody_without_an_id_on_teams_is_not_missed_in_the_channel() -> None:
    people: Mapping[str, Person] = {**EXAMPLE.people, "gita": Person("gita", "Gita", ("coordinator",))}
    assert await found(at=replace(EXAMPLE, people=people)) == Findings()


def config_for(teams: FakeTeams, data: Path, **more: str) -> Config:
    """What `check` is given for the example, with real people, in this tenant."""
    example = {"ESAFETY_DATA_DIR": str(data), "ESAFETY_ORGANISATION": str(real_people.written(data))}
    return replace(read({**environment(teams), **example, **more}, data / ".env"), teams=settings_for(teams))


async def checked(config: Config) -> tuple[int, list[str]]:
    """What `check` prints, and its exit code."""
    out = io.StringIO()
    code = await asyncio.to_thread(check, config, practice=False, out=out)
    return code, out.getvalue().splitlines()


async def test_check_lists_what_microsoft_says_with_everything_else(tmp_path: Path) -> None:
    async with serving(without_the_bot) as teams:
        code, lines = await checked(config_for(teams, tmp_path))
    assert code == 1
    assert lines[0] == f"FAULT    {checking.NOT_IN_IT}"
    assert [line for line in lines if line.startswith("warning  There is no second route")]
    assert lines[-1].endswith(": must not go live.")


async def test_check_passes_a_tenant_that_is_set_up_and_changes_nothing_there(tmp_path: Path) -> None:
    async with serving() as teams:
        code, lines = await checked(config_for(teams, tmp_path))
    assert (code, lines[-1].split(", ")[0]) == (0, "0 faults")
    assert {call for call, _, _ in teams.calls} == {Call.LOGIN, Call.MEMBERS}
    assert [file.name for file in tmp_path.iterdir()] == ["real_people.yaml"]


async def test_somebody_who_is_on_slack_only_cannot_be_reached_on_teams(tmp_path: Path) -> None:
    ours = [line for line in real_people.real_people().splitlines() if not line.startswith("    teams: ")]
    (tmp_path / "ours.yaml").write_text("\n".join(ours))
    async with serving() as teams:
        code, lines = await checked(replace(config_for(teams, tmp_path), organisation=tmp_path / "ours.yaml"))
    assert code == 1
    assert any("Only 0 of those who handle cases can be reached" in line for line in lines)


def on_slack(slack: slack_server.FakeSlack) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }


async def test_with_two_channels_it_is_said_that_alerts_are_posted_in_one(tmp_path: Path) -> None:
    async with serving() as teams, slack_server.serving() as slack:
        code, lines = await checked(config_for(teams, tmp_path, **on_slack(slack)))
    assert code == 0
    assert [line for line in lines if "safeguarding channel" in line] == [f"warning  {POSTED_ON_SLACK}"]


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_on_two_platforms_one_channel_is_enough(platform: str, tmp_path: Path) -> None:
    text = real_people.real_people()
    kept = {"slack": "C0SAFEEXAMPLE", "teams": '"19:'}[platform]
    ours = [line for line in text.splitlines() if not line.startswith("  safeguarding_channel: ") or kept in line]
    (tmp_path / "ours.yaml").write_text("\n".join(ours).replace("slack:\nteams:", "teams:"))
    async with serving() as teams, slack_server.serving() as slack:
        config = config_for(teams, tmp_path, **on_slack(slack))
        code, lines = await checked(replace(config, organisation=tmp_path / "ours.yaml"))
    assert code == 0, lines
    assert [line for line in lines if "safeguarding channel" in line] == []


async def test_every_platform_that_does_not_answer_is_named(tmp_path: Path) -> None:
    nobody = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0" * 32, "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    async with serving(failing(How.STATUS, Call.LOGIN)) as teams:
        code, lines = await checked(config_for(teams, tmp_path, **nobody))
    assert code == 1
    assert lines[-1].endswith(": not known yet, Slack and Microsoft Teams did not answer.")
