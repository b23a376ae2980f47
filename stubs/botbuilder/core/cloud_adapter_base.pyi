"""The adapter of botbuilder-core 4.17 that is measured beside the bot's own."""

from collections.abc import Awaitable, Callable

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ConversationReference, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication

class CloudAdapterBase(BotAdapter):
    def __init__(self, bot_framework_authentication: BotFrameworkAuthentication) -> None: ...
    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]: ...
    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse: ...
    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None: ...
    async def process_activity(
        self,
        auth_header_or_authenticate_request_result: str,
        activity: Activity,
        logic: Callable[[TurnContext], Awaitable[None]],
    ) -> InvokeResponse | None: ...
