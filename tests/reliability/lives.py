"""The other end of `tests.fakes.replica`: brings replicas to life, speaks to them, and ends them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.keyring import Keyring
from tests.fakes.desk import TUESDAY_MORNING
from tests.fakes.replica import Asking, Saying, SentLine, Settings

ROOT = Path(__file__).parent.parent.parent

PATIENCE = 120.0
"""Seconds in which a replica must have answered."""


class Died(Exception):
    """The process ended before it answered."""


@dataclass
class Life:
    """One replica, running."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    waiting: dict[int, asyncio.Future[Saying]] = field(default_factory=dict)
    asked: int = 0
    hearing: asyncio.Task[None] | None = None
    ended: bool = False

    async def does(self, asking: Asking) -> Saying:
        """What it answers. Raises Died when it never does."""
        self.asked += 1
        answered = asyncio.get_running_loop().create_future()
        self.waiting[self.asked] = answered
        self.writer.write(json.dumps({**asking, "number": self.asked}).encode() + b"\n")
        said: Saying = await asyncio.wait_for(answered, PATIENCE)
        return said

    def signal(self, number: signal.Signals) -> None:
        """Sends the process a signal."""
        os.kill(self.pid, number)

    async def kill(self) -> None:
        """Ends it with SIGKILL, wherever it stands, and waits until it is gone."""
        self.signal(signal.SIGKILL)
        await self.gone()

    async def gone(self) -> None:
        """Waits until the process is not there any more."""
        while Path(f"/proc/{self.pid}").exists():
            await asyncio.sleep(0.001)
        if self.hearing is not None:
            await self.hearing
        self.writer.close()
        self.ended = True

    async def hear(self) -> None:
        """Hands what it says to whoever asked, to its end."""
        try:
            async for line in self.reader:
                said: Saying = json.loads(line)
                self.waiting.pop(said["number"]).set_result(said)
        except ConnectionResetError:
            pass
        for answered in self.waiting.values():
            if not answered.done():
                answered.set_exception(Died())
        self.waiting.clear()


class Nursery:
    """Where replicas are forked, and where they call when they are ready."""

    def __init__(self, process: subprocess.Popen[str], socket: str) -> None:
        self._process = process
        self._born: asyncio.Queue[Life] = asyncio.Queue()
        self._lives: list[Life] = []
        self.socket = socket

    async def life(self, settings: Settings) -> Life:
        """One more replica, with the database open."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(settings) + "\n")
        self._process.stdin.flush()
        return await asyncio.wait_for(self._born.get(), PATIENCE)

    async def called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A replica is ready."""
        line = await reader.readline()
        if not line:
            return
        first: Saying = json.loads(line)
        life = Life(first["pid"], reader, writer)
        life.hearing = asyncio.create_task(life.hear())
        self._lives.append(life)
        self._born.put_nowait(life)

    async def end(self) -> None:
        """Ends every replica that still runs."""
        for life in self._lives:
            if not life.ended:
                await life.kill()


@dataclass
class World:
    """One database, one keyring and one platform, outliving every replica on them. Time starts on a Tuesday morning."""

    nursery: Nursery
    folder: Path
    database: str
    ahead: float = 0

    def __post_init__(self) -> None:
        self.keyring = Keyring.create(self.folder / "keyring.json", TUESDAY_MORNING)
        self.sends = self.folder / "sends.jsonl"
        self.passes(TUESDAY_MORNING - datetime.now(UTC))

    async def life(
        self, *, working: bool = True, slow_before: float = 0, slow_after: float = 0, slow_statements: float = 0
    ) -> Life:
        """A new replica, with the database open. `working` ones send by themselves what is due."""
        return await self.nursery.life(
            {
                "socket": self.nursery.socket,
                "database": self.database,
                "keyring": str(self.folder / "keyring.json"),
                "sends": str(self.sends),
                "ahead": self.ahead,
                "working": working,
                "slow_before": slow_before,
                "slow_after": slow_after,
                "slow_statements": slow_statements,
            }
        )

    def passes(self, time: timedelta) -> None:
        """Time passes before the next replica lives."""
        self.ahead += time.total_seconds()

    def sent(self) -> list[SentLine]:
        """Everything that the platform got, in order."""
        return [json.loads(line) for line in self.sends.read_text().splitlines()] if self.sends.exists() else []


@contextmanager
def nursery_process() -> Iterator[subprocess.Popen[str]]:
    """The process that forks replicas."""
    command = [sys.executable, "-m", "tests.fakes.replica"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True) as process:
        yield process


@asynccontextmanager
async def open_nursery(process: subprocess.Popen[str]) -> AsyncIterator[Nursery]:
    """A nursery for one test; what it brought to life ends with it."""
    # The address of a socket may have about a hundred characters: pytest's own folders are longer.
    with tempfile.TemporaryDirectory(prefix="replica-") as folder:
        nursery = Nursery(process, f"{folder}/socket")
        server = await asyncio.start_unix_server(nursery.called, nursery.socket, limit=2**24)
        try:
            yield nursery
        finally:
            await nursery.end()
            server.close()
