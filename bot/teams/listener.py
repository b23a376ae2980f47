"""What Teams may send, and who answers it: the table of contents of this adapter."""

from collections.abc import Mapping

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, Attachment

from bot.chat.payload import Json, mapping, text
from bot.teams import chatting, dialogs, ids, messages, teams_words
from bot.teams.adapter import Greets, answers_with, sent_of
from bot.teams.chatting import Card, Repeats
from bot.teams.ids import Invoke
from bot.teams.pressing import card_pressed, in_a_message, in_its_place, sent_with_a_button
from bot.teams.talk import Sent, Talk
from dialogs import wording
from handlers.messenger import NotDelivered
from handlers.reply import Said
from handlers.turn import WantedHelp

PERSONAL, ADDED = "personal", "add"


class Listener(ActivityHandler):
    """Answers every activity. `greets` reaches somebody in a chat of their own."""

    def __init__(self, talk: Talk, greets: Greets) -> None:
        super().__init__()
        self._talk = talk
        self._greets = greets
        self._repeats = Repeats()

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Somebody writes to the bot, each message answered once."""
        sent = sent_of(turn_context)
        if not self._repeats.takes(text(mapping(sent.get("conversation")).get("id")), text(sent.get("id"))):
            return
        if _kind_of_chat(sent) == PERSONAL:
            for card in await chatting.written(self._talk, sent):
                await _says(turn_context, card)
        elif mapping(sent.get("value")):
            await self._pressed(turn_context, sent)
        else:
            await self._mentioned(turn_context, sent)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Somebody added the app for themselves, or to a team; a newer version of it is greeted by nobody."""
        sent = sent_of(turn_context)
        if text(sent.get("action")) != ADDED:
            return
        if _kind_of_chat(sent) == PERSONAL:
            await _says(turn_context, chatting.welcome(self._talk))
        else:
            await _says(turn_context, messages.menu((*teams_words.ADDED_TO_A_TEAM, teams_words.IN_A_CHAT), ways=()))

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """Somebody presses or submits something, and sees nothing else until it is answered."""
        sent = sent_of(turn_context)
        try:
            answer = await self._invoked(sent)
        except Exception as error:  # noqa: BLE001 - an answer without words closes a dialog as if all were well
            answer = self._not_certain(sent, error)
        answers_with(turn_context, answer)

    async def _invoked(self, sent: Sent) -> Mapping[str, Json]:
        match text(sent.get("name")):
            case Invoke.DIALOG_SUBMITTED | Invoke.EXTENSION_SUBMITTED:
                return await dialogs.submitted(self._talk, sent)
            case Invoke.DIALOG_OPENED:
                return await dialogs.opened(self._talk, sent)
            case Invoke.EXTENSION_OPENED:
                return await dialogs.extension_opened(self._talk, sent)
            case Invoke.CARD_PRESSED:
                return await card_pressed(self._talk, sent)
            case _:
                return {}

    def _not_certain(self, sent: Sent, error: Exception) -> Mapping[str, Json]:
        """Fixed words, when what came could not be read or its answer not be drawn."""
        self._talk.failed(WantedHelp(self._talk.who(sent)), error)  # for the log
        said = Said(wording.NOT_CERTAIN, wording.NOT_SAVED_WHAT_NOW, self._talk.numbers())
        if text(sent.get("name")) == Invoke.CARD_PRESSED:
            return in_its_place(in_a_message(said))
        return dialogs.shown(self._talk, said)

    async def _pressed(self, turn_context: TurnContext, sent: Sent) -> None:
        """A button, where Teams is too old for it. Others read the thread: no word of a case stands there."""
        outcome = await sent_with_a_button(self._talk, sent)
        try:
            await self._greets(sent, outcome.card)
        except NotDelivered:
            said = teams_words.PRESSED_AND_DONE if outcome.done else teams_words.PRESSED_AND_NOT_DONE
            await _says(turn_context, messages.menu(said, ways=()))

    async def _mentioned(self, turn_context: TurnContext, sent: Sent) -> None:
        """They are answered where nobody else reads it, or if they cannot be, with fixed words in their thread."""
        try:
            for card in await chatting.mentioned(self._talk, sent):
                await self._greets(sent, card)
        except NotDelivered:
            await _says(turn_context, messages.menu((*teams_words.MENTIONED, teams_words.IN_A_CHAT), ways=()))


async def _says(turn_context: TurnContext, card: Card) -> None:
    attachment = Attachment(content_type=ids.CARD, content=card)
    await turn_context.send_activity(Activity(type="message", summary=teams_words.SPOKEN, attachments=[attachment]))


def _kind_of_chat(sent: Sent) -> str:
    return text(mapping(sent.get("conversation")).get("conversationType")) or PERSONAL
