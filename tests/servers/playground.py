"""Runs the Microsoft 365 Agents Playground: Microsoft's own stand-in for Teams, a web page that a browser can drive.

One process is one person's Teams. What it does, as far as it was tried (0.2.28, on channel "msteams"):
- It works when npm runs no scripts, and needs no network. Its page asks a server of Microsoft's for fonts, and does
  without; keep those requests from leaving the machine. `--disable-telemetry` alone leaves the counters of its
  telemetry on, which look for another server: `running` turns those off, and then the process connects to nobody.
- It opens the page in the desktop's browser, which would be somebody else who comes in: `running` lets it find none.
- It listens on every interface of this machine, without a password: for tests, not to be left running.
- It says "Listening on" before it has read its settings, and ends when they are wrong: `running` waits for the page.
- Its settings are `.m365agentsplayground.yml` in its working folder, which must name everything in `settings`, no
  more, and exactly five people besides the one whose Teams it is. It knows nobody else, and all six are in the team.
- The app's manifest is not read: commands of message extensions are typed in by their ids.
- An `installationUpdate` and a `conversationUpdate` come each time the page is loaded, and again when a channel is
  looked at. The page keeps what it shows, the process nothing: load it before anything is sent, and never again.
- It shows messages, cards (also in dialogs), `adaptiveCard/action` with the card that answers it, changed messages,
  threads of a channel, and dialogs of message extensions, from the compose box and from a message's menu.
- A message that comes draws the others anew, and a dialog that was opened from the menu of one of them is lost.
- It does not do `task/fetch` from a card's button (nothing happens), nor close a dialog when the bot answers that it
  is to be closed ("Unable to reach app"): press its cross. Cards are no wider in "full width", and there is one theme.

It is licensed for trying it out, and not to be passed on (LICENSE in its folder): it is got from npm, and never kept
in this repository.
"""

import asyncio
import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp

from bot.chat.payload import Json
from tests.fakes.teams_workspace import BOT, CHANNEL, NAMES, PEOPLE, TEAM, TENANT, chat_of, member_id

PROGRAM = Path(__file__).parent.parent.parent / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
LOG = Path("devTools", "m365agentsplayground.log")
SETTINGS = ".m365agentsplayground.yml"
OPENERS = ("open", "xdg-open")
"""Programs by which a desktop's browser is opened."""
SECONDS_TO_START = 60
STRANGERS = frozenset(PEOPLE[4:6])
"""Whom these tests do without: six people are the most that there can be."""
CHANNEL_NAME, TEAM_NAME, BOT_NAME = "alerts", "Safeguarding", "E-safety"


def can_run() -> bool:
    """Whether the Playground and what runs it are here."""
    return shutil.which("node") is not None and PROGRAM.exists()


@contextlib.asynccontextmanager
async def running(folder: Path, user: str, *, bot: str, service_url: str) -> AsyncIterator[str]:
    """The address of a Playground that is the Teams of that person, by their object id; `folder` is for its files.

    It posts activities to `bot`, and names `service_url` in them as its own. Raises AssertionError when it does not
    start.
    """
    _prepare(folder, user)
    options = ("-e", bot, "--service-url", service_url, "-c", "msteams", "-p", "0", "--disable-telemetry")
    with (folder / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *("node", str(PROGRAM), "start", *options),
            cwd=folder,
            env=_quiet(folder),
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield await _started(process, folder)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()


def settings(user: str) -> Mapping[str, Json]:
    """What the Playground of that person is told of the tenant, which is that of `tests.fakes.teams_workspace`."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": BOT_NAME},
        "currentUser": _person(user),
        "users": [_person(other) for other in sorted(set(PEOPLE) - STRANGERS - {user})],
        "personalChat": {"id": chat_of(user)},
        "groupChat": {"id": "19:0groupexample@thread.v2", "name": "Tutors"},
        "team": {
            "id": TEAM,
            "name": TEAM_NAME,
            "aadGroupId": "e5afe700-0000-4000-8000-00000000007e",
            "channels": [{"id": CHANNEL, "name": CHANNEL_NAME}],
        },
    }


def _person(user: str) -> Mapping[str, Json]:
    name = NAMES[PEOPLE.index(user)]
    given, family = name.split()
    mail = f"{given}.{family}@example.org".lower()
    return {
        "id": member_id(user),
        "aadObjectId": user,
        "name": name,
        "givenName": given,
        "surname": family,
        "email": mail,
        "userPrincipleName": mail,  # so it is written there
    }


def _prepare(folder: Path, user: str) -> None:
    folder.mkdir(parents=True)
    (folder / SETTINGS).write_text(json.dumps(settings(user)), encoding="utf-8")
    for opener in OPENERS:
        (folder / opener).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / opener).chmod(0o755)


def _quiet(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
    }


async def _started(process: asyncio.subprocess.Process, folder: Path) -> str:
    """Its address, once the page is there."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS_TO_START), aiohttp.ClientSession(trust_env=False) as http:
        line = (await process.stdout.readline()).decode()
        port = line.removeprefix("Listening on ").strip()
        assert port.isdigit(), f"the Playground did not start: {line}{(folder / 'errors').read_text()}"
        address = f"http://127.0.0.1:{port}"
        while not await _answers(http, address):
            assert process.returncode is None, f"the Playground ended: {(folder / LOG).read_text()}"
            await asyncio.sleep(0.05)
        return address


async def _answers(http: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with http.get(address) as response:
            return response.status == 200
    except aiohttp.ClientConnectionError:
        return False
