"""Requests as Slack sends them, one of each shape, and its signature."""

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from urllib.parse import urlencode

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_795_344_000.0
"""The time on the bot's clock."""

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

Header = tuple[str, str]


@dataclass(frozen=True)
class Post:
    """A request on its way. `headers` are sent as they stand; `claims` is a Content-Length that need not be true."""

    headers: tuple[Header, ...]
    body: bytes
    method: str = "POST"
    path: str = "/slack/events"
    claims: int | None = None
    chunked: bool = False
    bare: bool = False
    """`body` is sent as if it were in chunks already."""

    def wire(self) -> bytes:
        """The bytes of the request."""
        length = len(self.body) if self.claims is None else self.claims
        framing = "Transfer-Encoding: chunked" if self.chunked or self.bare else f"Content-Length: {length}"
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            "Host: bot",
            framing,
            *(": ".join(each) for each in self.headers),
        ]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")
        return head + (b"%x\r\n%b\r\n0\r\n\r\n" % (len(self.body), self.body) if self.chunked else self.body)

    def header(self, name: str) -> str:
        """What stands in a header."""
        return dict(self.headers)[name]

    def with_header(self, name: str, value: str) -> "Post":
        """The same with another value in a header, or with one more header."""
        return replace(self, headers=(*(each for each in self.headers if each[0] != name), (name, value)))

    def without(self, name: str) -> "Post":
        """The same without a header."""
        return replace(self, headers=tuple(each for each in self.headers if each[0] != name))


def signature(body: bytes, at: str, secret: str = SECRET) -> str:
    """What Slack writes into X-Slack-Signature."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()


def signed(body: bytes, kind: str = FORM, *, at: float = NOW, secret: str = SECRET) -> Post:
    """A request that carries a valid signature."""
    return Post(
        headers=(
            ("Content-Type", kind),
            ("X-Slack-Request-Timestamp", str(int(at))),
            ("X-Slack-Signature", signature(body, str(int(at)), secret)),
        ),
        body=body,
    )


def in_a_form(payload: object) -> bytes:
    """Interactive payloads come as JSON in a form."""
    return urlencode({"payload": json.dumps(payload)}).encode()


WORDS = "She says: 'nobody likes you' \N{PENSIVE FACE} & more"

TEAM = {"id": "T0001", "domain": "training"}
USER = {"id": "U0001", "username": "tom", "name": "tom", "team_id": "T0001"}
USUAL = {"api_app_id": "A0001", "team": TEAM, "enterprise": None, "user": USER, "trigger_id": "1.2.3", "token": "old"}
STATE = {
    "values": {
        "what.account": {"account": {"type": "plain_text_input", "value": WORDS}},
        "what.centre": {"centre": {"type": "static_select", "selected_option": {"value": "hanley"}}},
    }
}
VIEW = {
    "id": "V0001",
    "team_id": "T0001",
    "type": "modal",
    "callback_id": "screen",
    "private_metadata": '{"draft":"d1","screen":"what"}',
    "hash": "1.abc",
    "state": STATE,
    "blocks": [{"type": "section", "block_id": "b1", "text": {"type": "plain_text", "text": WORDS, "emoji": False}}],
}
PRESSED = {"type": "button", "action_id": "open", "block_id": "b2", "value": "c1", "action_ts": "1.1"}
MESSAGE = {"type": "message", "user": "U0002", "ts": "1.1", "text": WORDS, "team": "T0001", "blocks": VIEW["blocks"]}
CHANNEL = {"id": "C0001", "name": "general"}


def command(text: str, name: str = "/report-incident") -> dict[str, str]:
    """The fields of a slash command."""
    names = {"team_id": "T0001", "channel_id": "C0001", "user_id": "U0001", "command": name, "api_app_id": "A0001"}
    return {**names, "text": text, "response_url": "https://hooks.example/c", "trigger_id": "1.2.3"}


def event(**fields: object) -> dict[str, object]:
    """An event in its envelope."""
    authorizations = [{"enterprise_id": None, "team_id": "T0001", "user_id": "U0BOT", "is_bot": True}]
    envelope = {"type": "event_callback", "team_id": "T0001", "event_id": "Ev1", "authorizations": authorizations}
    return {**envelope, "api_app_id": "A0001", "event_time": 1, "event": {"user": "U0001", **fields}}


PAYLOADS: dict[str, dict[str, object]] = {
    "global shortcut": {**USUAL, "type": "shortcut", "callback_id": "report"},
    "message shortcut": {
        **USUAL,
        "type": "message_action",
        "callback_id": "report_message",
        "message": MESSAGE,
        "channel": CHANNEL,
        "response_url": "https://hooks.example/m",
    },
    "button in a modal": {**USUAL, "type": "block_actions", "view": VIEW, "actions": [PRESSED]},
    "button in a message": {
        **USUAL,
        "type": "block_actions",
        "message": MESSAGE,
        "channel": CHANNEL,
        "actions": [PRESSED],
        "container": {"type": "message", "message_ts": "1.1"},
    },
    "button in App Home": {**USUAL, "type": "block_actions", "view": {**VIEW, "type": "home"}, "actions": [PRESSED]},
    "submitted view": {**USUAL, "type": "view_submission", "view": VIEW, "response_urls": []},
    "closed view": {**USUAL, "type": "view_closed", "view": VIEW, "is_cleared": False},
    "suggestion": {**USUAL, "type": "block_suggestion", "view": VIEW, "action_id": "line", "value": "kni"},
}
EVENTS: dict[str, dict[str, object]] = {
    "direct message": event(type="message", channel="D0001", channel_type="im", text=WORDS, ts="1.1"),
    "changed message": event(
        type="message", subtype="message_changed", channel="D0001", channel_type="im", message=MESSAGE
    ),
    "mention": event(type="app_mention", channel="C0001", text=WORDS, ts="1.1"),
    "opened App Home": event(type="app_home_opened", channel="D0001", tab="home", view={**VIEW, "type": "home"}),
}
BODIES: dict[str, tuple[bytes, str]] = {
    "command": (urlencode(command(WORDS)).encode(), FORM),
    "bare command": (urlencode(command("", "/esafety")).encode(), FORM),
    **{name: (in_a_form(payload), FORM) for name, payload in PAYLOADS.items()},
    **{name: (json.dumps(payload).encode(), JSON) for name, payload in EVENTS.items()},
}
"""One of every shape: its bytes, and their content type."""
