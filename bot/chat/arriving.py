"""The body of a request, if it is not too long and arrives whole and in time."""

import asyncio
from enum import Enum

from aiohttp import web

from bot.web import MOST_BYTES

SECONDS_TO_ARRIVE = 3.0
"""How long a body may take. Platforms wait little longer for an answer, and aiohttp for a broken chunk for ever."""


class NotArrived(Enum):
    """Why there is no body."""

    TOO_LONG = 413
    CUT_OFF = 400


async def body_of(request: web.Request) -> bytes | NotArrived:
    """What was sent. It raises nothing but what aiohttp raises when nobody waits for an answer."""
    if (request.content_length or 0) > MOST_BYTES:
        return NotArrived.TOO_LONG
    try:
        async with asyncio.timeout(SECONDS_TO_ARRIVE):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        return NotArrived.TOO_LONG
    except (web.RequestPayloadError, TimeoutError):
        return NotArrived.CUT_OFF
