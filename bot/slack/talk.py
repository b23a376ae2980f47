"""What every listener is given, and the two ways to show somebody a reply: in a modal, or as the Home tab."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.chat.doing import without_words
from bot.chat.payload import Json, mapping, text
from bot.chat.states import is_state
from bot.slack import guided, messages, views
from bot.slack.api import SlackApi
from bot.slack.blocks import Payload, View
from bot.slack.buttons import ORDER
from bot.slack.failures import TriggerExpired
from bot.slack.home import home_view
from bot.slack.people import user_id, who
from bot.slack.typed import Typed
from dialogs import wording
from dialogs.alerts import Button, Press
from dialogs.organisation import Organisation
from handlers.messenger import NotDelivered
from handlers.reply import Asked, CaseShown, Guided, Home, NoSuchCase, Received, Reply, Said, Way
from handlers.turn import OpenedHome, Turn, WantedToComeBack, WantedToReport, WantedToTell, Who

Body = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Talk:
    """The handlers as `answer`, Slack's Web API, and the organisation whose people are spoken to.

    `team` is the id of the bot's own workspace, empty until Slack has said it.
    """

    answer: Callable[[Turn], Awaitable[Reply]]
    api: SlackApi
    organisation: Organisation
    team: Callable[[], str]
    typed: Typed = field(default_factory=Typed)

    def who(self, body: Body) -> Who:
        """The person whom a payload is from."""
        return who(self.organisation, body, self.team())

    def modal(self, reply: Reply, *, page: int = 0, about: str = "") -> View:
        """The reply as a modal, its times as the office's clock shows them."""
        return views.modal(reply, zone=self.zone, page=page, about=about)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.organisation.hours.time_zone

    async def opens(self, body: Body, turn: Turn, *, about: str = "", remark: str = "") -> Payload | None:
        """Answers a turn with a new modal. If it is too late for one: what to show instead, and how to go on.

        `remark` is what to say above a form, unless that has something to remark itself.
        """
        reply = await self.answer(turn)
        if isinstance(reply, Asked):
            reply = replace(reply, remark=reply.remark or remark)
        try:
            await self.api.open_view(text(body.get("trigger_id")), self.modal(reply, about=about))
        except (TriggerExpired, NotDelivered):
            if isinstance(turn, WantedToTell | WantedToComeBack):
                return messages.menu(words.TOO_LATE)  # what stays in a chat does not even say that this was pressed
            return too_late(reply, kept=not isinstance(turn, WantedToReport) or bool(turn.account), about=about)
        return None

    async def publishes(self, body: Body, *, page: int = 0) -> None:
        """Draws somebody's Home tab. Raises NotDelivered."""
        reply = await self.answer(OpenedHome(self.who(body)))
        shown = home_view(reply, page=page) if isinstance(reply, Home) else {**self.modal(reply), "type": "home"}
        await self.api.publish_home(user_id(body), only_for_home(shown))

    async def says(self, body: Body, payload: Payload) -> None:
        """Shows somebody a message where they are: in a channel only to them, else in their direct messages."""
        channel = text(mapping(body.get("channel")).get("id"))
        if channel and not channel.startswith("D"):
            await self.api.post_ephemeral(channel, user_id(body), payload)
        else:
            await self.api.post(user_id(body), payload)


def too_late(reply: Reply, *, kept: bool, about: str) -> Payload:
    """What somebody is shown who cannot be shown a modal any more. What is short and needs none is said at once.

    A report is gone on with if it is `kept`. `about` is the id of the case that it is about: that can be opened.
    """
    opens = (Button(Press.OPEN, wording.OPEN, about),) if about else ()
    match reply:
        case Said() if not reply.download:  # what leads to a file stays in no chat
            numbers = (words.number(each.name, each.contact) for each in reply.numbers if each.contact)
            first = (*_resumes(reply.resume), *opens, *without_words(reply.buttons))
            ways = reply.ways or (() if about else ORDER)
            return messages.menu((reply.title, *reply.lines, *numbers), first=first, ways=ways)
        case Guided():
            return guided.message(reply)
        case Received():
            return messages.menu((reply.title, reply.reference, *reply.lines), ways=(Way.REPORT, Way.HELP))
        case Asked() if not reply.keeps:
            return messages.menu(words.TOO_LATE, first=opens, ways=() if opens else ORDER)
        case Asked() if reply.remark:
            return messages.menu((reply.remark, *words.TOO_LATE[1:]), ways=(Way.REPORT, Way.HELP))
        case Asked() if kept:
            return messages.menu(words.TOO_LATE, first=_resumes(reply.draft), ways=(Way.REPORT, Way.HELP))
        case CaseShown() | NoSuchCase():
            return messages.menu(words.TOO_LATE, first=opens, ways=())
        case _:
            return messages.menu(words.TOO_LATE)


def _resumes(draft: str) -> tuple[Button, ...]:
    """Goes on with a draft, if there is one to go on with."""
    return (Button(Press.RESUME, wording.RESUME, draft),) if draft and not is_state(draft) else ()


def only_for_home(view: View) -> View:
    """A view without what only modals have."""
    kept = ("type", "blocks", "private_metadata", "callback_id")
    return {name: view[name] for name in kept if name in view}
