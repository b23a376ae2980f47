"""What `check` and the start find out from Slack itself: who the bot is, what it may do, and who reads its channel.

It changes nothing. What it finds is for the operator's own screen: it holds ids of members, which must not be logged.
"""

from collections.abc import Iterator
from typing import Protocol

from bot.chat.findings import Findings, failed
from bot.chat.roster import compared
from bot.slack import scopes
from bot.slack.api import Facts, Identity
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.messenger import NotDelivered

PLATFORM = "Slack"
NO_ENTRY = (
    "Slack does not accept SLACK_BOT_TOKEN: copy the Bot User OAuth Token again (your app > OAuth & Permissions), or "
    "install the app again."
)
NOT_SET = "No safeguarding channel is set: put its id into the organisation file (slack: safeguarding_channel)."
NOT_SHOWN = (
    "Slack does not show the bot the safeguarding channel: make it a private channel, invite the bot there, and copy "
    "its id into the organisation file (slack: safeguarding_channel)."
)
NOT_PRIVATE = "The safeguarding channel is not private: anybody in the workspace can read it. Make it private."
ARCHIVED = "The safeguarding channel is archived, so nothing can be posted there: bring it back, or set another."
SHARED = "The safeguarding channel is shared with another organisation, or about to be: end that, or set another."
NOT_IN_IT = "The bot is not in the safeguarding channel: invite it there (/invite)."
INVITE = "Invite them."


class Asked(Protocol):
    """What of Slack's Web API is asked. Each raises NotDelivered."""

    async def identity(self) -> Identity:
        """Who the bot is."""
        ...

    async def facts(self, channel: str) -> Facts:
        """What the channel is."""
        ...

    async def members(self, channel: str) -> frozenset[str]:
        """The user ids of everybody in the channel."""
        ...


async def findings(
    api: Asked, organisation: Organisation, policy: Policy, *, posted_elsewhere: bool = False
) -> Findings:
    """What is wrong between the bot, its workspace and the organisation file. If Slack is away that is a warning.

    `posted_elsewhere`: alerts are posted on another platform, if no channel is set here.
    """
    try:
        identity = await api.identity()
    except NotDelivered as failure:
        return failed(failure, PLATFORM, "who the bot is", answer=NO_ENTRY)
    found = Findings(tuple(_missing(identity)), tuple(_excess(identity)))
    if posted_elsewhere and not organisation.channels.slack:
        return found
    return found.and_also(await _of_channel(api, identity.user, organisation, policy))


def _missing(identity: Identity) -> Iterator[str]:
    for scope in scopes.missing(identity.scopes):
        yield (
            f"The bot lacks the permission {scope}, {scopes.WHAT_FOR[scope]}: add it (OAuth & Permissions > Scopes), "
            "then install the app again."
        )


def _excess(identity: Identity) -> Iterator[str]:
    for scope in scopes.excess(identity.scopes):
        yield f"The bot has the permission {scope}, which it never uses: take it away (OAuth & Permissions > Scopes)."


async def _of_channel(api: Asked, bot: str, organisation: Organisation, policy: Policy) -> Findings:
    channel = organisation.channels.slack
    if not channel:
        return Findings(faults=(NOT_SET,))
    try:
        facts = await api.facts(channel)
        if not facts.member:
            return Findings(faults=(*_unfit(facts), NOT_IN_IT))
        members = await api.members(channel) - {bot}
    except NotDelivered as failure:
        return failed(failure, PLATFORM, "about the safeguarding channel", answer=NOT_SHOWN)
    wrong = compared(members, organisation, policy, lambda person: person.slack, mend=INVITE)
    return Findings(tuple(_unfit(facts)), tuple(wrong))


def _unfit(facts: Facts) -> Iterator[str]:
    if not facts.private:
        yield NOT_PRIVATE
    if facts.archived:
        yield ARCHIVED
    if facts.shared:
        yield SHARED
