"""Runs a turn of botbuilder: what was sent goes in, and what the bot says goes out through the connector.

It is as little of botbuilder as can be. An invoke's answer is left in the turn's state and not "sent": botbuilder would
copy the whole card twice, and leave out of it what it does not know.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Protocol

from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.schema import Activity, ConversationReference, ResourceResponse

from bot.chat.payload import Json
from bot.log import Log
from bot.teams.later import Later
from bot.teams.talk import Sent
from handlers.messenger import NotDelivered

SENT, ANSWER = "esafety.sent", "esafety.answer"

Greets = Callable[[Sent, Mapping[str, Json]], Awaitable[None]]
"""Sends a card to the person whom an activity is from, in a chat of their own. Raises NotDelivered."""


class Posts(Protocol):
    """What of the connector is used within a turn."""

    async def post(self, service_url: str, conversation: str, activity: Mapping[str, Json], *, again: bool) -> str:
        """Post an activity; raises NotDelivered."""
        ...


class TeamsAdapter(BotAdapter):
    """One for the whole bot. What cannot be sent within a turn is an answer, and nothing was promised.

    If Teams is only too busy for it, it is sent later; else it is logged.
    """

    def __init__(self, handler: ActivityHandler, connector: Posts, log: Log) -> None:
        super().__init__()
        self._handler = handler
        self._connector = connector
        self._later = Later(log)

    async def process(self, activity: Activity, sent: Sent) -> Mapping[str, Json] | None:
        """Runs a turn for a verified activity. Returns an invoke's answer, if it is one."""
        context = TurnContext(self, activity)
        context.turn_state[SENT] = sent
        await self.run_pipeline(context, self._handler.on_turn)
        answer = context.turn_state.get(ANSWER)
        return answer if isinstance(answer, Mapping) else None

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Posts each where the turn came from."""
        return [ResourceResponse(id=await self._post(context, activity)) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Nothing is changed within a turn: that is owed, and done by the messenger."""
        raise NotImplementedError

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Nothing is ever deleted."""
        raise NotImplementedError

    async def close(self) -> None:
        """Sends nothing later any more. For when no more turns come."""
        await self._later.close()

    async def _post(self, context: TurnContext, activity: Activity) -> str:
        came = context.activity
        place = came.conversation.id if came.conversation else None
        post = partial(self._connector.post, came.service_url or "", place or "", _as_json(activity), again=True)
        try:
            return await post()
        except NotDelivered as failed:
            self._later.tries(post, failed)
            return ""


def sent_of(context: TurnContext) -> Sent:
    """The activity of a turn as it came."""
    sent = context.turn_state[SENT]
    return sent if isinstance(sent, Mapping) else {}


def answers_with(context: TurnContext, answer: Mapping[str, Json]) -> None:
    """Say what an invoke is answered with."""
    context.turn_state[ANSWER] = answer


def _as_json(activity: Activity) -> Mapping[str, Json]:
    """An activity as it is sent. msrest would leave out what a card has that it does not know."""
    attachments: list[Json] = [
        {"contentType": each.content_type, "content": each.content} for each in activity.attachments or ()
    ]
    return {"type": activity.type, "summary": activity.summary, "attachments": attachments}
