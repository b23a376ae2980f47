"""A Slack that agrees to everything at once and checks nothing: for what is not about Slack's answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

AGREED = {"ok": True, "channel": "D0DIRECT", "ts": "1700000000.000100", "view": {"id": "V0", "hash": "h"}}


async def agrees(_request: web.Request) -> web.Response:
    """Yes."""
    return web.json_response(AGREED)


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """Served while the block runs. Yields the address of its Web API."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", agrees)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()
