"""Made-up learners at a fake Slack, and all that could lead back to them: it is noted on its way to the bot."""

import base64
import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fakes.slack_json import Json, Object, everything_in, object_of, parsed, text_of
from tests.fakes.slack_roads import Answer, Road, Sending
from tests.fakes.slack_workspace import TEAM, direct

LETTERS = string.ascii_lowercase
ID_LETTERS = string.ascii_uppercase + string.digits
CANARY_LETTERS = 24
NONCE = slice(1, 17)
"""Where the nonce stands in what a form carries, behind a version."""

MARKS = frozenset({"trigger_id", "event_id", "event_ts", "ts", "action_ts", "client_msg_id"})
"""The keys under which Slack says what was done, and when."""


@dataclass
class Learner:
    """Somebody who tells us something. `values` is all that must not be left behind of them."""

    user: str
    name: str
    mail: str
    canary: str
    values: set[bytes] = field(default_factory=set)

    @property
    def key(self) -> str:
        """What the bot would call them."""
        return f"slack:{TEAM}:{self.user}"

    @property
    def text(self) -> str:
        """What they write."""
        return f"He says he will share it. {self.canary}"

    @property
    def more(self) -> str:
        """What they write later."""
        return f"It is {self.canary[::-1]} now"

    def noted(self, *values: str) -> None:
        """Each of these must not be left behind either."""
        self.values.update(each.encode() for each in values if each)

    def has_code(self, code: str) -> None:
        """They were given a code."""
        self.noted(code, code.replace(" ", "-"), code.replace(" ", ""))

    def carries(self, draft: str) -> None:
        """What a form of theirs carries: the token and the nonce in it, or what stands for the code."""
        secret = [*draft.split("."), ""][1]
        if secret:
            content = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
            self.noted(secret)
            self.values.add(content[NONCE])


def learner() -> Learner:
    """One more, with ids of the shapes of Slack's own."""
    user = "U0" + "".join(secrets.choice(ID_LETTERS) for _ in range(22))
    name, mail, canary = ("".join(secrets.choice(LETTERS) for _ in range(CANARY_LETTERS)) for _ in range(3))
    made = Learner(user, f"{name[:10]}.{name[10:]}", f"{mail}@example.org", canary)
    made.noted(user, direct(user), made.key, made.name, made.mail, canary, canary[::-1])
    made.noted(made.text, made.more)
    return made


@dataclass
class NotingRoad:
    """The way to the bot, on which each learner's payload gets their name and address, and its ids are noted."""

    road: Road
    learners: dict[str, Learner]

    async def carry(self, kind: Sending, payload: Object, *, retry: int = 0) -> Answer:
        """Notes what is in it and sends it on."""
        learner = next((self.learners[each] for each in _users(payload) if each in self.learners), None)
        if learner is None:
            return await self.road.carry(kind, payload, retry=retry)
        whole = _with_a_name(payload, learner)
        for part in everything_in(whole):
            learner.noted(*(text_of(part.get(each)) for each in MARKS))
        view = object_of(whole.get("view"))
        learner.noted(text_of(view.get("id")), text_of(view.get("hash")))
        learner.carries(text_of(object_of(_parsed(text_of(view.get("private_metadata")))).get("draft")))
        return await self.road.carry(kind, whole, retry=retry)


def _users(payload: Object) -> Iterator[str]:
    for part in (payload, object_of(payload.get("event"))):
        yield text_of(part.get("user_id"))
        yield text_of(part.get("user"))
        yield text_of(object_of(part.get("user")).get("id"))


def _with_a_name(payload: Object, learner: Learner) -> Object:
    if "user_id" in payload:
        return {**payload, "user_name": learner.name, "user_email": learner.mail}
    profile: Json = {"real_name": learner.name, "email": learner.mail}
    if "event" in payload:
        return {**payload, "event": {**object_of(payload["event"]), "user_profile": profile}}
    user = object_of(payload["user"])
    return {**payload, "user": {**user, "name": learner.name, "username": learner.name, "profile": profile}}


def _parsed(text: str) -> Json:
    try:
        return parsed(text)
    except ValueError:
        return {}
