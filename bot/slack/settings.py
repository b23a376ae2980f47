"""The settings of Slack."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.setting import SettingWrong, may_carry_secrets

API_URL = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How the bot speaks to Slack: over Socket Mode if there is an `app_token`, else over HTTP.

    `signing_secret` is empty only with an app token, `app_token` only without one. `api_url` ends in a slash.
    """

    api_url: str
    bot_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    app_token: str = field(repr=False)


def slack(values: Mapping[str, str]) -> SlackSettings | None:
    """What the settings say of Slack; None if it is not set up. Raises SettingWrong for one that cannot be used."""
    bot_token = values.get("SLACK_BOT_TOKEN") or ""
    signing_secret = values.get("SLACK_SIGNING_SECRET") or ""
    app_token = values.get("SLACK_APP_TOKEN") or ""
    if not bot_token:
        if signing_secret or app_token:
            name = "SLACK_SIGNING_SECRET" if signing_secret else "SLACK_APP_TOKEN"
            raise SettingWrong(f"{name} is set without SLACK_BOT_TOKEN: set both or neither. Nothing was done.")
        return None
    _refuse_wrong_token("SLACK_BOT_TOKEN", bot_token, "xoxb-")
    if app_token:
        _refuse_wrong_token("SLACK_APP_TOKEN", app_token, "xapp-")
    _refuse_wrong_signing_secret(signing_secret, needed=not app_token)
    return SlackSettings(_api(values.get("SLACK_API_URL") or API_URL), bot_token, signing_secret, app_token)


def _refuse_wrong_token(name: str, token: str, beginning: str) -> None:
    if not re.fullmatch(rf"{beginning}[!-~]+", token):
        raise SettingWrong(
            f"{name} must be a token that begins with {beginning}, without spaces: docs/slack.md says where it is. "
            "Nothing was done."
        )


def _refuse_wrong_signing_secret(secret: str, *, needed: bool) -> None:
    if not secret and needed:
        raise SettingWrong(
            "SLACK_BOT_TOKEN is set without SLACK_SIGNING_SECRET: set that, or SLACK_APP_TOKEN for Socket Mode. "
            "Nothing was done."
        )
    if secret and not re.fullmatch(r"[0-9A-Fa-f]{32,}", secret):
        raise SettingWrong(
            "SLACK_SIGNING_SECRET must be 32 or more digits from 0-9 and a-f, as Slack shows it. Nothing was done."
        )


def _api(url: str) -> str:
    if not may_carry_secrets(url) or not url.endswith("/"):
        raise SettingWrong(
            f"SLACK_API_URL must be an https address that ends in a slash, as {API_URL}. Nothing was done."
        )
    return url
