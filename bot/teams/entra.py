"""Gets a token from Microsoft Entra by way of MSAL.

MSAL's own cache is not used: it would give out a token that was refused, and remember for a minute what went wrong.
"""

import asyncio
from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar
from msal import ConfidentialClientApplication, ManagedIdentityClient, UserAssignedManagedIdentity

from bot.teams.settings import MANAGED_IDENTITY, TeamsSettings
from bot.teams.wire import EntraWire, Wire

DEFAULT = "/.default"


async def ask(settings: TeamsSettings, seconds: float) -> Mapping[str, object]:
    """Ask once for a token, for at most so many seconds. Returns MSAL's answer: a token, or what was refused.

    Raises NotDelivered when there was no answer, and whatever MSAL makes of one that it does not expect.
    """
    timeout = ClientTimeout(total=seconds, connect=seconds / 2)
    async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), trust_env=False) as session:
        if settings.app_type == MANAGED_IDENTITY:
            return await asyncio.to_thread(_of_the_machine, settings, Wire(session))
        return await asyncio.to_thread(_by_the_secret, settings, EntraWire(session, settings.login_url))


def _of_the_machine(settings: TeamsSettings, wire: Wire) -> Mapping[str, object]:
    client = ManagedIdentityClient(UserAssignedManagedIdentity(client_id=settings.app_id), http_client=wire)
    return client.acquire_token_for_client(resource=settings.scope.removesuffix(DEFAULT))


def _by_the_secret(settings: TeamsSettings, wire: EntraWire) -> Mapping[str, object]:
    client = ConfidentialClientApplication(
        settings.app_id, settings.password, wire.authority, http_client=wire, instance_discovery=False
    )
    return client.acquire_token_for_client([settings.scope])
