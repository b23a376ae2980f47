"""What it means when Slack does not do what it was asked: whether it may have happened, and when to ask again.

Slack's own words stay here: only the kind of failure goes on. Sources: docs.slack.dev/apis/web-api/rate-limits, and the
errors listed under each method at docs.slack.dev/reference/methods.
"""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat import network
from handlers.messenger import NotDelivered
from storage.outbox import Problem

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
MAY_HAVE_HAPPENED = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
TRIGGER_EXPIRED = frozenset(
    {"exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id", "trigger_exchanged", "trigger_expired"}
)
NO_ADDRESS = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "users_not_found",
    }
)
EXPECTED = (SlackApiError, *network.EXPECTED)
"""Everything that a call of slack_sdk raises when the other side is at fault, time-outs included."""


class TriggerExpired(Exception):
    """Too late to show this person anything: what they did was more than three seconds ago, or was used already."""


def error_code(error: Exception) -> str:
    """Slack's name for what it refused, as in its reference; empty when it gave none."""
    if not isinstance(error, SlackApiError) or not isinstance(error.response, AsyncSlackResponse):
        return ""
    data = error.response.data
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) else ""


def failure(error: Exception) -> NotDelivered | TriggerExpired:
    """What a caller is told of one of `EXPECTED`. It quotes nothing of what came back."""
    return _refused(error) if isinstance(error, SlackApiError) else NotDelivered(network.problem_of(error))


def _refused(error: SlackApiError) -> NotDelivered | TriggerExpired:
    code, response = error_code(error), error.response
    if code in TRIGGER_EXPIRED:
        return TriggerExpired()
    # For what is no JSON, slack_sdk hands over aiohttp's response in place of its own.
    status = response.status_code if isinstance(response, AsyncSlackResponse) else response.status
    return NotDelivered(_problem(code, status), network.retry_after(response.headers))


def _problem(code: str, status: int) -> Problem:
    if status == network.TOO_MANY_REQUESTS or code in RATE_LIMITED:
        return Problem.RATE_LIMITED
    if status >= network.SERVER_FAULT or status == network.REQUEST_TIMEOUT or code in MAY_HAVE_HAPPENED:
        return Problem.SERVER_ERROR
    if code in NO_ADDRESS:
        return Problem.NO_ADDRESS
    if code:
        return Problem.REFUSED
    # What Slack refuses, it names. This is somebody else's page, a proxy's perhaps, and Slack has never been asked.
    return Problem.UNREACHABLE if status >= network.CLIENT_FAULT else Problem.SERVER_ERROR
