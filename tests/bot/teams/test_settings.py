"""Tests of the settings of Teams: what is read, and what is said when one cannot be used."""

import re
from pathlib import Path

import pytest

from bot.config import SettingWrong, TeamsSettings, read
from bot.teams.settings import BESIDE_THE_ID

NOWHERE = Path("there/is/no/.env")
APP_ID, PASSWORD, TENANT, KIND = "MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "MicrosoftAppType"
AN_ID, A_TENANT = "e5afe700-0000-4000-8000-00000000b07e", "e5afe700-0000-4000-8000-0000000000ff"
ON_TEAMS = {APP_ID: AN_ID, PASSWORD: "canary~8Q.password", TENANT: A_TENANT}
MANAGED = {APP_ID: AN_ID, TENANT: A_TENANT, KIND: "UserAssignedMSI"}
HOSTS = "ESAFETY_TEAMS_HOSTS"


def on_teams(**more: str) -> TeamsSettings:
    """What is read of Teams with these settings added."""
    settings = read({**ON_TEAMS, **more}, NOWHERE).teams
    assert settings is not None
    return settings


def test_without_an_id_teams_is_not_set_up() -> None:
    assert read({APP_ID: "", PASSWORD: "", HOSTS: ""}, NOWHERE).teams is None


def test_teams_needs_an_id_a_tenant_and_a_password_and_knows_the_rest() -> None:
    assert on_teams() == TeamsSettings(
        app_id=AN_ID,
        app_type="SingleTenant",
        tenant=A_TENANT,
        open_id_metadata="https://login.botframework.com/v1/.well-known/openidconfiguration",
        login_url=f"https://login.microsoftonline.com/{A_TENANT}",
        scope="https://api.botframework.com/.default",
        hosts=frozenset(),
        password="canary~8Q.password",
        service_url="https://smba.trafficmanager.net/teams/",
    )


def test_with_a_managed_identity_teams_needs_no_password() -> None:
    settings = read(MANAGED, NOWHERE).teams
    assert settings is not None
    assert (settings.app_type, settings.password) == ("UserAssignedMSI", "")


def test_ids_and_kinds_may_be_written_in_any_letters() -> None:
    settings = on_teams(
        MicrosoftAppId=AN_ID.upper(), MicrosoftAppTenantId=A_TENANT.upper(), MicrosoftAppType="singleTENANT"
    )
    assert (settings.app_id, settings.tenant, settings.app_type) == (AN_ID, A_TENANT, "SingleTenant")


def test_another_cloud_has_its_own_addresses() -> None:
    settings = on_teams(
        BotOpenIdMetadata="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        ToChannelFromBotLoginUrl=f"https://login.microsoftonline.us/{A_TENANT}/",
        ToChannelFromBotOAuthScope="https://api.botframework.us/.default",
        ESAFETY_TEAMS_HOSTS="SMBA.infra.gov.teams.microsoft.us",
    )
    assert settings.open_id_metadata == "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
    assert settings.login_url == f"https://login.microsoftonline.us/{A_TENANT}"
    assert settings.scope == "https://api.botframework.us/.default"
    assert settings.service_url == "https://smba.infra.gov.teams.microsoft.us/teams/"


@pytest.mark.parametrize(
    ("hosts", "first"),
    [
        ("localhost:5000", "http://localhost:5000/teams/"),
        (" 127.0.0.1:80 , other.example.org,", "http://127.0.0.1:80/teams/"),
        ("teams.example.org:8443,localhost:5000", "https://teams.example.org:8443/teams/"),
    ],
)
def test_the_first_host_that_is_added_is_where_teams_is_until_it_has_been_heard(hosts: str, first: str) -> None:
    settings = on_teams(ESAFETY_TEAMS_HOSTS=hosts)
    assert settings.hosts == {host.strip() for host in hosts.split(",")} - {""}
    assert settings.service_url == first


def test_a_bot_of_several_tenants_is_refused_with_the_reason() -> None:
    with pytest.raises(SettingWrong, match=r"ended the making of such bots on 31 July 2025.* set SingleTenant\."):
        on_teams(MicrosoftAppType="MultiTenant")


@pytest.mark.parametrize("name", BESIDE_THE_ID)
def test_a_setting_of_teams_without_an_id_is_refused(name: str) -> None:
    with pytest.raises(
        SettingWrong, match=f"^{name} is set without MicrosoftAppId: set that .*, or unset {name}\\."
    ) as no:
        read({name: "canary", APP_ID: ""}, NOWHERE)
    assert "canary" not in str(no.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**ON_TEAMS, APP_ID: "canary"}, "MicrosoftAppId must be what Azure calls the Application (client) ID,"),
        ({**ON_TEAMS, APP_ID: AN_ID + "\n"}, "MicrosoftAppId must be what Azure calls"),
        ({**ON_TEAMS, TENANT: "canary.onmicrosoft.com"}, "MicrosoftAppTenantId must be what Azure calls the Directory"),
        ({**ON_TEAMS, TENANT: ""}, "MicrosoftAppTenantId is not set. It must be what Azure calls the Directory"),
        ({**ON_TEAMS, PASSWORD: ""}, "MicrosoftAppPassword is not set. It must be the Value of a client secret,"),
        ({**ON_TEAMS, PASSWORD: AN_ID.upper()}, "MicrosoftAppPassword must be the Value of a client secret,"),
        ({**ON_TEAMS, PASSWORD: "canary canary"}, "MicrosoftAppPassword must be the Value of a client secret,"),
        ({**MANAGED, PASSWORD: "canary"}, "MicrosoftAppPassword is set, and a managed identity has none:"),
        ({**ON_TEAMS, KIND: "canary"}, "MicrosoftAppType must be SingleTenant (with MicrosoftAppPassword), or"),
        ({**ON_TEAMS, HOSTS: "https://canary.example/"}, "ESAFETY_TEAMS_HOSTS must be names of servers with commas"),
        ({**ON_TEAMS, HOSTS: "*.canary.example"}, "ESAFETY_TEAMS_HOSTS must be names of servers with commas"),
        ({**ON_TEAMS, HOSTS: "a.example b.example"}, "ESAFETY_TEAMS_HOSTS must be names of servers with commas"),
        (
            {**ON_TEAMS, "ToChannelFromBotOAuthScope": "https://canary.example/"},
            "ToChannelFromBotOAuthScope must be an",
        ),
        ({**ON_TEAMS, "ToChannelFromBotOAuthScope": "http://localhost/.default"}, "ToChannelFromBotOAuthScope must be"),
    ],
)
def test_a_setting_of_teams_that_cannot_work_is_refused_without_being_said(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingWrong, match=f"^{re.escape(said)}.* Nothing was done\\.$") as refused:
        read(given, NOWHERE)
    assert "canary" not in str(refused.value)


ADDRESSES = ("BotOpenIdMetadata", "ToChannelFromBotLoginUrl")


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/a", "http://localhost/a/", "https://a.example/b"])
def test_teams_may_be_asked_elsewhere_over_https_or_on_this_computer(name: str, url: str) -> None:
    settings = on_teams(**{name: url})
    assert url.rstrip("/") in {settings.open_id_metadata, settings.login_url}


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "url",
    [
        "http://login.example/canary",
        "http://[::1]:1/canary",
        "https://login.example",
        "https://login.example/",
        "https://canary@login.example/a",
        "https://:canary@login.example/a",
        "https://login.example/a?canary",
        "https://login.example/a#canary",
        "https://login.example\\@canary/a",
        "https://login.example:canary/a",
        "https://login.example/é",
        "https:///canary",
        "https://[login/canary",
        "login.example/canary",
        "file:///canary",
    ],
)
def test_an_address_of_microsoft_over_which_a_password_must_not_go_is_refused(name: str, url: str) -> None:
    with pytest.raises(SettingWrong, match=f"^{name} must be an https address, as https://login\\.") as refused:
        on_teams(**{name: url})
    assert "canary" not in str(refused.value)
