"""Tests of `copy`: a copy of one case, written down in it, for somebody who may know of it."""

import asyncio
import io
import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.arguments import parse
from bot.config import Config, read
from bot.copy_arguments import CopyCase
from bot.copying import NONE, CannotCopy, copy, fill
from bot.log import Log
from dialogs import wording_copies as words
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.paper import Paper
from storage import audit, cases
from storage.database import Database
from storage.failures import DatabaseUnavailable
from storage.keyring import Keyring
from tests.bot.papers.reading import pages_of
from tests.fakes import many_cases
from tests.fakes.desk import TUESDAY_MORNING, FakeClock
from tests.handlers.office import EXAMPLE, POLICY
from tests.needs import could_not_run
from tests.servers.bot_program import say, settings

WHY = "Her nurse was asked."


@dataclass(frozen=True, slots=True)
class Kept:
    """The settings of a bot, its database, which somebody has open, and a case in it."""

    config: Config
    database: Database
    case: Case

    async def acts(self) -> list[dict[str, str]]:
        """What is written in the case of copies."""
        async with self.database.transaction() as tx:
            return [dict(each.detail) for each in await audit.entries(tx, self.case.id) if each.what == Act.EXPORTED]


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    """A few cases, beside a bot that runs."""
    config = read({"ESAFETY_DATA_DIR": str(tmp_path)}).for_practice()
    config.data_dir.mkdir(parents=True)
    database = await Database.open(config.database_url, Keyring.create(config.keyring, TUESDAY_MORNING))
    await many_cases.keep(database, POLICY, EXAMPLE, TUESDAY_MORNING, 6, 2)
    async with database.transaction() as tx:
        case = next(each for each in await cases.every(tx) if each.route == "channel" and each.reporter)
    yield Kept(config, database, case)
    await database.close()


def asked(kept: Kept, file: Path, **other: str | Path) -> CopyCase:
    """A copy for another provider, or as it is said."""
    plain = CopyCase(
        practice=True,
        reference=kept.case.reference,
        person="carys",
        version=words.TRANSFER,
        whom="Beta Training, Ravi Shah",
        subject="",
        without=None,
        why="",
        file=file,
    )
    return replace(plain, **other)  # type: ignore[arg-type] # each is of its own field


async def made(kept: Kept, file: Path, **other: str | Path) -> str:
    """Makes it. What stands on it."""
    logged = io.StringIO()
    assert await copy(kept.config, asked(kept, file, **other), Log(logged), clock=FakeClock()) == 0
    assert logged.getvalue().split(" ", 1)[1] == "a-copy-of-a-case-was-made\n"
    return "".join(pages_of(file.read_bytes()))


async def test_a_copy_is_written_into_a_new_private_file_and_into_the_case(kept: Kept, tmp_path: Path) -> None:
    text = await made(kept, tmp_path / "copy.pdf")
    assert kept.case.reference in text
    assert words.RECEIPT in text
    assert stat.S_IMODE((tmp_path / "copy.pdf").stat().st_mode) == 0o600
    [said] = await kept.acts()
    assert said == {Detail.VERSION: words.TRANSFER, Detail.WHOM: "Beta Training, Ravi Shah"}


async def test_while_it_is_drawn_the_bot_beside_it_can_store_a_report(kept: Kept, tmp_path: Path) -> None:
    database = sqlite3.connect(kept.config.data_dir / "practice.db", timeout=0)

    def draw(paper: Paper) -> bytes:
        database.execute("BEGIN IMMEDIATE")  # fails where somebody else is writing
        database.rollback()
        return paper.title.encode()

    with closing(database):
        assert await copy(kept.config, asked(kept, tmp_path / "copy.pdf"), Log(io.StringIO()), draw) == 0
    assert (tmp_path / "copy.pdf").read_text() == words.TRANSFER_TITLE


async def _becomes(config: Config, case: Case) -> None:
    database = await Database.open(config.database_url, Keyring.load(config.keyring))
    async with database.transaction() as tx:
        await cases.change(tx, case)
    await database.close()


@pytest.mark.parametrize("kept_out", [True, False])
async def test_what_changes_while_it_is_drawn_counts(kept: Kept, tmp_path: Path, *, kept_out: bool) -> None:
    excluded, about_staff = replace(kept.case, excluded=frozenset({"carys"})), POLICY.reporting.staff_route
    changed = excluded if kept_out else replace(kept.case, route=about_staff)

    def draw(_paper: Paper) -> bytes:
        with ThreadPoolExecutor() as another:
            another.submit(asyncio.run, _becomes(kept.config, changed)).result()
        return b"%PDF-"

    with pytest.raises(CannotCopy, match="may not know of it" if kept_out else "about a member of staff"):
        await copy(kept.config, asked(kept, tmp_path / "copy.pdf"), Log(io.StringIO()), draw)
    assert not (tmp_path / "copy.pdf").exists()
    assert await kept.acts() == []


@pytest.mark.untraced
async def test_the_program_makes_a_copy(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    to = ("--as", "transfer", "--to", "Beta", "--pdf", str(file))
    said = say("copy", kept.case.reference.lower(), "--practice", "--for", "carys", *to, env=settings(tmp_path))
    assert (said.code, said.out) == (0, f"{file} was written. Read it before you give it to anybody.\n"), said.err
    assert file.read_bytes().startswith(b"%PDF-")
    assert "carys" not in said.err


async def test_for_the_person_what_stands_in_a_file_is_struck_out(kept: Kept, tmp_path: Path) -> None:
    name, label = kept.case.reporter_name, POLICY.categories[kept.case.category].label
    without = tmp_path / "without.txt"
    without.write_text(f"\ufeff{label}\n\n", encoding="utf-8")
    asked_for = {"version": words.SUBJECT_ACCESS, "subject": name, "why": WHY, "whom": ""}
    text = await made(kept, tmp_path / "copy.pdf", without=without, **asked_for)
    assert label not in text
    assert name in text
    assert "NOT READY TO BE GIVEN" in text
    [said] = await kept.acts()
    assert said[Detail.WHY] == WHY


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"reference": "ES-000000"}, NONE),
        ({"person": "tom"}, NONE),
        ({"person": "nobody"}, NONE),
        ({"person": "ben"}, words.NOT_YOURS),
        ({"whom": ""}, words.WHOM_NEEDED),
        ({"version": words.SUBJECT_ACCESS, "subject": "Nobody", "why": WHY}, words.SUBJECT_UNKNOWN),
        ({"without": Path("/nowhere")}, "/nowhere cannot be read as text"),
    ],
)
async def test_what_cannot_be_made_leaves_no_file_and_no_word(
    kept: Kept, tmp_path: Path, other: dict[str, str | Path], why: str
) -> None:
    with pytest.raises(CannotCopy) as fault:
        await made(kept, tmp_path / "copy.pdf", **other)
    assert str(fault.value).startswith(why)
    assert not (tmp_path / "copy.pdf").exists()
    assert await kept.acts() == []


async def test_a_case_about_staff_is_copied_for_no_other_provider(kept: Kept, tmp_path: Path) -> None:
    async with kept.database.transaction() as tx:
        await cases.change(tx, replace(kept.case, route=POLICY.reporting.staff_route))
    with pytest.raises(CannotCopy, match="about a member of staff"):
        await made(kept, tmp_path / "copy.pdf")


async def test_a_file_that_is_there_is_left_as_it_is(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_text("mine")
    with pytest.raises(CannotCopy, match="is there already"):
        await made(kept, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_text() == "mine"
    with pytest.raises(CannotCopy, match="cannot be written"):
        await made(kept, tmp_path / "nowhere" / "copy.pdf")
    assert await kept.acts() == []


async def test_a_file_that_cannot_be_filled_says_that_the_copy_is_written_down(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        could_not_run("there is no full disk here to write to: /dev/full of Linux stands for one")
    with pytest.raises(CannotCopy, match="could not be written whole"):
        fill(tmp_path / "copy.pdf", os.open("/dev/full", os.O_WRONLY), b"%PDF-")


async def test_where_nothing_was_ever_stored_nothing_is_made(tmp_path: Path) -> None:
    config = read({"ESAFETY_DATA_DIR": str(tmp_path)}).for_practice()
    wanted = parse(["copy", "ES-1", "--for", "asha", "--as", "transfer", "--to", "B", "--pdf", str(tmp_path / "c.pdf")])
    assert isinstance(wanted, CopyCase)
    with pytest.raises(DatabaseUnavailable):
        await copy(config, wanted, Log(io.StringIO()))
    assert list(tmp_path.iterdir()) == []


async def test_a_case_under_an_unknown_version_of_the_policy_needs_that_version(kept: Kept, tmp_path: Path) -> None:
    async with kept.database.transaction() as tx:
        await cases.change(tx, replace(kept.case, excluded=frozenset()))
    folder = tmp_path / "policy"
    for file in kept.config.policy.rglob("*"):
        if file.is_file() and "guidance" not in file.parent.name:
            (folder / file.relative_to(kept.config.policy)).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.relative_to(kept.config.policy)).write_bytes(file.read_bytes())
    newer = folder / "casework.yaml"
    newer.write_text(f"{newer.read_text()}\n# changed\n")
    with pytest.raises(CannotCopy, match="restore a whole backup"):
        await made(replace(kept, config=replace(kept.config, policy=folder)), tmp_path / "copy.pdf")


def test_without_for_it_is_wrongly_called(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["copy", "ES-1", "--as", "transfer", "--pdf", "c.pdf"])
    assert "--for PERSON is missing" in capsys.readouterr().err
