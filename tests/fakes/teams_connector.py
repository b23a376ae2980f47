"""What the Bot Connector does with each request of the bot, as functions of the workspace.

Sources: learn.microsoft.com/azure/bot-service/rest-api, "API reference for the Bot Framework Connector service", and
what microsoft/teams.net measured of POST /v3/conversations (docs/CreateConversation-API-Behavior.md there).
"""

import time

from tests.fakes import teams_checks
from tests.fakes.slack_json import Json, Object, at, object_of, objects_in, text_of
from tests.fakes.teams_workspace import CHANNEL, TENANT, THREAD, Posted, Workspace, account, chat_of

FEWEST_A_PAGE, MOST_A_PAGE = 50, 500


class Refused(Exception):
    """The connector says no. `code` is Teams' name for why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


def converse(teams: Workspace, given: Object) -> Object:
    """Finds the chat with a person, or starts a thread in the channel with a message."""
    if at(given, "tenantId") != TENANT and at(given, "channelData", "tenant", "id") != TENANT:
        raise Refused(403, "Forbidden", "The tenant is not named, or is another's.")
    if at(given, "channelData", "channel", "id") is not None:
        return _begin_thread(teams, given)
    members = objects_in(given.get("members"))
    if given.get("isGroup") is True or len(members) != 1:
        raise Refused(400, "BadSyntax", "Incorrect conversation creation parameters")
    person = _installed(teams, teams.person(text_of(members[0].get("id"))))
    if "activity" in given:
        teams.wrong.append("converse: a message that begins a chat has no id to change it by: post it afterwards")
        _post(teams, chat_of(person), object_of(given["activity"]))
    return {"id": chat_of(person)}


def post(teams: Workspace, conversation: str, activity: Object) -> Object:
    """Posts in a chat, in a thread, or (where only the channel is named) as a new thread."""
    person = teams.whose(conversation)
    if person:
        return {"id": _post(teams, chat_of(_installed(teams, person)), activity).id}
    if conversation == CHANNEL:
        return {"id": _post(teams, _thread(teams), activity).id}
    if conversation not in teams.threads:
        raise Refused(404, "ConversationNotFound", "Conversation not found.")
    return {"id": _post(teams, _in_the_team(teams, conversation), activity).id}


def change(teams: Workspace, conversation: str, message: str, activity: Object) -> Object:
    """Puts another message in the place of one of the bot's own."""
    posted = next((each for each in teams.posted if (each.conversation, each.id) == (conversation, message)), None)
    if posted is None:
        raise Refused(404, "ActivityNotFoundInConversation", "The activity is not in the conversation.")
    if posted.person:
        _installed(teams, posted.person)
    _check(teams, activity)
    posted.change(activity)
    return {"id": posted.id}


def members(teams: Workspace, conversation: str, page_size: str, continuation: str) -> Object:
    """Who is in the channel, a page at a time. The bot itself is not among them."""
    _in_the_team(teams, conversation)
    if not page_size.isdigit() or not FEWEST_A_PAGE <= int(page_size) <= MOST_A_PAGE:
        raise Refused(400, "BadArgument", f"pageSize must be from {FEWEST_A_PAGE} to {MOST_A_PAGE}.")
    if continuation and not continuation.removeprefix("page ").isdigit():
        raise Refused(400, "BadArgument", "Invalid continuation token.")
    start = int(continuation.removeprefix("page ") or 0)
    end = start + min(int(page_size), teams.members_a_page)
    everybody = sorted(teams.members)
    page: Json = [_member(teams, user, number) for number, user in enumerate(everybody[start:end], start)]
    return {"members": page, **({"continuationToken": f"page {end}"} if end < len(everybody) else {})}


def _member(teams: Workspace, user: str, number: int) -> Object:
    """Teams' documentation has the object id as `objectId`, its libraries read `aadObjectId` too: here it is either."""
    known = {key: value for key, value in account(teams.names, user).items() if key != "aadObjectId"}
    name = "aadObjectId" if number % 2 else "objectId"
    mail = f"{user[-2:]}@example.org"
    return {**known, name: user, "email": mail, "userPrincipalName": mail, "tenantId": TENANT, "userRole": "user"}


def _begin_thread(teams: Workspace, given: Object) -> Object:
    activity = object_of(given.get("activity"))
    if given.get("isGroup") is not True or not activity:
        raise Refused(400, "BadSyntax", "Incorrect conversation creation parameters")
    if at(given, "channelData", "channel", "id") != CHANNEL:
        raise Refused(404, "ConversationNotFound", "Conversation not found.")
    posted = _post(teams, _thread(teams), activity)
    return {"id": posted.conversation, "activityId": posted.id}


def _thread(teams: Workspace) -> str:
    """A new one: its id has that of its first message in it."""
    _in_the_team(teams, CHANNEL)
    thread = f"{CHANNEL}{THREAD}{teams.number()}"
    teams.threads.add(thread)
    return thread


def _post(teams: Workspace, conversation: str, activity: Object) -> Posted:
    _check(teams, activity)
    root = conversation.partition(THREAD)[2]
    begins = bool(root) and not teams.to(conversation)
    posted = Posted(
        conversation, teams.whose(conversation), root if begins else teams.number(), activity, time.monotonic()
    )
    teams.posted.append(posted)
    return posted


def _check(teams: Workspace, activity: Object) -> None:
    teams.wrong += teams_checks.of_message(activity, teams.typed)
    if teams_checks.weight(activity) >= teams_checks.LARGEST:
        raise Refused(413, "MessageSizeTooBig", "Message size too large.")
    if activity.get("type") != "message":
        raise Refused(400, "BadArgument", "Unknown activity type.")


def _installed(teams: Workspace, person: str) -> str:
    if person not in teams.installed:
        raise Refused(403, "ForbiddenOperationException", "The bot is not installed for this user.")
    return person


def _in_the_team(teams: Workspace, conversation: str) -> str:
    if conversation.partition(THREAD)[0] != CHANNEL:
        raise Refused(404, "ConversationNotFound", "Conversation not found.")
    if not teams.in_the_team:
        raise Refused(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
    return conversation
