"""The whole bot as a program of its own, `python -m bot run`: started, killed and started again on one folder."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from storage.keyring import Keyring
from tests.fakes.desk import TUESDAY_MORNING
from tests.reliability.lives import ROOT
from tests.scenarios.practice_platform import PracticePlatform
from tests.servers.postgres import free_port

REFERENCE = re.compile(r"ES-[2-9A-Z]{6}")
A_START = 60.0
"""Seconds in which it must serve."""


@dataclass
class Bot:
    """A data folder, and the program that runs on it now. Its time starts on a Tuesday morning."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    def __post_init__(self) -> None:
        (self.folder / "practice").mkdir(parents=True)
        self.moves_to(TUESDAY_MORNING)

    @property
    def address(self) -> str:
        """Where the page is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        """The database's URL."""
        return f"sqlite+aiosqlite:///{self.folder}/practice/practice.db"

    @property
    def keyring(self) -> Keyring:
        """Its keys."""
        return Keyring.load(self.folder / "practice" / "keyring.json")

    @property
    def delivered(self) -> Path:
        """The file of the practice messenger."""
        return self.folder / "practice" / "messages.jsonl"

    def moves_to(self, moment: datetime) -> None:
        """Moves the clock while nothing runs."""
        ahead = moment - datetime.now(UTC)
        (self.folder / "practice" / "clock").write_text(str(ahead.total_seconds()), encoding="utf-8")

    def passes(self, time: timedelta) -> None:
        """Time passes while nothing runs."""
        clock = self.folder / "practice" / "clock"
        clock.write_text(str(float(clock.read_text(encoding="utf-8")) + time.total_seconds()), encoding="utf-8")

    async def start(self) -> None:
        """Starts it, and waits until it serves."""
        ours = {"ESAFETY_DATA_DIR": str(self.folder), "PORT": str(self.port)}
        # A dead process says nothing about what it ran: measuring it would only make it slower.
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE", "COV_"))}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env={**kept, **ours},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), A_START)
        assert self.address.encode() in line, line

    async def kill(self) -> None:
        """Ends it with SIGKILL, wherever it stands, and waits until it is gone."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()


@asynccontextmanager
async def open_bot(folder: Path) -> AsyncIterator[Bot]:
    """A bot that has not been started, and does not run any more when this ends."""
    bot = Bot(folder)
    try:
        yield bot
    finally:
        await bot.kill()


@dataclass
class Reporter:
    """Somebody with one report, in a browser of their own."""

    http: aiohttp.ClientSession
    platform: PracticePlatform
    references: list[str] = field(default_factory=list)
    cut_off: int = 0

    async def sends(self, *, again: bool) -> bool:
        """Sends the report; `again` sends the same form once more. Whether an answer came, which is then noted."""
        try:
            seen = await (self.platform.sends_again("tom") if again else self.platform.answers("tom", {}))
        except (aiohttp.ClientError, ConnectionError, TimeoutError):
            self.cut_off += 1
            return False
        found = REFERENCE.search(seen.text)
        assert found, seen
        self.references.append(found[0])
        return True
