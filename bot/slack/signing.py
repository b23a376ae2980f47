"""Whether Slack sent a request: it signs the body and the time with a secret that only it and we know.

The source is docs.slack.dev/authentication/verifying-requests-from-slack. This is stricter than Slack's own library:
each header stands there once, in the one form that Slack writes, or the request is not Slack's.
"""

import hmac
import re
from dataclasses import dataclass
from enum import StrEnum

from multidict import MultiMapping

SIGNATURE = "X-Slack-Signature"
TIMESTAMP = "X-Slack-Request-Timestamp"
MOST_SECONDS_OFF = 300
"""How far a request's time may be from ours, either way."""

A_SIGNATURE = re.compile(r"v0=([0-9a-f]{64})")
A_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Refusal(StrEnum):
    """Why a request was not taken. They are counted, never logged one by one."""

    TOO_LONG = "too_long"
    CUT_OFF = "cut_off"
    """Its body did not arrive as HTTP says it must."""
    UNSIGNED = "unsigned"
    """A header is missing, stands there twice, or has not the form that Slack writes."""
    FORGED = "forged"
    STALE = "stale"
    """Signed by Slack, at another time: somebody kept it, or this computer's clock is wrong and all is refused."""
    REPLAYED = "replayed"
    UNKNOWN_KIND = "unknown_kind"
    """Signed, but packed, or neither a form nor JSON."""
    UNREADABLE = "unreadable"
    """Signed, but nothing that Slack sends."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A request that Slack signed. `at`: when, in seconds since 1970. `digest`: which, 32 bytes."""

    at: int
    digest: bytes


def verify(headers: MultiMapping[str], body: bytes, secret: bytes, now: float) -> Signed | Refusal:
    """Slack's signature, or why the request is refused: UNSIGNED, FORGED or STALE.

    `headers` are looked up whatever their case. `body` is exactly what arrived. `now`: in seconds since 1970.
    """
    timestamp = _only(headers, TIMESTAMP, A_TIMESTAMP)
    signature = _only(headers, SIGNATURE, A_SIGNATURE)
    if timestamp is None or signature is None:
        return Refusal.UNSIGNED
    digest = hmac.digest(secret, b"v0:%b:%b" % (timestamp[0].encode(), body), "sha256")
    if not hmac.compare_digest(digest, bytes.fromhex(signature[1])):
        return Refusal.FORGED
    at = int(timestamp[0])
    return Signed(at, digest) if abs(now - at) <= MOST_SECONDS_OFF else Refusal.STALE


def _only(headers: MultiMapping[str], name: str, form: re.Pattern[str]) -> re.Match[str] | None:
    """The header's value, if it stands there once and in that form."""
    values = headers.getall(name, [])
    return form.fullmatch(values[0]) if len(values) == 1 else None
