"""What somebody had entered in a screen that is drawn again, where nobody but the card has kept it."""

from dataclasses import replace

from dialogs.forms import Answer, ChooseMany, Field
from handlers.reply import Asked, Reply
from handlers.values import Values


def entered_again(reply: Reply, values: Values) -> Reply:
    """The screen with these values in its fields, unchecked: what is wrong with them is said when it is answered."""
    if not isinstance(reply, Asked):
        return reply
    entered = {field.id: _entered(field, values[field.id]) for field in reply.fields if field.id in values}
    return replace(reply, entered={**reply.entered, **entered})


def _entered(field: Field, values: tuple[str, ...]) -> Answer:
    return values if isinstance(field, ChooseMany) else "".join(values[:1])
