"""Tests of the command line, each through a process of its own: exit codes, and stopping cleanly."""

import asyncio
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from tests.scenarios.conversation import hold
from tests.scenarios.practice_platform import PageReader, PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES
from tests.servers.bot_program import CHECKOUT, running, say, settings

pytestmark = pytest.mark.untraced


def test_help_is_an_answer_and_a_slip_is_a_fault(tmp_path: Path) -> None:
    helped, slipped = say("run", "--help", env=settings(tmp_path)), say("runn", env=settings(tmp_path))
    assert (helped.code, helped.err) == (0, "")
    assert helped.out.startswith("usage: python -m bot run ")
    assert (slipped.code, slipped.out, slipped.err.count("\n")) == (2, "", 1)
    assert "'runn'" in slipped.err


def test_a_fault_of_its_own_is_one_sentence_without_what_it_says(tmp_path: Path) -> None:
    said = say("check", "--practice", env=settings(tmp_path, ESAFETY_POLICY="canary" * 1000))
    assert (said.code, said.out, said.err.count("\n")) == (70, "", 1)
    assert said.err.startswith("The bot stopped by a fault of its own (OSError at dialogs/policy_file.py:")
    assert "canary" not in said.err


def test_whoever_stops_reading_the_output_is_not_complained_to(tmp_path: Path) -> None:
    shell = f"{sys.executable} -m bot check --practice | true"
    done = subprocess.run(shell, shell=True, env=settings(tmp_path), cwd=CHECKOUT, capture_output=True, check=False)  # noqa: S602
    assert done.stderr == b""


@pytest.mark.parametrize("given", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_cleanly_when_it_is_told_to(given: signal.Signals, tmp_path: Path) -> None:
    async with running(settings(tmp_path), "-X", "dev") as bot:
        bot.process.send_signal(given)
        assert await bot.ends() == 0
    assert len(bot.out) == 2
    assert bot.out[1] == ""
    assert [line.split()[1] for line in "".join(bot.err).splitlines()] == ["the-practice-page-is-served"]
    journal = tmp_path / "practice" / "practice.db-journal"
    assert not journal.exists() or journal.stat().st_size == 0


async def test_a_request_that_has_begun_is_finished_before_it_stops(tmp_path: Path) -> None:
    async with running(settings(tmp_path)) as bot, aiohttp.ClientSession() as http:
        port = int(bot.address.rpartition(":")[2])
        platform = PracticePlatform(bot.address, http)
        await hold(NASTY_MESSAGES, platform)
        body = await _the_review(platform)
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            with closing(sqlite3.connect(tmp_path / "practice" / "practice.db", isolation_level=None)) as another:
                another.execute("BEGIN EXCLUSIVE")
                connection.sendall(_head(port, len(body)) + body)
                await asyncio.sleep(0.3)  # by now it waits for the database
                bot.process.send_signal(signal.SIGTERM)
                await _listens_no_more(port)
                another.execute("ROLLBACK")
            answer = connection.recv(65536)
        assert await bot.ends() == 0
        assert answer.startswith(b"HTTP/1.1 303"), answer

    async with running(settings(tmp_path)) as bot, aiohttp.ClientSession() as http:
        assert "ES-" in (await PracticePlatform(bot.address, http).home("asha")).text


async def _the_review(platform: PracticePlatform) -> bytes:
    """The form of the draft that is on tom's home page, as a browser would send it."""
    home = PageReader((await platform.page("/as/tom"))[1])
    link = next(link for link in home.links if "/as/tom/report/" in link)
    form = PageReader((await platform.page(link))[1]).form("/report/answer")
    return urlencode(form.values).encode()


def _head(port: int, length: int) -> bytes:
    lines = (
        "POST /as/tom/report/answer HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
    )
    return "\r\n".join([*lines, "", ""]).encode()


async def _listens_no_more(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except ConnectionRefusedError:
                return
            await asyncio.sleep(0.02)
