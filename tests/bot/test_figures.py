"""Tests of `figures log`: somebody's table of the cases that they may know of, beside a bot that runs."""

import csv
import io
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import CHECKOUT, Config, read
from bot.figures import CannotList, figures_log
from bot.log import Log
from dialogs import wording_log
from storage import cases
from storage.database import Database
from storage.failures import DatabaseUnavailable
from storage.keyring import Keyring
from tests.fakes import many_cases
from tests.fakes.desk import TUESDAY_MORNING
from tests.handlers.office import EXAMPLE, POLICY
from tests.servers.bot_program import say, settings

COUNT = 12


@pytest.fixture
async def config(tmp_path: Path) -> AsyncIterator[Config]:
    """The settings of a practice page on whose database there are cases, and which somebody has open."""
    config = read({"ESAFETY_DATA_DIR": str(tmp_path)}).for_practice()
    config.data_dir.mkdir(parents=True)
    keyring = Keyring.create(config.keyring, TUESDAY_MORNING)
    database = await Database.open(config.database_url, keyring)
    await many_cases.keep(database, POLICY, EXAMPLE, TUESDAY_MORNING, COUNT, 2)
    async with database.transaction() as tx:
        case = (await cases.every(tx))[0]
        await cases.change(tx, replace(case, excluded=frozenset({"asha"})))
    yield config
    await database.close()


def rows(content: str) -> list[list[str]]:
    """The table, read back."""
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


async def listed(config: Config, person: str, file: Path | None = None) -> tuple[list[list[str]], str]:
    """The table of this person, and what was logged."""
    out, logged = io.BytesIO(), io.StringIO()
    assert await figures_log(config, person, file, out, Log(logged)) == 0
    return rows(out.getvalue().decode()), logged.getvalue()


@pytest.mark.untraced
def test_the_command_prints_the_table_and_logs_one_line_without_a_person(config: Config, tmp_path: Path) -> None:
    assert config.data_dir.is_dir()
    said = say("figures", "log", "--practice", "--for", "carys", env=settings(tmp_path))
    assert said.code == 0
    head, *body = rows(said.out)
    assert head == list(wording_log.COLUMNS)
    assert len(body) <= COUNT
    assert said.err.split(" ", 1)[1] == f"the-incident-log-was-taken-along cases={len(body)}\n"
    assert "carys" not in said.err


async def test_nobody_gets_a_case_that_they_may_not_know_of(config: Config) -> None:
    (_, *asha), _ = await listed(config, "asha")
    (_, *carys), _ = await listed(config, "carys")
    assert len(asha) < len(carys)


async def test_it_is_written_into_a_new_file_that_only_its_owner_reads(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    printed, logged = await listed(config, "carys", file)
    assert printed == []
    assert logged.count("\n") == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_bytes()
    assert kept.startswith(b"\xef\xbb\xbf")
    with pytest.raises(CannotList, match="is there already, and was left as it is"):
        await listed(config, "carys", file)
    assert file.read_bytes() == kept
    with pytest.raises(CannotList, match="cannot be written"):
        await listed(config, "carys", tmp_path / "nowhere" / "log.csv")


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ("tom", "tom does not handle cases, so there is no incident log for tom"),
        ("nobody-of-that-name", "The organisation file calls nobody that"),
        ("", "The organisation file calls nobody that"),
    ],
)
async def test_somebody_who_handles_no_cases_gets_nothing(config: Config, person: str, why: str) -> None:
    with pytest.raises(CannotList, match=f"^{why}"):
        await listed(config, person)


@pytest.mark.untraced
def test_a_file_that_was_written_is_named_and_to_be_read_before_it_is_given(config: Config, tmp_path: Path) -> None:
    assert config.data_dir.is_dir()
    file = tmp_path / "log.csv"
    said = say("figures", "log", "--practice", "--for", "carys", "--csv", str(file), env=settings(tmp_path))
    assert (said.code, said.out) == (0, f"{file} was written. Read it before you give it to anybody.\n")


@pytest.mark.untraced
def test_what_was_done_on_the_practice_page_is_pointed_to_where_there_is_no_other_database(
    config: Config, tmp_path: Path
) -> None:
    assert config.data_dir.is_dir()
    commands = (
        ["figures", "log", "--for", "carys"],
        ["audit", "verify"],
        ["copy", "ES-1", "--for", "carys", "--as", "transfer", "--to", "Beta", "--pdf", str(tmp_path / "copy.pdf")],
    )
    for command in commands:
        said = say(*command, env=settings(tmp_path, ESAFETY_ORGANISATION=str(CHECKOUT / "organisation.example.yaml")))
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith("There is no database at ")
        assert said.err.endswith(" For what was done on the practice page add --practice.\n")


async def test_where_nothing_was_ever_stored_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    config = read({"ESAFETY_DATA_DIR": str(tmp_path)}).for_practice()
    with pytest.raises(DatabaseUnavailable):
        await listed(config, "asha")
    assert list(tmp_path.iterdir()) == []


async def test_a_case_under_an_older_version_of_the_policy_needs_that_version(config: Config, tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    for file in config.policy.rglob("*"):
        if file.is_file() and "guidance" not in file.parent.name:
            copy = folder / file.relative_to(config.policy)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    newer = folder / "casework.yaml"
    newer.write_text(f"{newer.read_text()}\n# changed\n")
    with pytest.raises(CannotList, match="restore a whole backup"):
        await listed(replace(config, policy=folder), "carys")
