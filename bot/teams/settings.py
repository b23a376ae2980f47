"""The settings of Microsoft Teams. They have the names that the Bot Framework gave them, but for ESAFETY_TEAMS_HOSTS.

Sources: learn.microsoft.com/azure/bot-service/bot-service-quickstart-create-bot (identity), .../bot-service/
how-to-deploy-gov-cloud-high (other clouds), and for the kinds of bot .../bot-service/abs-quickstart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.guid import guid
from bot.setting import THIS_COMPUTER, SettingWrong, may_carry_secrets

OPEN_ID_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com/"
SCOPE = "https://api.botframework.com/.default"
SERVICE_URL = "https://smba.trafficmanager.net/teams/"

SINGLE_TENANT, MANAGED_IDENTITY = "SingleTenant", "UserAssignedMSI"
APP_TYPES = {kind.lower(): kind for kind in (SINGLE_TENANT, MANAGED_IDENTITY)}

BESIDE_THE_ID = (
    "MicrosoftAppPassword",
    "MicrosoftAppTenantId",
    "MicrosoftAppType",
    "BotOpenIdMetadata",
    "ToChannelFromBotLoginUrl",
    "ToChannelFromBotOAuthScope",
    "ESAFETY_TEAMS_HOSTS",
)
"""What means nothing without MicrosoftAppId."""

A_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?")


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How the bot speaks to Microsoft Teams. `app_id` and `tenant` are GUIDs in small letters.

    `app_type` is "SingleTenant", with a `password`, or "UserAssignedMSI", without one. `open_id_metadata` says where
    the keys are with which Microsoft signs, `login_url` and `scope` where and for what tokens are got, and `hosts` are
    added to those that activities may name as their service. `service_url` is where Teams is reached until one has
    named it: at the first host that was added, or Microsoft's address for every region.
    """

    app_id: str
    app_type: str
    tenant: str
    open_id_metadata: str
    login_url: str
    scope: str
    hosts: frozenset[str]
    password: str = field(repr=False)
    service_url: str = SERVICE_URL


def teams(values: Mapping[str, str]) -> TeamsSettings | None:
    """What the settings say of Teams; None if it is not set up. Raises SettingWrong for one that cannot be used."""
    app_id = values.get("MicrosoftAppId") or ""
    if not app_id:
        _refuse_without_id(values)
        return None
    app_type = _app_type(values.get("MicrosoftAppType") or SINGLE_TENANT)
    tenant = _guid("MicrosoftAppTenantId", values.get("MicrosoftAppTenantId") or "", "Directory (tenant) ID")
    hosts = _hosts(values.get("ESAFETY_TEAMS_HOSTS") or "")
    return TeamsSettings(
        app_id=_guid("MicrosoftAppId", app_id, "Application (client) ID"),
        app_type=app_type,
        tenant=tenant,
        open_id_metadata=_address("BotOpenIdMetadata", values.get("BotOpenIdMetadata") or OPEN_ID_METADATA),
        login_url=_address(
            "ToChannelFromBotLoginUrl", values.get("ToChannelFromBotLoginUrl") or LOGIN + tenant, LOGIN + "<tenant>"
        ),
        scope=_scope(values.get("ToChannelFromBotOAuthScope") or SCOPE),
        hosts=frozenset(hosts),
        password=_password(values.get("MicrosoftAppPassword") or "", app_type),
        service_url=_service_url(hosts[0]) if hosts else SERVICE_URL,
    )


def _refuse_without_id(values: Mapping[str, str]) -> None:
    name = next((name for name in BESIDE_THE_ID if values.get(name)), None)
    if name is not None:
        raise SettingWrong(
            f"{name} is set without MicrosoftAppId: set that to the bot's Application (client) ID, or unset {name}. "
            "Nothing was done."
        )


def _app_type(given: str) -> str:
    if given.lower() == "multitenant":
        raise SettingWrong(
            "MicrosoftAppType cannot be MultiTenant: Microsoft ended the making of such bots on 31 July 2025, and this "
            "one serves one organisation. Register it as single tenant (docs/teams.md), and set SingleTenant. "
            "Nothing was done."
        )
    if given.lower() not in APP_TYPES:
        raise SettingWrong(
            f"MicrosoftAppType must be {SINGLE_TENANT} (with MicrosoftAppPassword), or {MANAGED_IDENTITY} for a "
            "managed identity. Nothing was done."
        )
    return APP_TYPES[given.lower()]


def _guid(name: str, given: str, called: str) -> str:
    found = guid(given)
    if not found:
        must = "must be" if given else "is not set. It must be"
        raise SettingWrong(
            f"{name} {must} what Azure calls the {called}, as 0a1b2c3d-0000-4000-8000-000000000000: docs/teams.md says "
            "where it is. Nothing was done."
        )
    return found


def _password(given: str, app_type: str) -> str:
    if app_type == MANAGED_IDENTITY:
        if given:
            raise SettingWrong(
                "MicrosoftAppPassword is set, and a managed identity has none: unset it, or set MicrosoftAppType to "
                f"{SINGLE_TENANT}. Nothing was done."
            )
        return ""
    if not re.fullmatch(r"[!-~]+", given) or guid(given):
        must = "must be" if given else "is not set. It must be"
        raise SettingWrong(
            f"MicrosoftAppPassword {must} the Value of a client secret, which Azure shows once: not its Secret ID, and "
            f"without spaces. For a managed identity set MicrosoftAppType to {MANAGED_IDENTITY}. Nothing was done."
        )
    return given


def _address(name: str, url: str, example: str = OPEN_ID_METADATA) -> str:
    if not may_carry_secrets(url) or not urlsplit(url).path.strip("/"):
        raise SettingWrong(f"{name} must be an https address, as {example}. Nothing was done.")
    return url.rstrip("/")


def _scope(given: str) -> str:
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+/\.default", given):
        raise SettingWrong(
            f"ToChannelFromBotOAuthScope must be an https address that ends in /.default, as {SCOPE}. Nothing was done."
        )
    return given


def _hosts(given: str) -> tuple[str, ...]:
    hosts = tuple(host for host in (each.strip().lower() for each in given.split(",")) if host)
    if not all(A_HOST.fullmatch(host) for host in hosts):
        raise SettingWrong(
            "ESAFETY_TEAMS_HOSTS must be names of servers with commas between them, as smba.infra.gcc.teams.microsoft"
            ".com: without https:// and without a path. Nothing was done."
        )
    return hosts


def _service_url(host: str) -> str:
    """Teams' address on that host. Every cloud has the same path; plain http is spoken on this computer only."""
    way = "http" if host.partition(":")[0] in THIS_COMPUTER else "https"
    return f"{way}://{host}/teams/"
