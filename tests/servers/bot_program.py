"""The bot as a program of its own, as somebody starts it: `python -m bot ...` in a process with its own settings."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

CHECKOUT = Path(__file__).parent.parent.parent
SECONDS = 60
COMPILED = Path(tempfile.gettempdir()) / f"esafety-bot-compiled-{os.getuid()}"
"""Where Python keeps what it compiled, so that each start need not compile everything again."""


@dataclass(frozen=True)
class Said:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@dataclass
class Running:
    """A bot that serves. `out` and `err` are what it has written, whole once it has stopped."""

    process: asyncio.subprocess.Process
    address: str
    errors: BinaryIO
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    async def ends(self) -> int:
        """Wait until it has ended; its exit code."""
        async with asyncio.timeout(SECONDS):
            rest, _ = await self.process.communicate()
        self.out.append(rest.decode())
        self.errors.seek(0)  # only now: the program writes where this file stands
        self.err.append(self.errors.read().decode())
        assert self.process.returncode is not None
        return self.process.returncode


def settings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a bot whose data are in that folder. `more` are settings to add."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"ESAFETY_DATA_DIR": str(folder), "PORT": "0", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    return {**kept, **ours, "PYTHONPATH": str(CHECKOUT), **more}


def say(*command: str, env: Mapping[str, str], at: Path = CHECKOUT) -> Said:
    """Run a command of the bot to its end. `at` is the folder where it is started."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        env=env,
        cwd=at,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@contextlib.asynccontextmanager
async def running(
    env: Mapping[str, str], *python: str, script: str = "", command: Sequence[str] = ("run", "--practice")
) -> AsyncIterator[Running]:
    """A bot that serves while the block runs: the practice page, unless another `command` is given.

    `python` are options of Python's own, and `script` is a program to run in place of `-m bot`.
    """
    what = ["-c", script] if script else ["-m", "bot", *command]
    # Not a pipe: nobody reads it meanwhile, and a program that writes into a full one waits for ever.
    with tempfile.TemporaryFile() as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *python, *what, env=env, cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE, stderr=errors
        )
        try:
            assert process.stdout is not None
            async with asyncio.timeout(SECONDS):
                line = (await process.stdout.readline()).decode()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, f"it did not start: {line}{await _words(process, errors)}"
            yield Running(process, found[0], errors, out=[line])
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()


async def _words(process: asyncio.subprocess.Process, errors: BinaryIO) -> str:
    await process.communicate()
    errors.seek(0)
    return errors.read().decode()
