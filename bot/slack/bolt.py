"""Bolt, told what to listen to. It acknowledges only after a listener has finished: what was not stored is not "ok".

Its own start-up call and its own logs are not used: who we are is known, and logs would quote people.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.log import Happening, Log
from bot.slack import commands, modals, pressing
from bot.slack.blocks import Payload
from bot.slack.events import Events
from bot.slack.talk import Body, Talk

ANY = re.compile(".*", re.DOTALL)

silent = logging.getLogger(f"{__name__}.silent")
silent.disabled = True

Listener = Callable[[Body], Awaitable[Payload | None]]


def bolt_app(talk: Talk, events: Events, token: str, log: Log) -> AsyncApp:
    """The app. Everything that Slack may send has a listener, or it would be sent again."""

    async def ourselves() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    app = AsyncApp(
        logger=silent,
        client=talk.api.client,
        authorize=ourselves,
        request_verification_enabled=False,  # `endpoint` has verified it, of the very bytes that arrived
        process_before_response=True,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

    async def failed(error: Exception) -> BoltResponse:
        log.failed(Happening.TURN_FAILED, error)
        return BoltResponse(status=500)

    app.error(failed)
    # Bolt asks one after the other: what comes most often (every key that is typed is an action) comes first.
    app.action(ANY)(_answering(partial(pressing.pressed, talk)))
    app.view_submission(ANY)(_answering(partial(modals.submitted, talk)))
    app.command(ANY)(_answering(partial(commands.command, talk)))
    app.event(ANY)(_answering(events.happened))
    app.options(ANY)(_answering(partial(modals.searched, talk)))
    app.view_closed(ANY)(_answering(partial(modals.closed, talk)))
    app.shortcut(ANY)(_answering(partial(commands.shortcut, talk)))
    return app


def _answering(listener: Listener) -> Callable[[Body], Awaitable[BoltResponse]]:
    async def answering(body: Body) -> BoltResponse:
        answer = await listener(body)
        return BoltResponse(status=200, body="" if answer is None else dict(answer))

    return answering
