"""`check`: everything that must be put right before the bot goes live, all at once."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TextIO

from bot import organisation as organisation_file
from bot.chat.findings import Findings
from bot.config import Config, SlackSettings
from bot.keys_check import refused
from bot.reaching import reach
from bot.slack import api as slack_api
from bot.slack import checking as on_slack
from dialogs import policy_file, readiness
from dialogs.guidance.files import read_ear
from dialogs.guidance.fitting import unfit
from dialogs.guidance.weights import WeightsDamaged
from dialogs.organisation import Organisation
from dialogs.policy import Policy

LOG_IN_INCOMPLETE = "The second route logs in at its mail server, and there is no password: set ESAFETY_SMTP_PASSWORD."
POSTED_ON_SLACK = (
    "Both Slack and Microsoft Teams have a safeguarding channel, and alerts are posted in Slack's only: take one of "
    "them out of the organisation file (safeguarding_channel)."
)

NO_PLATFORM = (
    "No platform is set up: `run` serves the practice page, and nobody can report. Follow docs/slack.md or "
    "docs/teams.md (to check the practice page alone add --practice)."
)
NO_FILES = (
    "PUBLIC_URL is not set: nobody on Slack or Teams can fetch the incident log or a copy of a case. Set it to the "
    "https address where people reach the bot's web server, or make those files for them on the command line."
)


def check(config: Config, *, practice: bool, out: TextIO) -> int:
    """Prints every fault and every warning. Returns 1 if the bot must not go live, or nobody can tell."""
    settings = config.for_practice() if practice else config
    faults = [*asyncio.run(refused(settings))]
    faults += () if practice else no_platform(settings)
    policy = _policy(settings, faults)
    organisation = _organisation(settings, faults)
    warnings: list[str] = []
    away: tuple[str, ...] = ()
    if policy is not None and organisation is not None:
        faults += readiness.faults(policy, organisation, reach=(lambda _person: True) if practice else reach(settings))
        if organisation.mail is not None and organisation.mail.user and not settings.smtp_password and not practice:
            faults.append(LOG_IN_INCOMPLETE)
        found = asyncio.run(_platforms(settings, policy, organisation))
        faults += (fault for each in found.values() for fault in each.faults)
        faults += () if practice else readiness.made_up(organisation)
        warnings += (warning for each in found.values() for warning in each.warnings)
        warnings += two_channels(settings, organisation)
        warnings += no_files(settings)
        warnings += readiness.warnings(policy, organisation, datetime.now(UTC).date(), settings.policy)
        away = tuple(platform for platform, each in found.items() if each.away)
    out.writelines(f"FAULT    {fault}\n" for fault in faults)
    out.writelines(f"warning  {warning}\n" for warning in warnings)
    verdict = _verdict(faults, away, practice=practice)
    out.write(f"{_count(len(faults), 'fault')}, {_count(len(warnings), 'warning')}: {verdict}.\n")
    return 1 if faults or away else 0


def no_platform(config: Config) -> Iterator[str]:
    """A fault if nobody can report anywhere."""
    if config.slack is None and config.teams is None:
        yield NO_PLATFORM


def two_channels(config: Config, organisation: Organisation) -> Iterator[str]:
    """A warning if alerts could be posted on two platforms: they are posted on one."""
    if config.slack and config.teams and organisation.channels.slack and organisation.channels.teams:
        yield POSTED_ON_SLACK


def no_files(config: Config) -> Iterator[str]:
    """A warning if those who handle cases on a platform can fetch no files."""
    if (config.slack or config.teams) and not config.public_url:
        yield NO_FILES


def _policy(settings: Config, faults: list[str]) -> Policy | None:
    try:
        policy = policy_file.load(settings.policy)
    except policy_file.PolicyFaulty as error:
        faults += [str(fault) for fault in error.faults]
    except policy_file.PolicyUnreadable as error:
        faults.append(str(error))
    else:
        faults += _weights(settings, policy)
        return policy
    return None


def _weights(settings: Config, policy: Policy) -> list[str]:
    """What is wrong with what answers questions about the policy."""
    try:
        ear = read_ear(settings.policy)
    except WeightsDamaged as error:
        return [str(error)]
    return [*unfit(ear, policy)] if ear is not None else []


def _organisation(settings: Config, faults: list[str]) -> Organisation | None:
    try:
        return organisation_file.load(settings.organisation)
    except organisation_file.OrganisationFaulty as error:
        faults += [str(fault) for fault in error.faults]
    except organisation_file.OrganisationUnreadable as error:
        faults.append(str(error))
    return None


async def _platforms(settings: Config, policy: Policy, organisation: Organisation) -> Mapping[str, Findings]:
    """What each platform that is set up says, by its name."""
    found: dict[str, Findings] = {}
    channels = organisation.channels
    if settings.slack is not None:
        elsewhere = settings.teams is not None and bool(channels.teams)
        found[on_slack.PLATFORM] = await _slack(settings.slack, policy, organisation, posted_elsewhere=elsewhere)
    if settings.teams is not None:
        # Only those who use Teams wait for what it takes to log in there.
        from bot.teams import checking as on_teams  # noqa: PLC0415

        elsewhere = settings.slack is not None and bool(channels.slack)
        found[on_teams.PLATFORM] = await on_teams.look(settings.teams, organisation, policy, posted_elsewhere=elsewhere)
    return found


async def _slack(
    settings: SlackSettings, policy: Policy, organisation: Organisation, *, posted_elsewhere: bool
) -> Findings:
    async with slack_api.connect(settings.bot_token, settings.api_url) as api:
        return await on_slack.findings(api, organisation, policy, posted_elsewhere=posted_elsewhere)


def _verdict(faults: list[str], away: tuple[str, ...], *, practice: bool) -> str:
    if faults:
        return "must not go live"
    if away:
        return f"not known yet, {' and '.join(away)} did not answer"
    return "fit for practice" if practice else "may go live"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
