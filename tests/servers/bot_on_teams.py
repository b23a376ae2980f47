"""The bot on a fake Microsoft Teams, in the test's own process, served over real HTTP."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp

from bot import app, config
from bot.chat.patience import Patience
from bot.log import Log
from tests.fakes.running_clock import RunningClock
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_keys import APP
from tests.fakes.teams_road import Road
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import TENANT
from tests.scenarios.slack_platform import EXAMPLE
from tests.scenarios.teams_platform import TeamsPlatform
from tests.storage.examples import QUICK

NAP = 0.02
"""Seconds between two looks of the worker at what is due: the clock that the test moves does not wake it."""

SHORT = Patience(posts=0.05, introductions=0.05, connecting=0.5)


@dataclass
class OnTeams:
    """The running bot, and everybody at a Teams on which it is. `log` is all that it has logged.

    `told` is what its operator read. `platform` speaks by person, `client` by their object ids.
    """

    teams: FakeTeams
    client: TeamsClient
    platform: TeamsPlatform
    settings: config.Config
    log: io.StringIO
    told: list[str]

    @property
    def address(self) -> str:
        """Where the bot itself is served."""
        return self.platform.address


def settings(teams: FakeTeams, folder: Path, **more: str) -> config.Config:
    """Settings of a bot on that Teams. `more` are settings to add."""
    return replace(config.read({**environment(teams, folder), **more}, folder / ".env"), stretch=QUICK)


def environment(teams: FakeTeams, folder: Path) -> dict[str, str]:
    """The same as settings of a program."""
    folder.mkdir(exist_ok=True, parents=True)
    return {
        "MicrosoftAppId": APP,
        "MicrosoftAppPassword": teams.password,
        "MicrosoftAppTenantId": TENANT,
        "BotOpenIdMetadata": teams.keys.metadata,
        "ToChannelFromBotLoginUrl": teams.login_url,
        "ESAFETY_TEAMS_HOSTS": teams.host,
        "ESAFETY_ORGANISATION": str(EXAMPLE),
        "ESAFETY_DATA_DIR": str(folder),
        "PORT": "0",
    }


@contextlib.asynccontextmanager
async def on_teams(teams: FakeTeams, settings: config.Config, *, patience: Patience = SHORT) -> AsyncIterator[OnTeams]:
    """The bot with these settings, while the block runs."""
    clock, log, told = RunningClock(), io.StringIO(), list[str]()
    async with (
        app.live(settings, Log(log), clock=clock, nap=NAP, patience=patience, tell=told.append) as address,
        aiohttp.ClientSession() as http,
    ):
        client = TeamsClient(teams, Road(address, teams.keys.signer, http))
        yield OnTeams(teams, client, TeamsPlatform(teams, client, clock, address, http), settings, log, told)
