"""Socket Mode: Slack's requests over a connection that the bot opens, for sites without a public address.

Slack's own client keeps the connection; a watchdog here replaces the client when it does not, because it is known to
stop listening at times without saying so (slackapi/bolt-python#417, slackapi/python-slack-sdk#1110). What is received
is acknowledged only after it was stored; what is not acknowledged is sent again.
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import Happening, Log
from bot.slack.bolt import silent


@dataclass(frozen=True, slots=True)
class Times:
    """How patient the watchdog is, in seconds."""

    beat: float = 5.0
    """Between the pings by which a dead connection is found: one that is not answered in half that time is enough."""
    connecting: float = 10.0
    """What a client is given to connect, before another one tries with a new address."""
    grace: float = 3.0
    """Without a connection, until the client is replaced: Slack renews connections now and then by itself."""
    pause: float = 1.0
    """Before the second try to connect; twice as long before each further one, up to `LONGEST_PAUSE`."""


CLOSING = 1.0
"""Seconds that the other end is given to say good-bye: a dead one never does."""

LONGEST_PAUSE = 30.0
TO_FINISH = 8.0
"""Seconds for what has been received to be finished when the bot stops."""


class SocketMode:
    """One connection at a time, for as long as `run` runs. `connected` tells whether there is one now."""

    def __init__(self, app: AsyncApp, app_token: str, api_url: str, log: Log, times: Times | None = None) -> None:
        """`app_token` is Slack's app-level token, `api_url` the Web API's address."""
        self._app = app
        self._token = app_token
        self._api_url = api_url
        self._log = log
        self._times = times or Times()
        self._stopping = asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()
        self._opened = asyncio.Event()
        self.connected = False

    async def opens(self, within: float) -> bool:
        """Whether there has been a connection `within` so many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._opened.wait(), within)
        return self._opened.is_set()

    async def run(self) -> None:
        """Connect, and connect again whenever the connection is lost, until stopped."""
        lost = 0
        while not self._stopping.is_set():
            held = await self._one_client()
            lost = 0 if held else lost + 1
            if not self._stopping.is_set():
                await self._pause(min(self._times.pause * 2.0 ** (lost - 1), LONGEST_PAUSE) if lost else 0.0)

    async def stop(self) -> None:
        """Receive nothing more, and wait for what has been received."""
        self._stopping.set()
        if self._busy:
            await asyncio.wait(self._busy, timeout=TO_FINISH)

    async def _one_client(self) -> bool:
        """One client, until its connection is lost. Whether it ever had one."""
        client = self._client()
        client.socket_mode_request_listeners.append(self._received)
        held = False
        try:
            held = await self._connected(client)
            if held:
                self._opened.set()
                self._log.happened(Happening.SOCKET_OPEN)
                await self._watched(client)
        except Exception as error:  # noqa: BLE001 - the watchdog outlives whatever a connection can die of
            self._log.failed(Happening.SOCKET_LOST, error)
        finally:
            self.connected = False
            await self._closed(client)
        return held

    def _client(self) -> SocketModeClient:
        web = AsyncWebClient(base_url=self._api_url, logger=silent, retry_handlers=[])
        client = SocketModeClient(
            self._token,
            logger=silent,
            web_client=web,
            auto_reconnect_enabled=False,
            ping_interval=self._times.beat,
        )
        web.proxy = client.proxy = None  # otherwise they take one from the environment
        return client

    async def _connected(self, client: SocketModeClient) -> bool:
        """Whether it is connected: else the bot stops. Raises TimeoutError, and what the client raises."""
        connecting = asyncio.create_task(_connect(client))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait(
                {connecting, stopping}, timeout=self._times.connecting, return_when=asyncio.FIRST_COMPLETED
            )
            if not connecting.done() and not stopping.done():
                raise TimeoutError
            return connecting.done() and connecting.result()
        finally:
            connecting.cancel()
            stopping.cancel()
            await asyncio.wait({connecting, stopping})

    async def _watched(self, client: SocketModeClient) -> None:
        """Returns when the bot stops. Raises ConnectionError when there has been no connection for too long."""
        last = time.monotonic()
        while not self._stopping.is_set():
            self.connected = await client.is_connected()
            if self.connected:
                last = time.monotonic()
            elif time.monotonic() - last > self._times.grace:
                raise ConnectionError("the connection was lost")
            await self._pause(min(1.0, self._times.grace / 2))

    async def _closed(self, client: SocketModeClient) -> None:
        if self._stopping.is_set() and self._busy:
            await asyncio.wait(self._busy, timeout=TO_FINISH)
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSING):
                await client.close()  # type: ignore[no-untyped-call]  # Slack's own
        with contextlib.suppress(Exception):
            await client.aiohttp_client_session.close()

    async def _received(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        task = asyncio.create_task(self._answered(client, request))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _answered(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if self._stopping.is_set():
            return
        try:
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(client, request, response, time.time())
        except Exception as error:  # noqa: BLE001 - Slack sends again what was not acknowledged
            self._log.failed(Happening.TURN_FAILED, error)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


async def _connect(client: SocketModeClient) -> bool:
    client.wss_uri = await client.issue_new_wss_url()
    await client.connect()  # type: ignore[no-untyped-call]  # Slack's own
    return True
