"""Tests of the settings: what is read from where, and what is said when one cannot be used."""

import re
from inspect import getsource
from pathlib import Path

import pytest

from bot import config
from bot.config import (
    CHECKOUT,
    OTHER_SETTINGS,
    OUR_SETTINGS,
    PLATFORM_SECRETS,
    SettingWrong,
    read,
)
from bot.slack import settings as slack_settings
from bot.teams import settings as teams_settings

NOWHERE = Path("there/is/no/.env")
HEX = "0123456789abcdef0123456789ABCDEF"
BOT, SIGNING, APP = "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"
OVER_HTTP = {BOT: "xoxb-canary-bot", SIGNING: HEX}
OVER_A_SOCKET = {BOT: "xoxb-canary-bot", APP: "xapp-1-canary"}
AN_ID, A_TENANT = "e5afe700-0000-4000-8000-00000000b07e", "e5afe700-0000-4000-8000-0000000000ff"
ON_TEAMS = {"MicrosoftAppId": AN_ID, "MicrosoftAppPassword": "canary~8Q", "MicrosoftAppTenantId": A_TENANT}
MANAGED = {"MicrosoftAppId": AN_ID, "MicrosoftAppTenantId": A_TENANT, "MicrosoftAppType": "UserAssignedMSI"}


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


def test_secrets_are_known_by_their_names_only(tmp_path: Path) -> None:
    secrets = {**OVER_HTTP, **OVER_A_SOCKET, **ON_TEAMS, "ESAFETY_SMTP_PASSWORD": "canary"}
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in secrets.items()))
    settings = read({"DATABASE_URL": "postgresql://bot:canary@server/name"}, tmp_path / ".env")
    assert settings.secrets == PLATFORM_SECRETS
    assert settings.smtp_password == "canary"
    assert "canary" not in repr(settings)
    assert HEX not in repr(settings)


def test_without_its_tokens_slack_is_not_set_up() -> None:
    assert read({BOT: "", "SLACK_API_URL": "nonsense"}, NOWHERE).slack is None


def test_slack_over_http_needs_the_bot_token_and_the_signing_secret() -> None:
    slack = read(OVER_HTTP, NOWHERE).slack
    assert slack is not None
    assert (slack.bot_token, slack.signing_secret, slack.app_token) == ("xoxb-canary-bot", HEX, "")
    assert slack.api_url == "https://slack.com/api/"


def test_slack_over_socket_mode_needs_no_signing_secret() -> None:
    slack = read(OVER_A_SOCKET, NOWHERE).slack
    assert slack is not None
    assert (slack.signing_secret, slack.app_token) == ("", "xapp-1-canary")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({SIGNING: HEX}, "SLACK_SIGNING_SECRET is set without SLACK_BOT_TOKEN: set both or neither."),
        ({APP: "xapp-1-canary"}, "SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN: set both or neither."),
        ({BOT: "xoxb-canary"}, "SLACK_BOT_TOKEN is set without SLACK_SIGNING_SECRET: set that, or SLACK_APP_TOKEN"),
        ({**OVER_HTTP, BOT: "xoxp-canary"}, "SLACK_BOT_TOKEN must be a token that begins with xoxb-,"),
        ({**OVER_HTTP, BOT: "xoxb-"}, "SLACK_BOT_TOKEN must be a token that begins with xoxb-,"),
        ({**OVER_HTTP, BOT: "xoxb-canary\n"}, "SLACK_BOT_TOKEN must be a token that begins with xoxb-,"),
        ({**OVER_A_SOCKET, APP: "xoxb-canary"}, "SLACK_APP_TOKEN must be a token that begins with xapp-,"),
        ({**OVER_HTTP, SIGNING: HEX[1:]}, "SLACK_SIGNING_SECRET must be 32 or more digits"),
        ({**OVER_HTTP, SIGNING: "canary" * 8}, "SLACK_SIGNING_SECRET must be 32 or more digits"),
        ({**OVER_A_SOCKET, SIGNING: "canary"}, "SLACK_SIGNING_SECRET must be 32 or more digits"),
    ],
)
def test_a_secret_of_slack_that_cannot_work_is_refused_without_being_said(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingWrong, match=f"^{re.escape(said)}.* Nothing was done\\.$") as refused:
        read(given, NOWHERE)
    assert "canary" not in str(refused.value)
    assert HEX[1:] not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/api/", "http://localhost/", "https://slack-gov.com/api/"])
def test_slack_may_be_asked_elsewhere_over_https_or_on_this_computer(url: str) -> None:
    slack = read({**OVER_HTTP, "SLACK_API_URL": url}, NOWHERE).slack
    assert slack is not None
    assert slack.api_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.com/api/",
        "https://slack.com/api",
        "https://canary@slack.com/api/",
        "https://slack.com/api/?canary/",
        "https:///api/",
        "https://[slack/",
        "https://slack.com/ /",
        "slack.com/api/",
    ],
)
def test_an_address_of_slack_over_which_a_token_must_not_go_is_refused(url: str) -> None:
    with pytest.raises(SettingWrong, match=r"^SLACK_API_URL must be an https address") as refused:
        read({**OVER_HTTP, "SLACK_API_URL": url}, NOWHERE)
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "3978.0", "³", "9" * 5000, " 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingWrong, match=r"^PORT must be a whole number from 0 to 65535\. Nothing was done\.$"):
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


def test_practice_has_no_way_to_reach_anybody() -> None:
    practice = read({**OVER_HTTP, **ON_TEAMS, "ESAFETY_SMTP_PASSWORD": "canary"}, NOWHERE).for_practice()
    assert (practice.slack, practice.teams, practice.smtp_password) == (None, None, "")


def test_practice_uses_the_example_where_no_organisation_is_named() -> None:
    assert read({}, NOWHERE).for_practice().organisation == CHECKOUT / "organisation.example.yaml"


def test_practice_never_puts_the_example_in_the_place_of_a_named_organisation() -> None:
    named = read({"ESAFETY_ORGANISATION": "/mistyped.yaml"}, NOWHERE)
    assert named.for_practice().organisation == Path("/mistyped.yaml")


def test_a_bot_with_a_managed_identity_is_known_to_be_one_although_it_has_no_secret() -> None:
    assert read(MANAGED, NOWHERE).secrets == ("MicrosoftAppId",)


def test_every_name_that_is_listed_is_read_and_no_other() -> None:
    source = "".join(getsource(each) for each in (config, slack_settings, teams_settings))
    read_there = set(re.findall(r'values\.get\("(\w+)"\)', source))
    assert read_there == {*OUR_SETTINGS, *OTHER_SETTINGS, *PLATFORM_SECRETS}


@pytest.mark.parametrize("name", ["MicrosoftAppID", "MICROSOFTAPPID", "microsoftAppTenantId"])
def test_a_name_in_other_capitals_is_a_slip_and_not_passed_over(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match=rf"^{name} is no setting: write MicrosoftApp"):
        read({name: "x"}, tmp_path / ".env")


def test_the_address_where_people_reach_the_web_server_is_kept_without_its_slash() -> None:
    assert read({}, NOWHERE).public_url == ""
    for given in ("https://esafety.example.org", "https://esafety.example.org/", "https://esafety.example.org:8443/"):
        settings = read({"PUBLIC_URL": given}, NOWHERE)
        assert settings.public_url == given.removesuffix("/")
        assert settings.for_practice().public_url == ""
    assert read({"PUBLIC_URL": "http://127.0.0.1:3978"}, NOWHERE).public_url == "http://127.0.0.1:3978"


@pytest.mark.parametrize(
    "wrong",
    [
        "http://esafety.example.org",
        "esafety.example.org",
        "https://esafety.example.org/bot",
        "https://esafety.example.org//",
        "https://esafety.example.org?x=1",
        "https://esafety.example.org?",
        "https://esafety.example.org#",
        "https://@esafety.example.org",
        "https://esafety.example.org;x",
        "https://esafety.example.org:",
        "https://esafety.example.org#x",
        "https://user:pass@esafety.example.org",
        "https://",
        "https://esafety example.org",
        "/",
    ],
)
def test_any_other_address_is_refused_in_one_sentence_that_does_not_repeat_it(wrong: str) -> None:
    with pytest.raises(SettingWrong, match=r"^PUBLIC_URL must be an https address and no more") as refused:
        read({"PUBLIC_URL": wrong}, NOWHERE)
    assert "user" not in str(refused.value)
