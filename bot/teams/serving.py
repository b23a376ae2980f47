"""Everything of Teams that runs, as one part: what it is given, and what it gives to the composition root."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Self

from aiohttp import ClientSession, DummyCookieJar, web
from botbuilder.schema import Activity

from bot.chat.in_time import InTime
from bot.chat.patience import Patience
from bot.chat.payload import Json
from bot.door import Door
from bot.log import Happening, Log
from bot.teams.adapter import TeamsAdapter
from bot.teams.address import Address
from bot.teams.api import TeamsApi, connect
from bot.teams.checking import findings
from bot.teams.endpoint import Endpoint
from bot.teams.keys import Keys
from bot.teams.listener import Listener
from bot.teams.messages import message
from bot.teams.messenger import TeamsMessenger
from bot.teams.settings import TeamsSettings
from bot.teams.talk import Sent, Talk
from bot.teams.tokens import Refusal, Tokens
from handlers.desk import Desk
from handlers.help_now import always
from handlers.messenger import NotDelivered
from handlers.reply import Reply
from handlers.turn import Turn

LONGEST = 3.0
"""Seconds that a turn may take before it is answered without its outcome.

Teams waits for five. Source: learn.microsoft.com/microsoftteams/platform, "Respond to the dialog submit action".
"""


@dataclass(frozen=True, slots=True)
class Microsoft:
    """What is asked of Microsoft: the connector, and the keys with which it signs."""

    api: TeamsApi
    keys: Keys


class TeamsSide:
    """Teams, for one desk. `messenger` sends, `routes` receive."""

    name = "teams"

    def __init__(self, settings: TeamsSettings, at: Desk, microsoft: Microsoft, log: Log, patience: Patience) -> None:
        self._settings, self._at, self._microsoft, self._log = settings, at, microsoft, log
        api = microsoft.api
        self._address = Address(at.database, settings.hosts, settings.service_url, at.failed)
        self.messenger = TeamsMessenger(api, at.organisation, message, self._address, settings, between=patience.posts)
        self._door = Door(at)
        failed = partial(log.failed, Happening.TURN_FAILED)
        self._turns = InTime(self._door.answer, self._door.late, failed, seconds=LONGEST)
        talk = Talk(self._turns, self._failed, at.organisation, settings.tenant, partial(always, at))
        self._adapter = TeamsAdapter(Listener(talk, self.messenger.greets), api, log)
        tokens = Tokens(microsoft.keys, settings.app_id)
        self._endpoint = Endpoint(self, tokens, tenant=settings.tenant, hosts=settings.hosts, log=log)
        self.routes: tuple[web.AbstractRouteDef, ...] = (self._endpoint.route(),)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, settings: TeamsSettings, at: Desk, log: Log, patience: Patience) -> AsyncIterator[Self]:
        """Teams, with its sessions open while the block runs."""
        async with (
            connect(settings) as api,
            ClientSession(cookie_jar=DummyCookieJar(), trust_env=False) as session,
        ):
            yield cls(settings, at, Microsoft(api, Keys(session, settings.open_id_metadata)), log, patience)

    async def process(self, activity: Activity, sent: Sent) -> Mapping[str, Json] | None:
        """Answers an activity that has been verified. The address that it names is where Teams is to be reached."""
        self._address.heard(activity.service_url or "")
        return await self._adapter.process(activity, sent)

    def figures(self) -> Mapping[str, float]:
        """Figures for `/metrics`: what was refused and why."""
        return {f"esafety_teams_refused_{why.value}": float(self._endpoint.refused.get(why, 0)) for why in Refusal}

    async def introduces_itself(self) -> None:
        """Gets the first token, and the keys with which Teams signs.

        Without a token the bot serves all the same: reports come in, and the second route is open.

        A secret that has run out is found when the bot is started again, and then nothing must be lost for it.
        """
        await self._microsoft.keys.look()
        try:
            await self._microsoft.api.login.token()
        except NotDelivered as failed:
            self._log.failed(Happening.TEAMS_UNKNOWN, failed)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Nothing has to be done besides answering."""
        yield

    async def finishes(self) -> None:
        """Waits for every turn that has been begun, and for what is being stored, before the database is closed."""
        await self._turns.finishes()
        await self._adapter.close()
        await self._address.finishes()

    async def tells_what_is_wrong(self, tell: Callable[[str], None], *, posted_elsewhere: bool) -> None:
        """Says each fault of the set-up at Teams to the operator, and how many warnings there are."""
        found = await findings(
            self._microsoft.api,
            self._microsoft.keys,
            self._address,
            self._at.organisation,
            self._at.policy,
            tenant=self._settings.tenant,
            posted_elsewhere=posted_elsewhere,
        )
        self._log.happened(Happening.TEAMS_CHECKED, faults=len(found.faults), warnings=len(found.warnings))
        for fault in found.faults:
            tell(f"FAULT    {fault}")
        if found.warnings:
            tell(f"warning  {len(found.warnings)} about Teams: `python -m bot check` lists them.")

    def _failed(self, turn: Turn, error: Exception) -> Reply:
        self._log.failed(Happening.TURN_FAILED, error)
        return self._door.late(turn)
