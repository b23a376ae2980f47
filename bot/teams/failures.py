"""What it means when Teams does not do what it was asked: whether it may have happened, and when to ask again.

Teams' own words stay here: only the kind of failure goes on. Source: learn.microsoft.com/microsoftteams/platform,
"Status codes from bot conversational APIs".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.network import REQUEST_TIMEOUT, SERVER_FAULT, TOO_MANY_REQUESTS, retry_after
from bot.chat.payload import Json, mapping
from handlers.messenger import NotDelivered
from storage.outbox import Problem

DONE = range(200, 300)
UNAUTHORISED, FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED, TOO_LARGE = 401, 403, 404, 412, 413

NOT_PROCESSED = frozenset({PRECONDITION_FAILED, TOO_MANY_REQUESTS})
"""What Teams answers when it was too busy to begin: asked again, nothing can happen twice."""

MAY_BE_ASKED_AGAIN = NOT_PROCESSED | {502, 504}
"""What Teams wants asked again. Of the last two it may have done what it was asked."""

DELETED = "ActivityNotFoundInConversation"

OF_THE_SET_UP = frozenset({"BotDisabledByAdmin", "InvalidBotApiHost", "NotEnoughPermissions"})
"""Why nothing may be sent to anybody. For whatever else is forbidden there is somebody, or a place, without the bot."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Teams answered. `data` is None if that is not JSON, and an empty object if it is nothing at all."""

    status: int
    headers: Mapping[str, str]
    data: Json

    @property
    def done(self) -> bool:
        """Whether it says that it did what it was asked, in an answer that can be Teams' own."""
        return self.status in DONE and isinstance(self.data, Mapping)

    @property
    def code(self) -> str:
        """Teams' name for what it refused; empty when it gave none."""
        data = mapping(self.data)
        code = mapping(data.get("error")).get("code") or data.get("errorCode")
        return str(code) if isinstance(code, str | int) else ""


def failure(answer: Answer) -> NotDelivered:
    """What a caller is told of an answer that is not `done`. It quotes nothing of what came back."""
    return NotDelivered(_problem(answer), retry_after(answer.headers))


def _problem(answer: Answer) -> Problem:
    status = answer.status
    if status in NOT_PROCESSED:
        return Problem.RATE_LIMITED
    if status >= SERVER_FAULT or status == REQUEST_TIMEOUT or status in DONE:
        return Problem.SERVER_ERROR
    if status in {UNAUTHORISED, TOO_LARGE}:
        return Problem.REFUSED
    if not answer.code:
        # What Teams refuses, it names. This is somebody else's page, a proxy's perhaps, and Teams has never been asked.
        return Problem.UNREACHABLE
    if status in {FORBIDDEN, NOT_FOUND} and answer.code not in OF_THE_SET_UP:
        return Problem.NO_ADDRESS
    return Problem.REFUSED
