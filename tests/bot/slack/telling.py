"""What handlers might show to somebody who tells us something, and a bot on a fake Slack that answers with it."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import partial

import aiohttp

from bot import organisation as organisation_file
from bot.log import Happening, Log
from bot.slack.api import connect
from bot.slack.bolt import bolt_app
from bot.slack.endpoint import Endpoint
from bot.slack.events import Events
from bot.slack.talk import Talk
from bot.web import Health, application, serve
from dialogs import wording_learner, wording_replies
from dialogs.alerts import Button, Press
from dialogs.forms import ChooseOne, LongText, Option, Purpose, ShortText, Tone
from handlers.reply import Asked, NoSuchCase, Reply, Said, Told, Way, Written
from handlers.turn import (
    Answered,
    ClosedCode,
    OpenedCase,
    OpenedHome,
    Turn,
    WantedToChange,
    WantedToComeBack,
    WantedToPause,
    WantedToReply,
    WantedToReport,
    WantedToTell,
)
from tests.fakes import canned
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_roads import HttpRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import TEAM
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_slack import AtSlack

STATE = "c." + "a-nonce_" * 10 + ".danger=no;how=code_only;" + "x" * 293
"""As long as what a form carries may become."""
LOOKED = "p." + "a-pass__" * 49

TELLING = Asked(
    draft=STATE,
    screen="tell",
    title="Tell us what happened",
    purpose=Purpose.ASK,
    notices=(Told("If it gets worse, ring 999.", Tone.URGENT, (canned.EMERGENCY,)),),
    fields=(
        LongText("account", "Tell us what happened, in your own words", "", 2_000, required=True),
        ChooseOne(
            "tile", "What is it about?", "", (Option("photos", "A photo"), Option("hate", "Hate")), required=True
        ),
        ChooseOne("who", "Who is it about?", "", (Option("me", "Me"), Option("friend", "A friend")), required=False),
    ),
    entered={"tile": "hate"},
    problems={},
    review=(),
    submit=wording_learner.SEND,
    can_go_back=True,
    told="",
    number=5,
    count=5,
    heading=wording_learner.TELL_SOMEONE,
    compact=frozenset({"tile"}),
    keeps=False,
)
CODE = changed(
    TELLING,
    draft="k.",
    screen="code",
    title=wording_learner.CODE_ASK,
    fields=(ShortText("code", wording_learner.CODE_LABEL, wording_learner.CODE_HINT, 400, required=True),),
    entered={},
    submit=wording_learner.CODE_LOOK,
    can_go_back=False,
    number=0,
    count=0,
    heading=wording_learner.CODE_ASK,
    compact=frozenset(),
)
WRITTEN = (
    Written(ours=False, day="23 November", text="They said they would share it."),
    Written(ours=True, day="24 November", text="Thank you for telling us."),
)
OPENED = changed(
    CODE,
    draft=LOOKED,
    screen="more",
    fields=(LongText("more", wording_learner.WRITE_LABEL, "", 2_000, required=False),),
    submit=wording_learner.SEND,
    thread=WRITTEN,
)
SIX_WORDS = "amber-bridge-candle-dolphin-ember-forest-42"
SHOWN = changed(CODE, draft="s.token", screen="saved", fields=(), submit=wording_learner.SAVED, code=SIX_WORDS)
DONE = changed(SHOWN, submit="", code="")
REPLYING = changed(
    OPENED,
    draft="r.c1",
    screen="reply",
    heading=wording_replies.REPLY_TITLE,
    fields=(LongText("text", wording_replies.REPLY_TEXT, "", 2_000, required=True),),
    staff=True,
)
REPLIED = Said(wording_replies.REPLY_SENT, (wording_replies.REPLY_SENT_WHAT,))
PAUSES = Button(Press.PAUSE, wording_replies.PAUSE, "")
HANDLING = changed(canned.HOME, buttons=(PAUSES,))
CASE = changed(
    canned.CASE,
    thread=WRITTEN,
    buttons=(
        *canned.CASE_BUTTONS,
        Button(Press.REPLY, wording_replies.REPLY, "c1"),
        Button(Press.NO_MORE, wording_replies.NO_MORE, "c1"),
    ),
)


def answer_to(turn: Turn) -> Reply:
    """What is shown next."""
    match turn:
        case WantedToTell():
            reply: Reply = TELLING
        case WantedToComeBack():
            reply = CODE
        case WantedToReply():
            reply = REPLYING
        case WantedToReport():
            reply = canned.DANGER
        case Answered() | WantedToChange():
            reply = {"tell": SHOWN, "code": OPENED, "more": OPENED, "saved": DONE}.get(turn.screen, REPLIED)
        case OpenedCase():
            reply = CASE if turn.case == "c1" else NoSuchCase()
        case OpenedHome():
            reply = HANDLING
        case ClosedCode() | WantedToPause():
            reply = Said("Done", ())
        case _:
            reply = Said("Something else", (), (), (Way.HELP,))
    return reply


@dataclass
class Telling(AtSlack):
    """Everybody at a Slack on which is a bot that has no handlers.

    `next` is what it answers instead of the usual, or how it fails.
    """

    turns: list[Turn] = field(default_factory=list)
    next: list[Reply | Exception] = field(default_factory=list)
    out: io.StringIO = field(default_factory=io.StringIO)

    async def answer(self, turn: Turn) -> Reply:
        """What handlers do."""
        self.turns.append(turn)
        reply = self.next.pop(0) if self.next else answer_to(turn)
        if isinstance(reply, Exception):
            raise reply
        return reply


@contextlib.asynccontextmanager
async def telling(slack: FakeSlack) -> AsyncIterator[Telling]:
    """The bot, served over real HTTP while the block runs."""
    async with connect(slack.bot_token, slack.api_url) as api, aiohttp.ClientSession() as http:
        road = HttpRoad("", slack.signing_secret, http)
        bot = Telling(slack, SlackClient(slack, road))
        log = Log(bot.out)
        talk = Talk(bot.answer, api, organisation_file.load(EXAMPLE), lambda: TEAM)
        events = Events(talk, lambda: (canned.EMERGENCY, canned.TEXT_LINE), partial(log.failed, Happening.TURN_FAILED))
        endpoint = Endpoint(bolt_app(talk, events, slack.bot_token, log), slack.signing_secret, log)
        runner = await serve(application(Health(_fine, _none), routes=[endpoint.route()]), host="127.0.0.1", port=0)
        road.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield bot
        finally:
            await runner.cleanup()


async def _fine() -> tuple[str, ...]:
    return ()


async def _none() -> dict[str, float]:
    return {}
