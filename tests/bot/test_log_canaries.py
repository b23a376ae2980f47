"""Tests that nothing a person wrote, no person and no id comes out of a running bot, whatever goes wrong.

Every library logs at DEBUG, Python runs in its development mode, and canaries are in every field, header and address.
The control is the same bot with its silence taken off: there the same search finds something.
"""

import asyncio
import re
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests.bot.loud import CANARY, SILENCED, found, not_its_own, not_silenced
from tests.scenarios.conversation import AnswersIt, Conversation, Kind, Sees, Starts, hold
from tests.scenarios.practice_platform import PageReader, PracticePlatform
from tests.servers.bot_program import CHECKOUT, Running, running, settings

pytestmark = pytest.mark.untraced

REPORT: Conversation = [
    (Starts("tom"), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"danger": "no"}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"tile": "messages"}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"messages_kind": "sent"}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"staff_involved": "no"}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"subject": f"Mia {CANARY}", "age": "16_17", "centre": "hanley"}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"account": f"She wrote: {CANARY}."}), Sees(Kind.SCREEN)),
    (AnswersIt("tom", {"done": ["kept_evidence"]}), Sees(Kind.SCREEN)),
]
SENT: Conversation = [*REPORT, (AnswersIt("tom"), Sees(Kind.RECEIVED))]

NOT_SILENCED = not_silenced("app.practice(config.read(os.environ).for_practice(), Log())", "handlers.dispatch")


@dataclass
class Stage:
    """A running bot to do things to, and every id that was seen on its pages."""

    bot: Running
    data: Path
    http: aiohttp.ClientSession
    platform: PracticePlatform
    ids: set[str] = field(default_factory=set)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.bot.address.rpartition(":")[2])

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that need be no request, and read what comes first."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            return connection.recv(1024)

    async def post(self, path: str, body: bytes | str, **headers: str) -> int:
        """Send a body; the status of the answer."""
        usual = {"Origin": self.bot.address, "Content-Type": "application/x-www-form-urlencoded"}
        named = usual | {key.replace("_", "-"): value for key, value in headers.items()}
        async with self.http.post(f"{self.bot.address}{path}", data=body, headers=named) as answer:
            return answer.status

    async def notes_ids(self) -> None:
        """Remember every id and reference that stands on the pages of who writes and who handles."""
        for path in ("/as/tom", "/as/asha", "/as/asha/channel", "/as/tom/messages"):
            _, page = await self.platform.page(path)
            self.ids |= set(re.findall(r"ES-[0-9A-Z]{6}|\b[0-9a-f]{32}\b", page))


async def a_form_without_the_token(stage: Stage) -> None:
    assert await stage.post("/as/tom/report/start", f"draft={CANARY}&answer.account={CANARY}") == 403


async def a_form_from_another_site(stage: Stage) -> None:
    assert await stage.post("/as/tom/report/start", f"a={CANARY}", Origin=f"http://{CANARY}.example") == 403


async def another_host(stage: Stage) -> None:
    assert b"403" in stage.raw(f"GET /as/{CANARY} HTTP/1.1\r\nHost: {CANARY}.example\r\n\r\n".encode())


async def no_http(stage: Stage) -> None:
    assert b"400" in stage.raw(f"{CANARY} tom says {CANARY}\r\n\r\n".encode())


async def a_header_that_is_none(stage: Stage) -> None:
    assert b"400" in stage.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX {CANARY}\x00: {CANARY}\r\n\r\n".encode())


async def a_chunk_that_is_none(stage: Stage) -> None:
    head = "POST /as/tom/report/start HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
    stage.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n{CANARY}\r\n{CANARY}\r\n\r\n".encode())


async def a_body_that_ends_too_soon(stage: Stage) -> None:
    head = f"POST /as/tom/report/start HTTP/1.1\r\nHost: 127.0.0.1:{stage.port}\r\nOrigin: {stage.bot.address}\r\n"
    with socket.create_connection(("127.0.0.1", stage.port), timeout=10) as connection:
        connection.sendall(f"{head}Content-Length: 500\r\n\r\na={CANARY}".encode())


async def a_body_that_is_too_long(stage: Stage) -> None:
    assert await stage.post("/as/tom/report/answer", CANARY * 100_000) == 413


async def a_body_that_is_no_form(stage: Stage) -> None:
    assert await stage.post("/as/tom/report/answer", b"\xff%zz=" + CANARY.encode(), Content_Type="text/plain") >= 400
    broken = "multipart/form-data; boundary=canary"
    assert await stage.post("/as/tom/report/answer", f"--canary\r\n{CANARY}", Content_Type=broken) >= 400


async def nowhere(stage: Stage) -> None:
    for path in (f"/{CANARY}?{CANARY}={CANARY}", f"/as/{CANARY}", f"/as/tom/report/{CANARY}", f"/as/tom/case/{CANARY}"):
        await stage.platform.page(path)
    async with stage.http.put(f"{stage.bot.address}/as/tom/{CANARY}", headers={"Origin": stage.bot.address}) as answer:
        assert answer.status in {404, 405}


async def a_platform_that_takes_nothing(stage: Stage) -> None:
    page = PageReader((await stage.platform.page("/"))[1])
    token = next(value for name, value in page.form("/clock").values if name == "token")
    for failing in ("yes", "no"):
        async with stage.http.post(
            f"{stage.bot.address}/deliveries",
            data={"token": token, "here": "/", "failing": failing},
            headers={"Origin": stage.bot.address},
        ) as answer:
            assert answer.status == 200
        await hold(SENT, stage.platform)


async def a_platform_that_breaks(stage: Stage) -> None:
    file, aside = stage.data / "practice" / "messages.jsonl", stage.data / "aside"
    shutil.move(file, aside)
    file.mkdir()
    await hold(SENT, stage.platform)
    file.rmdir()
    shutil.move(aside, file)


async def a_database_that_is_busy(stage: Stage) -> None:
    await hold(REPORT, stage.platform)
    with closing(sqlite3.connect(stage.data / "practice" / "practice.db", isolation_level=None)) as another:
        another.execute("BEGIN EXCLUSIVE")
        seen = await stage.platform.answers("tom", {})
        another.execute("ROLLBACK")
    assert seen.kind is not Kind.RECEIVED


async def a_database_that_is_damaged(stage: Stage) -> None:
    file = stage.data / "practice" / "practice.db"
    whole = file.read_bytes()
    await hold(REPORT, stage.platform)
    file.write_bytes(b"canary" * 4096)
    seen = await stage.platform.answers("tom", {})
    assert seen.kind is not Kind.RECEIVED
    await stage.platform.page("/metrics")
    await asyncio.sleep(2.5)  # the worker meets it too
    file.write_bytes(whole)


FAILURES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    a_form_without_the_token,
    a_form_from_another_site,
    another_host,
    no_http,
    a_header_that_is_none,
    a_chunk_that_is_none,
    a_body_that_ends_too_soon,
    a_body_that_is_too_long,
    a_body_that_is_no_form,
    nowhere,
    a_platform_that_takes_nothing,
    a_platform_that_breaks,
    a_database_that_is_busy,
    a_database_that_is_damaged,
)


@asynccontextmanager
async def on_stage(data: Path, script: str) -> AsyncIterator[Stage]:
    """A loud bot; every person of its organisation has a canary for a name."""
    example = (CHECKOUT / "organisation.example.yaml").read_text()
    names = re.sub(r"(?m)^(    name: )\w+ (\w+)$", rf"\1{CANARY} \2", example)
    (data / "people.yaml").write_text(names)
    given = {"ESAFETY_ORGANISATION": str(data / "people.yaml"), "PYTHONASYNCIODEBUG": "1"}
    async with running(settings(data, **given), "-X", "dev", script=script) as bot, aiohttp.ClientSession() as http:
        yield Stage(bot, data, http, PracticePlatform(bot.address, http))
        bot.process.terminate()
        assert await bot.ends() == 0


async def test_whatever_goes_wrong_nothing_of_a_report_is_logged(tmp_path: Path) -> None:
    async with on_stage(tmp_path, SILENCED) as stage:
        await hold(SENT, stage.platform)
        await stage.notes_ids()
        for fails in FAILURES:
            await fails(stage)
            await stage.notes_ids()
    assert len(stage.ids) > 5
    assert found(stage.bot, stage.ids) == set()
    assert not_its_own(stage.bot) == []
    assert "the-worker-failed-and-goes-on" in "".join(stage.bot.err)


async def test_the_same_search_finds_what_a_bot_says_that_is_not_silenced(tmp_path: Path) -> None:
    async with on_stage(tmp_path, NOT_SILENCED) as stage:
        await hold(SENT, stage.platform)
        await stage.notes_ids()
    assert {"tom", "mia", CANARY} <= found(stage.bot, stage.ids)
