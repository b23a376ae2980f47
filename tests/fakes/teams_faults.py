"""What can go wrong between the bot and Microsoft's servers, to be planted in the fake Teams.

`teams.faults.append(Fault(How.RESET, "post", times=2))`: the next two such calls meet it, the third does not. With
`processed=True` Teams has done what was asked before the answer is lost. The calls are those of `teams_server.Call`;
a call that is REFUSED is answered with `status` and the code `error`.
"""

from aiohttp import web

from tests.fakes import slack_faults
from tests.fakes.slack_faults import Fault, How

__all__ = ["Fault", "How", "answer", "refusal"]


async def answer(fault: Fault, request: web.Request) -> web.StreamResponse:
    """Answer as the fault has it."""
    match fault.how:
        case How.RATE_LIMITED:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return refusal(429, "Throttled", "Too many requests.", headers)
        case How.REFUSED:
            return refusal(fault.status, fault.error, "Refused.")
        case _:
            return await slack_faults.answer(fault, request)


def refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> web.Response:
    """An answer of the connector that says no."""
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)
