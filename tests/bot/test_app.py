"""Tests of what is said when the bot cannot start, through a process of its own, and that nothing is lost by it.

A report is made once. Each test spoils a copy of what was stored, reads the one sentence, puts the right thing back,
and finds the report again.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot import app, config
from bot.log import Log
from bot.verifying import verify
from dialogs.alerts import Press
from dialogs.policy_file import read_folder
from storage.keyring import Keyring
from tests.policies.edited import SMALLVILLE, edited, line_of
from tests.scenarios.conversation import AnswersIt, Kind, Sees, hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES
from tests.servers.bot_program import CHECKOUT, Said, running, say, settings

pytestmark = pytest.mark.untraced

Spoil = Callable[[Path], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one report was received, its bot stopped."""
    folder = tmp_path_factory.mktemp("reported")
    async with running(settings(folder)) as bot, aiohttp.ClientSession() as http:
        await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], PracticePlatform(bot.address, http))
        bot.process.terminate()
        assert await bot.ends() == 0
    return folder


@pytest.fixture
def data(reported: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test to spoil."""
    return Path(shutil.copytree(reported, tmp_path / "data"))


async def still_there(data: Path, **more: str) -> None:
    """The report can be opened, its alert stands in the channel, and the audit is whole."""
    given = {"ESAFETY_DATA_DIR": str(data), "PORT": "0", **more}
    practice = config.read(given, data / ".env").for_practice()
    async with app.practice(practice, Log(StringIO())) as address, aiohttp.ClientSession() as http:
        platform = PracticePlatform(address, http)
        assert "Mia Example" in (await platform.presses("asha", Press.OPEN)).text
        assert len(await platform.channel()) == 1
    assert await verify(practice, None, StringIO()) == 0


def refused(said: Said, *words: str) -> None:
    """It ended with exit code 1 and one line that has these words."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.count("\n") == 1, said.err
    for word in words:
        assert word in said.err, said.err


def another_keyring(practice: Path) -> None:
    (practice / "keyring.json").unlink()
    Keyring.create(practice / "keyring.json", datetime.now(UTC))


def no_keyring(practice: Path) -> None:
    (practice / "keyring.json").unlink()


def a_keyring_for_all_to_read(practice: Path) -> None:
    (practice / "keyring.json").chmod(0o644)


def a_text_for_a_keyring(practice: Path) -> None:
    (practice / "keyring.json").write_text('{"version": 1, "keks": {"canary": 1}}')


def bytes_in_the_middle(practice: Path) -> None:
    file = practice / "practice.db"
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle - 8192 : middle + 8192] = os.urandom(16384)
    file.write_bytes(content)


def half_a_database(practice: Path) -> None:
    file = practice / "practice.db"
    os.truncate(file, file.stat().st_size // 2)


def a_text_for_a_database(practice: Path) -> None:
    (practice / "practice.db").write_text("canary: this is no database\n" * 1000)


def a_newer_database(practice: Path) -> None:
    with closing(sqlite3.connect(practice / "practice.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def a_word_for_a_clock(practice: Path) -> None:
    (practice / "clock").write_text("canary")


def a_clock_beyond_time(practice: Path) -> None:
    (practice / "clock").write_text("1e18")


def a_line_that_is_no_message(practice: Path) -> None:
    file = practice / "messages.jsonl"
    file.write_bytes(file.read_bytes() + b'{"canary": \xff\n')


def a_folder_for_messages(practice: Path) -> None:
    (practice / "messages.jsonl").unlink()
    (practice / "messages.jsonl").mkdir()


def a_folder_for_the_token(practice: Path) -> None:
    (practice / "page-token").unlink()
    (practice / "page-token").mkdir()


SPOILS: Mapping[Spoil, tuple[str, ...]] = {
    another_keyring: ("was written with another keyring", "nothing was changed"),
    no_keyring: ("There is no keyring at", "put its copy back"),
    a_keyring_for_all_to_read: ("Others may read the keyring", "chmod 600"),
    a_text_for_a_keyring: ("is not a keyring", "nothing was changed"),
    bytes_in_the_middle: ("practice.db is damaged", "newest backup"),
    half_a_database: ("practice.db is damaged", "newest backup"),
    a_text_for_a_database: ("practice.db is damaged", "newest backup"),
    a_newer_database: ("A newer version of the bot", "nothing was changed"),
    a_word_for_a_clock: ("clock does not hold", "Nothing was started, changed or lost"),
    a_clock_beyond_time: ("clock does not hold", "Nothing was started, changed or lost"),
    a_line_that_is_no_message: ("messages.jsonl", "in line ", "Nothing was started, changed or lost"),
    a_folder_for_messages: ("messages.jsonl cannot be read", "Nothing was started, changed or lost"),
    a_folder_for_the_token: ("page-token cannot be read", "Nothing was started, changed or lost"),
}


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
async def test_what_is_spoilt_is_refused_in_a_sentence_and_loses_nothing(
    spoil: Spoil, data: Path, tmp_path: Path
) -> None:
    practice = data / "practice"
    kept = shutil.copytree(practice, tmp_path / "kept")
    spoil(practice)
    before = (practice / "practice.db").read_bytes()

    said = say("run", "--practice", env=settings(data))

    refused(said, *SPOILS[spoil])
    assert "canary" not in said.err
    assert (practice / "practice.db").read_bytes() == before
    shutil.rmtree(practice)
    shutil.copytree(kept, practice)
    await still_there(data)


ENVIRONMENTS: Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "a port that is none": ({"PORT": "abc"}, ("PORT must be", "Nothing was done")),
    "all the world": ({"HOST": "0.0.0.0"}, ("this computer only", "HOST")),  # noqa: S104 - it is refused
    "another name": ({"HOST": "canary.example"}, ("this computer only", "HOST")),
    "slack": (
        {"SLACK_BOT_TOKEN": "xoxb-canary", "SLACK_APP_TOKEN": "xapp-canary"},
        ("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are set", "To practise unset them", "Nothing was started"),
    ),
    "teams": ({"MicrosoftAppPassword": "canary"}, ("MicrosoftAppPassword is set", "Nothing was done")),
    "no such policy": ({"ESAFETY_POLICY": "/there/is/none"}, ("/there/is/none is not a folder",)),
    "no such organisation": ({"ESAFETY_ORGANISATION": "/there/is/none"}, ("/there/is/none cannot be read",)),
    "a slip": ({"ESAFETY_KEYRNG": "/keys"}, ("ESAFETY_KEYRNG is no setting", "Nothing was done")),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
async def test_a_setting_that_cannot_be_used_is_refused_in_a_sentence(name: str, data: Path) -> None:
    given, words = ENVIRONMENTS[name]
    said = say("run", "--practice", env=settings(data, **given))
    refused(said, *words)
    assert "canary" not in said.err
    await still_there(data)


async def test_a_port_in_use_is_said_and_whoever_uses_it_goes_on(data: Path) -> None:
    async with running(settings(data)) as first, aiohttp.ClientSession() as http:
        port = first.address.rpartition(":")[2]
        refused(say("run", env=settings(data, PORT=port)), f"port {port}", "set PORT to another")
        assert "ES-" in (await PracticePlatform(first.address, http).home("asha")).text
    await still_there(data)


def test_a_data_folder_that_cannot_be_written_in_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    said = say("run", env=settings(tmp_path / "file"))
    refused(said, "cannot be written in", "ESAFETY_DATA_DIR")
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("content", [b"\xff\xfe\0", b"HOST 127.0.0.1\n"])
async def test_a_file_of_settings_that_makes_no_sense_is_said(content: bytes, data: Path) -> None:
    (data / ".env").write_bytes(content)
    refused(say("run", env=settings(data), at=data), ".env", "NAME=value")
    (data / ".env").unlink()
    await still_there(data)


async def test_every_fault_of_an_organisation_is_listed(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    whole = (CHECKOUT / "organisation.example.yaml").read_text()
    file.write_text(whole.replace("Europe/London", "Europe/Canary").replace("mon-fri:", "mon-frog:"))
    said = say("run", env=settings(data, ESAFETY_ORGANISATION=str(file)))
    assert (said.code, said.out, "Traceback" in said.err) == (1, "", False)
    assert [line.split(": ")[0] for line in said.err.splitlines()] == ["ours.yaml:8", "ours.yaml:12"]
    file.write_text(whole)
    await still_there(data, ESAFETY_ORGANISATION=str(file))


PLANTED = (
    ("policy.yaml", "title: Coach", "titel: Coach"),
    ("obligations.yaml", "Nobody takes photographs", "Nobody shall take photographs"),
    ("errata.yaml", "checked: 2026-05-01", "checked: 1 May 2026"),
    ("procedures.yaml", "owner: welfare_officer", "owner: lifeguard"),
    ("routes.yaml", "{told}", "{everybody}"),
    ("categories.yaml", "severity: S2", "severity: bad"),
    ("severities.yaml", "repeat: 2 minutes", "repeat: null"),
    ("reporting.yaml", "what: unkind}\n    category", "what: unkid}\n    category"),
    ("signposts.yaml", "\n", "\nunfinished: [\n"),
    ("forms/poolside.yaml", "only_if: {what: unkind}", "only_if: {pool: yes}"),
)


async def test_every_one_of_ten_faults_of_a_policy_is_listed(data: Path, tmp_path: Path) -> None:
    files = read_folder(SMALLVILLE)
    for file, old, new in PLANTED:
        files = edited(file, old, new, files)
    for name, content in files.items():
        (tmp_path / "policy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policy" / name).write_bytes(content)

    for command in ("run", "check"):
        said = say(command, env=settings(data, ESAFETY_POLICY=str(tmp_path / "policy")))
        found = (said.err if command == "run" else said.out).replace("FAULT    ", "")
        assert said.code == 1
        assert "Traceback" not in said.err
        for file, _, new in PLANTED:
            start = f"{file}:" if file == "signposts.yaml" else f"{file}:{line_of(file, new, files)}: "
            assert any(line.startswith(start) for line in found.splitlines()), (start, found)
    await still_there(data)
