"""A bot made of botbuilder's own parts: a word for every message, and for every invoke a dialog drawn before.

`python -m benchmarks.teams_stock` serves it and prints its address. The class CloudAdapter, which is not installed, is
`CloudAdapterBase` with the route below. STOCK_APP, STOCK_PASSWORD and STOCK_TENANT say who it is, STOCK_METADATA where
the keys are, STOCK_LOGIN where tokens are got (MSAL takes https only) and STOCK_DIALOG names a file with the dialog.
With STOCK_KEEPS a token is got once, as botbuilder does not.
"""

import asyncio
import os
from pathlib import Path

from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.core.activity_handler import ActivityHandler
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.core.message_factory import MessageFactory
from botbuilder.schema import Activity
from botframework.connector.auth import (
    BotFrameworkAuthentication,
    BotFrameworkAuthenticationFactory,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)

from tests.fakes.slack_json import Json, parsed
from tests.fakes.teams_keys import ISSUER
from tests.fakes.teams_login import SCOPE

OAUTH = "https://api.botframework.com"
"""Where people's own tokens would be got. Nothing is asked of it here."""


class Stock(ActivityHandler):
    """As bare a bot as can be."""

    def __init__(self, dialog: Json) -> None:
        super().__init__()
        self._dialog = dialog

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A word for every message."""
        await turn_context.send_activity(MessageFactory.text("You said that."))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:  # noqa: ARG002 - whatever it is
        """The dialog."""
        return InvokeResponse(status=200, body=self._dialog)


class KeepsItsToken(PasswordServiceClientCredentialFactory):
    """Gives out the same credentials to every turn: MSAL keeps their token."""

    def __init__(self, app_id: str, password: str, tenant_id: str) -> None:
        super().__init__(app_id, password, tenant_id)
        self._kept: MicrosoftAppCredentials | None = None

    async def create_credentials(
        self,
        app_id: str,
        oauth_scope: str,
        login_endpoint: str,
        validate_authority: bool,  # noqa: FBT001 - botbuilder's own
    ) -> MicrosoftAppCredentials:
        """The same for all: there is one bot here, and one scope."""
        if self._kept is None:
            self._kept = await super().create_credentials(app_id, oauth_scope, login_endpoint, validate_authority)
        return self._kept


def authentication() -> BotFrameworkAuthentication:
    """Every token validated, against the keys of the fake."""
    factory = KeepsItsToken if os.environ.get("STOCK_KEEPS") else PasswordServiceClientCredentialFactory
    identity = os.environ["STOCK_APP"], os.environ["STOCK_PASSWORD"], os.environ["STOCK_TENANT"]
    return BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        to_channel_from_bot_login_url=os.environ["STOCK_LOGIN"],
        to_channel_from_bot_oauth_scope=SCOPE,
        to_bot_from_channel_token_issuer=ISSUER,
        oauth_url=OAUTH,
        to_bot_from_channel_open_id_metadata_url=os.environ["STOCK_METADATA"],
        credential_factory=factory(*identity),
    )


def application(adapter: CloudAdapterBase, bot: Stock) -> web.Application:
    """The route, which does what CloudAdapter's own does with a POST."""

    async def messages(request: web.Request) -> web.Response:
        sent: dict[str, Json] = await request.json()
        activity = Activity(type="").deserialize(sent)
        try:
            answer = await adapter.process_activity(request.headers.get("Authorization", ""), activity, bot.on_turn)
        except PermissionError:
            return web.Response(status=401)
        return web.Response() if answer is None else web.json_response(answer.body, status=answer.status)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


async def main(dialog: Json) -> None:
    """Serve until the program is ended."""
    runner = web.AppRunner(application(CloudAdapterBase(authentication()), Stock(dialog)), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(parsed(Path(os.environ["STOCK_DIALOG"]).read_bytes())))
