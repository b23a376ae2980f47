"""Settings from the environment (and `.env`), parsed once into a frozen value.

Secrets are kept out of `repr`, and nothing here prints them. What a setting means is written in README.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from bot.setting import SettingWrong, public_url
from bot.slack.settings import SlackSettings, slack
from bot.teams.settings import TeamsSettings, teams
from storage.receipts import Stretch

__all__ = ["Config", "SettingWrong", "SlackSettings", "TeamsSettings", "read", "sqlite_url"]

DEFAULT_PORT = 3978
HIGHEST_PORT = 65535
MOST_PROXIES = 5
PLATFORM_SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "MicrosoftAppId",
    "MicrosoftAppPassword",
)
"""What shows that a platform is set up. MicrosoftAppId is no secret, but with a managed identity there is no other."""

OURS = "ESAFETY_"
OUR_SETTINGS = (
    "ESAFETY_DATA_DIR",
    "ESAFETY_ORGANISATION",
    "ESAFETY_POLICY",
    "ESAFETY_KEYRING",
    "ESAFETY_SMTP_PASSWORD",
    "ESAFETY_TEAMS_HOSTS",
    "ESAFETY_PROXIES",
)
OTHER_SETTINGS = (
    "DATABASE_URL",
    "PUBLIC_URL",
    "HOST",
    "PORT",
    "SLACK_API_URL",
    "MicrosoftAppTenantId",
    "MicrosoftAppType",
    "BotOpenIdMetadata",
    "ToChannelFromBotLoginUrl",
    "ToChannelFromBotOAuthScope",
)
CHECKOUT = Path(__file__).parent.parent
DEFAULT_ORGANISATION = Path("organisation.yaml")


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says. `secrets` are the names of what is set of the platforms' own.

    `slack` and `teams` are None where that platform is not set up, and `smtp_password` is empty where there is none.
    `proxies` is how many servers of the organisation's own stand before this one. `public_url` is where people reach
    the web server, without a slash at its end, or empty where they do not. `stretch` is no setting: how much
    work the key of a code is, which may be less only in tests.
    """

    data_dir: Path
    organisation: Path
    policy: Path
    keyring: Path
    host: str
    port: int
    secrets: tuple[str, ...]
    slack: SlackSettings | None
    teams: TeamsSettings | None
    database_url: str = field(repr=False)
    smtp_password: str = field(repr=False)
    proxies: int = 0
    public_url: str = ""
    stretch: Stretch = field(default_factory=Stretch)

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
            teams=None,
            database_url=sqlite_url(folder / "practice.db"),
            public_url="",
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
        slack=slack(values),
        teams=teams(values),
        database_url=values.get("DATABASE_URL") or sqlite_url(data_dir / "esafety.db"),
        smtp_password=values.get("ESAFETY_SMTP_PASSWORD") or "",
        proxies=_proxies(values.get("ESAFETY_PROXIES") or "0"),
        public_url=public_url(values.get("PUBLIC_URL") or ""),
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
            "or take it away. Nothing was done."
        ) from None
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SettingWrong(f"{dotenv} is not a text file: write one NAME=value on each line. Nothing was done.")
    for line in parse_stream(io.StringIO(text)):
        if line.error:
            raise SettingWrong(f"{dotenv}:{line.original.line}: write NAME=value here. Nothing was done.")
    return {name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None}


NOT_IN_CAPITALS = {name.lower(): name for name in (*OTHER_SETTINGS, *PLATFORM_SECRETS) if not name.isupper()}
"""The names that the Bot Framework gave, which are easily mistyped: `MicrosoftAppID`."""


def _refuse_slips(values: Mapping[str, str]) -> None:
    # A mistyped data folder would not be missed until somebody asks where the reports are.
    for name in sorted(values):
        if name.startswith(OURS) and name not in OUR_SETTINGS:
            raise SettingWrong(f"{name} is no setting: there are {', '.join(OUR_SETTINGS)}. Nothing was done.")
        meant = NOT_IN_CAPITALS.get(name.lower(), name)
        if meant != name:
            raise SettingWrong(
                f"{name} is no setting: write {meant} (capitals and small letters count). Nothing was done."
            )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(HIGHEST_PORT)) or int(text) > HIGHEST_PORT:
        raise SettingWrong(f"PORT must be a whole number from 0 to {HIGHEST_PORT}. Nothing was done.")
    return int(text)


def _proxies(text: str) -> int:
    if text not in {str(number) for number in range(MOST_PROXIES + 1)}:
        raise SettingWrong(f"ESAFETY_PROXIES must be a whole number from 0 to {MOST_PROXIES}. Nothing was done.")
    return int(text)
