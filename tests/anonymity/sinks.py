"""Every place where something of somebody could be left behind by a bot on Slack, gathered as bytes under their names.

What a learner sees themselves, their views, is none of these. Nor is the address of a message that answers what
somebody typed to the bot in the open (see `outbound`).
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.copying import copy_file
from tests.anonymity.school import School
from tests.fakes.slack_json import Object, text_of, written

BETWEEN_LOOKS = 0.02
"""Seconds between two looks at what is there for a moment only: the journal in a transaction, temporary files."""

MOST_MOMENTS = 100
PAGES = ("/metrics", "/healthz", "/readyz")


@dataclass
class Sinks:
    """What has been gathered so far. `moments` is what was there for a moment only, by file name."""

    pages: list[str] = field(default_factory=list)
    moments: dict[str, set[bytes]] = field(default_factory=dict)

    async def look(self, school: School) -> None:
        """What the bot says of itself now."""
        for path in PAGES:
            self.pages.append(await school.page(path))

    @contextlib.asynccontextmanager
    async def watching(self, school: School) -> AsyncIterator[None]:
        """Keeps what is there for a moment only, while the block runs."""
        watching = asyncio.create_task(self._watch(school))
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait({watching})

    def gathered(self, school: School) -> dict[str, bytes]:
        """Everything, once the program has ended, however it has."""
        left = {f"left in {file.parent.name}: {file.name}": file.read_bytes() for file in files(school)}
        copy = school.data.parent / "copy.db"
        copy_file(school.data / "esafety.db", copy)  # which first rolls back what was left unfinished
        return {
            **left,
            **{f"for a moment: {name}": b"\0".join(sorted(seen)) for name, seen in self.moments.items()},
            "copy": copy.read_bytes(),
            "rows": rows(copy),
            "standard output": "".join(school.bot.out).encode(),
            "standard error, with the log": "".join(school.bot.err).encode(),
            "metrics and health": "\n".join(self.pages).encode(),
            "sent to Slack": "\n".join(map(written, outbound(school))).encode(),
        }

    async def _watch(self, school: School) -> None:
        while True:
            for file in files(school):
                with contextlib.suppress(OSError):
                    if file.suffix != ".db" and file.name != "keyring.json":
                        self._keep(file.name if file.parent == school.data else "temporary", file.read_bytes())
            await asyncio.sleep(BETWEEN_LOOKS)

    def _keep(self, name: str, content: bytes) -> None:
        seen = self.moments.setdefault(name, set())
        if content and len(seen) < MOST_MOMENTS:
            seen.add(content)


def files(school: School) -> Iterator[Path]:
    """What is in the data folder and in the folder for temporary files."""
    for folder in (school.data, school.temporary):
        yield from (file for file in folder.rglob("*") if file.is_file())


def outbound(school: School) -> list[Object]:
    """What the bot asked Slack to do, but for the views: without the address of what answers a direct message."""
    calls = [dict(given) for method, given in school.slack.calls if not method.startswith("views.")]
    for given in calls:
        if text_of(given.get("channel")) in school.wrote:
            del given["channel"]
    return list(calls)


def rows(database: Path) -> bytes:
    """Every value of every table: whole, where in the file it may be spread over several pages."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = (value for table in tables for row in connection.execute(f"SELECT * FROM {table}") for value in row)  # noqa: S608
        return b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in found)
