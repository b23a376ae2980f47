"""Tests of `check`: what it lists, and when it says that the bot must not go live."""

import asyncio
import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from bot.checking import check
from bot.config import CHECKOUT, Config, SlackSettings, read
from dialogs.guidance.weights import packed
from storage.database import Database
from storage.keyring import Keyring
from tests.bot import real_people
from tests.guidance.small import weights

EXAMPLE = CHECKOUT / "organisation.example.yaml"


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return read({"ESAFETY_DATA_DIR": str(tmp_path), "ESAFETY_ORGANISATION": str(EXAMPLE)}, tmp_path / ".env")


def checked(settings: Config, *, practice: bool = False) -> tuple[int, list[str]]:
    """The exit code, and the lines that were printed."""
    out = io.StringIO()
    code = check(settings, practice=practice, out=out)
    return code, out.getvalue().splitlines()


def test_the_example_is_fit_for_practice_without_being_edited(settings: Config, tmp_path: Path) -> None:
    code, lines = checked(settings, practice=True)
    assert code == 0
    assert lines[-1].startswith("0 faults, ")
    assert lines[-1].endswith(" warnings: fit for practice.")
    assert all(line.startswith("warning  ") for line in lines[:-1])
    assert list(tmp_path.iterdir()) == []


def test_everything_that_is_wrong_is_said_at_once(settings: Config, tmp_path: Path) -> None:
    text = (
        EXAMPLE.read_text().replace("roles: [safeguarding_lead]", "roles: []").replace("roles: [champion]", "roles: []")
    )
    (tmp_path / "ours.yaml").write_text(text)
    code, lines = checked(replace(settings, organisation=tmp_path / "ours.yaml"))
    assert code == 1
    faults = [line for line in lines if line.startswith("FAULT    ")]
    assert any("(safeguarding_lead)" in fault for fault in faults)
    assert any("(champion)" in fault for fault in faults)
    assert lines[-1].startswith(f"{len(faults)} faults, ")
    assert lines[-1].endswith(": must not go live.")


def test_nobody_who_can_be_reached_is_a_fault_when_it_is_not_practice(settings: Config, tmp_path: Path) -> None:
    ids = ("slack: U", "teams: e5afe700")
    lines = [line for line in EXAMPLE.read_text().splitlines() if not line.strip().startswith(ids)]
    (tmp_path / "ours.yaml").write_text("\n".join(lines))
    ours = replace(settings, organisation=tmp_path / "ours.yaml")
    assert checked(ours, practice=True)[0] == 0
    code, said = checked(ours)
    assert code == 1
    assert any("Only 0 of those who handle cases can be reached" in line for line in said)


def test_faults_in_the_files_are_listed_with_file_and_line(settings: Config, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(EXAMPLE.read_text().replace("Europe/London", "Europe/Nowhere"))
    broken = replace(settings, organisation=tmp_path / "ours.yaml", policy=tmp_path / "none", database_url="nonsense")
    code, lines = checked(broken)
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == [
        "FAULT    DATABASE_URL must be sqlite+aiosqlite:///<file> or postgresql+asyncpg://<server>/<name>.",
        "FAULT    No platform is set up",
        f"FAULT    {tmp_path}/none is not a folder",
        "FAULT    ours.yaml:8",
        "4 faults, 0 warnings",
    ]


def test_an_organisation_that_is_not_there_is_one_fault(settings: Config, tmp_path: Path) -> None:
    code, lines = checked(replace(settings, organisation=tmp_path / "none.yaml"), practice=True)
    assert code == 1
    assert lines[0].startswith(f"FAULT    The organisation file {tmp_path}/none.yaml cannot be read")
    assert lines[1] == "1 fault, 0 warnings: must not go live."


def test_with_no_platform_nobody_can_report_so_it_must_not_go_live(settings: Config) -> None:
    said = "FAULT    No platform is set up: `run` serves the practice page, and nobody can report."
    assert [line for line in checked(settings)[1] if line.startswith(said)]
    assert not [line for line in checked(settings, practice=True)[1] if line.startswith(said)]


def test_signposts_that_nobody_checked_are_said_once_with_the_file_to_date_them_in(settings: Config) -> None:
    [said] = [line for line in checked(settings, practice=True)[1] if "Nobody has checked these signposts" in line]
    assert str(settings.policy / "signposts.yaml") in said


def test_people_who_were_made_up_are_told_from_real_ones_except_in_practice(settings: Config) -> None:
    made_up = "FAULT    Nobody is reached at what is made up"
    assert [line for line in checked(settings)[1] if line.startswith(made_up)]
    assert not [line for line in checked(settings, practice=True)[1] if line.startswith(made_up)]


NOBODY_LISTENS = "http://127.0.0.1:1/api/"


@pytest.fixture
def on_slack(settings: Config, tmp_path: Path) -> Config:
    """Settings of a bot for real people, on a Slack that does not answer."""
    named = SlackSettings(NOBODY_LISTENS, bot_token="xoxb-1", signing_secret="0" * 32, app_token="")
    return replace(settings, slack=named, organisation=real_people.written(tmp_path))


def test_while_slack_does_not_answer_nobody_can_tell_whether_it_may_go_live(on_slack: Config) -> None:
    code, lines = checked(on_slack)
    assert code == 1
    assert lines[0].startswith("warning  Slack could not be asked who the bot is")
    assert lines[-1].endswith(": not known yet, Slack did not answer.")


def on_one_platform_only(other: str, folder: Path) -> Path:
    """The example with nobody's id on the other platform."""
    lines = [line for line in EXAMPLE.read_text().splitlines() if not line.startswith(f"    {other}: ")]
    (folder / "ours.yaml").write_text("\n".join(lines))
    return folder / "ours.yaml"


def test_somebody_who_is_on_another_platform_only_cannot_be_reached_on_slack(on_slack: Config, tmp_path: Path) -> None:
    code, lines = checked(replace(on_slack, organisation=on_one_platform_only("slack", tmp_path)))
    assert code == 1
    assert any("Only 0 of those who handle cases can be reached" in line for line in lines)


@pytest.fixture
def own_policy(settings: Config, tmp_path: Path) -> Config:
    """Settings with a policy of one's own: the one that ships, copied, and what was trained for it."""
    return replace(settings, policy=copytree(settings.policy, tmp_path / "policy"))


def test_guidance_that_knows_other_passages_than_the_policy_has_is_a_fault(own_policy: Config) -> None:
    (own_policy.policy / "guidance" / "passages.weights").write_bytes(packed(weights(gone="anything")))
    code, lines = checked(own_policy, practice=True)
    assert code == 1
    assert lines[0].startswith("FAULT    No question finds these passages of the policy: ")
    assert lines[1] == (
        "FAULT    Guidance was trained for passages that the policy does not have: gone. Train it again."
    )
    assert lines[-1].startswith("2 faults, ")
    assert lines[-1].endswith(": must not go live.")


def test_guidance_that_cannot_be_read_is_a_fault_and_what_to_do_is_said(own_policy: Config) -> None:
    file = own_policy.policy / "guidance" / "passages.weights"
    file.write_bytes(file.read_bytes()[:-100])
    code, lines = checked(own_policy, practice=True)
    assert code == 1
    assert lines[0].startswith(f"FAULT    {file} cannot be read: ")
    assert lines[0].endswith(" Put the file back as it came.")
    assert lines[-1].startswith("1 fault, ")


def test_a_policy_for_which_nothing_was_trained_is_no_fault(own_policy: Config) -> None:
    rmtree(own_policy.policy / "guidance")
    code, lines = checked(own_policy, practice=True)
    assert code == 0
    assert lines[-1].startswith("0 faults, ")


def no_keyring(settings: Config) -> None:
    settings.keyring.unlink()


def another_keyring(settings: Config) -> None:
    settings.keyring.unlink()
    Keyring.create(settings.keyring, datetime.now(UTC))


def a_keyring_for_all_to_read(settings: Config) -> None:
    settings.keyring.chmod(0o644)


def a_text_for_a_keyring(settings: Config) -> None:
    settings.keyring.write_text("nonsense")


def a_newer_database(settings: Config) -> None:
    with closing(sqlite3.connect(settings.data_dir / "esafety.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def kept(settings: Config) -> None:
    """A bot with these settings was started once."""

    async def start() -> None:
        await (await Database.open(settings.database_url, Keyring.create(settings.keyring, datetime.now(UTC)))).close()

    asyncio.run(start())


def content(folder: Path) -> dict[Path, bytes]:
    """Every file in it."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def without_its_verdicts(lines: list[str]) -> list[str]:
    """The faults that are about what is kept: the settings here have two others."""
    others = ("FAULT    No platform is set up", "FAULT    Nobody is reached")
    return [line for line in lines if line.startswith("FAULT") and not line.startswith(others)]


SPOILS: dict[Callable[[Config], None], str] = {
    no_keyring: "There is no keyring at",
    another_keyring: "The database was written with another keyring",
    a_keyring_for_all_to_read: "Others may read the keyring",
    a_text_for_a_keyring: "is not a keyring",
    a_newer_database: "A newer version of the bot has changed the database",
}


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_what_the_start_would_refuse_of_the_keyring_is_a_fault_and_nothing_is_made(
    spoil: Callable[[Config], None], settings: Config
) -> None:
    kept(settings)
    assert without_its_verdicts(checked(settings)[1]) == []
    spoil(settings)
    before = content(settings.data_dir)
    code, lines = checked(settings)
    [fault] = without_its_verdicts(lines)
    assert code == 1
    assert SPOILS[spoil] in fault
    assert content(settings.data_dir) == before


def test_a_keyring_that_others_may_read_is_a_fault_before_anything_is_kept(settings: Config) -> None:
    Keyring.create(settings.keyring, datetime.now(UTC))
    assert without_its_verdicts(checked(settings)[1]) == []
    settings.keyring.chmod(0o644)
    [fault] = without_its_verdicts(checked(settings)[1])
    assert "Others may read the keyring" in fault
    assert not (settings.data_dir / "esafety.db").exists()


async def test_of_a_database_on_postgresql_the_keyring_is_asked_for_once_something_was_kept_there(
    settings: Config, postgres_url: str
) -> None:
    there = replace(settings, database_url=postgres_url)
    assert without_its_verdicts((await asyncio.to_thread(checked, there))[1]) == []
    assert not there.keyring.exists()
    await asyncio.to_thread(kept, there)
    assert without_its_verdicts((await asyncio.to_thread(checked, there))[1]) == []
    for spoil in (another_keyring, no_keyring):
        spoil(there)
        [fault] = without_its_verdicts((await asyncio.to_thread(checked, there))[1])
        assert SPOILS[spoil] in fault
    assert not there.keyring.exists()
