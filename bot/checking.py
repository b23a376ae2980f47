"""`check`: everything that must be put right before the bot goes live, all at once."""

import asyncio
from datetime import UTC, datetime
from typing import TextIO

from bot import organisation as organisation_file
from bot.config import Config, SlackSettings
from bot.slack import api as slack_api
from bot.slack.checking import Findings, findings
from bot.slack.people import on_slack
from dialogs import policy_file, readiness
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from storage.dialects import read_url
from storage.failures import CannotOpen

LOG_IN_INCOMPLETE = "The second route logs in at its mail server, and there is no password: set ESAFETY_SMTP_PASSWORD."


def check(config: Config, *, practice: bool, out: TextIO) -> int:
    """Prints every fault and every warning. Returns 1 if the bot must not go live, or nobody can tell."""
    settings = config.for_practice() if practice else config
    faults = _settings(settings)
    policy = _policy(settings, faults)
    organisation = _organisation(settings, faults)
    warnings: tuple[str, ...] = ()
    away = False
    if policy is not None and organisation is not None:
        faults += readiness.faults(policy, organisation, reach=_reach(settings, practice=practice))
        warnings = readiness.warnings(policy, organisation, datetime.now(UTC).date())
        if organisation.mail is not None and organisation.mail.user and not settings.smtp_password and not practice:
            faults.append(LOG_IN_INCOMPLETE)
        if settings.slack is not None:
            found = asyncio.run(_slack(settings.slack, policy, organisation))
            faults += found.faults
            warnings = (*found.warnings, *warnings)
            away = found.away
    out.writelines(f"FAULT    {fault}\n" for fault in faults)
    out.writelines(f"warning  {warning}\n" for warning in warnings)
    verdict = "fit for practice" if practice else "may go live"
    if faults or away:
        verdict = "must not go live" if faults else "not known yet, Slack did not answer"
    out.write(f"{_count(len(faults), 'fault')}, {_count(len(warnings), 'warning')}: {verdict}.\n")
    return 1 if faults or away else 0


def _settings(settings: Config) -> list[str]:
    try:
        read_url(settings.database_url)
    except CannotOpen as error:
        return [str(error)]
    return []


def _policy(settings: Config, faults: list[str]) -> Policy | None:
    try:
        return policy_file.load(settings.policy)
    except policy_file.PolicyFaulty as error:
        faults += [str(fault) for fault in error.faults]
    except policy_file.PolicyUnreadable as error:
        faults.append(str(error))
    return None


def _organisation(settings: Config, faults: list[str]) -> Organisation | None:
    try:
        return organisation_file.load(settings.organisation)
    except organisation_file.OrganisationFaulty as error:
        faults += [str(fault) for fault in error.faults]
    except organisation_file.OrganisationUnreadable as error:
        faults.append(str(error))
    return None


async def _slack(settings: SlackSettings, policy: Policy, organisation: Organisation) -> Findings:
    async with slack_api.connect(settings.bot_token, settings.api_url) as api:
        return await findings(api, organisation, policy)


def _reach(settings: Config, *, practice: bool) -> readiness.Reach:
    """How people can be reached: on Slack where that is served, else on either platform, and anybody in practice."""
    if practice:
        return lambda _person: True
    return on_slack if settings.slack is not None else lambda person: bool(person.slack or person.teams)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
