"""Tests of what is found out from Slack before going live, asked of a workspace on loopback."""

import asyncio
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.findings import Findings
from bot.checking import check
from bot.config import read
from bot.slack import checking
from bot.slack.api import connect
from bot.slack.checking import findings
from bot.slack.scopes import WHAT_FOR
from dialogs.organisation import Channels, Person
from tests.bot import real_people
from tests.dialogs import real
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_server import FakeSlack, serving
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, HANDLERS, PEOPLE

Change = Callable[[FakeSlack], None]

STRANGER = PEOPLE[6]
EXAMPLE = real.example_organisation()


def nothing(_slack: FakeSlack) -> None:
    """The workspace as it should be."""


async def found(change: Change = nothing, *, token: str = "xoxb-example-bot-token", seconds: float = 3.0) -> Findings:
    """What is found of the example organisation in a workspace that was changed like this."""
    async with serving(change) as slack, connect(token, slack.api_url, seconds=seconds) as api:
        return await findings(api, EXAMPLE, real.achieve())


def scopes(*, without: str = "", and_also: str = "") -> Change:
    def change(slack: FakeSlack) -> None:
        slack.scopes = (slack.scopes - {without}) | ({and_also} if and_also else set())

    return change


def members(*users: str) -> Change:
    def change(slack: FakeSlack) -> None:
        slack.channels[CHANNEL].members = set(users)

    return change


def public(slack: FakeSlack) -> None:
    slack.channels[CHANNEL].private = False


def archived(slack: FakeSlack) -> None:
    slack.channels[CHANNEL].archived = True


def shared(slack: FakeSlack) -> None:
    slack.channels[CHANNEL].shared = True


def gone(slack: FakeSlack) -> None:
    slack.channels.clear()


def private_without_the_bot(slack: FakeSlack) -> None:
    slack.channels[CHANNEL].members = set(HANDLERS)


def public_without_the_bot(slack: FakeSlack) -> None:
    private_without_the_bot(slack)
    slack.channels[CHANNEL].private = False


def failing(how: How, method: str) -> Change:
    def change(slack: FakeSlack) -> None:
        slack.faults.append(Fault(how, method, times=9, status=503))

    return change


async def test_a_workspace_that_is_set_up_has_no_findings() -> None:
    assert await found() == Findings()


async def test_a_token_that_slack_does_not_accept_is_a_fault() -> None:
    assert await found(token="xoxb-canary") == Findings(faults=(checking.NO_ENTRY,))


@pytest.mark.parametrize("scope", ["chat:write", "commands", "im:history", "app_mentions:read"])
async def test_a_permission_that_is_missing_is_a_fault_and_it_is_said_what_for(scope: str) -> None:
    [fault], warnings = await found(scopes(without=scope))
    assert fault.startswith(f"The bot lacks the permission {scope}, {WHAT_FOR[scope]}: add it ")
    assert warnings == ()


async def test_without_the_permission_to_look_the_channel_is_not_shown() -> None:
    faults, _ = await found(scopes(without="groups:read"))
    assert [fault.split(",")[0] for fault in faults[:-1]] == ["The bot lacks the permission groups:read"]
    assert faults[-1] == checking.NOT_SHOWN


async def test_a_permission_that_is_not_needed_is_a_warning() -> None:
    faults, [warning] = await found(scopes(and_also="users:read"))
    assert faults == ()
    assert warning.startswith("The bot has the permission users:read, which it never uses")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (public, (checking.NOT_PRIVATE,)),
        (archived, (checking.ARCHIVED,)),
        (shared, (checking.SHARED,)),
        (gone, (checking.NOT_SHOWN,)),
        (private_without_the_bot, (checking.NOT_SHOWN,)),
        (public_without_the_bot, (checking.NOT_PRIVATE, checking.NOT_IN_IT)),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
async def test_a_channel_that_is_not_fit_is_a_fault(change: Change, fault: tuple[str, ...]) -> None:
    assert (await found(change)).faults == fault


@pytest.mark.parametrize("how", [How.RATE_LIMITED, How.STATUS, How.HTML, How.RESET, How.HANG])
@pytest.mark.parametrize("method", ["auth.test", "conversations.info", "conversations.members"])
async def test_a_slack_that_does_not_answer_is_a_warning_and_no_fault(how: How, method: str) -> None:
    faults, [warning] = await found(failing(how, method), seconds=1.0 if how is How.HANG else 3.0)
    assert faults == ()
    assert warning.startswith("Slack could not be asked ")


async def test_that_no_channel_is_set_is_a_fault() -> None:
    async with serving() as slack, connect(slack.bot_token, slack.api_url) as api:
        told = await findings(api, replace(EXAMPLE, channels=Channels()), real.achieve())
    assert told == Findings(faults=(checking.NOT_SET,))


async def test_no_channel_is_needed_where_alerts_are_posted_elsewhere() -> None:
    async with serving() as slack, connect(slack.bot_token, slack.api_url) as api:
        told = await findings(api, replace(EXAMPLE, channels=Channels()), real.achieve(), posted_elsewhere=True)
    assert told == Findings()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (members(*HANDLERS, BOT_USER, "U0UNKNOWN", STRANGER), f"{STRANGER}, U0UNKNOWN. While"),
        (members(*HANDLERS, BOT_USER, PEOPLE[3]), f"{PEOPLE[3]}. While"),
        (members(HANDLERS[1], BOT_USER), f"{HANDLERS[0]}, {HANDLERS[2]}. Invite them."),
    ],
    ids=["a stranger and a tutor", "the champion, who is told later", "readers who are not there"],
)
async def test_members_who_do_not_fit_the_organisation_file_are_named_by_their_ids(change: Change, what: str) -> None:
    faults, [warning] = await found(change)
    assert faults == ()
    assert what in warning


async def test_somebody_without_a_slack_id_is_not_missed_in_the_channel() -> None:
    people: Mapping[str, Person] = {**EXAMPLE.people, "gita": Person("gita", "Gita", ("coordinator",))}
    async with serving() as slack, connect(slack.bot_token, slack.api_url) as api:
        assert await findings(api, replace(EXAMPLE, people=people), real.achieve()) == Findings()


async def checked(slack: FakeSlack, data: Path) -> tuple[int, list[str]]:
    """What `check` prints of the example, with real people, in this workspace, and its exit code."""
    given = {
        "ESAFETY_DATA_DIR": str(data),
        "ESAFETY_ORGANISATION": str(real_people.written(data)),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }
    out = io.StringIO()
    code = await asyncio.to_thread(check, read(given, data / ".env"), practice=False, out=out)
    return code, out.getvalue().splitlines()


async def test_check_lists_what_slack_says_with_everything_else(tmp_path: Path) -> None:
    async with serving(archived) as slack:
        slack.scopes = slack.scopes | {"users:read"}
        code, lines = await checked(slack, tmp_path)
    assert code == 1
    assert lines[0] == f"FAULT    {checking.ARCHIVED}"
    assert [line for line in lines if line.startswith("warning  The bot has the permission users:read")]
    assert lines[-1].endswith(": must not go live.")


async def test_check_passes_a_workspace_that_is_set_up_and_changes_nothing_there(tmp_path: Path) -> None:
    async with serving() as slack:
        code, lines = await checked(slack, tmp_path)
    assert (code, lines[-1].split(", ")[0]) == (0, "0 faults")
    assert [method for method, _ in slack.calls][:2] == ["auth.test", "conversations.info"]
    assert {method for method, _ in slack.calls[2:]} == {"conversations.members"}
