"""What Teams may send, and who answers it: the table of contents of this adapter."""

import contextlib

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, Attachment

from bot.chat.payload import mapping, text
from bot.teams import chatting, dialogs, ids, messages, teams_words
from bot.teams.adapter import Greets, answers_with, sent_of
from bot.teams.chatting import Card, Repeats
from bot.teams.ids import Invoke
from bot.teams.pressing import card_pressed, sent_with_a_button
from bot.teams.talk import Sent, Talk
from handlers.messenger import NotDelivered

PERSONAL = "personal"


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
        if not self._repeats.takes(text(sent.get("id"))):
            return
        if _kind_of_chat(sent) == PERSONAL:
            await _says(turn_context, await chatting.written(self._talk, sent))
        elif mapping(sent.get("value")):
            card = await sent_with_a_button(self._talk, sent)
            with contextlib.suppress(NotDelivered):  # what they did shows in the message that they did it in
                await self._greets(sent, card)
        else:
            await self._mentioned(turn_context, sent)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Somebody added the app for themselves, or to a team."""
        sent = sent_of(turn_context)
        if _kind_of_chat(sent) == PERSONAL:
            await _says(turn_context, chatting.welcome(self._talk))
        else:
            await _says(turn_context, messages.menu((*teams_words.ADDED_TO_A_TEAM, teams_words.IN_A_CHAT), ways=()))

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """Somebody presses or submits something, and sees nothing else until it is answered."""
        sent = sent_of(turn_context)
        match text(sent.get("name")):
            case Invoke.DIALOG_SUBMITTED | Invoke.EXTENSION_SUBMITTED:
                answer = await dialogs.submitted(self._talk, sent)
            case Invoke.DIALOG_OPENED:
                answer = await dialogs.opened(self._talk, sent)
            case Invoke.EXTENSION_OPENED:
                answer = await dialogs.extension_opened(self._talk, sent)
            case Invoke.CARD_PRESSED:
                answer = await card_pressed(self._talk, sent)
            case _:
                answer = {}
        answers_with(turn_context, answer)

    async def _mentioned(self, turn_context: TurnContext, sent: Sent) -> None:
        """They are answered where nobody else reads it, or if they cannot be, with fixed words in their thread."""
        try:
            await self._greets(sent, chatting.mentioned(self._talk))
        except NotDelivered:
            await _says(turn_context, messages.menu((*teams_words.MENTIONED, teams_words.IN_A_CHAT), ways=()))


async def _says(turn_context: TurnContext, card: Card) -> None:
    attachment = Attachment(content_type=ids.CARD, content=card)
    await turn_context.send_activity(Activity(type="message", summary=teams_words.SPOKEN, attachments=[attachment]))


def _kind_of_chat(sent: Sent) -> str:
    return text(mapping(sent.get("conversation")).get("conversationType")) or PERSONAL
