"""Reads what Slack sends: JSON for events, a form for commands, and a form that holds JSON for everything else.

It is read here and not by Bolt, because Bolt takes a command for nothing at all when its text has the word "payload" in
it, and answers 500 to a body that it cannot make sense of. Whoever is in doubt takes it: what is refused is only what
Bolt could not tell apart, and what cannot be text.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote_to_bytes

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.payload_utils import (
    is_block_actions,
    to_action,
    to_command,
    to_event,
    to_options,
    to_shortcut,
    to_step,
    to_view,
)

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

MOST_FIELDS = 100
DEEPEST = 32
"""How many lists and objects may stand in each other."""

PASSED_ON = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
"""The headers that Bolt gets. Slack signs no header, and some would make Bolt run something else than the body says."""

ALREADY_READ = "socket_mode"
"""Bolt's word for a body that was verified and read before it came to Bolt."""

PARTS = (to_event, to_command, to_action, to_options, to_shortcut, to_step, to_view)
WHO_AND_WHERE = ("enterprise_id", "team_id", "user_id", "channel_id", "thread_ts", "response_url")


class Unreadable(Exception):
    """Slack sends nothing like it. It has no text, because that could quote the body."""


def bolt_request(body: bytes, kind: str, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """What Bolt can dispatch. `kind` is FORM or JSON. Raises Unreadable."""
    try:
        payload = _form(body) if kind == FORM else _json(body.decode())
        passed_on: dict[str, str | Sequence[str]] = {name: headers[name] for name in PASSED_ON if name in headers}
        request = AsyncBoltRequest(body=payload, headers=passed_on, mode=ALREADY_READ)
        readable = _parts(payload) and _names(payload) and _ids(request.context)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):  # whatever Bolt's readers stumble over
        raise Unreadable from None
    if not readable:
        raise Unreadable
    return request


def _form(body: bytes) -> dict[str, object]:
    """A form's fields, or what stands in its `payload`. Raises ValueError."""
    if body.count(b"&") >= MOST_FIELDS:
        raise ValueError
    pairs = [field.partition(b"=") for field in body.split(b"&") if field]
    fields = {_unquoted(name): _unquoted(value) for name, _, value in pairs}
    return _json(fields["payload"]) if "payload" in fields else dict(fields)


def _unquoted(text: bytes) -> str:
    r"""What stands in a form: each plus is a space, and %xx a byte. Raises ValueError if those bytes are no text.

    Python reads \xx in one step, and %xx in as many as there are of them: that took longer than everything else here.
    """
    spaced = text.replace(b"+", b" ")
    try:
        read = spaced.replace(b"\\", b"%5C").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:  # there is a % that stands for itself
        read = unquote_to_bytes(spaced)
    return read.decode()


def _json(text: str) -> dict[str, object]:
    """An object that is nowhere too deep, without what is null. Raises ValueError, RecursionError if far too deep."""
    found: object = json.loads(text)
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise ValueError
    return {name: value for name, value in found.items() if value is not None}


def _depth(found: object) -> int:
    """How many lists and objects stand in each other."""
    depth, level = 0, [found]
    while level:
        depth += 1
        level = [inner for each in level for inner in _inside(each) if isinstance(inner, dict | list)]
    return depth


def _inside(found: object) -> Iterable[object]:
    if isinstance(found, dict):
        return found.values()
    return found if isinstance(found, list) else ()


def _names(payload: dict[str, object]) -> bool:
    """Whether all by which Bolt chooses a listener is text, and there is some. Raises what Bolt's readers raise."""
    names = [payload.get(name) for name in ("type", "command", "ssl_check")]
    for subject in filter(None, (part(payload) for part in PARTS)):
        names += [subject.get(name) for name in ("action_id", "block_id", "callback_id", "type", "subtype")]
    if is_block_actions(payload):
        names.append((to_action(payload) or {})["action_id"])
    given = [name for name in names if name is not None]
    return bool(given) and all(isinstance(name, str) for name in given)


def _parts(payload: dict[str, object]) -> bool:
    """Whether what Bolt looks into can be looked into."""
    return isinstance(payload.get("event", {}), dict) and isinstance(payload.get("view", {}), dict)


def _ids(context: AsyncBoltContext) -> bool:
    """Whether everybody and everything that Bolt found in it is named by a text."""
    return all(isinstance(context.get(name), str | None) for name in WHO_AND_WHERE)
