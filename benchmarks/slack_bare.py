"""Bolt and nothing else: it answers what the bot answers, with views that were drawn before.

`python -m benchmarks.slack_bare` serves it and prints its address. Its settings are the bot's own; BARE_VIEWS names a
file with the views: one to open, and for each screen the one that follows it.
"""

import asyncio
import json
import os
from pathlib import Path

from aiohttp import ClientSession, web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.slack_requests import NOTHING, OPENED
from bot.slack.ids import Command
from tests.fakes.slack_json import Object, object_of, parsed, text_of


def bare(client: AsyncWebClient, views: Object) -> AsyncApp:
    """The app, run as the bot runs its own."""
    app = AsyncApp(
        token=client.token,
        client=client,
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
    )
    opened = dict(object_of(views[OPENED]))

    @app.command(Command.REPORT_INCIDENT.value)
    async def open_it(ack: AsyncAck, body: Object) -> None:
        await client.views_open(trigger_id=text_of(body["trigger_id"]), view=opened)
        await ack()

    @app.action(NOTHING)
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    @app.view("screen")
    async def go_on(ack: AsyncAck, body: Object) -> None:
        carried = object_of(json.loads(text_of(object_of(body["view"])["private_metadata"])))
        await ack(response_action="update", view=dict(object_of(views[text_of(carried["screen"])])))

    return app


async def main(views: Object) -> None:
    """Serve until the program is ended."""
    token, address = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]
    async with ClientSession() as session:
        client = AsyncWebClient(token, address, session=session, retry_handlers=[])
        runner = web.AppRunner(bare(client, views).web_app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(object_of(parsed(Path(os.environ["BARE_VIEWS"]).read_bytes()))))
