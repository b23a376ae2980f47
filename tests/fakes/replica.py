"""A replica of the bot without a platform: the real handlers, worker and database, made to be killed.

Run as a program it is a nursery: everything is loaded once, and each line of settings on its standard input forks a
process that opens the database and then lives like the bot does. Each is spoken to over a socket, a line of JSON at a
time. Beside the real parts there are a clock that is ahead, a platform that is a file, and `counted.Steps`, which can
end the process at any statement.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from bot import app, config
from bot.chance import SystemRandomness
from bot.door import Door
from bot.log import Log
from bot.worker import Worker
from dialogs.alerts import Message
from dialogs.forms import Purpose
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Desk
from handlers.dispatch import answer
from handlers.messenger import ChannelPlace, Destination, PersonPlace
from handlers.reply import Asked
from handlers.turn import Acknowledged, Answered, Discarded, WantedToReport, Who
from storage import cases, drafts, policies
from storage.keyring import Keyring
from storage.stretching import Stretching
from tests.fakes.counted import CountedDatabase, Steps
from tests.storage.examples import QUICK

TOM = Who("tom", "Tom Baker")
ASHA = Who("asha", "Asha Patel")
LENA = Who("lena", "Lena Kovac")

EXAMPLE = Path(__file__).parent.parent.parent / "organisation.example.yaml"


class Settings(TypedDict):
    """How one life begins. In seconds: `ahead`, how long the platform takes, and how long every statement waits."""

    socket: str
    database: str
    keyring: str
    sends: str
    ahead: float
    working: bool
    slow_before: float
    slow_after: float
    slow_statements: float


class Asking(TypedDict, total=False):
    """One line to a replica."""

    number: int
    do: str
    drafts: Sequence[str]
    draft: str
    screen: str
    values: Mapping[str, str | Sequence[str]]
    told: str
    at: int


class Saying(TypedDict, total=False):
    """One line from a replica, under the number of what it answers."""

    number: int
    pid: int
    kind: str
    text: str
    code: str
    screen: str
    told: str
    steps: list[str]


class SentLine(TypedDict):
    """One message as the platform got it. `at` is the real time, in seconds since 1970."""

    key: str
    to: str
    lines: list[str]
    at: float


@dataclass(frozen=True)
class ClockAhead:
    """The computer's clock and so many seconds."""

    ahead: float

    def now(self) -> datetime:
        """The time there, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)


@dataclass(frozen=True)
class FileMessenger:
    """A platform that cannot tell a repeat: every message is one more line of the file."""

    file: Path
    settings: Settings
    steps: Steps

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Add the message to the file."""
        self.steps("before the platform has it")
        await asyncio.sleep(self.settings["slow_before"])
        name = to.key if isinstance(to, PersonPlace) else "#"
        line: SentLine = {"key": key, "to": name, "lines": [*message.lines], "at": datetime.now(UTC).timestamp()}
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
        self.steps("after the platform has it")
        await asyncio.sleep(self.settings["slow_after"])
        return f"m-{key}"

    async def readers(self, to: ChannelPlace) -> None:
        """Those who may, and nobody else."""

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Add the message to the file, as a change."""
        assert isinstance(to, PersonPlace | ChannelPlace)
        await self.send(to, message, key=f"changed {platform_id}")


@dataclass(frozen=True)
class Loaded:
    """What all lives share, read once."""

    policy: Policy
    files: Mapping[str, bytes]
    organisation: Organisation


class Replica:
    """One life."""

    def __init__(self, loaded: Loaded, database: CountedDatabase, settings: Settings) -> None:
        woken = asyncio.Event()
        self.steps = database.steps
        self.steps.slow = settings["slow_statements"]
        self.desk = Desk(
            loaded.policy,
            loaded.files,
            loaded.organisation,
            database,
            ClockAhead(settings["ahead"]),
            SystemRandomness(),
            woken.set,
            lambda _: None,
            Stretching(Keyring.load(Path(settings["keyring"])), QUICK),
        )
        self.door = Door(self.desk)
        messenger = FileMessenger(Path(settings["sends"]), settings, self.steps)
        self.worker = Worker(self.desk, messenger, woken, Log())

    async def does(self, asking: Asking) -> Saying:
        """Does one thing that it is asked for."""
        match asking["do"]:
            case "prepare":
                return await self._prepare(asking)
            case "answer":
                values = {key: tuple(value) for key, value in asking["values"].items()}
                turn = Answered(TOM, asking["draft"], asking["screen"], values, asking["told"])
                reply = await answer(self.desk, turn)
                return {"kind": type(reply).__name__, "text": str(reply)}
            case "tell":
                values = {key: tuple(value) for key, value in asking["values"].items()}
                reply = await self.door.answer(Answered(LENA, asking["draft"], asking["screen"], values, ""))
                code = reply.code if isinstance(reply, Asked) else ""
                return {"kind": type(reply).__name__, "text": str(reply), "code": code}
            case "acknowledge":
                async with self.desk.database.transaction() as tx:
                    [case] = [each for each in await cases.all_open(tx) if each.draft == asking["draft"]]
                reply = await answer(self.desk, Acknowledged(ASHA, case.id))
                return {"kind": type(reply).__name__, "text": str(reply)}
            case "settle":
                await self.worker.settle()
                return {}
            case "begin counting":
                self.steps.begin(asking["at"])
                return {}
            case _:
                return {"steps": self.steps.done}

    async def _prepare(self, asking: Asking) -> Saying:
        """Walks to the screen that sends, and stores that draft under every name. Says which screen it is."""
        reply = await answer(self.desk, WantedToReport(TOM))
        while isinstance(reply, Asked) and reply.purpose is Purpose.ASK:
            given = {each.id: asking["values"].get(each.id, ()) for each in reply.fields}
            values = {key: (each,) if isinstance(each, str) else tuple(each) for key, each in given.items() if each}
            reply = await answer(self.desk, Answered(TOM, reply.draft, reply.screen, values, reply.told))
        assert isinstance(reply, Asked), reply
        async with self.desk.database.transaction() as tx:
            await policies.remember(tx, self.desk.policy.hash, self.desk.policy_files)
            walked = await drafts.load(tx, reply.draft, self.desk.clock.now())
            assert walked is not None
            for draft in asking["drafts"]:
                await drafts.save(tx, replace(walked, id=draft))
        await answer(self.desk, Discarded(TOM, reply.draft))
        return {"screen": reply.screen, "told": reply.told}


async def live(loaded: Loaded, settings: Settings) -> None:
    """Lives until killed, or until nobody listens any more."""
    reader, writer = await asyncio.open_unix_connection(settings["socket"], limit=2**24)
    database = await CountedDatabase.open(settings["database"], Keyring.load(Path(settings["keyring"])))
    replica = Replica(loaded, database, settings)
    doing = {asyncio.create_task(replica.worker.run())} if settings["working"] else set()

    def say(saying: Saying) -> None:
        writer.write(json.dumps(saying).encode() + b"\n")

    async def does(asking: Asking) -> None:
        say({**await replica.does(asking), "number": asking["number"]})

    say({"number": 0, "pid": os.getpid()})
    async for line in reader:
        doing.add(asyncio.create_task(does(json.loads(line))))


def main(lives: Iterator[str]) -> None:
    """Forks a life for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    loaded = Loaded(*app.load(config.read({"ESAFETY_ORGANISATION": str(EXAMPLE)}, Path(os.devnull))))
    for line in lives:
        if os.fork() == 0:
            asyncio.run(live(loaded, json.loads(line)))
            os._exit(0)


if __name__ == "__main__":
    main(iter(sys.stdin.readline, ""))
