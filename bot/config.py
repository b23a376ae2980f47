"""Settings from the environment (and `.env`), parsed once into a frozen value.

Secrets are kept out of `repr`, and nothing here prints them. What a setting means is written in README.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream

DEFAULT_PORT = 3978
HIGHEST_PORT = 65535
PLATFORM_SECRETS = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "MicrosoftAppPassword")
OURS = "ESAFETY_"
OUR_SETTINGS = (
    "ESAFETY_DATA_DIR",
    "ESAFETY_ORGANISATION",
    "ESAFETY_POLICY",
    "ESAFETY_KEYRING",
    "ESAFETY_SMTP_PASSWORD",
)
OTHER_SETTINGS = ("DATABASE_URL", "HOST", "PORT", "SLACK_API_URL")
SLACK_API_URL = "https://slack.com/api/"
THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")
CHECKOUT = Path(__file__).parent.parent
DEFAULT_ORGANISATION = Path("organisation.yaml")


class SettingWrong(Exception):
    """A setting cannot be used. Its text names the setting and what to write instead, never a secret's value."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How the bot speaks to Slack: over Socket Mode if there is an `app_token`, else over HTTP.

    `signing_secret` is empty only with an app token, `app_token` only without one. `api_url` ends in a slash.
    """

    api_url: str
    bot_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    app_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How the bot speaks to Microsoft Teams.

    `app_type` is "SingleTenant", with a `password`, or "UserAssignedMSI", without one. `open_id_metadata` says where
    the keys are with which Microsoft signs, `login_url` and `scope` where and for what tokens are got, and `hosts` are
    added to those that activities may name as their service.
    """

    app_id: str
    app_type: str
    tenant: str
    open_id_metadata: str
    login_url: str
    scope: str
    hosts: frozenset[str]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says. `secrets` are the names of the platform secrets that are set.

    `slack` is None where Slack is not set up, and `smtp_password` empty where there is none.
    """

    data_dir: Path
    organisation: Path
    policy: Path
    keyring: Path
    host: str
    port: int
    secrets: tuple[str, ...]
    slack: SlackSettings | None
    database_url: str = field(repr=False)
    smtp_password: str = field(repr=False)

    def for_practice(self) -> "Config":
        """The same with the practice page's own folder, database and keyring, and no way to reach anybody.

        Where no organisation is named and there is none by the usual name, the example's people are practised with.
        """
        folder = self.data_dir / "practice"
        unnamed = self.organisation == DEFAULT_ORGANISATION and not self.organisation.exists()
        return replace(
            self,
            data_dir=folder,
            organisation=CHECKOUT / "organisation.example.yaml" if unnamed else self.organisation,
            keyring=folder / "keyring.json",
            slack=None,
            database_url=sqlite_url(folder / "practice.db"),
            smtp_password="",
        )


def read(environment: Mapping[str, str], dotenv: Path = Path(".env")) -> Config:
    """Parses the settings. Raises SettingWrong for one that cannot be used.

    `.env` fills in what the environment does not say.
    """
    values = {**_kept(dotenv), **environment}
    _refuse_slips(values)
    data_dir = Path(values.get("ESAFETY_DATA_DIR") or "var")
    return Config(
        data_dir=data_dir,
        organisation=Path(values.get("ESAFETY_ORGANISATION") or DEFAULT_ORGANISATION),
        policy=Path(values.get("ESAFETY_POLICY") or CHECKOUT / "dialogs" / "policies" / "achieve"),
        keyring=Path(values.get("ESAFETY_KEYRING") or data_dir / "keyring.json"),
        host=values.get("HOST") or "127.0.0.1",
        port=_port(values.get("PORT") or str(DEFAULT_PORT)),
        secrets=tuple(name for name in PLATFORM_SECRETS if values.get(name)),
        slack=_slack(values),
        database_url=values.get("DATABASE_URL") or sqlite_url(data_dir / "esafety.db"),
        smtp_password=values.get("ESAFETY_SMTP_PASSWORD") or "",
    )


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database in that file."""
    return f"sqlite+aiosqlite:///{file}"


def _kept(dotenv: Path) -> dict[str, str]:
    try:
        text = dotenv.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingWrong(
            f"The settings in {dotenv} cannot be read ({error.strerror}): let the bot's account read the file, "
            "or take it away. Nothing was started."
        ) from None
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SettingWrong(f"{dotenv} is not a text file: write one NAME=value on each line. Nothing was started.")
    for line in parse_stream(io.StringIO(text)):
        if line.error:
            raise SettingWrong(f"{dotenv}:{line.original.line}: write NAME=value here. Nothing was started.")
    return {name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None}


def _refuse_slips(values: Mapping[str, str]) -> None:
    # A mistyped data folder would not be missed until somebody asks where the reports are.
    for name in sorted(values):
        if name.startswith(OURS) and name not in OUR_SETTINGS:
            raise SettingWrong(f"{name} is no setting: there are {', '.join(OUR_SETTINGS)}. Nothing was started.")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(HIGHEST_PORT)) or int(text) > HIGHEST_PORT:
        raise SettingWrong(f"PORT must be a whole number from 0 to {HIGHEST_PORT}. Nothing was started.")
    return int(text)


def _slack(values: Mapping[str, str]) -> SlackSettings | None:
    bot_token = values.get("SLACK_BOT_TOKEN") or ""
    signing_secret = values.get("SLACK_SIGNING_SECRET") or ""
    app_token = values.get("SLACK_APP_TOKEN") or ""
    if not bot_token:
        if signing_secret or app_token:
            name = "SLACK_SIGNING_SECRET" if signing_secret else "SLACK_APP_TOKEN"
            raise SettingWrong(f"{name} is set without SLACK_BOT_TOKEN: set both or neither. Nothing was started.")
        return None
    _refuse_wrong_token("SLACK_BOT_TOKEN", bot_token, "xoxb-")
    if app_token:
        _refuse_wrong_token("SLACK_APP_TOKEN", app_token, "xapp-")
    _refuse_wrong_signing_secret(signing_secret, needed=not app_token)
    return SlackSettings(_slack_api(values.get("SLACK_API_URL") or SLACK_API_URL), bot_token, signing_secret, app_token)


def _refuse_wrong_token(name: str, token: str, beginning: str) -> None:
    if not re.fullmatch(rf"{beginning}[!-~]+", token):
        raise SettingWrong(
            f"{name} must be a token that begins with {beginning}, without spaces: docs/slack.md says where it is. "
            "Nothing was started."
        )


def _refuse_wrong_signing_secret(secret: str, *, needed: bool) -> None:
    if not secret and needed:
        raise SettingWrong(
            "SLACK_BOT_TOKEN is set without SLACK_SIGNING_SECRET: set that, or SLACK_APP_TOKEN for Socket Mode. "
            "Nothing was started."
        )
    if secret and not re.fullmatch(r"[0-9A-Fa-f]{32,}", secret):
        raise SettingWrong(
            "SLACK_SIGNING_SECRET must be 32 or more digits from 0-9 and a-f, as Slack shows it. Nothing was started."
        )


def _slack_api(url: str) -> str:
    try:
        read = urlsplit(url)
    except ValueError:
        read = urlsplit("")
    safe = read.scheme == "https" or (read.scheme == "http" and read.hostname in THIS_COMPUTER)
    if not safe or not read.hostname or read.username or read.query or not re.fullmatch(r"[!-~]+/", url):
        raise SettingWrong(
            f"SLACK_API_URL must be an https address that ends in a slash, as {SLACK_API_URL}. Nothing was started."
        )
    return url
