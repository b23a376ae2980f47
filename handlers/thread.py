"""What was written to and fro with a code, as either side is shown it."""

from dialogs import wording
from dialogs.typed import shown
from handlers.reply import Written
from storage.concerns import Message


def written(message: Message) -> Written:
    """One message, without what cannot be seen in it."""
    return Written(message.ours, wording.on(message.day), shown(message.text))
