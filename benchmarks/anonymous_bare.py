"""A bare aiohttp handler that keeps what it is sent in SQLite, on the disk before it answers, and does nothing else.

`python -m benchmarks.anonymous_bare` serves it and prints its address; BARE_DATABASE names the file. The file is kept
as the bot keeps its own (`storage.dialects`): a rollback journal, and everything synchronised.
"""

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web


def opened(path: str) -> sqlite3.Connection:
    """The database, with one table."""
    database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
        "CREATE TABLE kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"
    )
    return database


async def main(path: str) -> None:
    """Serve until the program is ended."""
    database, thread = opened(path), ThreadPoolExecutor(1)

    async def keep(asked: web.Request) -> web.Response:
        body = await asked.read()
        await asyncio.wrap_future(thread.submit(database.execute, "INSERT INTO kept (body) VALUES (?)", (body,)))
        return web.Response(text="kept")

    app = web.Application()
    app.router.add_post("/{everything:.*}", keep)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(os.environ["BARE_DATABASE"]))
