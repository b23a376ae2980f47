"""What `check` and the start find out from Slack itself: who the bot is, what it may do, and who reads its channel.

It changes nothing. What it finds is for the operator's own screen: it holds ids of members, which must not be logged.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from bot.slack import scopes
from bot.slack.api import Facts, Identity
from dialogs.ladder import readers
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy
from handlers.messenger import NotDelivered
from storage.outbox import Problem

ANSWERS = frozenset({Problem.REFUSED, Problem.NO_ADDRESS})
"""What Slack says when it has answered, and the answer is no."""

NO_ENTRY = (
    "Slack does not accept SLACK_BOT_TOKEN: copy the Bot User OAuth Token again (your app > OAuth & Permissions), or "
    "install the app again."
)
NOT_ASKED = "Slack could not be asked"
NOT_SET = "No safeguarding channel is set: put its id into the organisation file (slack: safeguarding_channel)."
NOT_SHOWN = (
    "Slack does not show the bot the safeguarding channel: make it a private channel, invite the bot there, and copy "
    "its id into the organisation file (slack: safeguarding_channel)."
)
NOT_PRIVATE = "The safeguarding channel is not private: anybody in the workspace can read it. Make it private."
ARCHIVED = "The safeguarding channel is archived, so nothing can be posted there: bring it back, or set another."
SHARED = "The safeguarding channel is shared with another organisation, or about to be: end that, or set another."
NOT_IN_IT = "The bot is not in the safeguarding channel: invite it there (/invite)."


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


class Findings(NamedTuple):
    """`faults`, for which the bot must not go live, and `warnings`."""

    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def away(self) -> bool:
        """Whether Slack did not answer, so that not everything is known."""
        return any(warning.startswith(NOT_ASKED) for warning in self.warnings)


async def findings(api: Asked, organisation: Organisation, policy: Policy) -> Findings:
    """What is wrong between the bot, its workspace and the organisation file. If Slack is away that is a warning."""
    try:
        identity = await api.identity()
    except NotDelivered as failed:
        return _no(failed, NO_ENTRY, "who the bot is")
    faults, warnings = await _of_channel(api, identity.user, organisation, policy)
    return Findings((*_missing(identity), *faults), (*_excess(identity), *warnings))


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
    except NotDelivered as failed:
        return _no(failed, NOT_SHOWN, "about the safeguarding channel")
    return Findings(tuple(_unfit(facts)), tuple(_members(members, organisation, policy)))


def _unfit(facts: Facts) -> Iterator[str]:
    if not facts.private:
        yield NOT_PRIVATE
    if facts.archived:
        yield ARCHIVED
    if facts.shared:
        yield SHARED


def _members(members: frozenset[str], organisation: Organisation, policy: Policy) -> Iterator[str]:
    """Who is in the channel and may not read all that is posted there, and who is not and may."""
    of_routes = [
        frozenset(_ids(readers(route, organisation, frozenset()))) for route in policy.routes.values() if route.channel
    ]
    may_read_all = frozenset.intersection(*of_routes) if of_routes else frozenset()
    strangers = sorted(members - may_read_all)
    if strangers:
        yield (
            "In the safeguarding channel are members who, by the organisation file, may not read every case that is "
            f"posted there: {', '.join(strangers)}. While they are in it, alerts go to each reader directly instead."
        )
    absent = sorted(frozenset().union(*of_routes) - members)
    if absent:
        yield (
            "By the organisation file, these members read what is posted in the safeguarding channel, and are not in "
            f"it: {', '.join(absent)}. Invite them."
        )


def _ids(people: Iterable[Person]) -> Iterator[str]:
    return (person.slack for person in people if person.slack)


def _no(failed: NotDelivered, answer: str, what: str) -> Findings:
    """Slack said no, which is a fault; or it said nothing."""
    if failed.problem in ANSWERS:
        return Findings(faults=(answer,))
    return Findings(warnings=(f"{NOT_ASKED} {what} ({failed.problem.value}): check again later.",))
