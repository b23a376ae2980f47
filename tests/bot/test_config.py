"""Tests of the settings: what is read from where, and what is said when one cannot be used."""

import re
from pathlib import Path

import pytest

from bot import config
from bot.config import CHECKOUT, OTHER_SETTINGS, OUR_SETTINGS, PLATFORM_SECRETS, SettingWrong, read

NOWHERE = Path("there/is/no/.env")


def test_without_settings_everything_has_its_usual_place() -> None:
    settings = read({}, NOWHERE)
    assert (settings.data_dir, settings.keyring) == (Path("var"), Path("var/keyring.json"))
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.database_url == "sqlite+aiosqlite:///var/esafety.db"
    assert settings.organisation == Path("organisation.yaml")
    assert settings.policy == CHECKOUT / "dialogs" / "policies" / "achieve"


def test_a_setting_that_is_empty_is_as_good_as_none() -> None:
    assert read(dict.fromkeys(("ESAFETY_DATA_DIR", "HOST", "PORT", "DATABASE_URL"), ""), NOWHERE) == read({}, NOWHERE)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nexport PORT=1\nHOST='localhost'\n\nEMPTY\n")
    settings = read({"PORT": "2"}, file)
    assert (settings.host, settings.port) == ("localhost", 2)


@pytest.mark.parametrize("name", PLATFORM_SECRETS)
def test_a_secret_is_known_by_its_name_only(name: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{name}=canary\n")
    settings = read({"DATABASE_URL": "postgresql://bot:canary@server/name"}, tmp_path / ".env")
    assert settings.secrets == (name,)
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "3978.0", "³", "9" * 5000, " 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingWrong, match=r"^PORT must be a whole number from 0 to 65535\. Nothing was started\.$"):
        read({"PORT": port}, NOWHERE)


def test_a_slip_in_the_name_of_a_setting_is_found() -> None:
    with pytest.raises(SettingWrong, match="ESAFETY_DATADIR is no setting: there are ESAFETY_DATA_DIR, "):
        read({"ESAFETY_DATADIR": "/data"}, NOWHERE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PORT=1\nHOST localhost\n", r":2: write NAME=value here\."),
        (b"PORT='1\n", r":1: write NAME=value here\."),
        (b"\xff\xfe\x00canary", "is not a text file"),
        (b"PORT=1\0\n", "is not a text file"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingWrong, match=said) as refused:
        read({}, tmp_path / ".env")
    assert "canary" not in str(refused.value)


def test_a_folder_in_the_place_of_the_file_of_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match="cannot be read"):
        read({}, tmp_path)


def test_practice_has_a_folder_a_database_and_a_keyring_of_its_own() -> None:
    given = {"ESAFETY_DATA_DIR": "/data", "ESAFETY_KEYRING": "/keys/real", "DATABASE_URL": "postgresql://server/real"}
    practice = read(given, NOWHERE).for_practice()
    assert practice.data_dir == Path("/data/practice")
    assert practice.keyring == Path("/data/practice/keyring.json")
    assert practice.database_url == "sqlite+aiosqlite:////data/practice/practice.db"


def test_practice_uses_the_example_where_no_organisation_is_named() -> None:
    assert read({}, NOWHERE).for_practice().organisation == CHECKOUT / "organisation.example.yaml"


def test_practice_never_puts_the_example_in_the_place_of_a_named_organisation() -> None:
    named = read({"ESAFETY_ORGANISATION": "/mistyped.yaml"}, NOWHERE)
    assert named.for_practice().organisation == Path("/mistyped.yaml")


def test_every_name_that_is_listed_is_read_and_no_other() -> None:
    source = Path(config.__file__).read_text()
    read_there = set(re.findall(r'values\.get\("(\w+)"\)', source))
    assert read_there == {*OUR_SETTINGS, *OTHER_SETTINGS}
