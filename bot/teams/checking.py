"""What `check` and the start find out from Microsoft: whether the bot can log in and hear, and who reads its channel.

It changes nothing. What it finds is for the operator's own screen: it holds ids of members, which must not be logged.
"""

from dataclasses import dataclass
from typing import Protocol

from aiohttp import ClientSession, DummyCookieJar

from bot.chat.findings import Findings, failed, not_asked
from bot.chat.roster import compared
from bot.teams.api import connect
from bot.teams.keys import Keys, NoKeys
from bot.teams.settings import TeamsSettings
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.messenger import NotDelivered
from storage.outbox import Problem

PLATFORM = "Microsoft Teams"
NO_ENTRY = (
    "Microsoft does not let the bot log in: look whether MicrosoftAppId and MicrosoftAppTenantId are those of the app "
    "registration, and whether MicrosoftAppPassword is the Value of a client secret there that has not expired (for a "
    "managed identity, whether it is that of this machine)."
)
NO_SERVICE = (
    "Teams does not take the bot's messages although it may log in: look whether MicrosoftAppId is the Azure Bot's own "
    "and Microsoft Teams is among its channels (your Azure Bot > Channels), and whether the app is allowed."
)
NOT_SET = "No safeguarding channel is set: put its id into the organisation file (teams: safeguarding_channel)."
NOT_IN_IT = (
    "Teams does not show the bot the safeguarding channel: add the app to its team, take a standard channel, and copy "
    "the channel's id into the organisation file (teams: safeguarding_channel)."
)
NO_TENANT = (
    "No tenant is set: put the Directory (tenant) ID into the organisation file (teams: tenant), for the people in it "
    "are that organisation's."
)
ANOTHER_TENANT = (
    "The organisation file and MicrosoftAppTenantId name two different tenants, so nobody in the file is known on "
    "Teams: put the right one in both."
)
ADD_THEM = "Add them to its team."


class LogsIn(Protocol):
    """What gives out the bot's token."""

    async def token(self) -> str:
        """The token; raises NotDelivered."""
        ...


class Asked(Protocol):
    """What of the connector is asked."""

    @property
    def login(self) -> LogsIn:
        """What gives out the bot's token."""
        ...

    async def members(self, service_url: str, conversation: str) -> frozenset[str]:
        """The object ids of everybody in the channel; raises NotDelivered."""
        ...


class Signed(Protocol):
    """What knows the keys with which Microsoft signs."""

    async def find(self, kid: str) -> object:
        """The key with that id, if there is one. Raises NoKeys when there is none at all."""
        ...


class Reached(Protocol):
    """What knows where Teams is reached."""

    async def current(self) -> str:
        """The address."""
        ...


async def findings(
    api: Asked,
    keys: Signed,
    address: Reached,
    organisation: Organisation,
    policy: Policy,
    *,
    tenant: str,
    posted_elsewhere: bool = False,
) -> Findings:
    """What is wrong between the bot, its `tenant` and the organisation file. If Microsoft is away that is a warning.

    `posted_elsewhere`: alerts are posted on another platform, if no channel is set here.
    """
    found = _of_tenant(organisation, tenant).and_also(await _of_keys(keys))
    try:
        await api.login.token()
    except NotDelivered as failure:
        return found.and_also(failed(failure, PLATFORM, "for a token", answer=NO_ENTRY))
    if posted_elsewhere and not organisation.channels.teams:
        return found
    return found.and_also(await _of_channel(api, address, organisation, policy))


async def look(
    settings: TeamsSettings, organisation: Organisation, policy: Policy, *, posted_elsewhere: bool
) -> Findings:
    """The same for a bot that does not run, asked over connections of its own."""
    async with (
        connect(settings) as api,
        ClientSession(cookie_jar=DummyCookieJar(), trust_env=False) as session,
    ):
        return await findings(
            api,
            Keys(session, settings.open_id_metadata),
            At(settings.service_url),
            organisation,
            policy,
            tenant=settings.tenant,
            posted_elsewhere=posted_elsewhere,
        )


@dataclass(frozen=True, slots=True)
class At:
    """An address that stays the same."""

    address: str

    async def current(self) -> str:
        """The address."""
        return self.address


def _of_tenant(organisation: Organisation, tenant: str) -> Findings:
    theirs = organisation.channels.teams_tenant
    if theirs == tenant:
        return Findings()
    return Findings(faults=(ANOTHER_TENANT if theirs else NO_TENANT,))


async def _of_keys(keys: Signed) -> Findings:
    try:
        await keys.find("")
    except NoKeys:
        return not_asked(PLATFORM, "for the keys with which it signs", Problem.UNREACHABLE)
    return Findings()


async def _of_channel(api: Asked, address: Reached, organisation: Organisation, policy: Policy) -> Findings:
    channel = organisation.channels.teams
    if not channel:
        return Findings(faults=(NOT_SET,))
    try:
        members = await api.members(await address.current(), channel)
    except NotDelivered as failure:
        answer = NO_SERVICE if failure.problem is Problem.REFUSED else NOT_IN_IT
        return failed(failure, PLATFORM, "about the safeguarding channel", answer=answer)
    wrong = compared(members, organisation, policy, lambda person: person.teams.lower(), mend=ADD_THEM)
    return Findings(warnings=tuple(wrong))
