"""Settings from the environment (and `.env`), parsed once into a frozen value.

Secrets are kept out of `repr`, and nothing here prints them. What a setting means is written in README.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

DEFAULT_PORT = 3978
HIGHEST_PORT = 65535
PLATFORM_SECRETS = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "MicrosoftAppPassword")
CHECKOUT = Path(__file__).parent.parent


class SettingWrong(Exception):
    """A setting cannot be used. Its text names the setting and what to write instead, never a secret's value."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says. `secrets` are the names of the platform secrets that are set."""

    data_dir: Path
    organisation: Path
    policy: Path
    keyring: Path
    host: str
    port: int
    secrets: tuple[str, ...]
    database_url: str = field(repr=False)

    def for_practice(self) -> "Config":
        """The same with the practice page's own folder, database and keyring, on this computer only."""
        folder = self.data_dir / "practice"
        return Config(
            data_dir=folder,
            organisation=self.organisation if self.organisation.exists() else CHECKOUT / "organisation.example.yaml",
            policy=self.policy,
            keyring=folder / "keyring.json",
            host=self.host,
            port=self.port,
            secrets=self.secrets,
            database_url=sqlite_url(folder / "practice.db"),
        )


def read(environment: Mapping[str, str], dotenv: Path = Path(".env")) -> Config:
    """Parses the settings. Raises SettingWrong for one that cannot be used.

    `.env` fills in what the environment does not say.
    """
    values = {**{key: value for key, value in dotenv_values(dotenv).items() if value is not None}, **environment}
    data_dir = Path(values.get("ESAFETY_DATA_DIR") or "var")
    return Config(
        data_dir=data_dir,
        organisation=Path(values.get("ESAFETY_ORGANISATION") or "organisation.yaml"),
        policy=Path(values.get("ESAFETY_POLICY") or CHECKOUT / "dialogs" / "policies" / "achieve"),
        keyring=Path(values.get("ESAFETY_KEYRING") or data_dir / "keyring.json"),
        host=values.get("HOST") or "127.0.0.1",
        port=_port(values.get("PORT") or str(DEFAULT_PORT)),
        secrets=tuple(name for name in PLATFORM_SECRETS if values.get(name)),
        database_url=values.get("DATABASE_URL") or sqlite_url(data_dir / "esafety.db"),
    )


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database in that file."""
    return f"sqlite+aiosqlite:///{file}"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > HIGHEST_PORT:
        raise SettingWrong(f"PORT must be a whole number from 0 to {HIGHEST_PORT}. Nothing was started.")
    return int(text)
